"""The arithmetic of triage by hand-made vectors, and measuring on simulated runtimes."""

from __future__ import annotations

import math
import random
from pathlib import Path

import pytest
from simulated_runtime import SimulatedRuntime

from reducer.batch.triage import (
    Times,
    TriageRequest,
    anomaly_score,
    direction,
    first_verdict,
    measure_on,
    normal_vector,
    suspicion,
    telling,
    too_short,
)
from reducer.runtimes import Outcome

MS = 1e6
EQUAL_PAIR = direction([1.0, 1.0])
EQUAL = direction([1.0, 1.0, 1.0])
# An interpreter beside two compilers: ten times as slow, and that is normal.
INTERPRETER = direction([1.0, 1.0, 10.0])


def test_a_direction_has_length_1_and_forgets_how_long_a_program_runs() -> None:
    assert math.hypot(*direction([3.0, 4.0])) == pytest.approx(1)
    assert direction([3.0, 4.0]) == pytest.approx(direction([300.0, 400.0]))


def test_what_is_normal_is_the_middle_of_the_corpus_not_its_anomalies() -> None:
    dice = random.Random(3)
    corpus = [
        (MS, MS * dice.lognormvariate(0, 0.05), 10 * MS * dice.lognormvariate(0, 0.05)) for _ in range(80)
    ]
    corpus += [(4 * MS, MS, 10 * MS)] * 20
    assert anomaly_score((1.0, 1.0, 10.0), normal_vector(corpus, 3)) < 0.02


def test_of_a_few_cases_nobody_can_say_what_is_normal() -> None:
    assert normal_vector([(4 * MS, MS)] * 7, 2) == direction([1.0, 1.0])
    assert normal_vector([(4 * MS, MS)] * 8, 2) == direction([4.0, 1.0])
    assert normal_vector([(4 * MS, None)] * 80, 2) == direction([1.0, 1.0])


def test_thousands_that_are_too_short_have_no_vote_in_what_is_normal() -> None:
    # As measured: one runtime's clock takes its call of 90 µs in, the other's leaves it out.
    short, long = (90_000.0, 1_000.0), (4 * MS, 4 * MS)
    assert normal_vector([short] * 4000 + [long] * 8, 2) == pytest.approx(EQUAL_PAIR)
    assert normal_vector([short] * 4000 + [(2 * MS, MS)] * 7, 2) == EQUAL_PAIR
    assert telling([short, long, (4 * MS, None)]) == [long]


@pytest.mark.parametrize(
    ("times", "short"),
    [
        pytest.param((90_000.0, 1_000.0), True, id="all short"),
        pytest.param((1_000.0, 300_000.0), False, id="long on one runtime"),
        pytest.param((None, 300_000.0), False, id="long on the only one"),
        pytest.param((None, None), True, id="no time at all"),
    ],
)
def test_a_program_is_too_short_when_it_is_on_every_runtime(times: Times, short: bool) -> None:
    assert too_short(times) == short


def test_the_score_is_the_distance_between_directions() -> None:
    assert anomaly_score((5.0, 5.0, 50.0), INTERPRETER) == pytest.approx(0)
    assert anomaly_score((1.0, 0.0), direction([0.0, 1.0])) == pytest.approx(math.sqrt(2))
    assert anomaly_score((7.0, None, None), EQUAL) == 0.0
    assert anomaly_score((1.0, None, 10.0), INTERPRETER) == pytest.approx(0)


@pytest.mark.parametrize(
    ("times", "normal", "sides", "promising"),
    [
        pytest.param((3.0, 1.0, 1.1), EQUAL, (0, 1), True, id="one slow compiler"),
        pytest.param((1.0, 1.1, 10.0), INTERPRETER, (1, 0), False, id="an interpreter is slow as ever"),
        pytest.param((1.0, 1.0, 30.0), INTERPRETER, (2, 0), True, id="slower than interpreters are"),
        pytest.param((4.0, 1.0, 10.0), INTERPRETER, (0, 1), True, id="a compiler beside an interpreter"),
        pytest.param((2.4, 1.0, None), EQUAL, (0, 1), True, id="a runtime without a time"),
        pytest.param((1.4, 1.0, 1.0), EQUAL, (0, 1), False, id="well below the threshold"),
        pytest.param((1.8, 1.0, 1.0), EQUAL, (0, 1), True, id="so near that it must be measured properly"),
        pytest.param((2.2, 1.0, 1.0), direction([2.0, 1.0, 1.0]), (0, 1), False, id="normal for the pair"),
    ],
)
def test_the_outlier_is_the_slow_side_and_the_best_contrast_the_fast_one(
    times: tuple[float | None, ...], normal: tuple[float, ...], sides: tuple[int, int], promising: bool
) -> None:
    found = suspicion(times, normal, 2.0)
    assert found is not None
    assert found.promising is promising
    if promising:
        assert (found.slow, found.fast) == sides


def test_sides_that_the_oracle_names_are_asked_for_whatever_is_normal() -> None:
    found = suspicion((1.0, 1.0, 10.0), INTERPRETER, 2.0, sides=(2, 0))
    assert found is not None and found.promising and found.ratio == 10.0
    assert suspicion((None, 1.0, 10.0), INTERPRETER, 2.0, sides=(2, 0)) is None


