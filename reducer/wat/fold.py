"""Stack code to folded trees: a linear body and its types in, a tree in which every node knows its results
out.

Values that a later instruction takes become its operands; a statement that runs while a value waits is
grouped with that value, so the order of execution never changes.  Where unreachable code or a block's
parameters leave an operand without a node, the instruction is pinned.  Source: WebAssembly core
specification, section 3.3 (typing) and appendix 7.3 (the validation algorithm).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol

from reducer.wat.errors import FoldError, WatError
from reducer.wat.instructions import Row, has_trait, table
from reducer.wat.numbers import integer
from reducer.wat.syntax import Op, TypeUse
from reducer.wat.tree import UNKNOWN, Arm, Block, Body, FunctionType, Group, Instr, Node, ValueTypes
from reducer.wat.types import canonical, from_operands, reference, uncast


class Context(Protocol):
    """What folding asks of the module and function around a body.  All raise WatError for an index nobody
    declared.
    """

    def local_type(self, index: str) -> str: ...
    def global_type(self, index: str) -> str: ...
    def function_type(self, index: str) -> FunctionType: ...
    def type_use(self, use: TypeUse) -> FunctionType: ...
    def tag_type(self, index: str) -> FunctionType: ...
    def table_type(self, index: str) -> str: ...
    def address_type(self, space: str, index: str) -> str: ...
    def field_type(self, type_: str, index: str) -> str: ...
    def field_types(self, type_: str) -> ValueTypes: ...
    def array_element(self, type_: str) -> str: ...
    def function_reference(self, index: str) -> str: ...
    def reference_type(self, reference: str) -> FunctionType: ...
    def results(self) -> ValueTypes: ...


@dataclass(slots=True)
class _Value:
    """A value (or values that cannot be told apart) waiting on the stack: the nodes that make it, and what
    ran since.
    """

    items: list[Node]
    results: ValueTypes

    def node(self) -> Node:
        if len(self.items) == 1:
            return self.items[0]
        return Group(tuple(self.items), self.results, any(item.pinned for item in self.items))


class _Inputs(NamedTuple):
    """What an instruction takes: nodes, and the type of each value ("unknown" where unreachable code gives
    none).

    `missing`: unreachable code gives less than is taken.  `joined`: the lowest node gives more than is taken,
    so all of them stay on the stack as one group, which the instruction joins.
    """

    nodes: tuple[Node, ...] = ()
    types: ValueTypes = ()
    missing: bool = False
    joined: bool = False


_NOTHING = _Inputs()


@dataclass(slots=True)
class _Frame:
    """An open block: `statements` are done, `values` wait.  `dead` from an instruction that never falls
    through on.
    """

    op: Op
    type: FunctionType
    inputs: _Inputs
    statements: list[Node] = field(default_factory=list)
    values: list[_Value] = field(default_factory=list)
    dead: bool = False
    incomplete: bool = False
    arms: list[Arm] = field(default_factory=list)
    arm_keyword: str = ""
    arm_immediates: tuple[str, ...] = ()

    def label_types(self) -> ValueTypes:
        return self.type.params if self.op.keyword == "loop" else self.type.results


_LOCALS = frozenset(("local.get", "local.set", "local.tee"))


class _Folder:
    def __init__(self, context: Context, comments: dict[int, str]) -> None:
        self.context, self.comments = context, comments
        outer = Op("func", (), "", None, 0)
        self.labelled: defaultdict[str, list[int]] = defaultdict(list)  # the open frames by label
        self.frames = [_Frame(outer, FunctionType((), context.results()), _Inputs(), arm_keyword="func")]

    # ---- the stack

    def _pop(self, wanted: int) -> _Inputs:
        if not wanted:
            return _NOTHING
        frame = self.frames[-1]
        if wanted == 1 and frame.values and len(frame.values[-1].results) == 1:
            value = frame.values.pop()
            return _Inputs((value.node(),), value.results)
        values: list[_Value] = []
        count = 0
        while count < wanted and frame.values:
            values.append(frame.values.pop())
            count += len(values[-1].results)
        values.reverse()
        types = tuple(type_ for value in values for type_ in value.results)
        if count > wanted:
            items = [item for value in values for item in value.items]
            frame.values.append(_Value(items, types[: count - wanted]))
            return _Inputs((), types[count - wanted :], joined=True)
        if count < wanted:
            if not frame.dead:
                raise WatError("an instruction takes more operands than the stack holds")
            frame.incomplete = True
        types = (UNKNOWN,) * (wanted - count) + types
        return _Inputs(tuple(value.node() for value in values), types, missing=count < wanted)

    def _push(self, node: Node, joined: bool = False) -> None:
        frame = self.frames[-1]
        if joined:
            frame.values[-1].items.append(node)
            frame.values[-1].results += node.results
        elif node.results:
            frame.values.append(_Value([node], node.results))
        elif frame.values:
            frame.values[-1].items.append(node)
        else:
            frame.statements.append(node)

    # ---- types

    def _expand(self, names: tuple[str, ...], op: Op) -> list[str]:
        """The table's types with the symbols looked up; those that follow from the operands stay."""
        types: list[str] = []
        for name in names:
            if name.startswith("$") and name in _SYMBOLS:
                types += _SYMBOLS[name](self, op)
            else:
                types.append(name)
        return types

    def label(self, index: str) -> ValueTypes:
        if index.startswith("$"):
            if self.labelled[index]:
                return self.frames[self.labelled[index][-1]].label_types()
            raise WatError(f"there is no label {index} here")
        depth = integer(index)
        if depth >= len(self.frames):
            raise WatError(f"there is no label {index} here")
        return self.frames[-1 - depth].label_types()

    # ---- instructions

    def plain(self, op: Op) -> None:
        if op.keyword.startswith("(@"):
            self._push(Instr(op.keyword))
            return
        row = table()[op.keyword]
        results: ValueTypes
        if op.keyword == "ref.func":
            inputs, results = _NOTHING, (self.context.function_reference(op.immediates[0]),)
        elif row.fixed:
            inputs, results = self._pop(len(row.operands)), row.results
        elif op.keyword in _LOCALS:  # a third of all instructions
            types = (self.context.local_type(op.immediates[0]),)
            inputs, results = self._pop(len(row.operands)), types if row.results else ()
        else:
            inputs, results = self._symbolic(op, row)
        comment = self.comments.get(op.position, "")
        pinned = inputs.missing or (bool(inputs.nodes) and any(node.pinned for node in inputs.nodes))
        joined = inputs.joined or (row.diverges and bool(self.frames[-1].values))
        node = Instr(op.keyword, op.immediates, inputs.nodes, results, None, comment, pinned, joined)
        self._push(node, inputs.joined)
        if row.diverges:
            self._diverge()

    def _symbolic(self, op: Op, row: Row) -> tuple[_Inputs, ValueTypes]:
        if "$function_ref" in row.operands:
            return self._call_reference(op, row)
        operands = self._expand(row.operands, op)
        inputs = self._pop(len(operands))
        results = self._expand(row.results, op)
        if any(name.startswith("$") for name in results):
            pairs = list(zip(operands, inputs.types, strict=True))
            results = [from_operands(name, pairs) if name.startswith("$") else name for name in results]
        if op.keyword == "select" and op.immediates:
            words = (word.removeprefix("(result").removesuffix(")").strip() for word in op.immediates)
            results = [canonical(next(filter(None, words), ""))]
        return inputs, tuple(results)

    def _call_reference(self, op: Op, row: Row) -> tuple[_Inputs, ValueTypes]:
        """call_ref has the type that it names; in older text, that of the reference on top of the stack."""
        if op.immediates:
            type_ = self.context.type_use(TypeUse(op.immediates[0]))
            return self._pop(len(type_.params) + 1), type_.results if "$results" in row.results else ()
        frame = self.frames[-1]
        top = frame.values[-1].results[-1] if frame.values else UNKNOWN
        type_ = FunctionType() if top == UNKNOWN else self.context.reference_type(top)
        return self._pop(len(type_.params) + 1), type_.results if "$results" in row.results else ()

    def _diverge(self) -> None:
        """What waits on the stack is lost: it and the instruction become one statement."""
        frame = self.frames[-1]
        if frame.values:
            items = tuple(item for value in frame.values for item in value.items)
            frame.values.clear()
            frame.statements.append(Group(items, (), any(item.pinned for item in items)))
        frame.dead = True

    # ---- blocks

    def open(self, op: Op) -> None:
        type_ = self.context.type_use(op.type_use or TypeUse())
        inputs = self._pop(len(type_.params) + (op.keyword == "if"))
        keyword = {"if": "then", "try": "do"}.get(op.keyword, op.keyword)
        self.labelled[op.label].append(len(self.frames))
        self.frames.append(_Frame(op, type_, inputs, arm_keyword=keyword))
        self._parameters(type_.params)

    def _parameters(self, types: ValueTypes) -> None:
        for type_ in types:
            self.frames[-1].values.append(_Value([Instr("", results=(type_,), pinned=True)], (type_,)))

    def _close_arm(self) -> None:
        """Checks the values at the end of an arm, and starts the next one clean."""
        frame = self.frames[-1]
        results = tuple(type_ for value in frame.values for type_ in value.results)
        if len(results) != len(frame.type.results) and (results or not frame.dead):
            if not frame.dead or len(results) > len(frame.type.results):
                raise WatError(
                    f"a block ends with {len(results)} values on the stack, not {len(frame.type.results)}"
                )
            frame.incomplete = True
        body = tuple(frame.statements) + tuple(value.node() for value in frame.values)
        if frame.incomplete:
            body = _pin_divergence(body)
        frame.arms.append(Arm(frame.arm_keyword, frame.arm_immediates, body))
        frame.statements, frame.values, frame.dead, frame.incomplete = [], [], False, False

    def arm(self, op: Op) -> None:
        frame = self.frames[-1]
        allowed = {"else": "if", "catch": "try", "catch_all": "try"}[op.keyword]
        if frame.op.keyword != allowed or frame.arm_keyword in ("else", "catch_all"):
            raise WatError(
                f"`{op.keyword}` does not belong to {'an' if allowed == 'if' else 'a'} `{allowed}` here"
            )
        self._close_arm()
        frame.arm_keyword, frame.arm_immediates = op.keyword, op.immediates
        if op.keyword == "else":
            self._parameters(frame.type.params)
        elif op.keyword == "catch":
            self._parameters(self.context.tag_type(op.immediates[0]).params)

    def end(self, op: Op) -> None:
        if len(self.frames) == 1:
            raise WatError(f"`{op.keyword}` closes no block")
        self._close_arm()
        frame = self.frames.pop()
        self.labelled[frame.op.label].pop()
        delegate = op.immediates[0] if op.keyword == "delegate" else ""
        use = frame.op.type_use.text if frame.op.type_use else ""
        block = Block(frame.op.label, use, frame.type, tuple(frame.arms), delegate, frame.op.handlers)
        comment = self.comments.get(frame.op.position, "")
        inputs = frame.inputs
        pinned = inputs.missing or any(node.pinned for node in inputs.nodes)
        node = Instr(
            frame.op.keyword, (), inputs.nodes, frame.type.results, block, comment, pinned, inputs.joined
        )
        self._push(node, inputs.joined)

    def finish(self) -> Body:
        if len(self.frames) > 1:
            raise WatError(f"`{self.frames[-1].op.keyword}` has no `end`")
        self._close_arm()
        return self.frames[0].arms[0].body


