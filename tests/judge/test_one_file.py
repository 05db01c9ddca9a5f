"""One file's test, on simulated lanes: verdicts, what is remembered, and the ledger on disk."""

import threading
from dataclasses import replace
from pathlib import Path
from unittest.mock import ANY

import pytest
from simulated_runtime import SimulatedRuntime

from reducer.judge.closer import opaque_program
from reducer.judge.evidence import Evidence
from reducer.judge.judge import Judge
from reducer.judge.one_file import examine, key_of, read_binary
from reducer.judge.question import Question, QuestionError, question_of
from reducer.judge.reading import Reading
from reducer.judge.verdict import Verdict
from reducer.oracle import VerdictKind, parse_oracle
from reducer.program.program import Program
from reducer.records.errors import RecordError
from reducer.records.evidence import (
    EvidenceLog,
    FailureRow,
    OrdinaryRow,
    OriginalRow,
    PairRow,
    SubjectRow,
    alone_in,
)
from reducer.records.ordinary import Ordinary
from reducer.runtimes import Ending, Invocation, Outcome
from reducer.timing import Lane

NORMAL = Outcome("exited", 0)
FAST_S = 0.01


def question(text: str = "ratio>2", slow: str = "one", fast: str = "other") -> Question:
    return question_of(parse_oracle(text), slow, fast)


def program(name: bytes) -> Program:
    """A program that the lanes here know by its bytes."""
    return opaque_program(Path("file"), name, name.decode(), Ending())


class Asking:
    """A judge as `wreduce test` has it: with a ledger's calibration, or each program on its own."""

    def __init__(self, text: str = "ratio>2", calibrated: bool = True, evidence: Evidence | None = None):
        self.asked, self.calibrated = question(text), calibrated
        self.evidence = evidence or Evidence(SubjectRow("one", "other", self.asked.main.phase))
        self.reading = Reading(self.asked, self.evidence)

    def answer(self, name: bytes, lane: Lane) -> Verdict:
        judge = Judge(lane, self.reading)
        if self.calibrated and self.evidence.original is None:
            refused = judge.calibrate(program(name))
            if refused is not None:
                return refused
        return judge.ask(program(name))

    def known(self, name: bytes) -> Verdict | None:
        return self.reading.known(name.decode())


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


FILES = {b"original": 3.5, b"weaker": 2.6, b"weak": 1.5, b"dead": 1.0}


@pytest.mark.parametrize("calibrated", [True, False])
def test_what_holds_is_kept_and_what_does_not_is_not(calibrated: bool) -> None:
    lane, judge = lane_of(FILES), Asking(calibrated=calibrated)
    found = {name: judge.answer(name, lane).kind for name in FILES}
    assert found == {
        b"original": VerdictKind.KEPT,
        b"weaker": VerdictKind.KEPT,
        b"weak": VerdictKind.NOT_SHOWN,
        b"dead": VerdictKind.NOT_SHOWN,
    }


def test_the_first_file_is_the_original_that_others_are_held_against() -> None:
    lane, judge = lane_of(FILES), Asking("ratio>0.8*original")
    assert judge.answer(b"original", lane).kind is VerdictKind.KEPT
    found = judge.answer(b"weaker", lane)
    assert found.kind is VerdictKind.NOT_SHOWN
    assert found.bar == pytest.approx(0.8 * 3.5, rel=0.06)


def test_an_oracle_without_a_number_means_the_original() -> None:
    assert question("keeps(memory.copy)").needs_original
    assert not question("time(one)>5ms").needs_original


def test_a_file_that_was_decided_takes_no_more_pairs() -> None:
    lane, judge = lane_of(FILES), Asking()
    judge.answer(b"original", lane)
    judge.answer(b"dead", lane)
    taken = lane.pairs
    assert judge.known(b"dead").kind is VerdictKind.NOT_SHOWN
    assert judge.answer(b"dead", lane).kind is VerdictKind.NOT_SHOWN
    assert judge.answer(b"original", lane).kind is VerdictKind.KEPT
    assert lane.pairs == taken


