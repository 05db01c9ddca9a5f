"""Files that are whole whenever somebody looks: written beside their place and renamed."""

from __future__ import annotations

import os
from pathlib import Path


class FileError(Exception):
    """A file or folder that cannot be written, or used as asked; the message is one line that says what to
    do."""


def write_atomically(path: Path, text: str) -> None:
    """The file with this text, or as it was before, whatever happens in between.  Raises FileError."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with open(temporary, "w", encoding="utf-8", errors="surrogateescape") as handle:
            handle.write(text)
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(temporary, path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise FileError(f"{path} cannot be written: {error.strerror}") from None


def check_writable(path: Path | None) -> None:
    """Raises FileError now where a file could not be written later."""
    if path is not None and not (path.parent.is_dir() and os.access(path.parent, os.W_OK)):
        raise FileError(f"{path} cannot be written: there is no folder {path.parent} to write in")
