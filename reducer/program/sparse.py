"""Element segments without functions that nothing calls: what is left of one lies in pieces, where it was.

An interpreter's table has thousands of functions of which a run calls some tens.  An engine's compile time
grows with the length of a segment, the more so where its elements are null.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from reducer.wat.module import Field, Module
from reducer.wat.numbers import integer
from reducer.wat.segments import element_type, elements


def sparse_segments(module: Module, entry: Field, kept: Collection[str]) -> Sequence[Field] | None:
    """Active segments that put those functions of a segment into its table that are `kept`, and leave its
    other places as they were; the module is named.  None where the segment is not active, does not begin at a
    constant, lists expressions, or its table is not null at first."""
    ops, references = entry.declaration.ops, entry.declaration.references
    if element_type(entry) != "func" or [op.keyword for op in ops] != ["i32.const"]:
        return None
    table = next((one.text for one in references if one.space == "table"), "")
    tables = module.entities("table")
    into = next((one for one in tables if one.name == table), None) if table else next(iter(tables), None)
    if into is None or into.imported is not None or into.declaration.ops:
        return None
    first = integer(ops[0].immediates[0])
    found: list[tuple[int, list[str]]] = []
    for number, (start, end) in enumerate(elements(entry)):
        name = entry.text[start:end]
        if name not in kept:
            continue
        if found and found[-1][0] + len(found[-1][1]) == number:
            found[-1][1].append(name)
        else:
            found.append((number, [name]))
    opening = f"(table {into.name}) (i32.const"
    return [
        Field("elem", f"(elem {entry.name}_{number} {opening} {first + number}) func {' '.join(names)})")
        for number, names in found
    ]
