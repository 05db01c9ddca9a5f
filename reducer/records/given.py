"""The copy, in a run folder, of the file and the folders that a program is given.

given/stdin      standard input
given/0, 1, ...  the folders, in the order in which they were named
"""

from __future__ import annotations

import os
from pathlib import Path

from reducer.records.errors import FileError
from reducer.records.writing import write_atomically
from reducer.runtimes import Invocation
from reducer.runtimes.workers.call import Call, Unusable

GIVEN, STDIN = "given", "stdin"


def keep_given(folder: Path, invocation: Invocation) -> None:
    """Writes the copy; nothing where nothing is given.  Raises FileError."""
    call = Call(stdin=invocation.stdin, dirs=invocation.dirs)
    try:
        contents = {STDIN: call.input()} if call.stdin else {}
        for number, files in enumerate(call.files()):
            # A folder without files is one, too.
            (folder / GIVEN / str(number)).mkdir(parents=True, exist_ok=True)
            contents |= {f"{number}/{inside}": content for inside, content in files.items()}
        for name, content in contents.items():
            path = folder / GIVEN / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, content)
    except Unusable as error:
        raise FileError(str(error)) from None
    except OSError as error:
        raise FileError(f"{folder / GIVEN} cannot be written: {error.strerror}") from None


def kept_call(invocation: Invocation) -> Call:
    """The call with the copies in the place of what they are of, as seen from the run folder."""
    dirs = tuple((f"{GIVEN}/{number}", guest) for number, (_, guest) in enumerate(invocation.dirs))
    return Call(invocation.argv, invocation.env, f"{GIVEN}/{STDIN}" if invocation.stdin else "", dirs)


def kept_files(folder: Path) -> dict[str, bytes]:
    """Every file of the copy, by its path in the run folder."""
    found = {}
    for place, folders, names in os.walk(folder / GIVEN):
        folders.sort()
        for name in sorted(names):
            path = Path(place, name)
            if path.is_file() and not path.is_symlink():
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found
