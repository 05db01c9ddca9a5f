"""Installing a runtime where a registry's client can fetch it: into a folder of its own, or not at all.

What is fetched, from where, stands under `get` in runtimes.toml; how, in clients.py and debian.py. Programs
go to ~/.cache/wreduce/programs/NAME/VERSION/, and nothing else on the machine changes.
"""

import contextlib
import fcntl
import importlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reducer.children import python
from reducer.runtimes.clients import DOWNLOAD_S, Wanted, call, cargo, npm
from reducer.runtimes.debian import debian, start_script
from reducer.runtimes.errors import RuntimesError
from reducer.runtimes.mode import Mode
from reducer.runtimes.programs import find, installed_versions, programs_folder
from reducer.runtimes.releases import full_version, installed, wasmtime_release
from reducer.runtimes.spec import Spec, parse_spec
from reducer.runtimes.table import known_runtimes
from reducer.runtimes.versions import is_of

CLIENTS: Mapping[str, Callable[[Wanted, Path], str]] = {"cargo": cargo, "npm": npm, "debian": debian}
# The keys of `get` beside those of a client: which mode's `get` is meant; what the folder is called; the
# versions that `make runtimes` installs ("" for the newest); whether that takes a minute at most.
OWN_KEYS = ("with", "name", "versions", "quick")

Say = Callable[[str], None]


@dataclass(frozen=True)
class Installed:
    """Where a runtime is installed, its version, and whether it was installed just now."""

    spec: str
    version: str
    folder: Path
    fresh: bool


def install(spec: Spec | str, say: Say = lambda line: None) -> Installed:
    """Installs the runtime that `spec` names; one that is there already stays as it is.

    Where no version is asked for, any installed one is enough.  `say` is called before something long begins.
    Raises RuntimesError, one line, if the runtime is not available here; then nothing of it is left behind.
    """
    spec = parse_spec(spec) if isinstance(spec, str) else spec
    mode = known_runtimes()[spec.name].mode(spec.mode)
    get = _get(mode)
    if get.get("client") == "pip":
        return _release(spec, say) if mode.releases else _package(spec, mode, say)
    if spec.version is None:
        with contextlib.suppress(RuntimesError):
            found = find(mode)
            return Installed(str(spec), found.version, found.programs["program"].parent, fresh=False)
    if get.get("client") not in CLIENTS:
        raise RuntimesError(f"wreduce cannot install {spec}: {mode.install or 'put it on PATH'}")
    return fetch_programs(str(spec), get.get("name", spec.name), _wanted(get, spec.version), say)


def chosen(*, quick: bool) -> list[str]:
    """The specs that `make runtimes` installs, those that install fast first; with `quick`, only these."""
    fast: list[str] = []
    slow: list[str] = []
    for row in known_runtimes().values():
        seen: list[Mapping[str, Any]] = []
        for mode in row.modes.values():
            # Modes that share a program have the same `get`, so one of them is enough.
            if mode.get in seen:
                continue
            seen.append(mode.get)
            name = None if mode.name == row.default_mode else mode.name
            specs = [str(Spec(row.name, version or None, name)) for version in mode.get.get("versions", ())]
            (fast if mode.get.get("quick") else slow).extend(specs)
    return fast if quick else fast + slow


def can_install(mode: Mode) -> bool:
    """Whether a client can fetch it."""
    return bool(_get(mode))


def _get(mode: Mode) -> Mapping[str, Any]:
    other = mode.get.get("with")
    return known_runtimes()[mode.runtime].mode(other).get if other else mode.get


def _wanted(get: Mapping[str, Any], version: str | None) -> Wanted:
    keys = {key: value for key, value in get.items() if key not in OWN_KEYS}
    lists = {key: tuple(value) for key, value in keys.items() if isinstance(value, list)}
    return Wanted(**{**keys, **lists}, version=version)


