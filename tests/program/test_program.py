"""Programs: cleaning, trip counts, and the key that evidence is kept under."""

import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings, strategies
from simulated_engine import seed_program

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "wat"))

from generated_modules import Sample, modules

from reducer.edits import CATALOGUE
from reducer.program.cleaning import cleaned
from reducer.program.trips import at_places, places
from reducer.runtimes import Invocation
from reducer.wat.assemble import Assembler
from reducer.wat.module import parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module


def test_the_key_does_not_depend_on_the_trip_count() -> None:
    candidate = seed_program()
    assert candidate.longer(0.1).text != candidate.text
    assert candidate.longer(0.1).key == candidate.key


def test_the_key_depends_on_everything_else() -> None:
    candidate = seed_program()
    edit = next(iter(CATALOGUE["statements"](candidate.module)))
    assert candidate.edited([edit]).key != candidate.key


def test_a_trip_count_is_scaled_and_never_falls_below_one() -> None:
    candidate = seed_program()
    assert "i64.const 400000)" in candidate.longer(0.1).text
    assert "(local.set $i (i64.const 1))" in candidate.longer(1e-12).text


def test_a_rounded_trip_count_is_a_power_of_two_near_it() -> None:
    assert "(i64.const 4194304)" in seed_program().longer(1.0, rounded=True).text
    assert "(i64.const 4194304)" in seed_program().longer(1.3, rounded=True).text


def test_a_trip_count_is_found_again_after_edits_around_it() -> None:
    candidate = seed_program()
    edits = [edit for edit in CATALOGUE["statements"](candidate.module) if "local.set $x" in edit.label]
    edited = candidate.edited(edits)
    assert edited.has_trips
    assert "(i64.const 8000000)" in edited.longer(2).text


def test_a_trip_count_that_was_cut_out_is_known_to_be_gone() -> None:
    candidate = seed_program()
    edits = [edit for edit in CATALOGUE["statements"](candidate.module) if "local.set $i" in edit.label]
    assert not candidate.edited(edits).has_trips


def test_cleaning_drops_what_nothing_reaches_round_after_round() -> None:
    text = """(module
      (type $unused (func (param f64)))
      (global $g (mut i32) (i32.const 0))
      (func $third (global.set $g (i32.const 1)))
      (func $second (call $third))
      (func $first (call $second))
      (func $main (export "_start") (local $idle i32)))"""
    module = cleaned(named(parse(text)))
    assert [entry.name for entry in module.fields] == ["$main"]
    assert "$idle" not in print_module(module)


def test_cleaning_works_out_expressions_of_constants() -> None:
    text = """(module (memory 1) (func $main (export "_start")
      (i32.store (i32.and (i32.wrap_i64 (i64.const -1)) (i32.const 65504)) (i32.const 0))))"""
    assert "(i32.store (i32.const 65504) (i32.const 0))" in print_module(cleaned(named(parse(text))))


def test_cleaning_an_already_clean_module_gives_the_same_module() -> None:
    module = cleaned(seed_program().module)
    assert cleaned(module) is module


def test_a_candidate_without_trip_constants_has_none() -> None:
    assert not replace(seed_program(), trips=()).has_trips


def test_how_it_is_called_is_a_part_of_the_key() -> None:
    program = seed_program()
    assert replace(program, invocation=Invocation(argv=("100",))).key != program.key


