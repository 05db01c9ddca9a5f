"""Dataclasses to JSON and back: nothing is lost, and what is not of its type is told with file and field."""

import json
import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reducer.records.codec import (
    RecordError,
    from_document,
    from_plain,
    from_text,
    to_document,
    to_line,
    to_plain,
)


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Point:
    x: float
    y: float | None = None

    def __post_init__(self) -> None:
        if self.x < -1e6:
            raise ValueError("too far\nto the left")


@dataclass(frozen=True)
class Named:
    name: str
    kind: Literal["named"] = "named"


@dataclass(frozen=True)
class Counted:
    count: int
    kind: Literal["counted"] = "counted"


@dataclass(frozen=True)
class Whole:
    points: tuple[Point, ...]
    pair: tuple[int, str]
    colour: Colour
    word: Literal["yes", "no"]
    part: Named | Counted
    by_name: dict[str, int | str]
    flag: bool = False
    maybe: Point | None = None


WHOLE = Whole((Point(1.0), Point(2.5, 3.0)), (1, "a"), Colour.RED, "yes", Counted(3), {"a": 1, "b": "c"})
PLAIN: dict[str, Any] = to_plain(WHOLE)


def test_a_record_is_plain_json() -> None:
    assert json.loads(json.dumps(PLAIN)) == {
        "points": [{"x": 1.0, "y": None}, {"x": 2.5, "y": 3.0}],
        "pair": [1, "a"],
        "colour": "red",
        "word": "yes",
        "part": {"count": 3, "kind": "counted"},
        "by_name": {"a": 1, "b": "c"},
        "flag": False,
        "maybe": None,
    }


FLOATS = st.floats(min_value=-1e6, max_value=1e300)
POINTS = st.builds(Point, FLOATS, st.none() | FLOATS)
WHOLES = st.builds(
    Whole,
    st.lists(POINTS, max_size=3).map(tuple),
    st.tuples(st.integers(), st.text()),
    st.sampled_from(Colour),
    st.sampled_from(["yes", "no"]),
    st.builds(Named, st.text(), st.just("named")) | st.builds(Counted, st.integers(), st.just("counted")),
    st.dictionaries(st.text(), st.integers() | st.text(), max_size=3),
    st.booleans(),
    st.none() | POINTS,
)


@given(WHOLES)
def test_every_record_survives_json_in_one_line(whole: Whole) -> None:
    line = to_line(whole)
    assert "\n" not in line
    assert from_text(Whole, line, "file") == whole


def test_a_word_that_is_no_text_survives() -> None:
    assert from_text(Named, to_line(Named("file \udcff.wat")), "file") == Named("file \udcff.wat")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({"points": [{"x": "1"}]}, 'points[0].x: "1" is no float', id="a word for a number"),
        pytest.param({"points": [{"x": True}]}, "points[0].x: true is no float", id="true for a number"),
        pytest.param({"points": [{"x": math.inf}]}, "points[0].x: Infinity is no finite", id="not finite"),
        pytest.param({"points": [{"x": 10**400}]}, "points[0].x: 1000", id="too large for a float"),
        pytest.param({"points": [{}]}, "points[0].x: it is missing", id="a missing field"),
        pytest.param({"points": [{"x": 1, "z": 1}]}, 'points[0]: there is no field "z"', id="unknown field"),
        pytest.param({"points": {}}, "points: {} is no list", id="an object for a list"),
        pytest.param({"points": [[1.0]]}, "points[0]: [1.0] is no object", id="a list for an object"),
        pytest.param({"points": [{"x": -1e9}]}, "points[0]: too far to the left", id="its own check"),
        pytest.param({"pair": [1]}, "pair: 1 entries instead of 2", id="too few entries"),
        pytest.param({"pair": [1.0, "a"]}, "pair[0]: 1.0 is no int", id="a fraction"),
        pytest.param({"pair": [False, "a"]}, "pair[0]: false is no int", id="false for an int"),
        pytest.param({"colour": "green"}, 'colour: "green" is none of red, blue', id="no such member"),
        pytest.param({"word": True}, "word: true is none of yes, no", id="no such word"),
        pytest.param({"part": {"kind": "lost"}}, "part: ", id="no such kind"),
        pytest.param({"part": {"kind": "named", "name": 3}}, "part.name: 3 is no str", id="a part's field"),
        pytest.param({"by_name": {"a": None}}, "by_name[a]: null is no int or str", id="an entry"),
        pytest.param({"flag": 1}, "flag: 1 is no bool", id="1 for true"),
        pytest.param({"word": "x" * 1000}, "... is none of", id="a long value is cut"),
        pytest.param({"word": "\x1b[31m\n"}, r'"\u001b[31m\n" is none of', id="nothing for a terminal"),
    ],
)  # fmt: skip
def test_what_is_not_of_its_type_is_told_with_file_and_field(change: dict[str, Any], words: str) -> None:
    with pytest.raises(RecordError) as told:
        from_plain(Whole, {**PLAIN, **change}, "folder/file.json")
    assert str(told.value).startswith("folder/file.json: ") and words in str(told.value)
    assert "\n" not in str(told.value) and len(str(told.value)) < 200


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", "it is empty", id="empty"),
        pytest.param('{"x": NaN}', "NaN is no number", id="NaN"),
        pytest.param('{"x": -Infinity}', "-Infinity is no number", id="infinity"),
        pytest.param('{"x": 1e999}', "x: Infinity is no finite number", id="beyond all floats"),
        pytest.param('{"x": 1', "it is broken at line 1, column 8", id="half"),
        pytest.param("[" * 100_000, "it is broken", id="nested too deeply"),
        pytest.param('{"x": ' + "9" * 10_000 + "}", "it is broken", id="a very long number"),
    ],
)
def test_a_broken_text_is_one_line(text: str, words: str) -> None:
    with pytest.raises(RecordError) as told:
        from_text(Point, text, "file")
    assert words in str(told.value) and "\n" not in str(told.value)


def test_a_number_that_is_not_finite_is_null_where_there_may_be_none() -> None:
    assert to_plain(Point(1.0, math.nan)) == {"x": 1.0, "y": None}
    with pytest.raises(RecordError, match="x: NaN is no finite number"):
        to_plain(Point(math.nan))


def test_what_is_of_another_type_is_not_written() -> None:
    with pytest.raises(RecordError, match="name: 3 is no str"):
        to_line(Named(3))  # type: ignore[arg-type]


def test_a_document_says_what_it_is_and_of_which_format() -> None:
    text = to_document(Point(1.0), "a point", 2)
    assert from_document(Point, text, "a point", 2, "file") == Point(1.0)
    for what, version in (("a point", 3), ("a line", 2)):
        with pytest.raises(RecordError, match="made by another release"):
            from_document(Point, text, what, version, "file")
