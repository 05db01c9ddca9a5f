"""What a disassembly shows of one loop: does the instruction stand in it, is it a call, or is it gone?

Reads lines of x86-64 (AT&T) and AArch64, as disassembly.py makes them.  It knows no runtime, and claims only
what the lines show: where they leave it open, the answer is `unknown`, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reducer.records.findings import Compiled
from reducer.wat.instructions import has_trait

MOST_LINES = 24
"""The length of an excerpt: of a longer loop, the lines around the one that matters are shown."""

_TARGET = re.compile(r"\b(?P<address>[0-9a-f]+) <")
_X86_JUMP = re.compile(r"^(?:(?:bnd|notrack) )?(?:j\w+|loop\w*)\s")
_ARM_JUMP = re.compile(r"^(?:b|b\.\w+|cbn?z|tbn?z)\s")
_STAYS_AWAY = re.compile(r"^(?:ret|ud2|brk|udf|hlt|(?:(?:notrack|bnd) )?jmp|br?\s)")
_CALL = re.compile(r"^(?:bnd )?(?:callq?|bl|blr)\s")
_STRING = re.compile(r"^(?:rep\w* )?(?:movs|stos)[bwlq]\b")
_IN_MEMORY = re.compile(r"\((?!%rsp|%rbp|%rip)[^()]*\)")
_ARM_STORE, _ARM_LOAD = re.compile(r"^st\w+\s.*\[(?!sp)"), re.compile(r"^ld\w+\s.*\[(?!sp)")
_OPERAND = re.compile(r"(?:[^,()]++|\([^()]*+\)?|\))+")
_NO_WRITE = ("cmp", "test", "lea", "call", "push", "jmp", "nop", "data16", "cs ", "prefetch")
_KNOWN_CALL = {
    "memory.copy": re.compile(r"mem(?:ory_?)?(?:copy|cpy|move)", re.IGNORECASE),
    "memory.fill": re.compile(r"mem(?:ory_?)?(?:fill|set)", re.IGNORECASE),
    "memory.init": re.compile(r"memory_?init|memcpy", re.IGNORECASE),
    "table.get": re.compile(r"table", re.IGNORECASE),
    "table.set": re.compile(r"table", re.IGNORECASE),
}


@dataclass(frozen=True)
class MachineLine:
    """One instruction: its address, and the text after it."""

    address: int
    text: str

    @property
    def target(self) -> int | None:
        """Where a jump or a call goes; None where that is not written down."""
        found = _TARGET.search(self.text)
        return int(found["address"], 16) if found else None

    @property
    def jumps(self) -> bool:
        return bool(_X86_JUMP.match(self.text) or _ARM_JUMP.match(self.text))

    @property
    def calls(self) -> bool:
        return bool(_CALL.match(self.text))

    def __str__(self) -> str:
        return f"{self.address:6x}:  {self.text}"


@dataclass(frozen=True)
class Reading:
    """What became of an instruction, the lines that show it, and for `unknown` why that is so."""

    compiled: Compiled
    excerpt: str
    why: str = ""


def successors(lines: Sequence[MachineLine]) -> list[list[int]] | None:
    """The places that each line of a function may go to next; None where a jump goes to an address in a
    register or a table."""
    places = {line.address: number for number, line in enumerate(lines)}
    found: list[list[int]] = []
    for number, line in enumerate(lines):
        ends = _STAYS_AWAY.match(line.text) is not None
        if ends and line.jumps and line.target is None:
            return None
        following = [] if ends or number + 1 == len(lines) else [number + 1]
        if line.jumps and line.target in places:
            following.append(places[line.target])
        found.append(following)
    return found


def loops(lines: Sequence[MachineLine]) -> list[list[MachineLine]]:
    """The loops of a function, each from the target of a jump back to that jump, by their start; one for each
    start.

    Lines in between that lead to no further trip are left out.  A slow path that stands after a loop, and
    jumps back into its middle or into the code before it, is no loop of its own.
    """
    ends: dict[int, int] = {}
    places = {line.address: number for number, line in enumerate(lines)}
    following = successors(lines)
    group = [0] * len(lines) if following is None else _cycles(following)
    for number, line in enumerate(lines):
        start = places.get(line.target) if line.jumps and line.target is not None else None
        if start is not None and start <= number and group[start] == group[number]:
            ends[start] = number
    found = []
    around: list[int] = []
    for start, end in sorted(ends.items()):
        while around and around[-1] < start:
            around.pop()
        if not around or end <= around[-1]:
            around.append(end)
            found.append([lines[at] for at in range(start, end + 1) if group[at] == group[start]])
    return found


def _cycles(following: Sequence[Sequence[int]]) -> list[int]:
    """For each line a number that it shares with the lines that both lead to it and are reached from it
    (Kosaraju)."""
    before: list[list[int]] = [[] for _ in following]
    for number, targets in enumerate(following):
        for target in targets:
            before[target].append(number)
    order: list[int] = []
    seen = [False] * len(following)
    for root in range(len(following)):
        waiting = [] if seen[root] else [(root, iter(following[root]))]
        seen[root] = True
        while waiting:
            number, rest = waiting[-1]
            unseen = next((one for one in rest if not seen[one]), None)
            if unseen is None:
                order.append(number)
                waiting.pop()
            else:
                seen[unseen] = True
                waiting.append((unseen, iter(following[unseen])))
    group = [-1] * len(following)
    for root in reversed(order):
        spreading = [root] if group[root] < 0 else []
        while spreading:
            number = spreading.pop()
            if group[number] < 0:
                group[number] = root
                spreading += before[number]
    return group


def read_loop(loop: Sequence[MachineLine], instruction: str, *, other_calls: bool) -> Reading:
    """What became of a wasm instruction in a loop that holds it.

    `other_calls`: the wasm loop holds further instructions that may be calls, so that a call whose name does
    not tell may be theirs.
    """
    calls = [line for line in loop if line.calls]
    if has_trait(instruction, "call"):
        if calls:
            return Reading("unknown", _excerpt(loop, calls[0]), f"{instruction} is a call itself")
        return Reading("gone", _excerpt(loop), "nothing in the loop calls")
    known = _KNOWN_CALL.get(instruction)
    # A library's function is often named after the instruction: wasmtime_builtin_ref_func.
    spelled = instruction.replace(".", "_")
    named = next(
        (line for line in calls if spelled in line.text or (known is not None and known.search(line.text))),
        None,
    )
    if named is not None:
        return Reading("library call", _excerpt(loop, named))
    touching = next((line for line in loop if _does(line, instruction)), None)
    if not _is_known(instruction) and not (calls and not other_calls and _may_call(instruction)):
        why = f"no rule says which machine instruction is {instruction}"
        return Reading("unknown", _excerpt(loop), why)
    if calls and not other_calls:
        return Reading("library call", _excerpt(loop, calls[0]))
    if calls:
        why = "the loop calls, and perhaps for another instruction"
        return Reading("unknown", _excerpt(loop, calls[0]), why)
    if touching is not None:
        return Reading("inline", _excerpt(loop, touching))
    does = "writes" if _writes(instruction) else "reads"
    return Reading("gone", _excerpt(loop), f"nothing in the loop {does} memory")


def _is_known(instruction: str) -> bool:
    """Whether machine code shows if such an instruction is there, because it reads or writes memory."""
    return _writes(instruction) or _reads(instruction)


def _may_call(instruction: str) -> bool:
    """Whether an engine may implement the instruction by a function.  Not so for arithmetic: there a call in
    the loop may belong to another instruction."""
    return instruction.partition(".")[0] in ("ref", "table", "memory", "elem", "data", "struct", "array")


def _writes(instruction: str) -> bool:
    return any(has_trait(instruction, trait) for trait in ("writes_memory", "writes_table", "writes_global"))


def _reads(instruction: str) -> bool:
    return any(has_trait(instruction, trait) for trait in ("reads_memory", "reads_table", "reads_global"))


def _does(line: MachineLine, instruction: str) -> bool:
    """Whether a machine instruction touches memory as the wasm instruction does."""
    return stores(line) if _writes(instruction) else loads(line)


def stores(line: MachineLine) -> bool:
    """Whether an instruction writes memory that is not the stack's."""
    if _STRING.match(line.text) or _ARM_STORE.match(line.text):
        return True
    if line.text.startswith(_NO_WRITE) or line.jumps:
        return False
    operands = _operands(line.text)
    return bool(operands and _IN_MEMORY.search(operands[-1]))


