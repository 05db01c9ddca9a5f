"""The code that is shown of an engine is the code that its options make."""

import pytest
import wasmtime

from reducer.controls.compiled_code import show
from reducer.controls.disassembly import disassembled
from reducer.runtimes import parse_spec

GUEST = """(module (memory 1) (func $start (export "_start") (local $i i32)
  (local.set $i (i32.load (i32.load (local.get $i))))
  (i32.store (local.get $i) (local.get $i))))"""


def instructions(spec: str) -> int:
    code = show(parse_spec(spec), bytes(wasmtime.wat2wasm(GUEST))).code
    return max(len(disassembled(code, name)) for name in code.functions if "wasm[0]::function" in name)


@pytest.mark.parametrize("option", ["memory-reservation=0", "memory-guard-size=0"])
@pytest.mark.parametrize("mode", ["wasmtime", "wasmtime+winch"])
def test_without_guard_pages_each_access_has_more_instructions(mode: str, option: str) -> None:
    assert instructions(f"{mode}:{option}") >= instructions(mode) + 3


def test_the_command_that_is_shown_names_the_options() -> None:
    shown = show(parse_spec("wasmtime:opt-level=0,memory-reservation=0"), bytes(wasmtime.wat2wasm(GUEST)))
    assert "wasmtime compile -O opt-level=0 -O memory-reservation=0 -o" in shown.command
