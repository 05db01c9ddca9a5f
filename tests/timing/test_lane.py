"""The timing lane: order, what is skipped, what is counted. On simulated runtimes."""

import math

import pytest
from simulated_runtime import SimulatedRuntime

from reducer.runtimes import Ending, Outcome, Sample, TrapKind
from reducer.timing import Lane, Pair, time_of

UNREACHABLE = Outcome("trapped", None, "unreachable")

NORMAL = Outcome("exited", 0)


def steady(seconds, outcome=NORMAL):
    return SimulatedRuntime(lambda binary: (outcome, seconds), spread=0.0, spike_rate=0.0)


def lane_of(slow=0.03, fast=0.01, **options):
    return Lane(steady(slow), steady(fast), **options)


def test_x_is_the_logarithm_of_slow_over_fast():
    pair = lane_of(0.03, 0.01).pair(b"")
    assert pair.comparable
    assert pair.x == pytest.approx(math.log(3))


def test_between_two_pairs_somebody_may_do_what_would_disturb_a_run():
    lane, seen = lane_of(), []
    lane.between = lambda: seen.append(lane.pairs)
    for _ in range(3):
        lane.pair(b"")
    assert seen == [0, 1, 2]


@pytest.mark.parametrize(("short_runs", "taken"), [(0, 1), (1, 2), (2, 3), (9, 3)])
def test_a_pair_with_a_time_that_is_lost_in_the_start_is_taken_again_in_the_same_processes(short_runs, taken):
    fast = SimulatedRuntime(
        lambda binary: (NORMAL, 0.001 if fast.runs <= short_runs else 0.01), spike_rate=0.0, lost_ns=5_000_000
    )
    lane = Lane(steady(0.03), fast)
    pair = lane.pair(b"")
    assert (pair.lost, pair.comparable) == ((True, False) if short_runs == 9 else (False, True))
    assert (fast.runs, lane.pairs, pair.order) == (taken, 1, "slow first")


def test_a_long_pair_is_not_taken_again():
    fast = SimulatedRuntime(lambda binary: (NORMAL, 0.001), spike_rate=0.0, lost_ns=5_000_000)
    assert Lane(steady(1.0), fast).pair(b"").lost
    assert fast.runs == 1


@pytest.mark.parametrize("ended", [UNREACHABLE, Outcome("timed out")])
def test_what_did_not_end_well_is_not_lost(ended):
    assert not Lane(steady(0.03), steady(0.01, ended)).pair(b"").lost
    assert not lane_of(phase="total").pair(b"").lost


def test_order_alternates():
    lane = lane_of()
    assert [lane.pair(b"").order for _ in range(4)] == ["slow first", "fast first"] * 2


@pytest.mark.parametrize("first", ["slow first", "fast first"])
def test_the_second_run_is_left_out_when_the_first_is_not_normal(first):
    bad = steady(0.01, Outcome("trapped"))
    lane = Lane(bad, steady(0.01)) if first == "slow first" else Lane(steady(0.01), bad)
    if first == "fast first":
        lane.pair(b"")
    pair = lane.pair(b"")
    assert pair.order == first
    assert (pair.slow is None) == (first == "fast first")
    assert (pair.fast is None) == (first == "slow first")
    assert not pair.comparable
    with pytest.raises(ValueError, match="no ratio"):
        _ = pair.x


def test_a_second_run_that_is_not_normal_is_in_the_pair():
    pair = Lane(steady(0.01), steady(0.01, Outcome("exited", 7))).pair(b"")
    assert pair.fast.outcome.exit_code == 7
    assert not pair.comparable


@pytest.mark.parametrize(
    ("slow", "fast", "ending"),
    [
        (Outcome("exited", 7), Outcome("exited", 7), Ending(7)),
        (UNREACHABLE, UNREACHABLE, Ending(None, (TrapKind.UNREACHABLE,))),
        (Outcome("exited", 0), UNREACHABLE, None),
    ],
)
def test_without_an_ending_both_sides_run_and_the_pair_knows_how_they_end(slow, fast, ending):
    lane = Lane(steady(0.03, slow), steady(0.01, fast))
    for _ in range(2):
        pair = lane.pair(b"", ending=None)
        assert (pair.slow.outcome, pair.fast.outcome, pair.ending) == (slow, fast, ending)
        assert pair.comparable == (ending is not None)


class Starting(SimulatedRuntime):
    """Says which of its workers was told to start, and whether somebody waited for it."""

    def __init__(self, log, index=0):
        super().__init__(lambda binary: (NORMAL, 0.01))
        self.log, self.index = log, index

    def worker(self, index):
        return Starting(self.log, index)

    def get_ready(self, *, wait=False):
        self.log.append((self.index, wait))

    def start_next(self):
        self.log.append((self.index, "next"))

    def restart(self):
        self.log.append("restart")


