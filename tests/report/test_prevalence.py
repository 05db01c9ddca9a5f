"""How often a trigger stands in real modules: how it is counted, and what a report says of it."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from made_findings import CASE, CONTROLS, made_run

from reducer.report.html import html
from reducer.report.markdown import markdown
from reducer.report.prevalence import Count, prevalence, prevalence_words, read
from reducer.report.subject import Subject, read_subject
from reducer.wat.assemble import assembler_for
from reducer.wat.tools import run

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))

from prevalence.__main__ import LIST, table_text, together
from prevalence.counting import Counts, counted
from prevalence.fetching import packages

PROGRAM = """(module (memory 1) (func $f (param i32)
  (memory.copy (i32.const 0) (i32.const 1) (i32.const 40))
  (loop $outer
    (drop (memory.size))
    (loop $inner
      (if (local.get 0) (then (memory.copy (i32.const 0) (i32.const 1) (local.get 0))))
      (memory.fill (i32.const 0) (i32.const 1) (i32.const 5000))
      (br_if $inner (local.get 0)))
    (drop (memory.size))
    (br_if $outer (local.get 0)))
  (block (loop $second
    (memory.fill (i32.const 0) (i32.const 1) (i32.const 16))
    (br_if $second (local.get 0))))))"""
OTHER = "(module (memory 1) (func (memory.fill (i32.const 0) (i32.const 0) (i32.const -1))))"


def counts_of(text: str) -> Counts:
    return counted(run("wasm-tools", "print", "-", data=assembler_for(text)[1]).splitlines())


def test_places_and_innermost_loops_are_counted_by_the_last_operand() -> None:
    found = counts_of(PROGRAM)
    assert found.innermost == 2
    copies = {operand: number for (name, operand), number in found.places.items() if name == "memory.copy"}
    assert copies == {"any": 2, "constant": 1, "<=1024": 1, "<=64": 1, "variable": 1}
    loops = {key: number for key, number in found.loops.items() if key[0].startswith("memory.")}
    assert loops == {
        ("memory.copy", "any"): 1, ("memory.copy", "variable"): 1, ("memory.fill", "any"): 2,
        ("memory.fill", "constant"): 2, ("memory.fill", ">1024"): 1, ("memory.fill", "<=1024"): 1,
        ("memory.fill", "<=64"): 1, ("memory.fill", "<=16"): 1,
    }  # fmt: skip
    # What takes nothing has no last operand.
    assert found.places["memory.size", "any"] == 2 and ("memory.size", "variable") not in found.places


def test_the_table_comes_back_as_it_was_made() -> None:
    made = together([counts_of(PROGRAM), counts_of(OTHER)])
    assert read(table_text(made)) == made
    assert (made.modules, made.loops) == (2, 2)
    assert made.counts["memory.fill", "any"] == Count(2, 1, 2, 3)
    # A length has no sign.
    assert made.counts["memory.fill", ">1024"].modules == 2


def test_the_table_that_comes_along_is_of_sixty_modules_or_more() -> None:
    found = prevalence()
    listed = packages(LIST.read_text(encoding="utf-8"))
    assert 60 <= found.modules <= len(listed) and len({package.name for package in listed}) == len(listed)
    for (name, operand), count in found.counts.items():
        assert 0 <= count.modules_in_loops <= count.modules <= found.modules and count.loops <= found.loops
        assert operand == "any" or count.places <= found.counts[name, "any"].places


# ---- what a report says


@pytest.fixture
def subject(tmp_path: Path) -> Subject:
    return read_subject(made_run(tmp_path / "run"))


def test_a_report_says_how_many_modules_hold_the_trigger_with_such_an_operand(subject: Subject) -> None:
    words = prevalence_words(subject)
    assert f"of {prevalence().modules} public modules hold memory.copy of a constant length <= 64" in words
    escaped = words.replace("<", "&lt;")
    assert escaped in markdown(subject) and escaped.replace("'", "&#39;") in html(subject)


@pytest.mark.parametrize(
    ("instruction", "case", "words"),
    [
        (
            "memory.copy",
            CASE.replace("i32.const 64\n", "local.get $i i32.wrap_i64\n"),
            "of a variable length",
        ),
        ("i32.wrap_i64", CASE, "i32.wrap_i64 of what varies"),
        ("i64.sub", CASE, "i64.sub with a constant as its last operand"),
        ("array.init_elem", CASE, "None of "),
    ],
)
def test_what_the_last_operand_is_comes_from_the_case(
    tmp_path: Path, instruction: str, case: str, words: str
) -> None:
    controls = replace(CONTROLS, trigger_instruction=instruction)
    assert words in prevalence_words(read_subject(made_run(tmp_path / "run", controls=controls, case=case)))


def test_what_is_no_instruction_has_no_line(subject: Subject) -> None:
    controls = replace(CONTROLS, trigger_instruction="declared locals")
    assert prevalence_words(replace(subject, controls=controls)) == ""
