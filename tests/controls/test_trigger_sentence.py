from dataclasses import replace

import pytest
from blame_findings import controls, length, relation, removed, site, swapped, swept, variant

from reducer.change import Change
from reducer.controls.trigger import NOTHING, carrying_class, trigger_sentence

ADD = Change("", "$f", "i32.add(global.get $g, ...)", ("i32.add",))
ALL_LENGTHS = [length(value) for value in (0, 1, 4, 8, 16, 32, 64)]


def test_the_sentence_of_the_issue():
    found = controls(removed(), swapped(), *ALL_LENGTHS, relation(), relation("control_src_dst_plus_1024"))
    assert trigger_sentence([site()], [], found) == (
        "repeated memory.copy or memory.fill; not its length 0..64; "
        "not the relation of source and destination"
    )


def test_blame_alone_names_the_instruction_and_no_more():
    operand = site("i32.const 32", "i32.const 32 -> 0", 0.0, "persists")
    assert trigger_sentence([site(), operand]) == "repeated memory.copy"


def test_an_instruction_without_operands_is_named_when_a_constant_in_its_place_is_fast():
    change = Change("memory.size -> i32.const 0", "$f", operations=("memory.size",), removed=True)
    whole = site("memory.size, memory.grow", change=change, line=0)
    assert trigger_sentence([site("memory.size", change=change)], [whole]) == "repeated memory.size"


def test_nothing_measured_gives_no_trigger():
    assert trigger_sentence([]) == NOTHING
    assert trigger_sentence([site(share=None, verdict="deleted")]) == NOTHING
    assert trigger_sentence([], [], controls(removed("deleted"), *ALL_LENGTHS)) == NOTHING


def test_a_wide_interval_does_not_carry_the_trigger():
    assert trigger_sentence([site(share=1.0, width=0.5)]) != "repeated memory.copy"


def test_an_unclear_removal_does_not_carry_the_trigger():
    assert trigger_sentence([], [], controls(removed(unclear=True))) == NOTHING


def test_unclear_points_are_not_claimed():
    points = [length(0), length(1), length(4, unclear=True), length(8), length(16), length(64)]
    sentence = trigger_sentence([], [], controls(removed(), *points))
    assert sentence == "repeated memory.copy; not its length 0, 1, 8..64"


def test_the_value_of_the_case_itself_is_a_point_of_the_sweep():
    sentence = trigger_sentence([], [], controls(removed(), length(31), length(33)))
    assert sentence == "repeated memory.copy; not its length 31..33"


def test_an_unclear_sibling_and_an_unclear_relation_are_not_mentioned():
    found = controls(removed(), swapped(unclear=True), relation(verdict="unmeasurable"))
    assert trigger_sentence([], [], found) == "repeated memory.copy"


def test_a_border_on_a_sweep_is_told_from_both_sides():
    points = [length(value, "vanishes") for value in (0, 1, 4)] + [length(value) for value in (8, 16, 64)]
    sentence = trigger_sentence([], [], controls(removed(), *points))
    assert sentence == "repeated memory.copy; with its length 8..64, gone at 0..4"


def test_one_value_is_told_as_such():
    points = [length(value, "vanishes") for value in (0, 1, 31, 33)]
    sentence = trigger_sentence([], [], controls(removed(), *points))
    assert sentence == "repeated memory.copy; with its length 32, gone at 0..31, 33"


def test_one_value_is_told_as_such_where_it_is_not_known():
    points = [
        variant(
            f"control_{value}",
            "operand",
            "vanishes",
            swept("", "length", None),
            "length of memory.copy",
            value,
        )
        for value in (0, 1, 4)
    ]
    sentence = trigger_sentence([], [], controls(removed(), *points))
    assert sentence == "repeated memory.copy; only with its length as it is, gone at 0..4"


def test_a_point_that_weakens_is_not_ruled_out():
    sentence = trigger_sentence([], [], controls(removed(), length(0), length(1, "weakens"), length(4)))
    assert "length" not in sentence


def test_what_no_longer_is_slow_in_its_place_is_named():
    sentence = trigger_sentence([], [], controls(removed(), swapped("memory.fill", "vanishes")))
    assert sentence == "repeated memory.copy; gone with memory.fill in its place"


