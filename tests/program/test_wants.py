"""A program that asks for input or files that it was not given is told so; one that could ask is not."""

from pathlib import Path

import pytest

from reducer.program.load import load_program
from reducer.program.profile import OBSERVER, glimpse, observer
from reducer.program.wants import FILES, INPUT, SAID, asked_for_in_vain, waits_for_a_clock
from reducer.runtimes import Given, Invocation, open_runtime

IMPORTS = """(import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_open"
    (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (memory (export "memory") 1)"""
READ = "(drop (call $read (i32.const {descriptor}) (i32.const 0) (i32.const 1) (i32.const 8)))"
OPEN = """(drop (call $open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 0)
  (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 8)))"""


@pytest.fixture(scope="module")
def runtime():
    with open_runtime(OBSERVER) as opened:
        yield opened


@pytest.mark.parametrize(
    ("body", "invocation", "lines"),
    [
        pytest.param("", Invocation(), [], id="imports and never calls"),
        pytest.param(READ.format(descriptor=0), Invocation(), [SAID[INPUT]], id="reads input"),
        pytest.param(READ.format(descriptor=3), Invocation(), [], id="reads something else"),
        pytest.param(READ.format(descriptor=0), Invocation(stdin=__file__), [], id="reads what it was given"),
        pytest.param(OPEN, Invocation(stdin=__file__), [SAID[FILES]], id="opens files"),
        pytest.param(READ.format(descriptor=0) + OPEN, Invocation(), list(SAID.values()), id="both"),
        pytest.param(
            f"(if (i32.const 0) (then {READ.format(descriptor=0)}))", Invocation(), [], id="in cold code"
        ),
    ],
)
def test_what_is_asked_for_in_vain_is_said(tmp_path, runtime, body, invocation, lines):
    path = tmp_path / "guest.wat"
    path.write_text(f'(module {IMPORTS} (func (export "_start") {body}))')
    program = load_program(path, Given(invocation=invocation))
    assert asked_for_in_vain(program, observer(runtime, program)) == lines


CLOCK = """(import "wasi_snapshot_preview1" "clock_time_get"
    (func $time (param i32 i64 i32) (result i32)))"""
ASKED = "(drop (call $time (i32.const 0) (i64.const 0) (i32.const 8)))"
STUB = '(import "env" "clock_ms" (func $ms (result i64))) (import "env" "log" (func $log))'


@pytest.mark.parametrize(
    ("imports", "asked", "begins"),
    [
        pytest.param(CLOCK, ASKED, "at its start it asked the clock ", id="of WASI"),
        pytest.param(
            STUB, "(drop (call $ms))", "at its start it asked the stubbed `env.clock_ms` ", id="stubbed"
        ),
        pytest.param(STUB, "(call $log)", None, id="asks for no answer"),
        pytest.param(CLOCK, "(nop)", None, id="could ask"),
    ],
)
def test_a_program_without_end_that_asks_a_clock_is_told_so(tmp_path, runtime, imports, asked, begins):
    path = tmp_path / "guest.wat"
    path.write_text(
        f'(module {imports} (memory (export "memory") 1) (func (export "_start") (loop $l {asked} (br $l))))'
    )
    program = load_program(path, Given(stub_imports=True))
    found = waits_for_a_clock(program, glimpse(runtime, program))
    assert found is None if begins is None else found is not None and found.startswith(begins)


def test_the_path_of_a_folder_counts_as_given(tmp_path: Path, runtime):
    path = tmp_path / "guest.wat"
    path.write_text(f'(module {IMPORTS} (func (export "_start") {OPEN}))')
    program = load_program(path, Given(invocation=Invocation(dirs=((str(tmp_path), "/"),))))
    assert asked_for_in_vain(program, observer(runtime, program)) == []
