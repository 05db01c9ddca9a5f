"""A folder as one file, and back.  Standard library only, since it runs inside a worker."""

import tarfile
from typing import Any

# No link out of the folder, no owner; Python 3.11.2 does not know the word.
FILTER: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}


def pack(folder: str, path: str) -> None:
    """Write all that is in the folder to a new file. Raises OSError."""
    with tarfile.open(path, "w") as archive:
        archive.add(folder, arcname="")


def unpack(path: str, folder: str) -> None:
    """Put that into an empty folder. Raises OSError, also where the file is none that `pack` has written."""
    try:
        with tarfile.open(path, "r:") as archive:
            archive.extractall(folder, **FILTER)
    except tarfile.TarError as error:
        raise OSError(f"{path} is no archive: {error}") from error
