"""On which line of a case's text every instruction stands, and the text with its heat.

The nodes of a named module are matched one by one with the instructions as they were written: both are in the
order of execution.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reducer.program.program import Program
from reducer.records.findings import ListingLine
from reducer.wat.module import Field, Module, parse
from reducer.wat.reading import read_source
from reducer.wat.syntax import Op
from reducer.wat.tree import Body, Group, Instr, Node, is_metadata

_DELIMITERS = ("end", "else", "then", "do", "catch", "catch_all", "delegate")


def in_written_order(body: Body) -> Iterator[Instr]:
    """The instructions of a body, operands before what takes them, and a block before what is in it."""
    work: list[tuple[Node, bool]] = [(node, False) for node in reversed(body)]
    while work:
        node, ready = work.pop()
        if isinstance(node, Group):
            work += [(item, False) for item in reversed(node.items)]
        elif not ready:
            work.append((node, True))
            work += [(operand, False) for operand in reversed(node.operands)]
        else:
            if node.op and not is_metadata(node):
                yield node
            arms = node.block.arms if node.block is not None else ()
            work += [(item, False) for arm in reversed(arms) for item in reversed(arm.body)]


def listed_text(case: Program) -> str:
    """The text whose lines are told: as somebody wrote it, or as loading made it where it has other functions
    now, such as stubs.  Raises WatError."""
    text = read_source(case.path).text
    return text if len(parse(text).functions) == len(case.module.functions) else case.text


def line_numbers(written: Module, named: Module) -> dict[int, int]:
    """For the id of a node of the named module: its line, from 1, in the text that `written` was parsed from.

    All nodes of a function that naming had to change are on the line on which that function starts.
    """
    found: dict[int, int] = {}
    count = _Lines()
    for before, after in zip(written.functions, named.functions, strict=True):
        start = count.at(before.source, before.start)
        lines = _op_lines(before, count)
        nodes = list(in_written_order(named.body(after)))
        if len(nodes) != len(lines):
            lines = [start] * len(nodes)
        found |= {id(node): line for node, line in zip(nodes, lines, strict=True)}
    return found


class _Lines:
    """The line of a place in a text; of places in order it takes one look at the text."""

    def __init__(self) -> None:
        self._source, self._position, self._line = "", 0, 1

    def at(self, source: str, position: int) -> int:
        if source is not self._source or position < self._position:
            self._source, self._position, self._line = source, 0, 1
        self._line += source.count("\n", self._position, position)
        self._position = position
        return self._line


def _op_lines(function: Field, lines: _Lines) -> list[int]:
    places = [function.place(op.position)[1] for op in function.linear()[0] if _is_instruction(op)]
    found = {place: lines.at(function.source, place) for place in sorted(places)}
    return [found[place] for place in places]


def _is_instruction(op: Op) -> bool:
    return op.keyword not in _DELIMITERS and not op.keyword.startswith("(@")


def heated(text: str, heat: Mapping[int, float]) -> tuple[ListingLine, ...]:
    """The text line by line, with the heat of each (by line number; 0 where none is given)."""
    return tuple(
        ListingLine(number, line, round(min(1.0, max(0.0, heat.get(number, 0.0))), 3))
        for number, line in enumerate(text.splitlines(), 1)
    )
