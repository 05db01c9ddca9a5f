"""What an engine has compiled, kept on disk: the other workers of the side load it and need not compile.

An artefact is native code, so whoever can write one runs what he likes.  The folder is the user's alone and
its name is drawn; a guest is told of neither, and can change no folder; and an artefact is only handed out as
long as its content is what a worker wrote when it had compiled, before it ran the module.  Knows no engine,
and not what is in an artefact.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import weakref
from collections import OrderedDict

from reducer.guardian import make_folder, remove_folder

MIN_MODULE_BYTES = 64 << 10
"""A smaller module takes an optimising compiler 50 ms at the most, and is not worth a file."""
MAX_BYTES = 320 << 20
"""Of the artefacts of one side: less than 1 GiB for the two that are timed and the one that counts.  A module
of 10 MB has 20 to 60 MB."""


class Artefacts:
    """The artefacts of one engine with its options, the one used longest ago first.  They are gone when it is
    closed, or this process is gone."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        """They have at most `max_bytes`, beside the one that is being written."""
        self._max_bytes = max_bytes
        self.folder = make_folder()
        # Also when nobody calls close, as after an error that nobody has caught.
        self._remove = weakref.finalize(self, remove_folder, self.folder)
        # By the hash of the module: how many bytes, and their hash.
        self._kept: OrderedDict[str, tuple[int, bytes]] = OrderedDict()

    def path(self, module: str) -> str:
        """Where the artefact of the module with that hash lies, or is to be written."""
        return os.path.join(self.folder, module)

    def has(self, module: str) -> bool:
        """Whether there is one of that module, and it is what was written; one that is not is dropped."""
        known = self._kept.get(module)
        if known is None:
            return False
        if _content(self.path(module)) != known:
            self.drop(module)
            return False
        self._kept.move_to_end(module)
        return True

    def keep(self, module: str) -> None:
        """One has been written to its path: from now on it is there, and the oldest make room."""
        self._kept.pop(module, None)
        written = _content(self.path(module))
        if written is None:
            return
        self._kept[module] = written
        while sum(size for size, _ in self._kept.values()) > self._max_bytes:
            self.drop(next(iter(self._kept)))

    def drop(self, module: str) -> None:
        """There is none of that module any more.  Workers that have loaded it are not disturbed."""
        self._kept.pop(module, None)
        path = self.path(module)
        # A worker that died while it wrote may have left the beginning of one.
        for left in (path, f"{path}.partial"):
            with contextlib.suppress(FileNotFoundError):
                os.remove(left)

    def close(self) -> None:
        """Leave no file behind. May be called twice."""
        self._kept.clear()
        self._remove()


def _content(path: str) -> tuple[int, bytes] | None:
    """How many bytes are in a file, and their hash; None where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return os.fstat(file.fileno()).st_size, hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return None
