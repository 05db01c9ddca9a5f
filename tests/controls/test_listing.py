from simulated_engine import program_of

from reducer.controls.listing import heated, in_written_order, line_numbers, listed_text
from reducer.program.load import load_program
from reducer.runtimes import Given
from reducer.wat.module import parse
from reducer.wat.naming import named

FLAT = """(module
  (memory 1)
  (func (local i32)
    i32.const 1
    (; between ;)
    i32.const 2
    i32.add
    local.set 0
    loop
      local.get 0
      if
        nop
      else
        unreachable
      end
    end))
"""
FOLDED = """(module
  (memory 1)
  (func $f (param $x i32)
    (if (local.get $x)
      (then
        (i32.store
          (i32.const 8)
          (i32.add (i32.const 1) (local.get $x)))))))
"""


def lines_of(text):
    module = named(parse(text))
    (function,) = module.functions
    lines = line_numbers(parse(text), module)
    return [(node.op, lines[id(node)]) for node in in_written_order(module.body(function))]


def test_flat_instructions_are_on_their_lines():
    assert lines_of(FLAT) == [
        ("i32.const", 4), ("i32.const", 6), ("i32.add", 7), ("local.set", 8), ("loop", 9),
        ("local.get", 10), ("if", 11), ("nop", 12), ("unreachable", 14),
    ]  # fmt: skip


def test_folded_instructions_are_on_their_lines():
    assert dict(lines_of(FOLDED)) == {
        "if": 4, "i32.store": 6, "i32.const": 8, "i32.add": 8, "local.get": 8,
    }  # fmt: skip


def test_another_trip_count_moves_no_line():
    program = program_of(FLAT)
    changed = program.at([77]).module
    assert sorted(line_numbers(parse(FLAT), changed).values()) == [4, 6, 7, 8, 9, 10, 11, 12, 14]


def test_heat_is_held_between_0_and_1():
    lines = heated("one\ntwo\nthree", {1: 1.3, 2: -0.2, 9: 1.0})
    assert [(line.line, line.text, line.heat) for line in lines] == [
        (1, "one", 1.0), (2, "two", 0.0), (3, "three", 0.0),
    ]  # fmt: skip


def test_lines_are_those_of_the_file_or_of_the_program_with_its_stubs(tmp_path):
    """A stub is a function that stands on no line of the file."""
    path = tmp_path / "case.wat"
    path.write_text('(module\n  (func (export "_start")\n    nop))')
    assert listed_text(load_program(path)) == path.read_text()
    path.write_text('(module (import "e" "f" (func))\n  (func (export "_start")\n    nop call 0))')
    case = load_program(path, Given(stub_imports=True))
    assert listed_text(case) == case.text
    lines = line_numbers(parse(case.text), case.module)
    texts = {node.op: case.text.splitlines()[line - 1] for node, line in _nodes(case, lines)}
    assert "call" in texts["call"]


def _nodes(case, lines):
    nodes = (node for entry in case.module.functions for node in in_written_order(case.module.body(entry)))
    return [(node, lines[id(node)]) for node in nodes]
