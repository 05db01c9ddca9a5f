"""What carries a slowdown, told on simulated engines whose prices are known."""

from collections.abc import Iterator, Mapping

import pytest
from simulated_clock import SimulatedClock
from simulated_engine import SEED, judge_of, program_of, simulated_lane

from reducer.judge.carriers import nodes_of
from reducer.judge.evidence import Evidence
from reducer.judge.judge import Judge
from reducer.judge.quick_blame import quick_blame
from reducer.judge.reading import Reading
from reducer.program.profile import observer
from reducer.program.short_run import short_run
from reducer.records.carriers import NO_SINGLE, Carriers
from reducer.records.evidence import SubjectRow
from reducer.runtimes import Runtime, open_runtime
from reducer.timing import Allowance

pytestmark = pytest.mark.runtime

TWO = """(module
  (memory (export "memory") 1)
  (data $d "abc")
  (table $t 4 funcref)
  (elem declare func $main)
  (func $main (export "_start") (local $i i64) (local $x i32)
    (local.set $i (i64.const 1000000))
    (loop $hot
      (local.set $x (i32.add (local.get $x) (i32.wrap_i64 (i64.load (i32.const 16)))))
      (memory.fill (i32.const 0) (local.get $x) (i32.const 8))
      (data.drop $d)
      (memory.fill (i32.const 64) (local.get $x) (i32.const 8))
      (br_if $hot (i64.ne (local.tee $i (i64.sub (local.get $i) (i64.const 1))) (i64.const 0))))))"""


@pytest.fixture(scope="module")
def counting() -> Iterator[Runtime]:
    with open_runtime("wasmtime:fuel=on") as runtime:
        yield runtime


def blamed(
    counting: Runtime,
    text: str,
    slow: Mapping[str, float],
    fast: Mapping[str, float],
    seed: int = 1,
    allowance: Allowance | None = None,
    spread: float = 0.03,
    lost_ns: int = 0,
) -> tuple[Judge, Carriers]:
    """The carriers of a program between engines of these prices, in ns; runs of less than `lost_ns` on the
    slow side have no time."""
    original = program_of(text)
    lane = simulated_lane(seed, spread, spike_rate=0.0, slow_prices=slow, fast_prices=fast)
    lane.slow.lost_ns = lost_ns  # type: ignore[attr-defined]
    unjudged = judge_of(lane, None)
    evidence = Evidence(SubjectRow("one", "other", "execute"))
    judge = Judge(lane, Reading(unjudged.reading.question, evidence))
    assert judge.calibrate(original) is None
    observe, short = observer(counting, original), short_run(counting, original)
    found = quick_blame(judge, original, observe, short, allowance)
    return judge, found


def test_the_instruction_that_carries_is_named_with_its_share_and_its_surplus(counting: Runtime) -> None:
    _, found = blamed(counting, SEED, {"": 0.3, "memory.copy": 12.0}, {"": 0.3, "memory.copy": 3.0})
    (carrier,) = found.found
    assert (carrier.name, carrier.group, carrier.operations) == (
        "memory.copy",
        "bulk memory",
        ("memory.copy",),
    )
    assert carrier.low is not None and 0.8 < carrier.low <= carrier.share <= (carrier.high or 0) < 1.2
    assert carrier.surplus_ns == pytest.approx(9.0, rel=0.15) and carrier.fast_ns == pytest.approx(3, rel=0.4)
    assert found.in_words.startswith("memory.copy ") and "% [" in found.in_words


def test_what_leaves_no_time_on_the_slow_side_carries_it_all(counting: Runtime) -> None:
    """Without the copies it takes less than what its start varies by."""
    slow, fast = {"": 0.3, "memory.copy": 30.0}, {"": 0.3, "memory.copy": 3.0}
    _, found = blamed(counting, SEED, slow, fast, lost_ns=5_000_000)
    (carrier,) = found.found
    assert carrier.name == "memory.copy" and 0.9 < carrier.share < 1.1
    assert carrier.log_share is not None and 0.8 < carrier.log_share <= 1.1


def test_the_site_of_a_carrier_is_found_again_at_any_trip_count(counting: Runtime) -> None:
    _, found = blamed(counting, SEED, {"": 0.3, "memory.copy": 12.0}, {"": 0.3, "memory.copy": 3.0})
    (carrier,) = found.found
    assert [site.runs_per_round for site in carrier.sites] == [1.0]
    other = program_of(SEED).longer(0.01)
    assert [(function, node.op) for function, node in nodes_of(other.module, carrier)] == [
        ("$main", "memory.copy")
    ]


def test_two_that_carry_are_both_named_and_what_is_beside_them_is_not(counting: Runtime) -> None:
    slow = {"": 0.3, "memory.fill": 12.0, "data.drop": 10.0, "i64.load": 0.5}
    fast = {"": 0.3, "memory.fill": 2.0, "data.drop": 2.0, "i64.load": 0.3}
    _, found = blamed(counting, TWO, slow, fast)
    assert {carrier.name for carrier in found.found} == {"memory.fill", "data.drop"}
    fill = next(carrier for carrier in found.found if carrier.name == "memory.fill")
    assert len(fill.sites) == 2 and fill.surplus_ns == pytest.approx(10.0, rel=0.2)


