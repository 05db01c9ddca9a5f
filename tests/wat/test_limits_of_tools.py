"""wabt and wasm-tools have limits of time, memory, and what they write.  Here stand-ins take their place."""

import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

from reducer import children
from reducer.guardian import interrupt
from reducer.wat import tools
from reducer.wat.assemble import Assembler, assembler_for, disassemble, validate
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


def test_what_a_tool_gives_up_is_not_tried_again(stand_in, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(tools, "ASSEMBLE_SECONDS", 0.2)
    stand_in(f"open({str(tmp_path / 'tries')!r}, 'a').write('x'); import time; time.sleep(600)")
    with pytest.raises(WatError, match="wasm2wat did not finish"):
        disassemble(b"\0asm\1\0\0\0" + b"\0\7\4name\1\x7f")
    with pytest.raises(WatError, match="wat2wasm did not finish"):
        assembler_for("(module (; this one ;))")
    assert (tmp_path / "tries").read_text() == "xx"


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


def test_indentation_does_not_count_as_output(stand_in, monkeypatch) -> None:
    monkeypatch.setattr(tools, "MAX_OUTPUT_BYTES", 1 << 20)
    stand_in("print('(module (func')\nfor _ in range(3000): print(' ' * 1000 + 'nop')\nprint('))')")
    text = disassemble(b"\0asm\1\0\0\0")
    assert text.count("nop") == 3000
    assert len(text) < 1 << 20


@pytest.mark.parametrize("interrupted", ["_limit", "_read"])
def test_an_interrupt_at_any_moment_is_an_interrupt_and_leaves_no_process(
    monkeypatch: pytest.MonkeyPatch, interrupted: str
) -> None:
    """Also before its threads have started: an error of theirs would hide it from who saves the work."""
    plain = getattr(tools, interrupted)

    def interrupting(*given: Any) -> Any:
        interrupt()
        return plain(*given)

    monkeypatch.setattr(tools, interrupted, interrupting)
    before = {child.pid for child in psutil.Process().children()}
    with pytest.raises(KeyboardInterrupt):
        tools.run("wat2wasm", "-", "--output=-", data=b"(module)")
    assert {child.pid for child in psutil.Process().children()} <= before
