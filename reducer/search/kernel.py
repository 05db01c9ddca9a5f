"""Kernels of a big program: calls that take most of its instructions, each as a module of its own.

A kernel is one candidate more: the judge is asked for its ratio and carriers, not for what the program
prints.  Here it is only made, and seen to run as the program does: its call costs as many instructions.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from statistics import median

from reducer.judge.judge import Judge
from reducer.judge.pairs import MeasurementError, pairs
from reducer.judge.quick_blame import quick_blame
from reducer.judge.tuning import tuned_in_lane
from reducer.program.kernel import ONCE, Runs, frame, kernel, runs
from reducer.program.profile import MAX_OBSERVE_NS, Profile
from reducer.program.program import Program
from reducer.program.reach import imports_reached
from reducer.program.replay import ANSWERS
from reducer.program.rounds import with_rounds
from reducer.program.short_run import SHORT_TRIPS, short_run
from reducer.program.snapshot import Snapshot, check_recordable, snapshot, words_of
from reducer.program.spots import KernelError, Spot, spots
from reducer.program.touched import TOUCHED, marking, touched
from reducer.records.carriers import Carriers
from reducer.records.evidence import CarriersRow
from reducer.runtimes import Ending, Runtime
from reducer.wat.assemble import Assembler
from reducer.wat.errors import WatError
from reducer.wat.metered import COSTS, OWN, calls, metered

MIN_INSTRUCTIONS = 2_000
"""A smaller program is reduced as it is: a kernel has to be made, and loses what the program prints."""
FEWER = 8
"""Some rounds of a loop may cost so many times less than the others: nobody knows what each one costs."""
LASTING = 16
"""A kernel is seen to make so many times its trips, in some hundred milliseconds: what takes memory and gives
none back cannot go on for ever."""
SAME_COST = 0.02
"""Of the cost of a call: what an address or the age of a cache decides may differ."""
CALLS = ("calls", "indirect calls")
"""Classes of what holds other work."""
TIMED_PAIRS = 12
"""So many pairs of a kernel say by how much its surplus varies."""
FRAME_SHARE = 0.1
"""What a kernel writes back may have this part of its surplus at most."""
SMALLER = 4
"""A kernel of which nothing could be found to carry the slowdown is asked about again at a fourth of that
size."""
CALL_COST = 16
"""What the call itself may add, in instructions, and each argument one more."""


@dataclass(frozen=True)
class Kernel:
    """A kernel that runs, and what it calls over and over, in words."""

    program: Program
    words: str


class Judging:
    """Kernels for a judge, and how it judges what comes of one: short runs are of that, and nobody asks what
    it prints."""

    def __init__(self, judge: Judge, runtime: Runtime) -> None:
        """`runtime` counts instructions."""
        self._judge, self._runtime = judge, runtime
        evidence = judge.reading.evidence
        self._before = judge.short_run, judge.guards, evidence.carriers
        # The size at which nothing was found to carry the slowdown.
        self._in_vain = math.inf

    def take_up(self, program: Program, made: Program | None = None) -> float:
        """From now on it judges what comes of a kernel, which was `made` as that (None: it is that itself).

        Gives the share of the kernel's surplus that writing back what a call changes has.  Raises
        MeasurementError where that cannot be timed.
        """
        judge = self._judge
        share, frame_ns = self._frame(made or program)
        short = short_run(self._runtime, program)
        if short is not None and program.trip_count <= SHORT_TRIPS:
            short = None
        judge.short_run = short
        if judge.guards is not None:
            trips = () if short is None else short.trips
            judge.guards = replace(judge.guards, short_trips=trips, frame_ns=frame_ns)
        judge.reading.any_output = True
        return share

    def first_kept(self, program: Program, counts: Profile, refuse: Callable[[Kernel], str]) -> str:
        """Asks for one kernel of a program, which has that profile, after the other, until one is not
        refused; "" then, and else why the last one was."""
        why = ""
        for made in kernels(program, counts, self._runtime, self._judge.target_ns):
            if isinstance(made, str):
                why = made
                continue
            try:
                tuned = self._tuned(made.program)
                share = self.take_up(tuned)
                if share <= FRAME_SHARE:
                    why = refuse(replace(made, program=tuned))
                else:
                    why = f"writing back what a call changes takes {share:.0%} of the surplus"
            except MeasurementError as error:
                why = str(error)
            if not why:
                return ""
            self.put_back()
            why = f"{made.words}: {why}"
        return why

    def _tuned(self, program: Program) -> Program:
        """The kernel at the trip count of the search; runs of it have the time that they take.  Raises
        MeasurementError."""
        program, _, slow_ns = tuned_in_lane(self._judge.lane, program)
        self._judge.run_ns = max(self._judge.run_ns, slow_ns)
        return program

    def _frame(self, program: Program) -> tuple[float, float]:
        """What writing back what a call changes has of a kernel's surplus: a share, and ns a trip."""
        alone = frame(program)
        if alone is None:
            return 0.0, 0.0
        whole, part = (self._surplus(one) for one in (program, alone))
        return part / whole if whole > 0 else 0.0, max(0.0, part) / program.trip_count

    def _surplus(self, program: Program) -> float:
        """The median of slow less fast, in ns.  Raises MeasurementError."""
        return median(slow - fast for slow, fast in self._times(program))

    def _times(self, program: Program) -> list[tuple[float, float]]:
        """The slow and fast times of TIMED_PAIRS pairs, in ns.  Raises MeasurementError."""
        taken = pairs(self._judge.lane, program, TIMED_PAIRS, self._judge.timeout_ns)
        return [(float(pair.slow_ns or 1), float(pair.fast_ns or 1)) for pair in taken]

    def find_carriers(self, program: Program) -> Carriers | None:
        """What carries the slowdown of a kernel, for the guards from now on; None where that is known.

        A whole interpreter does not run without its loads, and some rounds of it hardly do: what cannot be
        knocked out is asked about again once the kernel is SMALLER; so is where only calls, which hold the
        work, are known to carry it.
        """
        judge, size = self._judge, program.module.instructions()
        if judge.guards is None or SMALLER * size > self._in_vain:
            return None
        if any(carrier.group not in CALLS for carrier in judge.guards.carriers):
            return None
        self._in_vain = size
        short = judge.short_run or short_run(self._runtime, program)
        found = quick_blame(judge, program, judge.guards.observe, short, times=self._times(program))
        # What a kernel declares are the recorded contents of the memory: without them it does something else.
        found = replace(found, found=tuple(one for one in found.found if one.kind != "declaration"))
        if found.found or not judge.guards.carriers:
            judge.guards = replace(judge.guards, carriers=found.found)
            judge.reading.evidence.add(CarriersRow(found))
        return found

    def put_back(self) -> None:
        """It judges the program again."""
        judge, evidence = self._judge, self._judge.reading.evidence
        judge.short_run, judge.guards, carriers = self._before
        judge.reading.any_output = False
        if carriers is not None and evidence.carriers is not carriers:
            evidence.add(CarriersRow(carriers))


