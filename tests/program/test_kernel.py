"""A kernel runs a recorded call as the program does: same memory, same globals, same work."""

from dataclasses import replace

import pytest
from simulated_engine import program_of

from reducer.program.kernel import CALLER, MAX_RUNS, WRITES_BACK, frame, kernel, runs, writes_back
from reducer.program.profile import OBSERVER, Profile, observer, profile
from reducer.program.program import Program
from reducer.program.rounds import with_rounds
from reducer.program.snapshot import Snapshot, check_recordable, constant, snapshot
from reducer.program.spots import KernelError, spots
from reducer.program.touched import TOUCHED, marking, touched
from reducer.runtimes import open_runtime
from reducer.wat.assemble import Assembler
from reducer.wat.metered import OWN
from reducer.wat.tree import instructions, walk

pytestmark = pytest.mark.runtime

TEXT = """
(module
  (type $binary (func (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
  (memory (export "memory") 3)
  (global $seed (mut i32) (i32.const 7))
  (global $scale (mut f64) (f64.const 1.5))
  (table 3 funcref)
  (elem (i32.const 0) $add $twist $never)
  (data (i32.const 4096) "abcdefgh")
  (func $never (type $binary) (i32.const 1))
  (func $add (type $binary) (i32.add (local.get 0) (local.get 1)))
  (func $twist (type $binary) (i32.xor (i32.rotl (local.get 0) (i32.const 3)) (local.get 1)))
  (func $hot (param $from i32) (param $count i32) (param $start i64) (result i32) (local $sum i32)
    (drop (call $yield))
    (local.set $sum (i32.wrap_i64 (local.get $start)))
    (loop $again
      (local.set $sum
        (call_indirect (type $binary)
          (i32.add (local.get $sum) (global.get $seed))
          (i32.load offset=1024 (i32.add (local.get $from) (i32.shl (local.get $count) (i32.const 2))))
          (i32.and (local.get $count) (i32.const 1))))
      (br_if $again (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    CHANGE
    (i32.store (i32.const 0) (local.get $sum))
    (local.get $sum))
  (func $main (export "_start") (local $i i32)
    (loop $fill
      (i32.store offset=1024 (i32.shl (local.get $i) (i32.const 2)) (i32.mul (local.get $i) (i32.const 77)))
      (br_if $fill (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 400))))
    (local.set $i (i32.const 100))
    (loop $work
      (global.set $seed (i32.add (global.get $seed) (i32.const 3)))
      (global.set $scale (f64.div (global.get $scale) (f64.const 3)))
      (drop (call $hot (i32.shl (local.get $i) (i32.const 2)) (i32.const 20) (i64.const -5)))
      (br_if $work (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))))
"""
PLAIN = TEXT.replace("CHANGE", "")
LONGER = """(i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (i32.const 1)))
    (local.set $count (i32.load (i32.const 8)))
    (loop $more (br_if $more (i32.gt_s (local.tee $count (i32.sub (local.get $count) (i32.const 1)))
      (i32.const 0))))"""
"""Each call has one round more than the one before."""


@pytest.fixture(scope="module")
def counting():
    with open_runtime(OBSERVER) as runtime:
        yield runtime


def counted(counting, text: str) -> tuple[Program, Profile]:
    program = replace(program_of(text), trips=())
    counts = profile(program.module, observer(counting, program))
    assert counts is not None
    return program, counts


def recorded(counting, text: str) -> tuple[Program, Profile, Snapshot]:
    program, counts = counted(counting, text)
    spot = spots(program, counts, counting)[0]
    return program, counts, snapshot(program, spot, counting)


def first_word(counting, program: Program) -> int:
    sample, values = counting.observe(program.binary, [OWN])
    assert sample.outcome.normal
    return values[f"{OWN}0"] & 0xFFFFFFFF


