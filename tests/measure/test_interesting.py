"""One file's test, on simulated lanes: verdicts, what is remembered, and the ledger on disk."""

import json
import random
import threading
from pathlib import Path

import pytest

from reducer.measure.evidence import Evidence, LedgerError, SharedLedger
from reducer.measure.interesting import Interest
from reducer.judge.question import Question, QuestionError, question_of
from reducer.oracle import Verdict, parse_oracle
from reducer.runtimes import Outcome, SimulatedRuntime
from reducer.timing import Lane

NORMAL = Outcome("exited", 0)
FAST_S = 0.01


def question(text: str = "ratio>2", slow: str = "one", fast: str = "other") -> Asked:
    return asked(parse_oracle(text), slow, fast)


def lane_of(ratios: dict[bytes, float], seed: int = 1, spread: float = 0.03, **options: float) -> Lane:
    """A lane on which a file has the ratio that stands here; a file that does not stand here traps."""

    def behave(factor):
        def answer(binary):
            if binary not in ratios:
                return Outcome("trapped", None, "unreachable"), FAST_S
            return NORMAL, FAST_S * factor(ratios[binary])

        return answer

    options = {"spread": spread, "spike_rate": 0.02, **options}
    slow = SimulatedRuntime(behave(lambda ratio: ratio), seed=seed, **options)
    return Lane(slow, SimulatedRuntime(behave(lambda ratio: 1.0), seed=seed + 1, **options))


def interest(text: str = "ratio>2", calibrated: bool = True) -> Interest:
    return Interest(question(text), Evidence("one", "other", "execute"), calibrated)


FILES = {b"original": 3.5, b"weaker": 2.6, b"weak": 1.5, b"dead": 1.0}


@pytest.mark.parametrize("calibrated", [True, False])
def test_what_holds_is_kept_and_what_does_not_is_not(calibrated: bool) -> None:
    lane, judge = lane_of(FILES), interest(calibrated=calibrated)
    found = {name: judge.answer(name.decode(), name, lane).verdict for name in FILES}
    assert found == {
        b"original": Verdict.KEPT,
        b"weaker": Verdict.KEPT,
        b"weak": Verdict.NOT_SHOWN,
        b"dead": Verdict.NOT_SHOWN,
    }


def test_the_first_file_is_the_original_that_others_are_held_against() -> None:
    lane, judge = lane_of(FILES), interest("ratio>0.8*original")
    assert judge.answer("original", b"original", lane).verdict is Verdict.KEPT
    found = judge.answer("weaker", b"weaker", lane)
    assert found.verdict is Verdict.NOT_SHOWN
    assert found.bar == pytest.approx(0.8 * 3.5, rel=0.06)


def test_an_oracle_without_a_number_means_the_original() -> None:
    assert question("keeps(memory.copy)").needs_original
    assert not question("time(one)>5ms").needs_original


def test_a_file_that_was_decided_takes_no_more_pairs() -> None:
    lane, judge = lane_of(FILES), interest()
    judge.answer("original", b"original", lane)
    judge.answer("dead", b"dead", lane)
    taken = lane.pairs
    assert judge.known("dead").verdict is Verdict.NOT_SHOWN
    assert judge.answer("dead", b"dead", lane).verdict is Verdict.NOT_SHOWN
    assert judge.answer("original", b"original", lane).verdict is Verdict.KEPT
    assert lane.pairs == taken


def test_evidence_at_one_bar_counts_at_another() -> None:
    lane, judge = lane_of(FILES), interest()
    judge.answer("original", b"original", lane)
    judge.answer("weaker", b"weaker", lane)
    other = Interest(question("ratio>2.2"), judge.evidence, calibrated=True)
    before = len(judge.evidence.rows["weaker"])
    other.answer("weaker", b"weaker", lane)
    assert len(judge.evidence.rows["weaker"]) >= before
    assert len(judge.evidence.rows["original"]) == 24


def test_a_trap_is_not_shown_says_so_and_is_remembered() -> None:
    lane, judge = lane_of(FILES), interest()
    judge.answer("original", b"original", lane)
    found = judge.answer("broken", b"broken", lane)
    assert (found.verdict, found.reason) == (Verdict.NOT_SHOWN, "trapped: unreachable")
    taken = lane.pairs
    judge.answer("broken", b"broken", lane)
    assert lane.pairs == taken


def test_a_file_that_traps_does_not_become_the_original() -> None:
    lane, judge = lane_of(FILES), interest()
    assert judge.answer("broken", b"broken", lane).verdict is Verdict.NOT_SHOWN
    assert judge.evidence.original is None
    assert judge.answer("original", b"original", lane).verdict is Verdict.KEPT


def test_a_time_too_short_for_a_ratio_is_unmeasurable() -> None:
    slow = SimulatedRuntime(lambda binary: (NORMAL, 3e-4), seed=1)
    fast = SimulatedRuntime(lambda binary: (NORMAL, 1e-4), seed=2)
    found = interest(calibrated=False).answer("short", b"short", Lane(slow, fast))
    assert found.verdict is Verdict.NOT_SHOWN
    assert "unmeasurable" in found.reason


def test_at_the_bar_the_cap_is_inconclusive_and_stays_so() -> None:
    verdicts = set()
    for seed in range(12):
        lane, judge = lane_of({b"at": 2.0}, seed=seed, spread=0.15), interest(calibrated=False)
        found = judge.answer("at", b"at", lane)
        verdicts.add(found.verdict)
        if found.verdict is Verdict.INCONCLUSIVE:
            assert found.interval.low < 2 < found.interval.high
            assert judge.answer("at", b"at", lane).verdict is Verdict.INCONCLUSIVE
    assert Verdict.INCONCLUSIVE in verdicts


