"""An engine against itself in a batch: pairs of one engine go before all others."""

from pathlib import Path

import pytest
from stand_in_steps import STEPS, AtOnce

from reducer.batch import one_engine
from reducer.batch.intake import Intake, offers
from reducer.batch.one_engine import (
    ASKED_FIRST,
    FIRST,
    LIKE_OTHERS,
    SETTING,
    of_one_engine,
    own_suspicion,
    with_relatives,
)
from reducer.batch.pipeline import Pipeline
from reducer.batch.plan import Plan
from reducer.batch.progress import facts
from reducer.batch.store import Store
from reducer.batch.triage import suspicion
from reducer.surveys.relatives import Relative

SPECS = ("wasmtime@41.0.0", "wasmtime@46.0.1", "wasmer")
EVEN = (3**-0.5,) * 3
ACROSS, OWN = "times 30 30 6; loop x; effect 5.0", "times 20 8 8; loop y; effect 2.0"


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


def test_tiers_and_releases_join_the_runtime_and_levels_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    related = [
        Relative("wasmtime+winch", "tier", "baseline"),
        Relative("wasmtime@41.0.0", "release", "optimising"),
        Relative("wasmtime:opt-level=0", "optimisation level", "optimising"),
    ]
    monkeypatch.setattr(one_engine, "relatives", lambda spec, version: related)
    assert with_relatives(["wasmtime"]) == ("wasmtime", "wasmtime+winch", "wasmtime@41.0.0")


@pytest.mark.parametrize("itself", [True, False])
def test_a_batch_ranks_an_engine_against_itself_before_larger_slowdowns(tmp_path: Path, itself: bool) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, case in enumerate((ACROSS, OWN)):
        (corpus / f"{number}.wat").write_text(f"{case}; id {number}")
    executor = AtOnce()
    executor.folder = tmp_path / "run"
    settings = {SETTING: ASKED_FIRST if itself else LIKE_OTHERS}
    plan = Plan(SPECS, "ratio>1.5", equal=True, reports=False, itself=itself)
    with Store.open(tmp_path / "run", settings) as store:
        store.require(tmp_path / "run", settings)
        Intake(store, tmp_path / "run", "ratio>1.5").take_all(offers(str(corpus)))
        Pipeline(store, tmp_path / "run", plan, STEPS, executor, lambda event: None).run()
        groups = facts(store).groups
        order = [Path(case.source).stem for case in store.cases() if case.group_id is not None]
    first = groups[0]
    assert len(groups) == 2 and (Path(first.representative).stem == "1") == itself
    assert not itself or (first.slow, first.fast) == SPECS[:2]
    assert (order[0] == "1") == itself
