"""The way of cases through a batch, with stand-ins for everything that takes time."""

from __future__ import annotations

import csv
import io
import random
import time
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
import stand_in_steps
from stand_in_steps import STEPS, AtOnce

from reducer.batch.intake import Intake, Watch, offers
from reducer.batch.pipeline import Pipeline
from reducer.batch.plan import Plan
from reducer.batch.progress import Pace, facts, in_words, progress_line, remaining_seconds
from reducer.batch.store import Store
from reducer.batch.summary import cases_csv, summary_csv
from reducer.records.batch import CaseEvidence, GroupFacts
from reducer.report.batch_page import batch_page, group_lines

SPECS = ("one", "other")
NORMAL = "times 10 10; loop n"


class Batch:
    """A batch of cases that are lines, run to its end."""

    def __init__(self, folder: Path, *cases: str, executor: AtOnce | None = None, **plan: Any) -> None:
        self.folder, self.events = folder, []
        self.executor = executor or AtOnce()
        self.executor.folder = folder / "run"
        corpus = folder / "corpus"
        corpus.mkdir(parents=True, exist_ok=True)
        for number, case in enumerate(cases):
            (corpus / f"{number}.wat").write_text(f"{case}; id {number}")
        self.corpus = corpus
        self.plan = Plan(SPECS, "ratio>2", **{"reports": True, **plan})
        self.store = Store.open(folder / "run", {})
        self.stopped = ""

    def run(self) -> Batch:
        Intake(self.store, self.folder / "run", "ratio>2").take_all(offers(str(self.corpus)))
        self.pipeline = self.make()
        self.stopped = self.pipeline.run()
        return self

    def make(self) -> Pipeline:
        run = self.folder / "run"
        return Pipeline(self.store, run, self.plan, STEPS, self.executor, self.events.append)

    @property
    def ends(self) -> dict[str, tuple[str, str]]:
        return {Path(case.source).stem: (case.stage, case.reason) for case in self.store.cases()}

    @property
    def groups(self) -> list[GroupFacts]:
        return list(facts(self.store).groups)


@pytest.fixture
def batch(tmp_path: Path):
    made = []

    def make(*cases: str, **how: Any) -> Batch:
        made.append(Batch(tmp_path, *cases, **how))
        return made[-1].run()

    yield make
    for one in made:
        one.store.close()


def test_two_anomalies_among_normal_cases_are_two_groups_with_their_reports(batch) -> None:
    found = batch("times 30 10; loop x", NORMAL, "times 40 10; loop x", "times 10 50; loop y", NORMAL)
    assert found.stopped == ""
    assert sorted((group.slow, group.fast, group.cases, group.stage) for group in found.groups) == [
        ("one", "other", 2, "reported"),
        ("other", "one", 1, "reported"),
    ]
    assert [stage for stage, _ in found.ends.values()].count("normal") == 2
    for group in found.groups:
        assert (found.folder / "run" / group.report).exists()


def test_the_most_promising_is_reduced_first_and_only_after_all_are_measured(batch) -> None:
    found = batch("times 30 10; loop x", "times 90 10; loop y", "times 50 10; loop z")
    order = [key for key in found.executor.done if key[0] in ("triage", "reduce")]
    assert [kind for kind, _ in order] == ["triage"] * 3 + ["reduce"] * 3
    assert [case for kind, case in order if kind == "reduce"] == [2, 3, 1]


def test_the_same_loop_slow_on_another_side_is_another_group(batch) -> None:
    assert len(batch("times 30 10; loop x", "times 10 30; loop x").groups) == 2


def test_every_case_that_is_no_anomaly_has_its_reason(batch) -> None:
    found = batch(
        "refused imports `env.f`", "times 10 10; loop a; ends trapped", "ends timed out", "ends crashed",
        "times 30 10; verdict not shown", "times 30 10; verdict inconclusive", "times 0.01 0.03",
        "times 11 10", "triage raises",
    )  # fmt: skip
    assert found.ends == {
        "0": ("skipped", "imports `env.f`"),
        "1": ("skipped", "trapped: so (one, other)"),
        "2": ("failed", "timed out: so (one, other)"),
        "3": ("crash", "one crashes: so; other crashes: so"),
        "4": ("not shown", ""),
        "5": ("failed", "inconclusive"),
        "6": ("too short", "30 us at most"),
        "7": ("normal", "one / other = 1.10, 1.10 times what is normal here"),
        "8": ("failed", "triage: RuntimeError: no room"),
    }
    assert found.groups == []