@pytest.fixture
def by_field(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every program is one whose fields are hashed one by one."""
    monkeypatch.setattr("reducer.wat.printer.MIN_HASHED_BY_FIELD", 0)


COMMENTED = """;; a file
(module $m ;; its name
  ;; before the type
  (type $t (func)) ;; behind the type
  (; before the function ;)
  (func $unused (type $t))
  (func $main (export "_start") (local $i i32) (; inside ;) (local.set $i (i32.const 1000)))
  ;; at the end
)"""


@pytest.mark.usefixtures("by_field")
@pytest.mark.parametrize("dropped", [(), ("type",), ("unused",), ("type", "unused")])
def test_the_same_text_has_the_same_key_however_it_was_come_by(dropped: tuple[str, ...]) -> None:
    module = named(parse(COMMENTED))
    names = {"type": "$t", "unused": "$unused"}
    gone = {names[word] for word in dropped}
    program = replace(
        seed_program(), trips=(), module=module.with_fields(x for x in module.fields if x.name not in gone)
    )
    again = replace(program, module=parse(program.text))
    assert again.text == program.text
    assert again.key == program.key


@pytest.mark.usefixtures("by_field")
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(modules(), strategies.integers(0, 2**32 - 1))
def test_an_edited_program_has_the_key_of_its_text(sample: Sample, seed: int) -> None:
    module, random = named(parse(sample.text)), Random(seed)
    program = replace(seed_program(), trips=(), module=module)
    for family in ("statements", "functions", "fields"):
        offered = list(CATALOGUE[family](program.module))
        edited = program.edited(random.sample(offered, min(2, len(offered))))
        again = replace(edited, module=parse(edited.text))
        assert (edited.key == program.key) == (edited.text == program.text)
        assert again.key == edited.key
        program = edited


@pytest.mark.usefixtures("by_field")
def test_a_key_of_fields_does_not_depend_on_the_trip_count() -> None:
    candidate = seed_program()
    assert candidate.longer(0.1).key == replace(candidate).longer(2).key == candidate.key
    edit = next(iter(CATALOGUE["statements"](candidate.module)))
    assert candidate.edited([edit]).key != candidate.key


@pytest.mark.usefixtures("by_field")
def test_of_a_candidate_only_what_changed_is_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    functions = " ".join(f"(func $f{index} (nop) (call $f{index + 1}))" for index in range(50))
    module = named(parse(f'(module {functions} (func $f50) (func $main (export "_start") (call $f0)))'))
    program = replace(seed_program(), trips=(), module=module)
    assert program.key
    hashed: list[str] = []
    monkeypatch.setattr("reducer.wat.printer._hash", lambda text: hashed.append(text) or text.encode()[:32])
    nop = next(edit for edit in CATALOGUE["statements"](module) if edit.change.function == "$f7")
    assert program.edited([nop]).key != program.key
    assert [text for text in hashed if "func" in text] == ["(func $f7\n    (call $f8)\n  )"]


class Counting(Assembler):
    """Counts what it assembles."""

    def assemble(self, text: str) -> bytes:
        made.append(text)
        return text.encode()


made: list[str] = []


def test_a_program_is_printed_and_assembled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[object] = []
    monkeypatch.setattr(
        "reducer.program.program.print_module", lambda module: printed.append(module) or print_module(module)
    )
    made.clear()
    program = replace(seed_program(), assembler=Counting("counting"))
    for _ in range(2):
        _ = program.key, program.text, program.binary, program.size, program.has_trips
    longer = program.longer(2)
    _ = longer.key, longer.text, longer.binary
    assert len(printed) == 1, "another trip count is the same text but for a number"
    assert made == [program.text, longer.text]


@pytest.mark.parametrize("words", ["local.set $x", "call $once", "local.set $i"])
def test_trip_constants_are_found_again_in_the_text(words: str) -> None:
    """A run that goes on reads its steps from files; its evidence is kept under their keys."""
    program = seed_program()
    edits = [edit for edit in CATALOGUE["statements"](program.module) if words in edit.label]
    edited = program.edited(edits[:1]).longer(0.5)
    again = at_places(replace(program, module=named(parse(edited.text))), places(edited))
    assert (again.key, again.text) == (edited.key, edited.text)
    assert (again.has_trips, again.trip_counts) == (edited.has_trips, edited.trip_counts)


def test_cleaning_takes_an_empty_if_over_a_constant_and_no_other() -> None:
    text = """(module (memory 1) (func $main (export "_start")
      (if $a (i32.const 1) (then)) (if $b (i32.eqz (i32.const 1)) (then) (else))
      (if $traps (i32.load (i32.const -1)) (then)) (if $runs (i32.const 1) (then (memory.size) (drop)))))"""
    made = print_module(cleaned(named(parse(text))))
    assert [name for name in ("$a", "$b", "$traps", "$runs") if name in made] == ["$traps", "$runs"]


def test_a_program_that_is_called_in_another_way_is_printed_and_assembled_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    candidate = seed_program()
    binary, key = candidate.binary, candidate.key
    monkeypatch.setattr(Assembler, "assemble", lambda *_: pytest.fail("assembled again"))
    monkeypatch.setattr("reducer.program.program.print_module", lambda *_: pytest.fail("printed again"))
    other = candidate.called(Invocation(("3",)))
    assert (other.binary, other.text) == (binary, candidate.text)
    assert other.key != key and other.called(candidate.invocation).key == key
