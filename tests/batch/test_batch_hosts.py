"""The way of cases where lanes come and go, and are not all on one CPU model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from stand_in_steps import AtOnce
from test_batch_pipeline import NORMAL, Batch

from reducer.batch.progress import TIMED
from reducer.batch.tasks import Done


def test_without_a_lane_it_waits_for_one_in_every_stage(tmp_path: Path) -> None:
    class Leaving(AtOnce):
        """Has no lane after each timed task, for one look."""

        def finished(self, seconds: float) -> list[Done]:
            found = super().finished(seconds)
            self.lanes = 0 if self.lanes and any(done.key[0] in TIMED for done in found) else 1
            return found

    found = Batch(tmp_path, "times 30 10; loop x", NORMAL, executor=Leaving()).run()
    assert [group.stage for group in found.groups] == ["reported"]
    found.store.close()


def test_what_is_normal_is_so_for_a_cpu_model(tmp_path: Path) -> None:
    class TwoModels(AtOnce):
        """Every other case is measured on a CPU on which all programs are twice as slow on one side."""

        def finished(self, seconds: float) -> list[Done]:
            return [replace(done, cpu=f"model {done.key[1] % 2}") for done in super().finished(seconds)]

    cases = [f"times {20 if number % 2 else 10} 10; loop {number}" for number in range(1, 21)]
    found = Batch(tmp_path, *cases, "times 20 5; loop x", "times 50 10; loop y", executor=TwoModels()).run()
    assert [(group.slow, group.cpu) for group in found.groups] == [
        ("one", "model 1"),
        ("one", "model 0"),
    ]
    found.store.close()
