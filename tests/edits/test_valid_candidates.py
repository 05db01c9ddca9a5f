"""The second law: every edit of every family, alone and merged with others, keeps a valid module valid."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings, strategies

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "wat"))

from generated_modules import Sample, modules

from reducer.children import program
from reducer.edits import CATALOGUE, Edit, apply
from reducer.edits.slices import Counts, Ends, Keeps, Slicing
from reducer.wat.assemble import assembler_for
from reducer.wat.errors import WatError
from reducer.wat.module import Field, Module, parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module
from reducer.wat.tree import Instr, walk

EXAMPLES, MANY_EXAMPLES = 60, 2000
PROFILE = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
SET_SIZES = (2, 5, 20, 100)


def are_valid(texts: Sequence[str]) -> bool:
    """Whether wasm-tools takes all of these modules, in one process: one for each would take longest."""
    script = "\n".join(texts).encode("utf-8", "surrogateescape")
    command = [program("wasm-tools"), "wast", "--features", "all", "--allow-confusing-unicode", "-"]
    return subprocess.run(command, input=script, capture_output=True, check=False).returncode == 0


def check_edits(made: Sequence[tuple[Module, list[Edit]]]) -> None:
    """Modules after sets of edits: what wasm-tools does not take, wabt may."""
    texts = [print_module(apply(module, edits)) for module, edits in made]
    if are_valid(texts):
        return
    for text, (module, edits) in zip(texts, made, strict=True):
        try:
            assembler_for(text)
        except WatError as error:
            labels = "\n".join(f"{edit.family}: {edit.label}" for edit in edits)
            raise AssertionError(f"{error}\nafter {labels}\n{text}\nfrom\n{print_module(module)}") from None


def check_law(sample: Sample, seed: int, a_family: int) -> None:
    """Some edits of each family alone, then some sets of edits of all families."""
    random = Random(seed)
    module = named(parse(sample.text))
    found: list[Edit] = []
    sets: list[list[Edit]] = []
    for family in CATALOGUE.values():
        edits = list(family(module))
        found += edits
        sets += [[edit] for edit in random.sample(edits, min(len(edits), a_family))]
    sets += [random.sample(found, min(len(found), size)) for size in SET_SIZES]
    check_edits([(module, edits) for edits in sets])


@settings(PROFILE, max_examples=EXAMPLES)
@given(modules(), strategies.integers(0, 2**32 - 1))
def test_edits_keep_modules_valid(sample: Sample, seed: int) -> None:
    check_law(sample, seed, a_family=1)


@pytest.mark.long
@settings(PROFILE, max_examples=MANY_EXAMPLES)
@given(modules(), strategies.integers(0, 2**32 - 1))
def test_edits_keep_thousands_of_modules_valid(sample: Sample, seed: int) -> None:
    check_law(sample, seed, a_family=4)


def check_law_time_after_time(sample: Sample, seed: int) -> None:
    """A reduction applies edits to what earlier edits left."""
    random = Random(seed)
    module = named(parse(sample.text))
    made = []
    for _ in range(4):
        found = [edit for family in CATALOGUE.values() for edit in family(module)]
        if not found:
            break
        edits = random.sample(found, min(len(found), random.choice(SET_SIZES)))
        made.append((module, edits))
        module = apply(module, edits)
    check_edits(made)


@settings(PROFILE, max_examples=EXAMPLES)
@given(modules(), strategies.integers(0, 2**32 - 1))
def test_edits_keep_modules_valid_time_after_time(sample: Sample, seed: int) -> None:
    check_law_time_after_time(sample, seed)


@pytest.mark.long
@settings(PROFILE, max_examples=MANY_EXAMPLES)
@given(modules(), strategies.integers(0, 2**32 - 1))
def test_edits_keep_thousands_of_modules_valid_time_after_time(sample: Sample, seed: int) -> None:
    check_law_time_after_time(sample, seed)


def check_slices(sample: Sample, seed: int) -> None:
    """Slices around a node that stands in a loop of an entry point, and around another one."""
    random = Random(seed)
    module = named(parse(sample.text))
    looping = [
        (function, node)
        for function in module.functions
        for loop in walk(module.body(function))
        if isinstance(loop, Instr) and loop.op == "loop"
        for node in walk((loop,))
    ]
    made = []
    for function, node in random.sample(looping, min(len(looping), 1)):
        entry = Field("export", f'(export "_start" (func {function.name}))')
        started = module.with_fields([*module.fields, entry])
        ends = random.choice((Ends(), Ends(rest=True), Ends(outside=True)))
        sites = random.choice(([node], [node, random.choice(looping)[1]]))
        for keeps in Keeps:
            edit = Slicing(started, Counts({}, {}), ends).slice(sites, keeps)
            if edit is not None:
                made.append((started, [edit]))
    check_edits(made)


@settings(PROFILE, max_examples=EXAMPLES // 3)
@given(modules(), strategies.integers(0, 2**32 - 1))
def test_slices_keep_modules_valid(sample: Sample, seed: int) -> None:
    check_slices(sample, seed)


@pytest.mark.long
@settings(PROFILE, max_examples=MANY_EXAMPLES // 4)
@given(modules(), strategies.integers(0, 2**32 - 1))
def test_slices_keep_hundreds_of_modules_valid(sample: Sample, seed: int) -> None:
    check_slices(sample, seed)
