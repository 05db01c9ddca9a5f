"""`wreduce SEED`, short for `wreduce reduce SEED`: one reduction, from the seed to the result."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from reducer.cli.app import BAD_INPUT, INCONCLUSIVE, INTERRUPTED, NOT_SHOWN, Config, app, fail, seconds
from reducer.measure.case import CaseError, load_case
from reducer.measure.pairs import MeasurementError
from reducer.oracle import DEFAULT_ORACLE, OracleSyntaxError, parse_oracle
from reducer.report.terminal import Screen, result_lines
from reducer.runtimes import RuntimesError, parse_spec
from reducer.search.finish import Result, reduce_case
from reducer.search.run import NotShown, ProgramError, Request, check_clauses
from reducer.search.run_folder import (
    RunFolder,
    RunFolderError,
    check_writable,
    fresh_folder,
    write_atomically,
)


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
    final_time: Annotated[
        str,
        typer.Option(
            help="The fast side's time in the result; less where the slow side would take over a second."
        ),
    ] = "0.1s",
    allow_folded: Annotated[
        bool, typer.Option(help="Keep cases whose loop the fast side folds away.")
    ] = False,
    resume: Annotated[bool, typer.Option(help="Go on with the run in --run-dir.")] = False,
    quiet: Annotated[bool, typer.Option(help="Say nothing but errors.")] = False,
    config: Config = None,
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
        fail(str(error), BAD_INPUT)
    except NotShown as error:
        fail(str(error), NOT_SHOWN)
    except MeasurementError as error:
        fail(str(error), INCONCLUSIVE)
    except KeyboardInterrupt:
        fail("interrupted before anything was kept", INTERRUPTED)
    _tell(result, json_file, quiet)


def _resumed_seed(seed: Path, run_dir: Path | None, resume: bool) -> Path:
    """The seed, or the incumbent of the run that is resumed."""
    if not resume:
        return seed
    if run_dir is None:
        raise RunFolderError("--resume needs --run-dir, the folder of the run to go on with")
    incumbent = run_dir / "incumbent.wat"
    return incumbent if incumbent.exists() else seed


def _tell(result: Result, json_file: Path | None, quiet: bool) -> None:
    if json_file is not None:
        try:
            write_atomically(json_file, json.dumps(result.summary, indent=1) + "\n")
        except RunFolderError as error:
            fail(str(error), BAD_INPUT)
    if not quiet:
        print("\n".join(result_lines(result.summary, result.text, result.stopped, result.siblings)))
    if result.stopped == "interrupted":
        raise typer.Exit(INTERRUPTED)
    if result.verdict != "kept":
        raise typer.Exit(INCONCLUSIVE)
