"""A search that was stopped goes on as if it had not been: same original, same evidence, same history."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from made_run import begun_folder
from simulated_engine import SEED, Told, anchor_of, judge_of, seed_program, simulated_lane

import reducer.search.reduction
from reducer.records.errors import RecordError
from reducer.records.evidence import DecidedRow, EvidenceLog, PairRow
from reducer.records.run import Decision
from reducer.records.run_folder import RunFolder
from reducer.search.history import History
from reducer.search.reduction import Reduction

BAR = 1.8


class Killed(Exception):
    """The end of a process."""


def begin(folder: Path, resume: bool, decisions: int | None) -> tuple[Reduction, RunFolder]:
    """A search over a run folder, which is killed after so many decisions."""
    where = RunFolder(folder, SEED.encode(), resume=True) if resume else begun_folder(folder, SEED.encode())
    judge = judge_of(simulated_lane(), 2.4)
    judge.reading.evidence.log = where.evidence
    if resume:
        judge.reading.evidence.read()
        judge.reading.take_up_original()
    else:
        for row in (*judge.reading.evidence.pairs["original"], judge.reading.evidence.original):
            where.evidence.append(row)
    history = History(seed_program(), where if resume else None)
    reduction = Reduction(judge, lambda *_: None, where, anchor_of(2.4), history, Told([]))
    ask = judge.ask

    def counted(program, bar=None):
        nonlocal decisions
        if decisions is not None:
            if decisions == 0:
                raise Killed
            decisions -= 1
        return ask(program, bar)

    judge.ask = counted  # type: ignore[method-assign]
    return reduction, where


def searched(reduction: Reduction) -> None:
    reduction.coarse(BAR)
    reduction.fine(BAR)


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory) -> int:
    reduction, folder = begin(tmp_path_factory.mktemp("whole") / "run", False, None)
    with folder:
        searched(reduction)
        return reduction.incumbent.module.instructions()


@pytest.mark.parametrize("steps", [(3, 4, 1, 2, 1), (1, 1, 2, 3, 2)])
def test_a_search_killed_five_times_ends_as_one_that_was_not(
    tmp_path: Path, uninterrupted: int, steps: tuple[int, ...]
) -> None:
    for number, decisions in enumerate(steps):
        reduction, folder = begin(tmp_path / "run", number > 0, decisions)
        with folder, pytest.raises(Killed):
            searched(reduction)
    reduction, folder = begin(tmp_path / "run", True, None)
    with folder:
        searched(reduction)
        assert abs(reduction.incumbent.module.instructions() - uninterrupted) <= 2
        assert reduction.before == seed_program().size
        assert reduction.history[0].key == seed_program().key
    assert list(timed_after_a_decision(tmp_path / "run" / "evidence.jsonl")) == []


def timed_after_a_decision(path: Path) -> Iterator[str]:
    """Programs of which a pair was taken although they were decided already."""
    decided: dict[str, float] = {}
    for row in EvidenceLog(path).read():
        if isinstance(row, DecidedRow):
            decided[row.key] = row.bar
        elif isinstance(row, PairRow) and row.key in decided:
            yield row.key


def test_steps_come_back_with_their_keys_and_trip_counts(tmp_path: Path) -> None:
    reduction, folder = begin(tmp_path / "run", False, 12)
    with folder, pytest.raises(Killed):
        searched(reduction)
    with RunFolder(tmp_path / "run", SEED.encode(), resume=True) as again:
        history = History(seed_program(), again)
        assert len(history) == len(reduction.history) > 2
        for index in range(len(history)):
            old, new = reduction.history[index], history[index]
            assert (new.key, new.has_trips) == (old.key, old.has_trips)


def test_what_was_gone_back_from_stays_gone_and_asks_for_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reduction, folder = begin(tmp_path / "run", False, 12)
    with folder:
        with pytest.raises(Killed):
            searched(reduction)
        lost = reduction.history[-1]
        monkeypatch.setattr(reducer.search.reduction, "last_step", lambda *_, **__: 1)
        reduction._go_back(BAR)
    again, folder = begin(tmp_path / "run", True, None)
    with folder:
        assert len(again.history) == 2
        assert again.judge.reading.settings.extra_pairs == again.returns == 1
        assert not again.judge.ask(lost, BAR).kept


def test_a_pass_ends_when_the_search_goes_back_in_its_midst(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it has removed so far stands on a base that is no more."""
    reduction, folder = begin(tmp_path / "run", False, None)
    with folder:
        asked: list[str] = []
        ask = reduction.judge.ask

        def watched(program, bar=None):
            asked.append(program.key)
            if len(asked) == 4:
                monkeypatch.setattr(reducer.search.reduction, "last_step", lambda *_, **__: 0)
                reduction._go_back(BAR)
            return ask(program, bar)

        reduction.judge.ask = watched  # type: ignore[method-assign]
        from reducer.search.schedule import STATEMENTS

        reduction.run(STATEMENTS, BAR)
    assert len(asked) == 4


def test_a_step_that_is_no_program_is_refused_in_a_line(tmp_path: Path) -> None:
    folder = begun_folder(tmp_path / "run", SEED.encode())
    with folder:
        folder.log(Decision("statements", "kept", step=folder.save_step("junk")))
        with pytest.raises(RecordError, match=r"0001\.wat is no step of this run: "):
            History(seed_program(), folder)
