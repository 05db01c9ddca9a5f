"""From a file to the text of a core module: text or binary, packed by gzip, inside a component.

What is left out on the way is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePath

from reducer.children import find_program
from reducer.guardian import scratch_folder
from reducer.wat.assemble import disassemble, run_tool
from reducer.wat.compressed import read_unpacked
from reducer.wat.errors import WatError
from reducer.wat.scan import first_word

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
    """A module's text, and what has to be said of how it was come by, in lines."""

    text: str
    said: tuple[str, ...] = ()


def read_source(path: Path) -> Source:
    """The text of a file that holds a core module, or a component around one.  Raises WatError with what to
    do."""
    data = read_unpacked(path)
    if not data.strip():
        raise WatError("the file is empty")
    if data.startswith(MAGIC):
        return _of_component(data) if is_component(data) else Source(disassemble(data), _left_out(data))
    if b"\0" in data:
        raise WatError("neither WebAssembly text nor a binary that starts with \\0asm")
    text = data.decode("utf-8", "surrogateescape")
    return _of_component(data) if first_word(text) == "component" else Source(text)


def is_module_name(name: str) -> bool:
    """Whether a file in a folder or an archive is looked at, by its name; one that is named itself may be
    called as it likes."""
    return PurePath(name.removesuffix(PACKED_SUFFIX)).suffix in SUFFIXES


def is_component(binary: bytes) -> bool:
    """Whether a binary that begins like this is a component."""
    return binary.startswith(MAGIC) and binary[6:8] == _COMPONENT_LAYER


def _left_out(binary: bytes) -> tuple[str, ...]:
    """What a binary holds beside the module itself that somebody might take for a part of it."""
    if AHEAD_OF_TIME.encode() not in _custom_sections(binary):
        return ()
    return (f"its section `{AHEAD_OF_TIME}`, code that was compiled ahead of time, is left out",)


def _custom_sections(binary: bytes) -> set[bytes]:
    """The names of the custom sections, as far as the binary can be read."""
    names, position = set(), 8
    try:
        while position < len(binary):
            size, start = _number(binary, position + 1)
            if binary[position] == 0:
                length, name = _number(binary, start)
                names.add(binary[name : name + length])
            position = start + size
    except IndexError:
        pass
    return names


def _number(binary: bytes, position: int) -> tuple[int, int]:
    """The LEB128 number at a position, and the position after it.  Raises IndexError."""
    number = shift = 0
    while True:
        byte = binary[position]
        number |= (byte & 0x7F) << shift
        position, shift = position + 1, shift + 7
        if byte < 0x80:
            return number, position
        if shift > 63:
            raise IndexError


def _of_component(component: bytes) -> Source:
    """The one core module in a component that exports `_start`.  Raises WatError."""
    if find_program("wasm-tools") is None:
        raise WatError(f"a component: take the core module out of it that exports `_start`: `{UNBUNDLE}`")
    with scratch_folder() as folder:
        flags = ("component", "unbundle", "--threshold", "0", "--module-dir", folder, "-o", "/dev/null", "-")
        code, _, said = run_tool("wasm-tools", flags, component)
        if code != 0:
            raise WatError(
                f"wasm-tools does not take this component: {said.splitlines()[0] if said else code}"
            )
        texts = [disassemble(path.read_bytes()) for path in sorted(Path(folder).iterdir())]
    commands = [text for text in texts if _STARTS.search(text)]
    if len(commands) == 1:
        return Source(commands[0], ("a component: its core module that exports `_start` is taken out of it",))
    if not texts:
        raise WatError("a component that holds no core module: there is nothing in it to run")
    exporting = "none exports" if not commands else f"{len(commands)} export"
    raise WatError(
        f"a component of {len(texts)} core modules, of which {exporting} `_start`: take out the one that "
        f"does the work (`{UNBUNDLE}`), and name its function by --invoke"
    )
