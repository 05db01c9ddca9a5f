"""Which function of a program is called, with which arguments, and what is said of it."""

from __future__ import annotations

from pathlib import Path
from shutil import which

import pytest

from reducer.program.arguments import ArgumentError, constant
from reducer.program.load import LoadError, load_program, load_with_binary
from reducer.program.profile import OBSERVER
from reducer.program.program import Program
from reducer.program.trips import as_written
from reducer.runtimes import Given, open_runtime
from reducer.runtimes.workers.wasi import is_command

LOOP = """(loop $l (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))"""


def loaded(folder: Path, text: str, invoke: str | None = None, *arguments: str) -> Program:
    path = folder / "case.wat"
    path.write_text(text, encoding="utf-8", errors="surrogateescape")
    return load_program(path, Given(invoke, arguments))


def start_of(program: Program) -> list[str]:
    """The instructions of the `_start` that was written."""
    text = program.text
    return [
        line.strip()
        for line in text[text.rindex('(export "_start")') :].split("\n")[1:]
        if "." in line or "call" in line or line.strip() == "drop"
    ]


# ---- which function is called


@pytest.mark.parametrize(
    ("fields", "entry"),
    [
        pytest.param('(func (export "main")) (func (export "_start"))', "`_start`", id="_start before all"),
        pytest.param(
            '(func $s) (func (export "main")) (start $s)', "the start section", id="a start section"
        ),
        pytest.param(
            '(func (export "go")) (func (export "x") (param i32))', "`go` ()", id="the only plain one"
        ),
        pytest.param(
            '(func $f (export "a") (export "b")) (func (export "x") (param i32))',
            "`a` ()",
            id="one function by two names",
        ),
        pytest.param(
            '(func (export "run") (param i64)) (func (export "x") (param i32))',
            "`run` (i64)",
            id="a usual name",
        ),
        pytest.param(
            '(func (export "__wasm_call_ctors")) (func (export "go"))', "`go` ()", id="not a linker's"
        ),
        pytest.param('(func (export "_initialize"))', "`_initialize` ()", id="a reactor with nothing else"),
        pytest.param('(func (export ""))', "`` ()", id="an empty name"),
    ],
)
def test_what_is_called_is_chosen_in_this_order(tmp_path: Path, fields: str, entry: str) -> None:
    program = loaded(tmp_path, f"(module {fields})")
    assert program.entry == entry
    assert is_command(program.binary)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        pytest.param(
            '(func (export "a")) (func (export "b") (result f64) f64.const 0)',
            "the exported functions are `a` (), `b` () -> f64: choose what is called by --invoke NAME -- ARG",
            id="two may be meant",
        ),
        pytest.param(
            '(func (export "test") (param i32))',
            "the exported function is `test` (i32)",
            id="it takes arguments",
        ),
        pytest.param('(memory (export "memory") 1)', "no function is exported", id="no function"),
    ],
)
def test_where_nobody_can_tell_the_functions_are_listed(tmp_path: Path, fields: str, words: str) -> None:
    with pytest.raises(LoadError) as caught:
        loaded(tmp_path, f"(module {fields})")
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_the_start_sections_work_is_in_the_phase_that_executes(tmp_path: Path) -> None:
    program = loaded(tmp_path, '(module (func $s) (func $i (export "_initialize")) (start $s))')
    assert "(start" not in program.text
    assert start_of(program) == ["call $s", "call $i"]


def test_a_start_that_is_replaced_is_exported_no_more(tmp_path: Path) -> None:
    program = loaded(tmp_path, '(module (func $a (export "_start")) (func $b (export "b")))', "b")
    assert program.text.count('"_start"') == 1
    assert start_of(program) == ["call $b"]


def test_initialize_is_called_first(tmp_path: Path) -> None:
    program = loaded(tmp_path, '(module (func $i (export "_initialize")) (func $m (export "main")))', "main")
    assert start_of(program) == ["call $i", "call $m"]
    assert program.said == ("calls `main` (), after `_initialize`",)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param('(global (export "_start") i32 (i32.const 0)) (func (export "m"))', id="a global"),
        pytest.param('(memory (export "_start") 1) (func (export "m"))', id="a memory"),
        pytest.param('(func (export "_start") (param i32) (result f32) f32.const 0)', id="parameters"),
        pytest.param('(global (export "memory") i32 (i32.const 0)) (func (export "m"))', id="memory is none"),
        pytest.param(
            '(func $m (export "m") (drop (ref.func $r))) (func $r (export "_start") (param i32))',
            id="a reference of what was exported",
        ),
    ],
)
def test_exports_that_are_in_the_way_are_taken_out(tmp_path: Path, fields: str) -> None:
    assert is_command(loaded(tmp_path, f"(module {fields})", "m" if '"m"' in fields else None).binary)


def test_an_import_that_is_exported_again_is_called_where_it_is_named(tmp_path: Path) -> None:
    text = """(module (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                (export "leave" (func $exit)) (func $m (export "go")))"""
    assert loaded(tmp_path, text).entry == "`go` ()"
    assert start_of(loaded(tmp_path, text, "leave", "0")) == ["i32.const 0", "call $exit"]


@pytest.mark.parametrize(
    "written", ["\\00jCeH", "\\22\\5c", "\\e3\\83\\a1", "a\\e2\\80\\8bb", "\\u{1f600}", "`"]
)
def test_an_odd_name_is_given_as_it_is_or_as_it_is_listed(tmp_path: Path, written: str) -> None:
    text = f'(module (func $f (export "{written}")) (func (export "other")))'
    with pytest.raises(LoadError) as caught:
        loaded(tmp_path, text)
    listed = str(caught.value).split("are `")[1].split("` ()")[0]
    assert listed.isprintable()
    assert start_of(loaded(tmp_path, text, listed)) == ["call $f"]


