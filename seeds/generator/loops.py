"""The shapes of a hot loop: how it counts its trips, and whether something stands around it.

The counter is the local `i`, an i64; the last word of how often the body runs is the program's trip count.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from generator.dice import Dice
from generator.tree import Block, Instruction, Name, Node, constant, get, instruction, put, tee

COUNTER = "i"
DRAWN_SHAPES: Mapping[str, float] = {"set": 4, "tee": 3, "greater": 2, "while": 2}
"""What is drawn where a request names no shape, and how often. Committed seeds hang on it."""
NESTED_TRIPS = 50
"""How often the outer of two loops goes round."""

Labels = Callable[[], str]


def hot_loop(shape: str, body: Sequence[Node], trip_count: int, label: Labels) -> list[Node]:
    """Statements that run the body `trip_count` times (nested: to the nearest multiple of the outer loop's).

    Raises KeyError for an unknown shape.
    """
    return SHAPES[shape](body, trip_count, label)


def draw_shape(dice: Dice) -> str:
    """One of the shapes that count down in one loop."""
    return dice.weighted(DRAWN_SHAPES)


def _down(test: Callable[[], Sequence[Node]]) -> Callable[[Sequence[Node], int, Labels], list[Node]]:
    """Counts down to nothing, and tests at the end: `test` gives the step, and last the condition."""

    def make(body: Sequence[Node], trip_count: int, label: Labels) -> list[Node]:
        loop, _ = label(), label()
        *step, condition = test()
        again = instruction("br_if", Name("label", loop), condition)
        return [_start(trip_count), Block("loop", loop, (*body, *step, again))]

    return make


def _while(body: Sequence[Node], trip_count: int, label: Labels) -> list[Node]:
    """Counts down, and tests before the body."""
    loop, done = label(), label()
    leave = instruction("br_if", Name("label", done), instruction("i64.eqz", get(COUNTER)))
    return [_start(trip_count), _left_at_start(loop, done, leave, [*body, put(COUNTER, _less())])]


def _up(body: Sequence[Node], trip_count: int, label: Labels) -> list[Node]:
    """Counts up to a limit, and tests at the end."""
    loop = label()
    more = instruction("i64.lt_u", tee(COUNTER, _more()), constant("i64", trip_count))
    again = instruction("br_if", Name("label", loop), more)
    return [_start(0), Block("loop", loop, (*body, again))]


def _up_while(body: Sequence[Node], trip_count: int, label: Labels) -> list[Node]:
    """Counts up to a limit, and tests before the body."""
    loop, done = label(), label()
    over = instruction("i64.ge_s", get(COUNTER), constant("i64", trip_count))
    leave = instruction("br_if", Name("label", done), over)
    return [_start(0), _left_at_start(loop, done, leave, [*body, put(COUNTER, _more())])]


def _nested(body: Sequence[Node], trip_count: int, label: Labels) -> list[Node]:
    """A loop in a loop: the inner one counts down, the outer one in a local `j`."""
    inner = _down(_by_set)(body, max(1, trip_count // NESTED_TRIPS), label)
    loop = label()
    less = instruction("i32.sub", get("j"), constant("i32", 1))
    again = instruction("br_if", Name("label", loop), tee("j", less))
    return [put("j", constant("i32", NESTED_TRIPS)), Block("loop", loop, (*inner, again))]


def _start(value: int) -> Instruction:
    return put(COUNTER, constant("i64", value))


def _less() -> Instruction:
    return instruction("i64.sub", get(COUNTER), constant("i64", 1))


def _more() -> Instruction:
    return instruction("i64.add", get(COUNTER), constant("i64", 1))


def _left_at_start(loop: str, done: str, leave: Node, body: Sequence[Node]) -> Block:
    back = instruction("br", Name("label", loop))
    return Block("block", done, (Block("loop", loop, (leave, *body, back)),))


def _by_set() -> Sequence[Node]:
    return [put(COUNTER, _less()), instruction("i64.ne", get(COUNTER), constant("i64", 0))]


def _by_tee() -> Sequence[Node]:
    return [instruction("i64.ne", tee(COUNTER, _less()), constant("i64", 0))]


def _by_greater() -> Sequence[Node]:
    return [put(COUNTER, _less()), instruction("i64.gt_s", get(COUNTER), constant("i64", 0))]


SHAPES: Mapping[str, Callable[[Sequence[Node], int, Labels], list[Node]]] = {
    "set": _down(_by_set),
    "tee": _down(_by_tee),
    "greater": _down(_by_greater),
    "while": _while,
    "up": _up,
    "up-while": _up_while,
    "nested": _nested,
}
"""By name. The body must leave `i` (and `j`, where shapes nest) alone."""
