"""Traps by kind: what WebAssembly has of them, and in which words each engine tells them.

Engines tell the same trap in other words, and some have one word for several: V8 does not say whether an
indirect call found nothing or another type, wasmtime has one word for a division and a conversion that
overflow.  So words stand for all the kinds that they may mean, and two runs have trapped alike where they
share one.  It goes out with a report, so it knows the standard library alone.
"""

import re
from collections.abc import Collection
from enum import StrEnum
from functools import lru_cache


class TrapKind(StrEnum):
    """Why a program cannot go on, as the specification of WebAssembly has it.  A null or missing element
    counts as an indirect call mismatch: few engines tell them apart."""

    UNREACHABLE = "unreachable"
    DIVIDE_BY_ZERO = "integer divide by zero"
    INTEGER_OVERFLOW = "integer overflow"
    BAD_CONVERSION = "bad conversion to integer"
    OUT_OF_BOUNDS_MEMORY = "out of bounds memory access"
    OUT_OF_BOUNDS_TABLE = "out of bounds table access"
    OUT_OF_BOUNDS_ARRAY = "out of bounds array access"
    INDIRECT_CALL = "indirect call mismatch"
    NULL_REFERENCE = "null reference"
    CAST_FAILURE = "cast failure"
    UNCAUGHT_EXCEPTION = "uncaught exception"
    UNALIGNED_ATOMIC = "unaligned atomic access"


STACK = "the stack is exhausted, and how deep it goes is the engine's affair"
MEMORY = "memory is exhausted, and how much there is of it is the engine's affair"
UNKNOWN = "that is no trap of WebAssembly"
"""Why a run that stopped has no ending that another engine could share."""

