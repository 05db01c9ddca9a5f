"""From a file to a module's text, however the file is packed."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from reducer.wat import compressed, reading
from reducer.wat.assemble import assembler_for
from reducer.wat.compressed import read_unpacked
from reducer.wat.errors import WatError
from reducer.wat.reading import UNBUNDLE, is_module_name, read_source

COMMAND = '(module (func (export "_start") nop))'
OTHER = '(module (func (export "run")))'


def written(folder: Path, content: str | bytes, name: str = "input") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def component(*modules: str) -> str:
    return "(component " + " ".join(module.replace("(", "(core ", 1) for module in modules) + ")"


def custom_section(name: str, content: bytes) -> bytes:
    inside = bytes([len(name)]) + name.encode() + content
    return b"\0" + bytes([len(inside)]) + inside


# ---- gzip


@pytest.mark.parametrize("name", ["a.wat.gz", "a.wat", "id:000012"])
def test_packed_text_is_read_whatever_the_file_is_called(tmp_path: Path, name: str) -> None:
    assert read_source(written(tmp_path, gzip.compress(COMMAND.encode()), name)).text == COMMAND


def test_a_packed_binary_is_read_like_the_binary(tmp_path: Path) -> None:
    binary = assembler_for(COMMAND)[1]
    packed = gzip.compress(binary[:9]) + gzip.compress(binary[9:])
    assert read_source(written(tmp_path, packed)) == read_source(written(tmp_path, binary, "other"))


@pytest.mark.parametrize(
    ("packed", "words"),
    [
        pytest.param(gzip.compress(b"(module)")[:-9], "cannot be read: broken gzip", id="cut off"),
        pytest.param(b"\x1f\x8b\x08\0\0\0\0\0\0\0" + b"\xff" * 9, "cannot be read: broken gzip", id="junk"),
        pytest.param(
            gzip.compress(b"(module)")[:-8] + bytes(8), "cannot be read: broken gzip: CRC", id="other content"
        ),
        pytest.param(b"\x1f\x8b", "cannot be read: broken gzip", id="its first bytes alone"),
        pytest.param(gzip.compress(b""), "the file is empty", id="nothing in it"),
    ],
)
def test_broken_gzip_is_told_in_one_line(tmp_path: Path, packed: bytes, words: str) -> None:
    with pytest.raises(WatError) as caught:
        read_source(written(tmp_path, packed))
    assert str(caught.value).startswith(words)
    assert "\n" not in str(caught.value)


def test_what_unpacks_without_end_is_told_in_one_line(tmp_path: Path) -> None:
    path = written(tmp_path, gzip.compress(bytes(5_000_000)))
    with pytest.raises(WatError, match="over 1 MB long when it is unpacked"):
        read_unpacked(path, limit=1 << 20)


def test_gzip_that_never_comes_to_anything_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "MAX_BYTES", 1 << 20)
    with pytest.raises(WatError, match="cannot be read: over 1 MB long"):
        read_unpacked(written(tmp_path, gzip.compress(b"") * 60_000))


def test_files_are_found_by_their_names_packed_or_not() -> None:
    found = ["a.wat", "a.wasm", "a.wat.gz", "d/a.b.wasm.gz"]
    assert [
        name for name in [*found, ".wat", "a.gz", "a.wat.gz.gz", "a.txt"] if is_module_name(name)
    ] == found


# ---- components


def test_the_core_module_with_start_is_taken_out_of_a_component(tmp_path: Path) -> None:
    source = read_source(written(tmp_path, component(OTHER, COMMAND, "(module)")))
    assert '(export "_start"' in source.text and "nop" in source.text
    assert source.said == ("a component: its core module that exports `_start` is taken out of it",)


def test_a_module_deep_in_a_component_is_found(tmp_path: Path) -> None:
    assert "nop" in read_source(written(tmp_path, f"(component {component(COMMAND)})")).text


def test_the_only_core_module_of_a_component_is_taken_whatever_it_exports(tmp_path: Path) -> None:
    source = read_source(written(tmp_path, component(OTHER)))
    assert '(export "run"' in source.text
    assert source.said == ("a component: its only core module is taken out of it",)


def test_an_import_of_start_is_no_export(tmp_path: Path) -> None:
    adapter = '(module (import "main" "_start" (func)) (data "(export \\"_start\\" (func 0))"))'
    assert "nop" in read_source(written(tmp_path, component(adapter, COMMAND))).text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(component(OTHER, OTHER), "2 core modules, of which none exports `_start`", id="none"),
        pytest.param(component(COMMAND, COMMAND), "2 core modules, of which 2 export `_start`", id="two"),
        pytest.param("(component)", "holds no core module", id="no module"),
        pytest.param("(component (nonsense))", "wasm-tools does not take this component", id="broken text"),
        pytest.param("\0asm\x0d\0\x01\0\x01\x7f", "wasm-tools does not take", id="broken binary"),
    ],
)
def test_a_component_without_the_one_module_to_run_is_told_in_one_line(
    tmp_path: Path, text: str, words: str
) -> None:
    with pytest.raises(WatError) as caught:
        read_source(written(tmp_path, text))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_without_wasm_tools_the_command_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "find_program", lambda name: None)
    with pytest.raises(WatError) as caught:
        read_source(written(tmp_path, component(COMMAND)))
    assert UNBUNDLE in str(caught.value)
    assert "--threshold 0" in UNBUNDLE


# ---- code that was compiled ahead of time


def test_code_that_wasmedge_has_compiled_is_left_out_and_said(tmp_path: Path) -> None:
    binary = assembler_for(COMMAND)[1]
    source = read_source(written(tmp_path, binary + custom_section("wasmedge", b"\x7fELF machine code")))
    assert assembler_for(source.text)[1] == binary
    assert source.said == ("its section `wasmedge`, code that was compiled ahead of time, is left out",)


def test_other_custom_sections_are_nothing_to_speak_of(tmp_path: Path) -> None:
    binary = assembler_for(COMMAND)[1] + custom_section("producers", b"\0")
    assert read_source(written(tmp_path, binary)).said == ()


# ---- depth


def test_the_text_of_a_binary_grows_as_its_nesting_does(tmp_path: Path) -> None:
    def length(depth: int) -> int:
        text = f'(module (func (export "_start") {"(block " * depth} {")" * depth}))'
        return len(read_source(written(tmp_path, assembler_for(text)[1])).text)

    assert length(2000) <= 5 * length(500)
