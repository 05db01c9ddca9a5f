"""What a report measures without a peer, where it is missing, and what it reads for an issue form."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from made_findings import CONTROLS, ITSELF, ORIGIN, PLACEMENT, made_run

from reducer.records.findings import read_finding
from reducer.records.itself import ITSELF as ITSELF_FILE
from reducer.records.itself import ORIGIN as ORIGIN_FILE
from reducer.records.itself import PLACEMENT as PLACEMENT_FILE
from reducer.records.itself import ItselfFinding, OriginFinding
from reducer.records.run_folder import read_state
from reducer.report import making_itself
from reducer.report.making_itself import fill_form, look_at_itself, look_at_placements
from reducer.runtimes import Given, RuntimesError
from reducer.surveys.table import TableFile

NAMED = b"\0asm\1\0\0\0\0\x1b\x09producers\x01\x08language\x01\x04Rust\x00"
GIVEN = Given()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made_run(tmp_path / "run")


def refuse(*arguments: object) -> object:
    raise RuntimesError("wasmtime 41.0.0 is\nnot here")


def test_the_form_has_the_campaign_of_the_run_and_the_producers_of_its_seed(folder: Path) -> None:
    (folder / ORIGIN_FILE).unlink()
    state = json.loads((folder / "state.json").read_text())
    state |= {"campaign": "nightly", "seed": {**state["seed"], "file": "seed.wasm"}}
    (folder / "state.json").write_text(json.dumps(state))
    (folder / "seed.wasm").write_bytes(NAMED)
    fill_form(folder, read_state(folder), CONTROLS, "")
    found = read_finding(folder / ORIGIN_FILE, OriginFinding)
    assert found is not None and (found.campaign, found.producers) == ("nightly", ("language Rust",))
    assert [side.tier for side in found.sides] == ["optimising", "optimising", "interpreter"]
    assert found.sides[0].build == "release build from PyPI"


def test_a_campaign_that_is_named_later_takes_its_place_and_stays(folder: Path) -> None:
    state = read_state(folder)
    for named, campaign in (("", ORIGIN.campaign), ("weekly", "weekly"), ("", "weekly")):
        fill_form(folder, state, CONTROLS, named)
        assert read_finding(folder / ORIGIN_FILE, OriginFinding) == replace(ORIGIN, campaign=campaign)


def test_what_is_there_is_not_measured_again_and_nothing_is_where_it_is_not_wanted(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making_itself, "measure_itself", refuse)
    monkeypatch.setattr(making_itself, "run_placements", refuse)
    said: list[str] = []
    look_at_itself(folder, folder / "controls", CONTROLS, GIVEN, 20.0, said.append)
    look_at_placements(folder / "controls", CONTROLS, GIVEN, said.append)
    (folder / ITSELF_FILE).unlink()
    look_at_itself(folder, folder / "controls", CONTROLS, GIVEN, 0.0, said.append)
    assert said == []


def test_a_runtime_that_is_gone_is_said_and_the_report_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ITSELF_FILE).unlink()
    (folder / "controls" / PLACEMENT_FILE).unlink()
    monkeypatch.setattr(making_itself, "measure_itself", refuse)
    monkeypatch.setattr(making_itself, "run_placements", refuse)
    said: list[str] = []
    look_at_itself(folder, folder / "controls", CONTROLS, GIVEN, 20.0, said.append)
    look_at_placements(folder / "controls", CONTROLS, GIVEN, said.append)
    assert said == [
        "wasmtime@41.0.0 was not held against itself: wasmtime 41.0.0 is not here",
        "placements were not measured: wasmtime 41.0.0 is not here",
    ]
    assert not (folder / ITSELF_FILE).exists()


def test_the_case_is_the_controls_own_and_what_was_found_is_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ITSELF_FILE).unlink()
    (folder / "controls" / PLACEMENT_FILE).unlink()
    asked: list[TableFile] = []

    def measured(slow: str, program: TableFile, notify: object, seconds: float) -> ItselfFinding:
        asked.append(program)
        return replace(ITSELF, seconds=seconds)

    monkeypatch.setattr(making_itself, "measure_itself", measured)
    monkeypatch.setattr(making_itself, "run_placements", lambda *arguments: PLACEMENT)
    look_at_itself(folder, folder / "controls", CONTROLS, GIVEN, 7.0, lambda line: None)
    look_at_placements(folder / "controls", CONTROLS, GIVEN, lambda line: None)
    assert asked[0].path.name == "primary.wat" and asked[0].ending == CONTROLS.ending
    assert read_finding(folder / ITSELF_FILE, ItselfFinding) == replace(ITSELF, seconds=7.0)
    assert (folder / "controls" / PLACEMENT_FILE).exists()
