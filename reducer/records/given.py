"""The copy, in a run folder, of the file and the folders that a program is given.

given/stdin      standard input
given/0, 1, ...  the folders, in the order in which they were named
"""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from reducer.records.errors import FileError
from reducer.records.writing import write_atomically
from reducer.runtimes import Given, Invocation
from reducer.runtimes.inputs import with_contents
from reducer.runtimes.workers.call import Call, Unusable

GIVEN, INPUTS, REDUCED, STDIN = "given", "inputs", "reduced", "stdin"
CUT = "its input was cut"
"""How the line begins that says so, of a seed whose input is not what a person gave it."""


def keep_given(folder: Path, invocation: Invocation) -> None:
    """Writes the copy, in the place of an earlier one; nothing where nothing is given.  Raises FileError."""
    contents = read_given(invocation)
    _remove(folder / GIVEN)
    lay_out(folder / GIVEN, contents, invocation)


def _remove(place: Path) -> None:
    try:
        if place.is_dir():
            shutil.rmtree(place)
    except OSError as error:
        raise FileError(f"{place} cannot be written: {error.strerror}") from None


def read_given(invocation: Invocation) -> dict[str, bytes]:
    """What stands in the file and the folders, by the paths that a copy has.  Raises FileError."""
    call = Call(stdin=invocation.stdin, dirs=invocation.dirs)
    try:
        contents = {STDIN: call.input()} if call.stdin else {}
        for number, files in enumerate(call.files()):
            contents |= {f"{number}/{inside}": content for inside, content in files.items()}
        return contents
    except Unusable as error:
        raise FileError(str(error)) from None


def lay_out(place: Path, contents: Mapping[str, bytes], invocation: Invocation) -> Invocation:
    """Writes these contents below a folder, which is made; the invocation that reads them there.  Raises
    FileError."""
    dirs = tuple((str(place / str(number)), guest) for number, (_, guest) in enumerate(invocation.dirs))
    try:
        # A folder without files is one, too.
        for host, _ in dirs:
            Path(host).mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            path = place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            # Whole before anything names it: thousands of files need not each be on the disk.
            path.write_bytes(content)
    except OSError as error:
        raise FileError(f"{place} cannot be written: {error.strerror}") from None
    stdin = str(place / STDIN) if STDIN in contents else ""
    return with_contents(replace(invocation, stdin=stdin, dirs=dirs))


def from_folder(folder: Path, given: Given) -> Given:
    """The same, where files of a run folder are named by their paths in it: it may be moved."""
    return _moved(given, lambda path: _relative(folder.resolve(), path))


def in_folder(folder: Path, given: Given) -> Given:
    """The same with whole paths again: of a run folder that lies here now."""
    return _moved(given, lambda path: path if os.path.isabs(path) else str(folder.resolve() / path))


def _moved(given: Given, place: Callable[[str], str]) -> Given:
    called = given.invocation
    dirs = tuple((place(host), guest) for host, guest in called.dirs)
    moved = replace(called, stdin=place(called.stdin) if called.stdin else "", dirs=dirs)
    return replace(given, invocation=moved)


def _relative(folder: Path, path: str) -> str:
    inputs = folder / INPUTS
    return str(Path(path).relative_to(folder)) if Path(path).is_relative_to(inputs) else path


def kept_call(invocation: Invocation) -> Call:
    """The call with the copies in the place of what they are of, as seen from the run folder."""
    dirs = tuple((f"{GIVEN}/{number}", guest) for number, (_, guest) in enumerate(invocation.dirs))
    return Call(invocation.argv, invocation.env, f"{GIVEN}/{STDIN}" if invocation.stdin else "", dirs)


def keep_reduced(folder: Path, invocation: Invocation) -> None:
    """Writes what the result of a run reads, for people: reduced.stdin, reduced.args (as a shell takes them,
    in one line), reduced.dirs/0 and so on.  In the run folder alone: elsewhere such a file may be a person's
    own.  Raises FileError."""
    contents = read_given(invocation)
    if STDIN in contents:
        write_atomically(folder / f"{REDUCED}.stdin", contents.pop(STDIN))
    if invocation.argv:
        write_atomically(folder / f"{REDUCED}.args", f"{shlex.join(invocation.argv)}\n")
    if invocation.dirs:
        place = folder / f"{REDUCED}.dirs"
        _remove(place)
        lay_out(place, contents, replace(invocation, stdin=""))


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
