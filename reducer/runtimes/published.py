"""Which releases there are: `38..50` becomes the newest of each major version, from PyPI's list or from those
installed here.

This module fetches nothing; releases.py does.
"""

import contextlib
import importlib.metadata
import re
import subprocess
from collections.abc import Iterable

from reducer.children import python, run
from reducer.runtimes.errors import RuntimesError
from reducer.runtimes.releases import OFFLINE, cache_folder
from reducer.runtimes.spec import Spec
from reducer.runtimes.table import known_runtimes
from reducer.runtimes.versions import release_of

LIST_S = 60.0
"""pip asks once and retries once; it never takes longer than this on a network that answers."""
PLAIN = re.compile(r"\d+(?:\.\d+)*")


def published(distribution: str) -> list[str]:
    """The releases on PyPI for this machine, oldest first. Raises RuntimesError where it cannot be asked."""
    # fmt: off
    command = python(
        "pip", "index", "versions", "--disable-pip-version-check", "--no-input",
        "--only-binary=:all:", "--retries", "1", "--timeout", "15", distribution,
    )
    # fmt: on
    try:
        answer = run(command, timeout_s=LIST_S)
    except subprocess.TimeoutExpired:
        raise RuntimesError("PyPI cannot be reached: no answer within a minute") from None
    listed, said = answer.stdout.decode(errors="replace"), answer.stderr.decode(errors="replace")
    line = re.search(r"^Available versions: (.*)$", listed, re.MULTILINE)
    if line is None:
        words = [word for word in said.splitlines() if word.strip()]
        if OFFLINE.search(said) or not words:
            raise RuntimesError("PyPI cannot be reached")
        raise RuntimesError(f"PyPI's list of {distribution} cannot be read; pip says: {words[-1]}")
    return in_order(line.group(1).split(", "))


def here(distribution: str) -> list[str]:
    """The releases that need no network, oldest first: the installed one, and those fetched before."""
    found = {folder.name for folder in cache_folder().glob("[0-9]*") if folder.is_dir()}
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        found.add(importlib.metadata.version(distribution))
    return in_order(found)


def asked_releases(text: str, spec: Spec) -> tuple[list[str], dict[str, str]]:
    """The releases that `text` names, oldest first, and those of them that cannot be had, with the reason.

    `38..50` is the newest release of each major, `41.0.0,45.0.0` just these. Raises RuntimesError where
    it is neither, or leaves fewer than two.
    """
    asked = re.fullmatch(r"\s*(\d+)\.\.(\d+)\s*", text)
    if asked is not None:
        found, missing = _of_majors(range(int(asked[1]), int(asked[2]) + 1), spec)
    else:
        words = [word.strip() for word in text.split(",")]
        found, missing = in_order(set(words)), {}
        if not all(PLAIN.fullmatch(word) for word in words):
            raise RuntimesError(f"{text!r} names no releases: write 38..50, or 41.0.0,45.0.0,46.0.1")
    if len(found) < 2:
        raise RuntimesError(
            f"{text!r} leaves fewer than two releases to compare: write 38..50, or 41.0.0,46.0.1"
            + "".join(f"; {reason}" for reason in dict.fromkeys(missing.values()))
        )
    return found, missing


def _of_majors(majors: range, spec: Spec) -> tuple[list[str], dict[str, str]]:
    mode = known_runtimes()[spec.name].mode(spec.mode)
    if not mode.releases:
        raise RuntimesError(
            f"{spec} has no list of releases that could be asked: name them, as in 6.1.0,7.0.0"
        )
    reason = f"PyPI has no such release of {mode.distribution} for this machine"
    try:
        known = published(mode.distribution)
    except RuntimesError as error:
        known, reason = here(mode.distribution), f"{error}, and no such release was fetched before"
    newest = {release_of(version)[0]: version for version in known}
    return (
        [newest[major] for major in majors if major in newest],
        {str(major): reason for major in majors if major not in newest},
    )


def in_order(versions: Iterable[str]) -> list[str]:
    """The plain releases (no candidates) among them, oldest first."""
    plain = [version.strip() for version in versions if PLAIN.fullmatch(version.strip())]
    return sorted(plain, key=release_of)