def test_evidence_at_one_bar_counts_at_another() -> None:
    lane, judge = lane_of(FILES), Asking()
    judge.answer(b"original", lane)
    judge.answer(b"weaker", lane)
    other = Asking("ratio>2.2", evidence=judge.evidence)
    before = len(judge.evidence.pairs["weaker"])
    other.answer(b"weaker", lane)
    assert len(judge.evidence.pairs["weaker"]) >= before
    assert len(judge.evidence.pairs["original"]) == 24


def test_a_trap_is_not_shown_says_so_and_is_remembered() -> None:
    lane, judge = lane_of(FILES), Asking()
    judge.answer(b"original", lane)
    found = judge.answer(b"broken", lane)
    assert (found.kind, found.reason) == (VerdictKind.ENDED, "traps: unreachable")
    taken = lane.pairs
    judge.answer(b"broken", lane)
    assert lane.pairs == taken


def test_a_file_that_traps_does_not_become_the_original() -> None:
    lane, judge = lane_of(FILES), Asking()
    assert judge.answer(b"broken", lane).kind is VerdictKind.ENDED
    assert judge.evidence.original is None
    assert judge.answer(b"original", lane).kind is VerdictKind.KEPT


def test_a_time_too_short_for_a_ratio_is_unmeasurable() -> None:
    slow = SimulatedRuntime(lambda binary: (NORMAL, 3e-4), seed=1)
    fast = SimulatedRuntime(lambda binary: (NORMAL, 1e-4), seed=2)
    found = Asking(calibrated=False).answer(b"short", Lane(slow, fast))
    assert found.kind is VerdictKind.UNMEASURABLE
    assert found.reason == "a side takes no time to speak of"


def test_at_the_bar_the_cap_is_inconclusive_and_stays_so() -> None:
    verdicts = set()
    for seed in range(12):
        lane, judge = lane_of({b"at": 2.0}, seed=seed, spread=0.15), Asking(calibrated=False)
        found = judge.answer(b"at", lane)
        verdicts.add(found.kind)
        if found.kind is VerdictKind.INCONCLUSIVE:
            assert found.interval.low < 2 < found.interval.high
            assert judge.answer(b"at", lane).kind is VerdictKind.INCONCLUSIVE
    assert VerdictKind.INCONCLUSIVE in verdicts


def test_a_machine_too_noisy_to_calibrate_on_is_inconclusive_and_nothing_is_remembered() -> None:
    judge = Asking()
    found = judge.answer(b"original", lane_of(FILES, spread=0.8))
    assert found.kind is VerdictKind.INCONCLUSIVE
    assert "too noisy" in found.reason
    assert (judge.evidence.original, judge.evidence.pairs) == (None, {})
    alone = Asking(calibrated=False).answer(b"weak", lane_of({b"weak": 2.0}, spread=0.8))
    assert alone.kind is not VerdictKind.KEPT


def test_a_dead_file_on_its_own_is_kept_about_never() -> None:
    kept = 0
    for seed in range(300):
        lane = lane_of({b"dead": 1.0}, seed=seed, spread=0.05, spike_rate=0.05, spike_factor=3.5)
        kept += Asking(calibrated=False).answer(b"dead", lane).kind is VerdictKind.KEPT
    assert kept <= 1


def test_a_sides_own_time_is_a_question_too() -> None:
    lane = lane_of({b"file": 3.0})
    for text, verdict in (
        ("time(one)>15ms", VerdictKind.KEPT),
        ("time(one)>60ms", VerdictKind.NOT_SHOWN),
        ("time(other)<20ms", VerdictKind.KEPT),
        ("ratio>2 and time(other)<2ms", VerdictKind.NOT_SHOWN),
    ):
        assert Asking(text, calibrated=False).answer(b"file", lane).kind is verdict
    with pytest.raises(QuestionError, match="neither side"):
        question("time(third)>5ms")


def test_another_exit_code_is_right_only_where_the_original_ends_with_it() -> None:
    def seven(seconds: float) -> SimulatedRuntime:
        return SimulatedRuntime(lambda binary: (Outcome("exited", 7), seconds), spread=0.02)

    found = Asking(calibrated=False).answer(b"seven", Lane(seven(0.03), seven(0.01)))
    assert (found.kind, found.reason) == (VerdictKind.ENDED, "exits with code 7")
    ends = opaque_program(Path("file"), b"", "seven", Ending(7))
    judge = Judge(Lane(seven(0.03), seven(0.01)), Asking(calibrated=False).reading)
    assert judge.ask(ends).kind is VerdictKind.KEPT