def _release(spec: Spec, say: Say) -> Installed:
    """A release of the wasmtime package; releases.py keeps these."""
    if spec.version is None:
        raise RuntimesError(f"name a release, such as {spec.name}@46.0.1: the newest comes with wreduce")
    say(f"{spec}: pip fetches it, unless it is there")
    folder = wasmtime_release(spec.version)
    return Installed(str(spec), full_version(spec.version), folder, fresh=False)


def _package(spec: Spec, mode: Mode, say: Say) -> Installed:
    """A Python package, put into the environment that wreduce itself runs in: there is one version of it."""
    try:
        folder, version = installed(mode.package, mode.distribution)
        fresh = False
    except RuntimesError:
        say(f"{spec}: pip fetches {mode.distribution}, and builds it where it must be built")
        quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
        pip = python("pip", "install", *quiet, mode.distribution)
        doing = f"installing {mode.distribution}"
        call(pip, timeout_s=DOWNLOAD_S, doing=doing)
        importlib.invalidate_caches()
        folder, version = installed(mode.package, mode.distribution)
        fresh = True
    if spec.version not in (None, version):
        raise RuntimesError(f"{mode.distribution} {version} is installed, not {spec.version}: {mode.install}")
    return Installed(str(spec), version, folder, fresh)


def fetch_programs(spec: str, name: str, wanted: Wanted, say: Say) -> Installed:
    """Have the programs of `wanted` in a folder `name`: what is there in that version stays.

    `spec` is what a person is told it is for. Raises RuntimesError, one line.
    """
    home = programs_folder() / name
    with _locked(home, lambda: say(f"{spec}: another wreduce is installing {name}: waiting for it")):
        if wanted.version is not None:
            for version in installed_versions(name):
                if is_of(version, wanted.version) and _holds(home / version, wanted):
                    return Installed(spec, version, home / version, fresh=False)
        say(f"{spec}: {_what_it_takes(wanted)}")
        return _fetch(spec, home, wanted)


def _what_it_takes(wanted: Wanted) -> str:
    if wanted.client == "cargo":
        return f"cargo builds {wanted.title}: many minutes, and no measuring beside it"
    return f"{'apt' if wanted.client == 'debian' else wanted.client} fetches {wanted.title}"


def _holds(folder: Path, wanted: Wanted) -> bool:
    return all(os.access(folder / "bin" / program, os.X_OK) for program in wanted.programs)


def _fetch(spec: str, home: Path, wanted: Wanted) -> Installed:
    try:
        part = Path(tempfile.mkdtemp(prefix=".part-", dir=home))
        part.chmod(0o755)
    except OSError as error:
        raise _unwritable(home, error) from error
    try:
        version = CLIENTS[wanted.client](wanted, part)
        folder = home / version
        _link(part, folder, wanted)
        # Only one process is here at a time, so the folder is half-written by a killed one, or not there.
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    except OSError as error:
        raise _unwritable(home, error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Installed(spec, version, folder, fresh=True)


def _link(part: Path, folder: Path, wanted: Wanted) -> None:
    """Put every program under bin/, by its name: a link, or a script where it needs a loader of its own."""
    (part / "bin").mkdir(exist_ok=True)
    for name, pattern in wanted.programs.items():
        found = sorted(path for path in part.glob(pattern) if os.access(path, os.X_OK))
        if not found:
            raise RuntimesError(f"{wanted.title} has come without its program {name}: not for this machine?")
        place = part / "bin" / name
        if wanted.client == "debian":
            place.write_text(start_script(part, folder, found[0], wanted), encoding="utf-8")
            place.chmod(0o755)
        elif found[0] != place:
            place.symlink_to(os.path.relpath(found[0], place.parent))


@contextlib.contextmanager
def _locked(home: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Lets one process install a runtime at a time, and removes what an earlier one that was killed has left
    behind."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = (home / ".lock").open("w")
    except OSError as error:
        raise _unwritable(home, error) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(lock, fcntl.LOCK_EX)
        for part in home.glob(".part-*"):
            shutil.rmtree(part, ignore_errors=True)
        yield


def _unwritable(home: Path, error: OSError) -> RuntimesError:
    return RuntimesError(f"cannot write to {home} ({error.strerror}): set XDG_CACHE_HOME")
