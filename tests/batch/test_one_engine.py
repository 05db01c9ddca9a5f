"""An engine against itself in triage: pairs of one engine go before all others."""

import pytest

from reducer.batch.one_engine import FIRST, of_one_engine, own_suspicion
from reducer.batch.triage import suspicion

SPECS = ("wasmtime@41.0.0", "wasmtime@46.0.1", "wasmer")
EVEN = (3**-0.5,) * 3


def test_a_pair_of_one_engine_is_taken_where_it_is_promising_and_comes_first() -> None:
    times = (9e6, 3e6, 2e6)
    plain = suspicion(times, EVEN, 1.5)
    found = own_suspicion(times, EVEN, 1.5, SPECS)
    assert plain is not None and SPECS[plain.fast] == "wasmer"
    assert found is not None and (found.slow, found.fast) == (0, 1)
    assert found.score > FIRST > plain.score


@pytest.mark.parametrize("times", [(3e6, 3e6, 9e6), (9e6, None, 3e6)])
def test_without_such_a_pair_all_is_as_ever(times: tuple[float | None, ...]) -> None:
    assert own_suspicion(times, EVEN, 1.5, SPECS) == suspicion(times, EVEN, 1.5)


def test_sides_that_an_oracle_names_stay() -> None:
    found = own_suspicion((9e6, 3e6, 2e6), EVEN, 1.5, SPECS, (0, 2))
    assert found is not None and (found.slow, found.fast) == (0, 2) and found.score < FIRST


def test_the_engine_is_the_name_and_nothing_else() -> None:
    assert of_one_engine("wasmtime@41.0.0", "wasmtime+winch")
    assert not of_one_engine("wasmtime", "wasmer") and not of_one_engine("one", "one")