def test_other_output_than_the_originals_is_not_shown() -> None:
    lane, judge = lane_of(FILES), Asking("ratio>2 and same-output")
    judge.answer(b"original", lane)
    judge.answer(b"weaker", lane)
    assert judge.known(b"weaker").kind is VerdictKind.KEPT
    judge.evidence.pairs["weaker"][-1] = replace(judge.evidence.pairs["weaker"][-1], printed=("some", "else"))
    found = judge.known(b"weaker")
    assert (found.kind, found.reason) == (VerdictKind.NOT_SHOWN, "it prints something else")


# ---- on disk


def measured(log: EvidenceLog | None = None) -> Evidence:
    judge, lane = Asking(), lane_of(FILES)
    judge.evidence.log = log
    for name in (*FILES, b"broken"):
        judge.answer(name, lane)
    return judge.evidence


def read_back(path: Path, text: str = "ratio>2", slow: str = "one") -> Evidence:
    asked = question(text, slow=slow)
    evidence = Evidence(SubjectRow(slow, "other", asked.main.phase), EvidenceLog(path))
    evidence.read()
    return evidence


def test_a_ledger_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "evidence.jsonl"
    assert read_back(path).pairs == {}
    evidence = measured(EvidenceLog(path))
    assert read_back(path) == replace(evidence, log=ANY)


@pytest.mark.parametrize("text", ["garbage", "[]", "{}", "null", '{"row": "pair"}', '{"row": "other"}'])
def test_what_is_no_ledger_is_refused_with_its_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "evidence.jsonl"
    path.write_text(text + "\n")
    with pytest.raises(RecordError, match=r"evidence\.jsonl, line 1"):
        read_back(path)


@pytest.mark.parametrize(
    ("slow", "text", "words"),
    [("third", "ratio>2", "slow side"), ("one", "ratio.compile>2", "phase")],
)
def test_another_questions_ledger_is_refused(tmp_path: Path, slow: str, text: str, words: str) -> None:
    measured(EvidenceLog(tmp_path / "evidence.jsonl"))
    with pytest.raises(RecordError, match=words):
        read_back(tmp_path / "evidence.jsonl", text, slow)


def test_a_ledger_of_other_releases_is_refused() -> None:
    judge, lane = Asking(), lane_of(FILES)
    judge.answer(b"original", lane)
    lane.slow.version = "2.0.0"
    with pytest.raises(RecordError, match="another folder"):
        judge.answer(b"dead", lane)


def test_callers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    def add(name: str) -> None:
        for index in range(20):
            with alone_in(tmp_path):
                evidence = read_back(tmp_path / "evidence.jsonl")
                evidence.add(FailureRow(f"{name} {index}", VerdictKind.ENDED, ""))

    threads = [threading.Thread(target=add, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read_back(tmp_path / "evidence.jsonl").failed) == 60


@pytest.mark.parametrize(("ratio", "verdict"), [(6.0, VerdictKind.KEPT), (3.0, VerdictKind.NOT_SHOWN)])
def test_a_ledger_knows_what_ordinary_loops_show(tmp_path: Path, ratio: float, verdict: VerdictKind) -> None:
    path = tmp_path / "file.wat"
    path.write_text('(module (memory (export "memory") 1) (func (export "_start")))')
    key = key_of(read_binary(path), Invocation())
    log = EvidenceLog(tmp_path / "evidence.jsonl")
    log.append(SubjectRow("one", "other", "execute"))
    for number in range(24):
        times = (1, 1, round(1e7 * ratio)), (1, 1, 10_000_000)
        log.append(PairRow(key, *times, ("", ""), process=number % 3))
    log.append(OriginalRow(key, 24))
    log.append(OrdinaryRow(Ordinary(1.0, 2.0, {})))
    log.close()
    found = examine(question("ratio>2*ordinary"), path, tmp_path, None, None)
    assert (found.kind, found.new_pairs) == (verdict, 0)
    assert found.bar == 4.0
