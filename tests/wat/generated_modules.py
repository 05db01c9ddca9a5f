"""Valid modules drawn at random: typed code of every class of instruction, in flat, folded and mixed text.

Fields and what they refer to are drawn here, the code of functions in generated_code.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from generated_code import REFERENCES, TYPES, Code, Signature
from generated_objects import CONSTANTS, FIRST_VALUE, TYPE_COUNT, TYPE_FIELDS
from generated_objects import ROWS as OBJECT_ROWS
from generated_objects import TYPES as OBJECT_TYPES
from hypothesis import strategies
from hypothesis.strategies import SearchStrategy
from written_code import Node, Writer

from reducer.wat.instructions import Row, table

PLAIN_FEATURES = {
    "mvp",
    "sign-extension",
    "saturating-float-to-int",
    "bulk-memory",
    "reference-types",
    "simd",
}
OBJECT_FEATURES = {"gc", "function-references", "exception-references"}
BY_HAND = {
    "block",
    "loop",
    "if",
    "try",
    "call",
    "call_indirect",
    "return_call",
    "return_call_indirect",
    "br",
    "br_if",
    "br_table",
}
BY_HAND |= {
    "rethrow",
    "throw",
    "return",
    "call_ref",
    "ref.func",
    "local.get",
    "local.set",
    "local.tee",
    "global.get",
    "global.set",
}
LITERALS = {
    "i32": ("0", "-1", "0x7fff_ffff", "4294967295", "-0x80000000", "1_000", "+7", "010"),
    "i64": ("0", "-9223372036854775808", "0xffff_ffff_ffff_ffff", "1", "+0x1", "0_0_9"),
    "f32": (
        "0",
        "-0",
        "1.5",
        "0x1.8p+1",
        "-0x0.8p-3",
        "inf",
        "-inf",
        "nan",
        "nan:0x200000",
        "1e10",
        "0x1p-149",
        "6.7E-8",
        "1_0.5_0",
    ),
    "f64": (
        "0",
        "-0.0",
        "3.141_592",
        "0x1.fffffffffffffp+1023",
        "nan:0x4000000000000",
        "-nan",
        "1e-300",
        "0xAp1",
        "+inf",
        "4.9e-324",
    ),
}
STRINGS = (
    "",
    "a",
    "\\00\\ff",
    "\\t\\n\\\\\\'\\\"",
    "\\u{1F600}",
    "((; not a comment",
    ";; nor this",
    ")",
    "caf\u00e9",
)


class Drawn:
    """A module while it is drawn."""

    def __init__(self, random: Random, all_features: bool, size: int) -> None:
        self.random, self.all, self.size = random, all_features, size
        # wasm-tools assembles these: it knows no legacy exceptions as text.
        self.objects = all_features and random.random() < 0.5
        self.tries = ["try_table"] if self.objects else ["try"] if all_features else []
        # A lone index would be that of the segment; wasm-tools wants both memories of a copy or none.
        self.lone_index = ("memory.init", "memory.copy") if self.objects else ("memory.init",)
        self.types_drawn = TYPES + (OBJECT_TYPES if self.objects else ())
        self.rows = [
            row
            for row in table().values()
            if (all_features or row.feature in PLAIN_FEATURES)
            and row.feature not in OBJECT_FEATURES
            and row.name not in BY_HAND
            and "branch" not in row.traits
        ] + (OBJECT_ROWS if self.objects else [])
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
        return f"$t{index}" if index % 2 else str(index + (TYPE_COUNT if self.objects else 0))

    def global_of(self, type_: str, mutable: bool = False) -> str | None:
        found = [name for name, other, changes in self.globals if other == type_ and (changes or not mutable)]
        return self.random.choice(found) if found else None

    def constant(self, type_: str) -> str:
        if type_ == "funcref" and not self.all and self.random.random() < 0.5:
            return f"ref.func {self.any_function()}"
        if type_ in CONSTANTS:
            return CONSTANTS[type_]
        if type_ in REFERENCES:
            return f"ref.null {type_.removesuffix('ref')}"
        if type_ == "v128":
            shape, count, lane = self.random.choice(
                [
                    ("i8x16", 16, "i32"),
                    ("i16x8", 8, "i32"),
                    ("i32x4", 4, "i32"),
                    ("i64x2", 2, "i64"),
                    ("f32x4", 4, "f32"),
                    ("f64x2", 2, "f64"),
                ]
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
            return (
                "1"
                if wide
                else self.random.choice(["", "0", "0" if self.objects else "(memory 0)"])
                if self.wide and row.name not in self.lone_index
                else ""
            )
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
            params = tuple(random.choice(self.types_drawn) for _ in range(random.randrange(3)))
            results = tuple(random.choice(self.types_drawn) for _ in range(random.choice([0, 1, 1, 2])))
            self.signatures.append(Signature(params, results))
        written = [self.global_field(index) for index in range(random.randrange(4))]
        written.append("(memory $first 1 2)" if random.random() < 0.5 else '(memory (export "memory") 1)')
        if self.wide:
            written.append("(memory i64 1)")
        written.append(f"(table $functions {len(self.signatures)} funcref)")
        written.append(f'(data $bytes "{random.choice(STRINGS)}" "{random.choice(STRINGS)}")')
        names = " ".join(self.function_name(index) for index in range(len(self.signatures)))
        written.append(
            random.choice([f"(elem $elements func {names})", f"(elem $elements (i32.const 0) {names})"])
        )
        written.append(
            random.choice(
                ['(data (i32.const 8) "x")', '(data (offset (i32.const 9)) "(;")', "(elem declare func 0)"]
            )
        )
        if self.all:
            written.append("(tag $thrown (param i32))")
        functions = [self.function(index) for index in range(len(self.signatures))]
        types = list(TYPE_FIELDS if self.objects else ())
        types += [f"(type {f'$t{i}' if i % 2 else ''} (func {sig.text}))" for i, sig in enumerate(self.types)]
        exports = [
            f'(export "e{index}" (func {self.function_name(index)}))' for index in range(random.randrange(2))
        ]
        fields = types + written + functions + exports
        if random.random() < 0.3:
            random.shuffle(functions if self.named else [])
            fields = types + functions + written + exports if self.named else fields
        return fields

    def global_field(self, index: int) -> str:
        type_, mutable = self.random.choice(self.types_drawn), self.random.random() < 0.7
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
        drawn = TYPES + (FIRST_VALUE if self.objects else ())
        locals_ += [(random.choice(["", f"$x{i}"]), random.choice(drawn)) for i in range(random.randrange(4))]
        bare = self.objects and random.random() < 0.5
        locals_ += [("$bare", "(ref $node)")] if bare else []
        declared = "".join(f"(param {name} {type_})" for name, type_ in locals_[:count])
        declared += f"(result {' '.join(signature.results)})" if signature.results else ""
        if random.random() < 0.2:
            declared = f"(type {self.type_of(signature)}) {declared}"
        declared += "".join(f"(local {name} {type_})" for name, type_ in locals_[count:])
        code = Code(self, signature, locals_)
        body = [code.statement(0) for _ in range(random.randrange(5))] + code.values(signature.results, 0)
        if bare:
            body.insert(0, Node("local.set $bare", [Node("struct.new_default $node")]))
        text = " ".join(Writer(random).code(body))
        name = self.function_name(index) if self.named else ""
        export = f'(export "inline {index}")' if random.random() < 0.2 else ""
        return f"(func {name} {export} {declared}\n{text})"


@dataclass(frozen=True)
class Sample:
    """The text of a valid module."""

    text: str


def draw_module(seed: int, all_features: bool, size: int = 40) -> Sample:
    """A module with about `size` instructions a function at most; the same one for the same numbers."""
    random = Random(seed)
    fields = Drawn(random, all_features, size).fields()
    name = random.choice(["", " $module"])
    return Sample("\n".join([f"(module{name}", *fields, ")", ""]))


def modules() -> SearchStrategy[Sample]:
    """Modules, small ones first where one is to be made smaller."""
    return strategies.builds(
        draw_module, strategies.integers(0, 2**32 - 1), strategies.booleans(), strategies.integers(1, 60)
    )
