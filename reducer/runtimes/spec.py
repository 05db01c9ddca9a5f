"""Names of runtimes: `NAME[@VERSION][+MODE][:KEY=VALUE,...]`, for instance `wasmtime@41.0.0` or `wasmer`.

Asks the table which names, modes and options exist; knows nothing of how anything is found or started.
"""

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches

from reducer.runtimes.errors import RuntimesError
from reducer.runtimes.mode import Mode
from reducer.runtimes.table import known_runtimes

GRAMMAR = "NAME[@VERSION][+MODE][:KEY=VALUE,...]"
# Characters of what was written that a message repeats.
MAX_QUOTED = 100
# Stands for a number of bytes among the values of an option, and the most that may be written there: engines
# add such numbers up without asking whether the sum is one.
ANY_BYTES = "{bytes}"
MAX_BYTES = 1 << 40
# From this likeness on a name is taken for a misspelt one: wasntime for wasmtime, but not wamr for wasmer.
ALIKE = 0.81
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
    """The runtime that `text` names, its options in the order of the table, so that in any order they are the
    same runtime. Raises RuntimesError where it names none that is known."""
    match = SPEC.fullmatch(text.strip())
    if match is None:
        shown = text if len(text) <= MAX_QUOTED else f"{text[:MAX_QUOTED]}..."
        raise RuntimesError(f"{shown!r} is not the name of a runtime: write {GRAMMAR}, e.g. wasmtime@41.0.0")
    options = tuple(
        (key, value)
        for key, _, value in (item.partition("=") for item in (match["options"] or "").split(",") if item)
    )
    spec = Spec(match["name"].lower(), match["version"], match["mode"], options)
    order = list(_checked_mode(spec).options)
    return replace(spec, options=tuple(sorted(spec.options, key=lambda option: order.index(option[0]))))


def _checked_mode(spec: Spec) -> Mode:
    """The mode that a spec means. Raises RuntimesError where the spec is not known."""
    known = known_runtimes()
    if spec.name not in known:
        shown = spec.name[:MAX_QUOTED]
        alike = get_close_matches(shown, known, 1, ALIKE)
        meant = f"did you mean {alike[0]}? " if alike else ""
        raise RuntimesError(
            f"unknown runtime {shown!r}: {meant}the known ones are {', '.join(sorted(known))}"
        )
    mode = known[spec.name].mode(spec.mode)
    check_options(spec, mode)
    return mode


def check_options(spec: Spec, mode: Mode) -> None:
    """Raise RuntimesError where the mode, or the mode in its release, does not take an option of the spec."""
    name = str(Spec(spec.name, spec.version, spec.mode))
    keys = [key for key, _ in spec.options]
    for key, value in spec.options:
        if key not in mode.options:
            offer = f"use {' or '.join(mode.options)}" if mode.options else "it takes none"
            raise RuntimesError(f"{name} has no option {key!r}: {offer}")
        if keys.count(key) > 1:
            raise RuntimesError(f"{name}: the option {key!r} is given more than once: write it once")
        if not any(_is_one(value, allowed) for allowed in mode.options[key]):
            offer = " or ".join(mode.options[key])
            raise RuntimesError(
                f"{name}:{key}={value} is not known: use "
                + offer.replace(ANY_BYTES, f"a number of bytes from 0 to {MAX_BYTES}")
            )


def _is_one(value: str, allowed: str) -> bool:
    if allowed != ANY_BYTES:
        return value == allowed
    # One spelling for one number: the spec is the name of the runtime.
    return re.fullmatch(r"0|[1-9][0-9]{0,12}", value) is not None and int(value) <= MAX_BYTES
