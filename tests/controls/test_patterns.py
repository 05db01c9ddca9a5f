from dataclasses import replace

from blame_findings import controls, generated_code, length, relation, removed, site, swapped, swept, variant

from reducer.controls.pattern import pattern_of


def test_without_controls_nothing_is_told_apart():
    assert pattern_of([site()], None)[0] == "not told apart"


def test_a_helper_call_costs_the_same_at_length_0():
    found = controls(removed(), *(length(value) for value in (0, 1, 8, 64)))
    assert pattern_of([], found)[0] == "helper call per iteration"


def test_what_was_not_swept_to_0_is_no_helper_call():
    assert pattern_of([], controls(removed(), length(8), length(64)))[0] == "not told apart"


def test_a_case_of_length_0_is_a_point_of_its_sweep():
    points = [
        variant(f"control_memory_copy_len{value}", "operand", "persists",
                swept(f"length of memory.copy 0 -> {value}", "length", 0), "length of memory.copy", value)
        for value in (1, 8)
    ]  # fmt: skip
    assert pattern_of([], controls(removed(), *points))[0] == "helper call per iteration"


def test_what_vanishes_at_length_0_is_no_helper_call():
    found = controls(removed(), length(0, "vanishes"), length(8), length(64))
    assert pattern_of([], found)[0] == "not told apart"


def test_what_persists_without_the_instruction_is_no_helper_call():
    assert pattern_of([], controls(removed("persists"), length(0), length(8)))[0] == "not told apart"


def test_a_carrier_that_is_a_call_in_the_slow_sides_code_is_a_helper_call():
    code = generated_code(slow="library call", fast="inline")
    carriers = [site()]
    found = "helper call per iteration", "gone without memory.copy, which is a call in slow's loop"
    assert pattern_of(carriers, controls(), code) == found
    assert pattern_of([], controls(), code)[0] == "not told apart"
    both = generated_code(slow="library call", fast="library call")
    assert pattern_of(carriers, controls(), both)[1] == found[1] + ", as in fast's, where it costs less"
    inline = generated_code(slow="inline", fast="library call")
    assert pattern_of(carriers, controls(), inline)[0] == "not told apart"


def test_a_fast_side_that_deletes_the_case_deletes_the_work():
    found = controls(removed(), primary="deleted", reason="the fast side (x) deletes it", deleted_by="fast")
    assert pattern_of([], found) == ("the fast side deletes the work", "the fast side (x) deletes it")


def test_which_side_deleted_the_loop_is_told_by_the_code_of_both():
    found = controls(
        removed(), primary="deleted", reason="the fast side (fast) deletes it", deleted_by="fast"
    )
    words = pattern_of([], found, generated_code(without_loop=("fast",)))[1]
    assert words == (
        "the fast side (fast) deletes it; fast deleted the loop: its code has no back edge; slow kept it"
    )
    assert pattern_of([], found, generated_code())[1] == "the fast side (fast) deletes it"
    both = pattern_of([], found, generated_code(without_loop=("slow", "fast")))[1]
    assert "slow deleted the loop" in both and "fast deleted the loop" in both and "kept" not in both


def test_a_near_empty_loop_with_the_instruction_gone_deletes_the_work():
    found = controls(removed(per_trip=(8.0, 2.95)))
    assert pattern_of([], found, generated_code(fast="gone"))[0] == "the fast side deletes the work"


def test_a_near_empty_loop_alone_does_not_say_that_the_work_is_deleted():
    found = controls(removed(per_trip=(8.0, 2.95)))
    assert pattern_of([], found, generated_code(slow="inline", fast="inline"))[0] == "not told apart"
    assert pattern_of([], found)[0] == "not told apart"


def test_a_case_that_is_slow_at_its_own_value_only():
    points = [length(value, "vanishes") for value in (31, 33, 64)]
    assert pattern_of([], controls(removed(), *points))[0] == "sensitive to one value"


def test_two_points_are_too_few_for_one_value():
    points = [length(value, "vanishes") for value in (31, 33)]
    assert pattern_of([], controls(removed(), *points))[0] == "not told apart"


def test_an_alignment_that_flips_it_is_the_machine():
    align = variant(
        "control_i32_load_align1",
        "operand",
        "vanishes",
        swept("", "alignment", 4, "i32.load"),
        "alignment of i32.load",
        1,
    )
    assert pattern_of([], controls(removed(), align, trigger="i32.load"))[0] == "machine-dependent"


def test_an_overlap_that_flips_it_is_the_machine():
    assert pattern_of([], controls(removed(), relation(verdict="vanishes")))[0] == "machine-dependent"


def test_equal_operands_of_arithmetic_are_less_work_and_say_nothing():
    change = replace(swept("right = left of i32.xor", "right", None, "i32.xor"), relation="equal")
    equal = relation("control_operands_equal", "vanishes", change)
    found = controls(removed(), equal, trigger="i32.xor")
    assert pattern_of([], found)[0] == "not told apart"


def test_unclear_variants_count_for_nothing():
    found = controls(removed(), length(0, unclear=True), swapped(unclear=True))
    assert pattern_of([], found)[0] == "not told apart"
