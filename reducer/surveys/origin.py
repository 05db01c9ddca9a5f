"""What an issue form asks beside the measurements: how the runtimes were built, what this machine is, and by
what the original was made.  Read once, where the case is measured; nothing is timed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reducer.records.itself import OriginFinding, SideBuild
from reducer.runtimes import RuntimesError, parse_spec
from reducer.runtimes.mode import Mode
from reducer.runtimes.programs import find, programs_folder
from reducer.runtimes.table import known_runtimes
from reducer.timing.machine_facts import read_facts
from reducer.wat.producers import producers

MAX_SEED = 1 << 26
"""Bytes of an original that are looked through for its producers."""
BUILDS = {
    "pip": "release build from PyPI",
    "cargo": "release build by cargo install",
    "debian": "Debian's build",
    "npm": "release build from npm",
}


def read_origin(seed: Path, campaign: str, specs: Sequence[str]) -> OriginFinding:
    """The facts; of a seed that is not there, or is no binary, no producers."""
    made_by: tuple[str, ...] = ()
    if seed.suffix == ".wasm" and seed.is_file():
        with seed.open("rb") as file:
            made_by = producers(file.read(MAX_SEED))
    return OriginFinding(made_by, campaign, tuple(map(_side, specs)), _machine())


def _side(text: str) -> SideBuild:
    try:
        spec = parse_spec(text)
        mode = known_runtimes()[spec.name].mode(spec.mode)
        return SideBuild(text, mode.expects, _build(mode, spec.version), _cached(mode))
    except RuntimesError:
        return SideBuild(text, "any", "", "")


def _build(mode: Mode, version: str | None) -> str:
    """Where a build comes from; "" where the program is not here any more, or nobody knows."""
    if mode.kind == "embedded":
        return BUILDS["pip"]
    try:
        program = find(mode, version).programs["program"]
    except RuntimesError:
        return ""
    if programs_folder() in program.parents:
        return BUILDS.get(str(mode.get.get("client", "")), "")
    return "how it was built is not known (found on PATH)"


def _cached(mode: Mode) -> str:
    if mode.compile:
        return "nothing cached, a process for each run"
    return "first run, nothing cached" if mode.kind != "command" else "a process for each run, nothing cached"


def _machine() -> str:
    """What of the kernel's words a reader of a ratio asks for."""
    facts = read_facts(None)
    words = [
        "virtual machine" if facts.virtual else "",
        f"governor {facts.governor}" if facts.governor else "",
    ]
    return ", ".join(filter(None, words))