def test_results_of_every_type_are_dropped(tmp_path: Path) -> None:
    program = loaded(
        tmp_path,
        """(module (func $f (export "f") (result v128 funcref externref i64)
             v128.const i64x2 0 0 ref.null func ref.null extern i64.const 1))""",
    )
    assert start_of(program) == ["call $f", "drop", "drop", "drop", "drop"]
    assert is_command(program.binary)


def test_a_program_without_a_memory_has_one_exported(tmp_path: Path) -> None:
    assert '(export "memory") 0' in loaded(tmp_path, '(module (func (export "_start")))').text
    hidden = loaded(tmp_path, '(module (memory $m 2) (func (export "_start")))').text
    assert '(export "memory" (memory $m))' in hidden


def test_a_binary_of_which_nothing_is_changed_is_measured_as_it_is(tmp_path: Path) -> None:
    program = loaded(tmp_path, '(module (memory (export "memory") 1) (func (export "_start")))')
    path = tmp_path / "case.wasm"
    path.write_bytes(program.binary + b"\0\5\4note")
    assert load_with_binary(path)[1] == path.read_bytes()


# ---- arguments


@pytest.mark.parametrize(
    ("type_", "text", "written"),
    [
        ("i32", "100", "i32.const 100"),
        ("i32", "-0x80000000", "i32.const -2147483648"),
        ("i32", "4294967295", "i32.const 4294967295"),
        ("i64", "0xFFFF_FFFF", "i64.const 4294967295"),
        ("f32", "1.5", "f32.const 1.5"),
        ("f64", "100", "f64.const 100.0"),
        ("f64", ".5e-3", "f64.const 0.0005"),
        ("f64", "0x1p-3", "f64.const 0.125"),
        ("f64", "-inf", "f64.const -inf"),
        ("f32", "NaN", "f32.const nan"),
        ("v128", "1", "v128.const i64x2 1 0"),
        ("externref", "null", "ref.null extern"),
        ("(ref null $t)", "null", "ref.null $t"),
    ],
)
def test_an_argument_is_a_constant_of_its_type(type_: str, text: str, written: str) -> None:
    assert constant(type_, text) == written


@pytest.mark.parametrize(
    ("type_", "text", "words"),
    [
        ("i32", "abc", "is no i32"),
        ("i32", "1.5", "is no i32"),
        ("i32", "", "is no i32"),
        ("i32", "\u0661", "is no i32"),
        ("i32", "4294967296", "out of range"),
        ("i64", "9" * 100_000, "out of range"),
        ("f32", "1e39", "out of range"),
        ("f64", "1e999", "out of range"),
        ("f64", "0x1p99999", "out of range"),
        ("f64", "one\x1b[31m", r"`one\x1b[31m`"),
        ("funcref", "0", "null"),
        ("(ref $t)", "null", "never null"),
    ],
)
def test_what_is_no_value_of_its_type_is_told(type_: str, text: str, words: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        constant(type_, text)
    assert words in str(caught.value) and len(str(caught.value)) < 200


def test_arguments_that_are_missing_are_zero_or_null_and_said(tmp_path: Path) -> None:
    text = '(module (func $f (export "f") (param i32 f64 externref) (result i32) local.get 0))'
    program = loaded(tmp_path, text, "f", "7")
    assert start_of(program) == ["i32.const 7", "f64.const 0", "ref.null extern", "call $f", "drop"]
    assert program.entry == "`f` (i32, f64, externref) -> i32 with 7"
    assert program.said[1] == "arguments 2 to 3 of `f` are not given: zero or null"


@pytest.mark.parametrize(
    ("invoke", "arguments", "words"),
    [
        pytest.param("f", ["1", "2"], "`f` (i32) takes 1 argument, and 2 are given", id="too many"),
        pytest.param("f", ["x"], "argument 1 of `f`: `x` is no i32", id="no number"),
        pytest.param("g", [], "nothing is exported as `g`: the exported function is `f` (i32)", id="no such"),
        pytest.param("m", [], "`m` is an exported memory, not a function", id="not a function"),
    ],
)
def test_what_cannot_be_called_is_told_in_one_line(
    tmp_path: Path, invoke: str, arguments: list[str], words: str
) -> None:
    with pytest.raises(LoadError) as caught:
        loaded(
            tmp_path, '(module (memory (export "m") 1) (func (export "f") (param i32)))', invoke, *arguments
        )
    assert words in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.runtime
def test_an_argument_that_sets_the_trip_count_is_a_trip_constant(tmp_path: Path) -> None:
    program = loaded(tmp_path, f'(module (func (export "run") (param i32) {LOOP}))', "run", "20000")
    with open_runtime(OBSERVER) as observing:
        found = as_written(program, observing)
    assert found.trip_counts == (20000,)
    assert "i32.const 5" in found.at([5]).text


@pytest.mark.runtime
@pytest.mark.parametrize(
    "spec",
    [
        "wasmtime",
        "wasmer",
        pytest.param("node", marks=pytest.mark.skipif(which("node") is None, reason="node is not installed")),
    ],
)
def test_engines_run_a_function_without_memory_that_gives_results(tmp_path: Path, spec: str) -> None:
    program = loaded(
        tmp_path, '(module (func (export "f") (param f64) (result f64 i32) local.get 0 i32.const 1))', "f"
    )
    with open_runtime(spec) as runtime:
        assert runtime.run(program.binary, timeout_ns=10**10).outcome.kind == "exited"
