"""Finds the Python package of an engine: in the environment, or a release that is fetched from PyPI once.

Any release of wasmtime can be installed beside any other, each in its own folder of a per-user cache.  pip
does the fetching, and a folder appears under its name only when it is complete.
"""

import contextlib
import importlib.metadata
import importlib.util
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from reducer.children import python, run
from reducer.runtimes.errors import RuntimesError
from reducer.runtimes.user_folders import user_folder
from reducer.runtimes.versions import release_of

# A download of 10 to 20 MB is finished by then; an older folder was left behind by a process that was killed.
STALE_S = 3600.0
FETCH_S = 900.0
OFFLINE = re.compile(
    r"NewConnectionError|NameResolution|ConnectTimeout|ReadTimeout|ProxyError|Max retries", re.I
)
OFFERED = re.compile(r"from versions: (?P<versions>[^)]*)\)")


def cache_folder() -> Path:
    """The per-user folder that fetched releases of wasmtime are kept in."""
    return user_folder("XDG_CACHE_HOME", ".cache") / "wasmtime"


def fetched() -> list[str]:
    """The releases of wasmtime in that folder, the newest first."""
    folder = cache_folder()
    names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
    return sorted((name for name in names if name[0].isdigit()), key=release_of, reverse=True)


def installed(package: str, distribution: str) -> tuple[Path, str]:
    """The folder that holds an installed package, and its version. Raises RuntimesError if there is none."""
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise RuntimesError(f"{distribution} is not installed: pip install {distribution}")
    try:
        version = importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        version = "unknown"
    # A package is a folder; a module in one file, as an extension may be, lies in the folder itself.
    levels = 0 if found.submodule_search_locations is None else 1
    return Path(found.origin).parents[levels], version


def wasmtime_release(version: str) -> Path:
    """The folder that holds wasmtime of that version, fetched now if it is nowhere yet.

    Raises RuntimesError if it is not available.
    """
    version = full_version(version)
    with contextlib.suppress(RuntimesError):
        folder, present = installed("wasmtime", "wasmtime")
        if present == version:
            return folder
    folder = cache_folder() / version
    if not folder.is_dir():
        _fetch(version, folder)
    return folder


def full_version(version: str) -> str:
    """`41` is 41.0.0: a release has one folder, however it is written."""
    if re.fullmatch(r"\d+(\.\d+)*", version) is None:
        raise RuntimesError(f"{version!r} is not a release of wasmtime: write e.g. wasmtime@41.0.0")
    parts = version.split(".")
    return ".".join([*parts, *["0"] * (3 - len(parts))])


def _fetch(version: str, folder: Path) -> None:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _sweep(folder.parent)
        part = Path(tempfile.mkdtemp(prefix=f".{version}-", dir=folder.parent))
    except OSError as error:
        raise RuntimesError(
            f"cannot write to {folder.parent} ({error.strerror}): set XDG_CACHE_HOME"
        ) from error
    try:
        _install(version, part)
        # A folder that another process has made meanwhile serves as well as ours.
        try:
            part.rename(folder)
        except OSError:
            if not folder.is_dir():
                raise
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _install(version: str, target: Path) -> None:
    if importlib.util.find_spec("pip") is None:
        raise RuntimesError(f"pip is needed to fetch wasmtime {version}: python -m ensurepip")
    # fmt: off
    command = python(
        "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input",
        "--no-deps", "--only-binary=:all:", "--retries", "1", "--timeout", "20",
        "--target", str(target), f"wasmtime=={version}",
    )
    # fmt: on
    try:
        answer = run(command, timeout_s=FETCH_S)
    except subprocess.TimeoutExpired:
        raise RuntimesError(f"wasmtime {version}: pip did not end within {FETCH_S:.0f} s") from None
    if answer.returncode != 0:
        raise RuntimesError(_reason(version, answer.stderr.decode(errors="replace")))


def _reason(version: str, words: str) -> str:
    offered = OFFERED.search(words)
    versions = offered["versions"].split(", ") if offered else []
    if versions and versions != ["none"] and versions != [""]:
        latest = ", ".join(versions[-5:])
        return f"PyPI has no wasmtime {version} for this machine: the latest it has are {latest}"
    if OFFLINE.search(words):
        return f"wasmtime {version} must be fetched once, and PyPI cannot be reached: try again when online"
    lines = [line for line in words.splitlines() if line.strip()]
    return f"wasmtime {version} could not be fetched; pip says: {lines[-1] if lines else 'nothing'}"


def _sweep(folder: Path) -> None:
    for part in folder.glob(".*-*"):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - part.stat().st_mtime > STALE_S:
                shutil.rmtree(part, ignore_errors=True)