def loads(line: MachineLine) -> bool:
    """Whether an instruction reads memory that is not the stack's."""
    if _STRING.match(line.text) or _ARM_LOAD.match(line.text):
        return True
    if line.text.startswith(("lea", "call", "nop", "data16", "cs ", "prefetch")) or line.jumps:
        return False
    operands = _operands(line.text)
    return any(_IN_MEMORY.search(operand) for operand in operands[:-1])


def _operands(text: str) -> list[str]:
    """The operands of an AT&T instruction, separated by commas outside parentheses."""
    words = text.split("#")[0].split(None, 1)
    return _OPERAND.findall(words[1]) if len(words) > 1 else []


def _excerpt(loop: Sequence[MachineLine], line: MachineLine | None = None) -> str:
    if len(loop) <= MOST_LINES:
        return "\n".join(map(str, loop))
    middle = loop.index(line) if line is not None else 0
    start = min(max(0, middle - MOST_LINES // 2), len(loop) - MOST_LINES)
    return "\n".join(_cut(loop, start, start + MOST_LINES))


def _cut(loop: Sequence[MachineLine], start: int, end: int) -> Iterator[str]:
    if start:
        yield f"        ... {start} more"
    yield from (str(line) for line in loop[start:end])
    if end < len(loop):
        yield f"        ... {len(loop) - end} more"
