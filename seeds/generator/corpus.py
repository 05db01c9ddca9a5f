"""A night's fuzzer output: 200 files; 20 show one anomaly, 20 another, 150 nothing, and 10 are hostile.

The names of the files say nothing, and neither do the files; `manifest.csv` beside them says what each is,
for tests. The same seed gives the same bytes, as far as the same wat2wasm assembles them. It knows nothing of
time.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.dice import Dice
from generator.hostile import HOSTILE
from generator.loops import SHAPES
from generator.program import Request, make_program

Assemble = Callable[[str], bytes]

ANOMALOUS, NORMAL = 20, 150
BULK_MEMORY, REFERENCES = "bulk memory", "ref.func"
NOTHING = "nothing"
MANIFEST = "manifest.csv"
SMALLEST, LARGEST = 12_000, 36_000
"""Limits of the size that is asked for, bytes of text."""
BINARIES = 0.5


@dataclass(frozen=True)
class Entry:
    """A file of the corpus.

    `expected` is the name of its anomaly, `nothing`, or why it cannot be measured; `instructions` are the
    targets in its hot loop, by name, and `request` what a program was made from.
    """

    file: str
    content: bytes
    family: str
    expected: str
    instructions: tuple[str, ...] = ()
    request: Request | None = None


@dataclass(frozen=True)
class Recipe:
    """What the programs of a family draw from: trips, targets and statements, low and high.

    Trips are so many that the slow side takes 5 to 60 ms on a processor of 2024; the fast side takes less, by
    the anomaly.
    """

    expected: str
    trips: tuple[int, int]
    targets: tuple[int, int]
    statements: tuple[int, int]
    instructions: tuple[str | None, ...] = (None,)


RECIPES = {
    "bulk_memory": Recipe(
        BULK_MEMORY, (400_000, 900_000), (2, 4), (5, 9), ("memory.copy", "memory.fill", None)
    ),
    "ref_func": Recipe(REFERENCES, (400_000, 700_000), (1, 2), (10, 20)),
    "normal": Recipe(NOTHING, (3_000_000, 6_000_000), (0, 0), (9, 20)),
}
"""`instructions` come in turns: copies alone, fills alone, both."""


def make_corpus(folder: Path, seed: int, assemble: Assemble) -> None:
    """Writes the files and the manifest into a folder, which is made where it is not there.

    `assemble` makes a binary of a text.  Raises OSError where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = list(entries(seed, assemble))
    for entry in found:
        (folder / entry.file).write_bytes(entry.content)
    (folder / MANIFEST).write_text(manifest(found), encoding="utf-8")


def entries(seed: int, assemble: Assemble) -> Iterator[Entry]:
    """All files of the corpus of a seed, in the order of their names."""
    dice = Dice(f"corpus/{seed}")
    planned = [(family, number) for family in RECIPES for number in range(_count(family))]
    planned += [("hostile", number) for number in range(len(HOSTILE))]
    made: dict[int, Entry] = {}
    places = dice.shuffled(range(len(planned)))
    for (family, number), place in zip(planned, places, strict=True):
        name = f"case_{place:03}"
        if family == "hostile":
            made[place] = _hostile(name, number, made, places, assemble)
        else:
            made[place] = _program(name, _request(dice, family, number, seed), dice, assemble)
    yield from (made[place] for place in sorted(made))


def _count(family: str) -> int:
    return NORMAL if family == "normal" else ANOMALOUS


def _request(dice: Dice, family: str, number: int, seed: int) -> Request:
    recipe = RECIPES[family]
    return Request(
        family,
        1000 * seed + number,
        recipe.instructions[number % len(recipe.instructions)],
        dice.integer(*recipe.targets),
        dice.integer(*recipe.statements),
        dice.integer(*recipe.trips),
        dice.choice(tuple(SHAPES)),
        dice.integer(SMALLEST, LARGEST),
    )


def _program(name: str, request: Request, dice: Dice, assemble: Assemble) -> Entry:
    program = make_program(request)
    binary = dice.chance(BINARIES)
    content = assemble(program.text) if binary else program.text.encode()
    return Entry(
        f"{name}.{'wasm' if binary else 'wat'}",
        content,
        request.family,
        RECIPES[request.family].expected,
        tuple(dict.fromkeys(program.instructions)),
        request,
    )


def _hostile(name: str, number: int, made: dict[int, Entry], places: list[int], assemble: Assemble) -> Entry:
    """The bulk-memory program that comes first in the list is what the hostile ones are copied from."""
    reason, make = list(HOSTILE.items())[number]
    original = made[places[0]]
    suffix, content = make(original.file.rpartition(".")[2], original.content, assemble)
    return Entry(f"{name}.{suffix}", content, "hostile", reason)


def manifest(found: list[Entry]) -> str:
    """The manifest as CSV: a line a file."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("file", "family", "expected", "instructions", "seed", "trips", "shape", "size"))
    for entry in found:
        made_from = entry.request
        facts = (
            (made_from.seed, made_from.trip_count, made_from.shape, made_from.size)
            if made_from
            else ("",) * 4
        )
        writer.writerow((entry.file, entry.family, entry.expected, " ".join(entry.instructions), *facts))
    return text.getvalue()
