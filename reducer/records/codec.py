"""Frozen dataclasses to JSON and back, by their type hints, with no exception made for a field.

Strict both ways: a value of another type, a field that is missing or not known, a word that is none of those
allowed and a number that is not finite are a RecordError that names the file and the field.  A number that is
not finite is written as null where the field may be None.  Unions of dataclasses are told apart by a field
with a single literal, such as `row: Literal["pair"] = "pair"`.
"""

from __future__ import annotations

import json
import math
import types
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Literal, NoReturn, TypeVar, Union, get_args, get_origin, get_type_hints

from reducer.records.errors import RecordError as RecordError

Made = TypeVar("Made")
MAX_SHOWN = 40
"""Characters of a wrong value in a message."""
WHAT, FORMAT = "what", "format"
"""The first two keys of a document: what it is, and the version of its layout."""


# ---- records and lines


def to_plain(record: object, place: Path | str = "") -> dict[str, Any]:
    """A dataclass as dicts, lists, numbers and words.  Raises RecordError for what is not of its own type."""
    plain: dict[str, Any] = _plain(type(record), record, _Place(str(place)))
    return plain


def from_plain(kind: type[Made], data: object, place: Path | str) -> Made:
    """The dataclass of that kind that `to_plain` gave, or the union's.  Raises RecordError."""
    made: Made = _made(kind, data, _Place(str(place)))
    return made


def to_line(record: object, place: Path | str = "") -> str:
    """A record as JSON in one line, without the newline.  Raises RecordError."""
    return json.dumps(to_plain(record, place), separators=(",", ":"))


def to_json(record: object, place: Path | str = "") -> str:
    """A record as JSON over several lines, for people and other programs.  Raises RecordError."""
    return json.dumps(to_plain(record, place), indent=1) + "\n"


def from_text(kind: type[Made], text: str, place: Path | str) -> Made:
    """The record of that kind in a JSON text.  Raises RecordError."""
    return from_plain(kind, parse_json(text, place), place)


def parse_json(text: str, place: Path | str) -> Any:
    """What the text says.  NaN and Infinity are not JSON.  Raises RecordError."""
    where = _Place(str(place))
    try:
        return json.loads(text, parse_constant=lambda word: where.fail(f"{word} is no number"))
    except json.JSONDecodeError as error:
        if not text.strip():
            where.fail("it is empty")
        where.fail(f"it is broken at line {error.lineno}, column {error.colno}: {error.msg}")
    except (ValueError, RecursionError):
        where.fail("it is broken: a number too long, or nested too deeply")


# ---- documents: a file of one record that says what it is


def to_document(record: object, what: str, version: int, place: Path | str = "") -> str:
    """A record as the text of a file.  Raises RecordError."""
    return plain_document(to_plain(record, place), what, version)


def plain_document(plain: Mapping[str, Any], what: str, version: int) -> str:
    """The same of what is plain already."""
    return json.dumps({WHAT: what, FORMAT: version, **plain}, indent=1) + "\n"


def from_document(kind: type[Made], text: str, what: str, version: int, place: Path | str) -> Made:
    """The record in the text of a file.  Raises RecordError where it is something else, or of another
    version."""
    return from_plain(kind, document_fields(parse_json(text, place), what, version, place), place)


def document_fields(data: object, what: str, version: int, place: Path | str) -> dict[str, Any]:
    """What a document holds beside its first two keys.  Raises RecordError."""
    where = _Place(str(place))
    if not isinstance(data, dict):
        where.fail(f"this is no {what}: {_shown(data)}")
    if data.get(WHAT) != what or data.get(FORMAT) != version or isinstance(data.get(FORMAT), bool):
        found = f"{_shown(data.get(WHAT))}, format {_shown(data.get(FORMAT))}"
        where.fail(f"not a {what} of format {version} but {found}: made by another release of wreduce?")
    return {key: value for key, value in data.items() if key not in (WHAT, FORMAT)}


# ---- by type


class _Place:
    """Where in which file something stands, for messages."""

    def __init__(self, file: str, path: str = "") -> None:
        self.file, self.path = file, path

    def at(self, name: str) -> _Place:
        """A field of what stands here."""
        return _Place(self.file, f"{self.path}.{name}" if self.path else name)

    def item(self, key: object) -> _Place:
        """An entry of what stands here."""
        return _Place(self.file, f"{self.path}[{key}]")

    def fail(self, words: str) -> NoReturn:
        raise RecordError(": ".join(part for part in (self.file, self.path, words) if part))


@cache
def _fields_of(kind: Any) -> tuple[tuple[Field[Any], Any, bool], ...]:
    """Every field, its type, whether it must be there."""
    hints = get_type_hints(kind)
    return tuple(
        (field, hints[field.name], field.default is MISSING and field.default_factory is MISSING)
        for field in fields(kind)
    )


@cache
def _alternatives(kind: Any) -> tuple[Any, ...]:
    """The types of a union but None; the type itself where it is none."""
    if get_origin(kind) in (types.UnionType, Union):
        return tuple(one for one in get_args(kind) if one is not types.NoneType)
    return (kind,)