WORDS: tuple[tuple[str, tuple[TrapKind, ...] | str], ...] = (
    # wasmtime, Wasmer, wasmi, wasm-interp, wasm2c (some builds have one word for this and for what is out of
    # bounds); wazero, wasm3; iwasm (native, operand, auxiliary); V8, JavaScriptCore.
    ("stack exhausted|stack (over|under)flow|maximum call stack size", STACK),
    # wasm2c; before what it contains.
    ("access in linear memory or a table", (TrapKind.OUT_OF_BOUNDS_MEMORY, TrapKind.OUT_OF_BOUNDS_TABLE)),
    ("access in linear memory", (TrapKind.OUT_OF_BOUNDS_MEMORY,)),
    # JavaScriptCore, of a segment that is too short; before what is about memory.
    (r"out of bounds or failed to allocate in array\.(new|init)_data", (TrapKind.OUT_OF_BOUNDS_MEMORY,)),
    (r"out of bounds or failed to allocate in array\.(new|init)_elem", (TrapKind.OUT_OF_BOUNDS_TABLE,)),
    # wasmtime; V8; JavaScriptCore; iwasm; a C++ engine that gives up.
    ("allocation size too large|array is too large|failed to allocate|allocate memory failed", MEMORY),
    ("out of memory|bad_alloc|GC heap", MEMORY),
    # All; "wasm `unreachable` instruction executed", "Unreachable code should not be executed".
    ("unreachable", (TrapKind.UNREACHABLE,)),
    # V8 has "remainder by zero", JavaScriptCore "Division by zero".
    ("(divide|division|remainder) by zero", (TrapKind.DIVIDE_BY_ZERO,)),
    # V8.
    ("divide result unrepresentable", (TrapKind.INTEGER_OVERFLOW,)),
    ("float unrepresentable", (TrapKind.BAD_CONVERSION,)),
    # JavaScriptCore.
    ("out of bounds trunc", (TrapKind.BAD_CONVERSION,)),
    # wasm2c; all others, of what is no number.
    ("conversion from NaN|invalid conversion to integer", (TrapKind.BAD_CONVERSION,)),
    # Of a number that is too large, all but V8 and JavaScriptCore say what they say of a division.
    ("integer overflow", (TrapKind.INTEGER_OVERFLOW, TrapKind.BAD_CONVERSION)),
    # V8, JavaScriptCore: of segments, at run time or when they are put in place.
    (r"data segment( \d+)?( is)? out of bounds|invalid data segment", (TrapKind.OUT_OF_BOUNDS_MEMORY,)),
    (r"element segment( \d+)?( is)? out of bounds", (TrapKind.OUT_OF_BOUNDS_TABLE,)),
    ("out of bounds memory|memory access out of bounds", (TrapKind.OUT_OF_BOUNDS_MEMORY,)),
    ("out of bounds table|table index is out of bounds", (TrapKind.OUT_OF_BOUNDS_TABLE,)),
    # JavaScriptCore; wasm-interp; WasmEdge, wasm3, iwasm.
    ("out of bounds call_indirect|undefined (table index|element)", (TrapKind.OUT_OF_BOUNDS_TABLE,)),
    # JavaScriptCore has "Out of bounds array.get", V8 "array element access out of bounds".
    ("out of bounds array|array element access out of bounds", (TrapKind.OUT_OF_BOUNDS_ARRAY,)),
    # wazero, of a table's end and of an element that is null.
    ("invalid table access", (TrapKind.OUT_OF_BOUNDS_TABLE, TrapKind.INDIRECT_CALL)),
    # wasm2c, of all three.
    ("invalid call_indirect", (TrapKind.OUT_OF_BOUNDS_TABLE, TrapKind.INDIRECT_CALL)),
    ("indirect call (type|signature) mismatch|function signature mismatch", (TrapKind.INDIRECT_CALL,)),
    # wasmtime, Wasmer, WasmEdge, iwasm; wasm-interp; wasm3.
    ("uninitialized (table )?element|null table element", (TrapKind.INDIRECT_CALL,)),
    # JavaScriptCore.
    ("call_indirect to a", (TrapKind.INDIRECT_CALL,)),
    # Bun, also of a cast of null to what may not be null.
    ("access to a null reference", (TrapKind.NULL_REFERENCE, TrapKind.CAST_FAILURE)),
    # All; WasmEdge and iwasm say of which type. V8 has "dereferencing a null pointer".
    (r"null (\w+ )?reference|dereferencing a null", (TrapKind.NULL_REFERENCE,)),
    # V8 where it tells an element that is null from one of another type.
    ("null function", (TrapKind.INDIRECT_CALL,)),
    # V8; Wasmer; wasm-interp.
    ("rethrowing null|uninitialized exnref|expected exnref, got null", (TrapKind.NULL_REFERENCE,)),
    ("cast failure|illegal cast|failed to cast", (TrapKind.CAST_FAILURE,)),
    # wasmtime; Wasmer, WasmEdge, wasm2c, guest.js; iwasm.
    ("thrown wasm exception|uncaught (wasm )?exception", (TrapKind.UNCAUGHT_EXCEPTION,)),
    # V8; JavaScriptCore; the others.
    ("unaligned (atomic|access|memory access)", (TrapKind.UNALIGNED_ATOMIC,)),
)
"""What an engine's words mean, the first that fit: kinds of traps, or why it is none."""


def steps(kinds: Collection[str]) -> list[tuple[str, bool]]:
    """By which regular expressions, asked in this order, an engine's words mean one of these kinds (True) or
    something else (False): the first that fits decides, and none does where no word is known."""
    made: list[tuple[str, bool]] = []
    for pattern, meant in WORDS:
        wanted = not isinstance(meant, str) and any(kind in kinds for kind in meant)
        if made and made[-1][1] == wanted:
            pattern = f"{made.pop()[0]}|{pattern}"
        made.append((pattern, wanted))
    return made if made[-1][1] else made[:-1]


@lru_cache(maxsize=256)
def meaning(words: str) -> tuple[TrapKind, ...] | str:
    """The kinds of traps that an engine's words may mean; or why they are none that engines share."""
    return next((meant for pattern, meant in WORDS if re.search(pattern, words, re.I)), UNKNOWN)
