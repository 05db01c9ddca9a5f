"""Which assembler takes a module, what its binary holds, and how a binary becomes text."""

from __future__ import annotations

import pytest

from reducer.wat import assemble
from reducer.wat.assemble import Assembler, assembler_for, read_binary, validate
from reducer.wat.errors import WatError
from reducer.wat.sections import custom_sections
from reducer.wat.tools import version

BOTH = "(module (func $f (result i32) (i32.const 1)))"
COLLECTED = (
    "(module (type $bytes (array (mut i8)))\n  (func (drop (array.new_default $bytes (i32.const 1)))))"
)
BRANCH_HINT = """(module (func (param i32)
  local.get 0 (@metadata.code.branch_hint "\\00") if nop end))"""


def test_wat2wasm_assembles_what_it_takes_and_nothing_is_said() -> None:
    assembler, _ = assembler_for(BOTH)
    assert assembler == Assembler("wat2wasm") and assembler.said == ()


def test_wasm_tools_assembles_the_rest_and_says_why() -> None:
    assembler, _ = assembler_for(COLLECTED)
    assert assembler == Assembler("wasm-tools")
    (line,) = assembler.said
    assert line.startswith(
        f"assembled by wasm-tools {version('wasm-tools')}, since wabt does not take it: line"
    )


@pytest.mark.parametrize("name", ["wat2wasm", "wasm-tools"])
@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param(BOTH, [], id="names"),
        pytest.param('(module (@custom "x" "abc") (func $f))', [], id="custom sections"),
        pytest.param(BRANCH_HINT, [b"metadata.code.branch_hint"], id="branch hints stay"),
    ],
)
def test_a_binary_holds_no_custom_sections_but_code_metadata(name: str, text: str, kept: list[bytes]) -> None:
    assert custom_sections(Assembler(name).assemble(text)) == kept


def test_a_candidate_is_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    real = assemble.tools.run

    def counted(tool: str, *words: str, data: bytes) -> bytes:
        started.append((tool, *words[:1]))
        return real(tool, *words, data=data)

    assembler, _ = assembler_for(COLLECTED)
    monkeypatch.setattr(assemble.tools, "run", counted)
    assembler.assemble(COLLECTED)
    Assembler("wat2wasm").assemble(BOTH)
    assert [tool for tool, _ in started] == ["wasm-tools", "wat2wasm"]


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        pytest.param("(module\n (func nope))", (2, 8), "unexpected token", id="syntax"),
        pytest.param("(module\n (func (result i32)))", (2, 8), "type mismatch", id="a type"),
        pytest.param(COLLECTED.replace("new_d", "new_x"), (2, 16), "unknown operator", id="newer syntax"),
        pytest.param(COLLECTED.replace("(drop", "(nop"), (None, None), "values remaining", id="a type there"),
    ],
)  # fmt: skip
def test_the_complaint_of_the_tool_that_came_further_is_told(
    text: str, where: tuple[int | None, int | None], words: str
) -> None:
    with pytest.raises(WatError) as caught:
        assembler_for(text)
    assert (caught.value.line, caught.value.column) == where
    assert words in caught.value.message
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", [BOTH, COLLECTED], ids=["wabt", "wasm-tools"])
def test_text_from_a_binary_gives_the_same_binary(text: str) -> None:
    assembler, binary = assembler_for(text)
    read = read_binary(binary)
    assert assembler_for(read.text) == (assembler, binary)
    assert read.said == () and "(;" not in read.text


@pytest.mark.parametrize("tool", ["parse", "wat2wasm"])
def test_names_are_read_from_the_name_section(tool: str) -> None:
    words = ("parse", "-") if tool == "parse" else ("--debug-names", "-", "--output=-")
    named = assemble.tools.run("wasm-tools" if tool == "parse" else tool, *words, data=BOTH.encode())
    read = read_binary(named)
    assert "$f" in read.text and "@custom" not in read.text


def test_branch_hints_come_through() -> None:
    _, binary = assembler_for(BRANCH_HINT)
    assert assembler_for(read_binary(binary).text)[1] == binary


def test_what_neither_takes_is_told_in_one_line() -> None:
    with pytest.raises(WatError, match="wabt and wasm-tools do not take this binary: ") as caught:
        read_binary(b"\0asm\1\0\0\0\1\4\1\x60\0\0\3\2\1\0\x0a\5\1\3\0\x6a\x0b")
    assert "\n" not in str(caught.value)


def test_an_invalid_binary_is_said_to_be_so() -> None:
    assert validate(b"\0asm\1\0\0\0") is None
    told = validate(b"\0asm\1\0\0\0\1\4\1\x60\0\0\3\2\1\0\x0a\5\1\3\0\x6a\x0b")
    assert told is not None and "type mismatch" in told
