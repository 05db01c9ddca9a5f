"""A whole program: the hot loop with its target, the functions around it, and the fields nobody uses.

The shape is that of differential tests as fuzzers make them: `_start` runs a few short things, one long
count-down loop, a few more, and ends by `proc_exit(0)` or by returning.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator import fields
from generator.dice import Dice
from generator.loops import SHAPES, draw_shape, hot_loop
from generator.statements import Callee, StatementMaker
from generator.targets import FAMILIES, TARGET_FUNCTIONS, TARGET_GLOBALS
from generator.text import FunctionPrinter, Layout, ModuleNames, Style, function_lines
from generator.tree import (
    Function,
    Name,
    Node,
    Signature,
    constant,
    get,
    instruction,
)
from generator.values import Scope, leaf, store

VALUE_TYPES = ("i32", "i64", "f32", "f64")
LAYOUTS: tuple[Layout, ...] = ("folded", "flat", "mixed")
# Text sizes, bytes: between 30 and 60 KB with room for the header.
_LIMITS = 32_000, 58_000
# Functions are filled by an estimate of their size. Whole texts come out longer than that, by a fifth or so;
# a few corrections bring them into the limits.
USUAL_SCALE = 0.8
MOST_ATTEMPTS = 12
STATEMENTS = (5, 20)
TARGETS = (1, 4)
FUNCTIONS = (20, 40)
# In a program whose size is asked for: many functions do not fit into a small one.
FEWER_FUNCTIONS = (8, 16)
# What the statements of the hot loop may write. The counter `i` is declared beside them, out of reach.
ACCUMULATORS = {"a": "i32", "c": "i32", "b": "i64", "d": "i64"}
# 2^22 to 2^24 trips take the slow side a tenth of a second to a second.
FEWEST_TRIPS, MOST_TRIPS = 2**22, 2**24


@dataclass(frozen=True)
class Request:
    """What to make. Whatever is None is drawn from the seed."""

    family: str
    seed: int
    instruction: str | None = None
    targets: int | None = None
    statements: int | None = None
    trip_count: int | None = None
    shape: str | None = None
    size: int | None = None

    @property
    def text_bytes(self) -> tuple[int, int]:
        """The limits of the text's size in bytes: a third below and above the size asked for."""
        return _LIMITS if self.size is None else (self.size * 2 // 3, self.size * 4 // 3)


@dataclass(frozen=True)
class Program:
    """The text of a module, without header, and what was drawn for it."""

    text: str
    trip_count: int
    instructions: tuple[str, ...]


def make_program(request: Request) -> Program:
    """The program asked for, with a text within the request's limits.

    Raises ValueError where the request names a shape that there is not, or an instruction that the family
    lacks.
    """
    if request.shape not in (None, *SHAPES):
        raise ValueError(f"there is no shape {request.shape}; there are {', '.join(SHAPES)}")
    smallest, largest = request.text_bytes
    scale = USUAL_SCALE
    for _ in range(MOST_ATTEMPTS):
        program = ProgramMaker(request, scale).make()
        size = len(program.text.encode())
        if smallest <= size <= largest:
            return program
        scale *= (smallest + largest) / 2 / size
    raise ValueError(f"seed {request.seed} gives no text of {smallest} to {largest} bytes: take another")


class ProgramMaker:
    """Makes one program; holds the dice and what has been declared so far."""

    def __init__(self, request: Request, scale: float) -> None:
        self._request = request
        self._scale = scale
        self._dice = Dice(f"{request.family}/{request.seed}")
        self._family = FAMILIES[request.family]
        self._functions: list[Function] = []
        self._globals: dict[str, str] = {}
        self._targets: list[str] = []

    def make(self) -> Program:
        """The program.

        Raises ValueError where the request names an instruction that the family lacks.
        """
        dice = self._dice
        known = tuple(self._family.instructions)
        if self._request.instruction is not None and self._request.instruction not in known:
            raise ValueError(
                f"family {self._request.family} has {', '.join(known) or 'no target instruction'}"
            )
        self._trip_count = self._draw_trip_count()
        self._globals = {f"state_{index}": dice.choice(VALUE_TYPES) for index in range(dice.integer(3, 9))}
        all_globals = dict(self._globals)
        if self._request.family == "global_rmw":
            all_globals |= TARGET_GLOBALS
        self._types = {
            f"signature_{index}": Signature(
                tuple(dice.choice(VALUE_TYPES) for _ in range(dice.integer(0, 3))),
                dice.choice((None, *VALUE_TYPES)),
            )
            for index in range(dice.integer(5, 9))
        }
        self._make_functions()
        referenced = TARGET_FUNCTIONS if self._request.family == "ref_func" else ()
        declarations = fields.Declarations(all_globals, self._types, self._slots, referenced)
        return Program(self._print(declarations), self._trip_count, tuple(self._targets))

    def _draw_trip_count(self) -> int:
        if self._request.trip_count is not None:
            return self._request.trip_count
        trips = self._dice.integer(FEWEST_TRIPS, MOST_TRIPS)
        kind = self._dice.weighted({"power": 3, "round": 4, "any": 3})
        if kind == "power":
            return int(2 ** self._dice.integer(22, 24))
        return round(trips, -5) if kind == "round" else trips

    # --- functions

    def _make_functions(self) -> None:
        dice = self._dice
        count = dice.integer(*(FUNCTIONS if self._request.size is None else FEWER_FUNCTIONS))
        budget = int(self._scale * dice.integer(*self._request.text_bytes) / (count + 2))
        leaves = [self._cold_function(f"leaf_{index}", [], budget) for index in range(count // 2)]
        self._slots = [leaf.name for leaf in dice.shuffled(leaves)[: dice.integer(3, 8)]]
        callees = [self._callee(leaf) for leaf in leaves]
        uppers = [
            self._cold_function(f"stage_{index}", callees, budget) for index in range(count - count // 2)
        ]
        helper = self._helper()
        once = dice.shuffled(uppers)[: dice.integer(3, 8)]
        self._functions = dice.shuffled([*leaves, *uppers, helper])
        kernel = self._start(helper, [self._callee(function) for function in once])
        self._functions.insert(dice.integer(0, len(self._functions)), kernel)

    def _callee(self, function: Function) -> Callee:
        slot = self._slots.index(function.name) if function.name in self._slots else None
        type_name = next(name for name, signature in self._types.items() if signature == function.signature)
        return Callee(function.name, function.signature, slot, type_name)

    def _cold_function(self, name: str, callees: list[Callee], budget: int) -> Function:
        """A function with statements until its text, written plainly, has about `budget` bytes."""
        dice = self._dice
        signature = dice.choice(tuple(self._types.values()))
        function = Function(name, signature, [f"p{index}" for index in range(len(signature.parameters))], {})
        function.locals = {"a": "i32", "b": "i64"} | {
            f"t{index}": dice.choice(VALUE_TYPES) for index in range(dice.integer(0, 4))
        }
        counters = [f"n{index}" for index in range(dice.integer(1, 3))]
        # Made before the counters are declared: they may be read, never written.
        scope = self._scope(function)
        scope.counters = list(counters)
        function.locals |= dict.fromkeys(counters, "i64")
        scope.locals |= dict.fromkeys(counters, "i64")
        maker = StatementMaker(dice, scope, self._globals, callees)
        budget = int(budget * dice.choice((0.5, 0.8, 1, 1.2, 1.5)))
        size = 0
        while size < budget:
            node = maker.cold()
            size += self._plain_size(function, node)
            function.body.append(node)
        if signature.result is not None:
            result = leaf(dice, scope, signature.result)
            function.body.append(instruction("return", result) if dice.chance(0.3) else result)
        return function

    def _scope(self, function: Function) -> Scope:
        types = dict(zip(function.parameters, function.signature.parameters, strict=True)) | function.locals
        return Scope(types, set(types), self._globals)

    def _plain_size(self, function: Function, node: Node) -> int:
        """Bytes of a node in flat text, by which the size of the whole is steered; draws nothing."""
        names = ModuleNames({}, {}, {})
        printer = FunctionPrinter(function, names, Style("flat", False, 0.0, 0.0), Dice("plain"))
        return sum(len(line) + 1 for line in printer.lines([node], 2))

    def _helper(self) -> Function:
        """One small function that the hot loop may call."""
        dice = self._dice
        function = Function("mix", Signature(("i32", "i32"), "i32"), ["x", "y"], {})
        operator, constant_ = dice.choice(("xor", "add", "sub")), constant("i32", dice.odd_constant() % 2**31)
        function.body = [
            instruction(f"i32.{operator}", instruction("i32.add", get("x"), get("y")), constant_)
        ]
        return function

    # --- the hot loop

    def _start(self, helper: Function, once: list[Callee]) -> Function:
        """`_start`: short things, the hot loop (at times in a function of its own), short things, the end."""
        dice = self._dice
        function = Function("main", Signature(), [], dict(ACCUMULATORS))
        scope = self._scope(function)
        scope.counters = ["n0", "n1"]
        function.locals |= dict.fromkeys(("n0", "n1", "i"), "i64") | self._more_counters()
        maker = StatementMaker(dice, scope, self._globals, once)
        if dice.chance(0.25):
            kernel = Function("kernel", Signature(), [], dict(ACCUMULATORS))
            kernel_maker = StatementMaker(dice, self._scope(kernel), self._globals)
            kernel.locals |= {"i": "i64"} | self._more_counters()
            kernel.body = [*self._hot_loop(kernel_maker, helper), *self._keep_results()]
            self._functions.insert(dice.integer(0, len(self._functions)), kernel)
            hot: list[Node] = [instruction("call", Name("func", "kernel"))]
        else:
            hot = [*self._hot_loop(maker, helper), *self._keep_results()]
        around: list[Node] = [maker.call(callee) for callee in once]
        around += [maker.cold(loops=1) for _ in range(dice.integer(2, 6))]
        around.append(maker.decoy_loop(loops=1))
        around = dice.shuffled(around)
        middle = dice.integer(0, len(around))
        function.body = [*around[:middle], *hot, *around[middle:], *self._ending()]
        return function

    def _more_counters(self) -> dict[str, str]:
        return {"j": "i32"} if self._request.shape == "nested" else {}

    def _hot_loop(self, maker: StatementMaker, helper: Function) -> list[Node]:
        # The body comes first: what is drawn, and in which order, makes the committed seeds.
        body = self._hot_body(maker, helper)
        shape = self._request.shape or draw_shape(self._dice)
        return hot_loop(shape, body, self._trip_count, maker.label)

    def _hot_body(self, maker: StatementMaker, helper: Function) -> list[Node]:
        dice, request = self._dice, self._request
        statements = request.statements if request.statements is not None else dice.integer(*STATEMENTS)
        targets = request.targets if request.targets is not None else dice.integer(*TARGETS)
        callee = Callee(helper.name, helper.signature)
        body = [maker.hot("i", callee) for _ in range(statements)]
        for _ in range(targets if self._family.instructions else 0):
            name = request.instruction or dice.choice(tuple(self._family.instructions))
            self._targets.append(name)
            body.insert(dice.integer(0, len(body)), self._family.instructions[name](dice, "i"))
        return body

    def _keep_results(self) -> list[Node]:
        """Stores of the accumulators, without which an engine might drop the work."""
        sum_ = instruction(
            "i64.add", get("b"), instruction("i64.xor", get("d"), instruction("i64.extend_i32_u", get("a")))
        )
        address = constant("i32", 8 * self._dice.integer(0, 100))
        return [
            store(self._dice, address, sum_, "i64"),
            instruction("i32.store16", "offset=1024", address, get("c")),
        ]

    def _ending(self) -> list[Node]:
        if self._dice.chance(0.8):
            return [instruction("call", Name("func", "proc_exit"), constant("i32", 0))]
        return [instruction("return")] if self._dice.chance(0.5) else []

    # --- text

    def _print(self, declarations: fields.Declarations) -> str:
        dice = self._dice
        names = ModuleNames(
            {name: index for index, name in enumerate(declarations.globals)},
            {
                name: index
                for index, name in enumerate(["proc_exit", *(function.name for function in self._functions)])
            },
            {name: index for index, name in enumerate(declarations.types)},
            anonymous=dice.chance(0.12),
        )
        layout: Layout = dice.choice(LAYOUTS)
        comment_rate = dice.choice((0.01, 0.03, 0.06))
        export_inline = dice.chance(0.5)
        functions: list[str] = []
        for function in self._functions:
            style = Style(layout, dice.chance(0.12), comment_rate, dice.choice((0, 0, 0.3)))
            type_name = None
            if function.signature in self._types.values() and dice.chance(0.4):
                type_name = next(name for name, known in self._types.items() if known == function.signature)
            export = "_start" if function.name == "main" and export_inline else None
            functions += function_lines(function, names, style, dice, type_name, export)
        main = names.functions["main"] if names.anonymous else "$main"
        exports = [] if export_inline else [f'  (export "_start" (func {main}))']
        before, after = fields.lines(declarations, names, dice)
        own = self._family.fields.splitlines()
        return "\n".join(["(module", *before, *functions, *exports, *after, *own, ")"]) + "\n"
