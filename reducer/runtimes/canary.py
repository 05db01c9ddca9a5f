"""Whether a runtime is true to its name: an interpreter, a baseline compiler, or an optimising one?

Told by what three loops (canary_module.py) take on the runtime itself, in ratios, so that neither the machine
nor its load matters much. What a mode must be stands under `expects` in runtimes.toml. Results are kept, so
that a runtime is asked once.

Measured on x86-64 (Zen 4; iwasm on a Zen 5; some of each class on an Intel Xeon, whose square roots are
faster), the lowest and the highest of each class:

    class          dead/live          step/root       who
    interpreter    0.016 .. 1.35      0.067 .. 0.75   Pulley, wasm3, wasmi, wazero, WasmEdge, iwasm
    baseline       0.81 .. 1.10       0.010 .. 0.043  Winch, Liftoff, BBQ, iwasm's fast JIT; gcc -O0
    optimising     0.011 .. 0.041     0.011 .. 0.032  Cranelift, TurboFan, OMG, LLVM, gcc, clang, wazero

Pulley's code comes from Cranelift, which has dropped what is dead: hence the second ratio, which goes first.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from reducer.runtimes.canary_module import LIVE_STEPS, LOOPS, ROOTS, Loop, canary_module
from reducer.runtimes.errors import RuntimesError
from reducer.runtimes.identity import identity
from reducer.runtimes.mode import Mode
from reducer.runtimes.programs import programs_folder
from reducer.runtimes.runtime import Runtime, Sample
from reducer.runtimes.spec import Spec, parse_spec
from reducer.runtimes.table import known_runtimes

Tier = Literal["interpreter", "baseline", "optimising"]
TITLES: Mapping[str, str] = {
    "interpreter": "an interpreter",
    "baseline": "a baseline compiler",
    "optimising": "an optimising compiler",
}

# The time of a step of `live` divided by that of a square root, and the time of `dead` divided by that of
# `live`: each border is the logarithmic middle of a gap in the table above, 0.043 to 0.067 and 0.041 to 0.81.
INTERPRETED = 0.0535
DROPPED = 0.18

# A loop counts as measured when it takes at least this long, and longer than the start-up that was
# subtracted.
ENOUGH_NS = 20_000_000
AIM_NS = 40_000_000
# An interpreter needs 2 to 80 ms for these, a compiler less than one.
FIRST_TRIPS = 1 << 12
MOST_TRIPS = 1 << 30
# The largest factor from one trip count to the next. Each trip count is a module of its own, and LLVM
# compiles slowly.
GROWTH = 64
# The shortest of these runs counts, because a disturbance makes a run longer.
RUNS = 3
TIMEOUT_NS = 60 * 10**9


class ModeMismatch(RuntimesError):
    """A runtime is not what its mode says; `seen` is what it is."""

    def __init__(self, message: str, seen: Tier) -> None:
        super().__init__(message)
        self.seen = seen


@dataclass(frozen=True)
class Canary:
    """What the loops show.  `ns_per_trip` is for each loop; `start_up_ns` is the time of a run until its
    guest begins."""

    seen: Tier
    ns_per_trip: Mapping[Loop, float]
    start_up_ns: int | None = None


def tier_of(ns_per_trip: Mapping[Loop, float]) -> Tier:
    """The class of a runtime on which the loops take these times."""
    step, root = ns_per_trip["live"] / LIVE_STEPS, ns_per_trip["roots"] / ROOTS
    if step / root > INTERPRETED:
        return "interpreter"
    return "optimising" if ns_per_trip["dead"] / ns_per_trip["live"] < DROPPED else "baseline"


def measure_canary(runtime: Runtime) -> Canary:
    """Runs the loops, which takes seconds.  Raises RuntimesError where the runtime cannot run them."""
    start_up = _run(runtime, canary_module("dead", 1)).instantiate_ns
    times: dict[Loop, float] = {}
    trips = FIRST_TRIPS
    for loop in LOOPS:
        times[loop], trips = _ns_per_trip(runtime, loop, trips)
    return Canary(tier_of(times), times, start_up)


def check_mode(runtime: Runtime) -> Canary:
    """What the runtime really is, measured now or remembered from before; it then goes on in a fresh process.

    Raises ModeMismatch, which names both tiers, where its mode should be another one; RuntimesError where the
    canary does not run.
    """
    spec = parse_spec(runtime.spec)
    known = remembered(spec, runtime.version)
    if known is not None:
        return known
    mode = known_runtimes()[spec.name].mode(spec.mode)
    canary = measure_canary(runtime)
    if not _as_expected(canary, mode):
        # Measured once more before an error is raised: a busy machine may have disturbed one of the loops.
        canary = measure_canary(runtime)
    runtime.restart()
    if not _as_expected(canary, mode):
        raise ModeMismatch(_accusation(spec, runtime.version, mode, canary), canary.seen)
    _remember(spec, runtime.version, canary)
    return canary


def _as_expected(canary: Canary, mode: Mode) -> bool:
    return mode.expects in (canary.seen, "any")


def _accusation(spec: Spec, version: str, mode: Mode, canary: Canary) -> str:
    like = [
        other.spec for other in known_runtimes()[spec.name].modes.values() if other.expects == canary.seen
    ]
    advice = f"; what it does is called {' or '.join(like)}" if like else ""
    return (
        f"{spec} ({version}) is to be {TITLES[mode.expects]}, and runs as {TITLES[canary.seen]}: "
        f"this build or release of it cannot do what was asked{advice}"
    )


# ---- measuring


def _ns_per_trip(runtime: Runtime, loop: Loop, trips: int) -> tuple[float, int]:
    """The time of a trip, in ns, and the trip count at which it could be measured; trip counts are tried from
    `trips` on."""
    while True:
        binary = canary_module(loop, trips)
        times: list[int] = []
        while len(times) < RUNS:
            sample = _run(runtime, binary)
            time = sample.execute_cpu_ns if sample.execute_cpu_ns is not None else sample.execute_ns
            start_up = sample.instantiate_cpu_ns or sample.instantiate_ns or 0
            if time is None or time < max(ENOUGH_NS, start_up):
                break
            times.append(time)
        else:
            return min(times) / trips, trips
        if trips == MOST_TRIPS:
            raise RuntimesError(f"{runtime.spec}: the canary's {loop} loop takes no time that can be told")
        growth = GROWTH if not time else max(2, min(GROWTH, round(max(AIM_NS, 2 * start_up) / time)))
        trips = min(MOST_TRIPS, trips * growth)


def _run(runtime: Runtime, binary: bytes) -> Sample:
    sample = runtime.run(binary, timeout_ns=TIMEOUT_NS)
    if not sample.outcome.normal:
        how = sample.outcome.message or sample.outcome.kind
        raise RuntimesError(f"{runtime.spec} does not run its canary, a small module without imports: {how}")
    return sample


# ---- what is known from before


def remembered(spec: Spec, version: str) -> Canary | None:
    """What the canary has shown for that very program in that mode, or None."""
    entry = _entries().get(_key(spec, version), {})
    with contextlib.suppress(TypeError, KeyError):
        return Canary(entry["seen"], entry["ns_per_trip"], entry["start_up_ns"])
    return None


def _remember(spec: Spec, version: str, canary: Canary) -> None:
    """Only a result that is as it should be is kept: a mismatch is measured again every time."""
    path = _memory()
    # An earlier entry for this spec and version belongs to another program or row.
    others = {key: entry for key, entry in _entries().items() if not key.startswith(f"{spec} {version} ")}
    # If it cannot be stored, it is measured again the next time.
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        content = json.dumps({**others, _key(spec, version): asdict(canary)}, indent=1)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=".canary-", delete=False) as part:
            part.write(content)
        os.replace(part.name, path)


def _memory() -> Path:
    return programs_folder().with_name("canary.json")


def _entries() -> dict[str, dict[str, Any]]:
    with contextlib.suppress(OSError, ValueError):
        content = json.loads(_memory().read_text(encoding="utf-8"))
        return content if isinstance(content, dict) else {}
    return {}


def _key(spec: Spec, version: str) -> str:
    """The key of a result: it changes with the program and with the canary."""
    loops = (hashlib.sha256(canary_module(loop, 1)).hexdigest() for loop in LOOPS)
    about = [identity(spec, version), *loops]
    return f"{spec} {version} {hashlib.sha256(' '.join(about).encode()).hexdigest()[:16]}"
