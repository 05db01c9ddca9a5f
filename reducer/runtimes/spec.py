"""Names of runtimes: `NAME[@VERSION][+MODE][:KEY=VALUE,...]`, for instance `wasmtime@41.0.0` or `wasmer`.

Knows which names, modes and options exist, but not how anything is installed, found or started.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


class RuntimesError(Exception):
    """Something a person can put right; the message is one line and says how."""


@dataclass(frozen=True)
class Known:
    """What may be asked of a runtime: its modes, and its options with their values."""

    modes: tuple[str, ...] = ()
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


KNOWN: Mapping[str, Known] = {
    "wasmer": Known(modes=("cranelift",)),
    "wasmtime": Known(modes=("cranelift",), options={"opt-level": ("0", "2", "s"), "fuel": ("on",)}),
}

GRAMMAR = "NAME[@VERSION][+MODE][:KEY=VALUE,...]"
# A version becomes the name of a folder, so nothing but what a release number holds is let through.
SPEC = re.compile(
    r"(?P<name>[A-Za-z][\w-]*)"
    r"(?:@(?P<version>\d[\w.]*))?"
    r"(?:\+(?P<mode>[A-Za-z][\w-]*))?"
    r"(?::(?P<options>[\w-]+=[^,=]+(?:,[\w-]+=[^,=]+)*))?"
)


@dataclass(frozen=True)
class Spec:
    """A runtime as it was asked for; `str(spec)` is the text that parses to it again."""

    name: str
    version: str | None = None
    mode: str | None = None
    options: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        version = f"@{self.version}" if self.version else ""
        mode = f"+{self.mode}" if self.mode else ""
        options = ",".join(f"{key}={value}" for key, value in self.options)
        return f"{self.name}{version}{mode}" + (f":{options}" if options else "")


def parse_spec(text: str) -> Spec:
    """The runtime that `text` names. Raises RuntimesError where it names none that is known."""
    match = SPEC.fullmatch(text.strip())
    if match is None:
        raise RuntimesError(f"{text!r} is not the name of a runtime: write {GRAMMAR}, e.g. wasmtime@41.0.0")
    options = tuple(
        (key, value)
        for key, _, value in (item.partition("=") for item in (match["options"] or "").split(",") if item)
    )
    spec = Spec(match["name"].lower(), match["version"], match["mode"], options)
    _check(spec)
    return spec


def _check(spec: Spec) -> None:
    known = KNOWN.get(spec.name)
    if known is None:
        raise RuntimesError(f"unknown runtime {spec.name!r}: the known ones are {', '.join(sorted(KNOWN))}")
    if spec.mode is not None and spec.mode not in known.modes:
        raise RuntimesError(
            f"{spec.name} has no mode {spec.mode!r} here: leave it out, or use {_one_of(known.modes)}"
        )
    for key, value in spec.options:
        if key not in known.options:
            offer = f"use {_one_of(tuple(known.options))}" if known.options else "it takes none"
            raise RuntimesError(f"{spec.name} has no option {key!r}: {offer}")
        if value not in known.options[key]:
            raise RuntimesError(f"{spec.name}:{key}={value} is not known: use {_one_of(known.options[key])}")


def _one_of(names: tuple[str, ...]) -> str:
    return " or ".join(names)
