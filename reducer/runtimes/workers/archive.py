"""A folder as one file, and back.  Standard library only, since it runs inside a worker.

Loads `tarfile` when it is used: that takes 3 ms, and few workers ever pack anything.
"""

from typing import Any


def pack(folder: str, path: str) -> None:
    """Write all that is in the folder to a new file. Raises OSError."""
    import tarfile

    with tarfile.open(path, "w") as archive:
        archive.add(folder, arcname="")


def unpack(path: str, folder: str) -> None:
    """Put that into an empty folder. Raises OSError, also where the file is none that `pack` has written."""
    import tarfile

    # No link out of the folder, no owner; Python 3.11.2 does not know the word.
    safely: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
    try:
        with tarfile.open(path, "r:") as archive:
            archive.extractall(folder, **safely)
    except tarfile.TarError as error:
        raise OSError(f"{path} is no archive: {error}") from error