def test_the_calls_that_take_most_are_found_with_what_each_costs(counting) -> None:
    program, counts = counted(counting, PLAIN)
    found = spots(program, counts, counting)
    assert (found[0].function, found[0].rounds) == ("$hot", 0)
    assert all(spot.function == "$main" and spot.rounds for spot in found[1:])
    assert found[0].share > 0.8
    assert 50 <= found[0].called.call <= 100  # in the second half of what all cost


def test_a_snapshot_has_the_arguments_the_globals_and_the_memory_of_its_call(counting) -> None:
    _, _, found = recorded(counting, PLAIN)
    call = found.spot.called.call
    assert [node.immediates[0] for node in found.arguments] == [str(4 * (101 - call)), "20", "-5"]
    assert found.globals["$seed"].immediates == (str(7 + 3 * call),)
    assert float.fromhex(found.globals["$scale"].immediates[0]) == pytest.approx(1.5 / 3**call)
    assert found.memory_bytes == 3 << 16
    assert found.words[512] == int.from_bytes(b"abcdefgh", "little")


def test_a_kernel_gives_what_the_recorded_call_gave(counting) -> None:
    program, counts, found = recorded(counting, PLAIN)
    later = replace(found.spot, called=found.spot.called._replace(call=found.spot.called.call + 1))
    after = snapshot(program, later, counting).words[0] & 0xFFFFFFFF
    for trips in (1, 3):
        assert first_word(counting, kernel(program, found, counts, trips, once=True)) == after


def test_a_kernel_has_only_what_its_call_reaches(counting) -> None:
    program, counts, found = recorded(counting, PLAIN)
    made = kernel(program, found, counts, 5)
    names = {entry.name for entry in made.module.functions}
    assert names >= {"$hot", "$add", "$twist"}
    assert not names & {"$main", "$never"}
    assert not any(entry.imported for entry in made.module.fields)
    assert made.trip_count == 5


def test_a_table_of_a_kernel_has_no_place_for_what_never_ran(counting) -> None:
    program, counts, found = recorded(counting, PLAIN)
    made = kernel(program, found, counts, 5)
    listed = [one.declaration.references for one in made.module.fields if one.keyword == "elem"]
    assert {one.text for references in listed for one in references if one.space == "function"} == {
        "$add",
        "$twist",
    }


def test_what_a_call_changes_is_written_back_before_the_next(counting) -> None:
    program, counts, found = recorded(counting, TEXT.replace("CHANGE", LONGER))
    once = kernel(program, found, counts, 1, once=True)
    more = kernel(program, found, counts, 9, once=True)
    again = kernel(program, found, counts, 9, once=True, reset={1})
    words = [counting.observe(made.binary, [OWN])[1][f"{OWN}1"] for made in (once, more, again)]
    assert words[0] == words[2] == words[1] - 8


def test_a_frame_writes_back_and_calls_nothing(counting) -> None:
    program, counts, found = recorded(counting, TEXT.replace("CHANGE", LONGER))
    assert frame(kernel(program, found, counts, 9)) is None
    made = kernel(program, found, counts, 9, reset={1, 700, 701})
    alone = frame(made)
    assert alone is not None and writes_back(alone.module)
    ran = profile(alone.module, observer(counting, alone))
    assert ran is not None and ran.functions["$hot"] == 0
    assert alone.trip_count == 9 and alone.at([4]).trip_count == 4
    restoring = [one.op for one in instructions(alone.module.body(alone.module.find("function", CALLER)))]
    assert [op for op in restoring if op in WRITES_BACK] == ["i64.store", "memory.init"]


def test_memory_that_a_call_never_reads_is_left_out(counting) -> None:
    program, counts, found = recorded(counting, PLAIN)
    single = kernel(program, found, counts, 1, once=True)
    marked = marking(single.module, found.memory_bytes)
    assert marked is not None
    looked_at = replace(single, module=marked, assembler=Assembler("wasm-tools"), trips=())
    _, values = counting.observe(looked_at.binary, [TOUCHED])
    data = runs(touched(values) & found.words.keys(), found.words)
    assert 80 <= sum(len(content) for _, content in data) <= 256
    less = kernel(program, found, counts, 1, once=True, data=data)
    assert first_word(counting, less) == first_word(counting, single)


