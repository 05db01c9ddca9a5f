"""Files of a run folder, packed as bytes to be sent to another machine and back.

The machines share nothing else.  A file is complete, or not there.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote, unquote

ARRIVING, LEAVING = "arriving", "leaving"


def pack(folder: Path, names: Iterable[str]) -> bytes:
    """A zip of the files and folders of these names, as far as they exist."""
    parcel = io.BytesIO()
    with zipfile.ZipFile(parcel, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            whole = folder / name
            for path in sorted(whole.rglob("*")) if whole.is_dir() else [whole]:
                if path.is_file():
                    archive.write(path, path.relative_to(folder))
    return parcel.getvalue()


def unpack(parcel: bytes, folder: Path, names: Iterable[str]) -> None:
    """Unpacks what was packed under these names into a folder, and replaces what is there under them."""
    arriving, leaving = folder / ARRIVING, folder / LEAVING
    shutil.rmtree(arriving, ignore_errors=True)
    # The library keeps names that lead out of the folder inside it.
    with zipfile.ZipFile(io.BytesIO(parcel)) as archive:
        archive.extractall(arriving)
    for name in names:
        if (arriving / name).exists():
            target, old = folder / name, leaving / quote(name, safe="")
            for path in (target, old):
                path.parent.mkdir(parents=True, exist_ok=True)
            # No system replaces a folder by another in one step: `recover` undoes a half-done replacement.
            if target.exists():
                target.replace(old)
            (arriving / name).replace(target)
            shutil.rmtree(leaving)
    shutil.rmtree(arriving, ignore_errors=True)


def recover(folder: Path) -> None:
    """Restores what an interrupted `unpack` was about to replace: each file or folder is there, old or
    new."""
    leaving = folder / LEAVING
    for old in leaving.iterdir() if leaving.exists() else ():
        target = folder / unquote(old.name)
        if not target.exists():
            old.replace(target)
    for rest in (leaving, folder / ARRIVING):
        shutil.rmtree(rest, ignore_errors=True)
