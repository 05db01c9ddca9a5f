"""Which parts of a program run, and how often: one run of a counting copy of its binary shows it
(`wat/counted.py`).

Every function body and every arm of a block has a counter, which is incremented where it starts.  The counts
show what is never executed, which loop is the hot one, and which constants set its trip count.  Nothing here
knows time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from reducer.program.program import Program
from reducer.runtimes import FUEL_USED, MOST_FUEL, Runtime, Sample
from reducer.wat.counted import COUNTS, counted
from reducer.wat.errors import WatError
from reducer.wat.module import Module
from reducer.wat.printer import print_module
from reducer.wat.tree import Arm, Body, Group, Instr, Node, children

OBSERVER = "wasmtime:fuel=on,opt-level=0"
"""The runtime that counts: it can read a module's globals, and stop a program that never ends.  The release
does not matter to a count."""
OBSERVE_NS = 10_000_000_000
"""The time limit of an instrumented run: counting makes a loop a few times slower, and seeds run for seconds
at most."""
GLIMPSE_FUEL = 100_000_000
"""Fuel for a tenth of a second of counting: enough to see what a program does over and over."""
FIRST = "wreduce_first_"
"""The first counter of a function has this name and the function's number."""

Observe = Callable[[Module, list[str]], Mapping[str, int] | None]
"""Runs a module to its end, and returns the exported globals asked for, or its COUNTS (see `watched`); None
where the module does not end normally."""


@dataclass(frozen=True, eq=False)
class Profile:
    """How often each function (by name) and each arm (by the id of its Arm) of one module started; `used` is
    the fuel that the instrumented copy took, 0 where that is not known."""

    functions: Mapping[str, int]
    arms: Mapping[int, int]
    used: int = 0

    @property
    def hottest(self) -> int:
        """The largest count of all."""
        return max([0, *self.functions.values(), *self.arms.values()])

    def heat(self, body: Body) -> dict[int, int]:
        """For the id of every node of a body: the largest count of an arm below it (0 where it has none)."""
        found: dict[int, int] = {}
        work: list[tuple[Node, bool]] = [(node, False) for node in body]
        while work:
            node, ready = work.pop()
            if not ready:
                work.append((node, True))
                work += [(child, False) for child in children(node)]
                continue
            below = max((found[id(child)] for child in children(node)), default=0)
            arms = node.block.arms if isinstance(node, Instr) and node.block is not None else ()
            found[id(node)] = max([below, *(self.arms.get(id(arm), 0) for arm in arms)])
        return found


def node_counts(module: Module, profile: Profile) -> dict[int, int]:
    """For the id of every node of the functions that ran: how often the arm or function around it started; 0
    for any other."""
    found: dict[int, int] = defaultdict(int)
    for function in module.functions:
        runs = profile.functions.get(function.name, 0)
        if not runs:
            continue
        work: list[tuple[Node, int]] = [(node, runs) for node in module.body(function)]
        while work:
            node, count = work.pop()
            found[id(node)] = count
            arms = node.block.arms if isinstance(node, Instr) and node.block is not None else ()
            inside = {id(item): profile.arms.get(id(arm), 0) for arm in arms for item in arm.body}
            work += [(child, inside.get(id(child), count)) for child in children(node)]
    return found


def _arms(body: Body) -> Iterator[Arm | None]:
    """The arms of a body in the order that the binary has; None for the `else` that an `if` lacks."""
    work: list[Node | Arm | None] = list(reversed(body))
    while work:
        node = work.pop()
        if node is None:
            yield None
        elif isinstance(node, Arm):
            yield node
            work += reversed(node.body)
        elif isinstance(node, Group):
            work += reversed(node.items)
        else:
            arms = node.block.arms if node.block is not None else ()
            if node.op == "if" and len(arms) == 1:
                work.append(None)
            work += reversed(arms)
            work += reversed(node.operands)


def profile(module: Module, observe: Observe) -> Profile | None:
    """The counts of one run of a named module; None where the counting copy did not end normally.

    Bodies that never ran are not parsed, so their arms have no counts.
    """
    counts = observe(module, [COUNTS])
    if counts is None or COUNTS not in counts:
        return None
    functions: dict[str, int] = {}
    arms: dict[int, int] = {}
    for index, function in enumerate(module.functions):
        first = counts[f"{FIRST}{index}"]
        functions[function.name] = runs = counts.get(f"{COUNTS}{first}", 0)
        if not runs:
            continue
        for counter, arm in enumerate(_arms(module.body(function)), start=first + 1):
            if arm is not None:
                arms[id(arm)] = counts.get(f"{COUNTS}{counter}", 0)
    return Profile(functions, arms, counts.get(FUEL_USED, 0))


def watched(
    runtime: Runtime,
    program: Program,
    module: Module,
    names: list[str],
    timeout_ns: int,
    fuel: int = MOST_FUEL,
) -> tuple[Sample, Mapping[str, int]]:
    """Runs a module as a program is run; returns the run and what was asked for.  Exported globals come by
    their names.  For COUNTS there are: under COUNTS and its number each counter that is not zero, under FIRST
    and a function's number its first counter, and COUNTS itself, where the counters could be read.  Raises
    WatError."""
    binary = program.binary if module is program.module else program.assembler.assemble(print_module(module))
    first: list[int] = []
    if COUNTS in names:
        # A module with an instruction that the counting does not know yet has no counts.
        with suppress(WatError):
            binary, first = counted(binary, len(module.entities("memory")))
    sample, values = runtime.observe(
        binary, names, invocation=program.invocation, timeout_ns=timeout_ns, fuel=fuel
    )
    return sample, {**values, **{f"{FIRST}{index}": counter for index, counter in enumerate(first)}}


def glimpse(runtime: Runtime, program: Program) -> Observe:
    """An Observe that runs copies of a program for GLIMPSE_FUEL instructions, and returns what was counted by
    then, however the run ended."""

    def observe(module: Module, names: list[str]) -> Mapping[str, int] | None:
        _, values = watched(runtime, program, module, names, OBSERVE_NS, GLIMPSE_FUEL)
        return values if all(name in values for name in names) else None

    return observe


def observer(runtime: Runtime, program: Program, limit_ns: int = OBSERVE_NS) -> Observe:
    """An Observe that runs copies of a program on a runtime which can read globals and memories; they must
    end as the program does, within the limit."""

    def observe(module: Module, names: list[str]) -> Mapping[str, int] | None:
        sample, values = watched(runtime, program, module, names, limit_ns)
        return values if program.ending.of(sample.outcome) else None

    return observe
