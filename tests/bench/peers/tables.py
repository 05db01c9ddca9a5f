"""The lines of a benchmark as tables in Markdown, for docs/benchmarks.md."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median

from peers.rows import Row
from peers.tools import ORACLES, WREDUCE

BEGIN, END = "<!-- peers: made by `make bench-peers` -->", "<!-- peers: end -->"
NOTHING = "-"
LIMIT_MARK, LOST_MARK = "*", "!"


def tables(rows: Sequence[Row], picture: str) -> str:
    """All tables, with what they were measured on, and the picture."""
    ran = [row for row in rows if row.ended != "missing"]
    parts = [_heading(ran), _missing(rows)]
    for busy in sorted({row.busy for row in ran}):
        beside = [row for row in ran if row.busy == busy]
        parts += [_beside(busy), summary(beside), claims(beside)]
    parts += ["Each input: instructions of the result, and wall time of the command.", each_input(ran)]
    parts += [f"![The best until then, against time]({picture})"]
    return "\n\n".join(filter(None, parts))


def put_into(document: Path, text: str) -> None:
    """The text between the marks of a document; at its end where it has none."""
    whole = document.read_text(encoding="utf-8") if document.exists() else ""
    part = f"{BEGIN}\n\n{text}\n\n{END}"
    if BEGIN in whole:
        # A function, since the text may hold what looks like a group's number.
        whole = re.sub(f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: part, whole, flags=re.S)
    else:
        whole += f"\n## Other reducers\n\n{part}\n"
    document.write_text(whole, encoding="utf-8")


def _heading(rows: Sequence[Row]) -> str:
    versions = {row.tool: row.version for row in rows}
    machines = ", ".join(sorted({row.machine for row in rows}))
    limits = ", ".join(sorted({f"{row.limit_s:g} s" for row in rows}))
    inputs = len({row.input for row in rows})
    tools = ", ".join(f"{tool} {version}" for tool, version in sorted(versions.items()))
    return f"{len(rows)} runs on {inputs} inputs, a limit of {limits} each, on {machines}. {tools}."


def _missing(rows: Sequence[Row]) -> str:
    said = {row.tool: row.said for row in rows if row.ended == "missing"}
    return "\n".join(f"{tool} could not be run: {words}." for tool, words in sorted(said.items()))


def _beside(busy: int) -> str:
    if busy == 0:
        return "Nothing else running:"
    return f"Beside {busy} busy process{'es' if busy > 1 else ''}:"


def summary(rows: Sequence[Row]) -> str:
    """A line for each tool and oracle."""
    lines = []
    for name, own in _by_name(rows):
        shown = [row for row in own if row.expected == "kept"]
        nothing = [row for row in own if row.expected == "refused"]
        lines.append(
            [
                name,
                str(len(shown)),
                _middle([row.wall_s for row in shown], "{:.1f} s"),
                _share(shown, lambda row: row.ended == "limit"),
                _middle([row.calls for row in shown], "{:.0f}"),
                _middle([row.bytes for row in shown], "{:.0f}"),
                _middle([row.instructions for row in shown], "{:.0f}"),
                _middle([row.ratio for row in shown], "{:.2f}"),
                _share(shown, lambda row: row.kept is True),
                _share(nothing, lambda row: row.ended == "refused"),
            ]
        )
    heads = ("reducer", "runs", "wall time", "at the limit", "oracle calls", "bytes", "instructions")
    return table([*heads, "ratio", "anomaly kept", "refused what shows nothing"], lines)


def claims(rows: Sequence[Row]) -> str:
    """wreduce against the best peer on each input: the one that was fastest, or smallest, of those that kept
    the anomaly."""
    said = []
    for oracle in ORACLES:
        times = [found for name in _inputs(rows) if (found := _against(rows, name, oracle)) is not None]
        if times:
            speeds = [speed for speed, _, _ in times]
            smaller = sum(no_larger for _, no_larger, _ in times)
            unfinished = sum(at_limit for _, _, at_limit in times)
            said.append(
                f"Against the best peer with the {oracle} oracle that kept the anomaly: "
                f"{median(speeds):.1f} times less wall time in the median over {len(times)} inputs "
                f"({min(speeds):.1f} to {max(speeds):.1f}; on {unfinished} no peer had ended at the limit, "
                f"which is counted); a result no larger than the smallest on {smaller} of {len(times)}."
            )
        lost = [name for name in _inputs(rows) if _ran(rows, name, oracle) and not _kept(rows, name, oracle)]
        if lost:
            said.append(f"No peer with the {oracle} oracle kept it on: {', '.join(lost)}.")
    return "\n\n".join(said)


def _ran(rows: Sequence[Row], name: str, oracle: str) -> list[Row]:
    """The runs of the peers on an input."""
    return [row for row in rows if row.input == name and row.oracle == oracle and row.tool != WREDUCE]


def _kept(rows: Sequence[Row], name: str, oracle: str) -> list[Row]:
    return [row for row in _ran(rows, name, oracle) if row.kept]


def _against(rows: Sequence[Row], name: str, oracle: str) -> tuple[float, bool, bool] | None:
    """How many times faster than the fastest peer, whether no larger than the smallest, by medians; whether
    all peers were stopped at the limit."""
    ours = [row for row in rows if row.input == name and row.tool == WREDUCE and row.kept]
    peers = _kept(rows, name, oracle)
    if not ours or not peers:
        return None
    tools = {row.tool for row in peers}
    walls = [median(row.wall_s or 0 for row in peers if row.tool == tool) for tool in tools]
    sizes = [median(row.instructions or 0 for row in peers if row.tool == tool) for tool in tools]
    mine = median(row.wall_s or 0 for row in ours)
    no_larger = median(row.instructions or 0 for row in ours) <= min(sizes)
    return min(walls) / mine, no_larger, all(row.ended == "limit" for row in peers)


def each_input(rows: Sequence[Row]) -> str:
    """A line for each input, a column for each tool and oracle."""
    names = [name for name, _ in _by_name(rows)]
    lines = []
    for entry in _inputs(rows, expected=None):
        own = {
            name: [row for row in rows if row.input == entry and row.name == name and row.busy == 0]
            for name in names
        }
        lines.append([entry, *(_cell(own[name]) for name in names)])
    marks = f"`{LIMIT_MARK}` stopped at the limit; `{LOST_MARK}` the anomaly was lost in one run or more."
    return table(["input", *names], lines) + f"\n\n{marks}"


def _cell(rows: Sequence[Row]) -> str:
    if not rows:
        return NOTHING
    if all(row.ended == "refused" for row in rows):
        return "refused"
    size = _middle([row.instructions for row in rows], "{:.0f}")
    wall = _middle([row.wall_s for row in rows], "{:.0f} s")
    marks = LIMIT_MARK * any(row.ended == "limit" for row in rows)
    marks += LOST_MARK * any(row.kept is not True for row in rows)
    return f"{size}, {wall} {marks}".strip()


def _by_name(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """The rows of each tool and oracle, wreduce first."""
    names = dict.fromkeys(row.name for row in rows)
    return [(name, [row for row in rows if row.name == name]) for name in sorted(names, key=_place)]


def _place(name: str) -> tuple[bool, bool, str]:
    return name != WREDUCE, name.endswith("ledger"), name


def _inputs(rows: Sequence[Row], expected: str | None = "kept") -> list[str]:
    return list(dict.fromkeys(row.input for row in rows if expected in (None, row.expected)))


def _middle(values: Sequence[float | None], form: str) -> str:
    known = [value for value in values if value is not None]
    return form.format(median(known)) if known else NOTHING


def _share(rows: Sequence[Row], holds: Callable[[Row], bool]) -> str:
    return f"{sum(map(holds, rows))} of {len(rows)}" if rows else NOTHING


def table(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    rule = ["---"] * len(heads)
    return "\n".join("| " + " | ".join(line) + " |" for line in (heads, rule, *lines))
