"""Finds the machine code of each function in what a compiler leaves behind.

pyelftools reads ELF files (wasmtime, WasmEdge, a C compiler, wamrc's objects).  Three formats are read here:
perf's jitdump (V8), wazero's cache, and Wasmer's artefact.  The content is hostile: whatever does not fit the
format is a CodeFileError.
"""

from __future__ import annotations

import platform
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy
from elftools.common.exceptions import ELFError
from elftools.elf.elffile import ELFFile
from elftools.elf.relocation import RelocationSection
from elftools.elf.sections import SymbolTableSection

MAX_FILE_BYTES = 256 << 20
MAX_FUNCTIONS = 1_000_000
PLT_ENTRY_BYTES = 16
ARM = ("aarch64", "arm64")
# What a function begins with: push %rbp; mov %rsp,%rbp, and stp x29, x30, [sp, #-16]!
PROLOGUE_BYTES = 4
PROLOGUES = (b"\x55\x48\x89\xe5", b"\xfd\x7b\xbf\xa9")
ELF, JITDUMP, WAZERO, WASMER = b"\x7fELF", b"DTiJ", b"WAZEVO", b"wasmer-universal"
MAGICS = (ELF, JITDUMP, WAZERO, WASMER)


class CodeFileError(Exception):
    """A file that does not hold code in the way it should."""


@dataclass(frozen=True)
class CodeFile:
    """The code of each function by its name, as (address, bytes); the names of other addresses, and those
    that a relocation puts in at an address; whether it is of AArch64, and not of x86-64.

    Functions without a name of their own are `local[N]`, N without imports.
    """

    functions: Mapping[str, tuple[int, bytes]]
    names: Mapping[int, str] = field(default_factory=dict)
    relocated: Mapping[int, str] = field(default_factory=dict)
    arm: bool = platform.machine().lower() in ARM


def holds_code(path: Path) -> bool:
    """Whether a file begins as one of those that can be read."""
    with open(path, "rb") as handle:
        return handle.read(len(WASMER)).startswith(MAGICS)


