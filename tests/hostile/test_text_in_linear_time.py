"""Long runs of every delimiter, through everything that reads a text: an answer or one clear error, in a time
that grows as the text does.

Time is the CPU's, so that a busy machine changes nothing.  A text that takes four times as long may take
eight times the time; below FLOOR_S nothing is compared.
"""

import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reducer.batch.canonical import Term, _text, _without_names
from reducer.controls.code_pairs import counts, normalised
from reducer.controls.machine_code import MachineLine, loops, read_loop
from reducer.oracle.expression import OracleSyntaxError, parse_oracle
from reducer.program.load import LoadError, load_program
from reducer.runtimes import RuntimesError, parse_spec
from reducer.runtimes.programs import PRINTED
from reducer.runtimes.workers.own_lines import parted
from reducer.runtimes.workers.protocol import brief
from reducer.wat.errors import WatError
from reducer.wat.module import check_all, parse
from reducer.wat.naming import named
from reducer.wat.numbers import string_bytes
from reducer.wat.scan import first_word

MEGABYTE = 1 << 20
HANG_S = 20.0
FLOOR_S = 0.1
MOST_GROWTH = 8
MAX_WORDS = 600
"""Characters of an error."""

DELIMITERS = [
    *';()"\\$@=-_,{}<>[]/*`',
    *("(;", ";)", ";;", "; ;", ";;\n", "(;;)", "(@", '(@a "', '\\"', '""', "((", "()"),
    *("0", "9", "1.", "0x", "nan:0x", "a", "é", "\0", " ", "\t", "\n", "\r", "\r\n", " ;", "\x1b[31m"),
    *("(a", "(func ", '(export "a") ', "(param i32) ", "(ref null ", "(module "),
]
PLACES = {
    "alone": "{}",
    "before a module": "{}(module)",
    "after a module": "(module){}",
    "as fields": "(module {})",
    "in a header": "(module (func $f {}))",
    "in a body": "(module (func (nop) {}))",
    "in a parameter": "(module (func (param {} i32)))",
    "as a name": "(module (func ${}))",
    "as a number": "(module (func (drop (i32.const {}))))",
    "in a string": '(module (memory 1) (data (i32.const 0) "{}"))',
    "as a string of a module": '(module binary "{}")',
    "in a comment": "(; {} ;) (module)",
    "in a line comment": ";; {}\n(module)",
    "in an annotation": "(@a {}) (module)",
    "in code metadata": '(module (func (@metadata.code.{} "a") nop))',
}
ERRORS = (WatError, LoadError, OracleSyntaxError, RuntimesError)


class Hang(Exception):
    """An entry took HANG_S of CPU time."""


@contextmanager
def stopped_when_it_hangs() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise Hang

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, HANG_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def seconds(read: Callable[[str], object], text: str) -> float:
    """CPU time of a reading, which may end in one line of an error."""
    start = time.process_time()
    with stopped_when_it_hangs():
        try:
            read(text)
        except ERRORS as error:
            assert len(str(error)) <= MAX_WORDS and "\n" not in str(error)
    return time.process_time() - start


