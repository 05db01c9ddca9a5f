"""The source of a program: a Debian source package, fetched once and unpacked without Debian's patches.

Knows how the files of a source package are called (dpkg-source(1)), not what is in them.
"""

import re
import shutil
import tarfile
import tempfile
from pathlib import Path, PurePosixPath

from reducer.runtimes.debian import debian_source

# NAME_VERSION.orig.tar.xz; parts that come beside it are called .orig-PART.tar.xz.
UPSTREAM = re.compile(r".*\.orig\.tar\.(?:xz|gz|bz2)")


def source(package: str, suite: str, under: Path) -> Path:
    """The folder with the upstream source of a package, below `under`; fetched where it is not there yet.

    Raises RuntimesError where Debian does not give it, ValueError where it is no source as we know them.
    """
    folder = under / f"{package}-{suite}"
    if folder.is_dir():
        return folder
    under.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=".part-", dir=under))
    try:
        (part / "archives").mkdir()
        version = debian_source(package, suite, part / "archives")
        unpack(upstream_archive(part / "archives"), part / "source")
        (part / "source" / "DEBIAN_VERSION").write_text(f"{version}\n", encoding="utf-8")
        (part / "source").rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return folder


def upstream_archive(folder: Path) -> Path:
    """The archive with what upstream has released, among the files of a source package."""
    found = [path for path in folder.iterdir() if UPSTREAM.fullmatch(path.name)]
    if len(found) != 1:
        raise ValueError(f"{folder}: {len(found)} upstream archives: expected one, NAME_VERSION.orig.tar.*")
    return found[0]


def unpack(archive: Path, folder: Path) -> None:
    """Write the regular files of an archive into the folder, without the folder that they all lie in."""
    with tarfile.open(archive) as members:
        for member in members:
            parts = PurePosixPath(member.name).parts[1:]
            content = members.extractfile(member) if member.isreg() else None
            if content is None or not parts:
                continue
            if ".." in parts:
                raise ValueError(f"{archive.name}: {member.name} would lie outside of its folder")
            place = folder.joinpath(*parts)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content.read())
