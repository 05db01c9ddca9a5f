"""The instruction table: what every instruction takes, gives and may do, read from grammars/instructions.tsv.

One row an instruction; the columns are explained at the head of that file.  Nothing here knows about text or
trees. Source of the facts: WebAssembly core specification and proposals, as far as wabt's text parser takes
them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from reducer.grammar import read_grammar


@dataclass(frozen=True)
class Row:
    """An instruction's signature.  Types that start with `$` depend on immediates or context."""

    name: str
    operands: tuple[str, ...]
    results: tuple[str, ...]
    immediates: tuple[str, ...]
    traits: frozenset[str]
    feature: str

    @property
    def fixed(self) -> bool:
        """Whether the types are known without looking at immediates."""
        return not any(name.startswith("$") for name in self.operands + self.results)


def _words(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split())


@cache
def table() -> dict[str, Row]:
    """The whole table by instruction name."""
    lines = [
        line for line in read_grammar("instructions.tsv").splitlines() if line and not line.startswith("#")
    ]
    rows = {}
    for line in lines[1:]:
        name, operands, results, immediates, traits, feature = line.split("\t")
        rows[name] = Row(
            name, _words(operands), _words(results), _words(immediates), frozenset(_words(traits)), feature
        )
    return rows


def has_trait(name: str, trait: str) -> bool:
    """Whether the instruction has the trait; False for a name that is not in the table."""
    row = table().get(name)
    return row is not None and trait in row.traits
