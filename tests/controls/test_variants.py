"""The variants of a case: which there are, how they are called, and that all of them are valid."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings, strategies

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "wat"))

from generated_modules import Sample, modules

from reducer.controls.target import find_target, target_at
from reducer.controls.variants import EditError, Made, asked_edit, make_variants
from reducer.edits.sites import sites
from reducer.program.load import load_program
from reducer.program.program import Program
from reducer.program.trips import constants
from reducer.records.findings import KINDS
from reducer.wat.assemble import assembler_for
from reducer.wat.module import parse
from reducer.wat.naming import named
from reducer.wat.tree import Instr

EXAMPLES, MANY_EXAMPLES = 60, 2000
PROFILE = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)


def of_seed(path: Path, **options: object) -> dict[str, Made]:
    """The variants of a seed by name, its largest constant being the trip count."""
    case = load_program(path)
    trip = max(constants(case.module), key=lambda found: found.value)
    target = find_target(case.module, None)
    made, _ = make_variants(replace(case, trips=(trip,)), target, path.name, **options)
    return {entry.variant.name: entry for entry in made}


def test_bulk_memory_has_the_rows_of_its_report(seeds: Path) -> None:
    found = of_seed(seeds / "bulk_memory" / "primary_memory_copy_len32.wat")
    lengths = {f"control_memory_copy_len{length}" for length in (0, 1, 4, 8, 16, 64)}
    wanted = {"primary", "control_target_removed", "sibling_memory_fill", "control_src_eq_dst"}
    assert wanted | lengths | {"control_src_dst_plus_1024", "control_trips_2n"} <= found.keys()
    assert not any(made.invalid for made in found.values())


def test_global_rmw_has_the_rows_of_its_report(seeds: Path) -> None:
    found = of_seed(seeds / "global_rmw" / "primary_global_rmw_i32_add.wat")
    wanted = {"sibling_global_i64", "sibling_i32_xor", "control_constant_1", "sibling_local"}
    assert wanted <= found.keys()
    i64 = found["sibling_global_i64"].variant.text
    assert "(global.set $g0_i64 (i64.add (global.get $g0_i64) (local.get $i)))" in i64
    removed = found["control_target_removed"].variant.text
    assert "global.set" not in removed and "global.get" not in removed


def test_the_case_comes_first_then_its_variants_by_kind_all_different(seeds: Path) -> None:
    found = list(of_seed(seeds / "bulk_memory" / "primary_memory_copy_len32.wat").values())
    places = [KINDS.index(made.variant.kind) for made in found]
    assert found[0].variant.name == "primary" and places == sorted(places)
    assert len({made.binary for made in found}) == len(found)


def test_with_fewer_variants_the_most_telling_stay(seeds: Path) -> None:
    found = of_seed(seeds / "bulk_memory" / "primary_memory_copy_len32.wat", most=5)
    assert len(found) == 6
    assert {"primary", "control_target_removed", "control_trips_2n"} <= found.keys()


def test_an_edit_that_was_asked_for_is_a_variant_of_its_own(seeds: Path) -> None:
    path = seeds / "bulk_memory" / "primary_memory_copy_len32.wat"
    found = of_seed(path, asked_for=["operands:right of i32.xor 1431655765 -> 0"])
    asked = [made.variant for made in found.values() if made.variant.kind == "edit"]
    assert [variant.name for variant in asked] == ["control_right_of_i32_xor_1431655765_0_in_f1"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("nosuch:label", "no family of edits is called 'nosuch'", id="family"),
        pytest.param("swaps:label", "swaps has no edit 'label' here; it has: memory.copy", id="label"),
    ],
)
def test_an_edit_that_is_not_there_is_answered_by_what_is(seeds: Path, text: str, words: str) -> None:
    module = load_program(seeds / "bulk_memory" / "primary_memory_copy_len32.wat").module
    with pytest.raises(EditError, match=words):
        asked_edit(module, text)


def check_variants(sample: Sample, seed: int, most: int) -> None:
    """Any instruction of the module as the trigger: none of its variants is refused."""
    module = named(parse(sample.text))
    found = [
        (site.function, site.node)
        for site in sites(module)
        if isinstance(site.node, Instr) and site.node.block is None and site.node.operands
    ]
    if not found:
        return
    target = target_at(*Random(seed).choice(found))
    program = Program(module, assembler_for(sample.text)[0])
    made, _ = make_variants(program, target, "drawn.wat", most=most)
    refused = [(entry.variant.edit, entry.invalid, entry.variant.text) for entry in made if entry.invalid]
    assert not refused, "\n".join(refused[0])


@settings(PROFILE, max_examples=EXAMPLES)
@given(modules(), strategies.integers(0, 2**32 - 1))
def test_every_variant_of_a_drawn_module_is_valid(sample: Sample, seed: int) -> None:
    check_variants(sample, seed, most=12)


@pytest.mark.long
@settings(PROFILE, max_examples=MANY_EXAMPLES)
@given(modules(), strategies.integers(0, 2**32 - 1))
def test_every_variant_of_thousands_of_drawn_modules_is_valid(sample: Sample, seed: int) -> None:
    check_variants(sample, seed, most=100)
