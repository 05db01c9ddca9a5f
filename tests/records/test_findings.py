"""Findings survive the way to JSON and back, and what is no finding is refused in one line."""

import json
import math

import pytest

from reducer.records.codec import RecordError
from reducer.records.findings import (
    BlameFinding,
    BlameSite,
    Bounds,
    ControlsFinding,
    Line,
    ListingLine,
    Neighbour,
    SideTimes,
    VariantFinding,
    from_json,
    to_json,
)

PRIMARY = VariantFinding(
    "primary",
    "primary",
    "as it is",
    "case.wat",
    "primary.wat",
    "",
    None,
    (
        SideTimes("a@1", "1.0", 5e6, 4e6, 6e6, 15, "", 5.0),
        SideTimes("b", "2", None, None, None, 0, "trap"),
    ),
    Bounds(2.5, 2.25, 2.75),
    "persists",
)
CONTROLS = ControlsFinding(
    "case.wat",
    "case-controls",
    "a@1",
    "b",
    (),
    {"cpu": "some", "cores": 2},
    "task-clock",
    "execute",
    15,
    1000,
    "memory.copy",
    PRIMARY,
    (PRIMARY,),
    (Line("a@1", 10.0, 2.5),),
    3.5,
)
BLAME = BlameFinding(
    "case.wat",
    "a@1",
    "b",
    (BlameSite(3, "$f", "memory.copy", "target removed", None, Bounds(1.0), "vanishes"),),
    (),
    "repeated memory.copy",
    Neighbour("32 -> 0", "i32.const 32", "i32.const 0", "n.wat", Bounds(1.0, 0.5, 1.5)),
    "helper call per iteration",
    "because",
    (ListingLine(1, "(module", 0.0),),
    1.0,
)


@pytest.mark.parametrize("finding", [PRIMARY, CONTROLS, BLAME], ids=lambda finding: type(finding).__name__)
def test_a_finding_survives_json(finding: object) -> None:
    assert from_json(type(finding), json.loads(json.dumps(to_json(finding)))) == finding


def test_a_ratio_is_a_number_in_json_with_its_interval_beside_it() -> None:
    assert to_json(PRIMARY)["ratio"] == 2.5
    assert to_json(PRIMARY)["ci99"] == [2.25, 2.75]
    without = to_json(BLAME)["sites"][0]
    assert (without["ratio"], without["ci99"]) == (None, None)


def test_what_is_not_finite_is_null_in_json() -> None:
    assert to_json(Bounds(2.0, 1.0, math.inf))["high"] is None


def test_a_default_may_be_missing() -> None:
    data = to_json(CONTROLS)
    del data["interrupted"]
    assert from_json(ControlsFinding, data) == CONTROLS


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param({"what": "something"}, "not a wreduce ControlsFinding", id="something else"),
        pytest.param({"format": 99}, "not a wreduce ControlsFinding", id="another format"),
        pytest.param({"rounds": "many"}, '"many" is no int', id="a word for a number"),
        pytest.param({"primary": {**to_json(PRIMARY), "verdict": "fine"}}, '"fine" is none of', id="verdict"),
        pytest.param({"variants": [{}]}, r"variants\[0\]\.name: it is missing", id="a missing key"),
        pytest.param({"from the future": 1}, "there is no field", id="a key that is not known"),
        pytest.param({"primary": {**to_json(PRIMARY), "ci99": 3}}, "ci99: this is no interval", id="ci99"),
    ],
)
def test_what_is_no_finding_is_refused_in_one_line(change: dict[str, object], words: str) -> None:
    with pytest.raises(RecordError, match=words) as caught:
        from_json(ControlsFinding, {**to_json(CONTROLS), **change})
    assert "\n" not in str(caught.value)
