"""A family of edits that no stage of the search, no control and no cleaning asks for is an error."""

from collections.abc import Iterator

import pytest
from simulated_engine import program_of

from reducer.controls.variants import FAMILIES
from reducer.edits import CATALOGUE, CONTROL_FAMILIES, Edit
from reducer.edits.fields import drop_unused
from reducer.edits.locals import drop_unused_locals
from reducer.program import cleaning
from reducer.search.schedule import COARSE, FINE, SIMPLIFY
from reducer.wat.module import Module

PROGRAM = '(module (func (export "_start") (local $i i32) (local.set $i (i32.const 1000))))'
CLEANING = {"unused": drop_unused, "unused-locals": drop_unused_locals}
"""What cleaning calls by its function."""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of the families that are asked for their edits, while the catalogue notes it down."""
    names: set[str] = set()

    def noted(name: str) -> None:
        family = CATALOGUE[name]

        def edits(module: Module) -> Iterator[Edit]:
            names.add(name)
            yield from family(module)

        monkeypatch.setitem(CATALOGUE, name, edits)

    for name in list(CATALOGUE):
        noted(name)
    return names


def test_every_family_is_asked_for_by_a_stage_a_control_or_cleaning(asked: set[str]) -> None:
    for stage in (*COARSE, *FINE, *SIMPLIFY):
        list(stage.edits(program_of(PROGRAM)))
    unnamed = set(CATALOGUE) - asked - set(FAMILIES) - set(CLEANING)
    assert not unnamed, f"no stage of search/schedule.py and no control names {sorted(unnamed)}"


def test_a_family_that_nobody_names_is_found(asked: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CATALOGUE, "new", lambda module: ())
    with pytest.raises(AssertionError, match="new"):
        test_every_family_is_asked_for_by_a_stage_a_control_or_cleaning(asked)


def test_controls_and_cleaning_name_what_is_in_the_catalogue() -> None:
    assert set(FAMILIES) | set(CLEANING) <= set(CATALOGUE)
    assert set(CONTROL_FAMILIES) <= set(FAMILIES)
    for name, family in CLEANING.items():
        assert family.__name__ in vars(cleaning) and CATALOGUE[name] is family


def test_every_edit_is_labelled_with_its_own_family() -> None:
    text = """(module (memory 2) (global $g (mut i32) (i32.const 1)) (func $dead)
      (func $f (param $n i32) (result i32) (local $unused i32) (local $i i32)
        (global.set $g (i32.add (global.get $g) (i32.const 1)))
        (memory.copy (i32.const 0) (i32.const 64) (i32.const 32))
        (loop $l (br_if $l (i32.load offset=4 (local.get $n)))) (local.get $i))
      (func (export "_start") (drop (call $f (i32.const 3)))))"""
    module = program_of(text).module
    for name, family in CATALOGUE.items():
        for edit in family(module):
            assert edit.family == name or (name, edit.family) == ("unused-locals", "unused")
