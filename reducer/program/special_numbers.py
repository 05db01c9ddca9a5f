"""Whether a program computes with numbers that processors handle at another speed: subnormals and NaN.

One run of an instrumented copy shows it: the result of every float operation passes through a function that
counts the special ones.  Nothing here knows time or verdicts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reducer.oracle import FloatClass
from reducer.program.profile import Observe
from reducer.wat.module import Field, FunctionContext, Module
from reducer.wat.rebuild import Nodes, rebuild
from reducer.wat.tree import Instr, Node, walk

LEAST_NORMAL = {"f32": "0x1p-126", "f64": "0x1p-1022"}
SUBNORMAL, NAN = "wreduce_subnormal", "wreduce_nan"
# Operations that only pass on a number that was there before.
PASSED_ON = (".const", ".load")
_FLOAT = re.compile(r"\bf(?:32|64)\.(?!const|load|store)")


@dataclass(frozen=True)
class SpecialNumbers:
    """How many results of float operations were subnormal, and how many NaN, in one run."""

    subnormal: int
    nan: int

    @property
    def classes(self) -> list[FloatClass]:
        """Those of the two classes that occurred."""
        counts = {FloatClass.SUBNORMAL: self.subnormal, FloatClass.NAN: self.nan}
        return [kind for kind, count in counts.items() if count]


def special_numbers(module: Module, observe: Observe) -> SpecialNumbers | None:
    """The counts of one run of a named module; None where the instrumented copy did not end normally."""
    computing = {id(entry) for entry in module.functions if _has_floats(module, entry)}
    if not computing:
        return SpecialNumbers(0, 0)
    fields = [
        entry.with_tree(rebuild(module.body(entry), FunctionContext(module, entry).results(), _watched))
        if id(entry) in computing
        else entry
        for entry in module.fields
    ]
    fields += [
        Field("global", f'(global ${name} (export "{name}") (mut i64) (i64.const 0))')
        for name in (SUBNORMAL, NAN)
    ]
    fields += [Field("func", _watcher(kind)) for kind in LEAST_NORMAL]
    counts = observe(module.with_fields(fields), [SUBNORMAL, NAN])
    return None if counts is None else SpecialNumbers(counts[SUBNORMAL], counts[NAN])


def _has_floats(module: Module, entry: Field) -> bool:
    """Whether a function computes with floats; only a body that may is read."""
    if entry.tree is None and _FLOAT.search(entry.text) is None:
        return False
    return any(_computes(node) for node in walk(module.body(entry)))


def _computes(node: Node) -> bool:
    if not isinstance(node, Instr) or node.results not in (("f32",), ("f64",)):
        return False
    kind, dot, _ = node.op.partition(".")
    return kind in LEAST_NORMAL and dot == "." and not any(part in node.op for part in PASSED_ON)


def _watched(node: Node, before: Node) -> Nodes:
    if not _computes(node) or not isinstance(node, Instr):
        return (node,)
    return (Instr("call", (f"$wreduce_watch_{node.results[0]}",), (node,), node.results),)


def _watcher(kind: str) -> str:
    """A function that counts its parameter if it is special, and returns it."""
    magnitude = f"({kind}.abs (local.get $x))"
    subnormal = (
        f"(i32.and ({kind}.gt {magnitude} ({kind}.const 0))"
        f" ({kind}.lt {magnitude} ({kind}.const {LEAST_NORMAL[kind]})))"
    )
    nan = f"({kind}.ne (local.get $x) (local.get $x))"
    counted = "\n".join(
        f"(global.set ${name} (i64.add (global.get ${name}) (i64.extend_i32_u {test})))"
        for name, test in ((SUBNORMAL, subnormal), (NAN, nan))
    )
    return f"(func $wreduce_watch_{kind} (param $x {kind}) (result {kind})\n{counted}\n(local.get $x))"
