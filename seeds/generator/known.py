"""Unreduced inputs of which the kernel is known: what is slow, and between which runtimes.

For holding reducers against each other: a good one leaves the kernel and nothing else, and refuses the last
six, which show nothing. Which pairs are apart was measured (wasmtime 41, 46, 50, wasmer-sdk 0.5, node 20,
bun 1.4, wazero 1.12, AMD EPYC), by the instructions alone and then by these inputs: their ratios lie from 2.7
to 116, those of the last six from 0.7 to 1.6. It knows nothing of time itself.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.program import Program, Request, make_program

KEPT, REFUSED = "kept", "refused"
MANIFEST = "manifest.csv"
COLUMNS = ("file", "expected", "targets", "slow", "fast", "family", "seed", "trips", "size")
SMALL, MIDDLE, LARGE = 10_000, 50_000, 250_000
OLD, NEW, WASMER, NODE, BUN, WAZERO = (
    "wasmtime@41.0.0",
    "wasmtime",
    "wasmer",
    "node+turbofan",
    "bun",
    "wazero",
)
LIFTOFF = "node+liftoff"


@dataclass(frozen=True)
class Known:
    """An input: the family and instruction, the sides, how many trips in 1,000, the bytes of text asked for,
    the targets and other statements in its hot loop."""

    family: str
    instruction: str | None
    slow: str
    fast: str
    thousand_trips: int
    size: int = MIDDLE
    targets: int = 4
    statements: int = 5
    expected: str = KEPT


# Trips are so many that the slow side takes about a tenth of a second. The order is such that any first part
# holds instructions, sides and sizes of many kinds.
INPUTS = (
    Known("bulk_memory", "memory.copy", OLD, WASMER, 4000),
    Known("ref_func", "ref.func", NEW, WASMER, 1700, targets=2),
    Known("instruction", "table.init", OLD, NEW, 240),
    Known("instruction", "memory.grow", NODE, WASMER, 130),
    Known("instruction", "table.set", WASMER, NEW, 3600),
    Known("instruction", "data.drop", WASMER, NODE, 2000),
    Known("bulk_memory", "memory.fill", OLD, WASMER, 4000),
    Known("instruction", "i64x2.mul", BUN, NEW, 3000),
    Known("bulk_memory", "memory.copy", OLD, WASMER, 4000, SMALL),
    Known("instruction", "memory.init", WASMER, NEW, 1900),
    Known("global_rmw", None, LIFTOFF, NODE, 20000, statements=2),
    Known("bulk_memory", "memory.copy", OLD, WASMER, 4000, LARGE),
    Known("instruction", "table.copy", NODE, NEW, 330),
    Known("instruction", "memory.size", WASMER, NEW, 10000),
    Known("ref_func", "ref.func", NEW, WASMER, 1700, SMALL, targets=2),
    Known("instruction", "table.fill", NODE, NEW, 610),
    Known("instruction", "elem.drop", WASMER, NODE, 2100),
    Known("bulk_memory", "memory.fill", OLD, WASMER, 4000, SMALL),
    Known("instruction", "table.grow", WAZERO, BUN, 880),
    Known("global_rmw", None, LIFTOFF, NODE, 20000, SMALL, statements=2),
    Known("instruction", "table.size", WASMER, NEW, 16000, statements=3),
    Known("ref_func", "ref.func", NEW, WASMER, 1700, LARGE, targets=2),
    Known("instruction", "memory.init", OLD, NEW, 2900),
    Known("instruction", "table.set", NODE, NEW, 1450),
    Known("bulk_memory", "memory.fill", OLD, WASMER, 4000, LARGE),
    Known("instruction", "data.drop", OLD, NEW, 6500),
    Known("instruction", "table.init", NODE, NEW, 500),
    Known("instruction", "memory.grow", BUN, WASMER, 270),
    Known("global_rmw", None, LIFTOFF, NODE, 15000, LARGE, targets=8, statements=2),
    Known("instruction", "table.copy", BUN, WAZERO, 2000),
    Known("instruction", "table.fill", OLD, NEW, 4200),
    Known("instruction", "table.fill", WASMER, NEW, 2800),
    Known("instruction", "elem.drop", NEW, NODE, 5700),
    Known("ref_func", "ref.func", WAZERO, WASMER, 360, targets=2),
    Known("bulk_memory", "memory.copy", OLD, NEW, 4000),
    Known("instruction", "table.init", WASMER, WAZERO, 1550),
    Known("instruction", "table.grow", WASMER, BUN, 1600),
)
NOTHING = (
    Known("normal", None, OLD, WASMER, 10000, targets=0, statements=8, expected=REFUSED),
    Known("normal", None, WASMER, NEW, 10000, targets=0, statements=10, expected=REFUSED),
    Known("normal", None, NODE, NEW, 10000, targets=0, statements=12, expected=REFUSED),
    Known("normal", None, WASMER, NODE, 10000, targets=0, statements=14, expected=REFUSED),
    Known("normal", None, OLD, NEW, 10000, targets=0, statements=16, expected=REFUSED),
    Known("normal", None, NEW, NODE, 10000, targets=0, statements=18, expected=REFUSED),
)


def make_known(folder: Path) -> None:
    """Writes the inputs and their manifest into a folder, which is made where it is not there.

    Raises OSError where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS)
    for known, request, program in programs():
        name = f"{file_name(known, request)}.wat"
        (folder / name).write_text(program.text, encoding="utf-8")
        targets = " ".join(dict.fromkeys(map(_mnemonic, program.instructions)))
        made_from = (known.family, request.seed, request.trip_count, request.size)
        writer.writerow((name, known.expected, targets, known.slow, known.fast, *made_from))
    (folder / MANIFEST).write_text(lines.getvalue(), encoding="utf-8")


def programs() -> Iterator[tuple[Known, Request, Program]]:
    """Every input with what it is made from."""
    for seed, known in enumerate((*INPUTS, *NOTHING), start=1):
        request = Request(
            known.family,
            seed,
            known.instruction,
            known.targets,
            known.statements,
            1000 * known.thousand_trips,
            "tee",
            known.size,
        )
        yield known, request, make_program(request)


def file_name(known: Known, request: Request) -> str:
    """`table.init_3_50`: the instruction or family, the seed, the size in KB."""
    return f"{known.instruction or known.family}_{request.seed}_{known.size // 1000}"


def _mnemonic(name: str) -> str:
    """`global.set of add` is the instruction global.set."""
    return name.partition(" ")[0]
