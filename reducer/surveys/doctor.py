"""Does measuring work on this machine, and how finely?  A runtime against itself, and what the kernel tells.

Two processes of one runtime run the same small guest: whatever differs from 1 is this machine's doing.
Facts only; what is good or bad, and what to do about it, is said in reducer.report.doctor.
"""

from __future__ import annotations

import math
import os
import subprocess
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median

from reducer.children import find_program, program, run
from reducer.judge.pairs import MeasurementError, pairs
from reducer.judge.question import DEFAULT_SIDES
from reducer.judge.tuning import tuned_in_lane
from reducer.oracle import (
    DEFAULTS,
    HoldOut,
    Interval,
    Noise,
    Settings,
    calibrate,
    ratio_interval,
    too_noisy,
)
from reducer.oracle.characteristics import least_kept, pairs_to_tell_apart
from reducer.oracle.processes import by_process
from reducer.program.program import Program
from reducer.program.trips import constants
from reducer.runtimes import RuntimesError, open_runtime
from reducer.timing import Lane, adaptive_timeout, choose_core, describe_machine
from reducer.timing.cores import siblings
from reducer.timing.machine_facts import Activity, MachineFacts, activity, read_facts, read_ticks
from reducer.wat.assemble import assembler_for
from reducer.wat.errors import WatError
from reducer.wat.module import parse
from reducer.wat.naming import named
from reducer.wat.tools import version

# Arithmetic and memory in a loop that no compiler can leave out: its outcome decides whether it traps.
GUEST = """(module (memory (export "memory") 1)
  (func (export "_start") (local $i i32) (local $x i64)
    (local.set $i (i32.const {trips})) (local.set $x (i64.const 88172645463325252))
    (loop $loop
      (local.set $x (i64.xor (local.get $x) (i64.shl (local.get $x) (i64.const 13))))
      (local.set $x (i64.xor (local.get $x) (i64.shr_u (local.get $x) (i64.const 7))))
      (local.set $x (i64.xor (local.get $x) (i64.shl (local.get $x) (i64.const 17))))
      (i64.store (i32.and (local.get $i) (i32.const 65528)) (local.get $x))
      (br_if $loop (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
    (if (i64.eqz (local.get $x)) (then (unreachable)))))"""
FIRST_TRIPS = 20_000
"""A few microseconds for a compiler, milliseconds for an interpreter."""
NEAR, FAR = 1.9, 2.1
"""The two ratios that are asked about: a twentieth on either side of a threshold of 2."""
THRESHOLD = 2.0
POWER = 0.95


@dataclass(frozen=True)
class Examination:
    """A runtime against itself.  `xs` are the pairs in ln, `processes` name the process of each; `drift`
    is what the run's time changed by over the session (0.1 is 10 % slower at its end), `memory` how much one
    pair's ratio says of the next (-1 to 1)."""

    spec: str
    version: str
    xs: tuple[float, ...]
    guest_ns: int
    drift: float
    memory: float
    processes: tuple[int, ...]
    settings: Settings = DEFAULTS

    @property
    def noise(self) -> Noise:
        """The noise of a pair, and the part of it that a process's pairs share."""
        return calibrate(self.xs, self.settings, self.processes)

    @property
    def interval(self) -> Interval:
        """The ratio of a runtime to itself, from what its processes show."""
        groups = by_process(zip(self.processes, self.xs, strict=True)).values()
        return ratio_interval([median(xs) for xs in groups], self.settings.level)

    @property
    def fair(self) -> bool:
        """Whether the interval contains 1."""
        return 1.0 in self.interval

    @property
    def too_noisy(self) -> str | None:
        """Why nothing can be decided here, None where it can."""
        return too_noisy(self.noise, self.settings)

    @property
    def pairs_to_tell(self) -> int:
        """Pairs that tell NEAR from FAR."""
        return pairs_to_tell_apart(NEAR, FAR, self.noise, self.settings)

    @property
    def least_kept(self) -> float | None:
        """The smallest ratio that the test at THRESHOLD keeps with probability POWER; None where none is."""
        return least_kept(THRESHOLD, self.noise, POWER, self.settings)


@dataclass(frozen=True)
class Tools:
    """What else is there: perf's word on counting instructions, the releases of wabt and wasm-tools ("" where
    one is missing), and why a default runtime is missing (by name; None where it is not)."""

    perf: str
    perf_counts: bool
    wabt: str
    wasm_tools: str
    runtimes: dict[str, str | None]


@dataclass(frozen=True)
class Checkup:
    """Everything that `wreduce doctor` found."""

    examination: Examination
    machine: dict[str, str | int]
    facts: MachineFacts
    activity: Activity
    core: int | None
    shares_core: bool
    tools: Tools


