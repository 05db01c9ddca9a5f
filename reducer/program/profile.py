"""What of a program runs, and how often: one run of an instrumented copy tells.

Every function body and every arm of a block gets a counter, an exported global, counted up where it starts.
The counts say what is never executed, which loop is the hot one, and which constants set its trip count.  It
knows nothing of time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from reducer.program.program import Program
from reducer.runtimes import FUEL_USED, Runtime
from reducer.wat.module import Field, FunctionContext, Module
from reducer.wat.printer import print_module
from reducer.wat.rebuild import Nodes, rebuild
from reducer.wat.tree import Arm, Body, Group, Instr, Node, children

OBSERVER = "wasmtime:fuel=on"
"""Counts are read on the runtime that can show a module's globals, and stops what never ends; which release
does not matter to a count."""
OBSERVE_NS = 10_000_000_000
"""An instrumented run may take this long; counting slows a loop down by a few times, and seeds run for
seconds at most."""
COUNTER = "wreduce_count_"
"""The exported globals are called this and a number."""

Observe = Callable[[Module, list[str]], Mapping[str, int] | None]
"""Runs a module to its end and gives the exported globals asked for; None where it does not end normally."""


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
        """By the id of every node of a body: the largest count of an arm below it (0 where it has none)."""
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
    """By the id of every node: how often the arm or function that it stands in started."""
    found: dict[int, int] = {}
    for function in module.functions:
        work: list[tuple[Node, int]] = [
            (node, profile.functions.get(function.name, 0)) for node in module.body(function)
        ]
        while work:
            node, count = work.pop()
            found[id(node)] = count
            arms = node.block.arms if isinstance(node, Instr) and node.block is not None else ()
            inside = {id(item): profile.arms.get(id(arm), 0) for arm in arms for item in arm.body}
            work += [(child, inside.get(id(child), count)) for child in children(node)]
    return found


def _count(name: str) -> Instr:
    """`name = name + 1`."""
    one = Instr("i64.const", ("1",), (), ("i64",))
    read = Instr("global.get", (name,), (), ("i64",))
    return Instr("global.set", (name,), (Instr("i64.add", (), (read, one), ("i64",)),))


class _Instrumented:
    """The instrumented copy of a module while it is made, and which counter counts what."""

    def __init__(self, module: Module) -> None:
        self.functions: dict[str, str] = {}
        self.arms: dict[int, str] = {}
        fields = [
            self._function(module, entry) if entry.keyword == "func" and entry.imported is None else entry
            for entry in module.fields
        ]
        counters = [*self.functions.values(), *self.arms.values()]
        fields += [
            Field("global", f'(global ${name} (export "{name}") (mut i64) (i64.const 0))')
            for name in counters
        ]
        self.counters = counters
        self.module = module.with_fields(fields)

    def _next(self) -> str:
        return f"{COUNTER}{len(self.functions) + len(self.arms)}"

    def _function(self, module: Module, entry: Field) -> Field:
        self.functions[entry.name] = name = self._next()
        body = rebuild(module.body(entry), FunctionContext(module, entry).results(), self._node)
        return entry.with_tree((_count(f"${name}"), *body))

    def _node(self, node: Node, before: Node) -> Nodes:
        if (
            isinstance(node, Group)
            or node.block is None
            or not isinstance(before, Instr)
            or before.block is None
        ):
            return (node,)
        arms = []
        for arm, original in zip(node.block.arms, before.block.arms, strict=True):
            self.arms[id(original)] = name = self._next()
            arms.append(Arm(arm.keyword, arm.immediates, (_count(f"${name}"), *arm.body)))
        old = node.block
        block = replace(old, arms=tuple(arms))
        return (
            Instr(node.op, node.immediates, node.operands, node.results, block, "", node.pinned, node.joined),
        )


def profile(module: Module, observe: Observe) -> Profile | None:
    """The counts of one run of a named module, None where the instrumented copy did not end normally."""
    made = _Instrumented(module)
    counts = observe(made.module, made.counters)
    if counts is None:
        return None
    return Profile(
        {function: counts[name] for function, name in made.functions.items()},
        {arm: counts[name] for arm, name in made.arms.items()},
        counts.get(FUEL_USED, 0),
    )


def observer(runtime: Runtime, program: Program, limit_ns: int = OBSERVE_NS) -> Observe:
    """Runs instrumented copies of a program on a runtime that can read globals; they should end as it
    does, within the limit."""

    def observe(module: Module, names: list[str]) -> Mapping[str, int] | None:
        binary = program.assembler.assemble(print_module(module))
        sample, values = runtime.observe(binary, names, invocation=program.invocation, timeout_ns=limit_ns)
        return values if program.ending.of(sample.outcome) else None

    return observe
