"""What must change when a function, a field or a local goes: calls, exports, table slots, headers.

Typed constants replace the results of calls to functions that are gone.  All of it works on named modules.
"""

from __future__ import annotations

import re
from collections import Counter

from reducer.wat.constants import constants_of, zeros
from reducer.wat.indices import references
from reducer.wat.instructions import table
from reducer.wat.module import Field, FunctionContext, Module
from reducer.wat.naming import header
from reducer.wat.rebuild import Nodes, rebuild
from reducer.wat.syntax import TypeUse
from reducer.wat.tree import FunctionType, Group, Instr, Node, instructions
from reducer.wat.types import heap_type, is_defaultable, is_nullable

_CALLS = ("call", "return_call")
BY_NUMBER = "#"
"""Stands in place of the name where an index space has mentions by number.  Then nothing in that space may
go, because the numbers would mean other things."""


# ---- mentions


def mentions_of_body(module: Module, function: Field) -> Counter[tuple[str, str]]:
    """How often a function's body and header mention each (index space, name)."""
    cached: Counter[tuple[str, str]] | None = function.__dict__.get("_mentions")
    if cached is None:
        cached = Counter(
            mention for node in instructions(module.body(function)) for mention in references(node)
        )
        cached.update((reference.space, reference.text) for reference in function.declaration.references)
        function.__dict__["_mentions"] = cached
    return cached


def mentions(module: Module) -> Counter[tuple[str, str]]:
    """How often every (index space, name) is mentioned in the module.

    A type that mentions itself, or another one of its group, is not counted.  An instruction that uses memory
    0 or table 0 without naming it counts as ("memory", "") or ("table", "").  A mention by number, where the
    text format has no place for a name, counts as (space, BY_NUMBER).
    """
    total: Counter[tuple[str, str]] = Counter()
    for entry in module.fields:
        if entry.keyword == "func" and entry.imported is None:
            total.update(mentions_of_body(module, entry))
            total.update(_implicit(module, entry))
        else:
            own = {("type", member.name) for member in entry.members if member.keyword == "type"}
            found = ((reference.space, reference.text) for reference in entry.declaration.references)
            total.update(mention for mention in found if mention not in own)
            if entry.keyword in ("data", "elem") and entry.declaration.ops:
                total["memory" if entry.keyword == "data" else "table", ""] += 1
    for space, index in list(total):
        if index[:1].isdigit():
            total[space, BY_NUMBER] += 1
    return total


def _implicit(module: Module, function: Field) -> Counter[tuple[str, str]]:
    cached: Counter[tuple[str, str]] | None = function.__dict__.get("_implicit")
    if cached is None:
        cached = Counter()
        for node in instructions(module.body(function)):
            for trait, space in _IMPLICIT:
                if has_any(node.op, trait):
                    cached[space, ""] += 1
        function.__dict__["_implicit"] = cached
    return cached


def has_any(op: str, names: tuple[str, ...]) -> bool:
    """Whether an instruction has one of the traits."""
    row = table().get(op)
    return row is not None and not row.traits.isdisjoint(names)


_IMPLICIT = (
    (("reads_memory", "writes_memory"), "memory"),
    (("reads_table", "writes_table"), "table"),
)


# ---- functions


def without_functions(module: Module, names: set[str]) -> Module:
    """The module without these functions (imports too): constants replace their results, null their table
    slots, and their exports go."""
    types = {name: module.function_type(name) for name in names}
    fields = []
    for entry in module.fields:
        if entry.space == "function" and entry.name in names:
            continue
        if entry.keyword == "func" and entry.imported is None:
            fields.append(_without_calls(module, entry, types))
        elif entry.keyword in ("export", "start") and _refers(entry, names):
            continue
        elif entry.keyword in ("elem", "table") and _refers(entry, names):
            fields.append(_without_slots(entry, names))
        elif entry.keyword == "global" and _refers(entry, names):
            fields.append(_null_references(entry, names))
        else:
            fields.append(entry)
    return module.with_fields(fields)


def _refers(entry: Field, names: set[str]) -> bool:
    return any(
        reference.space == "function" and reference.text in names
        for reference in entry.declaration.references
    )


def _without_calls(module: Module, function: Field, types: dict[str, FunctionType]) -> Field:
    if not any(space == "function" and name in types for space, name in mentions_of_body(module, function)):
        return function
    results = FunctionContext(module, function).results()

    def change(node: Node, _before: Node) -> Nodes:
        if not isinstance(node, Instr):
            return (node,)
        if not node.immediates or node.immediates[0] not in types:
            return (node,)
        if node.op == "ref.func":
            return zeros(node.results) or (Instr("unreachable"),)
        if node.op not in _CALLS:
            return (node,)
        type_ = types[node.immediates[0]]
        if node.op == "return_call":
            return (Instr("return", (), constants_of(module, results) or (Instr("unreachable"),)),)
        return stand_in(module, node, type_)

    made = rebuild(module.body(function), results, change)
    return function if made is module.body(function) else function.with_tree(made)


