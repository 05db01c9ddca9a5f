"""Single packages of any release of Debian, unpacked with all that they depend on, beside the system's own.

Knows apt and dpkg, but not what is in a package. apt works in folders of its own, so that neither its
settings nor what is installed on the machine change; programs start with the loader that came with them.
"""

import re
import shlex
from collections.abc import Sequence
from pathlib import Path

from reducer.guardian import scratch_folder
from reducer.runtimes.clients import DOWNLOAD_S, Wanted, call
from reducer.runtimes.errors import RuntimesError
from reducer.runtimes.versions import RELEASE, is_of

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
ENVIRONMENT = {"LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"}
# The time limit for apt's own queries; a cold disk is slow.
LOOK_UP_S = 60.0


def debian(wanted: Wanted, folder: Path) -> str:
    """Unpack a Debian package and all that it depends on into the folder; the upstream version that it is.

    apt works in folders of its own: neither its settings nor the system's list of packages are changed, and
    the suite need not be the system's.
    """
    offered = []
    for suite in wanted.suites:
        with scratch_folder() as state:
            options = _apt_options(Path(state), suite, wanted.title)
            version = _candidate(wanted, options)
            if version is None:
                continue
            if wanted.version is not None and not is_of(version, wanted.version):
                offered.append(f"{version} ({suite})")
                continue
            _unpack(wanted, Path(state), options, folder)
            return version
    there = f"it has {', '.join(offered)}" if offered else f"no such package in {', '.join(wanted.suites)}"
    raise RuntimesError(f"Debian has no {wanted.title} for this machine: {there}")


def debian_source(package: str, suite: str, folder: Path) -> str:
    """Download a Debian source package into the folder, a .dsc and its archives; its upstream version.

    apt checks the files; nothing is unpacked, and no patch is applied. Raises RuntimesError, one line.
    """
    doing = f"fetching the source of {package}"
    with scratch_folder() as state:
        options = _apt_options(Path(state), suite, package, kind="deb-src")
        command = ["apt-get", *options, "--quiet", "--only-source", "--download-only", "source", package]
        call(command, timeout_s=DOWNLOAD_S, doing=doing, environment=ENVIRONMENT, folder=folder)
    for description in folder.glob("*.dsc"):
        found = re.search(r"^Version: (?:\d+:)?(\S+?)(?:-[^-\s]+)?$", description.read_text("utf-8"), re.M)
        if found:
            return found[1]
    raise RuntimesError(f"{doing}: apt-get has brought no .dsc with a version")


def _apt_options(state: Path, suite: str, title: str, kind: str = "deb") -> list[str]:
    """What makes apt see one suite alone, and a system on which nothing is installed.

    `kind` is `deb` for packages, `deb-src` for their sources.
    """
    for name in ("lists/partial", "archives/partial"):
        (state / name).mkdir(parents=True)
    (state / "status").touch()
    signed = f"[signed-by={KEYRING}] " if KEYRING.is_file() else ""
    sources = state / "sources.list"
    sources.write_text(f"{kind} {signed}{_mirror(title)} {suite} main\n", encoding="utf-8")
    settings = {
        "Dir::Etc::sourcelist": str(sources),
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::Etc::preferences": "/dev/null",
        "Dir::Etc::preferencesparts": "/dev/null",
        "Dir::State": str(state),
        "Dir::State::status": str(state / "status"),
        "Dir::Cache": str(state),
        "Acquire::Languages": "none",
        # As root, apt would download as a user who may not write here.
        "APT::Sandbox::User": "root",
        "APT::Install-Recommends": "false",
        "APT::Get::Assume-Yes": "true",
    }
    options = [word for key, value in settings.items() for word in ("-o", f"{key}={value}")]
    # A half-read list is no list, hence the setting that makes that an error.
    update = ["apt-get", *options, "-o", "APT::Update::Error-Mode=any", "--quiet", "update"]
    call(update, timeout_s=DOWNLOAD_S, doing=f"reading the list of Debian {suite}", environment=ENVIRONMENT)
    return options


def _mirror(title: str) -> str:
    """The machine's own mirror of Debian's main archive, as apt is set up here."""
    command = ["apt-get", "indextargets", "--format", "$(CREATED_BY)|$(REPO_URI)|$(LABEL)"]
    listed = call(command, timeout_s=LOOK_UP_S, doing=f"fetching {title}", environment=ENVIRONMENT)
    for line in listed.splitlines():
        created_by, address, label = line.split("|", 2)
        # Where apt has never read its lists the label stays a placeholder; the archive's address ends alike.
        if created_by == "Packages" and (label == "Debian" or address.rstrip("/").endswith("/debian")):
            return address
    raise RuntimesError(f"fetching {title}: no mirror of Debian is among the sources of this machine's apt")


def _candidate(wanted: Wanted, options: Sequence[str]) -> str | None:
    """The upstream version of the package that the suite has, or None."""
    command = ["apt-cache", *options, "policy", wanted.package]
    said = call(command, timeout_s=LOOK_UP_S, doing=f"fetching {wanted.title}", environment=ENVIRONMENT)
    found = re.search(r"^[ \t]*Candidate:[ \t]*(?:\d+:)?(?P<version>\S+)", said, re.M)
    release = RELEASE.match(found["version"]) if found else None
    return release[0] if release else None


def _unpack(wanted: Wanted, state: Path, options: Sequence[str], folder: Path) -> None:
    doing = f"fetching {wanted.title}"
    command = ["apt-get", *options, "--quiet", "--download-only", "install", wanted.package, *wanted.beside]
    call(command, timeout_s=DOWNLOAD_S, doing=doing, environment=ENVIRONMENT)
    for archive in sorted((state / "archives").glob("*.deb")):
        call(["dpkg-deb", "--extract", str(archive), str(folder)], timeout_s=DOWNLOAD_S, doing=doing)


def start_script(folder: Path, at: Path, program: Path, wanted: Wanted) -> str:
    """A script that runs a program of an unpacked package with the package's own loader and libraries.

    `folder` is where the files lie now, `at` where they will lie when the script is used. The program is told
    the script's name as its own: what starts itself again does so by the script.
    """
    loader = next((path for path in sorted(folder.rglob("ld-linux*.so*")) if not path.is_symlink()), None)
    if loader is None:
        raise RuntimesError(
            f"{wanted.title} comes without a loader of its own: not supported on this machine"
        )
    found = {path.parent for path in folder.rglob("lib*.so*") if path.is_file()}
    libraries = sorted(at / path.relative_to(folder) for path in found if "share" not in path.parts)
    search = shlex.quote(":".join(map(str, libraries)))
    arguments = " ".join(shlex.quote(word.replace("{folder}", str(at))) for word in wanted.arguments)
    front = f"""case "$1" in -cc1*) ;; *) set -- {arguments} "$@" ;; esac\n""" if arguments else ""
    start, run = (shlex.quote(str(at / path.relative_to(folder))) for path in (loader, program))
    return f"""#!/bin/sh\n{front}exec {start} --library-path {search} --argv0 "$0" {run} "$@"\n"""
