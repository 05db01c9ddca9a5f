"""Public packages by the ordinary clients of their registries, and the module that each holds.

A package counts with its largest core module, so that no maker of many has more weight than others; not with
one for debugging, where it has another.
"""

from __future__ import annotations

import subprocess
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CORE = b"\0asm\x01\0\0\0"
FETCH_SECONDS = 300
COMMANDS = {
    "npm": (
        "npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", "{folder}", "{name}@{version}",
    ),
    "pypi": (
        "python3", "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
        "--only-binary", ":all:", "--dest", "{folder}", "{name}=={version}",
    ),
}  # fmt: skip
"""How a package is fetched into a folder, by registry; each is run in that folder."""


@dataclass(frozen=True)
class Package:
    """A release of a package: the registry's client, its name and version."""

    registry: str
    name: str
    version: str


@dataclass(frozen=True)
class Module:
    """A module of a package, by its path there."""

    package: Package
    path: str
    binary: bytes


class NotFetchedError(Exception):
    """A package that cannot be had, or holds no module; one line."""


def packages(text: str) -> list[Package]:
    """The packages of a list: registry, name and version, a tab between them; `#` begins a comment."""
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return [Package(*line.split("\t")) for line in lines]


def fetched(package: Package, cache: Path) -> Module:
    """The module that the package counts with; it is kept in `cache`.  Raises NotFetchedError."""
    folder = cache / f"{package.registry}_{package.name.replace('/', '+')}_{package.version}"
    archives = _archives(folder)
    if not archives:
        folder.mkdir(parents=True, exist_ok=True)
        words = [
            word.format(folder=folder, name=package.name, version=package.version)
            for word in COMMANDS[package.registry]
        ]
        try:
            subprocess.run(words, cwd=folder, check=True, capture_output=True, timeout=FETCH_SECONDS)
        except (OSError, subprocess.SubprocessError) as error:
            raise NotFetchedError(f"{package.name}: {error}") from None
        archives = _archives(folder)
    found = [entry for archive in archives for entry in _modules(archive)]
    if not found:
        raise NotFetchedError(f"{package.name} {package.version} holds no core module")
    path, binary = max(found, key=lambda entry: ("debug" not in entry[0], len(entry[1]), entry[0]))
    return Module(package, path, binary)


def _archives(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.*")) if folder.is_dir() else []


def _modules(archive: Path) -> Iterator[tuple[str, bytes]]:
    """Every core module of an archive with its path."""
    files = _in_zip(archive) if archive.suffix == ".whl" else _in_tar(archive)
    yield from ((path, content) for path, content in files if content.startswith(CORE))


def _in_zip(archive: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            if name.endswith(".wasm"):
                yield name, opened.read(name)


def _in_tar(archive: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(archive) as opened:
        for member in opened:
            file = opened.extractfile(member) if member.isfile() and member.name.endswith(".wasm") else None
            if file is not None:
                yield member.name, file.read()
