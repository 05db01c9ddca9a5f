"""The code of one function drawn at random, valid by construction.

The rows of grammars/instructions.tsv say what an instruction takes and gives; those that depend on labels,
types or functions are drawn by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from written_code import Node

from reducer.wat.instructions import Row

if TYPE_CHECKING:
    from generated_modules import Drawn

NUMBERS = ("i32", "i64", "f32", "f64", "v128")
REFERENCES = ("funcref", "externref")
TYPES = NUMBERS + REFERENCES
SYMBOLS = {
    "$table_address": "i32",
    "$source_table_address": "i32",
    "$table_copy_size": "i32",
    "$element": "funcref",
    "$address": "i32",
    "$source_address": "i32",
    "$copy_size": "i32",
}


@dataclass(frozen=True)
class Label:
    name: str
    types: tuple[str, ...]


@dataclass(frozen=True)
class Signature:
    params: tuple[str, ...]
    results: tuple[str, ...]

    @property
    def text(self) -> str:
        params = f"(param {' '.join(self.params)})" if self.params else ""
        results = f"(result {' '.join(self.results)})" if self.results else ""
        return f"{params} {results}".strip()


class Code:
    """Draws the code of one function."""

    def __init__(self, module: Drawn, signature: Signature, locals_: list[tuple[str, str]]) -> None:
        self.module, self.random = module, module.random
        self.signature, self.locals = signature, locals_
        self.labels = [Label("", signature.results)]
        self.budget = module.size

    # ---- references

    def local(self, type_: str) -> str | None:
        found = [index for index, (_, other) in enumerate(self.locals) if other == type_]
        if not found:
            return None
        index = self.random.choice(found)
        return self.random.choice([self.locals[index][0] or str(index), str(index)])

    def label(self, depth: int) -> str:
        """A label by depth (0 is the innermost) or by name, where that name means this label."""
        name = self.labels[-1 - depth].name
        hidden = any(other.name == name for other in self.labels[len(self.labels) - depth :])
        return name if name and not hidden and self.random.random() < 0.7 else str(depth)

    # ---- values

    def values(self, types: tuple[str, ...], depth: int) -> list[Node]:
        """Nodes that leave values of these types, in order."""
        if len(types) > 1 and self.random.random() < 0.25:
            return self.together(types, depth)
        nodes = []
        for type_ in types:
            nodes += self.value(type_, depth)
            if self.random.random() < 0.05:
                nodes.append(self.statement(depth + 1))
        return nodes

    def together(self, types: tuple[str, ...], depth: int) -> list[Node]:
        """Several values from one block, or all but the last of them and the operands of the last."""
        if self.random.random() < 0.5:
            return [self.block(Signature((), types), depth)]
        rows = [row for row in self.module.rows if row.results == types[-1:] and row.operands and row.fixed]
        if not rows:
            return [self.block(Signature((), types), depth)]
        row = self.random.choice(rows)
        return [self.block(Signature((), types[:-1] + row.operands), depth), Node(self.text(row))]

    def value(self, type_: str, depth: int) -> list[Node]:
        """Nodes that leave one value."""
        self.budget -= 1
        if self.budget < 0 or depth > 6:
            return [self.leaf(type_)]
        choice = self.random.random()
        if choice < 0.25:
            return [self.leaf(type_)]
        if choice < 0.35:
            return [
                self.block(
                    Signature(self.some_types(2) if self.random.random() < 0.4 else (), (type_,)), depth
                )
            ]
        if choice < 0.42 and (function := self.module.function_with(results=(type_,))) is not None:
            return [self.call(function, depth)]
        if choice < 0.46:
            return self.unreachable_value(type_)
        if choice < 0.5 and (name := self.local(type_)) is not None:
            return [Node(f"local.tee {name}", self.values((type_,), depth + 1))]
        if choice < 0.53:
            select = (
                "select" if type_ in NUMBERS and self.random.random() < 0.6 else f"select (result {type_})"
            )
            return [Node(select, self.values((type_, type_, "i32"), depth + 1))]
        if (
            choice < 0.56
            and self.random.random() < 0.5
            and (label := self.label_taking((type_,))) is not None
        ):
            return [Node(f"br_if {label}", self.values((type_, "i32"), depth + 1))]
        if self.module.objects and choice < 0.66 and (branch := self.cast_branch(type_, depth)) is not None:
            return [branch]
        return [self.row_giving(type_, depth)]

    def cast_branch(self, type_: str, depth: int) -> Node | None:
        """A branch that looks at a reference, and leaves one of this type."""
        if type_ == "(ref $node)" and (label := self.label_taking(())) is not None:
            return Node(f"br_on_null {label}", self.values(("(ref null $node)",), depth + 1))
        if type_ == "anyref" and (label := self.label_taking(("(ref $node)",))) is not None:
            return Node(f"br_on_cast {label} anyref (ref $node)", self.values(("anyref",), depth + 1))
        if type_ == "(ref $node)" and (label := self.label_taking(("anyref",))) is not None:
            return Node(f"br_on_cast_fail {label} anyref (ref $node)", self.values(("anyref",), depth + 1))
        return None

    def leaf(self, type_: str) -> Node:
        choice = self.random.random()
        if choice < 0.35 and (name := self.local(type_)) is not None:
            return Node(f"local.get {name}")
        if choice < 0.5 and (name := self.module.global_of(type_)) is not None:
            return Node(f"global.get {name}")
        return Node(self.module.constant(type_))

    def row_giving(self, type_: str, depth: int) -> Node:
        rows = [row for row in self.module.rows if self.concrete(row.results) == (type_,)]
        if not rows:
            return self.leaf(type_)
        return self.instruction(self.random.choice(rows), depth)

    def instruction(self, row: Row, depth: int) -> Node:
        wide = (
            self.module.wide
            and any(kind == "memory?" for kind in row.immediates)
            and "$address" in row.operands
        )
        wide = (
            wide and row.results != ("$address",) and len(row.immediates) < 3 and self.random.random() < 0.3
        )
        wide = wide and row.name not in ("memory.copy", "memory.init")
        operands = self.concrete(row.operands, "i64" if wide else "i32")
        return Node(self.text(row, wide), self.values(operands, depth + 1))

    def unreachable_value(self, type_: str) -> list[Node]:
        """Code that leaves, and an instruction that takes some or all of its operands from nowhere."""
        rows = [row for row in self.module.rows if self.concrete(row.results) == (type_,) and row.operands]
        leave = Node("unreachable") if self.random.random() < 0.6 else self.leaving()
        if not rows:
            return [leave, self.leaf(type_)]
        row = self.random.choice(rows)
        operands = self.concrete(row.operands)
        kept = operands[self.random.randrange(len(operands) + 1) :]
        return [leave, Node(self.text(row), [self.leaf(kept_type) for kept_type in kept])]

    # ---- statements

    def statement(self, depth: int) -> Node:
        """A node that leaves nothing."""
        self.budget -= 1
        choice = self.random.random()
        if self.budget < 0 or depth > 6 or choice < 0.05:
            return Node("nop")
        if choice < 0.2:
            type_ = self.random.choice(self.module.types_drawn)
            return Node("drop", self.values((type_,), depth + 1))
        if choice < 0.4:
            return self.assignment(depth)
        if choice < 0.55:
            return self.block(Signature(self.some_types(1) if self.random.random() < 0.3 else (), ()), depth)
        if choice < 0.62 and (function := self.module.function_with(results=())) is not None:
            return self.call(function, depth)
        if choice < 0.7:
            return self.leaving(depth)
        if choice < 0.75 and (label := self.label_taking(())) is not None:
            return Node(f"br_if {label}", self.values(("i32",), depth + 1))
        if (
            self.module.objects
            and choice < 0.78
            and (label := self.label_taking(("(ref $node)",))) is not None
        ):
            return Node(f"br_on_non_null {label}", self.values(("(ref null $node)",), depth + 1))
        if choice < 0.8 and self.module.all:
            return Node("drop", [Node(f"ref.func {self.module.any_function()}")])
        pairs = [row for row in self.module.rows if len(row.results) == 2]
        if pairs and choice < 0.82:
            return Node("drop", [Node("drop", [self.instruction(self.random.choice(pairs), depth)])])
        rows = [row for row in self.module.rows if not row.results and "diverges" not in row.traits]
        return self.instruction(self.random.choice(rows), depth)

    def assignment(self, depth: int) -> Node:
        type_ = self.random.choice(self.module.types_drawn)
        local, global_ = self.local(type_), self.module.global_of(type_, mutable=True)
        if local is not None and (global_ is None or self.random.random() < 0.7):
            return Node(f"local.set {local}", self.values((type_,), depth + 1))
        if global_ is not None:
            return Node(f"global.set {global_}", self.values((type_,), depth + 1))
        return Node("drop", self.values((type_,), depth + 1))

    def leaving(self, depth: int = 6) -> Node:
        """An instruction that never falls through, with its operands."""
        target = self.random.randrange(len(self.labels))
        types = self.labels[-1 - target].types
        choice = self.random.random()
        if choice < 0.4:
            return Node(f"br {self.label(target)}", self.values(types, depth + 1))
        if choice < 0.6:
            same = [index for index in range(len(self.labels)) if self.labels[-1 - index].types == types]
            labels = [self.label(self.random.choice(same)) for _ in range(self.random.randrange(3))]
            return Node(
                f"br_table {' '.join([*labels, self.label(target)])}", self.values((*types, "i32"), depth + 1)
            )
        if choice < 0.75:
            return Node("return", self.values(self.signature.results, depth + 1))
        if choice < 0.8 and self.module.objects:
            return Node("throw_ref", self.values(("exnref",), depth + 1))
        if choice < 0.85 and self.module.all:
            return Node("throw $thrown", self.values(("i32",), depth + 1))
        function = self.module.function_with(results=self.signature.results)
        if choice < 0.95 and self.module.all and function is not None:
            return self.call(function, depth, tail=True)
        return Node("unreachable")

    def label_taking(self, types: tuple[str, ...]) -> str | None:
        depths = [depth for depth in range(len(self.labels)) if self.labels[-1 - depth].types == types]
        return self.label(self.random.choice(depths)) if depths else None

    def call(self, function: int, depth: int, tail: bool = False) -> Node:
        signature = self.module.signatures[function]
        prefix = "return_" if tail else ""
        if self.random.random() < 0.3:
            use = self.random.choice([f"(type {self.module.type_of(signature)})", signature.text])
            return Node(f"{prefix}call_indirect {use}", self.values((*signature.params, "i32"), depth + 1))
        name = self.module.function_name(function)
        if self.module.typed and not tail and self.random.random() < 0.3:
            return Node(
                f"call_ref {self.module.type_of(signature)}",
                [*self.values(signature.params, depth + 1), Node(f"ref.func {name}")],
            )
        return Node(f"{prefix}call {name}", self.values(signature.params, depth + 1))

    # ---- blocks

    def some_types(self, most: int) -> tuple[str, ...]:
        return tuple(self.random.choice(self.module.types_drawn) for _ in range(self.random.randint(1, most)))

    def block(self, signature: Signature, depth: int) -> Node:
        kinds = ["block", "block", "loop", "if", "if", *self.module.tries]
        kind = self.random.choice(kinds)
        operands = self.values(signature.params + (("i32",) if kind == "if" else ()), depth + 1)
        name = self.random.choice(["", "$a", "$b", "$l:0", "$" + "'quoted|"])
        use = signature.text
        if self.random.random() < 0.3:
            use = f"(type {self.module.type_of(signature)})"
        handlers = self.handlers() if kind == "try_table" else ""
        node = Node(" ".join(filter(None, (kind, name, use, handlers))), operands)
        self.labels.append(Label(name, signature.params if kind == "loop" else signature.results))
        first = {"if": "then", "try": "do"}.get(kind, "")
        node.arms.append((first, self.arm(signature, depth)))
        if kind == "if" and (signature.params != signature.results or self.random.random() < 0.5):
            node.arms.append(("else", self.arm(signature, depth)))
        delegated = kind == "try" and self.random.random() < 0.3
        if kind == "try" and not delegated:
            for keyword, params in (("catch $thrown", ("i32",)), ("catch_all", ())):
                if self.random.random() < 0.6:
                    node.arms.append(
                        (keyword, self.arm(Signature(params, signature.results), depth, caught=True))
                    )
        self.labels.pop()
        if delegated:
            node.delegate = self.label(self.random.randrange(len(self.labels)))
        return node

    def handlers(self) -> str:
        """Clauses of a try_table, for the labels around it that take what they give."""
        clauses = []
        for clause, types in (
            ("catch $thrown", ("i32",)),
            ("catch_ref $thrown", ("i32", "exnref")),
            ("catch_all", ()),
            ("catch_all_ref", ("exnref",)),
        ):
            label = self.label_taking(types)
            if label is not None and self.random.random() < 0.6:
                clauses.append(f"({clause} {label})")
        return " ".join(clauses)

    def arm(self, signature: Signature, depth: int, caught: bool = False) -> list[Node]:
        """The code of one arm: what it is given is used up first."""
        code = [self.use_up(type_) for type_ in reversed(signature.params)]
        for _ in range(self.random.randrange(3)):
            code.append(self.statement(depth + 1))
        if caught and self.random.random() < 0.2:
            code.append(Node(f"rethrow {self.label(0)}"))
        return code + self.values(signature.results, depth + 1)

    def use_up(self, type_: str) -> Node:
        """An instruction that takes the value on top of the stack, which no node before it gives."""
        name = self.local(type_)
        return Node(f"local.set {name}") if name is not None and self.random.random() < 0.5 else Node("drop")

    # ---- text of instructions

    def concrete(self, types: tuple[str, ...], address: str = "i32") -> tuple[str, ...]:
        symbols = SYMBOLS | {
            "$address": address,
            "$any": "i32",
            "$t": "i32",
            "$ref": "funcref",
            "$heap": "funcref",
        }
        return tuple(symbols.get(type_, type_) for type_ in types)

    def text(self, row: Row, wide: bool = False) -> str:
        return self.module.instruction_text(row, wide)
