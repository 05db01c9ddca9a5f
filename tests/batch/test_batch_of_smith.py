"""A folder as wasm-smith leaves it, and a batch over it: nothing is refused for its entry, its ending or its
imports."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from command_line import wreduce_here
from smith import smith

from reducer.batch.checking import CheckRequest, check_case
from reducer.runtimes import Given

IN_A_BATCH = Given(stub_imports=True, any_entry=True)
CALLED = ("--export-everything", "true", "--min-funcs", "2")
ENDS = ("--ensure-termination",)
SIDES = ("--runtime", "wasmtime", "wasmtime:opt-level=0")
REASONS = {
    "": "measured",
    "too short": "measured",
    "is the same as": "another file's copy",
    "call stack exhausted": "no ending: the stack's depth is the engine's",
    "timed out": "no end in the time given",
    "out of memory": "more memory than a guest may have",
}
"""What may stand beside a file, and what it means."""


@pytest.mark.parametrize("options", [(), CALLED, (*CALLED, *ENDS)], ids=["as it is", "called", "ending"])
def test_every_module_is_a_program_with_its_imports_stubbed(tmp_path: Path, options: tuple[str, ...]) -> None:
    for path in smith(tmp_path / "corpus", 6, 1, *options):
        checked = check_case(CheckRequest(path, tmp_path / "x.wasm", IN_A_BATCH))
        assert checked.reason == "", path


@pytest.mark.long
@pytest.mark.parametrize("options", [(), CALLED, (*CALLED, *ENDS)], ids=["as it is", "called", "ending"])
def test_every_one_of_many_modules_is_a_program(tmp_path: Path, options: tuple[str, ...]) -> None:
    for path in smith(tmp_path / "corpus", 200, 2, *options):
        checked = check_case(CheckRequest(path, tmp_path / "x.wasm", IN_A_BATCH))
        assert checked.reason == "", path


@pytest.mark.long
@pytest.mark.timing
def test_a_batch_measures_every_file_or_has_one_of_a_few_reasons(tmp_path: Path) -> None:
    smith(tmp_path / "corpus" / "plain", 40, 3)
    smith(tmp_path / "corpus" / "called", 20, 4, *CALLED)
    smith(tmp_path / "corpus" / "ending", 20, 5, *CALLED, *ENDS)
    run = wreduce_here(
        "batch", "corpus", "--out", "run", *SIDES, "--stub-imports", "--run-timeout", "1s", "--no-reports",
        cwd=tmp_path,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    with open(tmp_path / "run" / "cases.csv", newline="") as rows:
        cases = list(csv.DictReader(rows))
    assert len(cases) == 80
    ends = Counter(end_of(case) for case in cases)
    assert None not in ends, [case for case in cases if end_of(case) is None]
    assert ends["measured"] >= 40, ends


def end_of(case: dict[str, str]) -> str | None:
    """What became of a file, as one of the few reasons; None where it is another."""
    if case["stage"] in ("normal", "too short", "not shown", "grouped"):
        return "measured"
    return next((end for words, end in REASONS.items() if words and words in case["reason"]), None)
