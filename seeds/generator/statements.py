"""Random statements: cheap ones for the body of the hot loop, and all kinds for the functions around it.

Every loop counts down a local that nothing else may write, and calls stand outside of the short loops, so
that the time of everything but the hot loop stays far below a millisecond.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator import values
from generator.dice import Dice
from generator.tree import Block, If, Name, Node, Signature, constant, get, instruction, put, tee
from generator.values import Scope

# A short loop runs at most this often; two nest at the deepest.
LONGEST_DECOY = 24
DEEPEST_LOOP = 2


@dataclass(frozen=True)
class Callee:
    """Something a function may call: directly, or through a table slot by a type."""

    name: str
    signature: Signature
    slot: int | None = None
    type_name: str | None = None


class StatementMaker:
    """Makes statements for one function: holds its scope and the names already used in it."""

    def __init__(
        self, dice: Dice, scope: Scope, writable_globals: Mapping[str, str], callees: Sequence[Callee] = ()
    ) -> None:
        self._dice = dice
        self._scope = scope
        self._globals = writable_globals
        self._callees = callees
        self._labels = self._fresh_labels()

    @staticmethod
    def _fresh_labels() -> Iterator[str]:
        stems = ("body", "outer", "skip", "again", "done", "next")
        number = 0
        while True:
            for stem in stems:
                yield stem if number == 0 else f"{stem}{number}"
            number += 1

    def label(self) -> str:
        """A label that this function has not used yet."""
        return next(self._labels)

    def cold(self, nesting: int = 0, loops: int = 0) -> Node:
        """A statement of any kind for a function outside of the hot loop."""
        weights: dict[str, float] = {
            "assign": 8,
            "store": 4,
            "global": 2,
            "tee": 1,
            "drop": 0.4,
            "nop": 0.2,
            "guard": 0.3,
        }
        if nesting < 3:
            weights |= {"if": 2.0, "block": 1.0, "switch": 0.5}
        if loops < DEEPEST_LOOP and nesting < 3:
            weights["loop"] = 0.7
        if self._callees and loops == 0:
            weights["call"] = 2
        kinds: dict[str, Callable[[], Node]] = {
            "assign": lambda: self._assign(self._dice.integer(1, 4)),
            "store": lambda: self._store(self._dice.integer(1, 3)),
            "global": self._global,
            "tee": self._tee,
            "drop": lambda: instruction("drop", self._value("i64", 2)),
            "nop": lambda: instruction("nop"),
            "guard": self._guarded_unreachable,
            "if": lambda: self._if(nesting, loops),
            "block": lambda: self._block(nesting, loops),
            "switch": lambda: self._switch(nesting, loops),
            "loop": lambda: self.decoy_loop(nesting, loops),
            "call": self._call,
        }
        return kinds[self._dice.weighted(weights)]()

    def hot(self, counter: str, helper: Callee | None) -> Node:
        """A cheap statement for the body of the hot loop; it depends on the counter or on an accumulator."""
        weights: dict[str, float] = {
            "chain": 6,
            "load": 2,
            "store": 2,
            "if": 1.5,
            "block": 0.8,
            "select": 1.5,
            "tee": 1,
        }
        integers = {name: type_ for name, type_ in self._globals.items() if type_ in ("i32", "i64")}
        if integers:
            weights["global"] = 1.5
        if helper is not None:
            weights["call"] = 0.3
        match self._dice.weighted(weights):
            case "load":
                return self._hot_load(counter)
            case "store":
                kept = values.value(self._dice, self._scope, "i64", 0)
                return values.store(self._dice, values.shaped_counter(self._dice, counter), kept, "i64")
            case "if":
                arms = (self._chain(counter),), (self._chain(counter),) if self._dice.chance(0.5) else ()
                return If(self._rare(counter), *arms)
            case "block":
                label = self.label()
                leave = instruction("br_if", Name("label", label), self._rare(counter))
                return Block("block", label, (leave, self._chain(counter)))
            case "select":
                target = self._dice.choice(self._scope.assignable("i64"))
                changed = instruction("i64.xor", get(target), constant("i64", self._dice.odd_constant()))
                return put(target, instruction("select", changed, get(counter), self._rare(counter)))
            case "tee":
                source, target = (self._dice.choice(self._scope.assignable("i64")) for _ in range(2))
                mixed = instruction("i64.add", get(source), get(counter))
                return put(
                    target,
                    instruction("i64.xor", tee(source, mixed), constant("i64", self._dice.odd_constant())),
                )
            case "global":
                name = self._dice.choice(tuple(integers))
                return instruction(
                    "global.set", Name("global", name), self._counter_as(counter, integers[name])
                )
            case "call":
                assert helper is not None
                target = self._dice.choice(self._scope.assignable("i32"))
                called = instruction("call", Name("func", helper.name), *self._arguments(helper.signature))
                return put(target, called)
            case _:
                return self._chain(counter)

    def _counter_as(self, counter: str, type_: str) -> Node:
        if type_ == "i32":
            return values.shaped_counter(self._dice, counter)
        return instruction("i64.xor", get(counter), constant("i64", self._dice.odd_constant()))

    def _chain(self, counter: str) -> Node:
        """accumulator = accumulator op (counter op constant): one or two cycles of latency."""
        type_ = self._dice.weighted({"i64": 2, "i32": 1})
        target = self._dice.choice(self._scope.assignable(type_))
        operator = self._dice.choice(values.CHEAP_OPERATORS)
        return put(target, instruction(f"{type_}.{operator}", get(target), self._counter_as(counter, type_)))

    def _hot_load(self, counter: str) -> Node:
        type_ = self._dice.choice(("i32", "i64"))
        target = self._dice.choice(self._scope.assignable(type_))
        opcode = f"{type_}.load"
        address = values.masked_address(
            self._dice, values.shaped_counter(self._dice, counter), values.LOADS[type_][opcode]
        )
        return put(target, instruction(f"{type_}.add", get(target), instruction(opcode, address)))

    def _rare(self, counter: str) -> Node:
        """True once in 16 or 64 iterations: a branch that processors predict."""
        period = constant("i64", self._dice.choice((15, 63)))
        return instruction("i64.eqz", instruction("i64.and", get(counter), period))

    def _value(self, type_: str, depth: int) -> Node:
        return values.value(self._dice, self._scope, type_, depth)

    def _assign(self, depth: int) -> Node:
        target = self._dice.choice(sorted(self._scope.writable))
        return put(target, self._value(self._scope.locals[target], depth))

    def _tee(self) -> Node:
        integers = self._scope.assignable("i32")
        first, second = self._dice.choice(integers), self._dice.choice(integers)
        return put(first, instruction("i32.add", tee(second, self._value("i32", 2)), self._value("i32", 1)))

    def _store(self, depth: int) -> Node:
        type_ = self._dice.choice(("i32", "i64"))
        return values.store(self._dice, self._value("i32", depth), self._value(type_, depth), type_)

    def _global(self) -> Node:
        if not self._globals:
            return self._store(2)
        name = self._dice.choice(tuple(self._globals))
        return instruction("global.set", Name("global", name), self._value(self._globals[name], 2))

    def _guarded_unreachable(self) -> Node:
        return If(constant("i32", 0), (instruction("unreachable"),))

    def _several(self, nesting: int, loops: int) -> tuple[Node, ...]:
        return tuple(self.cold(nesting + 1, loops) for _ in range(self._dice.integer(1, 2)))

    def _if(self, nesting: int, loops: int) -> Node:
        condition = values.condition(self._dice, self._scope, 2)
        if self._dice.chance(0.25):
            target = self._dice.choice(self._scope.assignable("i32"))
            return put(target, If(condition, (self._value("i32", 2),), (self._value("i32", 2),), "i32"))
        otherwise = self._several(nesting, loops) if self._dice.chance(0.4) else ()
        return If(condition, self._several(nesting, loops), otherwise)

    def _block(self, nesting: int, loops: int) -> Node:
        label = self.label()
        leave = instruction("br_if", Name("label", label), values.condition(self._dice, self._scope, 1))
        return Block("block", label, (*self._several(nesting, loops), leave, *self._several(nesting, loops)))

    def _switch(self, nesting: int, loops: int) -> Node:
        inner, outer = self.label(), self.label()
        targets = [Name("label", self._dice.choice((inner, outer))) for _ in range(self._dice.integer(2, 4))]
        jump = instruction("br_table", *targets, self._value("i32", 1))
        return Block("block", outer, (Block("block", inner, (jump,)), *self._several(nesting, loops)))

    def decoy_loop(self, nesting: int = 0, loops: int = 0) -> Node:
        """A loop like the hot one, but short."""
        if not self._scope.counters:
            return self._assign(2)
        counter, label = self._scope.counters.pop(), self.label()
        start = put(counter, constant("i64", self._dice.integer(2, LONGEST_DECOY)))
        less = instruction("i64.sub", get(counter), constant("i64", 1))
        again = instruction("i64.ne", tee(counter, less), constant("i64", 0))
        body = tuple(self.cold(nesting + 1, loops + 1) for _ in range(self._dice.integer(1, 4)))
        # The block makes one statement of the start value and the loop. The counter is not used again.
        return Block(
            "block",
            self.label(),
            (start, Block("loop", label, (*body, instruction("br_if", Name("label", label), again)))),
        )

    def _call(self) -> Node:
        return self.call(self._dice.choice(self._callees))

    def call(self, callee: Callee) -> Node:
        """A call as a statement: its result goes to a local."""
        arguments = self._arguments(callee.signature)
        called: Node
        if callee.slot is not None and callee.type_name is not None and self._dice.chance(0.3):
            called = instruction(
                "call_indirect", Name("type", callee.type_name), *arguments, constant("i32", callee.slot)
            )
        else:
            called = instruction("call", Name("func", callee.name), *arguments)
        result = callee.signature.result
        if result is None:
            return called
        names = self._scope.assignable(result)
        return put(self._dice.choice(names), called) if names else instruction("drop", called)

    def _arguments(self, signature: Signature) -> list[Node]:
        return [self._value(type_, 1) for type_ in signature.parameters]
