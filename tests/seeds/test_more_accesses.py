"""A copy of a module with more memory accesses: it does the same, and does more of one thing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "seeds" / "programs"))

from more_accesses import main

from reducer.children import program

MODULE = """(module
  (memory (export "memory") 1)
  (func $empty)
  (func (export "stored") (param i32) (result i64)
    (local i64)
    local.get 0 local.get 0 f32.convert_i32_u f32.store offset=4
    local.get 0 i32.const 1 i32.add i32.const 7 i32.store8
    local.get 0 i64.load local.tee 1)
  (func (export "constant") (result i32) i32.const 3))
"""


def wabt(name: str, *words: str) -> str:
    return subprocess.run([program(name), *words], capture_output=True, text=True, check=True).stdout


def called(binary: Path, folder: Path) -> str:
    """What both functions give, at an address that is no multiple of 64."""
    wasmtime = pytest.importorskip("wasmtime")
    store = wasmtime.Store()
    made = wasmtime.Instance(store, wasmtime.Module(store.engine, binary.read_bytes()), [])
    return f"{made.exports(store)['stored'](store, 65521)} {made.exports(store)['constant'](store)}"


@pytest.mark.parametrize(("before", "more"), [("loads", 1), ("stores", 2)])
def test_a_copy_does_the_same_with_more_loads(before: str, more: int, tmp_path: Path) -> None:
    (tmp_path / "m.wat").write_text(MODULE, encoding="utf-8")
    wabt("wat2wasm", str(tmp_path / "m.wat"), "-o", str(tmp_path / "m.wasm"))
    assert main([str(tmp_path / "m.wasm"), "--before", before, "--out", str(tmp_path / "more.wasm")]) == 0
    assert wabt("wasm2wat", str(tmp_path / "more.wasm")).count("i32.load8_u") == more
    assert called(tmp_path / "more.wasm", tmp_path) == called(tmp_path / "m.wasm", tmp_path)


def test_what_is_no_module_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "m.wasm").write_bytes(b"no module")
    assert main([str(tmp_path / "m.wasm"), "--before", "loads", "--out", str(tmp_path / "more.wasm")]) == 1
    assert "more_accesses.py: " in capsys.readouterr().err
