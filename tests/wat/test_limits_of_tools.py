"""wabt and wasm-tools have limits of time, memory, and what they write.  Here stand-ins take their place."""

import sys
from pathlib import Path

import pytest

from reducer import children
from reducer.wat import tools
from reducer.wat.assemble import Assembler, disassemble, validate
from reducer.wat.errors import WatError

PROGRAMS = ("wat2wasm", "wasm2wat", "wasm-tools")


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts a Python script in the place of each program; it starts when it has read its input."""

    def put(code: str) -> None:
        for program in PROGRAMS:
            file = tmp_path / program
            file.write_text(f"#!{sys.executable} -SE\nimport sys\nsys.stdin.buffer.read()\n{code}\n")
            file.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr(children, "PACKAGES", {})

    return put


def refusals() -> list[str]:
    said = [validate(b"") or ""]
    for call in (lambda: Assembler("wat2wasm").assemble("(module)"), lambda: disassemble(b"")):
        with pytest.raises(WatError) as error:
            call()
        said.append(str(error.value))
    return said


def test_a_tool_that_does_not_end_is_stopped(stand_in, monkeypatch) -> None:
    monkeypatch.setattr(tools, "ASSEMBLE_SECONDS", 0.2)
    stand_in("import time; time.sleep(600)")
    assert all("did not finish" in line for line in refusals())


def test_a_tool_that_writes_without_end_is_stopped(stand_in, monkeypatch) -> None:
    monkeypatch.setattr(tools, "MAX_OUTPUT_BYTES", 1 << 20)
    stand_in("import signal; signal.signal(signal.SIGXFSZ, signal.SIG_DFL)\nwhile True: print('x' * 4096)")
    assert all("wrote more than 1 MB" in line for line in refusals())


@pytest.mark.skipif(sys.platform != "linux", reason="limits of another process are Linux's")
def test_a_tool_that_eats_memory_is_refused(stand_in, monkeypatch) -> None:
    monkeypatch.setattr(tools, "MAX_MEMORY_BYTES", 1 << 28)
    stand_in("try: bytearray(1 << 30)\nexcept MemoryError: sys.exit('no memory')")
    assert all("no memory" in line for line in refusals())


def test_a_tool_that_is_not_there_is_told(stand_in, tmp_path: Path) -> None:
    stand_in("")
    for program in PROGRAMS:
        (tmp_path / program).chmod(0o644)
    with pytest.raises(WatError, match="cannot be started: not on PATH; install wreduce again"):
        Assembler("wat2wasm").assemble("(module)")
