"""The JSON Schema (2020-12) of a record, made from its type hints: what `to_json` writes, field by field.

Source: JSON Schema, draft 2020-12, core and validation vocabularies.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

NAMES = {str: "string", int: "integer", float: "number", bool: "boolean"}


def json_schema(record: type, title: str, version: int) -> dict[str, Any]:
    """The schema of a dataclass.  `version` is of its layout: it is raised when a field goes or changes."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "version": version,
        **_of(record),
    }


def _of(kind: Any) -> dict[str, Any]:
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (types.UnionType, Union):
        return {"anyOf": [_of(part) for part in parts]}
    if kind is types.NoneType:
        return {"type": "null"}
    if origin is Literal:
        return {"enum": list(parts)}
    if origin is tuple:
        if len(parts) == 2 and parts[1] is Ellipsis:
            return {"type": "array", "items": _of(parts[0])}
        return {"type": "array", "prefixItems": [_of(part) for part in parts], "items": False}
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": _of(parts[1])}
    if is_dataclass(kind):
        return _object(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    return {"type": NAMES[kind]}


def _object(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {
        "type": "object",
        "properties": {field.name: _of(hints[field.name]) for field in fields(kind)},
        "required": [
            field.name
            for field in fields(kind)
            if field.default is MISSING and field.default_factory is MISSING
        ],
        "additionalProperties": False,
    }
