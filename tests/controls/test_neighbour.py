from reducer.change import Change
from reducer.controls.neighbour import (
    FILE,
    INSTRUCTION,
    OPERAND,
    STATEMENT,
    Choice,
    changed,
    code_lines,
    nearest,
)
from reducer.records.findings import Bounds
from reducer.wat.module import parse
from reducer.wat.naming import named

BEFORE = ["func $f", "i32.const 0", "i32.const 1024", "i32.const 32", "memory.copy"]
SHORTER = [*BEFORE[:3], "i32.const 0", BEFORE[4]]
FILLED = [*BEFORE[:4], "memory.fill"]
REMOVED = [*BEFORE[:4], "drop", "drop", "drop"]
DELETED = ["func $f"]


def choice(rank, after, verdict="vanishes", unclear=False, ratio=1.02, edit="an edit"):
    bounds = None if ratio is None else Bounds(ratio, ratio * 0.98, ratio * 1.02)
    return Choice(rank, Change(edit), verdict, unclear, bounds, BEFORE, after, f";; {edit}\n")


def test_an_operand_comes_before_an_instruction_and_that_before_a_statement():
    operand = choice(OPERAND, SHORTER, edit="length 32 -> 0")
    others = [choice(STATEMENT, DELETED), choice(INSTRUCTION, FILLED)]
    found, text = nearest([*others, operand])
    assert (found.edit, found.before, found.after) == ("length 32 -> 0", "i32.const 32", "i32.const 0")
    assert (found.file, text) == (FILE, ";; length 32 -> 0\n")
    assert nearest(others)[0].after == "memory.fill"


def test_of_two_instructions_the_one_that_changes_fewer_lines():
    found, _ = nearest([choice(INSTRUCTION, REMOVED), choice(INSTRUCTION, FILLED, ratio=1.1)])
    assert (found.before, found.after) == ("memory.copy", "memory.fill")


def test_nothing_that_is_unclear_deleted_or_still_slow():
    weak = [
        choice(OPERAND, SHORTER, unclear=True),
        choice(OPERAND, SHORTER, "deleted", ratio=None),
        choice(OPERAND, SHORTER, "persists", ratio=3.0),
        choice(OPERAND, SHORTER, "weakens", ratio=1.5),
        choice(OPERAND, BEFORE),
    ]
    assert nearest(weak) is None
    assert nearest([]) is None


def test_a_deletion_has_nothing_in_its_place():
    found, _ = nearest([choice(STATEMENT, DELETED)])
    assert found.before == "i32.const 0 i32.const 1024 i32.const 32 memory.copy"
    assert found.after == ""


def test_layout_and_comments_are_no_difference():
    flat = named(parse("(module (func $f\n  ;; one\n  i32.const 1\n  drop))"))
    folded = named(parse("(module (func $f (drop (i32.const 1))))"))
    assert changed(code_lines(flat), code_lines(folded)) == ([], [])


def test_programs_of_many_alike_lines_are_compared_around_what_differs():
    many = ["i32.eqz"] * 20_000
    assert changed([*many, "drop", *many], [*many, "nop", *many]) == (["drop"], ["nop"])
    assert changed(["a", *many, "b"], ["c", *many, "d"]) == (["a", *many, "b"], ["c", *many, "d"])
