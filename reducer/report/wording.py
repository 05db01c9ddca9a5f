"""The wording of figures and findings, the same in every form of a report."""

from __future__ import annotations

import math
import re

from reducer.records.findings import Bounds, SideCode, SideTimes
from reducer.report.commands import package_of
from reducer.report.measured import time_in_words
from reducer.report.ordinary import ordinary_words
from reducer.report.rows import Row
from reducer.report.subject import Subject
from reducer.runtimes import Ending

NOT_MEASURED = "not measured"
MANY = 0.1
"""Differences in ln ratio under a tenth are noise between two sessions."""


def ratio_words(bounds: Bounds | None) -> str:
    """`3.07 [2.93, 3.17]`; a dash where there is none."""
    if bounds is None:
        return "-"
    interval = interval_words(bounds)
    return f"{bounds.estimate:.2f} {interval}" if interval else f"{bounds.estimate:.2f}"


def interval_words(bounds: Bounds) -> str:
    """`[2.93, 3.17]`; empty where there were too few rounds for one."""
    return "" if bounds.low is None or bounds.high is None else f"[{bounds.low:.2f}, {bounds.high:.2f}]"


def share_words(bounds: Bounds | None) -> str:
    """A share in per cent with its interval: `97 % [95, 99]`."""
    if bounds is None:
        return "-"
    interval = (
        ""
        if bounds.low is None or bounds.high is None
        else f" [{bounds.low * 100:.0f}, {bounds.high * 100:.0f}]"
    )
    return f"{bounds.estimate * 100:.0f} %{interval}"


def verdict_words(verdict: str, unclear: bool) -> str:
    """The verdict; `persists?` where the intervals left it open."""
    return f"{verdict}?" if unclear else verdict


def trip_words(times: SideTimes) -> str:
    """The time of a trip where the trip count is known, else of the run; why there is none."""
    if times.median_ns is None:
        return times.failed or NOT_MEASURED
    return time_in_words(times.median_ns if times.ns_per_trip is None else times.ns_per_trip)


def per_trip(subject: Subject) -> bool:
    """Whether times are of one iteration."""
    return any(times.ns_per_trip is not None for times in subject.case.times)


def name_of(subject: Subject, index: int) -> str:
    """What a reader calls the runtime at that place."""
    times = subject.case.times[index]
    return runtime_words(times.spec, times.version)


def runtime_words(spec: str, version: str) -> str:
    """`wasmtime 41.0.0`, `wasmtime+winch 46.0.1`, `wasmer-sdk 0.5.0`: a spec with the version that it was.

    Where the version is that of a package of another name, that is said: Wasmer 0.5.0 is another thing.
    """
    name = re.match(r"[\w-]*", spec)
    rest = re.sub(r"^[\w-]*(@[^+:]*)?", "", spec)
    return f"{package_of(spec) or (name[0] if name else '')}{rest} {version}".strip()


def headline_ratio(subject: Subject) -> tuple[Bounds | None, str]:
    """The ratio that a report leads with, and where it comes from."""
    held = subject.hold_out
    if held is not None and held.ratio is not None:
        processes = f" from {held.processes} processes" if held.processes else ""
        return Bounds(held.ratio, held.low, held.high), f"{held.pairs} hold-out pairs{processes}"
    return subject.case.ratio, f"{subject.controls.rounds} rounds"


def title(subject: Subject) -> str:
    """What is slow and by how much, in a line."""
    ratio, _ = headline_ratio(subject)
    target = subject.controls.trigger_instruction or subject.case.name
    factor = "slower" if ratio is None else f"{ratio.estimate:.1f} times as long"
    found = subject.placement
    where = ", by where its code lies" if found is not None and found.verdict == "alignment only" else ""
    if ratio is None:
        return f"{target} in a loop is slower on {name_of(subject, 0)} than on {name_of(subject, 1)}"
    return f"{target} in a loop takes {factor} on {name_of(subject, 0)} as on {name_of(subject, 1)}{where}"