def diverges(node: Node) -> bool:
    """Whether the code after a statement is unreachable."""
    if isinstance(node, Group):
        return any(diverges(item) for item in node.items)
    return has_trait(node.op, "diverges")


def _pin_divergence(body: Body) -> Body:
    """Pins the statements after which the rest is unreachable, where the rest relies on that."""
    return tuple(replace(node, pinned=True) if diverges(node) else node for node in body)


_SYMBOLS: dict[str, Callable[[_Folder, Op], Sequence[str]]] = {
    "$local": lambda folder, op: (folder.context.local_type(op.immediates[0]),),
    "$global": lambda folder, op: (folder.context.global_type(op.immediates[0]),),
    "$element": lambda folder, op: (folder.context.table_type(op.immediates[0] if op.immediates else "0"),),
    "$address": lambda folder, op: (_address(folder, op, "memory"),),
    "$source_address": lambda folder, op: (_address(folder, op, "memory", source=True),),
    "$copy_size": lambda folder, op: (_copy_size(folder, op, "memory"),),
    "$table_address": lambda folder, op: (_address(folder, op, "table"),),
    "$source_table_address": lambda folder, op: (_address(folder, op, "table", source=True),),
    "$table_copy_size": lambda folder, op: (_copy_size(folder, op, "table"),),
    "$params": lambda folder, op: _callee(folder, op).params,
    "$results": lambda folder, op: _callee(folder, op).results,
    "$label": lambda folder, op: folder.label(op.immediates[-1]),
    "$label_but_last": lambda folder, op: folder.label(op.immediates[0])[:-1],
    "$function_results": lambda folder, op: folder.context.results(),
    "$heap": lambda folder, op: (reference(op.immediates[0], nullable=True),),
    "$i31": lambda folder, op: (reference("i31", nullable=False),),
    "$new": lambda folder, op: (reference(op.immediates[0], nullable=False),),
    "$type": lambda folder, op: (reference(op.immediates[0], nullable=True),),
    "$source_type": lambda folder, op: (reference(op.immediates[1], nullable=True),),
    "$field": lambda folder, op: (folder.context.field_type(*op.immediates),),
    "$fields": lambda folder, op: folder.context.field_types(op.immediates[0]),
    "$item": lambda folder, op: (folder.context.array_element(op.immediates[0]),),
    "$items": lambda folder, op: (
        (folder.context.array_element(op.immediates[0]),) * integer(op.immediates[1])
    ),
    "$cast": lambda folder, op: (op.immediates[-1],),
    "$uncast": lambda folder, op: (uncast(*op.immediates[-2:]),),
}