def test_all_processes_start_before_one_is_waited_for():
    log = []
    Lane(Starting(log), Starting(log)).get_ready()
    assert log == [(i, waits) for waits in (False, True) for i in range(3) for _ in "ab"]


def test_processes_that_start_beside_what_is_timed_are_not_waited_for():
    log = []
    Lane(Starting(log), Starting(log)).get_ready(wait=False)
    assert log == [(i, False) for i in range(3) for _ in "ab"]


def test_the_processes_of_the_next_restart_can_be_started_before_it():
    log = []
    Lane(Starting(log), Starting(log)).start_next()
    assert log == [(i, "next") for i in range(3) for _ in "ab"]


def test_fresh_processes_start_before_the_old_ones_end_and_are_ready_then():
    log = []
    Lane(Starting(log), Starting(log)).restart()
    ended = log.index("restart")
    assert log[:ended] == [(i, "next") for i in range(3) for _ in "ab"]
    assert log[-6:] == [(i, True) for i in range(3) for _ in "ab"]


def test_where_each_pair_has_its_own_processes_none_are_started_before():
    log = []
    lane = Lane(Starting(log), Starting(log), phase="compile")
    lane.get_ready()
    lane.start_next()
    assert log == []
    lane.restart()
    assert log == ["restart", "restart"]


def test_each_side_can_have_its_own_time_out():
    lane = lane_of(0.03, 0.01)
    assert lane.pair(b"", timeout_ns=20_000_000).slow.outcome.kind == "timed out"
    assert lane.pair(b"", timeout_ns=20_000_000, slow_timeout_ns=40_000_000).comparable


@pytest.mark.parametrize("earlier", [0, 1])
def test_a_slow_run_that_is_cut_off_says_what_the_ratio_is_at_the_least(earlier):
    lane = lane_of(0.5, 0.01)
    for _ in range(earlier):
        lane.pair(b"")
    pair = lane.pair(b"", slow_timeout_ns=40_000_000)
    assert not pair.comparable
    assert pair.least_x == pytest.approx(math.log(4))


def test_a_pair_that_was_not_cut_off_has_no_least():
    assert lane_of(0.03, 0.01).pair(b"").least_x is None
    assert lane_of(0.03, 0.01).pair(b"", timeout_ns=5_000_000).least_x is None


def test_pairs_and_the_time_in_guests_are_counted():
    lane = lane_of(0.03, 0.01)
    lane.pair(b"")
    lane.pair(b"", timeout_ns=5_000_000)
    assert lane.pairs == 2
    # Two runs with their start-up of 0.1 ms, and one that was given 5 ms.
    assert lane.guest_ns == 30_100_000 + 10_100_000 + 5_000_000


@pytest.mark.parametrize(("phase", "renewals"), [("compile", 1), ("total", 1), ("execute", 0)])
def test_where_compiling_is_measured_both_sides_compile_anew(phase, renewals):
    lane = Lane(steady(0.03), steady(0.01), phase=phase)
    lane.pair(b"")
    assert (lane.slow.renewals, lane.fast.renewals) == (renewals, renewals)
    assert lane.slow.restarts == 0


def test_restart_restarts_both_sides():
    lane = lane_of()
    lane.restart()
    assert (lane.slow.restarts, lane.fast.restarts) == (1, 1)


def processes_of(lane, pairs):
    return [lane.pair(b"").process for _ in range(pairs)]


def test_pairs_go_from_one_worker_to_the_next_and_know_their_process():
    one, two, three, *again = processes_of(lane_of(), 9)
    assert len({one, two, three}) == 3
    assert again == [one, two, three] * 2
    assert len(set(processes_of(lane_of(processes=1), 3))) == 1


def test_after_a_restart_no_process_is_one_of_before():
    lane = lane_of()
    before = set(processes_of(lane, 6))
    lane.restart()
    after = set(processes_of(lane, 6))
    assert len(after) == 3
    assert not before & after


def test_two_lanes_do_not_number_their_processes_alike():
    assert not set(processes_of(lane_of(), 3)) & set(processes_of(lane_of(), 3))


@pytest.mark.parametrize("clock", ["cpu", "wall"])
@pytest.mark.parametrize(
    ("phase", "times"),
    [("compile", (2, 1)), ("instantiate", (4, 3)), ("execute", (6, 5)), ("total", (12, 9))],
)
def test_phase_and_clock_choose_the_time(phase, clock, times):
    sample = Sample(NORMAL, 1, 3, 5, 2, 4, 6)
    assert time_of(sample, phase, clock) == times[0 if clock == "cpu" else 1]
    assert Pair(sample, sample, "slow first", phase, clock).x == 0


def test_a_phase_that_is_not_known_is_not_comparable():
    sample = Sample(NORMAL, execute_ns=5, execute_cpu_ns=5)
    assert Pair(sample, sample, "slow first").comparable
    assert not Pair(sample, sample, "slow first", phase="compile").comparable
