"""What real compilers make of seeds."""

import pytest

from reducer.controls.generated_code import Compared, generated_code
from reducer.controls.hot_loop import HotLoop
from reducer.program.load import load_program
from reducer.runtimes import RuntimesError, parse_spec
from reducer.runtimes.opening import engine_of
from reducer.wat.printer import print_module
from reducer.wat.tree import instructions

pytestmark = pytest.mark.runtime


def code_of(path, instruction, *specs):
    return compared(path, instruction, *specs).sides


def compared(path, instruction, *specs, neighbour=None):
    for spec in specs:
        try:
            engine_of(parse_spec(spec))
        except RuntimesError as error:
            pytest.skip(str(error))
    near = looped(neighbour) if neighbour else None
    return generated_code(looped(path), instruction, [(spec, "") for spec in specs], near)


def looped(path):
    case = load_program(path)
    (function,) = case.module.functions
    (loop,) = [node for node in instructions(case.module.body(function)) if node.op == "loop"]
    entries = [entry.name for entry in case.module.entities("function")]
    index = entries.index(function.name)
    hot = HotLoop(function.name, index, loop, 0, 1, False, len(entries) - 1)
    return Compared(path.name, case.assembler.assemble(print_module(case.module)), hot)


@pytest.fixture
def copy(seeds):
    return seeds / "bulk_memory" / "primary_memory_copy_len32.wat"


@pytest.mark.network
def test_memory_copy_is_a_library_call_in_one_release_and_inline_in_a_later_one(copy):
    old, new = code_of(copy, "memory.copy", "wasmtime@41.0.0", "wasmtime@46.0.1")
    assert (old.compiled, new.compiled) == ("library call", "inline")
    assert "wasmtime_builtin_memory_copy" in old.excerpt
    assert "call" not in new.excerpt
    assert "wasmtime compile" in old.command
    assert "objdump -d" in old.command


def test_a_global_that_is_set_stays_in_the_loop(seeds):
    (side,) = code_of(seeds / "global_rmw" / "primary_global_rmw_i32_add.wat", "global.set", "wasmtime")
    assert (side.available, side.compiled, side.why_not) == (True, "inline", "")


def test_a_native_compiler_keeps_the_global_in_a_register(seeds):
    (side,) = code_of(seeds / "global_rmw" / "primary_global_rmw_i32_add.wat", "global.set", "wasm2c")
    assert side.compiled == "gone"
    (side,) = code_of(seeds / "bulk_memory" / "primary_memory_copy_len32.wat", "memory.copy", "wasm2c")
    assert side.compiled in ("library call", "inline")


def test_where_nothing_can_be_shown_it_says_why(copy):
    (pulley,) = code_of(copy, "memory.copy", "wasmtime+pulley")
    assert not pulley.available
    assert "interprets" in pulley.why_not


ENGINES = ["wasmer", "node+turbofan", "node+liftoff", "wazero", "wasmedge+aot"]


@pytest.mark.parametrize("spec", ENGINES)
def test_engines_that_compile_in_memory_or_ahead_show_a_copy_as_a_call(copy, spec):
    (side,) = code_of(copy, "memory.copy", spec)
    assert (side.available, side.compiled, side.why_not) == (True, "library call", "")


def test_a_later_release_of_the_same_engine_shows_it_inline(copy):
    (side,) = code_of(copy, "memory.copy", "deno+turbofan")
    assert (side.available, side.compiled) == (True, "inline")


def test_an_engine_without_a_way_to_show_its_code_is_named(copy):
    bun, node = code_of(copy, "memory.copy", "bun", "node")
    assert not bun.available and "bun does not show its code" in bun.why_not
    assert not node.available and "name node+liftoff or node+turbofan" in node.why_not


@pytest.mark.network
def test_a_copy_and_its_neighbour_without_one_differ_in_the_call(copy, seeds):
    without = seeds / "bulk_memory" / "control_target_removed.wat"
    near, sides = compared(copy, "memory.copy", "wasmtime@41.0.0", "wasmtime@46.0.1", neighbour=without).pairs
    assert (near.what, near.why_not, sides.what, sides.why_not) == ("neighbour", "", "sides", "")
    assert (near.left_counts.calls, near.right_counts.calls) == (1, 0)
    assert near.left_calls == sides.left_calls == ("wasmtime_builtin_memory_copy",)
    assert sides.right_counts.calls == 0 < sides.right_counts.stores


def test_without_a_trigger_or_a_loop_nothing_is_looked_at():
    (side,) = generated_code(Compared("x", b"", None), "", [("wasmtime", "")]).sides
    assert (side.available, side.compiled) == (False, "unknown")
