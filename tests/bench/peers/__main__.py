"""wreduce beside other reducers: runs them, and makes tables and pictures of what came out.

    python tests/bench/peers run --inputs 8 --limit 60 --budget 20m
    python tests/bench/peers show

`run` says what it is going to do and how long that may take, and writes a line for every run; called again,
it goes on. `show` puts the tables into docs/benchmarks.md and the picture beside it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[3])]

from peers.inputs import ROOT, chosen, make_inputs  # noqa: E402
from peers.plan import ALL, check_words, estimated_s, jobs  # noqa: E402
from peers.rows import Row, append, read_rows  # noqa: E402
from peers.running import Job, run  # noqa: E402
from peers.tools import ORACLES  # noqa: E402
from reducer.cli.shell import duration  # noqa: E402

ROWS = Path("peers.jsonl")
DOCUMENT = ROOT / "docs" / "benchmarks.md"


def main(words: Sequence[str] | None = None) -> int:
    """The command; gives its exit code."""
    options = _parser().parse_args(words)
    try:
        return options.command(options)
    except ValueError as error:
        print(f"peers: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="peers", description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(required=True)
    add = commands.add_parser("run", help="run what has not run yet").add_argument
    add("--inputs", metavar="N|NAMES", help="the first N, or names or their parts (default: all 43)")
    add("--tools", default=",".join(ALL), metavar="NAMES", help="default: %(default)s")
    add("--oracles", default=",".join(ORACLES), metavar="NAMES", help="of the peers (default: %(default)s)")
    add("--repeats", type=int, default=1, metavar="N", help="how often (default: %(default)s)")
    add("--busy", default="0", metavar="N,N", help="busy processes beside a run, such as 0,1 (default: 0)")
    add("--limit", type=duration, default=900.0, metavar="TIME", help="of each run (default: 15m)")
    add("--budget", type=duration, metavar="TIME", help="begin no run that would end after this long")
    add("--rows", type=Path, default=ROWS, metavar="FILE", help="where the lines are (default: %(default)s)")
    add("--plan", action="store_true", help="say what would be run, and run nothing")
    commands.choices["run"].set_defaults(command=_run)
    add = commands.add_parser("show", help="make tables and pictures of the lines").add_argument
    add("--rows", type=Path, default=ROWS, metavar="FILE", help="where the lines are (default: %(default)s)")
    add("--document", type=Path, default=DOCUMENT, metavar="FILE", help="default: docs/benchmarks.md")
    commands.choices["show"].set_defaults(command=_show)
    return parser


def _run(options: argparse.Namespace) -> int:
    rows = read_rows(options.rows)
    tools = check_words(options.tools, ALL, "tool")
    oracles = check_words(options.oracles, ORACLES, "oracle")
    busy = [int(word) for word in options.busy.split(",")]
    with tempfile.TemporaryDirectory(prefix="wreduce-bench-") as folder:
        inputs = chosen(make_inputs(Path(folder)), options.inputs)
        done = {row.key for row in rows}
        planned = list(jobs(inputs, tools, oracles, options.repeats, busy))
        ahead = [job for job in planned if job.key not in done]
        _tell_plan(ahead, len(planned), len(inputs), options, rows)
        return 0 if options.plan else _run_all(ahead, options, rows)


def _tell_plan(
    ahead: list[Job], planned: int, inputs: int, options: argparse.Namespace, rows: list[Row]
) -> None:
    usual = sum(estimated_s(job, options.limit, rows) for job in ahead)
    worst = len(ahead) * options.limit
    print(
        f"{len(ahead)} runs ahead of {planned}: {inputs} inputs; about {usual / 60:.0f} min, "
        f"{worst / 60:.0f} at worst" + (f"; a budget of {options.budget / 60:.0f}" if options.budget else "")
    )


def _run_all(ahead: list[Job], options: argparse.Namespace, rows: list[Row]) -> int:
    started = time.monotonic()
    for number, job in enumerate(ahead, start=1):
        left = None if options.budget is None else options.budget - (time.monotonic() - started)
        if left is not None and left < estimated_s(job, options.limit, rows):
            print(f"the budget is used: {len(ahead) - number + 1} runs are left for another time")
            break
        row = run(job, options.limit)
        append(options.rows, row)
        rows.append(row)
        print(f"{number}/{len(ahead)} {_line(row)}", flush=True)
    return 0


def _line(row: Row) -> str:
    wall = "-" if row.wall_s is None else f"{row.wall_s:.0f} s"
    size = f"{row.seed_bytes} -> {row.bytes} bytes, {row.instructions} instructions"
    ratio = "-" if row.ratio is None else f"{row.ratio:.2f}"
    kept = {True: "kept", False: "lost", None: ""}[row.kept]
    came = f"{row.ended}, {wall}, {row.calls} calls, {size if row.bytes else '-'}, ratio {ratio} {kept}"
    return f"{row.input}: {row.name}: {came} {row.said}"


def _show(options: argparse.Namespace) -> int:
    from peers.picture import draw
    from peers.tables import put_into, tables

    rows = read_rows(options.rows)
    if not rows:
        raise ValueError(f"there are no lines in {options.rows}: `run` writes them")
    picture = options.document.with_name("benchmarks-peers.svg")
    draw(rows, picture)
    put_into(options.document, tables(rows, picture.name))
    print(f"{len(rows)} runs: {options.document}, {picture}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
