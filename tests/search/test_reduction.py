"""Whole searches on simulated engines: what is left, what is on disk, what a lost slowdown leads to."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from made_run import begun_folder
from simulated_engine import SEED, Told, anchor_of, judge_of, seed_program, simulated_lane

from reducer.edits import CATALOGUE
from reducer.judge.pairs import pair_of
from reducer.records.run_folder import RunFolder
from reducer.runtimes import Ending, TrapKind
from reducer.search.history import History
from reducer.search.reduction import Reduction, Stopped
from reducer.search.siblings import siblings
from reducer.wat.assemble import assembler_for
from reducer.wat.module import parse
from reducer.wat.naming import named


def make_reduction(folder: Path, seed: int = 1, **options: float) -> Reduction:
    judge = judge_of(simulated_lane(seed), 2.4)
    run_folder = begun_folder(folder, SEED.encode())
    history = History(seed_program())
    return Reduction(judge, lambda *_: None, run_folder, anchor_of(2.4), history, Told([]), **options)


@pytest.mark.parametrize("seed", range(5))
def test_a_search_ends_with_the_loop_and_its_copy(tmp_path: Path, seed: int) -> None:
    reduction = make_reduction(tmp_path / "run", seed)
    reduction.coarse(1.8)
    reduction.fine(1.8)
    text = reduction.incumbent.text
    assert text.count("memory.copy") == 1
    assert "(loop $hot" in text
    assert reduction.incumbent.module.instructions() <= 16
    assert "$once" not in text and "$state" not in text and "data" not in text


@pytest.mark.parametrize(
    ("trap", "kind"),
    [
        pytest.param("unreachable", TrapKind.UNREACHABLE, id="unreachable"),
        pytest.param(
            "(global.set $state (i32.div_u (global.get $state) (i32.const 0)))",
            TrapKind.DIVIDE_BY_ZERO,
            id="division",
        ),
        pytest.param(
            "(global.set $state (i32.load (i32.const -8)))", TrapKind.OUT_OF_BOUNDS_MEMORY, id="memory"
        ),
    ],
)
def test_a_seed_that_ends_in_a_trap_keeps_its_loop_and_its_trap(
    tmp_path: Path, trap: str, kind: TrapKind
) -> None:
    text = SEED.replace("(call $proc_exit (i32.const 0))", trap)
    lane = simulated_lane()
    pair = pair_of(lane, seed_program(text), as_it_ends=True)
    assert pair.ending == Ending(None, (kind,))
    original = replace(seed_program(text), ending=pair.ending)
    folder = begun_folder(tmp_path / "run", text.encode())
    reduction = Reduction(
        judge_of(lane, 2.4), lambda *_: None, folder, anchor_of(2.4), History(original), Told([])
    )
    reduction.coarse(1.8)
    reduction.fine(1.8)
    result = reduction.incumbent
    assert "(loop $hot" in result.text and result.text.count("memory.copy") == 1
    assert result.module.instructions() <= 20
    assert pair_of(lane, result).comparable
    assert "$once" not in result.text and "proc_exit" not in result.text


def test_every_kept_step_is_on_disk_and_whole(tmp_path: Path) -> None:
    reduction = make_reduction(tmp_path / "run")
    reduction.coarse(1.8)
    steps = sorted((tmp_path / "run" / "steps").glob("*.wat"))
    assert len(steps) == reduction.judge.tally.kept == len(reduction.history) - 1 > 0
    for step in steps:
        assembler_for(SEED)[0].assemble(step.read_text())
    assert (tmp_path / "run" / "incumbent.wat").read_text() == steps[-1].read_text()


def test_decisions_are_logged_one_a_line(tmp_path: Path) -> None:
    reduction = make_reduction(tmp_path / "run")
    reduction.coarse(1.8)
    lines = (tmp_path / "run" / "decisions.jsonl").read_text().splitlines()
    assert len(lines) == reduction.judge.tally.proposed
    assert {"stage", "verdict", "edits", "labels"} <= json.loads(lines[0]).keys()


def test_a_time_limit_ends_the_search_and_keeps_what_was_found(tmp_path: Path) -> None:
    reduction = make_reduction(tmp_path / "run", deadline=0.0)
    with pytest.raises(Stopped):
        reduction.coarse(1.8)
    assert reduction.incumbent is reduction.history[0]


def test_a_lost_slowdown_sends_the_search_back_to_the_last_step_that_holds(tmp_path: Path) -> None:
    reduction = make_reduction(tmp_path / "run")
    good = reduction.incumbent
    edits = {edit.label: edit for edit in _statements(good)}
    held = good.edited([edits[label] for label in edits if "local.set $x" in label])
    lost = good.edited([edits[label] for label in edits if "memory.copy" in label])
    reduction.history.append(held)
    reduction.history.append(lost)
    assert reduction.checkpoint(1.8) is False
    assert reduction.incumbent is held
    assert reduction.judge.reading.settings.extra_pairs == 1
    assert reduction.judge.ask(lost, 1.8).kept is False


def test_a_checkpoint_that_holds_changes_nothing(tmp_path: Path) -> None:
    reduction = make_reduction(tmp_path / "run")
    before = reduction.incumbent
    assert reduction.checkpoint(1.8) is True
    assert reduction.incumbent is before
    assert reduction.judge.lane.slow.restarts > 0


def test_the_best_so_far_can_be_read_back(tmp_path: Path) -> None:
    reduction = make_reduction(tmp_path / "run")
    reduction.coarse(1.8)
    reduction.folder.close()
    with RunFolder(tmp_path / "run", SEED.encode(), resume=True) as again:
        text = again.read("incumbent.wat")
    assert text is not None
    assert named(parse(text)).instructions() == reduction.incumbent.module.instructions()


def _statements(candidate):
    return CATALOGUE["statements"](candidate.module)


@pytest.mark.parametrize("words", ["memory.copy -> memory.fill", "ein anderer Befehl", ""])
def test_a_sibling_is_found_and_named_whatever_its_edits_are_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    family = CATALOGUE["swaps"]
    monkeypatch.setitem(
        CATALOGUE,
        "swaps",
        lambda module: (replace(edit, change=replace(edit.change, words=words)) for edit in family(module)),
    )
    reduction = make_reduction(tmp_path / "run")
    assert siblings(reduction, 1.8) == ["memory.copy -> memory.fill"]
    assert "memory.fill" in (tmp_path / "run" / "sibling_memory_fill.wat").read_text()
