"""The command line: options to calls, calls to screen.

Exit codes: 0 kept; 2 bad input, or something that is not there; 3 the oracle does not hold on the seed; 4
inconclusive; 130 interrupted.
"""

from __future__ import annotations

import json
import re
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from reducer.oracle import DEFAULT_ORACLE, OracleSyntaxError, parse_oracle
from reducer.report.terminal import Screen, result_lines
from reducer.runtimes import RuntimesError, parse_spec
from reducer.search.case import CaseError, load_case
from reducer.search.decision import MeasurementError
from reducer.search.finish import Result, reduce_case
from reducer.search.run import NotShown, ProgramError, Request, check_clauses
from reducer.search.run_folder import (
    RunFolder,
    RunFolderError,
    check_writable,
    fresh_folder,
    write_atomically,
)
from reducer.wat.check import check_paths

KEPT, DIFFERENT, BAD_INPUT, NOT_SHOWN, INCONCLUSIVE, INTERRUPTED = 0, 1, 2, 3, 4, 130

_UNITS = {"": 1.0, "s": 1.0, "m": 60.0, "h": 3600.0, "ms": 1e-3}


class _DefaultCommand(TyperGroup):
    """A group whose first command is meant where none is named: `wreduce seed.wat` is `wreduce reduce
    seed.wat`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("--help", "--version"):
            args = ["reduce", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_DefaultCommand,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Reduces WebAssembly programs on which one runtime is several times slower than another."
    "\n\n`wreduce SEED` is short for `wreduce reduce SEED`.",
)


def seconds(text: str) -> float:
    """A duration such as 90, 90s, 10m, 8h or 100ms, in seconds.  Raises typer.BadParameter."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(ms|s|m|h|)", text.strip())
    if match is None or float(match.group(1)) <= 0:
        raise typer.BadParameter(f"{text!r} is not a duration such as 90s, 10m or 8h")
    return float(match.group(1)) * _UNITS[match.group(2)]


@app.command()
def reduce(
    seed: Annotated[
        Path, typer.Argument(help="The program: .wat or .wasm, a WASI command.", show_default=False)
    ],
    oracle: Annotated[
        str, typer.Option(help="What must stay true, such as 'ratio>2' or ratio:2.")
    ] = DEFAULT_ORACLE,
    slow: Annotated[
        str | None, typer.Option(help="The runtime on the slow side, such as wasmtime@41.0.0.")
    ] = None,
    fast: Annotated[str | None, typer.Option(help="The runtime on the fast side, such as wasmer.")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Where the result goes.")] = None,
    run_dir: Annotated[Path | None, typer.Option(help="The run folder.  [default: wreduce-run-SEED]")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Where the summary goes.")] = None,
    time_limit: Annotated[
        str | None, typer.Option(help="Stop the search after this long: 90s, 10m, 8h.")
    ] = None,
    final_time: Annotated[str, typer.Option(help="The fast side's time in the result.")] = "0.1s",
    allow_folded: Annotated[
        bool, typer.Option(help="Keep cases whose loop the fast side folds away.")
    ] = False,
    resume: Annotated[bool, typer.Option(help="Go on with the run in --run-dir.")] = False,
    quiet: Annotated[bool, typer.Option(help="Say nothing but errors.")] = False,
) -> None:
    """Reduce a program to the few instructions on which one runtime is still slower than another."""
    limit = None if time_limit is None else seconds(time_limit)
    final_seconds = seconds(final_time)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    console = Console(stderr=True)
    try:
        question = parse_oracle(oracle)
        check_clauses(question)
        for spec in (slow, fast):
            if spec is not None:
                parse_spec(spec)
        for path in (output, json_file):
            check_writable(path)
        with Screen(console, quiet=quiet) as screen:
            screen.say(f"reading {seed}")
            case = load_case(_resumed_seed(seed, run_dir, resume))
            folder = RunFolder(run_dir or fresh_folder(seed.stem, Path()), resume=resume)
            screen.say("measuring the seed")
            request = Request(case, question, slow, fast, output, final_seconds, limit, allow_folded)
            result = reduce_case(request, folder, screen)
    except (OracleSyntaxError, RuntimesError, CaseError, ProgramError, RunFolderError) as error:
        _fail(str(error), BAD_INPUT)
    except NotShown as error:
        _fail(str(error), NOT_SHOWN)
    except MeasurementError as error:
        _fail(str(error), INCONCLUSIVE)
    except KeyboardInterrupt:
        _fail("interrupted before anything was kept", INTERRUPTED)
    _tell(result, json_file, quiet)


@app.command()
def check(
    paths: Annotated[
        list[Path], typer.Argument(help="Files (.wat, .wasm), and folders of them.", show_default=False)
    ],
    quiet: Annotated[bool, typer.Option(help="Name only the files that differ.")] = False,
) -> None:
    """Parse, print and assemble modules, and compare the bytes: `same bytes`, or the first difference.

    Exit code 0 where all are the same, 1 where one is not, 2 where there is nothing to check.
    """
    checked, wrong = 0, 0
    for path, difference in check_paths(paths):
        checked, wrong = checked + 1, wrong + (difference is not None)
        if difference is not None or not quiet:
            print(f"{path}: {difference or 'same bytes'}", flush=True)
    if checked == 0:
        _fail("no .wat or .wasm file there", BAD_INPUT)
    if checked > 1:
        print(f"{checked - wrong} of {checked} files: same bytes", flush=True)
    if wrong:
        raise typer.Exit(DIFFERENT)


def _resumed_seed(seed: Path, run_dir: Path | None, resume: bool) -> Path:
    """The seed, or the incumbent of the run that is resumed."""
    if not resume:
        return seed
    if run_dir is None:
        raise RunFolderError("--resume needs --run-dir, the folder of the run to go on with")
    incumbent = run_dir / "incumbent.wat"
    return incumbent if incumbent.exists() else seed


def _fail(message: str, code: int) -> None:
    print(f"wreduce: {message}", file=sys.stderr)
    raise typer.Exit(code)


def _tell(result: Result, json_file: Path | None, quiet: bool) -> None:
    if json_file is not None:
        try:
            write_atomically(json_file, json.dumps(result.summary, indent=1) + "\n")
        except RunFolderError as error:
            _fail(str(error), BAD_INPUT)
    if not quiet:
        print("\n".join(result_lines(result.summary, result.text, result.stopped, result.siblings)))
    if result.stopped == "interrupted":
        raise typer.Exit(INTERRUPTED)
    if result.verdict != "kept":
        raise typer.Exit(INCONCLUSIVE)


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point of the `wreduce` command."""
    try:
        app(args=None if arguments is None else list(arguments), prog_name="wreduce")
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(141) from None


if __name__ == "__main__":
    main()