def test_the_same_program_in_another_spelling_is_skipped(batch) -> None:
    found = batch("binary b; times 30 10; loop x", "binary b; times 30 10; loop x ")
    assert found.ends["1"][1].startswith("the same program as ")
    assert found.groups[0].cases == 1


def test_a_task_that_is_lost_costs_its_case(batch) -> None:
    executor = AtOnce()
    executor.lost = {("reduce", 1), ("check", 2)}
    found = batch("times 30 10; loop x", "times 30 10; loop y", "times 30 10; loop z", executor=executor)
    assert found.ends["0"] == ("failed", "reduce: no end within 9 s")
    assert found.ends["1"] == ("failed", "check: no end within 9 s")
    assert found.ends["2"][0] == "grouped"


def test_the_smallest_case_stands_for_its_group_and_the_next_where_it_fails(batch) -> None:
    found = batch(
        "times 30 10; loop x; size 30", "times 30 10; loop x; size 9; confirm not shown",
        "times 30 10; loop x; size 20",
    )  # fmt: skip
    (group,) = found.groups
    assert group.stage == "reported"
    assert group.instructions == 20
    confirmed = [key for key in found.executor.done if key[0] == "confirm"]
    assert len(confirmed) == 2


def test_a_group_without_a_case_that_holds_is_not_confirmed_and_not_reported(batch) -> None:
    found = batch(*(f"times 30 10; loop x; size {size}; confirm not shown" for size in range(5)))
    (group,) = found.groups
    assert (group.stage, group.reason) == ("not confirmed", "hold-out: not shown")
    assert not any(kind == "report" for kind, _ in found.executor.done)
    assert sum(kind == "confirm" for kind, _ in found.executor.done) == 3


def test_a_report_that_fails_is_said_and_its_group_stays(batch) -> None:
    (group,) = batch("times 30 10; loop x; report nothing to vary").groups
    assert (group.stage, group.reason) == ("confirmed", "no report: nothing to vary")


def test_a_case_that_cannot_be_described_is_a_group_of_its_own(batch) -> None:
    assert len(batch("times 30 10; loop raises", "times 30 10; loop raises").groups) == 2


def test_groups_are_ranked_by_the_sure_effect_and_then_by_their_cases(batch) -> None:
    found = batch(
        "times 30 10; loop a; effect 2.2", "times 30 10; loop b; effect 5", "times 30 10; loop c; effect 2.2",
        "times 30 10; loop c; effect 2.2",
    )  # fmt: skip
    assert [(group.ratio, group.cases) for group in found.groups] == [(5.0, 1), (2.2, 2), (2.2, 1)]


def test_a_corpus_in_which_one_runtime_is_always_slow_has_no_anomaly_in_that(batch) -> None:
    cases = [f"times {30 + number / 10} 10; loop {number}" for number in range(10)]
    found = batch(*cases, "times 90 10; loop x")
    assert [stage for stage, _ in found.ends.values()].count("normal") == 10
    assert len(found.groups) == 1
    (said,) = [event for event in found.events if event["event"] == "normal"]
    assert said["times"] == {"one": pytest.approx(3.05, abs=0.1), "other": 1.0}


def test_with_equal_all_of_them_are_looked_at(batch) -> None:
    cases = [f"times {30 + number / 10} 10; loop x" for number in range(10)]
    assert batch(*cases, equal=True).groups[0].cases == 10


def test_a_time_limit_that_is_over_stops_it_and_leaves_the_rest_for_the_next(batch, tmp_path: Path) -> None:
    executor = AtOnce(before=lambda _task: time.sleep(0.05))
    found = batch(
        *(f"times 30 10; loop {n}" for n in range(16)), executor=executor, time_limit=1.0, equal=True
    )
    assert found.stopped == "time limit"
    left = [stage for stage, _ in found.ends.values() if stage in ("taken", "checked", "promising")]
    assert left
    found.store.close()
    on = Batch(tmp_path, equal=True)
    assert on.run().stopped == ""
    assert {stage for stage, _ in on.ends.values()} == {"grouped"}
    on.store.close()