def summary(subject: Subject) -> str:
    """The same with times, interval and machine, in some sentences."""
    slow, fast = subject.case.times[:2]
    ratio, source = headline_ratio(subject)
    each = "an iteration" if per_trip(subject) else "a run"
    parts = [
        f"{subject.case.file} takes {trip_words(slow)} {each} on {name_of(subject, 0)} and "
        f"{trip_words(fast)} on {name_of(subject, 1)} ({subject.controls.phase} phase, {clock(subject)})."
    ]
    if ratio is not None:
        interval = interval_words(ratio)
        parts.append(
            f"The ratio is {ratio.estimate:.2f}{f' with a 99 % interval of {interval}' if interval else ''}, "
            f"from {source}, on {cpu(subject)}; on another CPU model it may differ."
        )
        beside = ordinary_words(subject.controls.ordinary, ratio.estimate)
        parts += [f"{beside[0].upper()}{beside[1:]}."] if beside else []
    if subject.said:
        parts.append(f"Of the seed: {'; '.join(subject.said)}.")
    if subject.declared:
        parts.append(f"What is left declares: {subject.declared}.")
    if subject.carriers:
        parts.append(f"What carries it in the seed: {subject.carriers}.")
    if subject.controls.ending != Ending():
        parts.append(f"It ends {subject.controls.ending}, on both.")
    here = subject.case.ratio
    if ratio is not None and here is not None and abs(math.log(here.estimate / ratio.estimate)) > MANY:
        parts.append(f"In the session of the table it was {ratio_words(here)}.")
    if subject.hold_out is not None and subject.hold_out.verdict != "kept":
        parts.append(f"NOT CONFIRMED: the hold-out's verdict is {subject.hold_out.verdict!r}.")
    if subject.hold_out is not None and subject.hold_out.share_above is not None:
        share = subject.hold_out.share_above
        parts.append(f"Processes are of two kinds here: {share:.0%} of them are above the threshold.")
    return " ".join(parts)


def clock(subject: Subject) -> str:
    """The clock in words."""
    return "wall time" if subject.controls.clock == "wall" else "CPU time, user and system"


def cpu(subject: Subject) -> str:
    """The CPU model."""
    return str(subject.controls.machine.get("cpu", "an unknown CPU"))


def origin(subject: Subject) -> str:
    """Where the case comes from; empty where it was not reduced here."""
    before, after = subject.before, subject.after
    if before is None or after is None:
        return ""
    return (
        f"Reduced from {before.name}: {before.instructions} to {after.instructions} instructions, "
        f"{before.bytes} to {after.bytes} bytes."
    )


def session_words(subject: Subject, rows: list[Row]) -> str:
    """How the table was measured."""
    found = subject.controls
    each = "per iteration" if per_trip(subject) else "per run"
    words = (
        f"One session of {found.rounds} interleaved rounds; median times {each} ({clock(subject)}, "
        f"{found.phase} phase); ratio slow/fast with its 99 % interval."
    )
    if any(row.apart for row in rows):
        words += " A row without times was measured in a session of its own."
    if any(row.unclear for row in rows):
        words += " A verdict with a question mark is the estimate's: the interval leaves it open."
    return words + (" The session was interrupted." if found.interrupted else "")


def trigger(subject: Subject) -> str:
    """The trigger sentence; that there is none, where blame was not run."""
    if subject.blame is None:
        return "The trigger was not looked for (wreduce blame has not run)."
    said = subject.blame.trigger
    return sentence(f"Trigger: {said}") if said else "No trigger could be told."


def sentence(text: str) -> str:
    """On one line, with a full stop where it has none."""
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?")) else f"{text}."


def pattern(subject: Subject) -> str:
    """The known pattern and what speaks for it."""
    if subject.blame is None:
        return ""
    because = f" ({subject.blame.because.rstrip('.')})" if subject.blame.because else ""
    return sentence(f"Pattern: {subject.blame.pattern}{because}")


def code_words(side: SideCode) -> str:
    """What a compiler made of the instruction, in a line."""
    name = runtime_words(side.spec, side.version)
    if not side.available:
        return f"{name}: its code cannot be shown ({side.why_not or 'no reason given'})"
    if side.no_loop:
        return f"{name}: the loop is deleted, its code has no back edge"
    made = {
        "gone": "is gone from the hot loop",
        "unknown": f"is not told apart in the code ({side.why_not or 'no reason given'})",
    }.get(side.compiled, f"is {'inline' if side.compiled == 'inline' else 'a library call'} in the hot loop")
    return f"{name}: {side.instruction or 'the loop'} {made}"


NO_CODE = "What the compilers made of it was not looked at (no generated_code.json)."
