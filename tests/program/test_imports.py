"""What a module imports beside WASI's functions: named at once, or made the module's own."""

from __future__ import annotations

from dataclasses import replace

import pytest
import wasmtime

from reducer.program.imports import ImportsError, with_own_imports
from reducer.wat.assemble import assembler_for
from reducer.wat.module import Module, parse
from reducer.wat.printer import print_module

FD_WRITE = '(import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))'
EVERYTHING = """(module
  (import "env" "tick" (func (param i32) (result i64)))
  (import "env" "memory" (memory 1 2))
  (import "env" "table" (table 10 funcref))
  (import "env" "base" (global i32))
  (import "env" "top" (global (mut i64))))"""


def stubbed(text: str) -> Module:
    return with_own_imports(parse(text), stub=True)[0]


def said(text: str, stub: bool = True) -> tuple[str, ...]:
    return with_own_imports(parse(text), stub)[1]


def printed(text: str) -> list[str]:
    """The lines of the module with stubs, without blanks at their ends."""
    return [line.strip() for line in print_module(replace(stubbed(text), tail="\n)")).splitlines()]


def instance(text: str) -> tuple[wasmtime.Store, wasmtime.InstanceExports]:
    """The module with stubs, in an engine that gives it nothing at all."""
    store = wasmtime.Store()
    module = wasmtime.Module(store.engine, assembler_for(print_module(stubbed(text)))[1])
    return store, wasmtime.Instance(store, module, []).exports(store)


# ---- without --stub-imports


def test_all_that_is_not_wasi_is_named_at_once_with_its_type_and_what_can_be_done() -> None:
    with pytest.raises(ImportsError) as caught:
        with_own_imports(parse(EVERYTHING), stub=False)
    assert str(caught.value) == (
        "imports `env.tick` (func (param i32) (result i64)), `env.memory` (memory 1 2), "
        "`env.table` (table 10 funcref), `env.base` (global i32), `env.top` (global (mut i64)), "
        "which WASI preview 1 does not have: --stub-imports gives functions that return zeros, "
        "and memories, tables and globals of the module's own"
    )


def test_a_module_that_imports_wasi_alone_is_the_very_same() -> None:
    module = parse(f'(module {FD_WRITE} (func (export "_start")))')
    assert with_own_imports(module, stub=True) == (module, ())


@pytest.mark.parametrize("module", ["wasi_snapshot_preview1", "wasi_unstable"])
def test_a_function_of_wasi_by_another_type_is_told(module: str) -> None:
    text = f'(module (import "{module}" "proc_exit" (func (param i64))))'
    with pytest.raises(ImportsError, match=r"`\w+.proc_exit` \(func \(param i64\)\) with another type than"):
        said(text, stub=False)
    assert said(text) == (
        f"`{module}.proc_exit` does nothing here: what it does in your embedder is not timed",
    )


def test_a_name_written_with_escapes_is_the_name_that_it_means() -> None:
    text = '(module (import "\\77asi_snapshot_preview1" "sched_yield" (func (result i32))))'
    assert said(text, stub=False) == ()
    with pytest.raises(ImportsError) as caught:
        said('(module (import "e\\n\\u{202e}v" "a`b" (func)))', stub=False)
    assert str(caught.value).startswith("imports `e\\n\\u202ev.a\\x60b` (func), which")


def test_many_imports_stay_a_line_to_read() -> None:
    many = "".join(f'(import "env" "f{index}" (func))' for index in range(100))
    with pytest.raises(ImportsError, match="and 76 more, which WASI"):
        said(f"(module {many})", stub=False)


@pytest.mark.parametrize("stub", [False, True])
def test_sightglass_marks_are_stubbed_without_asking(stub: bool) -> None:
    text = '(module (import "bench" "start" (func $a)) (import "bench" "end" (func $b)) (func (call $a)))'
    assert said(text, stub) == ("`bench.start`, `bench.end` of Sightglass do nothing here: all is timed",)


# ---- functions


def test_a_function_becomes_one_that_returns_zeros() -> None:
    text = """(module (type $t (func (param f32) (result i32 i64 f64 funcref)))
      (import "env" "f" (func $f (type $t)))
      (func (export "go") (result i32 i64 f64 funcref) (call $f (f32.const 1))))"""
    store, exports = instance(text)
    assert exports["go"](store) == [0, 0, 0.0, None]
    assert said(text) == ("`env.f` returns zeros here: what it does in your embedder is not timed",)


def test_numbers_mean_the_same_functions_as_before() -> None:
    """What stays imported comes first, so numbers have to follow."""
    text = f"""(module
      (import "env" "a" (func (result i32)))
      {FD_WRITE.replace(" $write", "")}
      (import "env" "b" (func (param i32)))
      (table 4 funcref)
      (elem (i32.const 0) func 0 1 2 3)
      (func (result i32) (call 2 (i32.const 7)) (call 0)
        (drop (call 1 (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))))
      (export "b" (func 2))
      (export "own" (func 3))
      (start 4) (func))"""
    module = stubbed(text)
    lines = [line.strip() for line in print_module(module).splitlines()]
    names = [entry.name for entry in module.entities("function")]
    assert names == ["$f1", "$f0", "$f2", "$f3", "$f4"]
    assert "(elem $e0 (i32.const 0) func $f0 $f1 $f2 $f3)" in lines
    assert {'(export "b" (func $f2))', '(export "own" (func $f3))', "(start $f4)"} <= set(lines)
    assert "(func $f2 (param i32))" in lines
    assembler_for(print_module(module))


