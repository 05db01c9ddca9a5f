"""A bisection of releases for a person: a line a step as it comes, one sentence at the end."""

from __future__ import annotations

from reducer.printable import printable
from reducer.surveys.releases import Bisection, Step

PURPOSES = {"end": "end", "step": "", "confirmation": "confirmed afresh"}


def step_line(step: Step, width: int) -> str:
    """Release, ratio with its interval, pairs, on which side of the bar; `width` is the longest release's."""
    interval = f"{step.ratio.estimate:.2f} [{step.ratio.low:.2f}, {step.ratio.high:.2f}]"
    words = [f"{step.release:<{width}}", f"{interval:<20}", f"{step.pairs:>2} pairs", f"{step.side:<7}"]
    return "  ".join([*words, PURPOSES[step.purpose]]).rstrip()


def closing_lines(found: Bisection) -> list[str]:
    """What was left out, and the outcome."""
    lines = [f"skipped {release}: {reason}" for release, reason in found.skipped.items()]
    return [printable(line) for line in (*lines, found.sentence)]