def read_code(path: Path) -> CodeFile:
    """The code in a file.  Raises CodeFileError, OSError."""
    if path.stat().st_size > MAX_FILE_BYTES:
        raise CodeFileError(f"{path.name} is too large to read ({path.stat().st_size >> 20} MB)")
    data = path.read_bytes()
    try:
        if data.startswith(ELF):
            return _elf(path)
        if data.startswith(JITDUMP):
            return _jitdump(data)
        return _wazero(data) if data.startswith(WAZERO) else _wasmer(data)
    except (ELFError, struct.error, ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        raise CodeFileError(f"{path.name} is not as it should be ({type(error).__name__})") from None


# ---- ELF


def _elf(path: Path) -> CodeFile:
    functions: dict[str, tuple[int, bytes]] = {}
    names: dict[int, str] = {}
    with open(path, "rb") as handle:
        elf = ELFFile(handle)
        sections: dict[int, tuple[int, bytes]] = {}
        for symbol in _symbols(elf):
            index, size = symbol["st_shndx"], symbol["st_size"]
            if symbol["st_info"]["type"] != "STT_FUNC" or not isinstance(index, int) or not size:
                continue
            if index not in sections:
                section = elf.get_section(index)
                sections[index] = section["sh_addr"], section.data()
            base, data = sections[index]
            start = symbol["st_value"] - base
            if start >= 0 and start + size <= len(data):
                names.setdefault(symbol["st_value"], symbol.name)
                functions.setdefault(symbol.name, (symbol["st_value"], data[start : start + size]))
        names.update(_imported(elf))
        return CodeFile(functions, names, _relocated(elf), elf.get_machine_arch() == "AArch64")


def _symbols(elf: Any) -> Iterator[Any]:
    """The symbols of the full table, or of the dynamic one where there is no other."""
    tables = [one for one in elf.iter_sections() if isinstance(one, SymbolTableSection)]
    for table in sorted(tables, key=lambda one: one["sh_type"] != "SHT_SYMTAB"):
        for count, symbol in enumerate(table.iter_symbols()):
            if count > MAX_FUNCTIONS:
                raise CodeFileError("there are too many symbols to read")
            yield symbol


def _imported(elf: Any) -> dict[int, str]:
    """The names of the entries of the procedure linkage table."""
    relocations = elf.get_section_by_name(".rela.plt")
    modern, plain = elf.get_section_by_name(".plt.sec"), elf.get_section_by_name(".plt")
    if relocations is None or plain is None:
        return {}
    symbols = elf.get_section(relocations["sh_link"])
    head = 0 if modern else PLT_ENTRY_BYTES * (2 if elf.get_machine_arch() == "AArch64" else 1)
    start = (modern or plain)["sh_addr"] + head
    return {
        start + PLT_ENTRY_BYTES * number: f"{symbols.get_symbol(entry['r_info_sym']).name}@plt"
        for number, entry in enumerate(relocations.iter_relocations())
    }


def _relocated(elf: Any) -> dict[int, str]:
    """For an object file: what the relocations of its code refer to, by the address that they change."""
    found: dict[int, str] = {}
    for section in elf.iter_sections():
        if isinstance(section, RelocationSection) and section.name.endswith(".text"):
            symbols = elf.get_section(section["sh_link"])
            for entry in section.iter_relocations():
                found[entry["r_offset"]] = symbols.get_symbol(entry["r_info_sym"]).name
    return found


# ---- jitdump: linux, tools/perf/Documentation/jitdump-specification.txt


def _jitdump(data: bytes) -> CodeFile:
    functions: dict[str, tuple[int, bytes]] = {}
    (at,) = struct.unpack_from("<I", data, 8)
    while at + 16 <= len(data):
        kind, size = struct.unpack_from("<II", data, at)
        if size < 16 or at + size > len(data):
            raise CodeFileError("the jitdump ends within a record")
        if kind == 0:
            address, length = struct.unpack_from("<QQ", data, at + 32)
            end = data.index(b"\0", at + 56, at + size)
            name = data[at + 56 : end].decode(errors="replace")
            functions[name] = address, data[end + 1 : min(end + 1 + length, at + size)]
        at += size
    return CodeFile(functions, {address: name for name, (address, _) in functions.items()})


# ---- wazero: internal/engine/wazevo/engine_cache.go


def _wazero(data: bytes) -> CodeFile:
    at = len(WAZERO) + 1 + data[len(WAZERO)]
    (count,) = struct.unpack_from("<I", data, at)
    if count > MAX_FUNCTIONS:
        raise CodeFileError("there are too many functions to read")
    *starts, length = struct.unpack_from(f"<{count + 1}Q", data, at + 4)
    first = at + 4 + 8 * (count + 1)
    code = data[first : first + length]
    ends = [*starts[1:], length]
    functions = {
        f"local[{number}]": (start, code[start:end])
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
    }
    return CodeFile(functions, {address: name for name, (address, _) in functions.items()})


# ---- Wasmer: an archive of rkyv, in which a vector is (offset from here, length)


def _wasmer(data: bytes) -> CodeFile:
    """The first vectors that point to the beginning of a function, as long as they are evenly spaced.  These
    are the functions of the module, in its order; trampolines are behind them."""
    words = numpy.frombuffer(data, "<i4", len(data) // 4).astype(numpy.int64)
    places = 4 * numpy.arange(len(words))
    targets = places + words
    behind = (targets >= 0) & (targets + PROLOGUE_BYTES <= places)
    bodies: dict[str, tuple[int, bytes]] = {}
    last = step = 0
    for place, start in zip(places[behind].tolist(), targets[behind].tolist(), strict=True):
        size = int.from_bytes(data[place + 4 : place + 8], "little")
        if (
            data[start : start + PROLOGUE_BYTES] not in PROLOGUES
            or not PROLOGUE_BYTES < size <= place - start
        ):
            continue
        if len(bodies) > 1 and place - last != step:
            break
        last, step = place, place - last
        bodies[f"local[{len(bodies)}]"] = start, data[start : start + size]
    if not bodies:
        raise CodeFileError("the artefact has no code that could be found")
    return CodeFile(bodies)
