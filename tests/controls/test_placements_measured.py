"""Placements measured: simulated engines that are slow by what a loop is, or by where it lies."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from simulated_engine import seed_program
from simulated_runtime import SimulatedRuntime

from reducer.controls.placement import Case, measure_placements, placements_of
from reducer.oracle.placement import MOVED, PADDED
from reducer.program.profile import Profile
from reducer.program.program import Program
from reducer.records.findings import from_json, to_json
from reducer.records.itself import PlacementFinding
from reducer.runtimes import Outcome

BORDER, LENGTH = 32, 17
"""A loop of so many bytes straddles a border of 32 at every second place."""
NS, TRIPS = 2e-9, 4_000_000
LOOP = bytes((0x03, 0x40))


def case_of(program: Program, calls: int = 1) -> Case:
    main = next(entry for entry in program.module.functions if entry.name == "$main")
    loop = next(node for node in program.module.body(main) if getattr(node, "op", "") == "loop")
    counts = Profile({"$main": calls}, {id(loop.block.arms[0]): TRIPS})  # type: ignore[union-attr]
    return Case(program, counts, "memory.copy", 50_000_000)


def by_place(program: Program) -> Callable[[bytes], tuple[Outcome, float]]:
    """An engine whose code lies where the binary's does, and whose loop is slow across a border; the case as
    it is lies across one."""
    short = program.longer(1 / 2)
    phase = BORDER - LENGTH // 2 - short.binary.rindex(LOOP)

    def behave(binary: bytes) -> tuple[Outcome, float]:
        across = (binary.rindex(LOOP) + phase) % BORDER + LENGTH > BORDER
        return Outcome("exited", 0), TRIPS * NS * (2.5 if across else 1.0)

    return behave


def always(factor: float) -> Callable[[bytes], tuple[Outcome, float]]:
    return lambda binary: (Outcome("exited", 0), TRIPS * NS * factor)


def found(program: Program, slow: Callable[[bytes], tuple[Outcome, float]], seed: int) -> PlacementFinding:
    sides = [
        SimulatedRuntime(behave, seed=seed + side, spread=0.05)
        for side, behave in enumerate((slow, always(1)))
    ]
    return measure_placements(case_of(program), sides, lambda line: None)


@pytest.mark.parametrize("seed", range(5))
def test_a_loop_that_straddles_a_border_is_called_alignment_only(seed: int) -> None:
    program = seed_program()
    made = found(program, by_place(program), seed)
    assert made.verdict == "alignment only"
    assert made.as_it_is is not None and made.as_it_is.estimate > 2 > 1 < made.lost
    assert made.kept + made.lost == len(made.placements) >= MOVED + PADDED


@pytest.mark.parametrize("seed", range(5))
def test_a_loop_that_is_slow_wherever_it_lies_is_not(seed: int) -> None:
    made = found(seed_program(), always(2.5), seed)
    assert (made.verdict, made.lost) == ("not alignment", 0)
    assert made.ratio is not None and made.ratio.low is not None and made.ratio.high is not None
    assert made.ratio.low < 2.5 < made.ratio.high and made.rounds == 8
    assert from_json(PlacementFinding, to_json(made)) == made


def test_a_placement_that_ends_otherwise_is_left_out_and_says_why() -> None:
    program = seed_program()
    plain = always(2.5)

    def behave(binary: bytes) -> tuple[Outcome, float]:
        if len(binary) % 7 == 0:
            return Outcome("trapped", None, "unreachable"), 1e-3
        return plain(binary)

    odd = [entry for entry in found(program, behave, 1).placements if entry.failed]
    assert 0 < len(odd) < 8 and all("unreachable" in entry.failed and entry.ratio is None for entry in odd)


def test_padding_does_not_stand_in_a_function_that_is_called_as_often_as_its_loop_goes_round() -> None:
    program = seed_program()
    assert placements_of(case_of(program))[2] == "$main"
    placements, more, function = placements_of(case_of(program, calls=TRIPS))
    assert function == "" and not any(placement.padding for placement in placements) and not more
    assert placements_of(replace(case_of(program), profile=None))[2] == ""
