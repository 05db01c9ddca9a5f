"""What is measured afresh: the hold-out's processes, and the file that is given back after it."""

import math
from dataclasses import replace

import pytest
from simulated_engine import seed_program
from simulated_runtime import SimulatedRuntime

from reducer.judge.holdout import MORE_ROUNDS, held_out, lengthened, shows_the_same
from reducer.judge.pairs import MeasurementError
from reducer.oracle import HoldOut, VerdictKind
from reducer.program.program import Program
from reducer.runtimes import Outcome, Sample
from reducer.timing import Lane, Pair


class Trips:
    """An assembler that gives the trip count alone."""

    name, flags = "trips", ()

    def assemble(self, text: str) -> bytes:
        return text.split("(local.set $i (i64.const ")[1].split(")")[0].encode()


class Watched(SimulatedRuntime):
    """Takes 1 ns a trip, times `factor` from `long` trips on; notes what is asked of it."""

    def __init__(self, factor: float = 1.0, long: float = math.inf, seconds: float = 1e-9) -> None:
        self.asked: list[str] = []

        def behave(binary: bytes) -> tuple[Outcome, float]:
            self.asked.append("run")
            trips = int(binary)
            return Outcome("exited", 0), seconds * trips * (factor if trips >= long else 1)

        super().__init__(behave, spread=0.02, spike_rate=0.0)

    def get_ready(self, *, wait: bool = False) -> None:
        self.asked.append("wait" if wait else "start")

    def restart(self) -> None:
        super().restart()
        self.asked.append("restart")


def twice_as_long(pair: Pair) -> Sample:
    assert pair.slow is not None and pair.slow.execute_cpu_ns is not None
    return replace(pair.slow, execute_cpu_ns=2 * pair.slow.execute_cpu_ns)


def program(trips: int) -> Program:
    made = replace(seed_program(), assembler=Trips())
    return made.longer(trips / made.trip_count)


def test_the_processes_of_a_round_are_all_there_before_one_is_timed() -> None:
    slow, fast = Watched(seconds=3e-9), Watched()
    lane = Lane(slow, fast)
    plan = held_out(lane, program(5_000_000), 2.0, 15_000_000)
    assert plan.verdict is VerdictKind.KEPT
    for side in (slow, fast):
        rounds = " ".join(side.asked).split("restart")[1:]
        assert len(rounds) == 15 / lane.processes
        for taken in rounds:
            words = taken.split()
            before = words[: words.index("run")]
            assert before.count("wait") == lane.processes
            assert words.count("run") == plan.round_pairs


def test_the_final_file_is_run_once_in_each_process_at_a_power_of_two() -> None:
    lane = Lane(Watched(seconds=3e-9), Watched())
    final, slow_ns, taken = lengthened(lane, program(5_000_000), (5_000_000, 15_000_000), 100_000_000)
    assert final.trip_count == 2**27
    assert slow_ns == pytest.approx(3 * 2**27, rel=0.2)
    assert len(taken) == lane.pairs == lane.processes


def test_where_it_comes_out_at_another_length_one_run_tells() -> None:
    lane = Lane(Watched(seconds=3e-9), Watched())
    final, slow_ns, taken = lengthened(lane, program(5_000_000), (50_000_000, 150_000_000), 100_000_000)
    assert final.trip_count == 2**27
    assert slow_ns == pytest.approx(3 * 2**27, rel=0.2)
    assert len(taken) == lane.processes and lane.pairs == lane.processes + 1


def test_a_file_that_is_as_long_as_it_should_be_is_not_run_again() -> None:
    lane = Lane(Watched(seconds=3e-9), Watched())
    short = program(2**22)
    assert lengthened(lane, short, (2**22, 3 * 2**22), 2**22) == (short, 3 * 2**22, [])
    assert lane.pairs == 0


@pytest.mark.parametrize(("factor", "agrees"), [(1.0, True), (0.5, False), (2.0, False)])
def test_a_file_that_shows_otherwise_at_its_final_trip_count_is_found_out(
    factor: float, agrees: bool
) -> None:
    lane = Lane(Watched(factor, 10_000_000, seconds=3e-9), Watched())
    short = program(5_000_000)
    plan = held_out(lane, short, 2.0, 15_000_000)
    final, _, taken = lengthened(lane, short, (5_000_000, 15_000_000), 100_000_000)
    before = lane.pairs
    assert shows_the_same(lane, final, taken, plan) is agrees
    assert lane.pairs == before + (0 if agrees else MORE_ROUNDS * lane.processes)


def test_a_burst_while_the_final_file_is_run_is_no_other_ratio() -> None:
    lane = Lane(Watched(seconds=3e-9), Watched())
    short = program(5_000_000)
    plan = held_out(lane, short, 2.0, 15_000_000)
    final, _, taken = lengthened(lane, short, (5_000_000, 15_000_000), 100_000_000)
    in_a_burst = [replace(pair, slow=twice_as_long(pair)) for pair in taken]
    assert not plan.agrees([pair.x for pair in in_a_burst])
    assert shows_the_same(lane, final, in_a_burst, plan)


def test_a_hold_out_of_a_program_that_does_not_end_is_an_error() -> None:
    broken = SimulatedRuntime(lambda binary: (Outcome("trapped", None, "why"), 0.01))
    with pytest.raises(MeasurementError, match="why"):
        held_out(Lane(broken, broken), program(1000), 2.0, 1_000_000)


def test_a_lane_with_one_process_a_side_draws_each_afresh() -> None:
    lane = Lane(Watched(seconds=3e-9), Watched(), processes=1)
    plan = held_out(lane, program(5_000_000), 2.0, 15_000_000)
    assert lane.slow.restarts == len(plan.centres) == 15
    assert HoldOut(2.0).round_pairs == 3
