"""What real compilers make of seeds; needs objdump."""

import shutil

import pytest

from reducer.controls.generated_code import generated_code
from reducer.controls.hot_loop import HotLoop
from reducer.program.load import load_program
from reducer.runtimes import RuntimesError, parse_spec
from reducer.runtimes.opening import engine_of
from reducer.wat.printer import print_module
from reducer.wat.tree import instructions

pytestmark = [
    pytest.mark.runtime,
    pytest.mark.skipif(shutil.which("objdump") is None, reason="objdump is not installed"),
]


def code_of(path, instruction, *specs):
    for spec in specs:
        try:
            engine_of(parse_spec(spec))
        except RuntimesError as error:
            pytest.skip(str(error))
    case = load_program(path)
    (function,) = case.module.functions
    (loop,) = [node for node in instructions(case.module.body(function)) if node.op == "loop"]
    index = [entry.name for entry in case.module.entities("function")].index(function.name)
    hot = HotLoop(function.name, index, loop, 0, 1, False)
    binary = case.assembler.assemble(print_module(case.module))
    return generated_code(str(path), binary, instruction, hot, [(spec, "") for spec in specs]).sides


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
    wasmer, pulley = code_of(copy, "memory.copy", "wasmer", "wasmtime+pulley")
    assert not wasmer.available
    assert "wasmer-sdk" in wasmer.why_not
    assert not pulley.available
    assert "interprets" in pulley.why_not


def test_without_a_trigger_or_a_loop_nothing_is_looked_at(copy):
    (side,) = generated_code("x", b"", "", None, [("wasmtime", "")]).sides
    assert (side.available, side.compiled) == (False, "unknown")
