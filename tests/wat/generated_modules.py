"""Valid modules drawn at random: typed code of every class of instruction, in flat, folded and mixed text.

Code is drawn as nodes (`Node`) that know their operands, so that each may be written flat or folded; what is drawn is valid by
construction, and the rows of grammars/instructions.tsv say what an instruction takes and gives.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from hypothesis import strategies
from hypothesis.strategies import SearchStrategy

from reducer.wat.instructions import Row, table

PLAIN_FLAGS: tuple[str, ...] = ()
ALL_FLAGS: tuple[str, ...] = ("--enable-all",)
PLAIN_FEATURES = {"mvp", "sign-extension", "saturating-float-to-int", "bulk-memory", "reference-types", "simd"}
NUMBERS = ("i32", "i64", "f32", "f64", "v128")
REFERENCES = ("funcref", "externref")
TYPES = NUMBERS + REFERENCES
BY_HAND = {"block", "loop", "if", "try", "call", "call_indirect", "return_call", "return_call_indirect", "br", "br_if", "br_table"}
BY_HAND |= {"rethrow", "throw", "return", "call_ref", "ref.func", "local.get", "local.set", "local.tee", "global.get", "global.set"}
SYMBOLS = {"$table_address": "i32", "$element": "funcref", "$address": "i32", "$source_address": "i32", "$copy_size": "i32"}
LITERALS = {
    "i32": ("0", "-1", "0x7fff_ffff", "4294967295", "-0x80000000", "1_000", "+7", "010"),
    "i64": ("0", "-9223372036854775808", "0xffff_ffff_ffff_ffff", "1", "+0x1", "0_0_9"),
    "f32": ("0", "-0", "1.5", "0x1.8p+1", "-0x0.8p-3", "inf", "-inf", "nan", "nan:0x200000", "1e10", "0x1p-149", "6.7E-8", "1_0.5_0"),
    "f64": ("0", "-0.0", "3.141_592", "0x1.fffffffffffffp+1023", "nan:0x4000000000000", "-nan", "1e-300", "0xAp1", "+inf", "4.9e-324"),
}
STRINGS = ("", "a", "\\00\\ff", "\\t\\n\\\\\\'\\\"", "\\u{1F600}", "((; not a comment", ";; nor this", ")", "caf\u00e9")
COMMENTS = (";; line ( \" comment\n", "(; block ;)", "(; outer (; inner ) ;) \" ;)", "\n", " ", "(;;)")


@dataclass
class Node:
    """An instruction: its text, the nodes that run before it, and, of a block, the arms (keyword, code) and how it ends."""

    head: str
    operands: list[Node] = field(default_factory=list)
    arms: list[tuple[str, list[Node]]] = field(default_factory=list)
    delegate: str = ""


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
            return [self.block(Signature(self.some_types(2) if self.random.random() < 0.4 else (), (type_,)), depth)]
        if choice < 0.42 and (function := self.module.function_with(results=(type_,))) is not None:
            return [self.call(function, depth)]
        if choice < 0.46:
            return self.unreachable_value(type_)
        if choice < 0.5 and (name := self.local(type_)) is not None:
            return [Node(f"local.tee {name}", self.values((type_,), depth + 1))]
        if choice < 0.53:
            select = "select" if type_ in NUMBERS and self.random.random() < 0.6 else f"select (result {type_})"
            return [Node(select, self.values((type_, type_, "i32"), depth + 1))]
        if choice < 0.56 and self.random.random() < 0.5 and (label := self.label_taking((type_,))) is not None:
            return [Node(f"br_if {label}", self.values((type_, "i32"), depth + 1))]
        return [self.row_giving(type_, depth)]

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
        wide = self.module.wide and any(kind == "memory?" for kind in row.immediates) and "$address" in row.operands
        wide = wide and row.results != ("$address",) and len(row.immediates) < 3 and self.random.random() < 0.3
        wide = wide and row.name not in ("memory.copy", "memory.init")
        operands = self.concrete(row.operands, "i64" if wide else "i32")
        return Node(self.text(row, wide), self.values(operands, depth + 1))

    def unreachable_value(self, type_: str) -> list[Node]:
        """Code that never gets there, and an instruction that takes some or all of its operands from nowhere."""
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
            type_ = self.random.choice(TYPES)
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
        if choice < 0.8 and self.module.all:
            return Node("drop", [Node(f"ref.func {self.module.any_function()}")])
        rows = [row for row in self.module.rows if not row.results and "diverges" not in row.traits]
        return self.instruction(self.random.choice(rows), depth)

    def assignment(self, depth: int) -> Node:
        type_ = self.random.choice(TYPES)
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
            return Node(f"br_table {' '.join([*labels, self.label(target)])}", self.values((*types, "i32"), depth + 1))
        if choice < 0.75:
            return Node("return", self.values(self.signature.results, depth + 1))
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
            return Node("call_ref", [*self.values(signature.params, depth + 1), Node(f"ref.func {name}")])
        return Node(f"{prefix}call {name}", self.values(signature.params, depth + 1))

    # ---- blocks

    def some_types(self, most: int) -> tuple[str, ...]:
        return tuple(self.random.choice(TYPES) for _ in range(self.random.randint(1, most)))

    def block(self, signature: Signature, depth: int) -> Node:
        kinds = ["block", "block", "loop", "if", "if"] + (["try"] if self.module.all else [])
        kind = self.random.choice(kinds)
        operands = self.values(signature.params + (("i32",) if kind == "if" else ()), depth + 1)
        name = self.random.choice(["", "$a", "$b", "$l:0", "$" + "'quoted|"])
        use = signature.text
        if self.random.random() < 0.3:
            use = f"(type {self.module.type_of(signature)})"
        node = Node(" ".join(filter(None, (kind, name, use))), operands)
        self.labels.append(Label(name, signature.params if kind == "loop" else signature.results))
        first = {"if": "then", "try": "do"}.get(kind, "")
        node.arms.append((first, self.arm(signature, depth)))
        if kind == "if" and (signature.params != signature.results or self.random.random() < 0.5):
            node.arms.append(("else", self.arm(signature, depth)))
        delegated = kind == "try" and self.random.random() < 0.3
        if kind == "try" and not delegated:
            for keyword, params in (("catch $thrown", ("i32",)), ("catch_all", ())):
                if self.random.random() < 0.6:
                    node.arms.append((keyword, self.arm(Signature(params, signature.results), depth, caught=True)))
        self.labels.pop()
        if delegated:
            node.delegate = self.label(self.random.randrange(len(self.labels)))
        return node

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
        symbols = SYMBOLS | {"$address": address, "$any": "i32", "$t": "i32", "$ref": "funcref", "$heap": "funcref"}
        return tuple(symbols.get(type_, type_) for type_ in types)

    def text(self, row: Row, wide: bool = False) -> str:
        return self.module.instruction_text(row, wide)


class Drawn:
    """A module while it is drawn."""

    def __init__(self, random: Random, all_features: bool, size: int) -> None:
        self.random, self.all, self.size = random, all_features, size
        self.rows = [
            row
            for row in table().values()
            if (all_features or row.feature in PLAIN_FEATURES) and row.name not in BY_HAND and "branch" not in row.traits
        ]
        self.wide = all_features and random.random() < 0.4
        self.typed = all_features and random.random() < 0.3
        self.signatures: list[Signature] = []
        self.types: list[Signature] = []
        self.globals: list[tuple[str, str, bool]] = []
        self.named = random.random() < 0.7

    # ---- what code refers to

    def function_with(self, results: tuple[str, ...]) -> int | None:
        found = [index for index, signature in enumerate(self.signatures) if signature.results == results]
        return self.random.choice(found) if found else None

    def function_name(self, index: int) -> str:
        return f"$f{index}" if self.named else str(index)

    def any_function(self) -> str:
        return self.function_name(self.random.randrange(len(self.signatures)))

    def type_of(self, signature: Signature) -> str:
        if signature not in self.types:
            self.types.append(signature)
        index = self.types.index(signature)
        return f"$t{index}" if index % 2 else str(index)

    def global_of(self, type_: str, mutable: bool = False) -> str | None:
        found = [name for name, other, changes in self.globals if other == type_ and (changes or not mutable)]
        return self.random.choice(found) if found else None

    def constant(self, type_: str) -> str:
        if type_ == "funcref" and not self.all and self.random.random() < 0.5:
            return f"ref.func {self.any_function()}"
        if type_ in REFERENCES:
            return f"ref.null {type_.removesuffix('ref')}"
        if type_ == "v128":
            shape, count, lane = self.random.choice(
                [("i8x16", 16, "i32"), ("i16x8", 8, "i32"), ("i32x4", 4, "i32"), ("i64x2", 2, "i64"), ("f32x4", 4, "f32"), ("f64x2", 2, "f64")]
            )
            words = LITERALS[lane] if count <= 4 else ("1", "-1", "0x7f", "0")
            return f"v128.const {shape} {' '.join(self.random.choice(words) for _ in range(count))}"
        return f"{type_}.const {self.random.choice(LITERALS[type_])}"

    def instruction_text(self, row: Row, wide: bool) -> str:
        words = [row.name]
        for kind in row.immediates:
            words.append(self.immediate(kind, row, wide))
        return " ".join(filter(None, words))

    def immediate(self, kind: str, row: Row, wide: bool) -> str:
        if kind == "memory?":
            return "1" if wide else self.random.choice(["", "0", "(memory 0)"]) if self.wide and row.name != "memory.init" else ""
        if kind == "memarg":
            offset = self.random.choice(["", "", "offset=0", "offset=0x10", "offset=4_000"])
            align = self.random.choice(["", "align=1"]) if "atomic" not in row.traits else ""
            return f"{offset} {align}".strip()
        if kind in ("i32", "i64", "f32", "f64"):
            return self.random.choice(LITERALS[kind])
        fixed = {
            "table?": "",
            "table": self.random.choice(["0", "$functions"]),
            "data": self.random.choice(["0", "$bytes"]),
            "element": "$elements",
            "lane": "0",
            "lanes16": " ".join(str(self.random.randrange(32)) for _ in range(16)),
            "heap_type": "func",
            "result?": "",
        }
        return self.constant("v128").removeprefix("v128.const ") if kind == "v128" else fixed[kind]

    # ---- fields

    def fields(self) -> list[str]:
        random = self.random
        for _ in range(random.randint(1, 4)):
            params = tuple(random.choice(TYPES) for _ in range(random.randrange(3)))
            results = tuple(random.choice(TYPES) for _ in range(random.choice([0, 1, 1, 2])))
            self.signatures.append(Signature(params, results))
        written = [self.global_field(index) for index in range(random.randrange(4))]
        written.append("(memory $first 1 2)" if random.random() < 0.5 else '(memory (export "memory") 1)')
        if self.wide:
            written.append("(memory i64 1)")
        written.append(f"(table $functions {len(self.signatures)} funcref)")
        written.append(f'(data $bytes "{random.choice(STRINGS)}" "{random.choice(STRINGS)}")')
        names = " ".join(self.function_name(index) for index in range(len(self.signatures)))
        written.append(random.choice([f"(elem $elements func {names})", f"(elem $elements (i32.const 0) {names})"]))
        written.append(random.choice(['(data (i32.const 8) "x")', '(data (offset (i32.const 9)) "(;")', "(elem declare func 0)"]))
        if self.all:
            written.append("(tag $thrown (param i32))")
        functions = [self.function(index) for index in range(len(self.signatures))]
        types = [f"(type {f'$t{i}' if i % 2 else ''} (func {sig.text}))" for i, sig in enumerate(self.types)]
        exports = [f'(export "e{index}" (func {self.function_name(index)}))' for index in range(random.randrange(2))]
        fields = types + written + functions + exports
        if random.random() < 0.3:
            random.shuffle(functions if self.named else [])
            fields = types + functions + written + exports if self.named else fields
        return fields

    def global_field(self, index: int) -> str:
        type_, mutable = self.random.choice(TYPES), self.random.random() < 0.7
        name = f"$g{index}" if self.random.random() < 0.7 else str(index)
        value = f"ref.null {type_.removesuffix('ref')}" if type_ in REFERENCES else self.constant(type_)
        self.globals.append((name, type_, mutable))
        written = f"(mut {type_})" if mutable else type_
        return f"(global {name if name.startswith('$') else ''} {written} ({value}))"

    def function(self, index: int) -> str:
        random, signature = self.random, self.signatures[index]
        count = len(signature.params)
        named = random.random() < 0.6
        locals_ = [(f"$p{i}" if named else "", type_) for i, type_ in enumerate(signature.params)]
        locals_ += [(random.choice(["", f"$x{i}"]), random.choice(TYPES)) for i in range(random.randrange(4))]
        declared = "".join(f"(param {name} {type_})" for name, type_ in locals_[:count])
        declared += f"(result {' '.join(signature.results)})" if signature.results else ""
        if random.random() < 0.2:
            declared = f"(type {self.type_of(signature)}) {declared}"
        declared += "".join(f"(local {name} {type_})" for name, type_ in locals_[count:])
        code = Code(self, signature, locals_)
        body = [code.statement(0) for _ in range(random.randrange(5))] + code.values(signature.results, 0)
        text = " ".join(Writer(random).code(body))
        name = self.function_name(index) if self.named else ""
        export = f'(export "inline {index}")' if random.random() < 0.2 else ""
        return f"(func {name} {export} {declared}\n{text})"


class Writer:
    """Nodes as text: each flat or folded, as the dice say."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.folding = random.choice([0.0, 0.5, 1.0])

    def code(self, nodes: list[Node]) -> list[str]:
        words = []
        for node in nodes:
            if self.random.random() < 0.03:
                words.append(self.random.choice(COMMENTS))
            # wat2wasm takes no folded instruction after a flat `delegate`.
            folded = node.delegate or self.random.random() < self.folding
            words += self.folded(node) if folded else self.flat(node)
        return words

    def flat(self, node: Node) -> list[str]:
        words = [*self.code(node.operands), node.head]
        for keyword, code in node.arms:
            if keyword not in ("", "then", "do"):
                words.append(keyword)
            words += self.code(code)
        if node.arms:
            words.append(f"delegate {node.delegate}" if node.delegate else "end")
        return words

    def folded(self, node: Node) -> list[str]:
        if not node.arms:
            return [f"({node.head}", *(word for operand in node.operands for word in self.folded(operand)), ")"]
        words = [word for operand in node.operands for word in self.folded(operand)]
        words.append(f"({node.head}")
        for keyword, code in node.arms:
            words += [f"({keyword}", *self.code(code), ")"] if keyword else self.code(code)
        if node.delegate:
            words.append(f"(delegate {node.delegate})")
        return [*words, ")"]


@dataclass(frozen=True)
class Sample:
    """The text of a valid module, and the flags with which wat2wasm takes it."""

    text: str
    flags: tuple[str, ...]


def draw_module(seed: int, all_features: bool, size: int = 40) -> Sample:
    """A module with about `size` instructions a function at most; the same one for the same numbers."""
    random = Random(seed)
    fields = Drawn(random, all_features, size).fields()
    name = random.choice(["", " $module"])
    return Sample("\n".join([f"(module{name}", *fields, ")", ""]), ALL_FLAGS if all_features else PLAIN_FLAGS)


def modules() -> SearchStrategy[Sample]:
    """Modules, small ones first where one is to be made smaller."""
    return strategies.builds(
        draw_module, strategies.integers(0, 2**32 - 1), strategies.booleans(), strategies.integers(1, 60)
    )
