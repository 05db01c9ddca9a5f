"""Which cases are worth a reduction: a few runs on every runtime, held against what is normal in the corpus.

The anomaly score is WarpDiff's (Jiang et al., ASE 2023): each case's times as a vector of length 1, and its
distance from the corpus' normal vector.  The arithmetic is pure; `measure_case` runs in a lane.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Literal

from reducer.oracle import Phase
from reducer.records.batch import Ending as Ending
from reducer.runtimes import NOTHING_GIVEN, Invocation, Outcome, Runtime, Sample, usual_ending
from reducer.runtimes import Ending as ProgramEnding
from reducer.runtimes.checked import open_all
from reducer.surveys.table import order
from reducer.timing import choose_core, time_of

LEAST_CORPUS = 8
"""With fewer cases nobody can say what is normal: then all runtimes are held to be equally fast."""
CLEARLY_BELOW = 0.85
"""A ratio of three rounds is off by a tenth; under this part of the oracle's threshold the reduction's own 24
pairs would hardly ever find that it holds."""
LEAST_EXCESS = 1.25
"""By how much a pair's ratio must exceed what is normal for that pair, however large that is."""
OF_ORIGINAL = 1.5
"""The threshold where the oracle asks for a share of whatever the original shows."""
LEAST_NS = 200_000
"""A program whose longest time is less says nothing: that is a few page faults."""
ROUNDS, MORE_ROUNDS = 3, 5
QUICK_NS, LONG_NS = 50_000_000, 2_000_000_000
"""Programs that take less get more rounds, those that take longer a single one."""

Times = tuple[float | None, ...]
"""One time in ns for each runtime, None where there is none."""


# ---- arithmetic


def direction(times: Sequence[float]) -> tuple[float, ...]:
    """The vector of length 1 that points the same way."""
    length = math.sqrt(sum(time * time for time in times))
    return tuple(time / length for time in times)


def too_short(times: Times) -> bool:
    """Whether a program is over before its times say anything."""
    return max((time for time in times if time is not None), default=0.0) < LEAST_NS


def telling(corpus: Iterable[Times]) -> list[Times]:
    """The cases that say what is normal: those that have all times, and long enough ones.

    What is too short shows what a runtime needs to call a function at all, by the µs that its clock was begun
    before or after that.  Most of a fuzzer's programs are so short, and would outvote all others.
    """
    return [times for times in corpus if None not in times and not too_short(times)]


def normal_vector(corpus: Iterable[Times], runtimes: int, least: int = LEAST_CORPUS) -> tuple[float, ...]:
    """The middle direction of the cases that are telling, of length 1; equal parts where they are few.

    The median of each part, not the mean: a corpus may hold a fifth of anomalies.
    """
    whole = [direction([time for time in times if time is not None]) for times in telling(corpus)]
    if len(whole) < least:
        return direction([1.0] * runtimes)
    return direction([median(vector[index] for vector in whole) for index in range(runtimes)])


def anomaly_score(times: Times, normal: Sequence[float]) -> float:
    """The distance between the two directions, over the runtimes that have a time: 0 to the square root of
    2."""
    both = [(time, part) for time, part in zip(times, normal, strict=True) if time is not None]
    if len(both) < 2:
        return 0.0
    one, other = direction([time for time, _ in both]), direction([part for _, part in both])
    return math.dist(one, other)


@dataclass(frozen=True)
class Suspicion:
    """What a case shows: its slow and fast runtime by index, their ratio, how much that exceeds what is
    normal for the two, and whether it is worth a reduction."""

    score: float
    slow: int
    fast: int
    ratio: float
    excess: float
    promising: bool


def suspicion(
    times: Times,
    normal: Sequence[float],
    threshold: float,
    sides: tuple[int, int] | None = None,
) -> Suspicion | None:
    """The outlier as the slow side, and the fast side with the best contrast; None with fewer than two times.

    `sides` are the slow and the fast one where the oracle names them.
    """
    score = anomaly_score(times, normal)
    relative = {index: time / normal[index] for index, time in enumerate(times) if time is not None}
    if len(relative) < 2 or (sides is not None and not set(sides) <= relative.keys()):
        return None
    slow = max(relative, key=lambda index: relative[index]) if sides is None else sides[0]
    bar = CLEARLY_BELOW * threshold

    def contrast(fast: int) -> tuple[bool, float]:
        return _ratio(times, slow, fast) >= bar, relative[slow] / relative[fast]

    fast = max((index for index in relative if index != slow), key=contrast) if sides is None else sides[1]
    ratio, excess = _ratio(times, slow, fast), relative[slow] / relative[fast]
    # Where the sides are named, so much is asked of them and of nobody else.
    promising = ratio >= bar and (sides is not None or excess >= min(LEAST_EXCESS, bar))
    return Suspicion(score, slow, fast, ratio, excess, promising)


def _ratio(times: Times, slow: int, fast: int) -> float:
    slow_ns, fast_ns = times[slow], times[fast]
    assert slow_ns is not None and fast_ns is not None
    return slow_ns / fast_ns


# ---- measuring


@dataclass(frozen=True)
class TriageRequest:
    """What a lane needs to know to measure a case."""

    binary: Path
    specs: tuple[str, ...]
    phase: Phase
    timeout_ns: int
    invocation: Invocation = NOTHING_GIVEN


