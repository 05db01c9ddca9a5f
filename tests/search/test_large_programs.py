"""Searches of large programs on simulated engines: functions in groups, and no pass that gets nothing for
long."""

from pathlib import Path

import pytest
from made_run import begun_folder
from simulated_engine import SEED, Told, anchor_of, judge_of, program_of, simulated_lane

from reducer.edits import CATALOGUE
from reducer.program.profile import COUNTS
from reducer.search import reduction as reduction_module
from reducer.search.history import History
from reducer.search.passes import one_by_one
from reducer.search.reduction import Reduction
from reducer.search.schedule import Stage

FUNCTIONS = 120
ADDS = "".join(f"(local.set $a (i32.add (local.get $a) (i32.const {number})))" for number in range(5))
ADDING = "(func $f{} (param $a i32) (result i32) {} (local.get $a))"
LARGE = SEED.replace(
    "(func $main",
    " ".join(ADDING.format(number, ADDS) for number in range(FUNCTIONS)) + "(func $main",
).replace(
    "(call $once)",
    "(call $once)"
    + "".join(
        f"(global.set $state (call $f{number} (global.get $state)))" for number in range(FUNCTIONS)
    ),
)  # fmt: skip


class Alike(dict[str, int]):
    """Counters that all say the same."""

    def get(self, key: str, default: int = 0) -> int:  # type: ignore[override]
        return 1

    def __missing__(self, key: str) -> int:
        return 1


def large_reduction(folder: Path) -> Reduction:
    judge = judge_of(simulated_lane(), 2.4)
    run_folder = begun_folder(folder, LARGE.encode())
    counts = Alike({COUNTS: 1})
    return Reduction(
        judge, lambda *_: counts, run_folder, anchor_of(2.4), History(program_of(LARGE)), Told([])
    )


def test_a_large_program_loses_its_functions_in_groups(tmp_path: Path) -> None:
    reduction = large_reduction(tmp_path / "run")
    assert reduction.before[0] > 2_000
    reduction.cold(1.8)
    assert reduction.judge.tally.proposed <= 20
    assert reduction.incumbent.module.instructions() < reduction.before[0] / 2
    assert "$hot" in reduction.incumbent.text


def test_a_pass_that_keeps_nothing_gives_way_unless_nothing_else_gets_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reduction_module, "MAX_FRUITLESS", 3)
    reduction = large_reduction(tmp_path / "run")
    statements = Stage("statements", lambda one: list(CATALOGUE["statements"](one.module))[:6], one_by_one)
    reduction._counts()
    reduction.run(statements, 100.0)
    assert reduction.judge.tally.proposed == 3
    reduction._patient = True
    reduction.run(statements, 100.0)
    assert reduction.judge.tally.proposed == 6