ONE_CALL = """
(module (memory (export "memory") 1)
  (func $run (param $rounds i32) (result i64) (local $sum i64) (local $odd i32)
    (block $out (result i64)
      (loop $round
        (if (i32.and (local.get $rounds) (i32.const 1))
          (then (local.set $odd (i32.add (local.get $odd) (i32.load8_u (local.get $rounds)))))
          (else (local.set $sum (i64.add (local.get $sum) (i64.const 3)))))
        (i64.store (i32.const 64) (local.get $sum))
        (i32.store (i32.const 72) (local.get $rounds))
        (drop (br_if $out (i64.const 4) (i32.eqz (local.get $rounds))))
        (local.set $rounds (i32.sub (local.get $rounds) (i32.const 1)))
        (br $round))
      (unreachable)))
  (func (export "_start") (drop (call $run (i32.const 20000)))))
"""


def test_rounds_of_a_loop_go_on_where_one_was_recorded(counting) -> None:
    program, counts, found = recorded(counting, ONE_CALL)
    spot = found.spot
    assert (spot.function, spot.called.call) == ("$run", 10_000)
    assert found.locals["$rounds"].immediates == (str(20_000 - 9_999),)
    module, found = with_rounds(program.module, found)
    own, others = (
        {id(node) for node in walk(module.body(entry))}
        for entry in (module.functions[-1], module.functions[0])
    )
    assert not own & others
    made = kernel(replace(program, module=module), found, counts, 2, once=True)
    sample, values = counting.observe(made.binary, [OWN])
    assert sample.outcome.normal
    # The last round that it has made, of those that were asked for.
    assert values[f"{OWN}9"] == 20_000 - 9_999 - (spot.rounds - 1)
    assert values[f"{OWN}8"] == int(found.locals["$sum"].immediates[0]) + 3 * (spot.rounds // 2)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("(table.set 0 (i32.const 2) (ref.null func))", "changes its tables"),
        ("(global.set $kept (ref.null extern))", "holds a reference"),
    ],
)
def test_a_state_that_cannot_be_recorded_is_refused_with_the_reason(counting, change: str, why: str) -> None:
    text = TEXT.replace("CHANGE", change)
    if "$kept" in change:
        text = text.replace("(table", "(global $kept (mut externref) (ref.null extern)) (table", 1)
    with pytest.raises(KernelError, match=why):
        check_recordable(*_module(counted(counting, text)))


def _module(found: tuple[Program, Profile]):
    return found[0].module, found[1]


def test_words_that_lie_near_each_other_are_one_piece_of_memory() -> None:
    words = {1: 5, 2: 6, 4: 7, 900: 8}
    assert [(place, len(content)) for place, content in runs(words, words)] == [(8, 32), (7200, 8)]


def test_there_are_never_more_pieces_of_memory_than_a_module_may_have() -> None:
    words = {100 * index: 1 for index in range(10_000)}
    pieces = runs(words, words)
    assert len(pieces) <= MAX_RUNS
    assert sum(content.count(1) for _, content in pieces) == len(words)


@pytest.mark.parametrize(
    ("type_", "bits", "text"),
    [
        ("i32", 0xFFFFFFFF, "-1"),
        ("i64", 1 << 63, str(-(1 << 63))),
        ("f32", 0x80000000, "-0x0.0p+0"),
        ("f64", 0x7FF8000000000001, "nan:0x8000000000001"),
        ("f64", 0xFFF0000000000000, "-inf"),
        ("v128", 1 << 96 | 2, "2"),
    ],
)
def test_constants_have_the_bits_that_were_recorded(type_: str, bits: int, text: str) -> None:
    assert text in constant(type_, bits).immediates
