"""Blame on simulated sides, whose times are known; counting is done by a real engine."""

import math

import pytest
from simulated_engine import NS_A_FAST_COPY, NS_A_SLOW_COPY, SEED, _seconds
from simulated_runtime import SimulatedRuntime

from reducer.controls.attempts import look_into, try_all
from reducer.controls.blame import session_over
from reducer.controls.conclusions import conclude, share
from reducer.controls.session import Asked
from reducer.judge.pairs import MeasurementError
from reducer.program.load import load_program
from reducer.program.trips import as_written
from reducer.records.findings import BlameFinding, from_json, to_json
from reducer.report.blamed import conclusion_lines, listing_lines, table_lines
from reducer.runtimes import open_runtime


def test_shares_are_parts_of_the_logarithm():
    whole = math.log(9.0)
    half = share([(whole, math.log(3.0))] * 10)
    assert half.estimate == pytest.approx(0.5)
    assert (half.low, half.high) == (pytest.approx(0.5), pytest.approx(0.5))
    assert share([(whole, 0.0)] * 10).estimate == pytest.approx(1.0)
    assert share([(whole, whole * 1.1)] * 10).estimate == pytest.approx(-0.1)


def test_too_few_rounds_have_no_interval_and_no_slowdown_has_no_share():
    assert share([(1.0, 0.5)] * 3).low is None
    assert share([]) is None
    assert share([(-0.01, 0.5)] * 9) is None


def test_one_round_that_is_far_off_moves_no_share():
    rounds = [(1.0, 0.02), (1.01, 0.0), (0.99, -0.01)] * 5
    assert share([*rounds, (-0.2, 0.0)]).estimate == pytest.approx(1.0, abs=0.03)


def sides(slow_ns=NS_A_SLOW_COPY, fast_ns=NS_A_FAST_COPY):
    return [
        SimulatedRuntime(
            lambda binary, ns=ns: _seconds(binary, ns), seed=seed, spread=0.02, spike_rate=0.0, spec=spec
        )
        for seed, (spec, ns) in enumerate((("left", slow_ns), ("right", fast_ns)))
    ]


def blamed(tmp_path, runtimes, most, text=SEED):
    path = tmp_path / "case.wat"
    path.write_text(text)
    asked = Asked(load_program(path), "left", "right", rounds=10, most=most)
    with open_runtime("wasmtime:fuel=on") as counting:
        known = look_into(asked, as_written(asked.case, counting), counting)
        tried, left_out = try_all(known, most)
    session = session_over(asked, runtimes, known.written, tried, lambda line: None)
    session.run()
    return conclude(asked, known, tried, session, None, None), left_out


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    """A session over all sites."""
    return blamed(tmp_path_factory.mktemp("blame"), sides(), most=60)[0]


@pytest.mark.runtime
def test_the_copy_has_the_largest_share_by_far(everything):
    made, finding = everything, everything.finding
    first, *others = [site for site in finding.sites if site.share is not None]
    assert first.text.startswith("memory.copy")
    assert first.share.low > 0.9
    assert all(site.share.estimate < 0.5 for site in others if not site.text.startswith("memory.copy"))
    assert finding.classes[0].text == "bulk memory"
    assert finding.trigger == "repeated memory.copy"
    assert finding.neighbour.before.startswith("memory.copy")
    header, _, code = made.neighbour_text.partition("\n")
    assert header.startswith(";; Nearest passing neighbour of case.wat: ")
    assert "memory.copy" not in code
    assert "i64.const 4000000" in made.neighbour_text
    assert finding.pattern == "not told apart"
    assert not any(side.available for side in made.generated_code.sides)
    hottest = max(finding.listing, key=lambda line: line.heat)
    assert "memory.copy" in hottest.text
    assert sum(line.heat > 0.5 for line in finding.listing) == 1
    assert from_json(BlameFinding, to_json(finding)) == finding


@pytest.mark.runtime
def test_what_breaks_the_loop_has_no_share_and_says_why(everything):
    broken = [site for site in everything.finding.sites if site.verdict == "not measured"]
    assert {site.reason for site in broken} >= {"the loop is gone", "it does not end"}
    assert all(site.share is None for site in broken)


@pytest.mark.runtime
def test_a_knock_out_with_which_a_side_deletes_the_loop_says_nothing(tmp_path):
    def deletes(binary):
        outcome, taken = _seconds(binary, NS_A_FAST_COPY)
        return outcome, taken if b"\xfc\x0a" in binary else 2e-6

    slow, _ = sides()
    fast = SimulatedRuntime(deletes, seed=2, spread=0.02, spec="right")
    made, _ = blamed(tmp_path, [slow, fast], most=12)
    removed = next(site for site in made.finding.sites if site.text.startswith("memory.copy"))
    everything = [site for site in made.finding.sites if site.text.startswith("memory.copy")]
    assert {site.verdict for site in everything} == {"deleted"}
    assert removed.share is None
    assert made.finding.neighbour is None
    assert made.finding.trigger.startswith("no trigger")
    assert any("says nothing" in line for line in table_lines("sites", made.finding.sites))


@pytest.mark.runtime
def test_a_case_that_is_not_slower_is_refused(tmp_path):
    with pytest.raises(MeasurementError, match="not slower on left"):
        blamed(tmp_path, sides(NS_A_FAST_COPY, NS_A_FAST_COPY), most=1)


@pytest.mark.runtime
def test_sites_that_were_left_out_are_counted_and_the_text_is_whole(tmp_path):
    made, left_out = blamed(tmp_path, sides(), most=3)
    assert left_out > 0
    # The first site is the class of bulk memory as well.
    assert len([site for site in made.finding.sites if site.share is not None]) <= 4
    assert "\n".join(line.text for line in made.finding.listing) == SEED.rstrip("\n")
    lines = listing_lines(made.finding.listing)
    assert sum("%" in line for line in lines) >= 1
    assert conclusion_lines(made.finding, made.generated_code)[0] == f"trigger: {made.finding.trigger}"
