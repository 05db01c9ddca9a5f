"""What a report says without any peer: the engine against itself, placements, the form's fields."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from made_findings import ITSELF, ORIGIN, PLACEMENT, made_run

from reducer.records.findings import Bounds
from reducer.records.itself import PlacementFinding
from reducer.report.forms import FORMS
from reducer.report.html import html
from reducer.report.itself import (
    CHECKED,
    NO_PEER,
    expected_words,
    itself_rows,
    itself_words,
    needs_no_peer,
    placement_words,
)
from reducer.report.markdown import MOST_LINES, markdown
from reducer.report.subject import Subject, read_subject

EVIL = "<script>alert(1)</script> `x` | [a](http://evil.example) # @somebody"
ALIGNED = replace(PLACEMENT, verdict="alignment only", kept=7, lost=9, ratio=Bounds(1.4, 1.0, 2.0))


@pytest.fixture
def subject(tmp_path: Path) -> Subject:
    return read_subject(made_run(tmp_path / "run"))


def test_a_lower_tier_that_is_faster_needs_no_peer_and_a_later_release_that_is_faster_is_named() -> None:
    assert itself_words(ITSELF) == (
        "wasmtime+winch 41.0.0, the baseline compiler of the same engine, takes 0.60 [0.55, 0.66] of the "
        f"time. {NO_PEER} wasmtime 46.0.1, a later release, takes 0.30 [0.28, 0.33] of the time."
    )
    assert expected_words(ITSELF).startswith("no more than wasmtime+winch 41.0.0")


@pytest.mark.parametrize(
    ("number", "changed"),
    [
        (0, {"ratio": Bounds(0.95, 0.9, 0.99)}),
        (0, {"ratio": Bounds(0.6, 0.3, 1.2)}),
        (0, {"ratio": Bounds(0.6)}),
        (0, {"tier": "optimising"}),
        (0, {"tier": "any"}),
        (0, {"version": "46.0.1"}),
    ],
)
def test_what_is_not_clearly_faster_or_no_lower_tier_is_no_bug_by_itself(
    number: int, changed: dict[str, object]
) -> None:
    others = list(ITSELF.relatives)
    others[number] = replace(others[number], **changed)  # type: ignore[arg-type]
    assert needs_no_peer(replace(ITSELF, relatives=tuple(others))) is None


def test_an_earlier_release_that_is_faster_is_a_regression() -> None:
    others = list(ITSELF.relatives)
    others[1] = replace(others[1], ratio=Bounds(0.4, 0.38, 0.42))
    found = needs_no_peer(replace(ITSELF, relatives=tuple(others)))
    assert found is not None and found[0].spec == "wasmtime@40.0.0" and found[1] == "an earlier release"


def test_rows_with_a_ratio_come_first_and_the_others_say_why() -> None:
    rows = itself_rows(ITSELF)
    assert rows[0] == ("wasmtime+winch 41.0.0", "baseline tier", "0.60 [0.55, 0.66]")
    assert rows[3][2] == "30.00 (one run)" and rows[-1][1:] == ("optimisation level", "timed out")


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (PLACEMENT, "Over 16 placements of its code the ratio is 2.95 [2.80, 3.05], and so it is not where"),
        (ALIGNED, "ALIGNMENT ONLY: the same code at other places is not slow."),
        (replace(PLACEMENT, verdict="unclear"), "it stays unclear"),
        (None, ""),
    ],
)
def test_the_ratio_is_given_over_placements(found: PlacementFinding | None, words: str) -> None:
    assert words in placement_words(found) and bool(words) == bool(placement_words(found))


def test_alignment_only_stands_in_the_title(subject: Subject) -> None:
    assert "by where its code lies" not in markdown(subject).splitlines()[0]
    assert markdown(replace(subject, placement=ALIGNED)).splitlines()[0].endswith(", by where its code lies")


def test_a_report_without_a_peer_has_room_for_the_engine_s_own_table(subject: Subject) -> None:
    controls = subject.controls
    two = replace(controls, also=(), primary=replace(controls.primary, times=controls.primary.times[:2]))
    lines = markdown(replace(subject, controls=two)).splitlines()
    assert "| the same engine | as | its time / wasmtime 41.0.0 |" in lines and len(lines) <= MOST_LINES
    assert "| wasmtime+winch 41.0.0 | baseline tier | 0.60 [0.55, 0.66] |" in lines
    assert not any("A part of" in line for line in lines)


@pytest.mark.parametrize("template", [None, *FORMS])
def test_every_form_has_the_table_the_open_fields_and_the_line_for_a_name(
    subject: Subject, template: str | None
) -> None:
    text = markdown(subject, template)
    lines = text.splitlines()
    assert len(lines) <= MOST_LINES and CHECKED in lines
    row = "| wasmtime+winch 41.0.0 | baseline tier | 0.60 [0.55, 0.66] |"
    assert row in lines or "wasmtime+winch 41.0.0 (baseline tier) 0.60 [0.55, 0.66];" in text
    for words in (
        "optimising tier; release build from PyPI; first run, nothing cached",
        "Linux 6.1, virtual machine;",
        "language C11, processed-by clang 17.0.6; campaign: a fuzzer of bulk memory, seed 7",
        NO_PEER,
    ):
        assert words in text
    if template is not None:
        assert ("Expected: no more than wasmtime+winch" in text) == ("expected" in str(FORMS[template]))


def test_hostile_producers_stay_in_their_place(subject: Subject) -> None:
    odd = replace(subject, origin=replace(ORIGIN, producers=(EVIL,), campaign=EVIL))
    text, page = markdown(odd), html(odd)
    assert "<script" not in text and " @somebody" not in text and not re.search(r"(?<!\\)\]\(http", text)
    assert "<script" not in page and "&lt;script" in page


def test_the_page_has_both_tables(subject: Subject) -> None:
    page = html(subject)
    assert "Against itself" in page and "wasmtime+winch 41.0.0" in page
    assert page.count('<tr><th scope="row" class="number">') >= 16
    bare = html(replace(subject, itself=None, placement=None, origin=None))
    assert "was not held against its own engine" in bare and "not measured at other placements" in bare