@dataclass(frozen=True)
class Measured:
    """What a lane found.  `at_least` are the runtimes that were stopped at the time-out, while others came to
    their end: their time is the time-out."""

    times: Times
    endings: tuple[Ending, ...]
    at_least: tuple[str, ...] = ()


_opened: dict[tuple[str, ...], tuple[ExitStack, list[Runtime]]] = {}


def runtimes_of(specs: tuple[str, ...]) -> list[Runtime]:
    """The runtimes, ready; those of this process are opened once.  Raises RuntimesError."""
    if specs not in _opened:
        with ExitStack() as stack:
            found = open_all(list(specs), stack, core=choose_core())
            _opened[specs] = (stack.pop_all(), found)
    return _opened[specs][1]


def versions(specs: tuple[str, ...]) -> list[str]:
    """The version of each runtime.  Raises RuntimesError that names those that cannot be had."""
    return [runtime.version for runtime in runtimes_of(specs)]


def measure_case(request: TriageRequest) -> Measured:
    """A case on every runtime.  Raises RuntimesError."""
    return measure_on(runtimes_of(request.specs), request.binary.read_bytes(), request)


def measure_on(runtimes: Sequence[Runtime], binary: bytes, request: TriageRequest) -> Measured:
    """The same on runtimes that are ready."""
    times: list[list[int]] = [[] for _ in runtimes]
    endings: dict[int, Ending] = {}
    rounds, round_ = ROUNDS, 0
    # How each runtime's first run ended, and from the second round on how most did.
    ended: dict[int, Outcome] = {}
    usual: ProgramEnding | None = None
    while round_ < rounds:
        for _, index in order(1, len(runtimes), round_):
            if index in endings:
                continue
            sample = _run(runtimes[index], binary, request)
            ended.setdefault(index, sample.outcome)
            ending = _ending(runtimes[index].spec, sample.outcome, usual)
            time = time_of(sample, request.phase, "cpu")
            if ending is None and time is not None:
                times[index].append(max(1, time))
            else:
                # Such as a segment that does not fit: it traps while it is instantiated.
                early = sample.outcome.kind == "trapped"
                why = "it traps before that phase" if early else "too close to start-up"
                endings[index] = ending or Ending(runtimes[index].spec, "unmeasurable", why)
        round_ += 1
        if round_ == 1:
            usual = usual_ending(list(ended.values()))
            for index, outcome in ended.items():
                other = _ending(runtimes[index].spec, outcome, usual)
                if other is not None:
                    endings[index] = other
            longest = max((took[0] for took in times if took), default=LONG_NS)
            rounds = MORE_ROUNDS if longest < QUICK_NS else 1 if longest >= LONG_NS else ROUNDS
    return _measured(runtimes, times, endings, request)


def _run(runtime: Runtime, binary: bytes, request: TriageRequest) -> Sample:
    if request.phase in ("compile", "total"):
        runtime.restart()

    def run() -> Sample:
        return runtime.run(binary, invocation=request.invocation, timeout_ns=request.timeout_ns)

    sample = run()
    # A process may be killed by something else on the machine; a runtime that crashes does so again.
    return run() if sample.outcome.kind == "crashed" else sample


def _ending(spec: str, outcome: Outcome, usual: ProgramEnding | None) -> Ending | None:
    """Why a runtime has no time: its run ended in another way than most, or not by itself."""
    if not outcome.no_ending if usual is None else usual.of(outcome):
        return None
    if outcome.kind == "exited":
        return Ending(spec, "exited", f"exits with code {outcome.exit_code}")
    return Ending(spec, outcome.kind, outcome.message)


def _measured(
    runtimes: Sequence[Runtime],
    times: Sequence[Sequence[int]],
    endings: dict[int, Ending],
    request: TriageRequest,
) -> Measured:
    middle: list[float | None] = [
        float(median(took)) if took and index not in endings else None for index, took in enumerate(times)
    ]
    at_least = []
    if any(time is not None for time in middle):
        for index, ending in list(endings.items()):
            if ending.kind == "timed out" and request.phase in ("execute", "total"):
                middle[index] = float(request.timeout_ns)
                at_least.append(runtimes[index].spec)
                del endings[index]
    return Measured(tuple(middle), tuple(endings.values()), tuple(at_least))


def ending_words(endings: Iterable[Ending]) -> str:
    """Why runtimes have no time, those that end alike together; "" where there are none."""
    reasons: dict[str, list[str]] = {}
    for ending in endings:
        words = ending.message if ending.kind == "exited" else f"{ending.kind}: {ending.message}"
        reasons.setdefault(words.rstrip(": "), []).append(ending.spec)
    return "; ".join(f"{words} ({', '.join(specs)})" for words, specs in reasons.items())


def first_verdict(measured: Measured) -> tuple[Literal["crash", "measured", "failed", "skipped"], str]:
    """Stage and reason of a case that was measured: whether there are times to compare at all, and why some
    runtime has none."""
    crashed = [ending for ending in measured.endings if ending.kind == "crashed"]
    if crashed:
        return "crash", "; ".join(f"{ending.spec} crashes: {ending.message}" for ending in crashed)
    if sum(time is not None for time in measured.times) >= 2:
        return "measured", ending_words(measured.endings)
    limited = any(ending.kind in ("timed out", "out of memory") for ending in measured.endings)
    return ("failed" if limited else "skipped"), ending_words(measured.endings)
