"""Types and instructions of garbage collection for modules drawn at random: what each takes and gives."""

from __future__ import annotations

from reducer.wat.instructions import Row

TYPE_FIELDS = (
    """(rec
  (type $node (sub (struct (field $next (mut (ref null $node))) (field $value (mut i32)) (field (mut i8)))))
  (type $leaf (sub final $node
    (struct (field $next (mut (ref null $node))) (field $value (mut i32)) (field (mut i8)) (field f64)))))""",
    "(type $words (array (mut i64)))",
    "(type $bytes (array (mut i8)))",
    "(type $holders (sub (array (mut funcref))))",
    "(type $unary (func (param i32) (result i32)))",
)
TYPE_COUNT = 6
"""How many types these fields declare."""

CONSTANTS = {
    "(ref null $node)": "ref.null $node",
    "(ref $node)": "struct.new_default $node",
    "(ref $leaf)": "struct.new_default $leaf",
    "(ref null $bytes)": "ref.null $bytes",
    "(ref $words)": "array.new_fixed $words 0",
    "(ref $holders)": "array.new_fixed $holders 0",
    "(ref null $unary)": "ref.null $unary",
    "anyref": "ref.null any",
    "eqref": "ref.null none",
    "i31ref": "ref.null i31",
    "exnref": "ref.null noexn",
}
"""A constant of every type that is drawn."""
TYPES = tuple(CONSTANTS)
FIRST_VALUE = tuple(type_ for type_ in TYPES if not type_.startswith("(ref $"))
"""Types of which a local has a value from the start."""

_SIGNATURES = {
    "struct.new $node": ("(ref null $node);i32;i32", "(ref $node)"),
    "struct.new $leaf": ("(ref null $node);i32;i32;f64", "(ref $leaf)"),
    "struct.get $node $next": ("(ref null $node)", "(ref null $node)"),
    "struct.get $node 1": ("(ref null $node)", "i32"),
    "struct.get_s $node 2": ("(ref null $node)", "i32"),
    "struct.get_u $leaf 2": ("(ref $leaf)", "i32"),
    "struct.get $leaf 3": ("(ref $leaf)", "f64"),
    "struct.set $node $value": ("(ref null $node);i32", ""),
    "struct.set $node 0": ("(ref $node);(ref null $node)", ""),
    "array.new $words": ("i64;i32", "(ref $words)"),
    "array.new_default $words": ("i32", "(ref $words)"),
    "array.new_fixed $words 2": ("i64;i64", "(ref $words)"),
    "array.new_data $words $bytes": ("i32;i32", "(ref $words)"),
    "array.new_elem $holders $elements": ("i32;i32", "(ref $holders)"),
    "array.get $words": ("(ref $words);i32", "i64"),
    "array.get_s $bytes": ("(ref null $bytes);i32", "i32"),
    "array.get_u $bytes": ("(ref null $bytes);i32", "i32"),
    "array.set $words": ("(ref $words);i32;i64", ""),
    "array.len": ("(ref $words)", "i32"),
    "array.fill $words": ("(ref $words);i32;i64;i32", ""),
    "array.fill $bytes": ("(ref null $bytes);i32;i32;i32", ""),
    "array.copy $bytes $bytes": ("(ref null $bytes);i32;(ref null $bytes);i32;i32", ""),
    "array.init_data $bytes $bytes": ("(ref null $bytes);i32;i32;i32", ""),
    "array.init_elem $holders $elements": ("(ref $holders);i32;i32;i32", ""),
    "ref.eq": ("eqref;(ref $node)", "i32"),
    "ref.test (ref $node)": ("anyref", "i32"),
    "ref.test i31ref": ("eqref", "i32"),
    "ref.cast (ref null $node)": ("anyref", "(ref null $node)"),
    "ref.cast (ref $words)": ("eqref", "(ref $words)"),
    "ref.cast i31ref": ("anyref", "i31ref"),
    "ref.cast (ref null none)": ("(ref null $node)", "anyref"),
    "ref.as_non_null": ("(ref null $node)", "(ref $node)"),
    "ref.i31": ("i32", "i31ref"),
    "i31.get_s": ("i31ref", "i32"),
    "i31.get_u": ("i31ref", "i32"),
    "any.convert_extern": ("externref", "anyref"),
    "extern.convert_any": ("anyref", "externref"),
    "call_ref $unary": ("i32;(ref null $unary)", "i32"),
}


def _types(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(";")))


ROWS = [
    Row(text, _types(operands), _types(results), (), frozenset(), "gc")
    for text, (operands, results) in _SIGNATURES.items()
]
"""Instructions with their immediates as names, and a type that they give or a wider one as result."""
