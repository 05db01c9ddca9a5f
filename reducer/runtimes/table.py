"""The table of runtimes: which there are, in which modes, and how each is found, compiled and run.

Reads runtimes.toml and javascript.toml beside this file and the user's own wreduce.toml; names file and key
of what is wrong. Starts and looks for nothing. What the keys mean stands in docs/runtimes.md.
"""

import functools
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reducer.runtimes.config_file import config_file
from reducer.runtimes.errors import RuntimesError
from reducer.runtimes.inputs import PARTS
from reducer.runtimes.mode import BUILT_IN, NONE, Mode, Words
from reducer.runtimes.versions import is_range

KINDS = ("embedded", "javascript", "command")
# What the canary can tell apart, and `any` where a mode promises nothing.
TIERS = ("interpreter", "baseline", "optimising", "any")
NAME = re.compile(r"[a-z][a-z0-9_-]*")
PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")
# Stand for something in every command; programs under `also` come on top.
PLACES = frozenset({"program", "prefix", "here", "wasm", "folder", "flags", "guest", "given", "arguments"})
# What stands for what in the words of `gives`.
PLACES_OF_GIVEN = {"environment": frozenset({"name", "value"}), "folders": frozenset({"host", "as"})}


@dataclass(frozen=True)
class Row:
    """A runtime: its name, and its modes by name."""

    name: str
    default_mode: str
    modes: Mapping[str, Mode]

    def mode(self, name: str | None) -> Mode:
        """The mode of that name, the default one for None. Raises RuntimesError."""
        found = self.modes.get(self.default_mode if name is None else name)
        if found is None:
            raise RuntimesError(
                f"{self.name} has no mode {name!r} here: leave it out, or use one of {', '.join(self.modes)}"
            )
        return found


def known_runtimes() -> Mapping[str, Row]:
    """All that can be named here and now, by name: ours, and those of the user's wreduce.toml."""
    rows = dict(_built_in())
    own = config_file()
    if own is not None:
        for name, row in read_own(own).items():
            if name in rows:
                raise RuntimesError(f"{own}: runtime.{name}: wreduce has one of that name, take another")
            rows[name] = row
    return rows


def own_tables(names: Iterable[str]) -> str:
    """What the user's wreduce.toml says of these runtimes, where it does: what their names mean, as JSON."""
    own = config_file()
    tables = {} if own is None else _read(own).get("runtime", {})
    return json.dumps({name: tables[name] for name in sorted(set(names)) if name in tables}, default=str)


@functools.cache
def _built_in() -> Mapping[str, Row]:
    return {name: row for path in BUILT_IN for name, row in read_rows(_read(path), path).items()}


def read_own(path: Path) -> Mapping[str, Row]:
    """The rows of a wreduce.toml, by name. Raises RuntimesError with file and key of what is wrong."""
    content = _read(path)
    unknown = [key for key in content if key != "runtime"]
    if unknown:
        raise RuntimesError(f"{path}: {unknown[0]}: not known here: write [runtime.NAME]")
    tables = content.get("runtime", {})
    if not isinstance(tables, dict):
        raise RuntimesError(f"{path}: runtime: must be tables: write [runtime.NAME]")
    rows = read_rows(tables, path, prefix="runtime.")
    for row in rows.values():
        if any(mode.kind == "embedded" for mode in row.modes.values()):
            raise RuntimesError(f"{path}: runtime.{row.name}.kind: embedded runtimes are part of wreduce")
    return rows