def test_an_interrupted_reduction_keeps_its_folder_and_a_retried_one_does_not(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    one = Batch(tmp_path, "times 30 10; loop x; verdict inconclusive").run()
    (tries,) = folder.glob("runs/*/tries")
    assert tries.read_text() == "x"
    assert one.store.retry_failed() == 1
    one.make().run()
    assert tries.read_text() == "x"
    # As after a kill: taken in hand, and nothing came of it.
    one.store.retry_failed()
    one.store.move(1, "promising", evidence=CaseEvidence(slow="one", fast="other"))
    one.store.begin(1, "reduce")
    one.store.close()
    two = Batch(tmp_path)
    two.make().run()
    assert tries.read_text() == "xx"
    two.store.close()


def test_a_case_with_which_wreduce_always_ends_is_given_up(tmp_path: Path) -> None:
    one = Batch(tmp_path, "times 30 10; loop x")
    Intake(one.store, tmp_path / "run", "ratio>2").take_all(offers(str(one.corpus)))
    for _ in range(20):
        one.store.begin(1, "check")
    one.store.close()
    two = Batch(tmp_path).run()
    assert two.ends["0"] == ("failed", "wreduce ended 20 times while this case was in hand (check)")
    two.store.close()


@pytest.mark.parametrize(
    ("oracle", "end"),
    [
        pytest.param("ratio(other/one)>2", "grouped", id="these sides"),
        pytest.param("ratio(one/other)>2", "normal", id="the other way round it is fast"),
        pytest.param("ratio(nobody/one)>2", "skipped", id="a side that is not measured"),
    ],
)
def test_the_sides_that_an_oracle_names_are_the_sides(tmp_path: Path, oracle: str, end: str) -> None:
    one = Batch(tmp_path, "times 10 30; loop x")
    (one.corpus / "list.csv").write_text(f"0.wat,{oracle}\n")
    Intake(one.store, tmp_path / "run", "ratio>2").take_all(offers(str(one.corpus / "list.csv")))
    one.make().run()
    assert [stage for stage, _ in one.ends.values()] == [end]
    one.store.close()


def test_a_watched_folder_is_looked_at_while_the_rest_goes_on(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("reducer.batch.pipeline.LOOK_SECONDS", 0.0)
    one = Batch(tmp_path, "times 30 10; loop x")
    intake = Intake(one.store, tmp_path / "run", "ratio>2")

    def later(task) -> None:
        if task.key == ("report", 1):
            (one.corpus / "new.wat").write_text("times 10 60; loop y")
        if task.key == ("report", 2):
            raise KeyboardInterrupt

    one.executor.before = later
    with pytest.raises(KeyboardInterrupt):
        one.make().run((Watch(one.corpus), intake))
    assert {name: stage for name, (stage, _) in one.ends.items()} == {"0": "grouped", "new": "grouped"}
    one.store.close()


# ---- killed


# A fork has loaded all that it needs, and is killed like any other process.
FORKS = get_context("fork")


def run_on(folder: Path) -> None:
    Batch(folder, equal=True).run()


def test_killed_again_and_again_it_finds_the_same_groups(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [f"times {20 + number} 10; loop {number % 3}" for number in range(12)] + [NORMAL] * 3
    whole = Batch(tmp_path / "whole", *cases, equal=True).run()
    whole.store.close()
    killed = tmp_path / "killed"
    Batch(killed, *cases).store.close()
    log, dice, kills = tmp_path / "log", random.Random(1), 0
    monkeypatch.setenv(stand_in_steps.LOG, str(log))
    monkeypatch.setenv(stand_in_steps.PAUSE, "0.01")
    while True:
        process = FORKS.Process(target=run_on, args=(killed,))
        process.start()
        enough = _lines(log) + dice.randint(2, 12)
        while process.is_alive() and _lines(log) < enough:
            time.sleep(0.002)
        if not process.is_alive():
            break
        process.kill()
        process.join()
        kills += 1
    assert process.exitcode == 0
    assert kills >= 5
    done = log.read_text().splitlines()
    # The work of a kill is done again for the task in hand, and for no other.
    assert len(done) <= len(set(done)) + kills
    with Store.read(killed / "run") as store, Store.read(tmp_path / "whole" / "run") as other:
        assert store.counts() == other.counts()

        def shapes(one: Store) -> list[tuple[Any, ...]]:
            found = facts(one).groups
            return [(group.slow, group.cases, group.stage, group.ratio) for group in found]

        assert shapes(store) == shapes(other)


def _lines(path: Path) -> int:
    return path.read_text().count("\n") if path.exists() else 0


# ---- telling


def test_the_tables_and_the_page_say_what_was_found(batch) -> None:
    found = facts(batch("times 30 10; loop x", "ends crashed", "refused <b>no</b>", "times 10 10").store)
    found = replace(found, settings={"runtimes": SPECS, "oracle": "ratio>2"})
    (row,) = csv.DictReader(io.StringIO(summary_csv(found)))
    assert (row["rank"], row["slow"], row["cases"], row["low"]) == ("1", "one", "1", "2.3")
    rows = list(csv.DictReader(io.StringIO(cases_csv(found))))
    assert [row["stage"] for row in sorted(rows, key=lambda row: int(row["case"]))] == [
        "grouped", "crash", "skipped", "normal",
    ]  # fmt: skip
    page = batch_page(found, "")
    assert "1 anomaly in 4 cases" in page
    assert f'href="{found.groups[0].report}"' in page
    assert "one crashes: so" in page
    assert "&lt;b&gt;no&lt;/b&gt;" in page and "<b>no</b>" not in page
    _, line = group_lines(found.groups)
    assert line.split()[:4] == ["1", "2.40", "[2.30,", "2.50]"]


def test_a_cell_is_no_formula(batch) -> None:
    found = facts(batch("refused =1+1").store)
    assert "'=1+1" in cases_csv(found)


def test_events_tell_of_every_case_and_group(batch) -> None:
    found = batch("times 30 10; loop x", NORMAL)
    kinds = [event["event"] for event in found.events]
    assert kinds.count("case") == 3 + 4
    assert [kind for kind in kinds if kind not in ("case", "progress", "normal")] == [
        "grouped",
        "confirmed",
        "report",
    ]


def test_what_is_left_is_reckoned_from_what_was_done() -> None:
    pace = Pace()
    pace.tick(2, 0)
    pace.add("triage", 1.0)
    pace.add("reduce", 100.0)
    counts = {"checked": 20, "promising": 2, "grouped": 0, "normal": 18}
    # 20 triages, 2 reductions and a tenth of the 20 that are not measured.
    assert remaining_seconds(pace, counts, {}) == pytest.approx((20 * 1 + (2 + 2) * 100) / 2)
    assert [in_words(seconds) for seconds in (40, 720, 12600)] == ["40 s", "12 min", "3.5 h"]


def test_a_line_of_progress_says_how_far_it_is_and_what_is_best() -> None:
    best = [{"group": 1, "ratio": 2.6, "slow": "one", "trigger": "memory.copy"}]
    event = {"counts": {"normal": 3, "taken": 1}, "ended": 3, "cases": 4, "cases_an_hour": 120.0,
             "eta_seconds": 600, "best": best, "in_hand": ["reduce x.wat"], "lanes": 1}  # fmt: skip
    assert progress_line(event) == (
        "3 of 4 cases: 3 normal, 1 taken; 120 an hour; about 10 min left; best 2.60 x on one (memory.copy); "
        "now: reduce x.wat"
    )
    assert progress_line({**event, "lanes": 0}).endswith("; no lane: waiting for workers")


def test_another_anomaly_of_a_case_is_a_case_of_its_own(batch) -> None:
    made = batch("times 10 30; loop a; part b", *[NORMAL] * 4)
    assert {case.source.rpartition("/")[2]: case.stage for case in made.store.cases("grouped")} == {
        "0.wat": "grouped",
        "0.wat!part_2.wat": "grouped",
    }
    assert sorted(group.cases for group in made.groups) == [1, 1]
