"""A function whose reference code takes must be declared: in an element segment, an export or a global.

Where an edit removed the last such place, a segment that only declares is added.  Works on named modules.
Source: WebAssembly core specification, section 3.4.10 (modules: the context's references).
"""

from __future__ import annotations

from reducer.wat.module import Field, Module
from reducer.wat.naming import Namer
from reducer.wat.tree import instructions

_DECLARING = ("elem", "table", "global", "export")


def referenced(module: Module) -> set[str]:
    """The names of the functions whose reference some body takes."""
    return {name for function in module.functions for name in _references(module, function)}


def _references(module: Module, function: Field) -> frozenset[str]:
    cached: frozenset[str] | None = function.__dict__.get("_references")
    if cached is None:
        looked = function.tree is not None or "ref.func" in function.text
        nodes = instructions(module.body(function)) if looked else ()
        words = (node.immediates[0] for node in nodes if node.op == "ref.func")
        cached = frozenset(word for word in words if word.startswith("$"))
        function.__dict__["_references"] = cached
    return cached


def with_declarations(module: Module) -> Module:
    """The module with a declaring segment for the functions that lack one; the very same module where none
    does."""
    wanted = referenced(module)
    if not wanted:
        return module
    exporting = (entry for entry in module.functions if not entry.exports_nothing)
    declared = {entry.name for entry in exporting if entry.declaration.exports}
    for entry in module.fields:
        if entry.keyword in _DECLARING:
            declared |= {
                reference.text for reference in entry.declaration.references if reference.space == "function"
            }
    missing = sorted(wanted - declared)
    if not missing:
        return module
    name = Namer(entry.name for entry in module.entities("element")).name("declared")
    return module.with_fields(
        [*module.fields, Field("elem", f"(elem {name} declare func {' '.join(missing)})")]
    )