def test_of_two_sites_the_slow_one_is_told(counting: Runtime) -> None:
    slow, fast = {"": 0.3, "memory.fill": 20.0}, {"": 0.3, "memory.fill": 4.0}
    text = TWO.replace("(memory.fill (i32.const 64) (local.get $x) (i32.const 8))", "", 1)
    text = text.replace("(data.drop $d)", "(data.drop $d) (nop)")
    _, found = blamed(counting, text, slow, fast)
    assert [len(carrier.sites) for carrier in found.found] == [1]


FOUR = TWO.replace(
    "(data.drop $d)",
    "(memory.fill (i32.const 128) (local.get $x) (i32.const 8))"
    "(memory.fill (i32.const 192) (local.get $x) (i32.const 8))",
)
AT_64 = r"i32\.const 64\s+local\.get \S+\s+i32\.const 8\s+memory\.fill"


@pytest.mark.parametrize(("spread", "seed"), [(0.03, 1), (0.15, 1), (0.15, 2), (0.15, 3)])
def test_equal_sites_are_all_named_after_few_pairs(counting: Runtime, spread: float, seed: int) -> None:
    slow, fast = {"": 0.3, "memory.fill": 20.0}, {"": 0.3, "memory.fill": 4.0}
    judge, found = blamed(counting, FOUR, slow, fast, seed=seed, spread=spread)
    assert [len(carrier.sites) for carrier in found.found] == [4]
    assert judge.lane.pairs < 120


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_of_four_sites_the_one_that_carries_is_told(counting: Runtime, seed: int) -> None:
    slow, fast = {"": 0.3, "memory.fill": 1.0, AT_64: 60.0}, {"": 0.3, "memory.fill": 1.0}
    _, found = blamed(counting, FOUR, slow, fast, seed=seed, spread=0.05)
    assert [len(carrier.sites) for carrier in found.found] == [1]


def test_where_every_instruction_is_slower_alike_plain_ones_are_asked_about_and_the_counter_is_spared(
    counting: Runtime,
) -> None:
    _, found = blamed(counting, TWO, {"": 2.0, "x": 0}, {"": 0.3, "x": 0})
    names = {carrier.name for carrier in found.found}
    assert names <= {"integer arithmetic", "i32.add", "memory.fill", "i64.load", "data.drop", "bulk memory"}
    assert "memory.fill" not in {c.name for c in found.found if c.share > 0.5}


def test_nothing_is_named_where_no_single_thing_carries() -> None:
    assert Carriers().in_words == NO_SINGLE


def test_what_is_cold_does_not_carry(counting: Runtime) -> None:
    slow, fast = {"": 1.0, "i64.load": 9.0}, {"": 0.3, "i64.load": 1.0}
    text = TWO.replace("(local.set $i (i64.const 1000000))", "(drop (i64.div_u (i64.const 4) (i64.const 2)))"
                       "(local.set $i (i64.const 1000000))")  # fmt: skip
    _, found = blamed(counting, text, slow, fast)
    assert "i64.div_u" not in {carrier.name for carrier in found.found}
    assert "i64.load" in {carrier.name for carrier in found.found}


def test_blame_leaves_no_evidence_of_candidates(counting: Runtime) -> None:
    judge, _ = blamed(counting, SEED, {"": 0.3, "memory.copy": 12.0}, {"": 0.3, "memory.copy": 3.0})
    assert list(judge.reading.evidence.pairs) == [program_of(SEED).key]


def test_nothing_is_measured_once_the_time_is_up(counting: Runtime) -> None:
    slow, fast = {"": 0.3, "memory.copy": 12.0}, {"": 0.3, "memory.copy": 3.0}
    spent = Allowance(0.0, SimulatedClock(1.0))
    judge, found = blamed(counting, SEED, slow, fast, allowance=spent)
    assert found.found == () and judge.lane.pairs == len(judge.reading.xs(program_of(SEED).key))


def test_what_is_known_when_the_time_is_up_is_told(counting: Runtime) -> None:
    slow, fast = {"": 0.3, "memory.copy": 12.0}, {"": 0.3, "memory.copy": 3.0}
    of_looks = Allowance(400.0, SimulatedClock(0.0, step=1.0))
    _, found = blamed(counting, SEED, slow, fast, allowance=of_looks)
    assert [carrier.name for carrier in found.found] == ["memory.copy"]
    of_looks = Allowance(10**6, SimulatedClock(0.0, step=1.0))
    _, found = blamed(counting, SEED, slow, fast, allowance=of_looks)
    assert [carrier.name for carrier in found.found] == ["memory.copy"] and found.found[0].low is not None


def test_a_lane_whose_time_is_up_ends_blame_and_not_the_run(counting: Runtime) -> None:
    judge, _ = blamed(counting, SEED, {"": 0.3, "memory.copy": 12.0}, {"": 0.3, "memory.copy": 3.0})
    judge.lane.deadline = 0.0
    original = program_of(SEED)
    short = short_run(counting, original)
    found = quick_blame(judge, original, observer(counting, original), short, Allowance())
    assert found.in_words == NO_SINGLE
