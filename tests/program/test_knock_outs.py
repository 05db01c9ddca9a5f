"""What is knocked out, and that the loop goes on without it."""

from collections.abc import Mapping

import pytest
from simulated_clock import SimulatedClock
from simulated_engine import program_of

from reducer.controls.hot_loop import hot_loop
from reducer.program.knock_outs import class_knock_outs, declared_knock_outs, site_knock_outs, sound
from reducer.program.profile import Profile, node_counts, observer, profile
from reducer.program.program import Program
from reducer.program.short_run import NO_TRIPS, Refusal, short_run
from reducer.runtimes import open_runtime
from reducer.timing import Allowance
from reducer.wat.module import parse
from reducer.wat.naming import named
from reducer.wat.tree import Instr, walk

CASE = """(module
  (memory (export "memory") 1)
  (global $sum (mut i32) (i32.const 0))
  (table $t 1 funcref)
  (elem (i32.const 0) $one)
  (type $kind (func (result i32)))
  (func $one (type $kind) (i32.const 1))
  (func $main (export "_start") (local $i i32)
    (local.set $i (i32.const 9000))
    (loop $again
      (if (i32.and (local.get $i) (i32.const 1)) (then (global.set $sum (i32.load (i32.const 8)))))
      (i32.store (i32.const 8) (i32.div_u (call $one) (i32.const 3)))
      (memory.fill (i32.const 64) (i32.const 1) (i32.const 8))
      (drop (f64.sqrt (f64.add (f64.const 2) (f64.convert_i32_s (call_indirect (type $kind) (i32.const 0))))))
      (br_if $again (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))))
"""
IN_MEMORY = """(module
  (memory (export "memory") 1)
  (func $main (export "_start")
    (i32.store (i32.const 0) (i32.const 9000))
    (loop $again
      (i32.store (i32.const 8) (i32.load (i32.const 16)))
      (i32.store (i32.const 0) (i32.sub (i32.load (i32.const 0)) (i32.const 1)))
      (br_if $again (i32.load (i32.const 0))))))
"""


FROM_SEGMENTS = f"""(module
  (memory (export "memory") 1)
  (data $read "{"r" * 100}")
  (data $other "{"o" * 200}")
  (func $main (export "_start") (local $i i32)
    (local.set $i (i32.const 9000))
    (loop $again
      (memory.init $read (i32.const 0) (i32.const 0) (i32.const 100))
      (br_if $again (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))))
"""


def candidate_of(text, value=9000):
    return program_of(text, value)


def everywhere(candidate) -> Mapping[int, int]:
    """As if everything ran as often."""
    functions = candidate.module.functions
    return {id(node): 100 for function in functions for node in walk(candidate.module.body(function))}


@pytest.fixture(scope="module")
def check_of():
    with open_runtime("wasmtime:fuel=on") as runtime:
        yield lambda text: short_run(runtime, candidate_of(text))


def test_every_class_that_is_there_is_knocked_out():
    candidate = candidate_of(CASE)
    found = {made.text: made.size for made in class_knock_outs(candidate, everywhere(candidate))}
    assert found == {
        "memory access": 2,
        "bulk memory": 1,
        "calls": 1,
        "indirect calls": 1,
        "globals": 1,
        "float": 3,
        "integer division": 1,
        "branches": 1,
    }


def test_every_statement_and_expression_is_a_site_and_the_trip_count_is_none():
    candidate = candidate_of(CASE)
    found = site_knock_outs(candidate, everywhere(candidate))
    texts = {(made.extent, made.text.split("(")[0].split()[0]) for made in found}
    assert {("statement", "i32.store"), ("instruction", "memory.fill"), ("expression", "i32.div_u")} <= texts
    assert all(made.node not in candidate.trips for made in found)
    assert not any(made.text == "i32.const 9000" for made in found)


def test_what_never_runs_is_no_site():
    candidate = candidate_of(CASE)
    assert site_knock_outs(candidate, {}) == []


@pytest.mark.runtime
def test_the_loop_outlives_every_knock_out_or_the_reason_is_told(check_of):
    candidate = candidate_of(CASE)
    check = check_of(CASE).changed_loop
    heat = everywhere(candidate)
    kept, reasons = set(), set()
    for knock_out in (*class_knock_outs(candidate, heat), *site_knock_outs(candidate, heat)):
        made, changed, reason = sound(candidate, knock_out, check)
        assert (changed is None) == (reason is not None)
        if changed is None:
            reasons.add(reason and reason.reason)
        else:
            assert check(changed) is None
            kept.add((made.extent, made.text))
    assert {("class", name) for name in ("memory access", "bulk memory", "calls", "branches")} <= kept
    assert reasons >= {"the loop is gone", "it does not end", NO_TRIPS.reason}


