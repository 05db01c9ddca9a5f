"""How programs end, and whether runs ended alike."""

import pytest

from reducer.runtimes import Ending, Outcome, TrapKind, common_ending, usual_ending, why_no_ending


def traps(words: str) -> Outcome:
    return Outcome("trapped", None, words)


def exits(code: int) -> Outcome:
    return Outcome("exited", code)


UNREACHABLE = traps("unreachable")
OVERFLOW = Ending(None, (TrapKind.INTEGER_OVERFLOW, TrapKind.BAD_CONVERSION))


@pytest.mark.parametrize(
    ("runs", "ending"),
    [
        pytest.param([exits(0), exits(0)], Ending(), id="normally"),
        pytest.param([exits(3), exits(3)], Ending(3), id="another exit code"),
        pytest.param([exits(3), exits(0)], None, id="other exit codes"),
        pytest.param(
            [traps("wasm trap: wasm `unreachable` instruction executed"), UNREACHABLE],
            Ending(None, (TrapKind.UNREACHABLE,)),
            id="a trap in two engines' words",
        ),
        pytest.param([traps("integer divide by zero"), UNREACHABLE], None, id="other traps"),
        pytest.param([exits(0), UNREACHABLE], None, id="an exit and a trap"),
        pytest.param(
            [traps("integer overflow"), traps("divide result unrepresentable")],
            Ending(None, (TrapKind.INTEGER_OVERFLOW,)),
            id="one side tells more",
        ),
        pytest.param([traps("integer overflow")] * 2, OVERFLOW, id="no side tells which of two"),
        pytest.param([traps("stack overflow")] * 2, None, id="exhausted stacks"),
        pytest.param([Outcome("timed out")] * 2, None, id="time-outs"),
        pytest.param([Outcome("crashed", None, "unreachable")] * 2, None, id="crashes"),
    ],
)
def test_runs_end_alike_by_exit_code_or_by_kind_of_trap(runs: list[Outcome], ending: Ending | None) -> None:
    assert common_ending(runs) == ending


def test_a_trap_that_may_be_the_one_that_is_meant_is_that_ending() -> None:
    division = Ending(None, (TrapKind.INTEGER_OVERFLOW,))
    assert division.of(traps("integer overflow")) and division.of(traps("divide result unrepresentable"))
    assert not division.of(traps("float unrepresentable in integer range"))
    assert not division.of(exits(0)) and not Ending().of(UNREACHABLE)


def test_an_ending_is_told_in_words() -> None:
    assert str(Ending(3)) == "with exit code 3"
    assert str(OVERFLOW) == "in: integer overflow or bad conversion to integer"


@pytest.mark.parametrize(
    ("runs", "ending"),
    [
        pytest.param([UNREACHABLE, UNREACHABLE, exits(0)], Ending(None, (TrapKind.UNREACHABLE,)), id="most"),
        pytest.param([UNREACHABLE, exits(0)], Ending(), id="exit code 0 where none is more usual"),
        pytest.param([traps("stack overflow")] * 3, Ending(), id="none is an ending"),
        pytest.param(
            [
                traps("float unrepresentable"),
                traps("integer overflow"),
                traps("divide result unrepresentable"),
            ],
            Ending(None, (TrapKind.BAD_CONVERSION,)),
            id="one fits two that differ",
        ),
    ],
)
def test_the_usual_ending_is_that_of_most_runs(runs: list[Outcome], ending: Ending) -> None:
    assert usual_ending(runs) == ending


@pytest.mark.parametrize(
    ("runs", "words"),
    [
        pytest.param(
            [exits(0), traps("unreachable")],
            "exits with code 0 on A, traps: unreachable on B; all sides must end alike",
            id="each side is named",
        ),
        pytest.param(
            [traps("stack overflow")] * 2,
            "traps: stack overflow on A and B; the stack is exhausted, and how deep it goes is the "
            "engine's affair",
            id="the stack is the engine's",
        ),
        pytest.param(
            [Outcome("timed out", None, "no end within 1 s")],
            "timed out: no end within 1 s on A; a program must come to its end by itself",
            id="no end",
        ),
        pytest.param(
            [Outcome("invalid", None, "no SIMD")],
            "invalid: no SIMD on A; name a runtime that takes the module",
            id="refused",
        ),
    ],
)
def test_a_line_says_how_each_side_ended_and_why_that_will_not_do(runs: list[Outcome], words: str) -> None:
    assert why_no_ending(zip("AB", runs, strict=False)) == words
