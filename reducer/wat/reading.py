"""From a file to the text of a core module: text or binary, packed by gzip, inside a component.

What is left out on the way is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from reducer.children import find_program
from reducer.guardian import scratch_folder
from reducer.wat import tools
from reducer.wat.assemble import read_binary
from reducer.wat.compact_imports import with_plain_imports
from reducer.wat.compressed import read_unpacked
from reducer.wat.errors import WatError
from reducer.wat.scan import first_word
from reducer.wat.sections import custom_sections

SUFFIXES = (".wat", ".wasm")
PACKED_SUFFIX = ".gz"
MAGIC = b"\0asm"
_COMPONENT_LAYER = b"\x01\0"
AHEAD_OF_TIME = "wasmedge"
"""The custom section in which WasmEdge's compiler leaves its code."""
UNBUNDLE = "wasm-tools component unbundle --threshold 0 --module-dir DIR FILE"
"""The command that takes the core modules out of a component; by itself it leaves those under 10 KB in it."""
_STARTS = re.compile(r'\(export "_start" \(func')


@dataclass(frozen=True)
class Source:
    """A module's text; what has to be said of how it was come by, in lines; the binary that it is the text
    of, where there is one, and whether it is `printed` (see `reducer.wat.field.Field`)."""

    text: str
    said: tuple[str, ...] = ()
    binary: bytes | None = None
    printed: bool = False


def read_source(path: Path) -> Source:
    """The text of a file that holds a core module, or a component around one.  Raises WatError with what to
    do."""
    return source_of(read_unpacked(path))


def source_of(data: bytes) -> Source:
    """The text of what such a file holds, unpacked.  Raises WatError with what to do."""
    if not data.strip():
        raise WatError("the file is empty")
    if data.startswith(MAGIC):
        return _of_component(data) if is_component(data) else _of_binary(data)
    if b"\0" in data:
        raise WatError("neither WebAssembly text nor a binary that starts with \\0asm")
    text = data.decode("utf-8", "surrogateescape")
    return _of_component(data) if first_word(text) == "component" else Source(with_plain_imports(text))


def is_module_name(name: str) -> bool:
    """Whether a file in a folder or an archive is looked at, by its name; one that is named itself may be
    called as it likes."""
    return PurePath(name.removesuffix(PACKED_SUFFIX)).suffix in SUFFIXES


def is_component(binary: bytes) -> bool:
    """Whether a binary that begins like this is a component."""
    return binary.startswith(MAGIC) and binary[6:8] == _COMPONENT_LAYER


def _of_binary(binary: bytes) -> Source:
    read = read_binary(binary)
    left_out = (
        (f"its section `{AHEAD_OF_TIME}`, code that was compiled ahead of time, is left out",)
        if AHEAD_OF_TIME.encode() in custom_sections(binary)
        else ()
    )
    return Source(with_plain_imports(read.text), (*read.said, *left_out), binary, read.printed)


def _of_component(component: bytes) -> Source:
    """The core module in a component that alone exports `_start`, or is its only one.  Raises WatError."""
    if find_program("wasm-tools") is None:
        raise WatError(f"a component: take the core module out of it that exports `_start`: `{UNBUNDLE}`")
    with scratch_folder() as folder:
        words = ("component", "unbundle", "--threshold", "0", "--module-dir", folder, "-o", "/dev/null", "-")
        try:
            tools.run("wasm-tools", *words, data=component)
        except WatError as error:
            raise WatError(f"wasm-tools does not take this component: {error}") from None
        modules = [_of_binary(path.read_bytes()) for path in sorted(Path(folder).iterdir())]
    commands = [module for module in modules if _STARTS.search(module.text)]
    if len(commands) == 1:
        said = "a component: its core module that exports `_start` is taken out of it"
        return replace(commands[0], said=(said, *commands[0].said))
    if len(modules) == 1:
        return replace(
            modules[0], said=("a component: its only core module is taken out of it", *modules[0].said)
        )
    if not modules:
        raise WatError("a component that holds no core module: there is nothing in it to run")
    exporting = "none exports" if not commands else f"{len(commands)} export"
    raise WatError(
        f"a component of {len(modules)} core modules, of which {exporting} `_start`: take out the one that "
        f"does the work (`{UNBUNDLE}`), and name its function by --invoke"
    )