def test_one_time_alone_is_no_comparison() -> None:
    assert suspicion((1.0, None, None), EQUAL, 2.0) is None


# ---- measuring


def runtime(spec: str, seconds: float, outcome: Outcome | None = None, **how: float) -> SimulatedRuntime:
    ended = outcome or Outcome("exited", 0)
    return SimulatedRuntime(lambda _binary: (ended, seconds), seed=len(spec), spec=spec, **how)


REQUEST = TriageRequest(Path("x"), ("a", "bb"), "execute", 10**9)
UNREACHABLE = Outcome("trapped", None, "unreachable")


def test_a_few_rounds_give_the_times() -> None:
    measured = measure_on([runtime("a", 0.3), runtime("bb", 0.1)], b"", REQUEST)
    assert measured.times[0] / measured.times[1] == pytest.approx(3, rel=0.2)
    assert measured.endings == ()
    assert first_verdict(measured) == ("measured", "")


def test_a_spike_does_not_make_an_anomaly() -> None:
    spiky = [runtime(name, 0.01, spike_rate=0.1, spike_factor=20) for name in ("a", "bb")]
    ratios = []
    for _ in range(50):
        measured = measure_on(spiky, b"", REQUEST)
        ratios.append(measured.times[0] / measured.times[1])
    assert sum(not 0.5 < ratio < 2 for ratio in ratios) <= 5


@pytest.mark.parametrize(
    ("outcomes", "stage", "words"),
    [
        pytest.param(("timed out", "timed out"), "failed", "timed out: no end (a, bb)", id="hangs both"),
        pytest.param(("out of memory", "timed out"), "failed", "out of memory: no end (a)", id="memory"),
        pytest.param(("trapped", "trapped"), "skipped", "trapped: no end (a, bb)", id="traps"),
        pytest.param(("crashed", "exited"), "crash", "a crashes: no end", id="a runtime crashes"),
        pytest.param(("invalid", "exited"), "skipped", "invalid: no end (a)", id="one refuses it"),
        pytest.param(("timed out", "exited"), "measured", "", id="one is far slower"),
    ],
)
def test_a_case_that_does_not_end_is_told_apart_by_how(
    outcomes: tuple[str, str], stage: str, words: str
) -> None:
    runtimes = [
        runtime(name, 0.01, Outcome("exited", 0) if kind == "exited" else Outcome(kind, None, "no end"))
        for name, kind in zip(("a", "bb"), outcomes, strict=True)
    ]
    measured = measure_on(runtimes, b"", REQUEST)
    found, reason = first_verdict(measured)
    assert found == stage
    assert words in reason
    # The time-out is paid once a runtime.
    assert all(one.runs <= 2 for one, kind in zip(runtimes, outcomes, strict=True) if kind != "exited")


def test_a_run_stopped_at_its_time_out_beside_one_that_ends_counts_as_that_long() -> None:
    measured = measure_on([runtime("a", 50.0), runtime("bb", 0.01)], b"", REQUEST)
    assert measured.times[0] == 1e9
    assert measured.at_least == ("a",)


def test_a_runtime_that_alone_does_not_end_is_told_where_the_others_are_compared() -> None:
    traps = runtime("ccc", 0.01, Outcome("trapped", None, "stack overflow"))
    measured = measure_on([runtime("a", 0.01), runtime("bb", 0.01), traps], b"", REQUEST)
    assert first_verdict(measured) == ("measured", "trapped: stack overflow (ccc)")


def test_a_crash_that_does_not_come_again_is_none() -> None:
    outcomes = iter([Outcome("crashed", None, "SIGKILL")])
    once = SimulatedRuntime(lambda _binary: (next(outcomes, Outcome("exited", 0)), 0.01), spec="a")
    measured = measure_on([once, runtime("bb", 0.01)], b"", REQUEST)
    assert measured.endings == ()


@pytest.mark.parametrize(
    ("ends", "stage", "words"),
    [
        pytest.param([Outcome("exited", 3), Outcome("exited", 3)], "measured", "", id="an exit code"),
        pytest.param(
            [UNREACHABLE, Outcome("trapped", None, "unreachable executed")], "measured", "", id="a trap"
        ),
        pytest.param(
            [Outcome("exited", 0), UNREACHABLE], "skipped", "trapped: unreachable (bb)", id="one traps"
        ),
        pytest.param(
            [UNREACHABLE, Outcome("exited", 0), UNREACHABLE],
            "measured",
            "exits with code 0 (bb)",
            id="most trap",
        ),
        pytest.param(
            [Outcome("exited", 0), Outcome("exited", 0), UNREACHABLE],
            "measured",
            "trapped: unreachable (ccc)",
            id="most exit",
        ),
        pytest.param(
            [Outcome("trapped", None, "stack overflow")] * 2,
            "skipped",
            "trapped: stack overflow (a, bb)",
            id="stack",
        ),
    ],
)
def test_runtimes_that_end_a_case_as_most_do_are_compared(
    ends: list[Outcome], stage: str, words: str
) -> None:
    runtimes = [runtime(name, 0.01, end) for name, end in zip(("a", "bb", "ccc"), ends, strict=False)]
    assert first_verdict(measure_on(runtimes, b"", REQUEST)) == (stage, words)