def test_an_import_that_is_exported_as_well_stays_exported() -> None:
    store, exports = instance(
        '(module (import "e" "f" (func $f (result i32))) (export "one" (func $f))'
        ' (func (export "two") (export "three") (import "e" "g") (param i32) (result i64)))'
    )
    assert (exports["one"](store), exports["two"](store, 1), exports["three"](store, 1)) == (0, 0, 0)


def test_a_start_function_that_was_imported_does_nothing() -> None:
    assert "(start $s)" in printed('(module (import "e" "s" (func $s)) (start $s))')


# ---- memories, tables, globals, tags


def test_memories_tables_and_globals_become_the_module_s_own_as_they_were_declared() -> None:
    assert printed(EVERYTHING)[1:-1] == [
        "(func $f0 (param i32) (result i64) i64.const 0)",
        "(memory $m0 1 2)",
        "(table $table0 10 funcref)",
        "(global $g0 i32 (i32.const 0))",
        "(global $g1 (mut i64) (i64.const 0))",
    ]
    assert said(EVERYTHING)[1:] == (
        "the module's own, and zero at first: `env.memory` (memory 1 2), `env.table` (table 10 funcref), "
        "`env.base` (global i32), `env.top` (global (mut i64))",
    )


def test_what_is_written_between_the_words_of_an_import_does_not_matter() -> None:
    text = """(module (memory $m (; a ;) (export "x)") (import "e" "m") ;; )
      1 (; ) ;) 2 ) (import "e" "g" (global (; ( ;) $g (mut ;; )
      f32) ) ;; )
      ))"""
    assert printed(text)[1:3] == ['(memory $m (export "x)") 1 2)', "(global $g (mut f32) (f32.const 0))"]


def test_a_constant_expression_takes_the_value_of_what_was_imported() -> None:
    """Only imported globals may stand there for engines without GC."""
    text = """(module (import "e" "b" (global $b i32)) (import "e" "t" (table 2 funcref)) (memory 1)
      (global $c i32 (global.get $b)) (func $f) (elem (offset global.get 0) func $f)
      (data (global.get (; here ;) $b) "abc") (func (export "c") (result i32) (global.get $c)))"""
    lines = printed(text)
    assert "(global $c i32 (i32.const 0))" in lines
    assert "(elem $e0 (offset i32.const 0) func $f)" in lines
    store, exports = instance(text)
    assert exports["c"](store) == 0


def test_huge_limits_stay_as_declared() -> None:
    lines = printed('(module (import "e" "m" (memory 65536)) (import "e" "t" (table 10000000 externref)))')
    assert lines[1:3] == ["(memory $m0 65536)", "(table $table0 10000000 externref)"]


def test_a_stack_pointer_begins_at_the_end_of_the_memory() -> None:
    """At zero the first function would store below zero."""
    text = (
        '(module (import "env" "memory" (memory 2)) (import "env" "__stack_pointer" (global $sp (mut i32))))'
    )
    assert "(global $sp (mut i32) (i32.const 131072))" in printed(text)
    assert said(text)[0] == "`env.__stack_pointer` begins at the end of the memory, as a linker has it"


def test_with_stubs_no_import_is_left_that_an_engine_would_ask_for() -> None:
    module = wasmtime.Module(wasmtime.Engine(), assembler_for(print_module(stubbed(EVERYTHING)))[1])
    assert module.imports == []


# ---- references


def test_nullable_references_are_null() -> None:
    text = """(module (type $s (struct)) (import "e" "f" (func (result (ref null $s) anyref nullexternref)))
      (import "e" "t" (table 3 eqref)) (import "e" "g" (global (ref null array))))"""
    assert printed(text)[2:-1] == [
        "(func $f0 (result (ref null $s) anyref nullexternref) ref.null $s ref.null any ref.null noextern)",
        "(table $table0 3 eqref)",
        "(global $g0 (ref null array) (ref.null array))",
    ]


def test_references_that_are_never_null_are_the_smallest_of_their_type() -> None:
    text = """(module (type $a (array i8)) (type $s (struct (field i8) (field (ref $a)) (field (ref i31))))
      (import "e" "f" (func (result (ref any) (ref extern))))
      (import "e" "g" (global $g (ref $s))) (import "e" "t" (table 3 (ref $a)))
      (global (ref $s) (global.get $g)))"""
    lines = printed(text)
    assert lines[3:6] == [
        "(func $f0 (result (ref any) (ref extern)) "
        "i32.const 0 ref.i31 i32.const 0 ref.i31 extern.convert_any)",
        "(global $g (ref $s) i32.const 0 array.new_fixed $a 0 i32.const 0 ref.i31 struct.new $s)",
        "(table $table0 3 (ref $a) array.new_fixed $a 0)",
    ]


def test_a_function_whose_result_cannot_be_made_traps_when_it_is_called() -> None:
    text = '(module (type $f (func)) (import "e" "make" (func $make (result i32 (ref $f)))))'
    assert "(func $make (result i32 (ref $f)) unreachable)" in printed(text)
    assert said(text) == ("`e.make` would return a reference that cannot be made: a call of it traps",)


def test_a_global_that_cannot_begin_with_anything_is_refused_in_one_line() -> None:
    text = '(module (type $f (func)) (import "e" "g" (global (ref $f))))'
    with pytest.raises(
        ImportsError, match=r"imports `e.g` \(global \(ref \$f\)\), which has no zero or null"
    ):
        stubbed(text)
