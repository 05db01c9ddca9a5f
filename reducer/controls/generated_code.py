"""Each runtime's generated code of the hot loop, and the differences: between the case and its neighbour on
the slow side, and between both sides.

compiled_code.py gets the code, disassembly.py makes lines of it; this module finds the hot loop in them.
Nothing is timed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from reducer.controls.code_pairs import pair
from reducer.controls.compiled_code import show
from reducer.controls.disassembly import disassembled
from reducer.controls.fenced import NotShown
from reducer.controls.hot_loop import HotLoop
from reducer.controls.machine_code import MachineLine, Reading, loops, read_loop, successors
from reducer.records.findings import CodeFinding, CodePair, SideCode
from reducer.runtimes import RuntimesError, parse_spec

_FUNCTIONS = {
    "wasmtime": r"wasm\[0\]::function\[{index}\](?:::.*)?",
    "wasmedge": r"f{index}",
    "wasm2c": r"w2c_guest_\w+(?:\.\w+)*",
    "iwasm": r"aot_func(?:_internal)?#{local}",
    "node": r".*-{index}-(?:liftoff|turbofan)",
    "deno": r".*-{index}-(?:liftoff|turbofan)",
}
"""The name of the hot function in the code of a runtime; for wasm2c, that of every function of the guest."""
_UNNAMED = r"local\[{local}\]"
MAX_HEAD = 12


@dataclass(frozen=True)
class HotCode:
    """The machine code of the hot loop: empty with the reason where it was not found, or where the function
    has no loop any more (`gone`; `head` is how it begins)."""

    lines: tuple[MachineLine, ...] = ()
    why: str = ""
    gone: bool = False
    head: str = ""


@dataclass(frozen=True)
class Compared:
    """A module whose code is looked at: what it is called, its binary, and its hot loop if it has one."""

    name: str
    binary: bytes
    loop: HotLoop | None


def generated_code(
    case: Compared, instruction: str, sides: Sequence[tuple[str, str]], neighbour: Compared | None = None
) -> CodeFinding:
    """What became of the instruction in the hot loop on each of the sides (spec, version), the slow one first
    and the fast one second; and the differences between these two, and from the neighbour."""
    codes = [_code_of(spec, case) for spec, _ in sides]
    found = tuple(
        _side(spec, version, instruction, case.loop, code, command)
        for (spec, version), (code, command) in zip(sides, codes, strict=True)
    )
    pairs = []
    if neighbour is not None and sides:
        other, _ = _code_of(sides[0][0], neighbour)
        names = f"{sides[0][0]}: the case", f"{sides[0][0]}: {neighbour.name}"
        pairs.append(_pair("neighbour", names, codes[0][0], other))
    if len(sides) > 1:
        pairs.append(_pair("sides", (sides[0][0], sides[1][0]), codes[0][0], codes[1][0]))
    return CodeFinding(case.name, found, tuple(pairs))


def _code_of(spec: str, compared: Compared) -> tuple[HotCode | None, str]:
    """The hot loop's code and the command by which it is seen; None and why it cannot be seen."""
    if compared.loop is None:
        return None, "no hot loop was found"
    try:
        shown = show(parse_spec(spec), compared.binary)
    except (NotShown, RuntimesError) as error:
        return None, str(error)
    pattern = _pattern(parse_spec(spec).name, compared.loop)
    mine = {name: disassembled(shown.code, name) for name in shown.code.functions if pattern.fullmatch(name)}
    return hot_code(mine, compared.loop), shown.command


def _side(
    spec: str, version: str, instruction: str, loop: HotLoop | None, code: HotCode | None, words: str
) -> SideCode:
    if code is None or loop is None:
        return SideCode(spec, version, False, words, instruction, "unknown", "", "")
    reading = read(code, instruction, loop)
    return SideCode(
        spec, version, True, reading.why, instruction, reading.compiled, reading.excerpt, words, code.gone
    )


def _pair(
    what: Literal["neighbour", "sides"], names: tuple[str, str], left: HotCode | None, right: HotCode | None
) -> CodePair:
    for name, code in zip(names, (left, right), strict=True):
        if code is None or not code.lines:
            why = "its code cannot be shown" if code is None else f"the hot loop was not found: {code.why}"
            return CodePair(what, *names, f"{name}: {why}")
    assert left is not None and right is not None
    return pair(what, names, left.lines, right.lines)


# ---- reading


def read(code: HotCode, instruction: str, loop: HotLoop) -> Reading:
    """What became of the instruction in the hot loop."""
    if code.gone:
        return Reading("gone", code.head, code.why)
    if not code.lines:
        return Reading("unknown", "", code.why)
    if not instruction:
        return Reading("unknown", "", "no instruction was found that the slowdown hangs on")
    return read_loop(code.lines, instruction, other_calls=loop.other_calls)


def hot_code(mine: Mapping[str, Sequence[MachineLine]], loop: HotLoop) -> HotCode:
    """The hot loop among the functions in which it may stand."""
    if not any(mine.values()):
        return HotCode(why="the function of the hot loop is not in the disassembly")
    found = [one for lines in mine.values() for one in loops(lines)]
    if not found and any(successors(lines) is None for lines in mine.values()):
        return HotCode(why="its code jumps to where a table says: whether it has a loop cannot be told")
    if not found:
        head = "\n".join(map(str, next(filter(None, mine.values()))[:MAX_HEAD]))
        return HotCode(why="the function has no loop any more", gone=True, head=head)
    chosen = _chosen(found, loop, len(mine))
    if chosen is None:
        why = f"its code has {len(found)} loops for {loop.loops}: which one is the hot one cannot be told"
        return HotCode(why=why)
    return HotCode(tuple(chosen))


def _pattern(runtime: str, loop: HotLoop) -> re.Pattern[str]:
    words = _FUNCTIONS.get(runtime, _UNNAMED)
    index, local = loop.function_index, loop.function_index - loop.imported
    return re.compile(words.format(index=index, local=local))


def _chosen(found: list[list[MachineLine]], loop: HotLoop, functions: int) -> list[MachineLine] | None:
    """The hot one among the loops of so many functions; None where it cannot be told."""
    if len(found) == 1:
        return found[0]
    if functions == 1 and len(found) == loop.loops:
        return found[loop.ordinal]
    # A compiler may have put a loop of its own into the only loop of the function.
    around = found[0]
    inside = all(around[0].address <= one[0].address <= around[-1].address for one in found)
    return around if loop.loops == 1 and inside else None
