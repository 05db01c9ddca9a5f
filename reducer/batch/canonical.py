"""The canonical form of a reduced case's hot loop: the same text for loops that differ only in spelling.

It leaves out names, locals, labels and the values of constants, and how the loop counts: up or down, in i32
or i64, tested at its end or its start.  Commutative operands are sorted.  Which loop is the hot one is
decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from reducer.edits.counters import steps
from reducer.edits.operands import constant_value
from reducer.wat.indices import references, rename_text
from reducer.wat.module import Field, Module
from reducer.wat.tree import (
    Group,
    Instr,
    Node,
    children,
    holders,
    instructions,
    is_metadata,
    walk,
    walk_once,
)

COUNT = "count"
"""The name of a loop's counter in the form, whatever its type, and through any conversions."""
SORTED_BY = 64
"""How many characters of its text sort an operand, before a digest decides: with whole texts, nested operands
would take quadratic time.
"""

_COMMUTATIVE = re.compile(
    r"(i32|i64|i8x16|i16x8|i32x4|i64x2|f32x4|f64x2|f32|f64|v128)"
    r"\.(add(_sat_[su])?|mul|and|or|xor|eq|ne|min(_[su])?|max(_[su])?|avgr_u)"
)
_CONVERSIONS = ("i32.wrap_i64", "i64.extend_i32_u", "i64.extend_i32_s")
_BRANCHES = ("br", "br_if")


@dataclass(frozen=True, eq=False)
class Term:
    """A node of the form: a head and the terms below it.

    `order` sorts terms by their text without names; it holds the beginning of that text, and a digest.
    """

    head: str
    below: tuple[Term, ...] = ()
    order: tuple[str, bytes] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        head = _without_names(self.head)
        start = f"({' '.join([head, *(term.order[0] for term in self.below)])})" if self.below else head
        digest = sha256(head.encode("utf-8", "surrogateescape"))
        for term in self.below:
            digest.update(term.order[1])
        object.__setattr__(self, "order", (start[:SORTED_BY], digest.digest()))

    @property
    def is_count(self) -> bool:
        """Whether it is a loop's counter and nothing else."""
        return self.head == COUNT and not self.below


@dataclass(frozen=True, eq=False)
class Loop:
    """A loop and its function.  `nodes` are those that run once a trip: not those of inner loops, but those
    of called functions that have no loop."""

    function: Field
    node: Instr
    depth: int
    nodes: tuple[Instr, ...]


def form_of(module: Module, loop: Loop | None) -> str:
    """The canonical form of a loop, or of all functions if `loop` is None.  `module` must have names."""
    if loop is not None:
        return _text(_Former(module, loop.function, loop, set()).form([loop.node]))
    shown: set[str] = set()
    formers = [(_Former(module, function, None, shown), function) for function in module.functions]
    return _text(
        [
            term
            for former, function in formers
            if function.name not in shown
            for term in former.form(module.body(function))
        ]
    )


def loops(module: Module) -> list[Loop]:
    """Every loop, an outer one before those inside, in the order of the text.  `module` must be named."""
    found = []
    for function in module.functions:
        work: list[tuple[Node, int]] = [(node, 0) for node in reversed(module.body(function))]
        while work:
            node, depth = work.pop()
            if isinstance(node, Instr) and node.op == "loop":
                depth += 1
                found.append(Loop(function, node, depth, tuple(_of_a_trip(module, node))))
            work += [(child, depth) for child in reversed(list(children(node)))]
    return found


def defined(module: Module, call: Instr) -> Field | None:
    """The function with a body that a direct call calls."""
    if call.op not in ("call", "return_call"):
        return None
    function = module.find("function", call.immediates[0])
    return function if function.imported is None else None


def _of_a_trip(module: Module, loop: Instr) -> Iterator[Instr]:
    work, called = list(children(loop)), set[str]()
    while work:
        node = work.pop()
        if isinstance(node, Instr):
            if node.op == "loop":
                continue
            if node.op and not is_metadata(node):
                yield node
            callee = defined(module, node)
            if callee is not None and callee.name not in called:
                called.add(callee.name)
                body = module.body(callee)
                if all(entry.op != "loop" for entry in instructions(body)):
                    work += body
        work += children(node)


