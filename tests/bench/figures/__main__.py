"""Figures of whole commands, as lines of JSON: how long, how small, how sure.

    python tests/bench/figures commands --checkout before=../old --checkout after=. --times 3
    python tests/bench/figures hold-outs --times 12
    python tests/bench/figures load --times 10 --busy 2
    python tests/bench/figures growth --sizes 10,50,250,1000
    python tests/bench/figures show

Every one goes on where it stopped; `show` prints what the lines say. What a batch gets done is measured by
`make bench ARGS='-k batch'`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[3])]

from peers.inputs import ROOT, chosen, make_inputs  # noqa: E402
from peers.measured import hold_out  # noqa: E402
from peers.running import busy_processes  # noqa: E402

from figures.commands import Checkout, Command, Line, append, read_lines, reduce, whole_line  # noqa: E402
from figures.shown import draw_growth, shown  # noqa: E402

LINES = Path("figures.jsonl")
SEEDS = ROOT / "seeds" / "bulk_memory"
OLD, WASMER = "wasmtime@41.0.0", "wasmer"
MORE = "ref.func_2_50,table.init_3_50,memory.grow_4_50,table.set_5_50,data.drop_6_50"
"""Kernels of five more kinds."""
DEMO = SEEDS / "memory_copy_1.wat"


def main(words: Sequence[str] | None = None) -> int:
    """The command; gives its exit code."""
    options = _parser().parse_args(words)
    if options.figure == "show":
        lines = read_lines(options.lines)
        print(shown(lines))
        if options.picture is not None:
            draw_growth(lines, options.picture)
        return 0
    with tempfile.TemporaryDirectory(prefix="wreduce-bench-") as folder:
        try:
            planned = PLANS[options.figure](options, Path(folder))
        except ValueError as error:
            print(f"figures: {error}", file=sys.stderr)
            return 2
        done = {line["key"] for line in read_lines(options.lines)}
        ahead = [command for command in planned if command.key not in done]
        print(
            f"{len(ahead)} commands ahead of {len(planned)}: about {len(ahead) * options.each / 60:.0f} min"
        )
        if options.plan:
            return 0
        for number, command in enumerate(ahead, start=1):
            line = _run(command)
            append(options.lines, line)
            print(f"{number}/{len(ahead)} {whole_line(line)}", flush=True)
    return 0


def _run(command: Command) -> Line:
    """The command, and where it is asked for a measurement of its result that the command took no part in."""
    with tempfile.TemporaryDirectory(prefix="wreduce-bench-") as folder:
        with busy_processes(command.busy):
            line = reduce(command, Path(folder))
        if command.judged and line["result"] is not None:
            line["ratio_held_out"], line["ci99_held_out"] = hold_out(
                Path(line["result"]), command.slow, command.fast
            )
        # Its folder goes now.
        del line["result"]
    return line


def commands(options: argparse.Namespace, folder: Path) -> list[Command]:
    """The generated seeds of bulk_memory and five more kernels, in each checkout, interleaved."""
    places = [Checkout.of(word) for word in options.checkout or [f"here={ROOT}"]]
    seeds = [(path, OLD, WASMER) for path in sorted(SEEDS.glob("memory_*.wat"))]
    seeds += [(entry.file, entry.slow, entry.fast) for entry in chosen(make_inputs(folder), MORE)]
    if options.inputs:
        seeds = [seed for seed in seeds if any(word in seed[0].stem for word in options.inputs.split(","))]
    return [
        Command("commands", place, seed, slow, fast, time)
        for time in range(options.times)
        for seed, slow, fast in seeds
        for place in places
    ]


def hold_outs(options: argparse.Namespace, folder: Path) -> list[Command]:
    """One result, given to the whole command again and again."""
    place = Checkout("here", ROOT)
    result = options.result
    if result is None:
        result = options.lines.with_suffix(".result.wat").absolute()
        if not result.exists() and not options.plan:
            reduce(Command("first", place, DEMO, OLD, WASMER, 0, out=result), folder)
    return [Command("hold-outs", place, result, OLD, WASMER, time) for time in range(options.times)]


def load(options: argparse.Namespace, folder: Path) -> list[Command]:
    """Reductions beside busy processes, each held out with nothing beside it."""
    place = Checkout("here", ROOT)
    seeds = sorted(SEEDS.glob("memory_*.wat"))
    return [
        Command("load", place, seeds[time % len(seeds)], OLD, WASMER, time, busy=options.busy, judged=True)
        for time in range(options.times)
    ]


def growth(options: argparse.Namespace, folder: Path) -> list[Command]:
    """One kernel in inputs of several sizes."""
    sys.path.insert(0, str(ROOT / "seeds"))
    from generate import generate
    from generator.program import Request

    made = []
    for size in map(int, options.sizes.split(",")):
        seed = folder / f"memory_copy_{size}_kb.wat"
        request = Request("bulk_memory", 4, "memory.copy", 4, 5, 4_000_000, "tee", 1000 * size)
        seed.write_text(generate(request), encoding="utf-8")
        made.append(seed)
    place = Checkout("here", ROOT)
    return [
        Command("growth", place, seed, OLD, WASMER, time) for time in range(options.times) for seed in made
    ]


PLANS = {"commands": commands, "hold-outs": hold_outs, "load": load, "growth": growth}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="figures", description=(__doc__ or "").splitlines()[0])
    figures = parser.add_subparsers(dest="figure", required=True)
    for name, times, each in (
        ("commands", 3, 20),
        ("hold-outs", 12, 15),
        ("load", 10, 45),
        ("growth", 1, 30),
    ):
        add = figures.add_parser(name, help=(PLANS[name].__doc__ or "").splitlines()[0]).add_argument
        add("--times", type=int, default=times, metavar="N", help="how often (default: %(default)s)")
        add("--each", type=float, default=each, metavar="S", help="seconds guessed of each, for the plan")
        add("--plan", action="store_true", help="say what would be run, and run nothing")
        add("--lines", type=Path, default=LINES, metavar="FILE", help="where the lines go")
        if name == "commands":
            add("--checkout", action="append", metavar="NAME=DIR", help="a checkout with a .venv; repeatable")
            add("--inputs", metavar="NAMES", help="parts of names, with commas between")
        if name == "hold-outs":
            add("--result", type=Path, metavar="FILE", help="a reduced case (default: that of the demo)")
        if name == "load":
            add("--busy", type=int, default=2, metavar="N", help="busy processes (default: %(default)s)")
        if name == "growth":
            add("--sizes", default="10,50,250,1000", metavar="KB,KB", help="default: %(default)s")
    add = figures.add_parser("show", help="print what the lines say").add_argument
    add("--lines", type=Path, default=LINES, metavar="FILE", help="where the lines are")
    add("--picture", type=Path, metavar="FILE", help="draw how time and decisions grow with the input")
    return parser


if __name__ == "__main__":
    sys.exit(main())
