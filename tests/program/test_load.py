"""What bad input gets: one line that says what is wrong and what to do."""

from pathlib import Path

import pytest

from reducer.program.load import LoadError, load_program

START = '(func (export "_start"))'

BAD = [
    pytest.param(b"", "empty", id="an empty file"),
    pytest.param(b"\x7fELF\0\0", "neither WebAssembly text nor a binary", id="junk bytes"),
    pytest.param(b"hello", "line 1, column 1: no module here", id="not WAT"),
    pytest.param(
        b'(module (func (export "_start") nopp))',
        "line 1, column 33: unknown instruction `nopp`; did you mean",
        id="a typing error",
    ),
    pytest.param(b"(module (func", "line 1, column 9", id="an open parenthesis"),
    pytest.param(
        b'(module (func (export "_start") drop))', "more operands than the stack holds", id="not well typed"
    ),
    pytest.param(
        b'(module (func (export "_start") (i32.const 1)))', "line 1", id="a value left on the stack"
    ),
    pytest.param(b"(component)", "a component that holds no core module", id="a component in text"),
    pytest.param(b"\0asm\x0d\0\x01\0", "a component that holds no core module", id="a component"),
    pytest.param(
        b"\0asm\x01\0\0\0\x99", "wabt and wasm-tools do not take this binary", id="a truncated binary"
    ),
    pytest.param(b"(module (func))", "no function is exported", id="no entry point"),
    pytest.param(
        b'(module (import "env" "f" (func)) (func (export "_start")))',
        "imports `env.f`",
        id="an import nobody has",
    ),
]


@pytest.mark.parametrize(("content", "words"), BAD)
def test_bad_input_is_told_in_one_line(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "input.wat"
    path.write_bytes(content)
    with pytest.raises(LoadError) as caught:
        load_program(path)
    message = str(caught.value)
    assert words in message
    assert message.startswith(str(path))
    assert "\n" not in message


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="cannot be read"):
        load_program(tmp_path / "missing.wat")


def test_a_binary_is_taken_like_its_text(seeds: Path, tmp_path: Path) -> None:
    source = seeds / "bulk_memory" / "primary_memory_copy_len32.wat"
    case = load_program(source)
    binary = tmp_path / "case.wasm"
    binary.write_bytes(case.assembler.assemble(source.read_text()))
    assert load_program(binary).size == case.size


def test_what_assembles_a_program_that_wabt_does_not_take_is_said(tmp_path: Path) -> None:
    path = tmp_path / "case.wat"
    path.write_text(
        '(module (type $a (array (mut i8))) (func (export "_start") (drop (array.len (ref.null $a)))))'
    )
    case = load_program(path)
    assert case.assembler.name == "wasm-tools"
    assert [line[:23] for line in case.said] == ["assembled by wasm-tools"]
    assert case.at(()).assembler is case.assembler


def test_a_broken_name_section_is_read_over_and_said(seeds: Path, tmp_path: Path) -> None:
    plain = load_program(seeds / "bulk_memory" / "primary_memory_copy_len32.wat")
    path = tmp_path / "case.wasm"
    path.write_bytes(plain.binary + b"\0\7\4name\1\x7f")
    case = load_program(path)
    assert case.said == ("its name section cannot be read and is left out, as engines do",)
    assert case.binary == plain.binary


def test_the_numbers_that_wasm2wat_writes_go_and_other_comments_stay(tmp_path: Path) -> None:
    path = tmp_path / "numbered.wat"
    path.write_text("""(module
  (type (;0;) (func))
  (memory (;0;) 1)  ;; one page
  (data (;0;) (i32.const 0) "(;0;)")
  (func (;0;) (export "_start") (type 0) (block  ;; label = @1
    (br 0 (;@1;)))))""")
    text = load_program(path).text
    assert text.count("(;") == text.count('"(;0;)"') == 1
    assert ";; one page" in text and "label = @" not in text


def test_size_counts_every_instruction_but_end_and_else(tmp_path: Path) -> None:
    path = tmp_path / "case.wat"
    path.write_text(
        '(module (func (export "_start") (local i32) '
        "(if (local.get 0) (then nop) (else (local.set 0 (i32.const 1))))))"
    )
    assert load_program(path).size[0] == 5


def test_every_seed_is_a_case(seeds: Path) -> None:
    for path in sorted(seeds.glob("*/*.wat")):
        case = load_program(path)
        assert case.size[0] > 5, path
