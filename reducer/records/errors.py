"""What goes wrong with files: each message is one line that says what is wrong, then what to do."""

from __future__ import annotations

from reducer.errors import WreduceError


class FileError(WreduceError):
    """A file or folder that cannot be read, written, or used as asked."""

    exit_code = 2


class RecordError(FileError):
    """A file that does not hold what it should; the message names the file and the field."""
