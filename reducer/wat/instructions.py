"""The instruction table: what every instruction takes, gives and may do, read from grammars/instructions.tsv.

One row an instruction; the columns are explained at the head of that file.  Nothing here knows about text or
trees. Source of the facts: WebAssembly core specification and proposals, as far as wabt's text parser takes
them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from reducer.shipped import read_shipped
from reducer.wat.types import SHORT_TYPES


@dataclass(frozen=True)
class Row:
    """An instruction's signature.  Types that start with `$` depend on immediates or context."""

    name: str
    operands: tuple[str, ...]
    results: tuple[str, ...]
    immediates: tuple[str, ...]
    traits: frozenset[str]
    feature: str

    @cached_property
    def fixed(self) -> bool:
        """Whether the types are known without looking at immediates."""
        return not any(name.startswith("$") for name in self.operands + self.results)

    @cached_property
    def diverges(self) -> bool:
        """Whether it never falls through."""
        return "diverges" in self.traits


def _words(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(cell.split())


@cache
def table() -> dict[str, Row]:
    """The whole table by instruction name."""
    lines = [
        line
        for line in read_shipped("grammars/instructions.tsv").splitlines()
        if line and not line.startswith("#")
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


def has_any(name: str, traits: tuple[str, ...]) -> bool:
    """Whether the instruction has one of the traits; False for a name that is not in the table."""
    row = table().get(name)
    return row is not None and not row.traits.isdisjoint(traits)


SPACES = frozenset(
    ("local", "global", "function", "label", "type", "data", "element", "tag", "table", "memory")
)
"""The index spaces that an immediate of that kind, `?` and `*` aside, is an index of."""
_UNINDEXED = ("memarg", "type_use", "result?", "reference_type")
_REFERENCE_TYPES = frozenset(SHORT_TYPES.values())
_NO_INDEX = ("offset=", "align=", "(")


def index_spaces(name: str, immediates: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The index space and the index, as it was written, of every immediate that is one; types in parentheses
    are looked into by others.
    """
    for kind, word in zip(kinds_of(name, immediates), immediates, strict=True):
        if kind:
            yield kind, word


def kinds_of(name: str, immediates: Sequence[str]) -> list[str]:
    """The index space of each immediate, "" for those that are none."""
    kinds = table()[name].immediates
    if kinds == ("label*",):
        return ["label"] * len(immediates)
    if kinds in (("v128",), ("lanes16",)):
        return [""] * len(immediates)
    if kinds == ("heap_type",):
        return ["type" if immediates[0][0] in "$0123456789" else ""]
    required = [kind for kind in kinds if kind[-1] not in "?*" and kind not in _UNINDEXED]
    optional = [kind[:-1] for kind in kinds if kind[-1] == "?" and kind not in _UNINDEXED]
    plain = [not word.startswith(_NO_INDEX) and word not in _REFERENCE_TYPES for word in immediates]
    written = iter(optional[: sum(plain) - len(required)] + required)
    return [kind if here and (kind := next(written)) in SPACES else "" for here in plain]