def grows_linearly(read: Callable[[str], object], make: Callable[[int], str], size: int) -> None:
    longer = seconds(read, make(size))
    if longer > FLOOR_S:
        shorter = max(FLOOR_S / 4, min(seconds(read, make(size // 4)) for _ in range(2)))
        if longer > MOST_GROWTH * shorter:
            longer = min(seconds(read, make(size)) for _ in range(2))
        assert longer <= MOST_GROWTH * shorter


def run_of(unit: str, size: int) -> str:
    return unit * (size // len(unit.encode()))


def read_module_text(text: str) -> None:
    module = parse(text)
    for _ in check_all(module):
        pass
    named(module)


def read_top(text: str) -> None:
    first_word(text)
    parse(text)


@pytest.mark.parametrize(
    "unit", [";", "(", '"', "\\", "(;", ";;\n", "(@", "0", "a", "$", "\n", "\0", ' ("a\\";']
)
def test_a_megabyte_of_a_delimiter_is_refused_as_a_case(unit: str, tmp_path: Path) -> None:
    case = tmp_path / "case.wat"

    def load(text: str) -> None:
        case.write_text(text)
        load_program(case)

    grows_linearly(load, lambda size: run_of(unit, size), MEGABYTE)


@pytest.mark.parametrize("place", PLACES)
def test_long_runs_are_cut_into_fields_or_refused(place: str) -> None:
    for unit in DELIMITERS:
        grows_linearly(
            read_top, lambda size, unit=unit: PLACES[place].format(run_of(unit, size)), MEGABYTE // 16
        )


@pytest.mark.parametrize("place", PLACES)
def test_bodies_and_declarations_of_long_runs_are_read_or_refused(place: str) -> None:
    for unit in DELIMITERS:
        grows_linearly(
            read_module_text, lambda size, unit=unit: PLACES[place].format(run_of(unit, size)), MEGABYTE // 64
        )


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(DELIMITERS), min_size=1, max_size=6).map("".join), st.sampled_from([*PLACES]))
def test_mixed_runs_are_read_or_refused(unit: str, place: str) -> None:
    grows_linearly(read_module_text, lambda size: PLACES[place].format(run_of(unit, size)), MEGABYTE // 64)


@pytest.mark.parametrize(
    "unit", ["(;;)", "(;a;) ", ";;\n", "(@a)", '(@a ")")', "nop(;;)", "(nop)", "nop ", "nop\n;;a\n"]
)
def test_code_on_one_line_with_comments_is_read(unit: str) -> None:
    grows_linearly(
        read_module_text, lambda size: f"(module (func (nop) {run_of(unit, size)}))", MEGABYTE // 16
    )


def test_a_banner_is_no_component_and_does_not_hang(tmp_path: Path) -> None:
    banner = ";" * 60 + "\n"
    case = tmp_path / "case.wat"
    case.write_text(banner * 3 + '(module (func (export "_start")))')
    assert load_program(case).size[0] == 0
    case.write_text(banner * 3 + "(; (; ;) ;) ( ;;\n component)")
    with pytest.raises(LoadError, match="a component that holds no core module"):
        load_program(case)


@pytest.mark.parametrize("read", [parse_oracle, parse_spec, string_bytes, brief])
@pytest.mark.parametrize(
    "lead", ["", "ratio>", "ratio(a/b)>2 and ", "wasmtime@", "wasmtime:a=", '"', "Caused by:"]
)
def test_words_of_a_person_and_of_an_engine_are_read_or_refused(
    read: Callable[[str], object], lead: str
) -> None:
    for unit in [*DELIMITERS, "and ", "a=b,", "1.1.", "0: ", "\\u{ffffffff}"]:
        grows_linearly(read, lambda size, unit=unit: lead + run_of(unit, size), MEGABYTE // 16)


@pytest.mark.parametrize("unit", ["1", "1.", "(", ",", " ", "0 ", "<a>:", "a", "(,", "%rax,", "(%rax),"])
def test_disassemblies_and_versions_are_read(unit: str) -> None:
    def read(text: str) -> None:
        PRINTED.search(text)
        lines = [f"mov {text}", f"{text} x", f"jne 0 <{text}", f"call 0 <{text}"]
        machine_lines = [MachineLine(number, line) for number, line in enumerate(lines)]
        for loop in loops(machine_lines):
            read_loop(loop, "i32.store", other_calls=False)
        counts(machine_lines)
        for line in machine_lines:
            normalised(line)

    grows_linearly(read, lambda size: run_of(unit, size), MEGABYTE // 4)


@pytest.mark.parametrize("unit", ["called host ", "f() => ", "a", " ", "called host\n", "\n"])
def test_a_programs_own_lines_are_told_from_a_guests(unit: str) -> None:
    own = re.compile(r"\w+\(\) =>.*|called host .*")
    grows_linearly(lambda text: parted(own, f"x{text}\n "), lambda size: run_of(unit, size), MEGABYTE)
    assert parted(own, "mine\ncalled host f\n\nmine f() => 1\n\n") == (
        "mine\n\nmine ",
        ["called host f\n", "f() => 1"],
    )


@pytest.mark.parametrize("unit", ["{", "{a ", "{a", "}", "{local $a} ", "a"])
def test_canonical_forms_are_numbered(unit: str) -> None:
    grows_linearly(
        lambda text: (_text([Term(text)]), _without_names(text)),
        lambda size: run_of(unit, size),
        MEGABYTE // 4,
    )
