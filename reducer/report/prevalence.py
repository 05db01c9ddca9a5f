"""How often a trigger stands in real modules, from the table that comes with wreduce (prevalence.tsv).

`make prevalence` makes that table from public packages; docs/prevalence.md lists them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from reducer.report.rows import file_name
from reducer.report.subject import Subject
from reducer.wat.errors import WatError
from reducer.wat.instructions import table
from reducer.wat.module import parse
from reducer.wat.numbers import integer
from reducer.wat.tree import Instr, walk

FILE, SOURCE = "prevalence.tsv", "wreduce's docs/prevalence.md"
COLUMNS = ("instruction", "operand", "modules", "modules_in_loops", "loops", "places")
ANY, CONSTANT, VARIABLE = "any", "constant", "variable"
SIZES = (0, 16, 64, 1024)
"""The upper bounds of the classes of constant lengths: what compilers unroll, what a call does, what is a
block."""
LENGTHS = frozenset(
    f"{space}.{name}"
    for space, names in {
        "memory": ("copy", "fill", "init"),
        "table": ("copy", "fill", "init"),
        "array": ("copy", "fill", "init_data", "init_elem"),
    }.items()
    for name in names
)
"""The instructions whose last operand is a length."""

LISTS = frozenset(
    f"${name}"
    for name in (
        "params", "results", "label", "function_results", "block_params", "block_results", "fields", "items",
        "label_but_last",
    )
)  # fmt: skip
"""What stands for any number of operands in the table of instructions."""


@dataclass(frozen=True)
class Count:
    """In how many modules something stands, in how many of these in an innermost loop, in how many innermost
    loops in all, and in how many places."""

    modules: int
    modules_in_loops: int
    loops: int
    places: int


@dataclass(frozen=True)
class Prevalence:
    """The table: how many modules and innermost loops were looked at, and the counts by instruction and
    what its last operand is."""

    modules: int
    loops: int
    counts: dict[tuple[str, str], Count]


def takes_operand(instruction: str) -> bool:
    """Whether the last operand of an instruction is one of its own."""
    row = table().get(instruction)
    return row is not None and bool(row.operands) and row.operands[-1] not in LISTS


def classes(instruction: str, value: int | None) -> Iterator[str]:
    """What a constant last operand is, from the widest class to the narrowest; None is a number with a
    point."""
    yield CONSTANT
    if instruction in LENGTHS and value is not None:
        # A length is a number without a sign.
        length = value % 2**32
        if length > SIZES[-1]:
            yield f">{SIZES[-1]}"
        yield from (f"<={size}" for size in reversed(SIZES) if length <= size)


@cache
def prevalence() -> Prevalence:
    """The table that comes with wreduce."""
    return read((files("reducer.report") / FILE).read_text(encoding="utf-8"))


def read(text: str) -> Prevalence:
    """The table in a text: lines of comment, two of which say `# modules N` and `# loops N`, then rows."""
    lines = text.splitlines()
    said = dict(
        line[2:].split(" ", 1) for line in lines if line.startswith("# ") and line[2:].count(" ") == 1
    )
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    counts = {(row[0], row[1]): Count(*map(int, row[2:])) for row in rows}
    return Prevalence(int(said["modules"]), int(said["loops"]), counts)


def prevalence_words(subject: Subject) -> str:
    """How many real modules hold the trigger of a case; empty where it is no instruction."""
    instruction, known = subject.controls.trigger_instruction, prevalence()
    if instruction not in table():
        return ""
    operand = _narrowest(subject, instruction)
    what = f"{instruction}{_operand_words(instruction, operand)}"
    count = known.counts.get((instruction, operand))
    if count is None:
        return f"None of {known.modules} public modules holds {what} ({SOURCE})."
    loops = f", {count.modules_in_loops} of them in an innermost loop" if count.modules_in_loops else ""
    return (
        f"{count.modules} of {known.modules} public modules hold{'s' * (count.modules == 1)} {what}{loops} "
        f"({SOURCE})."
    )


def _narrowest(subject: Subject, instruction: str) -> str:
    """What the last operand of the trigger is in the case: of several, that of the first."""
    text = subject.text_of(file_name(subject.case.file))
    try:
        module = parse(text or "")
        nodes = (node for function in module.functions for node in walk(module.body(function)))
        trigger = next(node for node in nodes if isinstance(node, Instr) and node.op == instruction)
    except (WatError, StopIteration):
        return ANY
    if not takes_operand(instruction) or not trigger.operands:
        return ANY
    last = trigger.operands[-1]
    if not isinstance(last, Instr) or not last.op.endswith(".const"):
        return VARIABLE
    whole = last.op in ("i32.const", "i64.const")
    return list(classes(instruction, integer(last.immediates[0]) if whole else None))[-1]


def _operand_words(instruction: str, operand: str) -> str:
    if operand == ANY:
        return ""
    if instruction not in LENGTHS:
        return " with a constant as its last operand" if operand == CONSTANT else " of what varies"
    if operand in (CONSTANT, VARIABLE):
        return f" of a {operand} length"
    return f" of a constant length {operand[: -len(operand.lstrip('<>='))]} {operand.lstrip('<>=')}"
