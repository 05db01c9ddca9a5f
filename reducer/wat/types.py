"""Value types as words: how references are spelt, and what one says of null and of what it points to.

A type is the string that the text has, with the short spelling where there is one (`(ref null any)` is
`anyref`), so equal types of a named module are equal strings.  Source: WebAssembly core specification,
sections 2.3 (types) and 6.4 (abbreviations).
"""

from __future__ import annotations

from collections.abc import Sequence

from reducer.wat.tree import UNKNOWN

SHORT_TYPES = {
    "func": "funcref",
    "extern": "externref",
    "any": "anyref",
    "eq": "eqref",
    "i31": "i31ref",
    "struct": "structref",
    "array": "arrayref",
    "exn": "exnref",
    "none": "nullref",
    "nofunc": "nullfuncref",
    "noextern": "nullexternref",
    "noexn": "nullexnref",
}
"""The nullable reference to each abstract heap type."""
PACKED_TYPES = ("i8", "i16")
"""What only fields and elements have: on the stack they are i32."""

_HEAP_TYPES = {short: heap for heap, short in SHORT_TYPES.items()}


def reference(heap: str, nullable: bool) -> str:
    """The reference type to a heap type (a word, a name or a number)."""
    if nullable:
        return SHORT_TYPES.get(heap, f"(ref null {heap})")
    return f"(ref {heap})"


def canonical(text: str) -> str:
    """A value type as others spell it: `( ref  null any )` is `anyref`."""
    if not text.startswith("("):
        return text
    words = text.strip("() \t\r\n").split()
    return reference(words[-1], nullable="null" in words[1:-1])


def heap_type(type_: str) -> str | None:
    """What a reference points to, None for a type that is no reference."""
    if type_.startswith("(ref "):
        return type_[5:-1].removeprefix("null ")
    return _HEAP_TYPES.get(type_)


def is_nullable(type_: str) -> bool:
    """Whether a reference may be null."""
    return type_ in _HEAP_TYPES or type_.startswith("(ref null ")


def is_defaultable(type_: str) -> bool:
    """Whether a local, a field or an element of the type has a value from the start: zero or null."""
    return heap_type(type_) is None or is_nullable(type_)


def without_null(type_: str) -> str:
    """The same reference without null; unknown stays unknown."""
    heap = heap_type(type_)
    return UNKNOWN if heap is None else reference(heap, nullable=False)


def unpacked(storage: str) -> str:
    """What is on the stack for a field or element of that storage type."""
    return "i32" if storage in PACKED_TYPES else storage


def from_operands(symbol: str, operands: Sequence[tuple[str, str]]) -> str:
    """The type of a result that follows from operands (symbol, type); unknown where unreachable code gives
    these.
    """
    wanted = symbol if symbol in ("$t", "$any") else "$ref"
    known = next((type_ for name, type_ in operands if name == wanted and type_ != UNKNOWN), UNKNOWN)
    if symbol == "$non_null":
        return without_null(known)
    if symbol in _CONVERTED and known != UNKNOWN:
        return reference(_CONVERTED[symbol], is_nullable(known))
    return known


_CONVERTED = {"$as_any": "any", "$as_extern": "extern"}


def uncast(before: str, after: str) -> str:
    """What a reference that is no `after` still is: where null would have been one, it is not null."""
    return without_null(before) if is_nullable(after) else before
