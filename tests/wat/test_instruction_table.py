"""The instruction table says of each instruction what `wat2wasm` says of it.

Each row becomes one function whose parameters are the row's operands and whose results are the row's
results, so the validation in `wat2wasm` refuses a row with a type too many, too few or wrong.
"""

import re

import pytest
from instruction_rows import (
    COLUMNS,
    EFFECTS,
    FEATURES,
    KINDS,
    PLAIN_TYPES,
    ROWS,
    SYMBOLIC_TYPES,
    TRAITS,
    Row,
    concrete,
    function_text,
    instruction_text,
    module_text,
    read_lines,
)

from reducer.wat.assemble import assembler_for
from reducer.wat.errors import WatError


def complaint(text: str) -> str:
    """What the assemblers say against a module, empty if nothing."""
    try:
        assembler_for(text)
    except WatError as error:
        return str(error)
    return ""


def test_file_is_comments_then_a_header_then_rows() -> None:
    lines = read_lines()
    comments = [index for index, line in enumerate(lines) if line.startswith("#")]
    assert comments == list(range(len(comments)))
    assert lines[len(comments)].split("\t") == COLUMNS
    assert all(lines), "no empty line"
    assert len(ROWS) > 500


def test_names_are_unique_keywords() -> None:
    names = [row.name for row in ROWS]
    assert sorted(set(names)) == sorted(names)
    assert all(re.fullmatch(r"[a-z0-9_.]+", name) for name in names)


def test_rows_are_grouped_by_feature_in_order() -> None:
    groups = list(dict.fromkeys(row.feature for row in ROWS))
    assert groups == list(FEATURES)
    order = [groups.index(row.feature) for row in ROWS]
    assert order == sorted(order)


def test_every_entry_is_known_and_explained() -> None:
    comment = " ".join(line for line in read_lines() if line.startswith("#"))
    words = set(re.split(r"[\s,;:()`]+|\.\s", comment))
    for row in ROWS:
        assert set(row.operands + row.results) <= PLAIN_TYPES | set(SYMBOLIC_TYPES["short"]), row
        assert set(row.immediates) <= KINDS, row
        assert set(row.traits) <= TRAITS, row
        assert len(set(row.traits)) == len(row.traits), row
        entries = [*row.operands, *row.results, *row.immediates, *row.traits, row.feature]
        assert set(entries) <= words, row


def test_traits_agree_with_each_other_and_with_the_types() -> None:
    for row in ROWS:
        traits = set(row.traits)
        assert not ("pure" in traits and traits & EFFECTS), row
        assert "pure" in traits or traits & EFFECTS, row
        assert ("simd" in traits) == (row.feature in ("simd", "relaxed-simd")), row
        assert ("atomic" in traits) == (row.feature == "threads"), row
        assert ("block" in traits) == (row.immediates == ["block"]), row
        assert "float" in traits or not {"f32", "f64"} & set(row.results), row
        assert not ("diverges" in traits and row.results), row
        assert not ("integer_division" in traits and "may_trap" not in traits), row
        accesses = {"reads_memory", "writes_memory"} & traits and "$address" in row.operands
        assert not accesses or {"memarg", "memory?"} & set(row.immediates), row


def test_exactly_these_instructions_never_fall_through() -> None:
    expected = "unreachable br br_table return return_call return_call_indirect throw rethrow"
    expected += " return_call_ref throw_ref"
    assert [row.name for row in ROWS if "diverges" in row.traits] == expected.split()


@pytest.mark.parametrize("form", ["short", "full"])
@pytest.mark.parametrize("feature", FEATURES)
def test_every_row_assembles_with_its_own_types(feature: str, form: str) -> None:
    fields = [function_text(row, form) for row in ROWS if row.feature == feature]
    assert complaint(module_text(fields, form, feature)) == ""


@pytest.mark.parametrize("form", ["short", "full"])
def test_constant_instructions_initialise_globals(form: str) -> None:
    fields = []
    for row in ROWS:
        arguments = " ".join(f"({kind}.const 1)" for kind in row.operands)
        if row.name == "global.get":
            fields.append("(global i32 (global.get $imported))")
        elif {"constant", "constant_extended"} & set(row.traits) and row.feature != "gc":
            [result] = concrete(row.results, form)
            fields.append(f"(global {result} ({instruction_text(row, form)} {arguments}))")
    assert len(fields) == 14
    text = module_text(fields, form, "mvp").replace(
        "(module", '(module (import "env" "imported" (global $imported i32))', 1
    )
    assert complaint(text) == ""


def test_a_wrong_row_is_refused() -> None:
    """The check above is worth something: change one column of a row and it fails."""
    good = next(row for row in ROWS if row.name == "i64.extend_i32_s")
    wrong = [
        Row(good.name, ["i64"], good.results, [], good.traits, good.feature),
        Row(good.name, ["i32", "i32"], good.results, [], good.traits, good.feature),
        Row(good.name, [], good.results, [], good.traits, good.feature),
        Row(good.name, good.operands, ["i32"], [], good.traits, good.feature),
        Row(good.name, good.operands, [], [], good.traits, good.feature),
        Row(good.name, good.operands, good.results, ["i32"], good.traits, good.feature),
        Row(good.name, good.operands, good.results, [], ["diverges"], good.feature),
        Row("i64.extend_i32", good.operands, good.results, [], good.traits, good.feature),
    ]
    assert complaint(module_text([function_text(good, "short")], "short", "mvp")) == ""
    for row in wrong:
        text = module_text([function_text(row, "short")], "short", "mvp")
        assert complaint(text), row