def test_a_machine_too_noisy_to_calibrate_on_is_inconclusive_and_nothing_is_remembered() -> None:
    judge = interest()
    found = judge.answer("original", b"original", lane_of(FILES, spread=0.8))
    assert found.verdict is Verdict.INCONCLUSIVE
    assert "too noisy" in found.reason
    assert (judge.evidence.original, judge.evidence.rows) == (None, {})
    alone = interest(calibrated=False).answer("weak", b"weak", lane_of({b"weak": 2.0}, spread=0.8))
    assert alone.verdict is not Verdict.KEPT


def test_a_dead_file_on_its_own_is_kept_about_never() -> None:
    kept = 0
    for seed in range(300):
        lane = lane_of({b"dead": 1.0}, seed=seed, spread=0.05, spike_rate=0.05, spike_factor=3.5)
        kept += interest(calibrated=False).answer("dead", b"dead", lane).verdict is Verdict.KEPT
    assert kept <= 1


def test_a_sides_own_time_is_a_question_too() -> None:
    lane = lane_of({b"file": 3.0})
    for text, verdict in (
        ("time(one)>15ms", Verdict.KEPT),
        ("time(one)>60ms", Verdict.NOT_SHOWN),
        ("time(other)<20ms", Verdict.KEPT),
        ("ratio>2 and time(other)<2ms", Verdict.NOT_SHOWN),
    ):
        assert interest(text, calibrated=False).answer("file", b"file", lane).verdict is verdict
    with pytest.raises(AskedError, match="neither side"):
        question("time(third)>5ms")


def test_another_exit_code_is_right_only_where_the_oracle_says_so() -> None:
    def seven(seconds: float) -> SimulatedRuntime:
        return SimulatedRuntime(lambda binary: (Outcome("exited", 7), seconds), spread=0.02)

    found = interest(calibrated=False).answer("seven", b"", Lane(seven(0.03), seven(0.01)))
    assert (found.verdict, found.reason) == (Verdict.NOT_SHOWN, "exited: with code 7")
    same = interest("ratio>2 and same-exit", calibrated=False)
    assert same.answer("seven", b"", Lane(seven(0.03), seven(0.01))).verdict is Verdict.KEPT


def test_other_output_than_the_originals_is_not_shown() -> None:
    lane, judge = lane_of(FILES), interest("ratio>2 and same-output")
    judge.answer("original", b"original", lane)
    judge.answer("weaker", b"weaker", lane)
    assert judge.known("weaker").verdict is Verdict.KEPT
    judge.evidence.printed["weaker"] = ("something", "else")
    found = judge.known("weaker")
    assert (found.verdict, found.reason) == (Verdict.NOT_SHOWN, "it prints something else")


# ---- on disk


def measured() -> Evidence:
    judge, lane = interest(), lane_of(FILES)
    for name in (*FILES, b"broken"):
        judge.answer(name.decode(), name, lane)
    return judge.evidence


def test_a_ledger_comes_back_as_it_was(tmp_path: Path) -> None:
    ledger, evidence = SharedLedger(tmp_path / "new"), measured()
    assert ledger.read() is None
    ledger.write(evidence)
    assert ledger.read() == evidence


@pytest.mark.parametrize(
    "text",
    ["", "garbage", "[]", "{}", "null", '{"what": "wreduce ledger", "format": 99}'],
)
def test_what_is_no_ledger_is_refused(tmp_path: Path, text: str) -> None:
    ledger = SharedLedger(tmp_path)
    ledger.path.write_text(text)
    with pytest.raises(LedgerError, match="not a ledger"):
        ledger.read()


def test_a_ledger_that_lost_a_part_is_refused(tmp_path: Path) -> None:
    ledger = SharedLedger(tmp_path)
    ledger.write(measured())
    data = json.loads(ledger.path.read_text())
    source = random.Random(3)
    for key in data:
        broken = {name: value for name, value in data.items() if name != key}
        ledger.path.write_text(json.dumps(broken))
        with pytest.raises(LedgerError):
            ledger.read()
    text = json.dumps(data)
    ledger.path.write_text(text[: source.randrange(len(text))])
    with pytest.raises(LedgerError):
        ledger.read()


@pytest.mark.parametrize(
    ("slow", "text", "words"),
    [("third", "ratio>2", "slow side"), ("one", "ratio.compile>2", "phase")],
)
def test_another_questions_ledger_is_refused(slow: str, text: str, words: str) -> None:
    other = Interest(question(text, slow=slow), Evidence(slow, "other", question(text).main.phase), True)
    with pytest.raises(LedgerError, match=words):
        other.take_up(measured())


def test_a_ledger_of_other_releases_is_refused() -> None:
    judge, lane = interest(), lane_of(FILES)
    judge.answer("original", b"original", lane)
    lane.slow.version = "2.0.0"
    with pytest.raises(LedgerError, match="another folder"):
        judge.answer("dead", b"dead", lane)


def test_callers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    def add(name: str) -> None:
        ledger = SharedLedger(tmp_path)
        for index in range(20):
            with ledger.locked():
                evidence = ledger.read() or Evidence("one", "other", "execute")
                evidence.failed[f"{name} {index}"] = ("trapped", "")
                ledger.write(evidence)

    threads = [threading.Thread(target=add, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = SharedLedger(tmp_path).read()
    assert found is not None
    assert len(found.failed) == 60
