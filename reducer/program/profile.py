"""Which parts of a program run, and how often: one run of a counting copy of its binary shows it
(`wat/counted.py`).

Every function body and every arm of a block has a counter, counted up where it starts, and so has what
follows a block or a `br_if`.  The counts say what is never executed, which loop is the hot one, and which
constants set its trip count.  It knows nothing of time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from reducer.program.program import Program
from reducer.runtimes import FUEL_USED, MOST_FUEL, Runtime, Sample
from reducer.wat.counted import COUNTS, counted
from reducer.wat.errors import WatError
from reducer.wat.instructions import has_trait
from reducer.wat.module import Module
from reducer.wat.printer import print_module
from reducer.wat.tree import Arm, Body, Group, Instr, Node, children, walk

OBSERVER = "wasmtime:opt-level=0,fuel=on"
"""The runtime that counts: it can read a module's globals, and stop a program that never ends.  The release
does not matter to a count."""
OBSERVE_NS = 60_000_000_000
"""An instrumented run may take this long: counting slows a program down by a few times, and large ones run
for seconds."""
OBSERVED_SLOWER, MAX_OBSERVE_NS = 25, 180_000_000_000
"""Of a program that takes long, it may take so many times as long, and no more than that at all."""
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
    the fuel that the instrumented copy took, 0 where that is not known.

    `after` is how often what follows a block or a `br_if` was come to, by the id of its node; what is not
    there is taken for as often as what stands before it.
    """

    functions: Mapping[str, int]
    arms: Mapping[int, int]
    used: int = 0
    after: Mapping[int, int] = field(default_factory=dict)

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
    """By the id of every node of the functions that ran: how often it was executed, its operands being there;
    0 for any other.

    A call that does not return, and a trap, are not looked for: what follows them counts like them.
    """
    found: dict[int, int] = defaultdict(int)
    for function in module.functions:
        runs = profile.functions.get(function.name, 0)
        if runs:
            _count_nodes(module.body(function), runs, profile, found)
    return found


def _count_nodes(body: Body, runs: int, profile: Profile, found: dict[int, int]) -> None:
    """The counts of a body that started so often, in the order in which its nodes are executed."""
    work: list[Step] = list(_entered(body))
    while work:
        how, what = work.pop()
        if what is None:
            continue
        if isinstance(what, Arm):
            runs = profile.arms.get(id(what), 0)
            work += _entered(what.body)
        elif isinstance(what, Group):
            found[id(what)] = runs
            work += _entered(what.items)
        elif how == "enter":
            work.append(("execute", what))
            work += _entered(what.operands)
        elif how == "execute":
            found[id(what)] = runs
            work.append(("leave", what))
            work += _arms_of(what)
        elif what.block is not None or what.op == BR_IF:
            runs = profile.after.get(id(what), found[id(what)])
        elif profile.after and has_trait(what.op, "diverges"):
            runs = 0


def most_below(body: Body, counts: Mapping[int, int]) -> dict[int, int]:
    """By the id of every node of a body: the largest count of it and of all below it."""
    found: dict[int, int] = {}
    for node in reversed(list(walk(body))):
        found[id(node)] = max([counts.get(id(node), 0), *(found[id(child)] for child in children(node))])
    return found


Step = tuple[str, Node | Arm | None]
"""What is done with a node: `enter` it, `execute` it once its operands are there, `leave` it."""
BR_IF = "br_if"


def _entered(body: Body) -> Iterator[Step]:
    return (("enter", node) for node in reversed(body))


def _arms_of(node: Instr) -> Iterator[Step]:
    return (("enter", arm) for arm in reversed(node.block.arms if node.block is not None else ()))


def with_counters(body: Body) -> Iterator[Arm | Instr | None]:
    """What has a counter in a body, in the order that the binary has: an arm; a block or `br_if`, for what
    follows it; None for the `else` that an `if` lacks."""
    work: list[Step] = list(_entered(body))
    while work:
        how, what = work.pop()
        if what is None:
            yield None
        elif isinstance(what, Arm):
            yield what
            work += _entered(what.body)
        elif isinstance(what, Group):
            work += _entered(what.items)
        elif how == "enter":
            work.append(("leave", what))
            if what.op == "if" and what.block is not None and len(what.block.arms) == 1:
                work.append(("enter", None))
            work += [*_arms_of(what), *_entered(what.operands)]
        elif what.block is not None or what.op == BR_IF:
            yield what


def profile(module: Module, observe: Observe) -> Profile | None:
    """The counts of one run of a named module; None where the counting copy did not end normally.

    Bodies that never ran are not parsed, so their arms have no counts.
    """
    counts = observe(module, [COUNTS])
    if counts is None or COUNTS not in counts:
        return None
    functions: dict[str, int] = {}
    arms: dict[int, int] = {}
    after: dict[int, int] = {}
    for index, function in enumerate(module.functions):
        first = counts[f"{FIRST}{index}"]
        functions[function.name] = runs = counts.get(f"{COUNTS}{first}", 0)
        if not runs:
            continue
        for counter, what in enumerate(with_counters(module.body(function)), start=first + 1):
            if what is not None:
                counted_here = arms if isinstance(what, Arm) else after
                counted_here[id(what)] = counts.get(f"{COUNTS}{counter}", 0)
    return Profile(functions, arms, counts.get(FUEL_USED, 0), after)


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
    same: dict[int, int] = {}
    if COUNTS in names:
        # A module with an instruction that the counting does not know yet has no counts.
        with suppress(WatError):
            binary, first, same = counted(binary, len(module.entities("memory")))
    sample, values = runtime.observe(
        binary, names, invocation=program.invocation, timeout_ns=timeout_ns, fuel=fuel
    )
    if COUNTS in values:
        values |= {f"{COUNTS}{one}": values.get(f"{COUNTS}{other}", 0) for one, other in same.items()}
    return sample, {**values, **{f"{FIRST}{index}": counter for index, counter in enumerate(first)}}


def glimpse(runtime: Runtime, program: Program) -> Observe:
    """An Observe that runs copies of a program for GLIMPSE_FUEL instructions, and returns what was counted by
    then, however the run ended."""

    def observe(module: Module, names: list[str]) -> Mapping[str, int] | None:
        _, values = watched(runtime, program, module, names, OBSERVE_NS, GLIMPSE_FUEL)
        return values if all(name in values for name in names) else None

    return observe


def limit_for(run_ns: int) -> int:
    """How long an instrumented run may take of a program that takes `run_ns`, both in ns."""
    return min(MAX_OBSERVE_NS, max(OBSERVE_NS, OBSERVED_SLOWER * run_ns))


def observer(
    runtime: Runtime, program: Program, limit_ns: int = OBSERVE_NS, fuel: int = MOST_FUEL
) -> Observe:
    """Runs copies of a program on a runtime that can read globals and memories; they should end as it does,
    within the limit and with that much fuel."""

    def observe(module: Module, names: list[str]) -> Mapping[str, int] | None:
        sample, values = watched(runtime, program, module, names, limit_ns, fuel)
        return values if program.ending.of(sample.outcome) else None

    return observe