def kernels(program: Program, counts: Profile, runtime: Runtime, target_ns: int) -> Iterator[Kernel | str]:
    """The kernels of a program, one after the other; in the place of one that cannot be made, why.

    `counts` is the program's profile; `runtime` reads memories.  A kernel's trip count is for about
    `target_ns` on a runtime that takes a nanosecond an instruction.
    """
    try:
        if program.ending != Ending():
            raise KernelError(f"both sides end {program.ending}")
        check_recordable(program.module, counts)
        found = spots(program, counts, runtime)
        if not found:
            raise KernelError("no function or loop takes a large part of all in short calls or rounds")
    except (KernelError, WatError) as error:
        yield str(error)
        return
    for spot in found:
        try:
            made = _made(program, counts, spot, runtime, max(1, target_ns // spot.called.cost))
        except (KernelError, WatError) as error:
            yield f"{spot.in_words}: {error}"
        else:
            yield Kernel(made, spot.in_words)


def _made(program: Program, counts: Profile, spot: Spot, runtime: Runtime, trips: int) -> Program:
    """The kernel at so many trips.  Raises KernelError, WatError."""
    imports = imports_reached(program.module, spot.function, counts)
    module, found = with_rounds(program.module, snapshot(program, spot, runtime, imports))
    program = replace(program, module=module, base=None)
    single = kernel(program, found, counts, 1, once=True)
    cost = _cost(single, runtime) or 0
    slack = SAME_COST * cost + CALL_COST + len(found.arguments)
    wanted = found.cost
    if cost < wanted / FEWER if spot.rounds else abs(cost - wanted) > slack:
        raise KernelError("alone, it does not run as in the program")
    data, changed = _needed(single, found, runtime)
    least = found.answered.intersection(changed) or None
    # Rounds go on where the last ones have come to, unless that is written back.
    for reset in (changed,) if spot.rounds else (least, changed):
        many = kernel(program, found, counts, LASTING * trips, once=True, reset=reset, data=data)
        together = _cost(many, runtime)
        if together is not None and abs(together / (LASTING * trips) - cost) <= slack:
            return kernel(program, found, counts, trips, reset=reset, data=data)
    raise KernelError("over and over, it does not run as the first time")


def _cost(tried: Program, runtime: Runtime) -> int | None:
    """What all trips of a kernel that is to be metered cost; None where it does not end well."""
    module = tried.module
    names = [entry.name for entry in module.functions]
    functions, memories = len(module.entities("function")), len(module.entities("memory"))
    watched = {names.index(ONCE): 0}
    # What gives the answers of imports is no work of the program's.
    free = [index for index, name in enumerate(names) if name.startswith(ANSWERS)]
    binary = metered(tried.binary, functions, memories, watched, free=free)
    sample, values = runtime.observe(binary, [COSTS], invocation=tried.invocation, timeout_ns=MAX_OBSERVE_NS)
    ended = tried.ending.of(sample.outcome)
    return sum(one.together for one in calls(values, watched)[1]) if ended else None


def _needed(single: Program, found: Snapshot, runtime: Runtime) -> tuple[Runs | None, Collection[int]]:
    """What of the recorded memory a kernel's one call reads, None where that cannot be told, and the words
    that it changes and reads."""
    if not found.memory_bytes:
        return None, ()
    marked = marking(single.module, found.memory_bytes)
    looked_at = single
    names = [OWN]
    if marked is not None:
        # The marks are in a memory of their own, of which wabt knows nothing.
        looked_at = replace(single, module=marked, assembler=Assembler("wasm-tools"), trips=())
        names.append(TOUCHED)
    sample, values = runtime.observe(
        looked_at.binary, names, invocation=single.invocation, timeout_ns=MAX_OBSERVE_NS
    )
    if not single.ending.of(sample.outcome):
        raise KernelError(f"alone, its call ends otherwise: {sample.outcome.in_words}")
    after = words_of(values)
    changed = {
        place
        for place in after.keys() | found.words.keys()
        if after.get(place, 0) != found.words.get(place, 0)
    }
    if marked is None:
        return None, changed
    read = touched(values)
    return runs(read & found.words.keys(), found.words), changed & read
