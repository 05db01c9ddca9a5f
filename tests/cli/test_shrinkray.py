"""The real Shrink Ray, with `wreduce serve` among its reducers."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reducer.children import find_program

RELEASE = "26.9.13.0"
PYTHONS = ("python3.14", "python3.13", "python3.12")
LEFT_OUT = ("llama-cpp-python", "huggingface-hub")
"""What Shrink Ray does without where no model is asked: one of them has to be compiled."""
pytestmark = [pytest.mark.long, pytest.mark.network]


def _python() -> str:
    """A Python that Shrink Ray can run on."""
    kept = (str(path) for path in Path.home().glob(".pyenv/versions/3.1[2-9]*/bin/python"))
    for path in filter(None, [*map(shutil.which, PYTHONS), *kept]):
        # A name on PATH may stand for a release that is not installed.
        if subprocess.run([path, "-V"], capture_output=True, check=False, timeout=60).returncode == 0:
            return path
    pytest.skip("Shrink Ray needs Python 3.12 or later, which is not here")


@pytest.fixture(scope="module")
def shrinkray(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, installed beside nothing of ours."""
    folder = tmp_path_factory.mktemp("shrinkray")
    subprocess.run([_python(), "-m", "venv", folder], check=True, timeout=120)
    pip = (folder / "bin" / "pip", "install", "-q")
    subprocess.run([*pip, "--no-deps", f"shrinkray=={RELEASE}"], check=True, timeout=300)
    words = "from importlib.metadata import requires; print(*requires('shrinkray'), sep='\\n')"
    listed = subprocess.run(
        [folder / "bin" / "python", "-c", words], capture_output=True, text=True, check=True, timeout=60
    ).stdout.splitlines()
    needed = [entry for entry in listed if "extra ==" not in entry and not entry.startswith(LEFT_OUT)]
    subprocess.run([*pip, "--only-binary=:all:", *needed], check=True, timeout=600)
    return folder / "bin" / "shrinkray"


PROGRAM = """(module
  (memory $m 4)
  (global $g (mut i64) (i64.const 77))
  (func $work (param $n i32) (result i32) (local $a i32) (local $b i64)
    (local.set $a (i32.mul (local.get $n) (i32.const 1234)))
    (memory.copy (local.get $a) (i32.const 64) (i32.const 32))
    (global.set $g (i64.rotl (global.get $g) (i64.const 3)))
    (i32.popcnt (local.get $a)))
  (func (export "run") (param i32) (result i32) (call $work (local.get 0))))
"""


def test_shrinkray_takes_what_serve_offers(shrinkray: Path, tmp_path: Path) -> None:
    case, test, reducer = tmp_path / "case.wat", tmp_path / "test.sh", tmp_path / "reducer.sh"
    case.write_text(PROGRAM)
    test.write_text(f"""#!/bin/sh
"{find_program("wat2wasm")}" "$1" -o /dev/null && grep -q 'memory\\.copy' "$1"
""")
    # What it says is noted: Shrink Ray's own passes would come to the same result, later.
    reducer.write_text(f"""#!/bin/sh
"{sys.executable}" -m reducer.cli serve | tee -a "{tmp_path}/asked"
""")
    for script in (test, reducer):
        script.chmod(0o755)
    words = ("--ui", "basic", "--no-llm", "--no-restart", "--no-history", "--formatter", "none")
    words += ("--input-type", "arg", "--parallelism", "1", "--reduce-with", str(reducer))
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    run = subprocess.run(
        [shrinkray, *words, test, case],
        cwd=tmp_path, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=600, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    assert re.search(r"memory\.copy", case.read_text()) and len(case.read_text()) < 100
    told = (tmp_path / "asked").read_text()
    assert told.count('"content"') > 10 and told.count('"idle"') > 0
