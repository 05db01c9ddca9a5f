"""The picture of the operating characteristics: P(kept) and expected pairs against the true ratio.

matplotlib draws it; it is an extra, and is loaded only where a picture is asked for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reducer.errors import WreduceError
from reducer.oracle import DEFAULTS, Settings
from reducer.oracle.conditions import Condition, rows

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Told apart with any kind of colour vision (Okabe and Ito), and by their dashes where there is no colour.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#000000")
DASHES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1)), (0, (1, 1)))
ZONE = "#e4e4e4"
POINTS = 81
# From half the threshold to twice the threshold: outside that range the curves are flat.
LOW, HIGH = 0.5, 2.0


class PictureError(WreduceError):
    """A picture that cannot be drawn; the message is one line that says what to do."""


def check_picture(path: Path) -> None:
    """Raises PictureError now where a picture could not be drawn later."""
    if path.suffix not in (".svg", ".png"):
        raise PictureError(f"{path}: a picture ends with .svg or .png")
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        raise PictureError("a picture needs matplotlib: pip install 'wreduce[picture]'") from None


def draw(
    path: Path, conditions: Sequence[Condition], threshold: float, settings: Settings = DEFAULTS
) -> None:
    """Draw one curve for each condition.  Raises PictureError."""
    check_picture(path)
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.5, 6.4), layout="constrained")
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=[3, 2])
    ratios = [threshold * factor for factor in _factors()]
    for index, condition in enumerate(conditions):
        found = rows(condition, ratios, threshold, settings)
        style = {"color": COLOURS[index % len(COLOURS)], "linestyle": DASHES[index % len(DASHES)]}
        upper.plot(ratios, [row.keep for _, row in found], label=condition.name, linewidth=2, **style)
        lower.plot(ratios, [row.pairs for _, row in found], linewidth=2, **style)
    _shade_zone((upper, lower), conditions, threshold, settings)
    _dress(upper, lower, ratios, threshold)
    figure.suptitle(f"The sequential test of ratio > {threshold:g}")
    try:
        figure.savefig(path, dpi=150)
    except OSError as error:
        raise PictureError(f"{path} cannot be written: {error.strerror}") from None


def _factors() -> list[float]:
    """From LOW to HIGH, dense about 1, where the curves bend."""
    places = [2 * index / (POINTS - 1) - 1 for index in range(POINTS)]
    return [(HIGH if place > 0 else 1 / LOW) ** math.copysign(abs(place) ** 1.8, place) for place in places]


def _shade_zone(
    panels: Sequence[Axes], conditions: Sequence[Condition], threshold: float, settings: Settings
) -> None:
    """The indifference zone, of the noisiest condition where they differ: half a sigma can be more than the
    usual tenth."""
    width = max(settings.half_width(condition.noise.sigma) for condition in conditions)
    low, high = threshold * math.exp(-width), threshold * math.exp(width)
    for axes in panels:
        axes.axvspan(low, high, color=ZONE, linewidth=0, label="indifference zone")


def _dress(upper: Axes, lower: Axes, ratios: Sequence[float], threshold: float) -> None:
    for axes in (upper, lower):
        axes.axvline(threshold, color="#444444", linewidth=0.8)
        axes.grid(visible=True, color="#d0d0d0", linewidth=0.6)
        axes.set_axisbelow(True)
        axes.spines[["top", "right"]].set_visible(False)
    upper.set_ylabel("P(kept)")
    upper.set_ylim(-0.02, 1.02)
    upper.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
    upper.legend(frameon=False, loc="center right", title="noise of a pair", alignment="left")
    lower.set_ylabel("expected pairs")
    lower.set_ylim(bottom=0)
    lower.set_xscale("log", base=2)
    lower.set_xlim(ratios[0], ratios[-1])
    ticks = [threshold * factor for factor in (0.5, 0.6, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 2)]
    lower.set_xticks(ticks, [f"{tick:.3g}" for tick in ticks])
    lower.minorticks_off()
    lower.set_xlabel("true ratio slow / fast (logarithmic)")
