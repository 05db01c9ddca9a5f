"""Small programs that stand in for runtimes: they say their version, and do what a test wants of them."""

import sys
from pathlib import Path

# The options of every mode, as iwasm and wasmer list those that are built in.
USAGE = "--interp  x\n --fast-jit  x\n --llvm-jit  x\n --llvm  x\n --singlepass  x"
# The body is Python: `words` are the arguments, `say` and `complain` write to standard output and error.
SCRIPT = """#!{python} -IS
import os, sys
words = sys.argv[1:]
say = lambda text: print(text, flush=True)
complain = lambda text: print(text, file=sys.stderr, flush=True)
if words and words[0] in ("--version", "version", "-V"):
    say({version!r})
    sys.exit(0)
if "--help" in words:
    say({usage!r})
    sys.exit(1)
{body}
"""


def stand_in(folder: Path, name: str, version: str = "1.0.0", body: str = "", usage: str = USAGE) -> Path:
    """A program of that name, which prints its version and its usage where it is asked for them."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(SCRIPT.format(python=sys.executable, version=f"{name} {version}", usage=usage, body=body))
    path.chmod(0o755)
    return path
