"""The relations between an instruction's operands: made equal, moved apart, made to vary with the loop, or
made constant.

Addresses stay inside the memory where masks or constants show that they would.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reducer.change import Change, Relation
from reducer.edits.counters import Counter, counters
from reducer.edits.edit import Edit, edit_at
from reducer.edits.operands import (
    MAX_OPERANDS,
    constant,
    constant_value,
    copied,
    has_plain_operands,
    in_words,
    is_access,
    is_constant,
    operand_names,
    with_operand,
)
from reducer.edits.retyped import TYPES
from reducer.edits.sites import brief, sites
from reducer.edits.windows import kept_in_bounds, surely_in_bounds, upper_bound
from reducer.wat.instructions import has_any
from reducer.wat.module import Module
from reducer.wat.tree import Instr, Node

APART = 1024
"""Bytes between source and destination: more than any unrolled copy takes at a time, less than a page."""
_COPIES = ("memory.copy", "table.copy")
_LEFT_ALONE = ("drop", "local.set", "local.tee", "br_if", "br_table", "return")


@dataclass(frozen=True)
class _Made:
    change: Change
    name: str
    node: Instr


def relate_operands(module: Module) -> Iterator[Edit]:
    """`source = destination`, `source = destination + 1024`, `right = left`; `destination -> 0`; `length ->
    varying`; `right -> unmasked`."""
    counted = counters(module)
    for site in sites(module):
        node = site.node
        if not isinstance(node, Instr) or not has_plain_operands(node) or not node.operands:
            continue
        if node.op in _LEFT_ALONE:
            continue
        if len(node.operands) < 2 and node.op != "global.set" and not is_access(node):
            continue
        for made in _related(module, node, counted.get(id(node))):
            yield edit_at(site, "relations", made.change, 0, (made.node,), name=made.name)


def _related(module: Module, node: Instr, counter: Counter | None) -> Iterator[_Made]:
    names = operand_names(node)
    yield from _equal(module, node)

    def change(index: int, after: str, relation: Relation) -> Change:
        operand = in_words(names[index])
        words = f"{operand} of {node.op} -> {after}"
        was = brief(node.operands[index])
        return Change(words, was=was, operations=(node.op,), operand=operand, relation=relation)

    varying = [index for index, operand in enumerate(node.operands[:MAX_OPERANDS]) if _varies(operand)]
    for index in varying:
        made = _constant(module, node, index)
        if made is not None:
            alone = len(varying) == 1 and constant_value(made.operands[index]) != 0
            name = "constant_1" if alone else f"constant_{names[index]}"
            yield _Made(change(index, brief(made.operands[index]), "constant"), name, made)
    for index, operand in enumerate(node.operands[:MAX_OPERANDS]):
        bounded = None if counter is None else _counting(operand, counter)
        if bounded is not None:
            made = kept_in_bounds(module, with_operand(node, index, bounded))
            yield _Made(
                change(index, f"varying {brief(bounded)}", "varying"), f"varying_{names[index]}", made
            )
        bare = _unmasked(operand)
        if bare is not None:
            made = with_operand(node, index, bare)
            if (
                not has_any(node.op, _TOUCHES)
                or surely_in_bounds(module, made)
                or index == _value_index(node)
            ):
                yield _Made(change(index, "unmasked", "unmasked"), f"unmasked_{names[index]}", made)


_TOUCHES = (
    "reads_memory",
    "writes_memory",
    "reads_table",
    "writes_table",
    "call",
    "integer_division",
    "reads_heap",
    "writes_heap",
)


def _value_index(node: Instr) -> int:
    """The index of the operand that a write stores, -1 where there is none."""
    if node.op in ("array.fill", "array.set"):
        return 2
    return 1 if node.op.endswith(".fill") or ".store" in node.op or node.op == "struct.set" else -1


def _varies(operand: Node) -> bool:
    """Whether a constant could replace the operand and would change something."""
    reads_global = isinstance(operand, Instr) and operand.op == "global.get"
    return operand.results[0] in TYPES and not is_constant(operand) and not reads_global


def _equal_arrays(node: Instr) -> Iterator[_Made]:
    """array.copy with the destination array, and the index in it, as source."""
    array, start = copied(node.operands[0]), copied(node.operands[1])
    if array is None or start is None or node.immediates[0] != node.immediates[1]:
        return
    words = "source = destination of array.copy"
    change = Change(words, operations=(node.op,), operand="source", relation="equal")
    yield _Made(change, "src_eq_dst", with_operand(with_operand(node, 2, array), 3, start))


def _equal(module: Module, node: Instr) -> Iterator[_Made]:
    if node.op == "array.copy":
        yield from _equal_arrays(node)
    if len(node.operands) < 2 or node.op.startswith(
        ("call", "memory.fill", "table.fill", "table.set", "array.", "struct.")
    ):
        return
    first, second = node.operands[:2]
    same = copied(first)
    if same is None or first.results != second.results or is_constant(first):
        return
    copies = node.op in _COPIES
    words, name = ("source = destination", "src_eq_dst") if copies else ("right = left", "operands_equal")
    change = Change(
        f"{words} of {node.op}",
        operations=(node.op,),
        operand="source" if copies else "right",
        relation="equal",
    )
    if copies or len(node.operands) == 2:
        yield _Made(change, name, kept_in_bounds(module, with_operand(node, 1, same)))
    if node.op == "memory.copy" and first.results == ("i32",):
        above = Instr("i32.add", (), (same, constant("i32", str(APART))), ("i32",))
        made = _window_for_both(kept_in_bounds(module, with_operand(node, 1, above)))
        change = replace(change, words=f"source = destination + {APART} of {node.op}", relation="apart")
        yield _Made(change, f"src_dst_plus_{APART}", made)


def _window_for_both(node: Instr) -> Instr:
    """The address of the destination in the window that the source has now, so that the two can be equal or a
    fixed distance apart."""
    source = node.operands[1]
    if isinstance(source, Instr) and source.op == "i32.add" and upper_bound(source) is not None:
        destination = copied(source.operands[0])
        return node if destination is None else with_operand(node, 0, destination)
    return node


def _constant(module: Module, node: Instr, index: int) -> Instr | None:
    type_ = node.operands[index].results[0]
    array = node.op.startswith("array.") and not node.op.startswith("array.new")
    address = (array or node.op in (*_COPIES, "memory.fill", "memory.init")) and index != _value_index(node)
    text = "1"
    if address:
        text = str(APART) if node.op == "memory.copy" and index == 1 else "0"
    elif ".load" in node.op or ".store" in node.op:
        text = "1" if index else "0"
    # An operand with effects must still run.
    if copied(node.operands[index]) is None:
        return None
    return kept_in_bounds(module, with_operand(node, index, constant(type_, text)))


def _counting(operand: Node, counter: Counter) -> Instr | None:
    """The loop's counter, masked so that it never exceeds the constant that it replaces."""
    value = constant_value(operand)
    if value is None or value < 1:
        return None
    type_ = operand.results[0]
    count = Instr("local.get", (counter.name,), (), (counter.type,))
    if counter.type != type_:
        op = "i32.wrap_i64" if type_ == "i32" else "i64.extend_i32_u"
        count = Instr(op, (), (count,), (type_,))
    mask = (1 << (value.bit_length() - (value & (value + 1) != 0))) - 1
    return Instr(f"{type_}.and", (), (count, constant(type_, str(max(1, mask)))), (type_,))


def _unmasked(operand: Node) -> Node | None:
    """The operand under a mask; None where there is no mask."""
    if not isinstance(operand, Instr) or operand.op not in ("i32.and", "i64.and") or operand.fixed:
        return None
    if len(operand.operands) != 2 or constant_value(operand.operands[1]) is None:
        return None
    return operand.operands[0] if len(operand.operands[0].results) == 1 else None