def _text(terms: Iterable[Term]) -> str:
    """The terms with every name replaced by its kind and the place of its first mention."""
    numbers: dict[str, dict[str, int]] = {}

    def number(match: re.Match[str]) -> str:
        kind, name = match.groups()
        known = numbers.setdefault(kind, {})
        return f"{kind}{known.setdefault(name, len(known))}"

    return re.sub(r"\{([a-z]+) ([^{}]*)\}", number, "\n".join(map(_written, terms)))


def _written(term: Term) -> str:
    """The text of a term: `(head below below)`."""
    pieces: list[str] = []
    work: list[Term | str] = [term]
    while work:
        part = work.pop()
        if isinstance(part, str):
            pieces.append(part)
        elif part.below:
            pieces.append(f"({part.head}")
            work.append(")")
            for below in reversed(part.below):
                work += [below, " "]
        else:
            pieces.append(part.head)
    return "".join(pieces)


def _without_names(text: str) -> str:
    return re.sub(r"\{([a-z]+) [^{}]*\}", r"\1", text)


Steps = Generator["Steps", list[Term], list[Term]]
"""Makes a form: yields what forms the nodes below, is sent their terms, and returns its own."""


class _Former:
    """Makes the form of the body of one loop of a function (None: of a function without a loop, or called
    from one).

    `shown` are the functions whose bodies stand in the form already: each appears once.  Bodies nest as
    deeply as their programs like, so nothing here recurses: a method asks for what is below a node by
    `yield`.
    """

    def __init__(self, module: Module, function: Field, loop: Loop | None, shown: set[str]) -> None:
        self._module, self._function, self._shown = module, function, shown
        nodes = [] if loop is None else [node for node in walk((loop.node,)) if isinstance(node, Instr)]
        self._label = "" if loop is None or loop.node.block is None else loop.node.block.label
        self._inside = {node.block.label for node in nodes if node.block is not None} - {self._label}
        body = module.body(function) if loop is None else (loop.node,)
        self._leaving = holders(body, lambda node: isinstance(node, Instr) and self._goes(node))
        self._counters = self._find_counters(nodes)
        self._counting = holders(body, self._is_counter)
        self._working = holders(body, self._is_other_leaf)
        self._read = {node.immediates[0] for node in nodes if node.op == "local.get"}
        self._within_loop = loop is not None
        self._branched: set[str] = set()

    def form(self, nodes: Iterable[Node]) -> list[Term]:
        """The terms of statements, without those that only count."""
        stack: list[Steps] = [self._each(nodes)]
        terms: list[Term] | None = None
        while True:
            try:
                asked = stack[-1].send(terms)  # type: ignore[arg-type]
            except StopIteration as done:
                stack.pop()
                terms = done.value
                if not stack:
                    return done.value  # type: ignore[no-any-return]
            else:
                stack.append(asked)
                terms = None

    # ---- counting

    def _find_counters(self, nodes: Iterable[Instr]) -> set[str]:
        """The locals that change by constants alone and decide whether there is another trip."""
        nodes = list(nodes)
        writes: dict[str, list[Instr]] = {}
        for node in nodes:
            if node.op in ("local.set", "local.tee"):
                writes.setdefault(node.immediates[0], []).append(node)
        stepped = {name for name, made in writes.items() if all(map(steps, made))}
        deciding = [node.operands[-1] for node in nodes if node.operands and self._decides(node)]
        tested = {
            below.immediates[0]
            for below in walk_once(deciding)
            if isinstance(below, Instr) and below.op in ("local.get", "local.tee")
        }
        return stepped & tested

    def _decides(self, node: Instr) -> bool:
        """Whether a node may go back to the start of the loop, or leave it."""
        return id(node) in self._leaving if node.op == "if" else self._goes(node)

    def _goes(self, node: Instr) -> bool:
        return node.op in _BRANCHES and node.immediates[0] not in self._inside

    def _only_counts(self, node: Node) -> bool:
        """Whether a condition consists of counters and constants: which condition it is, is a matter of
        spelling."""
        return id(node) in self._counting and id(node) not in self._working

    def _is_counter(self, node: Node) -> bool:
        return (
            isinstance(node, Instr) and node.op.startswith("local.") and node.immediates[0] in self._counters
        )

    def _is_other_leaf(self, node: Node) -> bool:
        leaf = isinstance(node, Instr) and not node.operands
        return leaf and not self._is_counter(node) and constant_value(node) is None

    # ---- statements

    def _each(self, nodes: Iterable[Node]) -> Steps:
        terms: list[Term] = []
        for node in nodes:
            terms += yield self._statement(node)
        return terms

    def _statement(self, node: Node) -> Steps:
        if isinstance(node, Group):
            return (yield self._each(node.items))
        if not node.op or is_metadata(node) or node.op == "nop":
            return []
        if node.op in ("local.set", "local.tee") and self._is_counter(node):
            return [Term(COUNT)] if node.results else []
        unread = node.op == "local.set" and self._within_loop and node.immediates[0] not in self._read
        if node.op == "drop" or unread:
            return self._dropped((yield self._each(node.operands)))
        if node.op in ("loop", "block") and node.block is not None:
            return (yield self._block(node))
        if self._goes(node) and (node.op == "br" or self._only_counts(node.operands[-1])):
            return []
        return (yield self._if(node) if node.op == "if" else self._plain(node))

    def _dropped(self, values: list[Term]) -> list[Term]:
        if all(value.is_count or value.head.endswith(".const #") for value in values):
            return []
        return [Term("drop", tuple(values))]

    def _block(self, node: Instr) -> Steps:
        assert node.block is not None
        below: list[Term] = []
        for arm in node.block.arms:
            below += yield self._each(arm.body)
        if node.op == "loop" and node.block.label == self._label:
            return [Term("loop", tuple(below))]
        label = self._token("label", node.block.label)
        if node.op == "loop" or label in self._branched:
            return [Term(f"{node.op} {label}", tuple(below))]
        return [Term("block", tuple(below))] if node.results and len(below) != 1 else below

    def _if(self, node: Instr) -> Steps:
        assert node.block is not None
        arms: list[list[Term]] = []
        for arm in node.block.arms:
            arms.append((yield self._each(arm.body)))
        if self._decides(node) and self._only_counts(node.operands[-1]):
            return [term for terms in arms for term in terms]
        condition = yield self._each(node.operands)
        return [Term("if", (*condition, *(Term("then", tuple(terms)) for terms in arms)))]

    # ---- expressions

    def _plain(self, node: Instr) -> Steps:
        if self._is_counter(node):
            return [Term(COUNT)]
        if node.op.endswith(".const"):
            return [Term(f"{node.op} #")]
        below = yield self._each(node.operands)
        if node.op in _CONVERSIONS and len(below) == 1 and below[0].is_count:
            return below
        if node.op == "local.tee" and self._within_loop and node.immediates[0] not in self._read and below:
            return below[-1:]
        if _COMMUTATIVE.fullmatch(node.op) and len(below) == 2:
            below = sorted(below, key=lambda term: term.order)
        inside = yield self._callee(node)
        return [Term(" ".join([node.op, *self._immediates(node)]), (*below, *inside))]

    def _callee(self, node: Instr) -> Steps:
        """The body of the function that a call calls, the first time."""
        callee = defined(self._module, node)
        if callee is None or callee.name in self._shown:
            return []
        self._shown.add(callee.name)
        former = _Former(self._module, callee, None, self._shown)
        return [Term("body", tuple((yield former._each(self._module.body(callee)))))]

    def _immediates(self, node: Instr) -> Iterator[str]:
        kinds = {index: space for space, index in references(node)}
        for word in node.immediates:
            if word.startswith(("offset=", "align=")):
                continue
            if kinds.get(word) == "label" and word not in self._inside:
                yield "exit"
            elif word in kinds:
                token = self._token(kinds[word], word)
                self._branched.add(token)
                yield token
            else:
                yield rename_text(word, self._token)

    def _token(self, space: str, name: str) -> str:
        """A name that `_text` will number: those of locals and labels are their function's own."""
        own = space in ("local", "label")
        return f"{{{space} {self._function.name if own else ''}{name}}}"
