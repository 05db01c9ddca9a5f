"""Finds the program of a runtime and its version: on PATH, or among those that we have installed.

Ours are side by side in a folder of their own, programs/NAME/VERSION/bin/.  Knows nothing of what programs
do.
"""

import functools
import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reducer.children import find_program, run
from reducer.children import program as full_path
from reducer.runtimes.errors import RuntimesError
from reducer.runtimes.mode import Mode, Words
from reducer.runtimes.user_folders import user_folder
from reducer.runtimes.versions import is_of, release_of

# The first word that a program prints that looks like a release number.
PRINTED = re.compile(r"(?<!\d)\d+\.\d+(?:\.\d+)*(?:[-+~.]?(?:alpha|beta|rc|dev)[\w.]*)?")
# The largest programs load slowly from a cold disk.
VERSION_S = 30.0
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Found:
    """The programs of a mode by the names that its commands use, and the version that they are."""

    programs: Mapping[str, Path]
    version: str
    # The version with those of what it works with: `1.0.42 with gcc 12.2.0`.
    versions: str


def programs_folder() -> Path:
    """The per-user folder that programs are installed in, NAME/VERSION/bin/PROGRAM below it."""
    return user_folder("XDG_CACHE_HOME", ".cache") / "programs"


def installed_versions(name: str) -> list[str]:
    """The versions of that name that stand in our folder, the newest first."""
    folder = programs_folder() / name
    found = [entry.name for entry in folder.iterdir() if (entry / "bin").is_dir()] if folder.is_dir() else []
    return sorted((entry for entry in found if entry[0] != "."), key=release_of, reverse=True)


def find(mode: Mode, version: str | None = None) -> Found:
    """The programs of a mode, in that version if one is given. Raises RuntimesError if they are not there."""
    seen = []
    # Programs run in other folders, and PATH may contain relative places.
    for program in map(Path.absolute, _candidates(mode, version)):
        programs = {"program": program, **_also(mode, program)}
        own = _version_of(mode.version[0], programs) if mode.version else UNKNOWN
        if own == UNKNOWN and programs_folder() in program.parents:
            # Debian's wazero reports the version `dev`; its folder has the right one.
            own = program.parent.parent.name
        if version is not None and not is_of(own, version):
            seen.append(f"{program} is {own}")
        elif not _has_mode(mode, programs):
            seen.append(f"{program} is built without {mode.name}")
        else:
            return Found(programs, own, _with_others(mode, own, programs))
    wanted = f"{mode.runtime} {version}" if version else " or ".join(mode.programs)
    there = f" ({', '.join(seen)})" if seen else ""
    raise RuntimesError(f"{wanted} is not installed{there}: {mode.install or 'put it on PATH'}")


def _candidates(mode: Mode, version: str | None) -> Iterator[Path]:
    """Every place where the program may be, the best first."""
    installed = (
        folder / name
        for folder in _bins(mode.runtime, version)
        for name in mode.programs
        if os.access(folder / name, os.X_OK)
    )
    on_path = (Path(found) for name in mode.programs if (found := find_program(name)) is not None)
    # A version that is named is usually one of ours; where none is named, the user's own program comes first.
    if version is None:
        yield from on_path
        yield from installed
    else:
        yield from installed
        yield from on_path


def _bins(name: str, version: str | None = None) -> Iterator[Path]:
    for entry in installed_versions(name):
        if version is None or is_of(entry, version):
            yield programs_folder() / name / entry / "bin"


def _also(mode: Mode, program: Path) -> dict[str, Path]:
    """The further programs: beside the first one, on PATH, or among ours."""
    found = {}
    for name, choices in mode.also.items():
        places = [program.parent / choice for choice in choices]
        places += [Path(place) for choice in choices if (place := find_program(choice)) is not None]
        places += [folder / choice for choice in choices for folder in _bins(choice)]
        there = [place for place in places if os.access(place, os.X_OK)]
        if not there:
            raise RuntimesError(f"{choices[0]} is not installed: {mode.install or 'put it on PATH'}")
        found[name] = there[0].absolute()
    return found


def _has_mode(mode: Mode, programs: Mapping[str, Path]) -> bool:
    """Whether this build of the program has the mode, according to its usage text; True if the mode need not
    be checked."""
    return not mode.help or re.search(mode.in_help, _printed_by(mode.help, programs)) is not None


def _with_others(mode: Mode, own: str, programs: Mapping[str, Path]) -> str:
    others = [
        f"{programs.get(command[0].strip('{}'), Path(command[0])).name} {_version_of(command, programs)}"
        for command in mode.version[1:]
    ]
    return " with ".join([own, *others])


def _version_of(command: Words, programs: Mapping[str, Path]) -> str:
    found = PRINTED.search(_printed_by(command, programs))
    return found[0] if found else UNKNOWN


def _printed_by(command: Words, programs: Mapping[str, Path]) -> str:
    paths = {name: str(path) for name, path in programs.items()}
    words = [filled(word, paths) for word in command]
    try:
        changed = os.stat(words[0]).st_mtime_ns
    except OSError:
        changed = 0
    return _printed(tuple(words), changed)


@functools.cache
def _printed(command: Words, changed_ns: int) -> str:
    """What a command prints.  `changed_ns` is when its program last changed, since it may be replaced."""
    try:
        answer = run([full_path(command[0]), *command[1:]], timeout_s=VERSION_S)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RuntimesError(f"{' '.join(command)} does not run: {error}") from error
    # Some print the path by which they were called, which may also contain a version.
    return (answer.stdout + answer.stderr).decode(errors="replace").replace(command[0], "")


def filled(word: str, values: Mapping[str, str]) -> str:
    """A word of a command, with what its places in braces stand for; what stands for nothing is left."""
    return re.sub(r"\{([a-z0-9_]+)\}", lambda place: values.get(place[1], place[0]), word)


def filled_all(command: Sequence[str], values: Mapping[str, str], flags: Sequence[str]) -> list[str]:
    """A command with its places filled; `{flags}`, a word of its own, becomes the words of `flags`."""
    words: list[str] = []
    for word in command:
        words += flags if word == "{flags}" else [filled(word, values)]
    return words
