"""The way of cases as fuzzers bring them: most of them short, without end, asked for more than one thing."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_batch_pipeline import NORMAL, Batch

from reducer.batch.intake import Intake, Watch, offers


def test_a_fuzzer_that_never_stops_does_not_keep_what_was_found_waiting(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("reducer.batch.pipeline.LOOK_SECONDS", 0.0)
    monkeypatch.setattr("reducer.batch.pipeline.WATCHED_CORPUS", 8)
    one = Batch(tmp_path, *[NORMAL] * 8, "times 30 10; loop x")
    intake = Intake(one.store, tmp_path / "run", "ratio>2")
    numbers = iter(range(100, 1000))

    def more(task) -> None:
        # Two come for each that is measured.
        if task.key[0] == "triage":
            for number in (next(numbers), next(numbers)):
                (one.corpus / f"{number}.wat").write_text(f"{NORMAL}; id {number}")
        if task.key[0] == "report" or next(numbers) > 900:
            raise KeyboardInterrupt

    one.executor.before = more
    with pytest.raises(KeyboardInterrupt):
        one.make().run((Watch(one.corpus), intake))
    assert one.ends["8"][0] == "grouped"
    assert one.store.counts()["taken"]
    one.store.close()


def test_programs_that_are_too_short_have_no_vote_in_what_is_normal(tmp_path: Path) -> None:
    # As measured: of a program of no length, one runtime's clock shows its call, the other's does not.
    found = Batch(tmp_path, *["times 0.09 0.001"] * 30, *[NORMAL] * 8, "times 30 10; loop x").run()
    assert [stage for stage, _ in found.ends.values()].count("too short") == 30
    assert [(group.slow, group.cases) for group in found.groups] == [("one", 1)]
    (said,) = [event for event in found.events if event["event"] == "normal"]
    assert (said["cases"], said["times"]) == (9, {"one": 1.0, "other": 1.0})
    found.store.close()


def test_what_is_slow_to_compile_and_what_is_slow_to_run_are_two_groups(tmp_path: Path) -> None:
    one = Batch(tmp_path, "times 30 10; loop x", "times 40 10; loop x")
    (one.corpus / "list.csv").write_text("0.wat,ratio.compile>2\n1.wat,ratio>2\n")
    Intake(one.store, tmp_path / "run", "ratio>2").take_all(offers(str(one.corpus / "list.csv")))
    one.make().run()
    assert len(one.groups) == 2
    one.store.close()
