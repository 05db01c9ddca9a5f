"""Where the time of a program is spent: in calls of one function, or in rounds of one loop.

One metered run tells what the calls of every function cost with all that they call.  Costs are counts:
nothing is timed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reducer.errors import WreduceError
from reducer.program.profile import MAX_OBSERVE_NS, Profile, node_counts, with_counters
from reducer.program.program import Program
from reducer.runtimes import Runtime
from reducer.wat.metered import COSTS, Called, calls, metered
from reducer.wat.module import Module
from reducer.wat.tree import Body, Group, Instr, Node, instructions

MIN_SHARE = 0.2
"""Calls of about one cost are worth a kernel where they take this share of all or more."""
LARGE_SHARE = 0.5
"""Those that take so much are tried before all others."""
MIN_COST = 64
"""Of a call of fewer instructions, the loop around it is a large part."""
MIN_CALLS = 8
"""A call that costs more than this part of all is nearly the program: one of its loops is looked for."""
MIN_ROUNDS = 64
"""A loop that goes round less often is not what a call is long for."""
ROUNDS_COSTS = (2_000, 20_000)
"""Instructions of so many rounds of a loop as one trip makes.  Of few, less code is left; of many, what is
restored before weighs less, and they are more like all."""
MAX_SPOTS = 6
"""Each costs a whole run to record."""
MAX_SPOTS_OF_ONE = 3
_PLAIN_BLOCKS = ("block", "loop", "if")


class KernelError(WreduceError):
    """Why there is no kernel, in words that follow "no kernel: "."""


@dataclass(frozen=True)
class Spot:
    """Calls of one function that cost about the same: the function's name, the share of the whole cost that
    they take, and one of them.

    With `rounds`, so many of a loop of that function: the loop's arm is the function's `arm`th, counted from
    1, and the call that which round.
    """

    function: str
    share: float
    called: Called
    arm: int = 0
    rounds: int = 0

    @property
    def in_words(self) -> str:
        """What is called over and over."""
        one = f"call {self.called.call} of {self.function}"
        if self.rounds:
            one = f"{self.rounds} rounds of a loop of {self.function}, from round {self.called.call} on"
        return f"{one}, where {self.share:.0%} of all instructions are executed"


@dataclass(frozen=True)
class Loop:
    """A loop in a body, and the blocks around it, the outermost first."""

    node: Instr
    around: tuple[Instr, ...]


def spots(program: Program, counts: Profile, runtime: Runtime) -> list[Spot]:
    """The calls that take most of a program's cost, and the loops of calls that take nearly all: those that
    take most first, and of these the ones that cost least.

    Raises KernelError where the metered run does not end as the program does, and WatError.
    """
    module = program.module
    watched = {
        index: len(module.function_type(entry.name).params)
        for index, entry in enumerate(module.functions)
        if counts.functions.get(entry.name, 0)
    }
    memories = len(module.entities("memory"))
    binary = metered(program.binary, len(module.entities("function")), memories, watched)
    sample, values = runtime.observe(
        binary, [COSTS], invocation=program.invocation, timeout_ns=MAX_OBSERVE_NS
    )
    if not program.ending.of(sample.outcome):
        raise KernelError(f"the metered run ends otherwise ({sample.outcome.in_words})")
    total, found = calls(values, watched)
    large = [one for one in found if one.together >= MIN_SHARE * total]
    likely = [
        Spot(module.functions[one.function].name, min(1.0, one.together / total), one)
        for one in large
        if MIN_COST <= one.cost <= total / MIN_CALLS
    ]
    costs: Counter[str] = Counter()
    for one in found:
        costs[module.functions[one.function].name] += one.together
    long = [one for one in large if one.cost > total / MIN_CALLS]
    likely += _rounds(module, counts, long, costs, total)
    likely.sort(key=lambda spot: (spot.share < LARGE_SHARE, spot.called.cost))
    taken: Counter[tuple[str, bool]] = Counter()
    chosen = []
    for spot in likely:
        kind = spot.function, spot.rounds > 0
        taken[kind] += 1
        if taken[kind] <= MAX_SPOTS_OF_ONE:
            chosen.append(spot)
    return chosen[:MAX_SPOTS]


def _rounds(
    module: Module, counts: Profile, long: Sequence[Called], costs: Mapping[str, int], total: int
) -> Iterator[Spot]:
    """Rounds of the loops that make these calls long; `costs` are of all calls of every function.

    Rounds of an outer loop may be few and unlike each other, those of an inner one may soon be over.
    """
    longest: dict[int, Called] = {}
    for one in sorted(long, key=lambda one: one.cost):
        longest[one.function] = one
    executed = node_counts(module, counts)

    def cost_of(nodes: Body) -> float:
        cost = 0.0
        for node in instructions(nodes):
            called = node.immediates[0] if node.op == "call" else ""
            each = costs[called] / max(1, counts.functions.get(called, 0)) if called in costs else 1.0
            cost += executed[id(node)] * (1.0 + each)
        return cost

    for one in longest.values():
        function = module.functions[one.function]
        body = module.body(function)
        numbers = {id(arm): number for number, arm in enumerate(with_counters(body), 1) if arm is not None}
        whole = cost_of(body)
        for loop in loops(body):
            arm = loop.node.block.arms[0] if loop.node.block is not None else None
            started = counts.arms.get(id(arm), 0)
            a_round = one.cost / max(1, started)
            if started < MIN_ROUNDS or a_round > total / MIN_CALLS:
                continue
            if cost_of((loop.node,)) < LARGE_SHARE * whole:
                continue
            most = started // MIN_CALLS
            for rounds in {max(1, min(round(cost / a_round), most)) for cost in ROUNDS_COSTS}:
                called = one._replace(call=started // 2, cost=max(1, round(a_round * rounds)))
                yield Spot(function.name, one.cost / total, called, numbers[id(arm)], rounds)


def loops(body: Body) -> list[Loop]:
    """The loops of a body that can go on from their start alone, the outermost first."""
    found: list[Loop] = []
    work: list[tuple[Node, tuple[Instr, ...]]] = [(node, ()) for node in body]
    while work:
        node, around = work.pop()
        if isinstance(node, Group):
            work += [(item, around) for item in node.items]
            continue
        work += [(operand, around) for operand in node.operands]
        if node.block is None:
            continue
        plain = node.op in _PLAIN_BLOCKS and not node.block.type.params and len(node.results) <= 1
        if node.op == "loop" and plain:
            found.append(Loop(node, around))
        if plain:
            inside = (*around, node)
            work += [(item, inside) for arm in node.block.arms for item in arm.body]
    return sorted(found, key=lambda loop: len(loop.around))
