"""Size against time: a panel for each input, a line for each reducer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from peers.rows import Row

MAX_PANELS = 9
COLUMNS = 3
FIRST_S = 0.5
"""Where the axis of time begins: nobody has decided anything by then."""


def draw(rows: Sequence[Row], out: Path) -> None:
    """The picture, as SVG. Of more than nine inputs the first nine are shown."""
    import matplotlib

    matplotlib.use("svg")
    # The same rows give the same bytes.
    matplotlib.rcParams.update({"svg.hashsalt": "wreduce", "font.size": 8})
    from matplotlib import pyplot

    shown = [row for row in rows if row.expected == "kept" and row.busy == 0 and len(row.curve) > 0]
    inputs = list(dict.fromkeys(row.input for row in shown))[:MAX_PANELS]
    names = sorted({row.name for row in shown}, key=lambda name: (name != "wreduce", name))
    columns = max(min(COLUMNS, len(inputs)), 1)
    lines = max(-(-len(inputs) // columns), 1)
    figure, axes = pyplot.subplots(
        lines, columns, figsize=(3.6 * columns, 2.6 * lines + 0.8), squeeze=False, layout="constrained"
    )
    for axis in axes.flat[len(inputs) :]:
        axis.set_visible(False)
    for axis, name in zip(axes.flat, inputs, strict=False):
        axis.set(title=name, xscale="log", yscale="log", xlabel="seconds", ylabel="bytes")
        for row in shown:
            if row.input == name:
                _line(axis, row, names.index(row.name))
    handles = [_handle(pyplot, index, name) for index, name in enumerate(names)]
    figure.legend(handles=handles, loc="outside lower center", ncols=columns)
    figure.savefig(out, metadata={"Date": None})
    pyplot.close(figure)


def _line(axis: object, row: Row, index: int) -> None:
    """The curve of one run, out to where the command ended, which a cross marks where its result is lost."""
    end = row.wall_s or row.curve[-1][0]
    points = [*row.curve, [end, row.curve[-1][1]]]
    times = [max(seconds, FIRST_S) for seconds, _ in points]
    sizes = [size for _, size in points]
    mark = "o" if row.kept else "x"
    axis.step(times, sizes, where="post", **_look(index))  # type: ignore[attr-defined]
    axis.plot(times[-1], sizes[-1], mark, markersize=4, color=f"C{index % 10}")  # type: ignore[attr-defined]


def _look(index: int) -> dict[str, object]:
    return {"color": f"C{index % 10}", "linewidth": 2.2 if index == 0 else 1.2}


def _handle(pyplot: object, index: int, name: str) -> object:
    return pyplot.Line2D([], [], label=name, **_look(index))  # type: ignore[attr-defined]
