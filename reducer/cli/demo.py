"""`wreduce demo`: a real reduction of the seed that comes with wreduce."""

from __future__ import annotations

import shlex
from pathlib import Path

import typer

from reducer.cli.app import BAD_INPUT, app, fail, invoke
from reducer.cli.help import REDUCE
from reducer.printable import show
from reducer.records.writing import write_atomically
from reducer.shipped import read_shipped

SEED = "seeds/bulk_memory/memory_copy_1.wat"
HERE = Path("demo.wat")
SIDES = ("--oracle", "ratio>2", "--slow", "wasmtime@41.0.0", "--fast", "wasmtime")


@app.command(rich_help_panel=REDUCE, epilog="Example: wreduce demo")
def demo() -> None:
    """Write demo.wat, a program of 50 KB, into this folder, and reduce it to a few lines.

    wasmtime 41 is fetched for it once.  The exit code is the reduction's.
    """
    text = read_shipped(SEED)
    if HERE.exists() and HERE.read_bytes() != text.encode():
        fail(f"{HERE} is there already, and is not the demo's: call it in another folder", BAD_INPUT)
    write_atomically(HERE, text)
    words = [str(HERE), *SIDES]
    show(f"$ wreduce {shlex.join(words)}")
    raise typer.Exit(invoke(words))
