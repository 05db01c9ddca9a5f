"""A candidate of a large program is the one before it with a few bodies put in."""

from __future__ import annotations

from random import Random

import pytest
from generated_modules import Sample, modules
from hypothesis import given, settings, strategies

from reducer.edits import CATALOGUE, apply
from reducer.program import program
from reducer.program.program import Program
from reducer.wat.assemble import Assembler, assembler_for, validate
from reducer.wat.errors import WatError
from reducer.wat.module import Module, parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module
from reducer.wat.splice import same_code, spliced

MAX_EDITS = 4
BODIES = ("statements", "blocks", "constants", "values", "offsets", "loops", "immediates", "locals")
CANDIDATES = 4
TWO = """(module
  (type $unary (func (param i32) (result i32)))
  (memory $m 1)
  (data $d (i32.const 0) "a \\"quoted\\" ;; word")
  (func $twice (type $unary) (param $x i32) (result i32) (i32.add (local.get $x) (local.get $x)))
  (func $main (export "_start")
    (memory.init $d (i32.const 8) (i32.const 0) (i32.const 2))
    (drop (call $twice (i32.const 300)))
    (nop)))"""


def loaded(text: str) -> tuple[Module, Assembler, bytes]:
    module = named(parse(text))
    return module, *assembler_for(print_module(module))


@given(modules(), strategies.integers(0, 2**32 - 1))
@settings(max_examples=15, deadline=None)
def test_spliced_code_is_that_of_the_whole(sample: Sample, seed: int) -> None:
    module, assembler, binary = loaded(sample.text)
    random = Random(seed)
    offered = list(CATALOGUE[random.choice(BODIES)](module))
    edits = random.sample(offered, min(MAX_EDITS, len(offered)))
    # As a search has it: what one candidate changed is mostly a part of what the next one does.
    for _ in range(CANDIDATES):
        edited = apply(module, edits)
        try:
            whole = assembler.assemble(print_module(edited))
        except WatError:
            assert spliced(assembler, module, binary, edited) is None
            return
        made = spliced(assembler, module, binary, edited)
        if made is not None:
            assert validate(made) == validate(whole)
            assert same_code(made, whole)
        edits = [*random.sample(edits, max(0, len(edits) - 1)), *random.sample(offered, min(1, len(offered)))]


def test_a_body_is_assembled_once_for_all_candidates_that_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    module, assembler, binary = loaded(TWO)
    nop = next(edit for edit in CATALOGUE["statements"](module) if edit.label.startswith("delete nop"))
    texts: list[str] = []
    assemble = Assembler.assemble
    monkeypatch.setattr(Assembler, "assemble", lambda self, text: texts.append(text) or assemble(self, text))
    first, second = (spliced(assembler, module, binary, apply(module, [nop])) for _ in range(2))
    assert first == second != binary
    assert len(texts) == 1


def without(module: Module, family: str, label: str) -> Module:
    edit = next(edit for edit in CATALOGUE[family](module) if edit.label.startswith(label))
    return apply(module, [edit])


def test_a_statement_less_is_spliced_into_the_bytes_of_the_whole() -> None:
    module, assembler, binary = loaded(TWO)
    edited = without(module, "statements", "delete nop")
    made = spliced(assembler, module, binary, edited)
    assert made == assembler.assemble(print_module(edited))
    assert made is not None and len(made) == len(binary) - 1


def test_a_function_with_other_locals_is_spliced() -> None:
    module, assembler, binary = loaded(
        TWO.replace("(nop)", "(local.set $i (i64.const 1))").replace(
            '"_start")', '"_start") (local $i i64) (local $j f32)'
        )
    )
    main = module.find("function", "$main")
    fewer = main.with_text(main.text.replace(" (local $j f32)", ""))
    more = main.with_text(main.text.replace("(local $j f32)", "(local $j f32) (local $k v128)"))
    for changed in (fewer, more):
        edited = module.with_fields(changed if entry is main else entry for entry in module.fields)
        made = spliced(assembler, module, binary, edited)
        assert made == assembler.assemble(print_module(edited)) != binary


def test_functions_that_change_names_or_types_are_not_spliced() -> None:
    module, assembler, binary = loaded(TWO)
    twice, main = module.functions
    renamed = (main.with_text(main.text.replace("$main", "$m")), twice)
    other = (main, twice.with_text(twice.text.replace("$unary", "1")))
    for changed in (renamed, other):
        fields = [entry for entry in module.fields if entry not in (twice, main)]
        assert spliced(assembler, module, binary, module.with_fields([*fields, *changed[::-1]])) is None


def test_only_changed_bodies_reach_the_assembler(monkeypatch: pytest.MonkeyPatch) -> None:
    module, assembler, binary = loaded(TWO)
    edited = without(module, "statements", "delete nop")
    texts: list[str] = []
    assemble = Assembler.assemble

    def seen(self: Assembler, text: str) -> bytes:
        texts.append(text)
        return assemble(self, text)

    monkeypatch.setattr(Assembler, "assemble", seen)
    assert spliced(assembler, module, binary, edited) is not None
    assert len(texts) == 1
    assert "i32.add" not in texts[0]
    assert "quoted" not in texts[0]
    assert spliced(assembler, module, binary, module) is binary


def test_what_changes_more_than_bodies_is_not_spliced() -> None:
    module, assembler, binary = loaded(TWO)
    assert spliced(assembler, module, binary, module.with_fields(module.fields[:-1])) is None
    other = [
        entry.with_text(entry.text.replace(" 1)", " 2)")) if entry.keyword == "memory" else entry
        for entry in module.fields
    ]
    assert spliced(assembler, module, binary, module.with_fields(other)) is None


def test_a_program_is_spliced_and_assembled_whole_at_a_checkpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "MIN_SPLICED", 0)
    module, assembler, _ = loaded(TWO)
    first = Program(module, assembler)
    assert first.binary
    nop = next(edit for edit in CATALOGUE["statements"](module) if edit.label.startswith("delete nop"))
    second = first.edited([nop])
    assert second.base is not None
    assert second.binary == assembler.assemble(second.text)
    assert second.assemble_whole()
    wrong = second.binary.replace(b"\x41\xac\x02", b"\x41\xad\x02")
    assert wrong != second.binary
    second.__dict__.update(_spliced=wrong, binary=wrong)
    assert not second.assemble_whole()
    assert second.binary == assembler.assemble(second.text)


def test_a_program_that_forgets_makes_the_same_text_binary_and_key_again() -> None:
    module, assembler, binary = loaded(TWO)
    held = Program(module, assembler, base=(module, binary))
    made = held.text, held.binary, held.key
    held.forget()
    assert held.base is None
    assert not {"text", "binary", "_template"} & held.__dict__.keys()
    assert (held.text, held.binary, held.key) == made
