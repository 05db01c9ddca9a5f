"""What must change when a function, a field or a local goes: calls, exports, table slots, headers.

Typed constants replace the results of calls to functions that are gone.  All of it works on named modules.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import partial

from reducer.edits.mentions import BY_NUMBER, Mention, called_by, mentions, mentions_of_body
from reducer.wat.constants import constants_of, zeros
from reducer.wat.module import Field, FunctionContext, Module
from reducer.wat.naming import header
from reducer.wat.rebuild import Nodes, rebuild
from reducer.wat.syntax import TypeUse
from reducer.wat.tree import FunctionType, Group, Instr, Node
from reducer.wat.types import heap_type, is_defaultable, is_nullable

_CALLS = ("call", "return_call")


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
            fields.append(without_calls(module, entry, types))
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


def without_calls(module: Module, function: Field, types: dict[str, FunctionType]) -> Field:
    """The function with constants in the place of what these functions, which are of these types, gave."""
    gone = called_by(module, function).intersection(types)
    if not gone:
        return function
    return function.derived(("calls", gone), lambda: _without_calls(module, function, types))


def _without_calls(module: Module, function: Field, types: dict[str, FunctionType]) -> Field:
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


def mentioned(module: Module, entry: Field, counted: Counter[Mention]) -> bool:
    """Whether anything needs the field: a mention of its name, or of memory 0 or table 0 where it is that."""
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
    """The module without those of these locals (function, local; parameters aside) that nothing mentions any
    more."""
    by_function: dict[str, set[str]] = defaultdict(set)
    for function, local in dropped:
        by_function[function].add(local)
    fields = []
    for entry in module.fields:
        if entry.keyword == "func" and entry.name in by_function:
            names = frozenset(by_function[entry.name])
            entry = entry.derived(names, partial(_without_locals, module, entry, names))
        fields.append(entry)
    return module.with_fields(fields)


def _without_locals(module: Module, entry: Field, dropped: frozenset[str]) -> Field:
    counted = mentions_of_body(module, entry)
    use, type_, names = _declared(module, entry)
    count = len(type_.params)
    kept = [pair for pair in names[count:] if pair[0] not in dropped or counted["local", pair[0]]]
    if len(kept) == len(names) - count:
        return entry
    text = header(entry.name, entry.declaration.exports, use._replace(inline=type_), names[:count], kept)
    return entry.with_text(text, module.body(entry))
