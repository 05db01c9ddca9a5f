"""report.md: short, made of names that are files, and nothing in it can break out of its place."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from made_findings import BLAME, CASE, CONTROLS, PRIMARY, VARIANTS, hostile, made_run

from reducer.change import Change
from reducer.records.findings import Neighbour, SideTimes
from reducer.report.archive import archive
from reducer.report.forms import FORMS
from reducer.report.markdown import BLANK, MOST_LINES, code, fenced, markdown, plain
from reducer.report.reproducer import reproducer
from reducer.report.rows import chosen_rows
from reducer.report.subject import Subject, read_subject

TEMPLATES = (None, *FORMS)
EVIL = "<script>alert(1)</script> `x` | [a](http://evil.example) \n# @somebody"
LONG = CASE.replace("    end\n", "      nop\n      i32.const 7\n      drop\n" * 40 + "    end\n")


@pytest.fixture
def subject(tmp_path: Path) -> Subject:
    return read_subject(made_run(tmp_path / "run"))


def many_sides(folder: Path) -> Subject:
    """A long case on runtimes with long command lines, so that everything is at its longest."""
    specs = (
        ("wasm2c", "1.0.32 with gcc 12.2.0"),
        ("wasmtime+cli", "41.0.0"),
        ("iwasm+aot", "2.4.1"),
        ("wasmi", "2"),
    )
    times = tuple(SideTimes(spec, version, 1e7, 9e6, 2e7, 15) for spec, version in specs)
    primary = replace(PRIMARY, times=times)
    variants = tuple(replace(entry, times=times) for entry in VARIANTS)
    return read_subject(
        made_run(folder, controls=replace(CONTROLS, primary=primary, variants=variants), case=LONG)
    )


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_report_has_sixty_lines_at_most_whatever_is_in_it(tmp_path: Path, template: str | None) -> None:
    for text in (
        markdown(read_subject(made_run(tmp_path / "usual")), template),
        markdown(many_sides(tmp_path / "long"), template),
    ):
        assert len(text.splitlines()) <= MOST_LINES
        assert BLANK in text and text.count("```") % 2 == 0


@pytest.mark.parametrize("template", TEMPLATES)
def test_rows_are_three_to_six_files_of_the_archive(subject: Subject, template: str | None) -> None:
    text = markdown(subject, template)
    names = re.findall(r"^\| `(\S+\.wat)` \|", text, re.MULTILINE)
    assert 3 <= len(names) <= 6 and names[0] == "primary.wat"
    with zipfile.ZipFile(BytesIO(archive(subject, text))) as made:
        assert {f"test_cases/{name}" for name in names} <= set(made.namelist())
        assert {f"test_cases/{name.removesuffix('.wat')}.wasm" for name in names} <= set(made.namelist())


def test_the_table_says_what_the_trigger_is_and_is_not(subject: Subject) -> None:
    rows = {row.file: row for row in chosen_rows(subject)}
    assert list(rows) == [
        "primary.wat", "control_target_removed.wat", "sibling_i32_counter.wat", "sibling_memory_fill.wat",
        "control_memory_copy_len0.wat", "control_memory_copy_src_is_dst.wat",
    ]  # fmt: skip
    assert rows["sibling_i32_counter.wat"].role == "nearest that passes: i64 -> i32"
    assert rows["sibling_i32_counter.wat"].times
    assert "| 7.68 ns | 2.56 ns | 23.1 ns | 3.00 [2.85, 3.15] | persists |" in markdown(subject)


def test_a_neighbour_that_only_blame_measured_stands_there_without_times(tmp_path: Path) -> None:
    near = Neighbour("0 -> 1", "i32.const 0", "i32.const 1", "neighbour.wat", None, Change("0 -> 1"))
    folder = made_run(tmp_path / "run", blame=replace(BLAME, neighbour=near))
    (folder / "neighbour.wat").write_text(CASE.replace("i32.const 0", "i32.const 1"))
    assert "| `neighbour.wat` | nearest that passes: 0 -> 1 | - | - | - |" in markdown(read_subject(folder))


def test_a_neighbour_that_is_a_control_at_other_trips_is_one_row_with_it(tmp_path: Path) -> None:
    near = Neighbour("remove it", "memory.copy", "", "neighbour.wat", None)
    folder = made_run(tmp_path / "run", blame=replace(BLAME, neighbour=near))
    (folder / "neighbour.wat").write_text(CASE.replace("3513536", "4096").replace("memory.copy", "nop"))
    control = folder / "controls" / "control_target_removed.wat"
    control.write_text(CASE.replace("memory.copy", "nop"))
    text = markdown(read_subject(folder))
    assert "| `control_target_removed.wat` | without memory.copy: the nearest that passes |" in text
    assert "neighbour.wat" not in text


def test_versions_commands_and_machine_are_told(subject: Subject) -> None:
    text = markdown(subject)
    for words in (
        "3.07 with a 99 % interval of [2.93, 3.17], from 40 hold-out pairs",
        "wasmtime compile -o module.cwasm primary.wasm",
        "perf stat -r 5 -e task-clock wasmtime run",
        "pip install wasmer-sdk==0.5.0",
        "- wasmtime 41.0.0 (for wreduce `wasmtime@41.0.0`), flags: +cranelift",
        "not precompiled",
        "AMD EPYC, 2 cores; Linux 6.1",
        "Trigger: Repeated memory.copy",
    ):
        assert words in text


def test_what_the_result_declares_a_great_number_of_is_told_and_never_obeyed(subject: Subject) -> None:
    assert "What is left declares: 80 types." in markdown(replace(subject, declared="80 types"))
    text = markdown(replace(subject, declared=f"80 declared locals of {EVIL}"))
    assert "<script>" not in text and "\n# @somebody" not in text


def test_what_was_not_looked_for_is_said(tmp_path: Path) -> None:
    text = markdown(read_subject(made_run(tmp_path / "run", blame=None, generated_code=None)))
    assert "The trigger was not looked for" in text
    assert "was not looked at" in text


@pytest.mark.parametrize(
    ("template", "headings"),
    [
        (
            "wasmtime",
            ["steps to reproduce the issue?", "What does actually happen?", "Which Wasmtime version"],
        ),
        ("wamr", ["**Describe the bug**", "**Version**", "**To Reproduce**", "**Desktop**"]),
        ("wasmedge", ["### Workload", "### Measurements", "### Reproduction steps", "### Profiling data"]),
        ("wasmer", ["### Describe the bug", "### Steps to reproduce", "### Actual behavior"]),
    ],
)
def test_a_template_has_the_headings_of_the_form(
    subject: Subject, template: str, headings: list[str]
) -> None:
    text = markdown(subject, template)
    places = [text.index(heading) for heading in headings]
    assert places == sorted(places)


def test_hostile_words_stay_in_their_place(tmp_path: Path) -> None:
    text = markdown(read_subject(made_run(tmp_path / "run", controls=hostile(EVIL))))
    outside = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    assert "<script" not in re.sub("`.*?`", "", outside)
    assert not re.search(r"(?<!\\)\]\(http", outside)
    assert "\n# @" not in outside and " @somebody" not in outside
    assert all(line.count(" | ") == 6 for line in outside.splitlines() if line.startswith("| `"))


def test_code_and_fences_hold_what_holds_backticks() -> None:
    assert code("a`b") == "``a`b``" and code("`a") == "`` `a ``" and code("") == ""
    assert fenced(["```"], "wat")[0] == "````wat"
    assert plain("a|b <i>") == r"a\|b &lt;i>"


def test_a_short_case_is_shown_whole_in_its_shortest_form_and_a_long_one_in_part() -> None:
    short = reproducer(CASE)
    assert short.whole and len(short.lines) == 11
    assert "      (memory.copy (i32.const 0) (i32.const 64038) (i32.const 64))" in short.lines
    part = reproducer(LONG, hot_line=12)
    assert not part.whole and len(part.lines) == 20 and "      memory.copy" in part.lines


def test_a_hold_out_between_other_runtimes_is_not_the_ratio_of_this_report(tmp_path: Path) -> None:
    folder = made_run(tmp_path / "run", controls=replace(CONTROLS, slow="wasmtime@45.0.0"))
    text = markdown(read_subject(folder))
    assert "hold-out" not in text
    assert "3.00 with a 99 % interval of [2.85, 3.15], from 15 rounds" in text


def test_a_result_that_was_not_confirmed_is_said_to_be_so(tmp_path: Path) -> None:
    folder = made_run(tmp_path / "run")
    state = (folder / "state.json").read_text().replace('"verdict": "kept"', '"verdict": "inconclusive"')
    (folder / "state.json").write_text(state)
    assert "NOT CONFIRMED: the hold-out's verdict is 'inconclusive'" in markdown(read_subject(folder))