def check_up(spec: str, tell: Callable[[str], None]) -> Checkup:
    """Examine this machine.  `tell` hears what is being done.  Raises RuntimesError, MeasurementError."""
    allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
    core = choose_core()
    facts, before = read_facts(core), read_ticks()
    examination = examine_runtime(spec, core, tell)
    went_on = activity(before, read_ticks(), facts.online, os.getpid())
    shares = core is not None and bool((siblings(core) - {core}) & allowed)
    return Checkup(examination, describe_machine(), facts, went_on, core, shares, look_for_tools())


def examine_runtime(
    spec: str, core: int | None, tell: Callable[[str], None], settings: Settings = DEFAULTS
) -> Examination:
    """A runtime against itself, by the first plan of a hold-out.  Raises RuntimesError, MeasurementError."""
    with ExitStack() as stack:
        one = stack.enter_context(open_runtime(spec, core=core))
        other = stack.enter_context(open_runtime(spec, core=core))
        return examine_lane(Lane(one, other), tell, settings)


def examine_lane(lane: Lane, tell: Callable[[str], None], settings: Settings = DEFAULTS) -> Examination:
    """As above, of a lane whose two sides are the same runtime.  Raises MeasurementError."""
    program, guest_ns, _ = tuned_in_lane(lane, guest())
    plan = HoldOut(1.0, settings, lane.processes)
    count = settings.holdout_looks[0] * settings.holdout_pairs_a_process
    xs, levels = [], []
    for index in range(count):
        if index and index % plan.round_pairs == 0:
            lane.restart()
        pair = pairs(lane, program, 1, adaptive_timeout([guest_ns]), order=plan.order(index))[0]
        xs.append(pair.x)
        levels.append(math.log((pair.slow_ns or 1) + (pair.fast_ns or 1)))
        tell(f"pair {index + 1}/{count} of {lane.slow.spec} with itself")
    drift = math.expm1(slope(levels) * (len(levels) - 1))
    processes = tuple(map(plan.process, range(count)))
    memory = autocorrelation(xs)
    return Examination(
        lane.slow.spec, lane.slow.version, tuple(xs), guest_ns, drift, memory, processes, settings
    )


def guest(trips: int = FIRST_TRIPS) -> Program:
    """The guest as a program with its trip constant."""
    text = GUEST.format(trips=trips)
    module = named(parse(text))
    count = next(trip for trip in constants(module) if trip.value == trips)
    return Program(module, assembler_for(text)[0], (count,))


def slope(values: Sequence[float]) -> float:
    """The least-squares change from one value to the next."""
    centre, mean = (len(values) - 1) / 2, fmean(values)
    spread = sum((index - centre) ** 2 for index in range(len(values)))
    return sum((index - centre) * (value - mean) for index, value in enumerate(values)) / max(spread, 1.0)


def autocorrelation(xs: Sequence[float]) -> float:
    """How much a value says of the next one; values farther out than 3 sigma are drawn in to there."""
    noise = calibrate(xs)
    centre = sorted(xs)[len(xs) // 2]
    reach = 3 * noise.sigma
    drawn = [max(-reach, min(reach, x - centre)) for x in xs]
    mean = fmean(drawn)
    total = sum((x - mean) ** 2 for x in drawn)
    together = sum((one - mean) * (other - mean) for one, other in pairwise(drawn))
    return together / total if total else 0.0


def look_for_tools() -> Tools:
    """What else is there; starts the default runtimes, and perf on `true`."""
    missing: dict[str, str | None] = {}
    for name in DEFAULT_SIDES:
        try:
            open_runtime(name).close()
            missing[name] = None
        except RuntimesError as error:
            missing[name] = str(error)
    perf, counts = _perf()
    return Tools(perf, counts, _release("wat2wasm"), _release("wasm-tools"), missing)


def _release(tool: str) -> str:
    try:
        return version(tool)
    except WatError:
        return ""


def _perf() -> tuple[str, bool]:
    """What became of counting a process's instructions, and whether they were counted."""
    perf = find_program("perf")
    if perf is None:
        return "perf is not installed", False
    try:
        command = [perf, "stat", "-x,", "-e", "instructions:u", program("true")]
        answer = run(command, timeout_s=20)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"perf does not run: {error}", False
    said = answer.stderr.decode(errors="replace")
    counted = next((line.split(",")[0] for line in said.splitlines() if "instructions" in line), "")
    if answer.returncode == 0 and counted.isdigit():
        return "perf stat counts instructions", True
    return "perf stat counts no instructions", False


__all__ = [
    "Checkup",
    "Examination",
    "MeasurementError",
    "Tools",
    "check_up",
    "examine_lane",
    "examine_runtime",
]
