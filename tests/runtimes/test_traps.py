"""Traps by kind: from the words of engines that are here and of those that are not, and by running them."""

import re

import pytest
import wasmtime
from real_runtimes import EMBEDDED, JAVASCRIPT, opened

from reducer.runtimes import Outcome, TrapKind
from reducer.runtimes.workers.traps import MEMORY, STACK, UNKNOWN, meaning, steps

# A C compiler takes half as long when it does not optimise, and a trap is the same.
WASM2C = "wasm2c:opt-level=0"
COMMANDS = (
    "wasmtime+cli", "wasmer+cli", "wazero", "wazero+interpreter", "wasmedge@0.17", "iwasm", "iwasm+fast-jit",
    "iwasm+llvm-jit", "iwasm+aot", "wasmi", "wasm-interp", WASM2C,
)  # fmt: skip
TABLE = """(type $none (func)) (type $one (func (param i32)))
  (table 4 funcref) (func $f (type $one)) (elem (i32.const 1) func $f)"""
STRUCT = "(type $struct (struct (field i32))) (type $bytes (array (mut i8)))"

K = TrapKind
GUESTS: dict[str, tuple[TrapKind, str, str]] = {
    "unreachable": (K.UNREACHABLE, "", "unreachable"),
    "a division by zero": (K.DIVIDE_BY_ZERO, "", "(drop (i32.div_s (i32.const 1) (global.get $zero)))"),
    "a remainder by zero": (K.DIVIDE_BY_ZERO, "", "(drop (i32.rem_u (i32.const 1) (global.get $zero)))"),
    "a division that overflows": (
        K.INTEGER_OVERFLOW,
        "",
        "(drop (i32.div_s (i32.const 0x80000000) (i32.sub (global.get $zero) (i32.const 1))))",
    ),
    "no number made an integer": (
        K.BAD_CONVERSION,
        "(global $nan (mut f32) (f32.const nan))",
        "(drop (i32.trunc_f32_s (global.get $nan)))",
    ),
    "a number too large for an integer": (
        K.BAD_CONVERSION,
        "(global $large (mut f64) (f64.const 1e30))",
        "(drop (i64.trunc_f64_u (global.get $large)))",
    ),
    "a load": (K.OUT_OF_BOUNDS_MEMORY, "", "(drop (i32.load offset=70000 (global.get $zero)))"),
    "a fill": (K.OUT_OF_BOUNDS_MEMORY, "", "(memory.fill (i32.const 65535) (i32.const 1) (i32.const 9))"),
    "a table read": (K.OUT_OF_BOUNDS_TABLE, TABLE, "(drop (table.get 0 (i32.const 99)))"),
    "a table copied": (
        K.OUT_OF_BOUNDS_TABLE,
        TABLE,
        "(table.copy (i32.const 99) (i32.const 0) (i32.const 2))",
    ),
    "a call past the table": (K.OUT_OF_BOUNDS_TABLE, TABLE, "(call_indirect (type $none) (i32.const 99))"),
    "a call of null": (K.INDIRECT_CALL, TABLE, "(call_indirect (type $none) (i32.const 0))"),
    "a call of another type": (K.INDIRECT_CALL, TABLE, "(call_indirect (type $none) (i32.const 1))"),
    "a null function": (K.NULL_REFERENCE, "(type $none (func))", "(call_ref $none (ref.null $none))"),
    "a null struct": (K.NULL_REFERENCE, STRUCT, "(drop (struct.get $struct 0 (ref.null $struct)))"),
    "a null exception": (K.NULL_REFERENCE, "", "(throw_ref (ref.null exn))"),
    "a cast": (K.CAST_FAILURE, STRUCT, "(drop (ref.cast (ref $bytes) (struct.new_default $struct)))"),
    "a cast of null": (K.CAST_FAILURE, STRUCT, "(drop (ref.cast (ref $bytes) (ref.null any)))"),
    "an array read": (
        K.OUT_OF_BOUNDS_ARRAY,
        STRUCT,
        "(drop (array.get_u $bytes (array.new_default $bytes (i32.const 3)) (i32.const 7)))",
    ),
    "an exception": (K.UNCAUGHT_EXCEPTION, "(tag $tag)", "(throw $tag)"),
    "an atomic load": (K.UNALIGNED_ATOMIC, "", "(drop (i32.atomic.load (i32.const 1)))"),
}
"""Programs that trap: the kind, fields, and the body of `_start`."""
# Of each kind the first: a C compiler takes a quarter of a second for each.
ONE_OF_EACH_KIND = {kind: name for name, (kind, _, _) in reversed(GUESTS.items())}.values()


def guest(fields: str, body: str) -> bytes:
    # wabt has no GC.
    text = f"""(module {fields} (memory (export "memory") 1) (global $zero (mut i32) (i32.const 0))
      (func (export "_start") (local i32) {body}))"""
    return bytes(wasmtime.wat2wasm(text))


