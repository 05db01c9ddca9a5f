"""`check_file` and `check_paths`: what `wreduce check` says of files and folders."""

from __future__ import annotations

from pathlib import Path

import pytest

import reducer.wat.check
from reducer.wat.assemble import Assembler
from reducer.wat.check import check_file, check_paths
from reducer.wat.module import Module

pytestmark = pytest.mark.wabt
PROGRAM = '(module (func $f (export "f") (param i32) (result i32) local.get 0 i32.const 1 i32.add))'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inner").mkdir()
    (tmp_path / "a.wat").write_text(PROGRAM)
    (tmp_path / "inner" / "b.wasm").write_bytes(Assembler("wat2wasm").assemble(PROGRAM))
    (tmp_path / "inner" / "bad.wat").write_text("(module (func i32.ad))")
    (tmp_path / "notes.txt").write_text("no module")
    return tmp_path


def test_same_bytes_say_nothing(folder: Path) -> None:
    assert check_file(folder / "a.wat") is None
    assert check_file(folder / "inner" / "b.wasm") is None


def test_a_folder_is_looked_through(folder: Path) -> None:
    found = dict(check_paths([folder]))
    assert list(found) == [folder / "a.wat", folder / "inner" / "b.wasm", folder / "inner" / "bad.wat"]
    assert [path.name for path, difference in found.items() if difference] == ["bad.wat"]


def test_a_file_that_is_named_is_looked_at_whatever_its_name(folder: Path) -> None:
    found = dict(check_paths([folder / "notes.txt", folder / "a.wat"]))
    assert found[folder / "notes.txt"] is not None
    assert found[folder / "a.wat"] is None


def test_the_first_difference_is_shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lossy(module: Module, style: str | None = None) -> str:
        return PROGRAM.replace("i32.const 1", "i32.const 2") if style == "folded" else PROGRAM

    monkeypatch.setattr(reducer.wat.check, "print_module", lossy)
    assert check_file(folder / "a.wat") == (
        "printed folded: first difference at byte 35 (0x23): 02 6a 0b instead of 01 6a 0b"
    )


def test_a_print_that_the_assembler_refuses_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reducer.wat.check, "print_module", lambda module, style: "(module (func drop))")
    assert "printed as it was: the assembler does not take it" in (check_file(folder / "a.wat") or "")


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
    assert told is not None
    assert words in told
    assert "\n" not in told


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert "cannot be read" in (check_file(tmp_path / "absent.wat") or "")


def test_every_seed_keeps_its_bytes() -> None:
    seeds = Path(__file__).resolve().parents[2] / "seeds"
    found = list(check_paths([seeds]))
    assert len(found) > 20
    assert [(path.name, told) for path, told in found if told] == []
