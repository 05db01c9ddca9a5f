"""`wreduce runtimes`: which are here; `wreduce runtimes install`: have those that a client can fetch."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from reducer.cli.app import BAD_INPUT, Config, app, fail
from reducer.cli.help import MACHINE
from reducer.errors import InterruptedWork
from reducer.printable import show
from reducer.records.codec import to_plain
from reducer.records.writing import check_writable, write_atomically
from reducer.report.terminal import Screen, Terminal
from reducer.runtimes import RuntimesError
from reducer.runtimes.fencing import missing_fences
from reducer.runtimes.installing import Installed, chosen, install
from reducer.runtimes.listing import Listed, list_runtimes

runtimes = typer.Typer(
    help="List the runtimes that are installed, and how to install more.",
    epilog="Example: wreduce runtimes --check",
)
app.add_typer(runtimes, name="runtimes", rich_help_panel=MACHINE)


@runtimes.callback(invoke_without_command=True)
def list_them(
    context: typer.Context,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Also check the mode of those not checked yet; this takes seconds each."
        ),
    ] = False,
    json_file: Annotated[Path | None, typer.Option("--json", help="File for the list, as JSON.")] = None,
    config: Config = None,
) -> None:
    """List every runtime and mode: version, what the canary has seen, start-up, how to install it.

    Exit code 0, also where runtimes are missing or fail; 2 where something is wrong with wreduce.toml.
    """
    if context.invoked_subcommand is not None:
        return
    check_writable(json_file)
    with Screen(live_only=True) as screen:
        screen.say("looking for runtimes")
        rows = list(list_runtimes(check=check, say=lambda spec: screen.say(f"the canary on {spec}")))
    if json_file is not None:
        content = [to_plain(row) for row in rows]
        write_atomically(json_file, json.dumps(content, indent=1) + "\n")
    _show(rows)
    for words in missing_fences():
        show(f"note: {words}", stream=sys.stderr)


@runtimes.command("install", epilog="Example: wreduce runtimes install wasmedge@0.14 wazero")
def install_them(
    specs: Annotated[
        list[str] | None,
        typer.Argument(metavar="SPEC...", help="Runtimes, such as wasmedge@0.14.", show_default=False),
    ] = None,
    everything: Annotated[
        bool,
        typer.Option(
            "--all", help="Install all that are available; some are built, which takes many minutes."
        ),
    ] = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="Install only those that take a minute at most.")
    ] = False,
    config: Config = None,
) -> None:
    """Install runtimes, each into its own folder below ~/.cache/wreduce; installed ones are kept.

    Exit code 0, or 2 if a SPEC is not available.  With --all or --quick this is only reported.
    """
    chosen_here = bool(everything or quick)
    if chosen_here == bool(specs):
        fail("name what to install, such as wasmedge@0.14, or use --all or --quick", BAD_INPUT)
    failed = 0
    try:
        for spec in chosen(quick=quick) if chosen_here else specs or ():
            failed += not _install(spec)
    except KeyboardInterrupt:
        raise InterruptedWork("interrupted; nothing half is left") from None
    if failed and not chosen_here:
        raise typer.Exit(BAD_INPUT)


def _install(spec: str) -> bool:
    """One runtime, and a line or two about it; whether it is there now."""
    try:
        found: Installed = install(spec, lambda line: show(f"== {line}"))
    except RuntimesError as error:
        show(f"could not install {spec}: {error}", stream=sys.stderr)
        return False
    how = "installed" if found.fresh else "here"
    show(f"{how}: {found.spec} {found.version} in {found.folder}")
    return True


# ---- how it looks


def _show(rows: list[Listed]) -> None:
    """A table on a terminal; in a pipe a line each, with tabs between."""
    there = [row for row in rows if row.state != "missing"]
    missing = [row for row in rows if row.state == "missing"]
    if not sys.stdout.isatty():
        for row in rows:
            cells = [row.spec, row.version or "-", row.state, row.seen or "-", _start_up(row), _last(row)]
            show("\t".join(cells))
        return
    console = Terminal()
    table = Table("runtime", "version", "canary", "is", "start-up ms", "where", box=None, pad_edge=False)
    for row in there:
        table.add_row(row.spec, row.version, row.state, row.seen, _start_up(row), _last(row))
    console.print(table)
    if missing:
        console.print("\nnot here, and how to have it:")
        for spec, words in _by_advice(missing):
            console.print(f"  {spec}: {words}", soft_wrap=True)
    if any(row.state == "not checked" for row in there):
        console.print("\n`wreduce runtimes --check` runs the canary on those that are not checked.")


def _by_advice(missing: list[Listed]) -> list[tuple[str, str]]:
    """The missing runtimes, with those that have the same advice on one line."""
    specs: dict[str, list[str]] = {}
    for row in missing:
        specs.setdefault(row.words, []).append(row.spec)
    return [(", ".join(names), words) for words, names in specs.items()]


def _start_up(row: Listed) -> str:
    return "-" if row.start_up_ms is None else f"{row.start_up_ms:.2g}"


def _last(row: Listed) -> str:
    return row.words or row.path or "-"
