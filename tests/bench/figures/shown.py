"""What the lines say: tables in Markdown, and a picture of how cost grows."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import mean, median

from peers.tables import table

from figures.commands import Line


def shown(lines: Sequence[Line]) -> str:
    """A part for each figure that there are lines of."""
    parts = []
    for figure, words in FIGURES.items():
        own = [line for line in lines if line["figure"] == figure]
        if own:
            parts.append(f"## {figure}\n\n{words(own)}")
    return "\n\n".join(parts)


def _commands(lines: Sequence[Line]) -> str:
    """For each checkout the whole; then each input."""
    whole = [[name, *_facts([line for line in lines if line["checkout"] == name])] for name in _names(lines)]
    each = [
        [entry, name, *_facts([line for line in lines if (line["input"], line["checkout"]) == (entry, name)])]
        for entry in dict.fromkeys(line["input"] for line in lines)
        for name in _names(lines)
    ]
    heads = ("runs", "whole, s", "at worst", "search, s", "guests / search", "instructions", "bytes")
    more = ("lower bound", "strong", "verdicts")
    return (
        table(["checkout", *heads, *more], whole) + "\n\n" + table(["input", "checkout", *heads, *more], each)
    )


def _names(lines: Sequence[Line]) -> list[str]:
    return list(dict.fromkeys(line["checkout"] for line in lines))


def _facts(lines: Sequence[Line]) -> list[str]:
    walls = [line["wall_s"] for line in lines]
    searched = [line for line in lines if line["seconds"] and line["seconds"]["search"]]
    shares = [line["guests_s"] / line["seconds"]["search"] for line in searched]
    return [
        str(len(lines)),
        _middle(walls, ".1f"),
        f"{max(walls):.1f}" if walls else "-",
        _middle([line["seconds"]["search"] for line in searched], ".1f"),
        _middle(shares, ".2f"),
        _middle([line["output"]["instructions"] for line in lines if line["output"]], ".0f"),
        _middle([line["output"]["bytes"] for line in lines if line["output"]], ".0f"),
        _least([line["ratio"]["ci99"][0] for line in lines if line["ratio"] and line["ratio"]["ci99"]]),
        _middle([line["strong"]["instructions"] for line in lines if line["strong"]], ".0f"),
        ", ".join(_counted([line["verdict"] or line["said"] for line in lines])),
    ]


def _hold_outs(lines: Sequence[Line]) -> str:
    held = [line for line in lines if line["ratio"] and line["ratio"]["ci99"]]
    if not held:
        return "No hold-out came to an interval."
    pooled = math.exp(mean(math.log(line["ratio"]["final"]) for line in held))
    holding = [line for line in held if line["ratio"]["ci99"][0] <= pooled <= line["ratio"]["ci99"][1]]
    rows = [
        [
            f"{line['ratio']['final']:.3f}",
            "[{:.3f}, {:.3f}]".format(*line["ratio"]["ci99"]),
            str(line["ratio"]["pairs"]),
            f"{line['seconds']['holdout']:.1f} s",
            str(line["output"]["instructions"]),
        ]
        for line in held
    ]
    times = [line["seconds"]["holdout"] for line in held]
    return (
        f"{len(holding)} of {len(lines)} intervals hold the pooled estimate {pooled:.3f}; a hold-out takes "
        f"{median(times):.1f} s in the median, {max(times):.1f} at worst.\n\n"
        + table(["ratio", "99 %", "pairs", "hold-out", "instructions"], rows)
    )


def _load(lines: Sequence[Line]) -> str:
    passed = [line for line in lines if (line.get("ci99_held_out") or [0])[0] > 2]
    rows = [
        [
            line["input"],
            f"{line['wall_s']:.1f} s",
            str(line["verdict"] or line["said"]),
            str((line["output"] or {}).get("instructions")),
            _interval((line["ratio"] or {}).get("final"), (line["ratio"] or {}).get("ci99")),
            _interval(line.get("ratio_held_out"), line.get("ci99_held_out")),
        ]
        for line in lines
    ]
    heads = ("input", "whole", "verdict", "instructions", "its own ratio", "held out alone")
    return f"{len(passed)} of {len(lines)} pass the independent hold-out.\n\n" + table(heads, rows)


def _growth(lines: Sequence[Line]) -> str:
    rows = [
        [
            line["input"],
            str(line["input_bytes"]),
            str(line["decisions"]),
            f"{line['wall_s']:.1f} s",
            f"{line['seconds']['search']:.1f} s" if line["seconds"] else "-",
            str((line["output"] or {}).get("instructions")),
            str(line["verdict"] or line["said"]),
        ]
        for line in lines
    ]
    slope = _slope([(line["input_bytes"], line["wall_s"]) for line in lines if line["input_bytes"]])
    heads = ("input", "bytes", "decisions", "whole", "search", "instructions", "verdict")
    return table(heads, rows) + f"\n\nWall time grows as the size to the power of {slope:.2f}."


def _slope(points: Sequence[tuple[float, float]]) -> float:
    """Of the logarithms, by least squares."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    if len({x for x, _ in logs}) < 2:
        return math.nan
    middle_x, middle_y = mean(x for x, _ in logs), mean(y for _, y in logs)
    return sum((x - middle_x) * (y - middle_y) for x, y in logs) / sum((x - middle_x) ** 2 for x, _ in logs)


def draw_growth(lines: Sequence[Line], out: Path) -> None:
    """Decisions and wall time against the size of the input, as SVG."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "wreduce", "font.size": 9})
    from matplotlib import pyplot

    points = sorted(
        (line["input_bytes"] / 1000, line["decisions"], line["wall_s"])
        for line in lines
        if line["figure"] == "growth" and line["input_bytes"] and line["decisions"]
    )
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(8, 3), layout="constrained")
    sizes = [size for size, _, _ in points]
    left.semilogx(sizes, [decisions for _, decisions, _ in points], "o-")
    left.set(xlabel="KB of the input's binary", ylabel="decisions", ylim=(0, None))
    right.loglog(sizes, [seconds for _, _, seconds in points], "o-")
    right.set(xlabel="KB of the input's binary", ylabel="whole command, s")
    figure.savefig(out, metadata={"Date": None})
    pyplot.close(figure)


def _interval(ratio: float | None, bounds: Sequence[float] | None) -> str:
    if ratio is None:
        return "-"
    return f"{ratio:.2f}" + (f" [{bounds[0]:.2f}, {bounds[1]:.2f}]" if bounds else "")


def _middle(values: Sequence[float], form: str) -> str:
    return format(median(values), form) if values else "-"


def _least(values: Sequence[float]) -> str:
    return f"{min(values):.2f}" if values else "-"


def _counted(words: Sequence[str]) -> list[str]:
    return [f"{words.count(word)} {word}" for word in dict.fromkeys(words)]


FIGURES: dict[str, Callable[[Sequence[Line]], str]] = {
    "commands": _commands,
    "hold-outs": _hold_outs,
    "load": _load,
    "growth": _growth,
}
