"""What the doctor says: a line for everything, a grade, and what to do where it is not good."""

import json
from dataclasses import replace

import pytest

from reducer.report.doctor import doctor_json, doctor_lines, doctor_text
from reducer.surveys.doctor import Checkup, Examination, Tools
from reducer.timing.machine_facts import Activity, MachineFacts

XS = tuple(0.01 * ((index * 7) % 11 - 5) for index in range(45))
PROCESSES = tuple(index // 3 for index in range(45))
FACTS = MachineFacts(
    governor="performance",
    driver="acpi-cpufreq",
    lowest_khz=3_000_000,
    highest_khz=3_000_000,
    boost=False,
    smt=False,
    online=4,
    isolated="",
    virtual=False,
    load=0.1,
    paranoid=1,
    memory_total=16 << 30,
    memory_free=12 << 30,
    share=None,
)
GOOD = Checkup(
    Examination("wasmtime", "50.0.1", XS, 10_000_000, 0.01, 0.05, PROCESSES),
    {"cpu": "A CPU", "cores": 4, "system": "Linux"},
    FACTS,
    Activity(0.0, ()),
    3,
    False,
    Tools("perf stat counts instructions", True, "1.0.42", "1.262.0", {"wasmtime": None, "wasmer": None}),
)


def lines_of(checkup: Checkup) -> dict[str, tuple[str, str]]:
    return {line.name: (line.grade, line.advice) for line in doctor_lines(checkup)}


def test_a_good_machine_is_good_throughout_and_needs_nothing() -> None:
    assert set(lines_of(GOOD).values()) == {("good", "")}
    assert "contains 1: pass" in doctor_text(GOOD)


@pytest.mark.parametrize(
    ("change", "name", "advice"),
    [
        ({"governor": "powersave"}, "governor", "cpupower frequency-set -g performance"),
        ({"boost": True}, "turbo", "cpufreq/boost"),
        ({"boost": True, "driver": "intel_pstate"}, "turbo", "intel_pstate/no_turbo"),
        ({"lowest_khz": 800_000}, "clock range", "cpupower frequency-set -d 3.0GHz"),
        ({"load": 7.9}, "load", "quieter"),
        ({"share": 0.5}, "share", "2 cores"),
        ({"memory_free": 1 << 30}, "memory", "2 GiB"),
    ],
)
def test_what_is_not_good_comes_with_what_to_do(change: dict, name: str, advice: str) -> None:
    grade, said = lines_of(replace(GOOD, facts=replace(FACTS, **change)))[name]
    assert grade in ("middling", "bad")
    assert advice in said


def test_what_is_unknown_is_said_to_be() -> None:
    facts = replace(FACTS, governor=None, boost=None, lowest_khz=None, load=None, smt=None, virtual=True)
    lines = lines_of(replace(GOOD, facts=facts))
    assert {lines[name][0] for name in ("governor", "turbo", "clock range", "load", "hyperthreads")} == {
        "unknown"
    }


def test_no_core_of_its_own_a_shared_one_and_busy_neighbours_are_told() -> None:
    assert lines_of(replace(GOOD, core=None))["cores"][0] == "bad"
    shared = replace(GOOD, shares_core=True, facts=replace(FACTS, smt=True))
    assert lines_of(shared)["hyperthreads"][0] == "middling"
    busy = replace(GOOD, activity=Activity(0.1, (("rustc", 3.5),)))
    assert lines_of(busy)["busiest"][0] == lines_of(busy)["steal"][0] == "bad"
    assert "rustc 350%" in doctor_text(busy)


def test_an_interval_without_1_fails_and_says_what_that_means() -> None:
    biased = replace(GOOD, examination=replace(GOOD.examination, xs=tuple(x + 0.2 for x in XS)))
    assert lines_of(biased)["A/A"][0] == "bad"
    assert "does not contain 1: FAIL" in doctor_text(biased)


def test_a_missing_runtime_is_bad_and_missing_perf_is_not() -> None:
    tools = Tools(
        "perf is not installed", False, "", "1.262.0", {"wasmtime": None, "wasmer": "pip install wasmer-sdk"}
    )
    lines = lines_of(replace(GOOD, tools=tools))
    assert (lines["wasmer"][0], lines["perf"][0], lines["wabt"][0]) == ("bad", "middling", "bad")
    assert lines["wasm-tools"][0] == "good"


def test_what_can_be_told_apart_is_in_words_and_in_json() -> None:
    text = doctor_text(GOOD)
    assert "noise, 1.9 and 2.1 need about" in text
    assert "at a threshold of 2, 2.0" in text
    data = json.loads(json.dumps(doctor_json(GOOD)))
    assert data["a_a"]["contains_1"] is True
    assert data["told_apart"]["least_kept"] > 2
    assert {line["name"] for line in data["lines"]} == set(lines_of(GOOD))