def stand_in(module: Module, node: Instr, type_: FunctionType) -> Nodes:
    """Constants in place of a call; where the call takes values from the stack (pinned or joined), these are
    dropped."""
    constants = constants_of(module, type_.results)
    made: Nodes = (Instr("unreachable"),) if constants is None else constants
    if not node.fixed:
        return made
    drops = tuple(Instr("drop", joined=True) for _ in type_.params)
    items = (*node.operands, *drops, *made)
    return (Group(items, type_.results, any(item.pinned for item in items)),) if items else ()


def required_functions(module: Module) -> set[str]:
    """The functions of a named module that must stay, because null cannot replace them in a table, a segment,
    a global or an object made there.
    """
    held = [entry.declaration.value_type for entry in module.entities("table")]
    arrays = (entry.declaration.array for entry in module.entities("type"))
    held += [array.type for array in arrays if array is not None]
    strict = not all(map(is_defaultable, held))
    return {
        reference.text
        for entry in module.fields
        if entry.keyword in ("elem", "table", "global") and not _takes_null(entry, strict)
        for reference in entry.declaration.references
        if reference.space == "function"
    }


def _takes_null(entry: Field, strict: bool) -> bool:
    """Whether null may replace every function that the field mentions."""
    declaration = entry.declaration
    if any(op.keyword.startswith(("struct.", "array.")) for op in declaration.ops):
        return False
    if not declaration.value_type:  # a segment that lists functions
        return not strict or declaration.declares
    return is_nullable(declaration.value_type) and not (strict and entry.keyword == "elem")


def _null(entry: Field) -> str:
    return f"ref.null {heap_type(entry.declaration.value_type) or 'func'}"


def _null_references(entry: Field, names: set[str]) -> Field:
    return entry.with_spans(
        (op.position, op.immediates[0].end_pos, _null(entry))  # type: ignore[attr-defined]
        for op in entry.declaration.ops
        if op.keyword == "ref.func" and op.immediates[0] in names
    )


def _without_slots(entry: Field, names: set[str]) -> Field:
    """The segment with null in the slots of these functions; a list of function indices becomes one of
    expressions."""
    references = [reference for reference in entry.declaration.references if reference.space == "function"]
    text = entry.text
    if any(op.keyword == "ref.func" for op in entry.declaration.ops):
        return _null_references(entry, names)
    start = references[0].start
    last = references[-1]
    end = last.start + len(last.text)
    kept = [reference for reference in references if reference.text not in names]
    if not kept and entry.keyword == "elem":
        head = text[:start].rstrip()
        return entry.with_text(f"{head})")
    opening = text[:start].rstrip()
    opening = re.sub(r"(?<![\w.$])func$", "", opening).rstrip() if entry.keyword == "elem" else opening
    items = " ".join(
        f"({_null(entry)})" if reference.text in names else f"(ref.func {reference.text})"
        for reference in references
    )
    kind = " funcref " if entry.keyword == "elem" else " "
    return entry.with_text(f"{opening}{kind}{items}{text[end:]}")


# ---- fields


def drop_unmentioned(module: Module, keys: set[tuple[str, str]]) -> Module:
    """The module without these fields (keyword, name or text), as far as nothing mentions them any more."""
    counted = mentions(module)
    return module.with_fields(
        entry
        for entry in module.fields
        if (entry.keyword, entry.name or entry.text) not in keys or mentioned(module, entry, counted)
    )


def mentioned(module: Module, entry: Field, counted: Counter[tuple[str, str]]) -> bool:
    """Whether anything needs the field: it is mentioned by name, or it is memory 0 or table 0 and that is
    used."""
    if not entry.space:
        return False
    names = [member.name for member in entry.members]
    if counted[entry.space, BY_NUMBER] or any(counted[entry.space, name] for name in names):
        return True
    first = entry.space in ("memory", "table") and module.entities(entry.space)[0] is entry
    return first and counted[entry.space, ""] > 0


# ---- locals


def _declared(module: Module, function: Field) -> tuple[TypeUse, FunctionType, list[tuple[str, str]]]:
    use = function.declaration.type_use or TypeUse()
    return use, module.type_use(use), FunctionContext(module, function).locals


def drop_locals(module: Module, dropped: set[tuple[str, str]]) -> Module:
    """The module without these locals (function, local; parameters aside), as far as nothing mentions them
    any more."""
    functions = {function for function, _ in dropped}
    fields = []
    for entry in module.fields:
        if entry.keyword == "func" and entry.name in functions:
            counted = mentions_of_body(module, entry)
            use, type_, names = _declared(module, entry)
            count = len(type_.params)
            kept = [
                pair
                for pair in names[count:]
                if (entry.name, pair[0]) not in dropped or counted["local", pair[0]]
            ]
            if len(kept) < len(names) - count:
                use = use._replace(inline=type_)
                text = header(entry.name, entry.declaration.exports, use, names[:count], kept)
                entry = entry.with_text(text, module.body(entry))
        fields.append(entry)
    return module.with_fields(fields)
