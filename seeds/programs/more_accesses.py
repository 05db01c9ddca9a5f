"""Writes a copy of a module that does more of one thing: before each load, or each store, one more load.

    python seeds/programs/more_accesses.py qjs.wasm --before loads --out more_loads.wasm

What cannot be taken away without breaking a program, such as an interpreter's loads, can be given twice: what
the slowdown grows by is what it is made of. The load that is added reads a byte of the same 64 bytes as the
access that it stands before, so it never traps by itself, and finds in the cache what that access finds. A
compiler can tell neither that it reads the same nor that it needs no check. For modules with one memory and
32-bit addresses.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from reducer.children import program

ACCESS = re.compile(
    r"(?P<type>[if](?:32|64))\.(?P<kind>load|store)(?:8|16|32)?(?:_[su])?(?P<offset> offset=\d+)?\b"
)
LOCALS = "(local $address i32) " + " ".join(
    f"(local $value_{kind} {kind})" for kind in ("i32", "i64", "f32", "f64")
)
MORE = "local.tee $address local.get $address i32.const -64 i32.and i32.load8_u{offset} drop"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the copy that the command line asks for; 0, or 1 with a line of what wabt says."""
    parser = argparse.ArgumentParser(description="Writes a copy of a module with more memory accesses.")
    parser.add_argument("module", type=Path)
    parser.add_argument("--before", choices=("loads", "stores"), required=True)
    parser.add_argument("--out", type=Path, required=True)
    wanted = parser.parse_args(arguments)
    try:
        text = _wabt("wasm2wat", "--generate-names", str(wanted.module))
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "copy.wat"
            copy.write_text("\n".join(with_more(text.splitlines(), wanted.before)), encoding="utf-8")
            _wabt("wat2wasm", str(copy), "-o", str(wanted.out))
    except subprocess.CalledProcessError as error:
        print(f"more_accesses.py: {error.stderr.partition(chr(10))[0]}", file=sys.stderr)
        return 1
    return 0


def with_more(lines: Sequence[str], before: str) -> Iterator[str]:
    """The lines of a module as wasm2wat prints it, with a load before each of its `loads` or `stores`."""
    awaits_locals = False
    for line in lines:
        words = line.strip()
        if awaits_locals and not words.startswith("(local "):
            yield LOCALS
            awaits_locals = False
        # An empty function ends on the line that it begins on.
        awaits_locals |= words.startswith("(func $") and words.count("(") > words.count(")")
        access = ACCESS.match(words)
        if access is not None and f"{access['kind']}s" == before:
            more = MORE.format(offset=access["offset"] or "")
            value = f"$value_{access['type']}"
            # The value of a store lies above its address.
            yield more if before == "loads" else f"local.set {value} {more} local.get {value}"
        yield line


def _wabt(name: str, *words: str) -> str:
    return subprocess.run([program(name), *words], capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