@pytest.mark.runtime
def test_of_a_class_that_holds_the_counter_the_rest_goes(check_of):
    candidate = candidate_of(IN_MEMORY)
    (whole,) = class_knock_outs(candidate, everywhere(candidate))
    made, changed, reason = sound(candidate, whole, check_of(IN_MEMORY).changed_loop)
    assert reason is None
    assert made.change.label == "memory access: remove 2 of 6 instructions (i32.store, i32.load)"
    assert changed is not None


def refusing_most(checks: list[Program], clock: SimulatedClock):
    """A check of ten seconds that only takes programs in which no more than two accesses are missing."""

    def check(candidate: Program) -> Refusal | None:
        checks.append(candidate)
        clock.seconds += 10.0
        left = sum(candidate.text.count(op) for op in ("i32.load", "i32.store"))
        return NO_TRIPS if left < 4 else None

    return check


def test_once_the_time_is_up_nothing_more_of_a_class_is_checked_and_what_was_found_stands():
    candidate = candidate_of(IN_MEMORY)
    (whole,) = class_knock_outs(candidate, everywhere(candidate))
    clock, all_checks, checks = SimulatedClock(), [], []
    sound(candidate, whole, refusing_most(all_checks, clock), Allowance(now=clock))
    clock = SimulatedClock()
    _, changed, reason = sound(candidate, whole, refusing_most(checks, clock), Allowance(30.0, clock))
    assert len(checks) == 3 < len(all_checks)
    assert (changed is None) == (reason is not None)


def test_of_a_class_of_hundreds_that_cannot_go_no_part_is_looked_for():
    loads = "(drop (i32.load (i32.const 0)))" * 300
    candidate = candidate_of(CASE.replace("(loop $again", f"(loop $again {loads}"))
    whole = next(made for made in class_knock_outs(candidate, everywhere(candidate)) if made.size > 300)
    checks = []

    def refused(made: Program) -> Refusal:
        checks.append(made)
        return NO_TRIPS

    assert sound(candidate, whole, refused) == (whole, None, NO_TRIPS)
    assert len(checks) == 1


@pytest.mark.runtime
def test_of_what_is_declared_the_part_that_the_loop_reads_stays(check_of):
    candidate = candidate_of(FROM_SEGMENTS)
    ((_, whole),) = declared_knock_outs(candidate, nesting=False)
    made, changed, reason = sound(candidate, whole, check_of(FROM_SEGMENTS).changed_loop)
    assert reason is None and changed is not None
    assert made.change.label.endswith(" parts of a passive data segment of 200 bytes")
    texts = [entry.text for entry in changed.module.fields if entry.keyword == "data"]
    assert "r" * 100 in "".join(texts) and "o" * 200 not in "".join(texts)


@pytest.mark.runtime
def test_the_hot_loop_is_the_one_that_goes_round_most():
    text = """(module (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
      (memory (export "memory") 1)
      (func $main (export "_start") (local $i i32) (local $j i32)
        (local.set $i (i32.const 50))
        (loop $outer
          (local.set $j (i32.const 20))
          (loop $inner
            (br_if $inner (local.tee $j (i32.sub (local.get $j) (i32.const 1)))))
          (br_if $outer (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))
        (call $exit (i32.const 0))))"""
    module = named(parse(text))
    with open_runtime("wasmtime") as runtime:
        counted = profile(module, observer(runtime, program_of(text)))
    assert isinstance(counted, Profile)
    found = hot_loop(module, counted, "memory.copy")
    assert (found.function, found.function_index, found.ordinal, found.loops) == ("$main", 1, 1, 2)
    assert not found.other_calls
    inside = found.node.block.arms[0].body[-1]
    assert node_counts(module, counted)[id(inside)] == 1000
    assert isinstance(inside, Instr)


def test_no_classes_are_found_once_the_time_is_up():
    candidate = candidate_of(CASE)
    in_three_looks = Allowance(3.0, SimulatedClock(step=1.0))
    assert class_knock_outs(candidate, everywhere(candidate), allowance=in_three_looks) == []