def test_an_update_of_a_global_names_what_its_operation_may_be():
    def put(op, verdict="persists"):
        name = f"sibling_{op.replace('.', '_')}"
        return variant(name, "sibling", verdict, replace(ADD, words=f"i32.add -> {op}", after=op))

    wider = variant("sibling_global_i64", "sibling", change=Change("global $g i32 -> i64"))
    held = replace(ADD, words="right of i32.add -> i32.const 1", operand="right", relation="constant")
    constant = relation("control_constant_1", change=held)
    found = controls(
        removed(), put("i32.sub"), put("i32.xor"), put("i32.mul", "vanishes"), wider, constant,
        trigger="global.set",
    )  # fmt: skip
    assert trigger_sentence([], [], found) == (
        "repeated global.set; also with i32.sub or i32.xor for i32.add; also with global $g i32 -> i64; "
        "gone with i32.mul for i32.add; not that the right of i32.add varies"
    )


def test_a_loop_that_a_side_deletes_has_no_trigger():
    found = controls(removed("deleted"), primary="deleted", reason="the fast side (x) deletes it")
    assert trigger_sentence([], [], found) == "no trigger: the fast side (x) deletes it"


def test_a_relation_that_matters_is_not_ruled_out():
    found = controls(removed(), relation(verdict="vanishes"), relation("control_src_dst_plus_1024"))
    sentence = trigger_sentence([], [], found)
    assert sentence == "repeated memory.copy; gone with source = destination of memory.copy"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(relation(), unclear=True), id="unclear"),
        pytest.param(relation(verdict="weakens"), id="weaker"),
    ],
)
def test_a_relation_is_not_ruled_out_by_one_of_two_variants(other):
    found = controls(removed(), other, relation("control_src_dst_plus_1024"))
    assert trigger_sentence([], [], found) == "repeated memory.copy"


def test_constants_in_place_of_what_varies():
    change = swept("source of memory.copy -> i32.const 1024", "source", None)
    found = controls(removed(), relation("control_constant_src", change=replace(change, relation="constant")))
    assert trigger_sentence([], [], found) == "repeated memory.copy; not that its source varies"


def test_the_axis_of_another_instruction_is_named_with_it():
    change = swept("right of i32.add", "right", None, "i32.add")
    points = [
        variant(f"control_{value}", "operand", axis="right of i32.add", value=value, change=change)
        for value in (0, 1, 4)
    ]
    found = controls(removed(), *points, trigger="global.set")
    assert trigger_sentence([], [], found) == "repeated global.set; not the right of i32.add 0..4"


def test_a_trip_count_is_no_axis_of_the_trigger():
    trips = variant("control_trips_2n", "trip-count", axis="trip count", value=2e6)
    assert trigger_sentence([], [], controls(removed(), trips)) == "repeated memory.copy"


def test_two_instructions_that_are_both_needed():
    sites = [site(), site("i32.load(a)", share=0.95)]
    assert trigger_sentence(sites) == "repeated memory.copy, fed by i32.load"


def test_a_class_stands_in_where_no_single_instruction_does():
    parts = [site("i32x4.add(a, b)", share=0.4, verdict="weakens") for _ in range(3)]
    together = site("SIMD", line=0, change=Change("remove 3", operations=("i32x4.add",)))
    assert trigger_sentence(parts, [together]) == (
        "repeated SIMD (i32x4.add): all together, no single one of them"
    )
    assert carrying_class([together]) == "i32x4.add"
    assert carrying_class(parts) == ""
    both = site("SIMD", line=0, change=Change("remove 2", operations=("i32x4.add", "i32x4.mul")))
    assert carrying_class([both]) == ""


def test_the_largest_part_is_told_where_nothing_carries_all():
    sentence = trigger_sentence([site("i32.load(a)", share=0.4, verdict="weakens")])
    assert sentence == (
        "no single instruction: the largest part, 35 to 45 %, goes with `remove i32.load(a) in $f`"
    )


def test_a_share_that_may_be_nothing_is_not_told():
    assert trigger_sentence([site(share=0.05, verdict="persists", width=0.1)]) == NOTHING
