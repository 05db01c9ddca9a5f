"""The state of a batch: nothing lost and nothing done twice, whenever its process is killed."""

from __future__ import annotations

import random
import time
from multiprocessing import get_context
from pathlib import Path

import pytest

from reducer.batch.database import StoreError
from reducer.batch.store import Store, is_running
from reducer.records.batch import CaseEvidence

SETTINGS = {"oracle": "ratio>2", "runtimes": ("one", "other")}

# A fork has loaded all that it needs, and is killed like any other process.
FORKS = get_context("fork")


def work(folder: Path) -> None:
    with Store.open(folder, {}) as store:
        for number in range(40):
            store.add(f"case {number}", f"hash {number}", "file", "oracle")
        for case in store.cases("taken"):
            store.begin(case.id, "count")
            # The log is what was really done; it is written before the store learns of it.
            with open(folder / "done", "a") as log:
                log.write(f"{case.id}\n")
            store.move(case.id, "checked")
        for case in store.cases("checked"):
            store.put_in_group(case.id, f"group {case.id % 3}", "one", "nop")


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "run", SETTINGS) as opened:
        yield opened


def add(store: Store, *names: str) -> list[int]:
    for name in names:
        store.add(name, f"hash of {name}", f"{name}.wat", "ratio>2")
    return [case.id for case in store.cases() if case.source in names]


def lines_of(path: Path) -> int:
    return path.read_text().count("\n") if path.exists() else 0


def test_killed_again_and_again_it_loses_no_case_and_does_at_most_the_one_in_hand_twice(
    tmp_path: Path,
) -> None:
    folder, dice = tmp_path / "run", random.Random(5)
    kills = 0
    while True:
        process = FORKS.Process(target=work, args=(folder,))
        process.start()
        enough = lines_of(folder / "done") + dice.randint(1, 4)
        while process.is_alive() and lines_of(folder / "done") < enough:
            time.sleep(0.001)
        if not process.is_alive():
            break
        process.kill()
        process.join()
        kills += 1
    assert process.exitcode == 0
    assert kills >= 5
    done = (folder / "done").read_text().split()
    assert len(set(done)) == 40
    assert len(done) <= 40 + kills
    with Store.read(folder) as store:
        assert store.counts() == {"grouped": 40}
        assert {len(store.members(group.id)) for group in store.groups()} == {13, 14}


def test_a_transaction_is_whole_for_those_who_look(store: Store, tmp_path: Path) -> None:
    (case,) = add(store, "a")
    with Store.read(tmp_path / "run") as other:
        assert other.case(case).stage == "taken"
        store.move(case, "measured", evidence=CaseEvidence(times_ns=(1.0, 2.0)), seconds=2.5)
        found = other.case(case)
    assert (found.stage, found.seconds) == ("measured", 2.5)
    assert found.evidence == CaseEvidence(times_ns=(1.0, 2.0))


def test_what_is_looked_at_cannot_be_written(store: Store, tmp_path: Path) -> None:
    (case,) = add(store, "a")
    refused = pytest.raises(StoreError, match="cannot be used: attempt to write")
    with Store.read(tmp_path / "run") as other, refused:
        other.move(case, "failed")


def test_the_same_content_from_another_place_is_kept_as_skipped(store: Store) -> None:
    assert store.add("one", "h", "h.wat", "ratio>2")
    assert not store.add("one", "h", "h.wat", "ratio>2")
    assert store.add("two", "h", "h.wat", "ratio>2")
    assert store.add("three", "h", "h.wat", "ratio>9")
    assert [(case.stage, case.reason) for case in store.cases()] == [
        ("taken", ""),
        ("skipped", "the same as one"),
        ("taken", ""),
    ]


def test_the_most_promising_comes_first_and_what_is_in_hand_is_not_offered(store: Store) -> None:
    first, second, third = add(store, "a", "b", "c")
    for case, score in ((first, 0.1), (second, 0.9), (third, 0.5)):
        store.move(case, "promising", score=score)
    assert [case.id for case in store.cases("promising", idle=True)] == [second, third, first]
    assert store.begin(second, "reduce") == 1
    assert [case.id for case in store.cases("promising", idle=True, most=1)] == [third]


def test_after_a_kill_nothing_is_in_hand_and_the_attempt_is_remembered(tmp_path: Path) -> None:
    with Store.open(tmp_path, SETTINGS) as store:
        (case,) = add(store, "a")
        store.begin(case, "reduce")
    with Store.open(tmp_path, SETTINGS) as store:
        assert store.in_hand() == []
        assert store.begin(case, "reduce") == 2
        store.move(case, "checked")
        assert store.begin(case, "triage") == 1


def test_what_failed_is_tried_again_and_nothing_else(store: Store) -> None:
    failed, normal, refused = add(store, "a", "b", "c")
    store.move(failed, "failed", reason="no end")
    store.move(normal, "normal")
    store.move(refused, "skipped", reason="empty")
    assert store.retry_failed() == 1
    assert {case.source: case.stage for case in store.cases()} == {
        "a": "taken",
        "b": "normal",
        "c": "skipped",
    }


def test_a_run_made_with_other_settings_is_refused_in_a_line(tmp_path: Path) -> None:
    with Store.open(tmp_path, SETTINGS) as store:
        store.require(tmp_path, SETTINGS)
    with pytest.raises(StoreError, match=r"begun with other oracle \(ratio>2, not ratio>3\)"):
        Store.open(tmp_path, {**SETTINGS, "oracle": "ratio>3"})
    with pytest.raises(StoreError, match=r"other runtimes \(one, other, not one\): name another folder"):
        Store.open(tmp_path, {**SETTINGS, "runtimes": ("one",)})
    Store.open(tmp_path, SETTINGS).close()


def test_two_processes_do_not_work_on_one_run(store: Store, tmp_path: Path) -> None:
    assert is_running(tmp_path / "run")
    with pytest.raises(StoreError, match="another `wreduce batch`"):
        Store.open(tmp_path / "run", SETTINGS)
    store.close()
    assert not is_running(tmp_path / "run")


@pytest.mark.parametrize("content", [b"", b"no database" * 100])
def test_what_is_no_batch_is_refused_in_a_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "batch.sqlite").write_bytes(content)
    with pytest.raises(StoreError, match=r"not a batch of wreduce|batch\.sqlite is broken"):
        Store.read(tmp_path).close()
    with pytest.raises(StoreError, match="there is no batch in"):
        Store.read(tmp_path / "elsewhere")


def test_a_group_that_failed_is_open_again_when_a_case_joins_it(store: Store) -> None:
    first, second = add(store, "a", "b")
    group = store.put_in_group(first, "key", "one", "nop")
    store.move_group(group, "not confirmed", tried=(first,), reason="hold-out: not shown")
    assert store.put_in_group(second, "key", "one", "nop") == group
    found = store.groups()[0]
    assert (found.stage, found.tried) == ("open", (first,))


def test_many_cases_are_taken_in_quickly(store: Store) -> None:
    started = time.monotonic()
    for number in range(300):
        store.add(f"case {number}", f"hash {number}", "f", "o")
    assert sum(store.counts().values()) == 300
    assert time.monotonic() - started < 60