@pytest.mark.parametrize(
    "words",
    [
        "wasm trap: integer divide by zero", "unreachable", "integer overflow", "call stack exhausted",
        "access in linear memory or a table", "access in linear memory", "undefined element",
        "Out of bounds call_indirect (evaluating 'x')", "divide result unrepresentable", "no such file",
    ],
)  # fmt: skip
def test_the_steps_of_a_kind_decide_as_the_table_does(words: str) -> None:
    meant = meaning(words)
    for kind in TrapKind:
        decided = (wanted for pattern, wanted in steps([kind]) if re.search(pattern, words, re.I))
        assert next(decided, False) == (not isinstance(meant, str) and kind in meant), kind


@pytest.mark.runtime
@pytest.mark.parametrize(
    "spec", [*EMBEDDED, *JAVASCRIPT, *COMMANDS, pytest.param("wasm2c", marks=pytest.mark.long)]
)
def test_every_engine_tells_the_kind_of_every_trap(spec: str) -> None:
    ran = 0
    asked = ONE_OF_EACH_KIND if spec == WASM2C else GUESTS
    with opened(spec) as runtime:
        for name in asked:
            kind, fields, body = GUESTS[name]
            sample = runtime.run(guest(fields, body), timeout_ns=30 * 10**9)
            if sample.outcome.kind == "invalid":
                # Not every engine has GC, exceptions, threads.
                continue
            assert kind in sample.outcome.traps, (name, sample.outcome)
            assert not sample.outcome.no_ending
            if spec in EMBEDDED + JAVASCRIPT:
                assert sample.execute_cpu_ns is not None and sample.total_cpu_ns is not None, name
            ran += 1
    assert ran >= (8 if spec == WASM2C else 10)


@pytest.mark.runtime
def test_of_one_engine_no_two_kinds_have_the_same_words_unless_the_table_says_so() -> None:
    with opened("wasmtime") as runtime:
        found = {
            kind: runtime.run(guest(fields, body)).outcome.traps for kind, fields, body in GUESTS.values()
        }
    overflow = (K.INTEGER_OVERFLOW, K.BAD_CONVERSION)
    assert found.pop(K.INTEGER_OVERFLOW) == found.pop(K.BAD_CONVERSION) == overflow
    assert found == {kind: (kind,) for kind in found}


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        # Of engines that are not everywhere, as their sources have them.
        pytest.param("wasm `unreachable` instruction executed", [K.UNREACHABLE], id="wasmi"),
        pytest.param("uninitialized element 2", [K.INDIRECT_CALL], id="wasmi, null"),
        pytest.param(
            "undefined element: out of bounds table access", [K.OUT_OF_BOUNDS_TABLE], id="Wasmer 1.1"
        ),
        pytest.param("unaligned atomic", [K.UNALIGNED_ATOMIC], id="iwasm, atomics"),
        pytest.param("uncaught wasm exception", [K.UNCAUGHT_EXCEPTION], id="iwasm, exceptions"),
        pytest.param("null structure reference", [K.NULL_REFERENCE], id="iwasm, GC"),
        pytest.param("out of bounds array access", [K.OUT_OF_BOUNDS_ARRAY], id="iwasm, arrays"),
        pytest.param("cast failure", [K.CAST_FAILURE], id="iwasm, casts"),
        pytest.param("undefined element", [K.OUT_OF_BOUNDS_TABLE], id="iwasm, tables"),
        pytest.param(
            "Invalid call_indirect or return_call_indirect",
            [K.OUT_OF_BOUNDS_TABLE, K.INDIRECT_CALL],
            id="wasm2c",
        ),
        pytest.param("Unaligned atomic memory access", [K.UNALIGNED_ATOMIC], id="wasm2c, atomics"),
    ],
)
def test_words_stand_for_all_the_kinds_that_they_may_mean(words: str, kinds: list[TrapKind]) -> None:
    assert list(Outcome("trapped", None, words).traps) == kinds


@pytest.mark.parametrize(
    ("words", "why"),
    [
        pytest.param("wasm trap: call stack exhausted", STACK, id="wasmtime"),
        pytest.param("Maximum call stack size exceeded", STACK, id="V8"),
        pytest.param("wasm operand stack overflow", STACK, id="iwasm"),
        pytest.param("native stack overflow", STACK, id="iwasm, native"),
        pytest.param("wasm auxiliary stack underflow", STACK, id="iwasm, auxiliary"),
        pytest.param("stack overflow", STACK, id="wazero and wasm3"),
        pytest.param(
            "Out-of-bounds access in linear memory or a table, or call stack exhausted", STACK, id="wasm2c"
        ),
        pytest.param("allocation size too large", MEMORY, id="too large for wasmtime"),
        pytest.param("requested new array is too large", MEMORY, id="too large for V8"),
        pytest.param("allocate memory failed", MEMORY, id="too large for iwasm"),
        pytest.param("Offset is outside the bounds of the DataView", UNKNOWN, id="the host's own"),
    ],
)
def test_an_exhausted_stack_or_memory_is_no_trap_that_engines_share(words: str, why: str) -> None:
    assert meaning(words) == why
    outcome = Outcome("trapped", None, words)
    assert (outcome.traps, outcome.no_ending) == ((), why)
