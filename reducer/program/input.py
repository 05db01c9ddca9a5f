"""What a program reads, as contents: its arguments, its standard input, the files of its folders.

An Invocation says where these lie on this machine.  A search cuts the contents, and lays out what it tries in
a place of its own: the files that a person named are read and never written.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reducer.program.program import Program
from reducer.records.given import STDIN, lay_out, read_given
from reducer.runtimes import Invocation


@dataclass(frozen=True)
class Input:
    """Arguments, and contents by name: `stdin`, and `0/...` for the files of the first folder."""

    argv: tuple[str, ...]
    files: Mapping[str, bytes]

    @property
    def size(self) -> int:
        """The bytes of all contents, and of the arguments with one between two."""
        return sum(map(len, self.files.values())) + len(" ".join(self.argv).encode("utf-8", "replace"))

    @property
    def in_folders(self) -> list[str]:
        """The names of the files in its folders."""
        return [name for name in self.files if name != STDIN]

    def with_file(self, name: str, content: bytes) -> Input:
        """The input with that content in a file."""
        return replace(self, files={**self.files, name: content})

    def without_files(self, names: Collection[str]) -> Input:
        """The input without these files."""
        return replace(self, files={name: held for name, held in self.files.items() if name not in names})

    def with_argument(self, index: int, argument: str) -> Input:
        """The input with that word in the place of an argument."""
        return replace(self, argv=(*self.argv[:index], argument, *self.argv[index + 1 :]))

    def without_arguments(self, indices: Collection[int]) -> Input:
        """The input without these arguments."""
        left = tuple(word for index, word in enumerate(self.argv) if index not in indices)
        return replace(self, argv=left)


def input_of(invocation: Invocation) -> Input:
    """What a program that is called so reads.  Raises FileError."""
    return Input(invocation.argv, read_given(invocation))


def fed(program: Program, given: Input, place: Path) -> Program:
    """The program with that input, which is written below a folder.  Raises FileError."""
    return program.called(lay_out(place, given.files, replace(program.invocation, argv=given.argv)))
