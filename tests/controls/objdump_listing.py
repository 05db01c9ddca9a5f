"""Disassemblies as objdump prints them, for tests that write theirs by hand."""

import re

from reducer.controls.machine_code import MachineLine

_FUNCTION = re.compile(r"[0-9a-f]+ <(?P<name>.+)>:$")
_LINE = re.compile(r"(?P<address>[0-9a-f]+):\s+(?P<text>[a-z(].*)$")


def functions(listing: str) -> dict[str, list[MachineLine]]:
    """The functions of a disassembly by name, in its order."""
    found: dict[str, list[MachineLine]] = {}
    lines: list[MachineLine] = []
    for text in listing.splitlines():
        if name := _FUNCTION.match(text.rstrip()):
            lines = found.setdefault(name["name"], [])
        elif line := _LINE.match(text.strip()):
            lines.append(MachineLine(int(line["address"], 16), " ".join(line["text"].split())))
    return found
