"""The clients that fetch runtimes for us: how one is called, and what cargo and npm are told.

A client is given an empty folder and fills it; where that folder lies, and what is there already, it does not
know. Every one is an ordinary program of the machine with the machine's own settings.
"""

import json
import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reducer.children import NOWHERE, find_program, run
from reducer.runtimes.errors import RuntimesError
from reducer.runtimes.releases import OFFLINE

# A download of 100 MB over a slow line.
DOWNLOAD_S = 900.0
# wasmer on two busy cores takes half an hour.
BUILD_S = 3 * 3600.0
# How a client begins the line that says what went wrong; without such a line, it is the last one.
COMPLAINT = re.compile(r"(?:npm )?(?:error|ERR!|E)\b:?\s*(?P<words>.*)", re.I)
NO_NETWORK = re.compile(
    OFFLINE.pattern
    + r"|could not (?:resolve|connect)|temporary failure|ENOTFOUND|ECONNREFUSED|EAI_AGAIN|network",
    re.I,
)


@dataclass(frozen=True)
class Wanted:
    """What to fetch: a client's package, the programs in it, and the version (None: the newest)."""

    client: str
    package: str
    version: str | None
    # Each program's name, and where it lies in what the client fetches: a pattern as of Path.glob.
    programs: Mapping[str, str]
    features: tuple[str, ...] = ()
    # The releases of Debian to look in, the newest first.
    suites: tuple[str, ...] = ()
    # Packages of the same release that are unpacked with it.
    beside: tuple[str, ...] = ()
    # Words that the start script of a Debian package puts in front of a person's own, {folder} filled in.
    # A compiler that calls itself, with -cc1 as the first word, is not given them again.
    arguments: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """`wasmtime-cli 41.0.0`, for a person."""
        return f"{self.package} {self.version}" if self.version else self.package


def call(
    command: Sequence[str],
    *,
    timeout_s: float,
    doing: str,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> str:
    """What a client prints on standard output; it and all that it started are gone when this is over.

    It works in `folder`, where one is given. Raises RuntimesError, one line, where it is not there, fails, or
    takes too long.
    """
    client = find_program(command[0])
    if client is None:
        raise RuntimesError(f"{doing} needs {command[0]}, and it is not on PATH: {CLIENT_FROM[command[0]]}")
    try:
        answer = run(
            [client, *command[1:]],
            timeout_s=timeout_s,
            cwd=NOWHERE if folder is None else str(folder),
            env={**os.environ, **(environment or {})},
        )
    except subprocess.TimeoutExpired as error:
        raise RuntimesError(f"{doing}: {command[0]} did not end within {timeout_s:.0f} s") from error
    said = answer.stdout.decode(errors="replace")
    if answer.returncode != 0:
        raise RuntimesError(_reason(doing, command[0], answer.stderr.decode(errors="replace") + said))
    return said


CLIENT_FROM = {
    "cargo": "install Rust, https://rustup.rs",
    "npm": "install Node.js with npm",
    "apt-get": "it is there on Debian and its descendants",
    "apt-cache": "it is there on Debian and its descendants",
    "dpkg-deb": "it is there on Debian and its descendants",
}


def _reason(doing: str, client: str, words: str) -> str:
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    if NO_NETWORK.search(words):
        return f"{doing}: {client} cannot reach its registry: try again when online"
    complaints = [found["words"] for line in lines if (found := COMPLAINT.match(line)) and found["words"]]
    # The first complaint is the cause; the others are its consequences.
    said = complaints[0] if complaints else lines[-1] if lines else "nothing"
    return f"{doing} failed; {client} says: {said}"


# ---- cargo


def cargo(wanted: Wanted, folder: Path) -> str:
    """Build a crate's programs into the folder; the version that it is."""
    version = ["--version", wanted.version] if wanted.version else []
    features = ["--features", ",".join(wanted.features)] if wanted.features else []
    command = [
        "cargo",
        "install",
        "--quiet",
        "--locked",
        "--root",
        str(folder),
        *version,
        *features,
        wanted.package,
    ]
    call(command, timeout_s=BUILD_S, doing=f"building {wanted.title}")
    return cargo_version(folder, wanted.package)


def cargo_version(folder: Path, package: str) -> str:
    """The version of a crate that cargo has installed below a folder, from cargo's own notes."""
    notes = (folder / ".crates.toml").read_text(encoding="utf-8")
    found = re.search(rf'"{re.escape(package)} (\S+) ', notes)
    if found is None:
        raise RuntimesError(f"cargo has installed {package} and does not say which version")
    return found[1]


# ---- npm


def npm(wanted: Wanted, folder: Path) -> str:
    """Put an npm package and what it depends on into the folder; the version that it is.

    No script of a package is run: the programs come in packages of their own, one for each kind of machine.
    """
    package = f"{wanted.package}@{wanted.version}" if wanted.version else wanted.package
    # fmt: off
    command = [
        "npm", "install", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", "--no-save",
        "--loglevel=error", package,
    ]
    # fmt: on
    call(command, timeout_s=DOWNLOAD_S, doing=f"fetching {wanted.title}")
    description = folder / "node_modules" / wanted.package / "package.json"
    return str(json.loads(description.read_text(encoding="utf-8"))["version"])
