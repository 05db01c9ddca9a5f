"""The folded expression tree of a function body.

A body is a tuple of nodes.  A node is an instruction with its operands below it, or a group: a run of nodes
that leaves its values together because WebAssembly's stack order does not let them be told apart.  The tree
knows neither modules nor text. Terms: WebAssembly core specification, sections 2.4 (instructions) and 6.5
(folded instructions).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

ValueTypes = tuple[str, ...]
UNKNOWN = "unknown"
"""The type of a value that only unreachable code produces (the specification's bottom type)."""


@dataclass(frozen=True)
class FunctionType:
    """Parameter and result types, as they are spelt in the text."""

    params: ValueTypes = ()
    results: ValueTypes = ()


@dataclass(frozen=True, eq=False, slots=True)
class Arm:
    """One body of a block: what stands after `block`, `then`, `else`, `catch $tag`, ..."""

    keyword: str
    immediates: tuple[str, ...]
    body: Body


class Handler(NamedTuple):
    """A clause of a `try_table`: the keyword (`catch`, `catch_all_ref`, ...), the tag ("" where all are
    caught) and the label, counted from outside the block.
    """

    keyword: str
    tag: str
    label: str

    @property
    def text(self) -> str:
        """As it is written."""
        return f"({' '.join(filter(None, self))})"


@dataclass(frozen=True, eq=False, slots=True)
class Block:
    """What a block-like instruction has beyond a plain one.

    `type_use` is the block's type as it was written; `type` is what it means; `delegate` is the label after
    `delegate`; `handlers` are the clauses of a `try_table`.
    """

    label: str
    type_use: str
    type: FunctionType
    arms: tuple[Arm, ...]
    delegate: str = ""
    handlers: tuple[Handler, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Instr:
    """An instruction, the nodes that give its operands, and the types of its results.

    An empty `op` stands for a parameter of a block at the place where it is used; it prints as nothing.  Code
    metadata is a node too, its text being its `op`. `pinned`: the node, or an operand below it, takes values
    that no node of the tree gives (a block's parameters, or what unreachable code only promises), or the code
    after it relies on its never falling through: it must stay as it is, and where it is. `joined`: it works
    on the stack of the group it stands in, and can only go or stay together with that group.
    """

    op: str
    immediates: tuple[str, ...] = ()
    operands: tuple[Node, ...] = ()
    results: ValueTypes = ()
    block: Block | None = None
    comment: str = ""
    pinned: bool = False
    joined: bool = False

    @property
    def fixed(self) -> bool:
        """Whether the node must not be replaced by itself."""
        return self.pinned or self.joined


@dataclass(frozen=True, eq=False, slots=True)
class Group:
    """Nodes that run one after the other and leave `results` together.

    The commonest is a value with statements after it (`i32.const 1  call $f`), used as one operand.
    """

    items: tuple[Node, ...]
    results: ValueTypes
    pinned: bool = False

    @property
    def fixed(self) -> bool:
        """Whether the node must not be replaced by itself."""
        return self.pinned


Node = Instr | Group
Body = tuple[Node, ...]


def is_metadata(node: Instr) -> bool:
    """Whether the node is code metadata (`(@metadata.code....)`) and no instruction."""
    return node.op.startswith("(@")


def children(node: Node) -> Iterator[Node]:
    """The nodes directly below `node`, in the order in which they run."""
    if isinstance(node, Group):
        yield from node.items
        return
    yield from node.operands
    if node.block is not None:
        for arm in node.block.arms:
            yield from arm.body


def walk(body: Body) -> Iterator[Node]:
    """Every node of a body, each before the nodes below it.

    Iterative, because the nesting of a program has no limit.
    """
    stack = list(reversed(body))
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, Group):
            stack += node.items[::-1]
            continue
        for arm in node.block.arms[::-1] if node.block is not None else ():
            stack += arm.body[::-1]
        if node.operands:
            stack += node.operands[::-1]


def walk_once(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every node of and below `nodes`, each once, also where one of them stands below another: so that this
    takes linear time however deep they nest.
    """
    seen: set[int] = set()
    for start in nodes:
        stack = [start]
        while stack:
            node = stack.pop()
            if id(node) not in seen:
                seen.add(id(node))
                yield node
                stack.extend(reversed(list(children(node))))


def places(body: Body) -> dict[int, int]:
    """By the id of every node of a body, that of the node above it; 0 for those that stand in the body
    itself.  Nothing where a node stands in two places."""
    found = {id(node): 0 for node in body}
    count = len(body)
    for node in walk(body):
        for below in children(node):
            found[id(below)] = id(node)
            count += 1
    return found if count == len(found) else {}


def holders(body: Body, wanted: Callable[[Node], bool]) -> set[int]:
    """The ids of the nodes that are wanted, or hold one that is."""
    found: set[int] = set()
    work = [(node, False) for node in body]
    while work:
        node, ready = work.pop()
        if not ready:
            work += [(node, True), *((below, False) for below in children(node))]
        elif wanted(node) or any(id(below) in found for below in children(node)):
            found.add(id(node))
    return found


def instructions(body: Body) -> Iterator[Instr]:
    """Every instruction of a body (groups, metadata and the places of block parameters left out)."""
    return (node for node in walk(body) if isinstance(node, Instr) and node.op and not is_metadata(node))


def count_instructions(body: Body) -> int:
    """How many instructions a body has, `end` and `else` aside."""
    return sum(1 for _ in instructions(body))
