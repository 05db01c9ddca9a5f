"""Machine code to lines, by capstone: the same everywhere, and nothing else has to be installed.

In AT&T's syntax, whose operands show how an instruction reads and writes memory; targets have names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import capstone

from reducer.controls.code_files import CodeFile
from reducer.controls.machine_code import MachineLine, successors

MAX_FUNCTION_BYTES = 4 << 20
_ADDRESS = re.compile(r"(?P<before>(?:,| |^) ?)#?(?:0x)?(?P<address>[0-9a-f]+)$")


def disassembled(code: CodeFile, name: str) -> list[MachineLine]:
    """The instructions of a function that can be reached from its first.  Raises KeyError."""
    start, data = code.functions[name]
    disassembler = _disassembler(code.arm)
    lines = []
    for address, size, mnemonic, operands in disassembler.disasm_lite(data[:MAX_FUNCTION_BYTES], start):
        line = MachineLine(address, f"{mnemonic} {operands}".strip())
        bytes_of_it = range(address, address + size) if code.relocated else ()
        put_in = next((code.relocated[at] for at in bytes_of_it if at in code.relocated), "")
        if line.jumps or line.calls:
            line = MachineLine(address, _named(line.text, code, name, put_in))
        elif put_in:
            line = MachineLine(address, f"{line.text} # {put_in}")
        lines.append(line)
    return reached(lines)


def _disassembler(arm: bool) -> capstone.Cs:
    if arm:
        made = capstone.Cs(capstone.CS_ARCH_ARM64, capstone.CS_MODE_ARM)
    else:
        made = capstone.Cs(capstone.CS_ARCH_X86, capstone.CS_MODE_64)
        made.syntax = capstone.CS_OPT_SYNTAX_ATT
    made.skipdata = True
    return made


def _named(text: str, code: CodeFile, function: str, put_in: str) -> str:
    """A jump or call as objdump writes it: `call 1f8 <memcpy>`, `jne a <f1+0xa>`."""
    found = _ADDRESS.search(text)
    if found is None:
        return f"{text} # {put_in}" if put_in else text
    address = int(found["address"], 16)
    start, data = code.functions[function]
    if put_in:
        where = put_in
    elif start <= address < start + len(data):
        where = f"{function}+{address - start:#x}"
    else:
        where = code.names.get(address, "?")
    return f"{text[: found.start()]}{found['before']}{address:x} <{where}>"


def reached(lines: Sequence[MachineLine]) -> list[MachineLine]:
    """The lines that can be reached from the first one, without padding and data after the code.  All lines
    where that cannot be determined."""
    following = successors(lines)
    if following is None:
        return list(lines)
    seen: set[int] = set()
    waiting = [0] if lines else []
    while waiting:
        number = waiting.pop()
        if number not in seen:
            seen.add(number)
            waiting += following[number]
    return [line for number, line in enumerate(lines) if number in seen]
