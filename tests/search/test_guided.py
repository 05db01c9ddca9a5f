"""Slices of whole programs: valid, with their trip count and their ending; which are asked first."""

from dataclasses import replace
from pathlib import Path
from statistics import median

import pytest
from counted_search import carriers_of, search
from simulated_engine import SEED, program_of

from reducer.edits import CATALOGUE, Edit, apply
from reducer.judge.carriers import Carrier, Carriers, CarrierSite
from reducer.program.load import load_program
from reducer.program.profile import OBSERVER, Profile, observer, profile
from reducer.program.program import Program
from reducer.program.short_run import ShortRun, short_run
from reducer.program.trips import with_trips
from reducer.runtimes import open_runtime
from reducer.runtimes.ending import common_ending
from reducer.search.guided import moved, slices
from reducer.wat.tree import instructions

SEEDS = Path(__file__).parents[2] / "seeds" / "bulk_memory"
LOOP = """
(module (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (func $main (export "_start") (local $i i32)
    (local.set $i (i32.const 5000))
    (loop $l
      (memory.fill (i32.and (local.get $i) (i32.const 64)) (i32.const 1) (i32.const 8))
      (i32.store (i32.const 128) (i32.add (i32.load (i32.const 128)) (local.get $i)))
      (br_if $l (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
    ENDING))
"""


@pytest.fixture(scope="module")
def counting():
    with open_runtime(OBSERVER) as runtime:
        yield runtime


def measured(counting, path: Path) -> tuple[Program, ShortRun, Profile, list[Edit]]:
    """A program at a small trip count, how short runs of it are looked at, its counts, its slices."""
    program = load_program(path)
    observe = observer(counting, program)
    program = with_trips(program, observe)
    short = short_run(counting, program)
    assert short is not None
    program = short.shortened(program)
    counts = profile(program.module, observe)
    assert counts is not None
    return program, short, counts, slices(program, counts, observe, carriers_of(program, counts))


@pytest.mark.parametrize("name", ["memory_copy_3", "memory_fill_1"])
def test_every_slice_of_a_generated_seed_ends_well_and_counts_its_trips(counting, name: str) -> None:
    program, short, counts, made = measured(counting, SEEDS / f"{name}.wat")
    observe = observer(counting, program)
    for edit in [
        *made,
        *slices(program, counts, observe),
        *slices(program, counts, observe, same_output=True),
    ]:
        candidate = program.edited([edit])
        assert short.refusal(candidate) is None, edit.label
        assert candidate.has_trips


def test_the_smallest_slice_comes_first(counting, tmp_path: Path) -> None:
    (tmp_path / "seed.wat").write_text(LOOP.replace("ENDING", "(call $exit (i32.const 0))"))
    program, _, _, made = measured(counting, tmp_path / "seed.wat")
    sizes = [program.edited([edit]).module.instructions() for edit in made]
    assert sizes[:-1] == sorted(sizes[:-1])  # the last one keeps all outside the loop
    assert "(i32.const 0) (i32.const 1) (i32.const 8)" in " ".join(program.edited(made[:1]).text.split())


@pytest.mark.parametrize(
    "ending", ["(call $exit (i32.const 3))", "(unreachable)", "(i32.store (i32.const -4) (i32.const 0))"]
)
def test_slices_end_as_the_program_does(counting, tmp_path: Path, ending: str) -> None:
    path = tmp_path / "seed.wat"
    path.write_text(LOOP.replace("ENDING", ending))
    program = load_program(path)
    outcome = counting.run(program.binary).outcome
    found = common_ending([outcome])
    assert found is not None
    program = replace(program, ending=found)
    observe = observer(counting, program)
    counts = profile(program.module, observe)
    assert counts is not None
    made = slices(program, counts, observe, carriers_of(program, counts))
    assert len(made) >= 4
    for edit in made:
        sample = counting.run(program.edited([edit]).binary)
        assert program.ending.of(sample.outcome), edit.label


def test_a_search_finds_the_kernel_at_once_and_asks_little_more(tmp_path: Path) -> None:
    (tmp_path / "seed.wat").write_text(SEED)
    found = search(tmp_path / "seed.wat", tmp_path / "run")
    assert found.until_kernel == 1
    assert found.instructions <= 13 and "memory.copy" in found.text
    assert found.decisions <= 20


@pytest.mark.long
@pytest.mark.parametrize("with_carriers", [True, False])
def test_decisions_on_the_generated_seeds(tmp_path: Path, with_carriers: bool) -> None:
    """Before slices were asked: 60 decisions, 39.5 guests, the kernel after 8.5."""
    found = [
        search(path, tmp_path / path.stem, with_carriers=with_carriers)
        for path in sorted(SEEDS.glob("memory_*_?.wat"))
    ]
    assert len(found) == 8
    assert median(one.decisions for one in found) <= 20
    assert median(one.guests for one in found) <= 19
    assert median(one.until_kernel for one in found) <= (1 if with_carriers else 7)
    assert max(one.instructions for one in found) <= 14


def test_carriers_are_found_again_where_their_sites_are_numbered_otherwise() -> None:
    program = program_of(LOOP.replace("ENDING", "(nop)"))
    (delete,) = (edit for edit in CATALOGUE["statements"](program.module) if "5000" in edit.label)
    after = apply(program.module, [delete])
    site = CarrierSite("$main", 9, "memory.fill", 1.0)
    (function,) = program.module.functions
    numbered = [node.op for node in instructions(program.module.body(function))]
    site = replace(site, number=numbered.index("memory.fill"))
    gone = CarrierSite("$gone", 0, "nop", 1.0)
    carrier = Carrier("", "instruction", "", ("memory.fill",), (site, gone), 1.0, None, None, None, 0.0, 0.0)
    (found,) = moved(Carriers((carrier,)), program.module, after).found
    assert found.sites == (replace(site, number=site.number - 2),)
