"""The first law over every valid module of the specification's test suite: as text, and as a binary.

WREDUCE_SPEC_TESTS names a folder of .wast files (`test/` of the specification's repository); without it the
test is skipped.  It prints how many modules there were.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from spec_suite import modules

from reducer.wat.assemble import assembler_for, disassemble
from reducer.wat.check import check_text
from reducer.wat.errors import WatError
from reducer.wat.module import parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module

FOLDER = os.environ.get("WREDUCE_SPEC_TESTS", "")

EXCEPTIONS = {
    "core/elem.wast:1043": "wat2wasm 1.0.42 reads a number that it never set for a global.get in a segment",
}
"""Modules (file and line) that break the law, and why nothing is done about it."""


def look(module: str | bytes, counted: Counter[str]) -> str | None:
    """What is wrong with the law on a module; None where it holds, or no assembler takes the module."""
    forms = [module]
    if isinstance(module, str):
        try:
            assembler, binary = assembler_for(module)
        except WatError:
            counted["refused by wabt and wasm-tools"] += 1
            return None
        counted[f"texts by {assembler.name}"] += 1
        forms.append(binary)
    for form in forms:
        said = look_at_one(form, counted)
        if said is not None:
            return said
    return None


def look_at_one(module: str | bytes, counted: Counter[str]) -> str | None:
    try:
        text = module if isinstance(module, str) else disassemble(module)
        said = check_text(text) or None
        if said is None:
            assembler, wanted = assembler_for(text)
            printed = print_module(named(parse(text)))
            # A branch to a function's outermost label has no name to go to: such a body gets a block.
            if assembler.assemble(printed) != wanted and "$body" not in printed:
                said = "with names everywhere it has other bytes"
    except WatError as error:
        said = f"{error.line}:{error.column}: {error}"
    counted["checks that hold" if said is None else "checks that fail"] += 1
    return said


@pytest.mark.long
@pytest.mark.skipif(not FOLDER, reason="WREDUCE_SPEC_TESTS is not set")
def test_the_specification_tests_keep_their_bytes() -> None:
    counted: Counter[str] = Counter()
    wrong = {}
    for path in sorted(Path(FOLDER).rglob("*.wast")):
        script = path.read_text(encoding="utf-8", errors="surrogateescape")
        for line, module in modules(script):
            counted["modules"] += 1
            said = look(module, counted)
            if said is not None:
                wrong[f"{path.relative_to(FOLDER)}:{line}"] = said
    print(dict(counted))
    assert counted["modules"] > 0, f"no modules in {FOLDER}"
    assert {place: said for place, said in wrong.items() if place not in EXCEPTIONS} == {}
