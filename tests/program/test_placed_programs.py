"""The same program at other places: functions before its own, padding where its hot loop is."""

import pytest
from simulated_engine import SEED, seed_program

from reducer.program.placement import OWN, Placement, chosen_placements, placed
from reducer.runtimes import open_runtime
from reducer.wat.assemble import validate
from reducer.wat.naming import named


def test_placements_are_seeded_and_all_differ() -> None:
    chosen = chosen_placements(4, 12, seed=3)
    assert chosen == chosen_placements(4, 12, seed=3) != chosen_placements(4, 12, seed=4)
    assert len(set(chosen)) == 16
    assert [placement.padding > 0 for placement in chosen] == [False] * 4 + [True] * 12


def test_functions_stand_before_the_case_s_own_and_padding_at_the_start_of_its_function() -> None:
    text = placed(seed_program(), Placement((2, 3), 1), "$main").text
    assert text.index(f"${OWN}_0") < text.index(f"${OWN}_1") < text.index("(func $never")
    assert text.index("(import") < text.index(f"(global ${OWN}")
    assert (
        text.index("(func $main") < text.index(f"(global.get ${OWN})\n      (then") < text.index("call $once")
    )


def test_every_placement_is_valid_another_binary_and_has_its_trips() -> None:
    program = seed_program()
    made = [placed(program, placement, "$main") for placement in chosen_placements(2, 4, seed=1)]
    binaries = {entry.binary for entry in (program, *made)}
    assert len(binaries) == 7 and not any(map(validate, binaries))
    assert all(entry.longer(2).trip_counts == (8_000_000,) for entry in made)
    assert "8000000" in made[-1].longer(2).text


def test_a_case_that_has_such_names_keeps_them() -> None:
    program = seed_program(SEED.replace("$state", f"${OWN}").replace('"memory"', f'"{OWN}_0"'))
    made = placed(program, Placement((2,), 2), "$main")
    assert validate(made.binary) is None
    assert named(made.module).find("global", f"${OWN}__").declaration.value_type == "i32"


@pytest.mark.parametrize("ends", ["(call $proc_exit (i32.const 7))", "unreachable"])
def test_a_placed_program_ends_as_it_did(ends: str) -> None:
    program = seed_program(SEED.replace("(call $proc_exit (i32.const 0))", ends)).at([1000])
    with open_runtime("wasmtime") as runtime:
        outcomes = {
            (sample.outcome.kind, sample.outcome.exit_code)
            for placement in (Placement((5, 9)), Placement((1,), 7))
            for entry in (program, placed(program, placement, "$main"))
            for sample in [runtime.run(entry.binary)]
        }
    assert len(outcomes) == 1
