"""`check_file` and `check_paths`: what `wreduce check` says of files and folders."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import reducer.wat.check
from reducer.wat.assemble import Assembler
from reducer.wat.check import Checked, check_file, check_paths
from reducer.wat.module import Module

PROGRAM = '(module (func $f (export "f") (param i32) (result i32) local.get 0 i32.const 1 i32.add))'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inner").mkdir()
    (tmp_path / "a.wat").write_text(PROGRAM)
    (tmp_path / "inner" / "b.wasm").write_bytes(Assembler("wat2wasm").assemble(PROGRAM))
    (tmp_path / "inner" / "bad.wat").write_text("(module (func i32.ad))")
    (tmp_path / "notes.txt").write_text("no module")
    return tmp_path


def test_same_bytes_are_said_to_be_the_same(folder: Path) -> None:
    assert check_file(folder / "a.wat") == Checked(True, "same bytes")
    assert check_file(folder / "inner" / "b.wasm") == Checked(True, "same bytes")


def test_a_folder_is_looked_through(folder: Path) -> None:
    found = dict(check_paths([folder]))
    assert list(found) == [folder / "a.wat", folder / "inner" / "b.wasm", folder / "inner" / "bad.wat"]
    assert [path.name for path, told in found.items() if not told.same] == ["bad.wat"]


def test_a_file_that_is_named_is_looked_at_whatever_its_name(folder: Path) -> None:
    found = dict(check_paths([folder / "notes.txt", folder / "a.wat"]))
    assert not found[folder / "notes.txt"].same
    assert found[folder / "a.wat"].same


def test_the_first_difference_is_shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lossy(module: Module, style: str | None = None) -> str:
        return PROGRAM.replace("i32.const 1", "i32.const 2") if style == "folded" else PROGRAM

    monkeypatch.setattr(reducer.wat.check, "print_module", lossy)
    assert check_file(folder / "a.wat").words == (
        "printed folded: first difference at byte 35 (0x23): 02 6a 0b instead of 01 6a 0b"
    )


def test_a_print_that_the_assembler_refuses_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reducer.wat.check, "print_module", lambda module, style: "(module (func drop))")
    assert "printed as it was: the assembler does not take it" in check_file(folder / "a.wat").words


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\0asm\x0d\0\x01\0", "a component that holds no core module"),
        (b"\0asm\x01\0\0\0\xff", "wabt and wasm-tools do not take this binary"),
        (b"", "the file is empty"),
        (b"\xff\xfe", "unexpected"),
    ],
    ids=["component", "broken binary", "empty", "neither"],
)
def test_what_is_no_module_is_told_in_one_line(data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "input"
    path.write_bytes(data)
    told = check_file(path)
    assert not told.same
    assert words in told.words
    assert "\n" not in told.words


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert "cannot be read" in check_file(tmp_path / "absent.wat").words


def test_every_seed_keeps_its_bytes() -> None:
    seeds = Path(__file__).resolve().parents[2] / "seeds"
    found = list(check_paths([seeds]))
    assert len(found) > 20
    assert [(path.name, told.words) for path, told in found if told.words != "same bytes"] == []


# A binary is held against itself.


def word(number: int, padded: int = 0) -> bytes:
    """A number as LEB128, in `padded` bytes where it is given."""
    groups = [number & 0x7F]
    while number := number >> 7:
        groups.append(number & 0x7F)
    groups += [0] * (padded - len(groups))
    return bytes([*(group | 0x80 for group in groups[:-1]), groups[-1]])


def section(id_: int, content: bytes) -> bytes:
    return bytes([id_]) + word(len(content)) + content


def custom(name: bytes, content: bytes) -> bytes:
    return section(0, word(len(name)) + name + content)


TYPES = section(1, b"\1\x60\0\0")
FUNCTIONS = section(3, b"\2\0\0")
MEMORY = section(5, b"\1\0" + word(65536))
EXPORTS = section(7, b"\1\x0c" + '日本\u200b"\\!'.encode() + b"\0\0")
NAMES = custom(b"name", b"\1\x04\1\0\1f")


def code(*bodies: bytes) -> bytes:
    return section(10, word(len(bodies)) + b"".join(word(len(body)) + body for body in bodies))


def module(*parts: bytes) -> bytes:
    return b"\0asm\1\0\0\0" + b"".join(parts)


CALL, PADDED_CALL = b"\0\x10\1\x0b", b"\0\x10" + word(1, 5) + b"\x0b"
RUN, RUNS = b"\1\2\x7f\x0b", b"\2\1\x7f\1\x7f\x0b"
PADS = "not the same bytes: the original pads its numbers"
BROKEN = "; its name section cannot be read and is left out, as engines do"
BINARIES = {
    "plain": ([TYPES, FUNCTIONS, MEMORY, EXPORTS, code(CALL, RUN)], "same bytes"),
    "sections that engines ignore, anywhere": (
        [custom(b"a", b"x"), TYPES, custom(b"b", b""), FUNCTIONS, MEMORY, EXPORTS, code(CALL, RUN), NAMES],
        "same bytes, its custom sections aside",
    ),
    "a broken name section": (
        [TYPES, FUNCTIONS, code(CALL, RUN), custom(b"name", b"\0\x7f")],
        f"same bytes, its custom sections aside{BROKEN}",
    ),
    "padded numbers": ([TYPES, FUNCTIONS, code(PADDED_CALL, RUN)], PADS),
    "a padded negative number": (
        [TYPES, FUNCTIONS, code(CALL, b"\0\x41\xff\xff\xff\xff\x7f\x1a\x0b")],
        PADS,
    ),
    "a padded size": ([b"\1" + word(4, 5) + b"\1\x60\0\0", FUNCTIONS, code(CALL, RUN)], PADS),
    "runs of locals": (
        [TYPES, FUNCTIONS, code(CALL, RUNS)],
        "not the same bytes: the original declares locals of one type in several runs",
    ),
    "both, and a broken name section": (
        [TYPES, FUNCTIONS, code(PADDED_CALL, RUNS), custom(b"name", b"\1\x7f")],
        f"{PADS} and declares locals of one type in several runs{BROKEN}",
    ),
}


@pytest.mark.parametrize(("parts", "words"), BINARIES.values(), ids=BINARIES)
def test_a_binary_is_held_against_itself(parts: list[bytes], words: str, tmp_path: Path) -> None:
    path = tmp_path / "case.wasm"
    path.write_bytes(module(*parts))
    assert check_file(path) == Checked(words.startswith("same"), words)


def test_what_else_differs_in_the_encoding_is_shown(tmp_path: Path) -> None:
    """A section may be there and empty."""
    path = tmp_path / "case.wasm"
    path.write_bytes(module(TYPES, FUNCTIONS, section(5, b"\0"), code(CALL, RUN)))
    told = check_file(path)
    assert not told.same
    assert told.words.startswith("not the same bytes: the same program in another encoding: first difference")


def test_what_wabt_does_not_take_is_checked_by_wasm_tools(tmp_path: Path) -> None:
    path = tmp_path / "case.wat"
    path.write_text("(module\n  (type $a (array (mut i8))))")
    told = check_file(path)
    assert told.same
    assert re.fullmatch(
        r"same bytes; assembled by wasm-tools [\d.]+, since wabt does not take it: line 2, column 13: .*",
        told.words,
    )
