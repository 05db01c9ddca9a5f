"""The first law: a module parsed, printed and assembled gives the bytes that the original gives.

Printed as it was, flat and folded, with every body through its tree, and with names everywhere.
"""

from __future__ import annotations

import pytest
from generated_modules import PLAIN_FEATURES, Sample, draw_module, modules
from hypothesis import HealthCheck, given, settings
from instruction_rows import ROWS, function_text, module_text

from reducer.wat.assemble import Assembler, assembler_for
from reducer.wat.module import check_all, parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module

EXAMPLES, MANY_EXAMPLES = 60, 2000
PROFILE = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)


def check_law(text: str) -> None:
    assembler, wanted = assembler_for(text)
    module = parse(text)
    prints = {style or "as it was": print_module(module, style) for style in (None, "flat", "folded")}
    with_names = print_module(named(module))
    for name, printed in prints.items():
        assert assembler.assemble(printed) == wanted, f"printed {name}:\n{printed}"
    found = assembler.assemble(with_names)
    # A branch to a function's outermost label has no name to go to: such a body gets a block around it.
    assert found == wanted or "$body" in with_names, with_names


@settings(PROFILE, max_examples=EXAMPLES)
@given(modules())
def test_every_print_of_a_module_gives_the_same_bytes(sample: Sample) -> None:
    check_law(sample.text)


@pytest.mark.long
@settings(PROFILE, max_examples=MANY_EXAMPLES)
@given(modules())
def test_every_print_of_thousands_of_modules_gives_the_same_bytes(sample: Sample) -> None:
    check_law(sample.text)


@pytest.mark.parametrize("form", ["short", "full"])
@pytest.mark.parametrize("feature", sorted({row.feature for row in ROWS}))
def test_every_row_of_the_table_keeps_its_bytes(feature: str, form: str) -> None:
    rows = [row for row in ROWS if row.feature == feature]
    text = module_text([function_text(row, form) for row in rows], form, feature)
    check_law(text)
    module = parse(text)
    reached = {op.keyword for function in module.functions for op in function.linear()[0]}
    assert {row.name for row in rows} <= reached


def test_the_generated_modules_reach_every_class_of_instruction() -> None:
    reached = set()
    for seed in range(200):
        module = parse(draw_module(seed, all_features=True).text)
        reached |= {op.keyword for function in module.functions for op in function.linear()[0]}
    features = {row.feature for row in ROWS if row.name in reached}
    assert features == {row.feature for row in ROWS} > PLAIN_FEATURES
    missing = {row.name for row in ROWS} - reached
    assert len(missing) < len(ROWS) / 10, sorted(missing)


def test_different_modules_have_different_bytes() -> None:
    """The law itself can fail: another module has other bytes."""
    assembler = Assembler("wat2wasm")
    assert assembler.assemble("(module (func nop))") != assembler.assemble("(module (func))")


def test_looking_into_everything_changes_nothing() -> None:
    text = '(module (func $f (param i32) (result i32) local.get 0 i32.eqz) (export "f" (func $f)))'
    module = parse(text)
    assert len(list(check_all(module))) == 2
    assert print_module(module).split() == text.split()