@cache
def _may_be_none(kind: Any) -> bool:
    return get_origin(kind) in (types.UnionType, Union) and types.NoneType in get_args(kind)


@cache
def _tag(kind: Any) -> tuple[str, str] | None:
    """The field with a single literal by which a dataclass is known among others, and that literal."""
    dataclass: Any = kind
    for field, hint, _ in _fields_of(dataclass) if is_dataclass(kind) else ():
        if get_origin(hint) is Literal and len(get_args(hint)) == 1:
            return field.name, get_args(hint)[0]
    return None


def _plain(kind: Any, value: Any, place: _Place) -> Any:
    if value is None and _may_be_none(kind):
        return None
    if isinstance(value, float) and not math.isfinite(value) and _may_be_none(kind):
        return None
    if is_dataclass(value):
        record: Any = type(value)
        if record not in _alternatives(kind):
            place.fail(f"a {record.__name__} is no {_named(kind)}")
        return {
            field.name: _plain(hint, getattr(value, field.name), place.at(field.name))
            for field, hint, _ in _fields_of(record)
        }
    if isinstance(value, tuple):
        return [_plain(entry, part, where) for entry, part, where in _entries(kind, value, place)]
    if isinstance(value, Mapping):
        entry = get_args(_one_of(kind, value, place))[1]
        return {str(key): _plain(entry, part, place.item(key)) for key, part in value.items()}
    made = _made(kind, value.value if isinstance(value, Enum) else value, place)
    return made.value if isinstance(made, Enum) else made


def _made(kind: Any, value: Any, place: _Place) -> Any:
    if value is None and _may_be_none(kind):
        return None
    kind = _one_of(kind, value, place)
    if is_dataclass(kind):
        return _record(kind, value, place)
    origin = get_origin(kind)
    if origin is tuple:
        if not isinstance(value, list):
            place.fail(f"{_shown(value)} is no list")
        return tuple(_made(entry, part, where) for entry, part, where in _entries(kind, value, place))
    if origin in (dict, Mapping):
        if not isinstance(value, dict):
            place.fail(f"{_shown(value)} is no object")
        return {key: _made(get_args(kind)[1], part, place.item(key)) for key, part in value.items()}
    if origin is Literal:
        words = get_args(kind)
        if not any(value == word and type(value) is type(word) for word in words):
            place.fail(f"{_shown(value)} is none of {', '.join(map(str, words))}")
        return value
    return _scalar(kind, value, place)


def _scalar(kind: Any, value: Any, place: _Place) -> Any:
    if isinstance(kind, type) and issubclass(kind, Enum):
        words = [member.value for member in kind]
        if value not in words:
            place.fail(f"{_shown(value)} is none of {', '.join(map(str, words))}")
        return kind(value)
    # To Python, True is a number; in a file it is a mistake.
    if kind is float and isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            place.fail(f"{_shown(value)} is no finite number")
        return number
    if type(value) is not kind:
        place.fail(f"{_shown(value)} is no {_named(kind)}")
    return value


def _record(kind: Any, value: Any, place: _Place) -> Any:
    if not isinstance(value, dict):
        place.fail(f"{_shown(value)} is no object")
    given = {}
    for field, hint, required in _fields_of(kind):
        if field.name in value:
            given[field.name] = _made(hint, value[field.name], place.at(field.name))
        elif required:
            place.at(field.name).fail("it is missing")
    unknown = [name for name in value if name not in given]
    if unknown:
        place.fail(f"there is no field {_shown(unknown[0])} here")
    try:
        return kind(**given)
    except ValueError as error:
        place.fail(" ".join(str(error).split()))


def _one_of(kind: Any, value: Any, place: _Place) -> Any:
    """The type of a union that the value is meant to be of; any other type as it is."""
    several = _alternatives(kind)
    if len(several) == 1:
        return several[0]
    for one in several:
        tag = _tag(one)
        if tag is not None and isinstance(value, dict) and value.get(tag[0]) == tag[1]:
            return one
        if type(value) is one or (isinstance(value, (list, tuple)) and get_origin(one) is tuple):
            return one
        if get_origin(one) is Literal and value in get_args(one):
            return one
        if isinstance(one, type) and issubclass(one, Enum) and value in [member.value for member in one]:
            return one
    return place.fail(f"{_shown(value)} is no {_named(kind)}")


def _entries(kind: Any, value: Any, place: _Place) -> Iterator[tuple[Any, Any, _Place]]:
    """The parts of a list with their types and places."""
    parts = get_args(_one_of(kind, value, place))
    if len(parts) == 2 and parts[1] is Ellipsis:
        parts = parts[:1] * len(value)
    if len(parts) != len(value):
        place.fail(f"{len(value)} entries instead of {len(parts)}")
    for number, (entry, part) in enumerate(zip(parts, value, strict=True)):
        yield entry, part, place.item(number)


def _named(kind: Any) -> str:
    return " or ".join(
        getattr(one, "__name__", str(one)) for one in (*_alternatives(kind), *([None] * _may_be_none(kind)))
    )


def _shown(value: object) -> str:
    """A wrong value in a message: one line, not too long, nothing that a terminal would obey."""
    text = json.dumps(value, default=repr)
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 3]}..."
