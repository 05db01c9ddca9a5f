"""The JSON Schema of a record, by its type hints."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from reducer.records.schema import json_schema


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Part:
    name: str


@dataclass(frozen=True)
class Whole:
    parts: tuple[Part, ...]
    bounds: tuple[float, float] | None
    colour: Colour
    kind: Literal["a", "b"]
    counts: dict[str, int] = field(default_factory=dict)
    done: bool = False


def test_every_kind_of_field_has_its_place() -> None:
    part = {"type": "object", "properties": {"name": {"type": "string"}}, "required": ["name"]}
    assert json_schema(Whole, "whole", 3) == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "whole",
        "version": 3,
        "type": "object",
        "properties": {
            "parts": {"type": "array", "items": {**part, "additionalProperties": False}},
            "bounds": {
                "anyOf": [
                    {"type": "array", "prefixItems": [{"type": "number"}] * 2, "items": False},
                    {"type": "null"},
                ]
            },
            "colour": {"enum": ["red", "blue"]},
            "kind": {"enum": ["a", "b"]},
            "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
            "done": {"type": "boolean"},
        },
        "required": ["parts", "bounds", "colour", "kind"],
        "additionalProperties": False,
    }