def _callee(folder: _Folder, op: Op) -> FunctionType:
    if op.keyword == "throw":
        return folder.context.tag_type(op.immediates[0])
    if "indirect" in table()[op.keyword].traits:
        return folder.context.type_use(op.type_use or TypeUse())
    return folder.context.function_type(op.immediates[0])


def _address(folder: _Folder, op: Op, space: str, source: bool = False) -> str:
    """The address type of the memory or table that an instruction names, of number 0 where it names none.
    One lone number of a lane access is the lane, one lone index of an `init` the segment.
    """
    if not op.immediates:
        return folder.context.address_type(space, "0")
    plain = [word for word in op.immediates if not word.startswith(("offset=", "align=", "("))]
    others = sum(kind in ("lane", "data", "element") for kind in table()[op.keyword].immediates)
    named = plain[: len(plain) - others]
    return folder.context.address_type(space, named[int(source)] if len(named) > source else "0")


def _copy_size(folder: _Folder, op: Op, space: str) -> str:
    both = {_address(folder, op, space), _address(folder, op, space, source=True)}
    return "i64" if both == {"i64"} else "i32"


_STEPS = {
    **dict.fromkeys(("else", "catch", "catch_all"), _Folder.arm),
    **dict.fromkeys(("end", "delegate"), _Folder.end),
    **dict.fromkeys(("block", "loop", "if", "try", "try_table"), _Folder.open),
}
"""What is done with the words that open, part and close a block; any other is a plain instruction."""


def fold(ops: Sequence[Op], context: Context, comments: dict[int, str] | None = None) -> Body:
    """The tree of a linear body.

    `comments` gives, by the position of an instruction, the comments that stand before it. Raises WatError
    where the code cannot be typed; `line` and `column` are not set (the caller knows the text): `position`
    is.
    """
    folder = _Folder(context, comments or {})
    for op in ops:
        try:
            _STEPS.get(op.keyword, _Folder.plain)(folder, op)
        except WatError as error:
            raise FoldError(error.message, op.position) from None
    try:
        return folder.finish()
    except WatError as error:
        raise FoldError(error.message, ops[-1].position if ops else 0) from None
