"""What a kept file is looked into for: whether it descends from the original, and whether its loop is run."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from simulated_engine import SEED, simulated_lane
from simulated_runtime import SimulatedRuntime

from reducer.judge.closer import CloserLook, opaque_program
from reducer.judge.evidence import Evidence
from reducer.judge.judge import Judge
from reducer.judge.question import question_of
from reducer.judge.reading import Reading
from reducer.judge.verdict import Verdict
from reducer.oracle import VerdictKind, parse_oracle
from reducer.records.carriers import Carrier, Carriers, CarrierSite
from reducer.records.evidence import CarriersRow, EvidenceLog, SubjectRow
from reducer.runtimes import Ending, Outcome
from reducer.timing import Lane
from reducer.wat.assemble import assembler_for

pytestmark = pytest.mark.runtime
COPY = (
    "(memory.copy (i32.and (i32.wrap_i64 (local.get $i)) (i32.const 1023)) (i32.const 2048) (i32.const 32))"
)


def asked(
    folder: Path, text: str, lane: Lane, original: str | None = SEED, *, blamed: bool = False
) -> Verdict:
    """A file under test on a lane, held against an original on the usual one."""
    evidence = Evidence(SubjectRow("one", "other", "execute"))
    reading = Reading(question_of(parse_oracle("ratio>1.5"), "one", "other"), evidence)
    with ExitStack() as stack:
        closer = CloserLook(stack, None)
        if original is not None:
            first = program(folder / "original.wat", original)
            rounds, special = closer.facts(first)
            calibrating = Judge(simulated_lane(), reading)
            assert calibrating.calibrate(first, rounds=rounds, special=special) is None
            if blamed:
                closer.blame(calibrating, first)
        judge, candidate = Judge(lane, reading), program(folder / "file.wat", text)
        verdict = judge.ask(candidate)
        assert verdict.kept
        return closer.held_to_guards(judge, candidate, verdict)


def program(path: Path, text: str):
    path.write_text(text)
    return opaque_program(path, assembler_for(text)[1], path.name, Ending())


def taking(seconds: float) -> SimulatedRuntime:
    return SimulatedRuntime(lambda _binary: (Outcome("exited", 0), seconds), spread=0.02, spike_rate=0.0)


def test_a_descendant_stays_kept(tmp_path: Path) -> None:
    assert asked(tmp_path, SEED.replace("(call $once)", ""), simulated_lane()).kept


def test_an_empty_loop_is_not_the_originals_slowdown_whatever_its_ratio(tmp_path: Path) -> None:
    empty = SEED.replace(COPY, "").replace("4000000", "16000000")
    found = asked(tmp_path, empty, Lane(taking(0.0165), taking(0.010)))
    assert found.kind is VerdictKind.NOT_SHOWN
    assert "the slowdown has changed" in found.reason


@pytest.mark.parametrize("original", [SEED, None])
def test_a_loop_that_a_side_deletes_is_unmeasurable_with_an_original_and_without(
    tmp_path: Path, original: str | None
) -> None:
    deleting = Lane(simulated_lane().slow, taking(0.01))
    found = asked(tmp_path, SEED.replace("(call $once)", ""), deleting, original)
    assert found.kind is VerdictKind.UNMEASURABLE
    assert "the fast side deletes the loop" in found.reason


def test_a_file_that_cannot_be_looked_into_is_taken_at_its_ratio(tmp_path: Path) -> None:
    assert asked(tmp_path, SEED.replace('"_start"', '"other"'), simulated_lane(), None).kept


def test_a_file_without_what_carries_the_original_has_another_slowdown(tmp_path: Path) -> None:
    without = SEED.replace(COPY, "")
    found = asked(tmp_path, without, Lane(taking(0.06), taking(0.02)), blamed=True)
    assert found.kind is VerdictKind.NOT_SHOWN and found.another
    assert "no memory.copy is left" in found.reason
    assert asked(tmp_path, SEED.replace("(call $once)", ""), simulated_lane(), blamed=True).kept


def test_carriers_are_found_again_in_the_evidence(tmp_path: Path) -> None:
    subject = SubjectRow("one", "other", "execute")
    site = CarrierSite("$main", 7, "memory.copy", 1.0)
    carrier = Carrier(
        "memory.copy", "instruction", "bulk memory", ("memory.copy",), (site,), 0.9, 0.8, None, 0.8, 9.0, 3.0
    )
    written = Evidence(subject, EvidenceLog(tmp_path / "evidence.jsonl"))
    for row in (subject, CarriersRow(Carriers((carrier,)))):
        written.add(row)
    again = Evidence(subject, EvidenceLog(tmp_path / "evidence.jsonl"))
    again.read()
    assert again.carriers == Carriers((carrier,))
    assert again.carriers.in_words == "memory.copy 90 %"
