"""What a part of a module needs: the statements that write what it reads, the control of the loops around it,
and the functions that it calls.

The order of statements counts only in one way: code after a loop writes nothing that the loop reads.  The
modules are named (reducer.wat.naming): nested blocks have different labels.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from reducer.edits.counters import counter_of
from reducer.wat.fold import diverges
from reducer.wat.indices import references
from reducer.wat.instructions import has_any
from reducer.wat.module import Field, Module
from reducer.wat.tree import Body, Group, Instr, Node, children, instructions, walk, walk_once

Name = tuple[str, str]
"""Something that is read or written: ("local", name) or ("global", name); ("memory", "") stands for all
memories and tables."""
MEMORY: Name = ("memory", "")
NUMBERS = frozenset(("i32", "i64", "f32", "f64", "v128"))
MAX_LOOPS = 32
"""A site that needs more loops than this has no kernel."""
MAX_BRANCHES = 64
"""In a loop with more branches than this, all of them count as its control."""
_READS = {"local.get": "local", "global.get": "global"}
_WRITES = {"local.set": "local", "local.tee": "local", "global.set": "global"}


def written_by(node: Node) -> Name | None:
    """What an instruction writes itself."""
    if not isinstance(node, Instr):
        return None
    if node.op in _WRITES:
        return _WRITES[node.op], node.immediates[0]
    return MEMORY if has_any(node.op, ("writes_memory", "writes_table")) else None


def read_by(node: Node) -> Name | None:
    """What an instruction reads itself."""
    if not isinstance(node, Instr):
        return None
    if node.op in _READS:
        return _READS[node.op], node.immediates[0]
    return MEMORY if has_any(node.op, ("reads_memory", "reads_table")) else None


@dataclass(frozen=True, eq=False)
class Code:
    """A function's body, with the way from each node to those around it.

    By the id of the node: `parents`, `order` (where it starts in the text, from 0), `last` (where it ends),
    `outermost` (the outermost loop around it, or itself), `statements` (see `statement`); `free` are the ids
    of statements that can be removed.  By name: `writers`, `readers`, and `calls` of functions.
    """

    function: Field
    body: Body
    parents: dict[int, Node]
    order: dict[int, int]
    last: dict[int, int]
    outermost: dict[int, Instr]
    statements: dict[int, Node]
    free: set[int]
    writers: dict[Name, list[Node]]
    readers: dict[Name, list[Node]]
    calls: dict[str, list[Node]]

    def around(self, node: Node) -> Iterator[Node]:
        """The nodes around a node, the innermost first."""
        while (parent := self.parents.get(id(node))) is not None:
            yield parent
            node = parent

    def statement(self, node: Node) -> Node:
        """The innermost statement around a node that can be kept or removed by itself; the outermost node
        where there is none."""
        return self.statements[id(node)]

    def loops(self, node: Node) -> list[Instr]:
        """The loops around a node, with itself if it is one, the outermost first."""
        found = [one for one in (node, *self.around(node)) if isinstance(one, Instr) and one.op == "loop"]
        return found[::-1]

    def arm(self, node: Node) -> int | None:
        """The id of the innermost arm around a node; None where only the function is around it."""
        for one in self.around(node):
            if isinstance(one, Instr) and one.block is not None:
                for arm in one.block.arms:
                    if any(item is node for item in arm.body):
                        return id(arm)
            node = one
        return None

    def after(self, node: Node) -> list[Node]:
        """The nodes after the outermost loop around a node (after the node itself where there is none),
        without those in other arms."""
        node = self.outermost.get(id(node)) or self.statement(node)
        found: list[Node] = []
        for parent in (*self.around(node), None):
            for body in _bodies(parent, self.body):
                places = [place for place, item in enumerate(body) if item is node]
                found += body[places[0] + 1 :] if places else ()
            if parent is not None:
                node = parent
        return found

    def written_below(self, node: Node) -> list[Name]:
        """The locals that a node and those below it write."""
        names = [written_by(below) for below in walk((node,))]
        return list(dict.fromkeys(name for name in names if name is not None and name[0] == "local"))

    def readers_after(self, name: Name, node: Node) -> list[Node]:
        """The statements after the loops around a node that read this."""
        end = self.last[id(self.outermost.get(id(node), node))]
        return [self.statement(one) for one in self.readers.get(name, ()) if self.order[id(one)] > end]

    def seen_until(self, reader: Node) -> int:
        """The place in the text up to which a write may reach the reader."""
        loop = self.outermost.get(id(reader))
        return self.order[id(reader)] if loop is None else self.last[id(loop)]

    def writes_until(self, name: Name, end: int) -> list[Node]:
        """The statements up to that place that write this."""
        return [self.statement(one) for one in self.writers.get(name, ()) if self.order[id(one)] <= end]


def _bodies(parent: Node | None, body: Body) -> list[Body]:
    if parent is None:
        return [body]
    if isinstance(parent, Group):
        return [parent.items]
    return [arm.body for arm in parent.block.arms] if parent.block is not None else []


def code_of(module: Module, function: Field) -> Code:
    """The code of a function, from one walk through it."""
    cached: Code | None = function.__dict__.get("_code")
    if cached is not None and cached.body is module.body(function):
        return cached
    code = Code(
        function,
        module.body(function),
        {},
        {},
        {},
        {},
        {},
        set(),
        defaultdict(list),
        defaultdict(list),
        defaultdict(list),
    )
    work: list[tuple[Node, bool, bool]] = [(node, True, False) for node in reversed(code.body)]
    while work:
        node, free, done = work.pop()
        if done:
            code.last[id(node)] = len(code.order) - 1
            continue
        code.order[id(node)] = len(code.order)
        parent = code.parents.get(id(node))
        code.statements[id(node)] = node if parent is None else code.statements[id(parent)]
        if free and not node.results:
            code.free.add(id(node))
            if not node.fixed:
                code.statements[id(node)] = node
        for name, found in ((written_by(node), code.writers), (read_by(node), code.readers)):
            if name is not None:
                found[name].append(node)
        if isinstance(node, Instr) and node.op in ("call", "return_call"):
            code.calls[node.immediates[0]].append(node)
        below = list(children(node))
        code.parents.update((id(child), node) for child in below)
        loop = code.outermost.get(id(node)) or (
            node if isinstance(node, Instr) and node.op == "loop" else None
        )
        if loop is not None:
            code.outermost.update((id(one), loop) for one in (node, *below))
        operands = {id(child) for child in node.operands} if isinstance(node, Instr) else set()
        in_group = isinstance(node, Group)
        work.append((node, free, True))
        work += [
            (child, id(child) not in operands and not (in_group and diverges(child)), False)
            for child in reversed(below)
        ]
    function.__dict__["_code"] = code
    return code


class Needed:
    """What is needed, while it is gathered.

    `whole` are the ids of nodes that stay as they are, `alone` those of nodes whose operands may go; `inside`
    maps the id of a statement to the nodes for which it is kept; `functions` are those that are named, and
    `called` those of them that may run; `segments` are the keywords of the fields that fill a memory or table
    which is read.  With `memory`, whatever reads memory needs what writes it; the control of a loop always
    does.
    """

    def __init__(self, module: Module, *, memory: bool) -> None:
        self.whole: set[int] = set()
        self.alone: set[int] = set()
        self.inside: dict[int, list[Node]] = defaultdict(list)
        self.functions: set[str] = set()
        self.called: set[str] = set()
        self.segments: set[str] = set()
        self._module, self._memory = module, memory
        self._around: set[int] = set()
        self._met: set[tuple[str, Name, int]] = set()
        self._loops = 0
        # Whether a function may be called that no call names.
        self._indirect = False
        self._work: list[tuple[Code, Node, bool]] = []

    def take(self, code: Code, node: Node) -> None:
        """Takes a node as it is, and what it needs."""
        self._work.append((code, node, self._memory))

    def take_all(self, code: Code, nodes: Iterable[Node]) -> None:
        """Takes all of these nodes."""
        for node in nodes:
            self.take(code, node)

    def take_alone(self, code: Code, node: Node, *, with_operands: bool) -> None:
        """Takes a node without the statement around it.  References always stay with what they read, because
        null in their place would trap."""
        statement = code.statement(node)
        if isinstance(statement, Instr) and statement.block is not None:
            self.take(code, statement)
            return
        if not any(id(other) in self.alone for other in code.around(node)):
            self.inside[id(statement)].append(node)
        self.alone.add(id(node))
        self._mention(node)
        self._enclose(code, statement)
        for operand in node.operands if isinstance(node, Instr) else ():
            if with_operands or any(type_ not in NUMBERS for type_ in operand.results):
                self._inside(code, operand, self._memory)

    def close(self) -> bool:
        """Takes everything that the nodes taken so far need, and what that needs in turn; False where that is
        too much."""
        while self._work:
            code, node, memory = self._work.pop()
            self._inside(code, node, memory)
            self._enclose(code, node)
        met: set[str] = set()
        while found := (self.functions if self._indirect else self.called) - met:
            met |= found
            for function in (self._module.find("function", name) for name in found):
                for node in () if function.imported else instructions(self._module.body(function)):
                    self._mention(node)
        self.called |= met
        return self._loops <= MAX_LOOPS

    def _inside(self, code: Code, node: Node, memory: bool) -> None:
        work = [node]
        while work:
            below = work.pop()
            if id(below) in self.whole:
                continue
            self.whole.add(id(below))
            work += children(below)
            name = read_by(below)
            if name is not None and (name != MEMORY or memory):
                self._read(code, name, code.seen_until(below), memory)
                if isinstance(below, Instr) and has_any(below.op, ("reads_memory",)):
                    self.segments.add("data")
            self._mention(below)

    def _read(self, code: Code, name: Name, end: int, memory: bool) -> None:
        if (code.function.name, name, end) not in self._met:
            self._met.add((code.function.name, name, end))
            self._work += [(code, write, memory) for write in code.writes_until(name, end)]

    def _mention(self, node: Node) -> None:
        """Takes what an instruction names, and what the tables hold where it reads one."""
        if not isinstance(node, Instr):
            return
        named = {index for space, index in references(node) if space == "function"}
        self.functions |= named
        if has_any(node.op, ("call",)):
            self.called |= named
        self._indirect |= has_any(node.op, ("indirect",))
        if has_any(node.op, ("reads_table", "indirect")) and "elem" not in self.segments:
            self.segments |= {"elem", "table"}
            for entry in self._module.fields:
                if entry.keyword in ("elem", "table", "global"):
                    referred = entry.declaration.references
                    self.functions |= {one.text for one in referred if one.space == "function"}

    def _enclose(self, code: Code, node: Node) -> None:
        """Takes what decides whether, and how often, a node is reached."""
        for one in code.around(node):
            if id(one) in self._around:
                return
            self._around.add(id(one))
            if isinstance(one, Instr) and one.op == "if":
                self._work += [(code, operand, self._memory) for operand in one.operands]
            elif isinstance(one, Instr) and one.op == "loop":
                self._loops += 1
                if self._loops > MAX_LOOPS:
                    self._work = []
                    return
                self._work += [(code, code.statement(branch), True) for branch in control_of(code, one)]

    def __contains__(self, node: Node) -> bool:
        return id(node) in self.whole or id(node) in self.alone

    def alone_in(self, statement: Node) -> list[Node]:
        """The nodes for which a statement is kept, where nothing else in it is needed."""
        sites = self.inside.get(id(statement), [])
        work = [statement] if sites else []
        while work:
            node = work.pop()
            if any(node is site for site in sites):
                continue
            if node in self:
                return []
            work += children(node)
        return sites


def control_of(code: Code, loop: Instr) -> list[Node]:
    """The branches by which a loop goes round and ends: those that depend on its counter, and those that
    always go back.  All branches where no counter is found, or there are very many."""
    assert loop.block is not None
    inside = [node for node in walk_once((loop,)) if isinstance(node, Instr)]
    own = {node.block.label for node in inside if node.block is not None and node is not loop}
    branches = [
        node
        for node in inside
        if node.op == "return"
        or any(label not in own for space, label in references(node) if space == "label")
    ]
    counter = counter_of(loop)
    if counter is None or len(branches) > MAX_BRANCHES:
        return list(branches)
    body = loop.block.arms[0].body
    always = [node for node in branches if any(node is item for item in body) and not _conditions((node,))]
    chosen = [node for node in branches if ("local", counter.name) in _read(code, loop, node)]
    return [*always, *chosen] if chosen else list(branches)


def _conditions(nodes: Sequence[Node]) -> list[Node]:
    return [
        operand
        for node in nodes
        if isinstance(node, Instr) and node.op in ("br_if", "br_table", "if")
        for operand in node.operands
    ]


def _read(code: Code, loop: Instr, branch: Node) -> set[Name]:
    """What the conditions of a branch read, including those of each `if` around it in the loop."""
    inside = takewhile(lambda node: node is not loop, code.around(branch))
    nodes = list(walk_once(_conditions((branch, *inside))))
    return {name for node in nodes for name in (read_by(node), written_by(node)) if name is not None}
