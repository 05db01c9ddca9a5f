"""Files of a run folder on their way to another machine and back, as bytes.

Nothing is shared between the machines but these; a file is whole, or not there.
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
    """The files and folders of these names, as far as they are there: a zip."""
    parcel = io.BytesIO()
    with zipfile.ZipFile(parcel, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            whole = folder / name
            for path in sorted(whole.rglob("*")) if whole.is_dir() else [whole]:
                if path.is_file():
                    archive.write(path, path.relative_to(folder))
    return parcel.getvalue()


def unpack(parcel: bytes, folder: Path, names: Iterable[str]) -> None:
    """Puts what was packed under these names into a folder, in place of what is there under them."""
    arriving, leaving = folder / ARRIVING, folder / LEAVING
    shutil.rmtree(arriving, ignore_errors=True)
    # Names that lead out of the folder are led back into it by the library.
    with zipfile.ZipFile(io.BytesIO(parcel)) as archive:
        archive.extractall(arriving)
    for name in names:
        if (arriving / name).exists():
            target, old = folder / name, leaving / quote(name, safe="")
            for path in (target, old):
                path.parent.mkdir(parents=True, exist_ok=True)
            # No system puts a folder in place of another at once: `recover` undoes half of it.
            if target.exists():
                target.replace(old)
            (arriving / name).replace(target)
            shutil.rmtree(leaving)
    shutil.rmtree(arriving, ignore_errors=True)


def recover(folder: Path) -> None:
    """After whatever end in the midst of `unpack`: what was to be replaced is there, old or new."""
    leaving = folder / LEAVING
    for old in leaving.iterdir() if leaving.exists() else ():
        target = folder / unquote(old.name)
        if not target.exists():
            old.replace(target)
    for rest in (leaving, folder / ARRIVING):
        shutil.rmtree(rest, ignore_errors=True)
