"""The words of `wreduce doctor`: one line for each thing it looked at, whether that is good, middling or bad,
and what to do.

The borders between the three are here, with their reasons; everything is measured elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from reducer.oracle import DEFAULTS, Interval
from reducer.records.codec import to_plain
from reducer.report.columns import plain_lines
from reducer.surveys.doctor import FAR, NEAR, POWER, THRESHOLD, Checkup, Examination
from reducer.timing.machine_facts import MachineFacts

Grade = Literal["good", "middling", "bad", "unknown"]

# With one busy process on the only other core, a worker still has a core of its own; with more it must wait.
BUSY, VERY_BUSY = 0.25, 0.75
# A host that takes one hundredth of the time disturbs a run of 10 ms now and then; one that takes a twentieth
# disturbs every pair.
STEAL, MUCH_STEAL = 0.01, 0.05
# A drift cancels within a pair; where the time changes by a fifth in a session, the machine throttles.
DRIFT, MUCH_DRIFT = 0.05, 0.20
# Of 45 independent pairs, one session in twenty shows a correlation above 2/sqrt(45).
MEMORY, MUCH_MEMORY = 0.30, 0.6
# A guest may use 2 GiB, and there are two sides.
MEMORY_BYTES, LEAST_MEMORY_BYTES = 4 << 30, 2 << 30


@dataclass(frozen=True)
class Line:
    """One thing that was looked at: its name, what was found, how good that is, and what to do about it (""
    for nothing)."""

    name: str
    what: str
    grade: Grade
    advice: str = ""


def _line(name: str, what: str, grade: Grade | bool, advice: str = "") -> Line:
    """A line whose advice is given where something is not good; a plain no is middling."""
    if isinstance(grade, bool):
        grade = "good" if grade else "middling"
    return Line(name, what, grade, "" if grade == "good" else advice)


def graded(value: float, good: float, middling: float) -> Grade:
    """Good up to the first border, middling up to the second."""
    return "good" if value <= good else "middling" if value <= middling else "bad"


def doctor_lines(checkup: Checkup) -> list[Line]:
    """Everything, in the order in which it is shown."""
    lines = [*_measured(checkup.examination), *_clock(checkup.facts), *_cores(checkup), *_around(checkup)]
    return [*lines, *_tools(checkup)]


def _measured(found: Examination) -> Iterator[Line]:
    noise = found.noise
    least = " or less" if noise.sigma == DEFAULTS.sigma_floor else ""
    inside = "contains 1: pass" if found.fair else "does not contain 1: FAIL"
    yield _line(
        "A/A",
        f"{found.spec} {found.version} against itself: {_interval(found.interval)} "
        f"(99 %, {len(set(found.processes))} processes, {len(found.xs)} pairs) {inside}",
        "good" if found.fair else "bad",
        "run it again: 1 session in 100 fails by chance; where it fails twice, trust no ratio here that is "
        "nearer to 1 than this one",
    )
    yield _line(
        "noise",
        f"a pair varies by {noise.sigma:.1%}{least} (runs of {found.guest_ns / 1e6:.0f} ms): "
        f"{noise.between:.1%} between processes, {noise.variances.within:.1%} within one",
        graded(noise.sigma, DEFAULTS.quiet_sigma, DEFAULTS.sigma_limit),
        "stop what else runs; what follows says what that may be",
    )
    yield _line(
        "spikes",
        f"{noise.spike_rate:.1%} of the runs are far off",
        graded(noise.spike_rate, DEFAULTS.spike_limit / 4, DEFAULTS.spike_limit),
        "something runs in bursts: look at the busiest",
    )
    yield _line(
        "drift",
        f"runs became {abs(found.drift):.1%} {'slower' if found.drift > 0 else 'faster'} from first to last",
        graded(abs(found.drift), DRIFT, MUCH_DRIFT),
        "the clock changes, or others come and go: fix the clock speed (pairs bear it)",
    )
    yield _line(
        "independence",
        f"one pair's ratio and the next are correlated by {found.memory:+.2f}",
        graded(abs(found.memory), MEMORY, MUCH_MEMORY),
        "noise comes in stretches: the error rates below are too good by some",
    )


def _clock(facts: MachineFacts) -> Iterator[Line]:
    hidden = "not told here" + (": the host of this virtual machine decides" if facts.virtual else "")
    if facts.governor is None:
        yield Line("governor", hidden, "unknown")
    else:
        driver = f" ({facts.driver})" if facts.driver else ""
        good = facts.governor == "performance"
        yield _line("governor", f"{facts.governor}{driver}", good, "cpupower frequency-set -g performance")
    if facts.boost is None:
        yield Line("turbo", hidden, "unknown")
    else:
        advice = "echo 0 > /sys/devices/system/cpu/cpufreq/boost"
        if facts.driver == "intel_pstate":
            advice = "echo 1 > /sys/devices/system/cpu/intel_pstate/no_turbo"
        yield _line("turbo", "on" if facts.boost else "off", not facts.boost, advice)
    if facts.lowest_khz is None or facts.highest_khz is None:
        yield Line("clock range", hidden, "unknown")
    else:
        low, high = facts.lowest_khz / 1e6, facts.highest_khz / 1e6
        advice = f"cpupower frequency-set -d {high:.1f}GHz -u {high:.1f}GHz"
        yield _line("clock range", f"{low:.1f} to {high:.1f} GHz", low == high, advice)


def _cores(checkup: Checkup) -> Iterator[Line]:
    facts, core = checkup.facts, checkup.core
    if core is None:
        yield Line(
            "cores",
            f"{facts.online}, and no choice among them: what is timed shares its core with wreduce",
            "bad",
            "allow two cores at least (taskset, the container's cpuset)",
        )
    else:
        isolated = f", isolated: {facts.isolated}" if facts.isolated else ""
        yield Line("cores", f"{facts.online}, runs are timed on core {core}{isolated}", "good")
    if facts.smt is None:
        yield Line("hyperthreads", "not told here", "unknown")
    else:
        advice = (
            f"keep the other thread of core {core} idle, or: echo off > /sys/devices/system/cpu/smt/control"
        )
        shared = facts.smt and checkup.shares_core
        yield _line("hyperthreads", "on" if facts.smt else "off", not shared, advice)
    if facts.share is not None:
        advice = "a container that is stopped when its share is used up: give it 2 cores"
        grade: Grade = "good" if facts.share >= min(2, facts.online) else "bad"
        yield _line("share", f"this container may use {facts.share:.1f} cores", grade, advice)


def _around(checkup: Checkup) -> Iterator[Line]:
    facts, went_on = checkup.facts, checkup.activity
    if facts.load is None:
        yield Line("load", "not told here", "unknown")
    else:
        yield _line(
            "load",
            f"{facts.load:.1f} on {facts.online} cores before the pairs",
            graded(facts.load / facts.online, BUSY, VERY_BUSY),
            "wait until it is quieter, or stop what else runs",
        )
    names = ", ".join(f"{name} {share:.0%}" for name, share in went_on.busiest if share >= 0.01)
    most = sum(share for _, share in went_on.busiest) / facts.online
    grade = graded(most, BUSY, VERY_BUSY)
    yield _line("busiest", names or "nothing else ran", grade, "stop these, or let them wait")
    virtual = " (a virtual machine)" if facts.virtual else ""
    yield _line(
        "steal",
        f"{went_on.steal:.1%} of the time was taken by the host{virtual}",
        graded(went_on.steal, STEAL, MUCH_STEAL),
        "the host runs other machines on these cores: try another hour",
    )
    if facts.memory_total is not None and facts.memory_free is not None:
        free = facts.memory_free
        grade = graded(-free, -MEMORY_BYTES, -LEAST_MEMORY_BYTES)
        size = f"{free / (1 << 30):.1f} of {facts.memory_total / (1 << 30):.1f} GiB free"
        yield _line("memory", size, grade, "a guest may take 2 GiB, and both sides run")


def _tools(checkup: Checkup) -> Iterator[Line]:
    tools, paranoid = checkup.tools, checkup.facts.paranoid
    level = "" if paranoid is None else f" (perf_event_paranoid {paranoid})"
    advice = "not needed; reports can show less"
    if paranoid is not None and paranoid > 2:
        advice += "; sysctl kernel.perf_event_paranoid=2 permits it"
    yield _line("perf", f"{tools.perf}{level}", tools.perf_counts, advice)
    for name, release in (("wabt", tools.wabt), ("wasm-tools", tools.wasm_tools)):
        yield Line(name, release or f"missing: pip install {name}-package", "good" if release else "bad")
    for name, problem in tools.runtimes.items():
        yield Line(name, problem or "there", "bad" if problem else "good")


def told_apart(found: Examination) -> list[str]:
    """What can be told apart here, in words."""
    noise = found.noise
    lines = [
        f"at {noise.sigma:.0%} noise, {NEAR} and {FAR} need about {found.pairs_to_tell} pairs "
        f"(the test stops at {DEFAULTS.cap_at(noise.sigma)})"
    ]
    least = found.least_kept
    if least is None:
        lines.append(
            f"no ratio is kept {POWER:.0%} of the time at a threshold of {THRESHOLD:g}: too much noise"
        )
    else:
        lines.append(f"at a threshold of {THRESHOLD:g}, {least:.2f} and more is kept {POWER:.0%} of the time")
    return lines


def doctor_text(checkup: Checkup) -> str:
    """The whole report."""
    machine = checkup.machine
    lines = [f"{machine['cpu']}, {machine['cores']} cores, {machine['system']}", ""]
    rows: list[tuple[str, str, str]] = []
    for line in doctor_lines(checkup):
        rows.append((line.grade, line.name, line.what))
        if line.advice:
            rows.append(("", "", f"-> {line.advice}"))
    lines += plain_lines(("", "", ""), rows)[1:]
    lines += ["", "What can be told apart here:", *(f"  {line}" for line in told_apart(checkup.examination))]
    problem = checkup.examination.too_noisy
    if problem is not None:
        lines += ["", problem]
    return "\n".join(lines)


def doctor_json(checkup: Checkup) -> dict[str, Any]:
    """The same for programs."""
    found = checkup.examination
    interval, noise = found.interval, found.noise
    return {
        "a_a": {
            "spec": found.spec,
            "version": found.version,
            "ratio": interval.estimate,
            "ci99": [interval.low, interval.high],
            "contains_1": found.fair,
            "pairs": len(found.xs),
            "processes": len(set(found.processes)),
        },
        "noise": {
            "sigma": noise.sigma,
            "between": noise.between,
            "within": noise.variances.within,
            "spike_rate": noise.spike_rate,
            "too_noisy": found.too_noisy,
        },
        "drift": found.drift,
        "autocorrelation": found.memory,
        "told_apart": {
            "near": NEAR,
            "far": FAR,
            "pairs": found.pairs_to_tell,
            "threshold": THRESHOLD,
            "least_kept": found.least_kept,
            "probability": POWER,
        },
        "lines": [to_plain(line) for line in doctor_lines(checkup)],
        "machine": checkup.machine,
    }


def _interval(interval: Interval) -> str:
    return f"{interval.estimate:.3f} [{interval.low:.3f}, {interval.high:.3f}]"
