"""Chosen and recorded noise, the test without a calibration, and what is computed of them."""

import math
import random

import pytest

from reducer.oracle import Decision, Noise
from reducer.oracle.characteristics import characteristics, least_kept, recorded_characteristics
from reducer.oracle.conditions import chosen, mix_at, recorded, simulate_reductions
from reducer.oracle.recording import Recording
from reducer.oracle.simulation import Machine, NoiseClass, RecordedMachine, residuals_of
from reducer.oracle.uncalibrated import ASSUMED_SIGMA, own_noise, uncalibrated_test


def gaussian(count: int, sigma: float, seed: int = 1) -> tuple[float, ...]:
    source = random.Random(seed)
    return tuple(math.log(3) + source.gauss(0, sigma) for _ in range(count))


def test_recorded_gaussian_pairs_behave_as_chosen_ones() -> None:
    condition = recorded(Recording("", gaussian(20_000, 0.1)), "recorded")
    assert condition.noise.sigma == pytest.approx(0.1, rel=0.05)
    for ratio in (1.5, 1.9, 2.1, 2.5):
        found, wanted = condition.at(ratio, 2.0), chosen(0.1, 0.0).at(ratio, 2.0)
        assert found.keep == pytest.approx(wanted.keep, abs=0.03)
        assert found.pairs == pytest.approx(wanted.pairs, abs=0.4)
        assert found.keep + found.reject + found.capped == pytest.approx(1)


def test_a_recorded_machine_repeats_its_recording_and_no_ratio_of_it() -> None:
    xs = gaussian(50, 0.1)
    machine = RecordedMachine(xs, random.Random(2), jump=0.0)
    noise = [machine.pair(2.0) - math.log(2.0) for _ in range(100)]
    assert noise[:50] == noise[50:]
    assert sorted(noise[:50]) == pytest.approx(sorted(residuals_of(xs)))
    with pytest.raises(ValueError, match="at least one pair"):
        RecordedMachine((), random.Random(2))


def test_reductions_are_simulated_on_either_kind_of_machine() -> None:
    for condition in (chosen(0.05, 0.0), recorded(Recording("", gaussian(200, 0.05)), "recorded")):
        found = simulate_reductions(condition, [random.Random(1), random.Random(2)], mix_at(1.5))
        assert (found.reductions, found.lost) == (2, 0)
        assert 2 < found.pairs < 5


def test_a_recording_comes_back_and_what_is_none_is_refused() -> None:
    recording = Recording("what it was", tuple(round(x, 5) for x in gaussian(30, 0.1)))
    assert Recording.from_text(recording.to_text()) == recording
    for text in ("", "[]", '{"what": "few", "xs": [1, 2]}', '{"what": "", "xs": ["a"]}', '{"xs": 1}'):
        with pytest.raises(ValueError, match="a recording"):
            Recording.from_text(text)
    with pytest.raises(ValueError, match="finite"):
        Recording.from_text('{"what": "", "xs": [' + "NaN," * 30 + "1]}")


def test_the_least_ratio_that_is_kept_is_where_the_curve_says() -> None:
    noise = Noise(0.2, 0.05)
    least = least_kept(2.0, noise)
    assert least is not None
    assert characteristics(least, 2.0, 0.2, 0.05).keep == pytest.approx(0.95, abs=0.01)
    assert least_kept(2.0, Noise(10.0)) is None


def test_figures_of_a_recording_need_one() -> None:
    with pytest.raises(ValueError, match="at least one pair"):
        recorded_characteristics(2.0, 2.0, Noise(0.1), ())


# ---- without a calibration


def test_the_noise_is_assumed_until_the_pairs_show_more() -> None:
    assert own_noise([0.1, 0.9]) == Noise(ASSUMED_SIGMA)
    assert own_noise([0.1, 0.1, 0.1]).sigma == ASSUMED_SIGMA
    assert own_noise([0.0, 0.5, 1.0, 1.5, 2.0]).sigma > 0.7


def test_four_pairs_at_least_keep_and_two_reject() -> None:
    assert uncalibrated_test(2.0, [1.2] * 3).decision is None
    assert uncalibrated_test(2.0, [1.2] * 4).decision is Decision.KEPT
    assert uncalibrated_test(2.0, [0.0] * 2).decision is Decision.NOT_SHOWN


@pytest.mark.parametrize(("sigma", "spikes"), [(0.05, 0.05), (0.20, 0.05)])
def test_without_a_calibration_the_errors_are_those_of_the_documented_table(
    sigma: float, spikes: float
) -> None:
    machine = Machine(NoiseClass("", sigma, spike=spikes), random.Random(7))

    def kept(ratio: float, times: int = 600) -> float:
        count = 0
        for _ in range(times):
            xs: list[float] = []
            while uncalibrated_test(2.0, xs).decision is None:
                xs.append(machine.pair(ratio))
            count += uncalibrated_test(2.0, xs).decision is Decision.KEPT
        return count / times

    assert kept(1.0) < 0.005
    assert kept(1.5) < 0.01
    assert kept(1.9) < 0.10
    assert kept(2.5) > 0.95
    assert kept(3.5) > 0.98
