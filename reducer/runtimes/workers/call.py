"""How a worker calls a guest: its arguments, environment, standard input and folders, read from their files.

All that a guest is given of this machine passes here: the bytes of one file, and regular files below the
folders that were named, without links and within bounds. Standard library only, since it runs inside a
worker.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO, Any, NamedTuple

PROGRAM = "module.wasm"
"""The first argument, the program's name, on every engine that lets us say it."""
MAX_BYTES = 64 << 20
"""Of standard input, and of all files of the folders together: they are read before each run."""
MAX_FILES = 4096

PLACE = re.compile(r"\{(name|value|host|as)\}")


class Unusable(Exception):
    """A file or folder that a program is to be given cannot be read, or is too large; one line."""


class Call(NamedTuple):
    """What a guest is given, as it comes over the wire; see Invocation, whose facts these are."""

    argv: tuple[str, ...] = ()
    env: tuple[tuple[str, str], ...] = ()
    stdin: str = ""
    dirs: tuple[tuple[str, str], ...] = ()

    @property
    def arguments(self) -> list[str]:
        """All arguments, the program's name first."""
        return [PROGRAM, *self.argv]

    def input(self) -> bytes:
        """What stands in the file of standard input; nothing where there is none. Raises Unusable."""
        return _read(self.stdin) if self.stdin else b""

    def files(self) -> list[dict[str, bytes]]:
        """Of each folder in their order: its files by their paths in it. Raises Unusable."""
        left = MAX_FILES, MAX_BYTES
        found: list[dict[str, bytes]] = []
        for host, _ in self.dirs:
            found.append({})
            for path, inside in _paths(host):
                found[-1][inside] = content = _read(path)
                left = left[0] - 1, left[1] - len(content)
                if min(left) < 0:
                    raise Unusable(
                        f"{host}: folders may hold {MAX_FILES} files of {MAX_BYTES >> 20} MiB in all: "
                        "give one with less in it"
                    )
        return found

    def copied(self, place: str) -> "Call":
        """The same with fresh copies of the folders below a place: what a guest changes there is lost.
        Raises Unusable."""
        dirs: list[tuple[str, str]] = []
        for (_, guest), files in zip(self.dirs, self.files(), strict=True):
            folder = os.path.join(place, str(len(dirs)))
            os.makedirs(folder)
            for inside, content in files.items():
                path = os.path.join(folder, inside)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "wb") as file:
                    file.write(content)
                os.chmod(path, 0o444)
            dirs.append((folder, guest))
        return Call(self.argv, self.env, self.stdin, tuple(dirs))


def call_of(header: dict[str, Any]) -> Call:
    """The call that a request names; nothing is given where it names none."""
    said = header.get("invocation") or {}
    pairs = {name: tuple((one, other) for one, other in said.get(name, ())) for name in ("env", "dirs")}
    return Call(tuple(said.get("argv", ())), pairs["env"], said.get("stdin", ""), pairs["dirs"])


def called(command: Sequence[str], gives: Mapping[str, Sequence[str]], call: Call) -> list[str]:
    """The words of a command line that calls a guest so: in the place of `{given}` those by which it gives a
    variable and a folder, which `gives` says; its arguments in the place of `{arguments}`, and a `--` before
    them only where there are any."""
    words: list[str] = []
    for word in command:
        if word == "{given}":
            words += _given(gives, call)
        elif word == "{arguments}":
            words = words if call.argv or words[-1] != "--" else words[:-1]
            words += call.argv
        else:
            words.append(word)
    return words


def _given(gives: Mapping[str, Sequence[str]], call: Call) -> list[str]:
    words: list[str] = []
    for part, keys, pairs in (
        ("environment", ("name", "value"), call.env),
        ("folders", ("host", "as"), call.dirs),
    ):
        for pair in pairs:
            values = dict(zip(keys, pair, strict=True))
            words += [PLACE.sub(_from(values), word) for word in gives.get(part, ())]
    return words


def _from(values: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda place: values[place[1]]


def opened_input(path: str) -> IO[bytes]:
    """The file of standard input, from its beginning; an empty one where there is none. Raises Unusable."""
    try:
        return open(path or os.devnull, "rb")
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror}") from None


def _paths(host: str) -> Iterator[tuple[str, str]]:
    """The regular files below a folder, and their paths in it; a link is passed over, wherever it leads."""
    if not os.path.isdir(host):
        raise Unusable(f"{host} is no folder")
    for folder, folders, names in os.walk(host):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(folder, name)
            if os.path.isfile(path) and not os.path.islink(path):
                yield path, os.path.relpath(path, host).replace(os.sep, "/")


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror}") from None
    if len(content) > MAX_BYTES:
        raise Unusable(
            f"{path} has more than {MAX_BYTES >> 20} MiB, which is all that a program may be given"
        )
    return content
