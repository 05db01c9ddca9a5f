"""The words of an edit and of a failure are for people: said in another way, they change no conclusion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from blame_findings import controls, length, relation, removed, site, swapped
from made_findings import BLAME, CODE, CONTROLS, made_run

from reducer.controls.pattern import pattern_of
from reducer.controls.session import VERDICTS
from reducer.controls.trigger import carrying, trigger_sentence
from reducer.edits import CATALOGUE
from reducer.records.findings import BlameSite, ControlsFinding, VariantFinding
from reducer.report.rows import chosen_rows
from reducer.report.subject import read_subject
from reducer.surveys.table import Cell, Failure, FailureKind
from reducer.wat.module import parse
from reducer.wat.naming import named

Reword = Callable[[str], str]
REWORDINGS: dict[str, Reword] = {
    "another language": lambda words: f"Wir haben {words[::-1]} gemacht",
    "nothing at all": lambda words: "",
    "one that looks like another": lambda words: f"remove i32.add 7 -> 8 in $main, was {words} in $g",
}
LENGTHS = [length(value) for value in (0, 1, 4, 8, 16, 64)]
SESSIONS = {
    "a helper call": controls(removed(), swapped(), *LENGTHS, relation()),
    "one value": controls(removed(), *(length(value, "vanishes") for value in (0, 1, 31, 33))),
    "an overlap": controls(removed(), relation(verdict="vanishes")),
    "a deleted loop": controls(removed(), primary="deleted", reason="because", deleted_by="fast"),
}
SITES = [site(), site("i32.load(a)", share=0.95)]


def reworded(found: VariantFinding | BlameSite, words: Reword) -> VariantFinding | BlameSite:
    """The finding with other words for what was done."""
    change = replace(found.change, words=words(found.change.words), was="was")
    return replace(found, change=change, edit=change.label)


def all_reworded(found: ControlsFinding, words: Reword) -> ControlsFinding:
    return replace(
        found,
        primary=reworded(found.primary, words),
        variants=tuple(reworded(one, words) for one in found.variants),
    )


@pytest.mark.parametrize("words", REWORDINGS.values(), ids=REWORDINGS)
@pytest.mark.parametrize("session", SESSIONS.values(), ids=SESSIONS)
def test_trigger_and_pattern_are_the_same_in_other_words(session: ControlsFinding, words: Reword) -> None:
    other, sites = all_reworded(session, words), [reworded(one, words) for one in SITES]
    assert carrying(sites, other) == carrying(SITES, session)
    assert pattern_of(sites, other)[0] == pattern_of(SITES, session)[0]
    spoken = [entry.change.words for entry in session.variants if entry.kind == "relation"]
    sentence = trigger_sentence(SITES, (), session)
    for said in spoken:
        # What a sentence quotes, it quotes in the new words.
        sentence = sentence.replace(said, words(said))
    assert trigger_sentence(sites, (), other) == sentence


@pytest.mark.parametrize("words", REWORDINGS.values(), ids=REWORDINGS)
def test_the_rows_of_a_report_are_the_same_in_other_words(words: Reword, tmp_path: Path) -> None:
    rows = [
        chosen_rows(
            read_subject(made_run(tmp_path / place, controls=found, blame=BLAME, generated_code=CODE))
        )
        for place, found in (("plain", CONTROLS), ("other", all_reworded(CONTROLS, words)))
    ]
    assert [replace(row, role="") for row in rows[0]] == [replace(row, role="") for row in rows[1]]


MODULE = """(module (memory 1) (table 4 funcref) (global $g (mut i32) (i32.const 7))
  (func $f (param $n i32) (result i32)
    (memory.copy (i32.const 0) (i32.const 64) (i32.const 32))
    (f64.store (i32.const 8) (f64.add (f64.const 1.5) (f64.load (i32.const 16))))
    (global.set $g (i32.add (global.get $g) (i32.const 1)))
    (i32.xor (local.get $n) (i32.load (i32.and (local.get $n) (i32.const 255)))))
  (func (export "_start") (drop (call $f (i32.const 3)))))"""


@pytest.mark.parametrize("family", CATALOGUE)
def test_an_edit_says_in_facts_what_it_says_in_words(family: str) -> None:
    for edit in CATALOGUE[family](named(parse(MODULE))):
        change = edit.change
        assert edit.label == change.label and change.words
        if edit.axis:
            assert edit.axis == f"{change.operand} of {change.operation}" and change.own is not None
        if family in ("siblings", "swaps", "types") and change.after:
            assert change.words == f"{change.operation} -> {change.after}"
        assert change.removed == (family == "removals")
        assert bool(change.relation) == (family == "relations")


def test_the_words_of_a_failure_decide_nothing() -> None:
    assert set(VERDICTS) == set(FailureKind)
    for kind, shown in ((FailureKind.UNMEASURABLE, "unmeasurable: x"), (FailureKind.ENDED, "x")):
        assert Cell(0, 0, 1, failed=Failure(kind, "x")).reason == shown
