"""`wreduce SEED`, short for `wreduce reduce SEED`: one reduction, from the seed to the result."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from reducer.cli.app import INCONCLUSIVE, INTERRUPTED, Campaign, Config, app, seconds
from reducer.cli.given import takes_given
from reducer.cli.help import REDUCE
from reducer.errors import InterruptedWork
from reducer.judge.question import question_of
from reducer.oracle import DEFAULT_ORACLE, parse_oracle
from reducer.printable import show
from reducer.program.load import NOTHING_GIVEN, LoadError, load_program
from reducer.records.codec import to_plain
from reducer.records.run_folder import RunFolder, RunFolderError, fresh_folder, given_again
from reducer.records.writing import check_writable, write_atomically
from reducer.report.live import ReductionScreen
from reducer.report.terminal import result_lines
from reducer.runtimes import Given, parse_spec
from reducer.search.apart import reduce_apart
from reducer.search.finish import Result, reduce_case
from reducer.search.opened import open_sides
from reducer.search.request import Request, check_clauses
from reducer.timing import OutOfTimeError
from reducer.wat.compressed import read_unpacked
from reducer.wat.errors import WatError


@app.command(
    rich_help_panel=REDUCE,
    epilog="Example: wreduce seed.wat --oracle 'ratio>2' --slow wasmtime@41.0.0 --fast wasmer -o small.wat",
)
@takes_given
def reduce(
    seed: Annotated[
        Path, typer.Argument(help="The program: .wat or .wasm, also compressed (.gz).", show_default=False)
    ],
    oracle: Annotated[
        str, typer.Option(help="What must stay true, such as 'ratio>2' or ratio:2.")
    ] = DEFAULT_ORACLE,
    slow: Annotated[
        str | None, typer.Option(help="The runtime on the slow side, such as wasmtime@41.0.0.")
    ] = None,
    fast: Annotated[str | None, typer.Option(help="The runtime on the fast side, such as wasmer.")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="File for the result.")] = None,
    run_dir: Annotated[Path | None, typer.Option(help="The run folder.  [default: wreduce-run-SEED]")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="File for the summary, as JSON.")] = None,
    time_limit: Annotated[
        str | None, typer.Option(help="Stop the search after this long: 90s, 10m, 8h.")
    ] = None,
    final_time: Annotated[
        str,
        typer.Option(
            help="The fast side's time in the result; less where the slow side would take over 0.4 s."
        ),
    ] = "0.1s",
    allow_deleted: Annotated[
        bool, typer.Option("--allow-deleted", help="Keep cases whose loop the fast side deletes.")
    ] = False,
    no_kernel: Annotated[
        bool, typer.Option("--no-kernel", help="Keep a big program whole: take no function out of it.")
    ] = False,
    each: Annotated[
        bool, typer.Option("--all", help="Reduce one result for each independent anomaly of the program.")
    ] = False,
    keep_input: Annotated[
        bool,
        typer.Option("--keep-input", help="Leave arguments, standard input and folders as they are."),
    ] = False,
    campaign: Campaign = "",
    resume: Annotated[bool, typer.Option("--resume", help="Continue the run in --run-dir.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print errors only.")] = False,
    config: Config = None,
    given: Given = NOTHING_GIVEN,
) -> None:
    """Reduce a program to the few instructions on which one runtime is still slower than another."""
    limit = None if time_limit is None else seconds(time_limit)
    final_seconds = seconds(final_time)
    question = parse_oracle(oracle)
    check_clauses(question)
    for spec in (slow, fast):
        if spec is not None:
            parse_spec(spec)
    for path in (output, json_file):
        check_writable(path)
    asked = question.ratio.threshold if question.ratio is not None else None
    plain = None if asked is None or asked.of_original or asked.of_ordinary else asked.value
    with ReductionScreen(quiet=quiet, seed=seed.name, asked=plain) as screen:
        screen.step("seed")
        screen.say(f"reading {seed}")
        with _run_folder(seed, run_dir, resume) as folder, ExitStack() as stack:
            each = each or (folder.state is not None and bool(folder.state.parts))
            # They start while the program is read.
            opened = None if each else open_sides(question_of(question, slow, fast), stack)
            if folder.state is not None:
                given = given_again(folder.path, folder.state, given)
            program = load_program(folder.seed_path if resume else seed, given)
            for line in program.said:
                screen.tell(line)
            screen.say("measuring the seed")
            request = Request(
                replace(program, path=seed),
                question,
                slow,
                fast,
                output,
                final_seconds,
                limit,
                allow_deleted,
                given=given,
                campaign=campaign,
                keep_input=keep_input,
                with_kernel=not no_kernel,
            )
            try:
                if each:
                    results = reduce_apart(request, folder, screen)
                else:
                    results = [reduce_case(request, folder, screen, opened)]
            except KeyboardInterrupt:
                raise InterruptedWork(_left("interrupted", folder)) from None
            except OutOfTimeError as error:
                raise OutOfTimeError(_left(str(error), folder)) from None
            lost = len(folder.begun.parts) - len(results)
    _tell(results, json_file, quiet, each=each, lost=max(0, lost))


def _run_folder(seed: Path, run_dir: Path | None, resume: bool) -> RunFolder:
    """The folder of a new run, or of the one to go on with: where its seed is not at hand, it has a copy."""
    if resume and run_dir is None:
        raise RunFolderError("--resume needs --run-dir, the folder of the run to go on with")
    content = None if resume and not seed.exists() else _content(seed)
    return RunFolder(run_dir or fresh_folder(seed.stem, Path()), content, resume=resume)


def _content(seed: Path) -> bytes:
    """What is in the seed's file, which may be packed.  Raises LoadError."""
    try:
        return read_unpacked(seed)
    except WatError as error:
        raise LoadError(str(error), about=seed) from None


def _left(why: str, folder: RunFolder) -> str:
    """What is left of a run that was stopped before its search, in words."""
    if folder.state is not None:
        return (
            f"{why}; the seed's measurement is in {folder.path}: go on with --resume --run-dir {folder.path}"
        )
    if folder.evidence.path.exists():
        return f"{why} while the seed was measured; what was measured until then is in {folder.evidence.path}"
    return f"{why} before anything was measured"


def _tell(results: Sequence[Result], json_file: Path | None, quiet: bool, *, each: bool, lost: int) -> None:
    """Shows each result; `lost` names the parts that could not be reduced."""
    if json_file is not None:
        summaries = [to_plain(result.summary) for result in results]
        written = {"results": summaries} if each else summaries[0]
        write_atomically(json_file, json.dumps(written, indent=1) + "\n")
    for result in results if not quiet else ():
        for part in result_lines(result.summary, result.text, result.stopped, result.siblings):
            show(*part.split("\n"))
    last = results[-1]
    if last.stopped == "interrupted":
        if not any(result.summary.candidates.kept for result in results):
            place = last.summary.run_dir
            raise InterruptedWork(
                f"interrupted; the seed's measurement is in {place}: go on with --resume --run-dir {place}"
            )
        raise typer.Exit(INTERRUPTED)
    if lost or any(result.verdict != "kept" for result in results):
        raise typer.Exit(INCONCLUSIVE)