def read_rows(content: Mapping[str, Any], path: Path, prefix: str = "") -> Mapping[str, Row]:
    """The rows that a TOML file holds, by name. Raises RuntimesError with the file and the key."""
    return {name: _row(name, table, Place(path, prefix + name)) for name, table in content.items()}


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RuntimesError(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuntimesError(f"{path}: {error}") from error


@dataclass(frozen=True)
class Place:
    """Where in which file something stands."""

    path: Path
    key: str

    def __truediv__(self, key: str) -> "Place":
        return Place(self.path, f"{self.key}.{key}")

    def wrong(self, words: str) -> RuntimesError:
        """What to raise about it."""
        return RuntimesError(f"{self.path}: {self.key}: {words}")


def _row(name: str, table: Any, place: Place) -> Row:
    if NAME.fullmatch(name) is None:
        raise place.wrong("a name is small letters, digits, - and _, and begins with a letter")
    if not isinstance(table, dict):
        raise place.wrong("must be a table")
    rest = {key: value for key, value in table.items() if key not in ("mode", "default_mode")}
    tables = table.get("mode", {"default": {}})
    if not isinstance(tables, dict) or not all(isinstance(entry, dict) for entry in tables.values()):
        raise (place / "mode").wrong("must be tables")
    shared = _keys(rest, place)
    modes = {}
    for mode_name, entry in tables.items():
        where = place / f"mode.{mode_name}" if "mode" in table else place
        if NAME.fullmatch(mode_name) is None:
            raise where.wrong("a name is small letters, digits, - and _, and begins with a letter")
        mode = Mode(name, mode_name, **{**shared, **_keys(entry, where)}, here=place.path.resolve().parent)
        modes[mode_name] = _checked(mode, where)
    default = table.get("default_mode", next(iter(modes)))
    if default not in modes:
        raise (place / "default_mode").wrong(f"must be one of {', '.join(modes)}")
    return Row(name, default, modes)


# ---- one key


def _keys(table: Mapping[str, Any], place: Place) -> dict[str, Any]:
    values = {}
    for key, value in table.items():
        reader = READERS.get(key)
        if reader is None:
            raise (place / key).wrong(f"not known: the keys are {', '.join(READERS)}")
        values[key] = reader(value, place / key)
    return values


def _text(value: Any, place: Place) -> str:
    if not isinstance(value, str):
        raise place.wrong("must be a text")
    return value


def _one_of(*choices: str) -> Callable[[Any, Place], str]:
    def read(value: Any, place: Place) -> str:
        if value not in choices:
            raise place.wrong(f"must be one of {', '.join(choices)}")
        return str(value)

    return read


def _flag(value: Any, place: Place) -> bool:
    if not isinstance(value, bool):
        raise place.wrong("must be true or false")
    return value


def _pattern(value: Any, place: Place) -> str:
    try:
        re.compile(_text(value, place))
    except re.error as error:
        raise place.wrong(f"not a regular expression: {error}") from error
    return str(value)


def _range(value: Any, place: Place) -> str:
    if not is_range(_text(value, place)):
        raise place.wrong("must be a range of versions, such as >=0.14,<0.17")
    return str(value)


def _words(value: Any, place: Place) -> Words:
    if not isinstance(value, list) or not value or not all(isinstance(word, str) for word in value):
        raise place.wrong('must be a list of words, such as ["{program}", "{wasm}"]')
    return tuple(value)


def _commands(value: Any, place: Place) -> tuple[Words, ...]:
    """One command, or a list of them."""
    if isinstance(value, list) and value and all(isinstance(command, list) for command in value):
        return tuple(_words(command, place) for command in value)
    return (_words(value, place),)


def _table(value: Any, place: Place) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise place.wrong("must be a table")
    return MappingProxyType(value)


def _table_of(read: Callable[[Any, Place], Any]) -> Callable[[Any, Place], Mapping[str, Any]]:
    def read_table(value: Any, place: Place) -> Mapping[str, Any]:
        entries = _table(value, place)
        return MappingProxyType({key: read(entry, place / key) for key, entry in entries.items()})

    return read_table


def _when(value: Any, place: Place) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    entries = value if isinstance(value, list) else [value]
    if not all(isinstance(entry, dict) and "versions" in entry for entry in entries):
        raise place.wrong("must be tables with `versions`: write [[....when]]")
    found = []
    for entry in entries:
        rest = {key: item for key, item in entry.items() if key != "versions"}
        if "when" in rest or "kind" in rest:
            raise place.wrong("can hold neither `when` nor `kind`")
        found.append((_range(entry["versions"], place / "versions"), _keys(rest, place)))
    return tuple(found)


READERS: Mapping[str, Callable[[Any, Place], Any]] = {
    "kind": _one_of(*KINDS),
    "about": _text,
    "install": _text,
    "expects": _one_of(*TIERS),
    "versions": _range,
    "options": _table_of(_words),
    "worker": _text,
    "package": _text,
    "distribution": _text,
    "releases": _flag,
    "observes": _flag,
    "programs": _words,
    "also": _table_of(_words),
    "version": _commands,
    "help": _words,
    "in_help": _pattern,
    "compile": _commands,
    "plain_names": _flag,
    "run": _words,
    "flags": _table_of(_words),
    "gives": _table_of(_words),
    "lacks": _words,
    "environment": _table_of(_text),
    "trap": _pattern,
    "refused": _pattern,
    "own_output": _pattern,
    "exits_0_on_trap": _flag,
    "shows": _commands,
    "get": _table,
    "when": _when,
}
assert set(READERS) == {entry.name for entry in fields(Mode)} - {"runtime", "name", "here"}


# ---- what must fit together


def _checked(mode: Mode, place: Place) -> Mode:
    """The mode, whole. Raises RuntimesError where something is missing, or stands for nothing."""
    if mode.kind == "embedded":
        for key in ("worker", "package", "distribution"):
            if not getattr(mode, key):
                raise (place / key).wrong("missing: an embedded runtime needs it")
        return mode
    if not mode.run:
        raise (place / "run").wrong("missing: what is run, word by word")
    if not mode.programs:
        # A person writes the program where it is used: found like any other, and named by {program}.
        mode = replace(mode, programs=(_own_path(mode.run[0], place),), run=("{program}", *mode.run[1:]))
    for versions, keys in (("", NONE), *mode.when):
        variant = replace(mode, **keys) if versions else mode
        _check_commands(variant, place)
    return mode


def _own_path(word: str, place: Place) -> str:
    if PLACEHOLDER.search(word):
        raise (place / "programs").wrong(f"missing: {word} stands for nothing")
    # Runs take place in a folder of their own; a relative path is seen from the file that it stands in.
    return str((place.path.parent / word).resolve()) if "/" in word else word


def _check_commands(mode: Mode, place: Place) -> None:
    places = PLACES | mode.also.keys()
    commands: Sequence[tuple[str, Words]] = (
        *(("version", command) for command in mode.version),
        ("help", mode.help),
        *(("compile", command) for command in mode.compile),
        ("run", mode.run),
        *(("shows", command) for command in mode.shows),
    )
    for key, command in commands:
        for word in command:
            for name in PLACEHOLDER.findall(word):
                if name not in places:
                    raise (place / key).wrong(f"{{{name}}} stands for nothing: there are {_named(places)}")
    for name in mode.options:
        if name not in mode.flags:
            raise (place / f"flags.{name}").wrong("missing: the words that the option turns into")
    for name, words in mode.gives.items():
        known = PLACES_OF_GIVEN.get(name)
        if known is None:
            raise (place / f"gives.{name}").wrong(f"not known: the keys are {', '.join(PLACES_OF_GIVEN)}")
        if not all(set(PLACEHOLDER.findall(word)) <= known for word in words):
            raise (place / f"gives.{name}").wrong(f"there are {_named(known)}, and no other")
    if mode.gives and "{given}" not in mode.run:
        raise (place / "run").wrong("{given} stands nowhere, and there are words that give something")
    if not set(mode.lacks) <= set(PARTS):
        raise (place / "lacks").wrong(f"must be of {', '.join(PARTS)}")
    if mode.options and "{flags}" not in (*mode.run, *(word for step in mode.compile for word in step)):
        raise (place / "run").wrong("{flags} stands nowhere, and there are options")
    for name in mode.flags:
        if name not in mode.options:
            raise (place / f"options.{name}").wrong("missing: the values that the option takes")


def _named(places: frozenset[str] | set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(places))
