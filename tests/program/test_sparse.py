"""What is left of an element segment puts the same functions into the same places of the same table."""

import pytest
from simulated_engine import program_of

from reducer.program.sparse import sparse_segments

TEXT = """
(module
  (table $first 8 funcref)
  (table $second 40 funcref)
  SEGMENT
  (func $a) (func $b) (func $c) (func $d)
  (func (export "_start")))
"""


def left(segment: str, kept: set[str], text: str = TEXT) -> list[str] | None:
    module = program_of(text.replace("SEGMENT", segment)).module
    entry = next(one for one in module.fields if one.keyword == "elem")
    made = sparse_segments(module, entry, kept)
    return None if made is None else [one.text for one in made]


def test_what_is_kept_lies_where_it_was() -> None:
    assert left("(elem $e (i32.const 1) $a $b $c $d $a)", {"$a", "$d"}) == [
        "(elem $e_0 (table $first) (i32.const 1) func $a)",
        "(elem $e_3 (table $first) (i32.const 4) func $d $a)",
    ]


def test_it_stays_in_its_table() -> None:
    segment = "(elem $e (table $second) (offset (i32.const 0x20)) func $a $b)"
    assert left(segment, {"$b"}) == ["(elem $e_1 (table $second) (i32.const 33) func $b)"]


def test_a_segment_of_which_nothing_is_kept_goes() -> None:
    assert left("(elem $e (i32.const 0) $a $b)", set()) == []


@pytest.mark.parametrize(
    "segment",
    [
        pytest.param("(elem $e func $a)", id="passive"),
        pytest.param("(elem $e declare func $a)", id="declares"),
        pytest.param("(elem $e (i32.const 0) funcref (ref.func $a) (ref.null func))", id="expressions"),
        pytest.param("(global $g i32 (i32.const 1)) (elem $e (global.get $g) $a)", id="no constant"),
    ],
)
def test_other_segments_stay_whole(segment: str) -> None:
    assert left(segment, {"$a"}) is None


def test_a_table_that_is_not_null_at_first_keeps_its_segments_whole() -> None:
    text = TEXT.replace("(table $first 8 funcref)", "(table $first 8 funcref (ref.func $d))")
    assert left("(elem $e (i32.const 0) $a $b)", {"$a"}, text) is None
