"""What every field of a module mentions, and how often: counted once for a field, and kept with it.

A module's own count is that of the last one, as far as they share fields.  All of it works on named modules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from reducer.wat.indices import references, references_of
from reducer.wat.instructions import has_any, table
from reducer.wat.module import Field, Module
from reducer.wat.syntax import Op
from reducer.wat.tree import instructions

Mention = tuple[str, str]
"""An index space and a name in it."""
BY_NUMBER = "#"
"""Stands for the name where an index space has mentions by number: then nothing in it may go, or others would
be meant."""
_IMPLICIT = (
    (("reads_memory", "writes_memory"), "memory"),
    (("reads_table", "writes_table"), "table"),
)
_MAX_OPS = 1 << 17


def mentions_of_body(module: Module, function: Field) -> Counter[Mention]:
    """How often a function's body and header mention each (index space, name).

    Instructions that use memory 0 or table 0 without naming it count as ("memory", "") and ("table", "").
    What is mentioned by its number, for want of a place for a name, counts as (space, BY_NUMBER) too.
    """
    cached: Counter[Mention] | None = function.__dict__.get("_mentions")
    if cached is None:
        cached = Counter(_with_numbers((ref.space, ref.text) for ref in function.declaration.references))
        ops = None if function.is_read else function.ops()
        if ops is None:
            for node in instructions(module.body(function)):
                cached.update(_with_numbers([*references(node), *_implicit(node.op)]))
        else:
            # The lines of a printed body share their instructions, so most are counted without a look.
            known = {id(op): op for op in ops}
            for key, count in Counter(map(id, ops)).items():
                for mention in _mentions_of(known[key]):
                    cached[mention] += count
        function.__dict__["_mentions"] = cached
    return cached


@lru_cache(_MAX_OPS)
def _mentions_of(op: Op) -> tuple[Mention, ...]:
    return tuple(_with_numbers([*references_of(op), *_implicit(op.keyword)]))


def _with_numbers(mentions: Iterable[Mention]) -> Iterator[Mention]:
    for space, index in mentions:
        yield space, index
        if index[:1].isdigit():
            yield space, BY_NUMBER


def _implicit(op: str) -> Iterator[Mention]:
    for traits, space in _IMPLICIT:
        if has_any(op, traits):
            yield space, ""


@cache
def _calling() -> frozenset[str]:
    """The instructions that mention a function, which is their only immediate."""
    return frozenset(row.name for row in table().values() if row.immediates == ("function",))


def called_by(module: Module, function: Field) -> frozenset[str]:
    """The functions that a function's body mentions."""
    cached: frozenset[str] | None = function.__dict__.get("_called")
    if cached is None:
        ops = None if function.is_read else function.ops()
        nodes = instructions(module.body(function)) if ops is None else ()
        words = [op.immediates[0] for op in ops or () if op.keyword in _calling()]
        cached = frozenset((*words, *(node.immediates[0] for node in nodes if node.op in _calling())))
        function.__dict__["_called"] = cached
    return cached


# ---- of a module


def mentions(module: Module) -> Counter[Mention]:
    """How often every (index space, name) is mentioned in the module, locals and labels aside; the other two
    keys of `mentions_of_body` as there.  It is shared: nobody may change it.

    A type that mentions itself, or another of its group, does not count.
    """
    known, total = _LAST[0]
    if module.fields is not known:
        old, new = set(map(id, known)), set(map(id, module.fields))
        came = [entry for entry in module.fields if id(entry) not in old]
        gone = [entry for entry in known if id(entry) not in new]
        if len(came) + len(gone) > len(module.fields):
            came, gone, total = list(module.fields), [], Counter()
        total = _changed(total, [_own(module, entry) for entry in came], [_own(module, one) for one in gone])
        _LAST[0] = module.fields, total
    return total


_LAST: list[tuple[tuple[Field, ...], Counter[Mention]]] = [((), Counter())]
"""The fields that were counted last, and their count: the next module mostly has them but for a few."""


def _changed(
    total: Counter[Mention], came: Iterable[Counter[Mention]], gone: Iterable[Counter[Mention]]
) -> Counter[Mention]:
    total = Counter(total)
    for counted in came:
        total.update(counted)
    for counted in gone:
        total.subtract(counted)
        for mention in counted:
            if not total[mention]:
                del total[mention]
    return total


def _own(module: Module, entry: Field) -> Counter[Mention]:
    """What a field adds to the count of its module, made once."""
    cached: Counter[Mention] | None = entry.__dict__.get("_counted")
    if cached is None:
        if entry.keyword == "func" and entry.imported is None:
            found = mentions_of_body(module, entry)
            cached = Counter({key: count for key, count in found.items() if key[0] not in ("local", "label")})
        else:
            own = {("type", member.name) for member in entry.members if member.keyword == "type"}
            referred = ((reference.space, reference.text) for reference in entry.declaration.references)
            cached = Counter(_with_numbers(mention for mention in referred if mention not in own))
            if entry.keyword in ("data", "elem") and entry.declaration.ops:
                cached["memory" if entry.keyword == "data" else "table", ""] += 1
        entry.__dict__["_counted"] = cached
    return cached
