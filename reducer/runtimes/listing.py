"""Which of the runtimes are here, in which versions, and how to install those that are missing.

With what the canary has shown for each, and how long it takes to start.  Facts only, without layout.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from reducer.runtimes.canary import ModeMismatch, check_mode, remembered
from reducer.runtimes.errors import RuntimesError
from reducer.runtimes.installing import can_install
from reducer.runtimes.mode import Mode
from reducer.runtimes.opening import open_runtime
from reducer.runtimes.programs import find, installed_versions
from reducer.runtimes.releases import cache_folder, fetched, installed
from reducer.runtimes.spec import Spec
from reducer.runtimes.table import Row, known_runtimes
from reducer.runtimes.versions import lies_in

# `seen`: the canary has seen what the mode promises; `mismatch`: it has seen something else; `fails`: it does
# not start, or does not run the canary; `missing`: there is no such program or package here.
State = Literal["seen", "not checked", "mismatch", "fails", "missing"]


@dataclass(frozen=True)
class Listed:
    """A mode of a runtime in one version. `spec` opens it; texts are empty where there is nothing to say."""

    spec: str
    state: State
    version: str = ""
    path: str = ""
    # What the mode must be, and what the canary has shown.
    expects: str = ""
    seen: str = ""
    # From the call until the guest begins, in ms, without compiling; None until the canary has run.
    start_up_ms: float | None = None
    # Why it fails, or how it is installed.
    words: str = ""


def list_runtimes(*, check: bool = False, say: Callable[[str], None] = lambda spec: None) -> Iterator[Listed]:
    """Every mode of every runtime, in every version that is here, or once where there is none.

    With `check`, the canary runs on those where it has not yet, seconds each; `say` is told their specs.
    """
    for row in known_runtimes().values():
        for mode in row.modes.values():
            for listed in versions_here(row, mode):
                if check and listed.state == "not checked":
                    say(listed.spec)
                    yield _checked(listed)
                else:
                    yield listed


def versions_here(row: Row, mode: Mode) -> Iterator[Listed]:
    """The versions of one mode: first the one that its name alone opens, then the others, the newest first.
    Fetches nothing."""
    found = _releases(mode) if mode.kind == "embedded" else _programs(mode)
    there = [entry for entry in found if not mode.versions or lies_in(entry[1], mode.versions)]
    for version, own, path in there:
        spec = Spec(row.name, version, mode.name)
        listed = Listed(str(spec), "not checked", own, path, mode.expects)
        known = None
        with contextlib.suppress(RuntimesError):
            known = remembered(spec, own)
        if known is not None:
            listed = replace(listed, state="seen", seen=known.seen, start_up_ms=_ms(known.start_up_ns))
        yield listed
    if not there:
        how = f"wreduce runtimes install {mode.spec}" if can_install(mode) else mode.install
        if found:
            how = f"needs {row.name} {mode.versions}; here is {', '.join(version for _, version, _ in found)}"
        yield Listed(mode.spec, "missing", expects=mode.expects, words=how)


# The version to ask for (None: the spec has none), the actual version, and its place.
Found = tuple[str | None, str, str]


def _releases(mode: Mode) -> list[Found]:
    found: list[Found] = []
    with contextlib.suppress(RuntimesError):
        folder, version = installed(mode.package, mode.distribution)
        found.append((None, version, str(folder)))
    if mode.releases:
        own = {version for _, version, _ in found}
        found += [(name, name, str(cache_folder() / name)) for name in fetched() if name not in own]
    return found


def _programs(mode: Mode) -> list[Found]:
    found: list[Found] = []
    for version in (None, *installed_versions(mode.runtime)):
        with contextlib.suppress(RuntimesError):
            there = find(mode, version)
            path = str(there.programs["program"])
            if path not in {other for _, _, other in found}:
                found.append((version, there.versions, path))
    return found


def _checked(listed: Listed) -> Listed:
    try:
        with open_runtime(listed.spec) as runtime:
            canary = check_mode(runtime)
    except ModeMismatch as error:
        return replace(listed, state="mismatch", seen=error.seen, words=str(error))
    except RuntimesError as error:
        return replace(listed, state="fails", words=str(error))
    return replace(listed, state="seen", seen=canary.seen, start_up_ms=_ms(canary.start_up_ns))


def _ms(time_ns: int | None) -> float | None:
    return None if time_ns is None else time_ns / 1e6
