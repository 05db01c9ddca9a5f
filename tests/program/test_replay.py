"""What imports answer while a call is recorded is what their stand-ins in a kernel give, in every trip."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simulated_engine import program_of

from reducer.program.answers import Answer
from reducer.program.kernel import kernel
from reducer.program.profile import OBSERVER, Profile, observer, profile
from reducer.program.program import Program
from reducer.program.reach import imports_reached
from reducer.program.replay import ANSWERS, replay
from reducer.program.rounds import with_rounds
from reducer.program.snapshot import Snapshot, snapshot
from reducer.program.spots import KernelError, Spot, spots
from reducer.runtimes import Invocation, open_runtime
from reducer.wat.assemble import assembler_for
from reducer.wat.metered import OWN, Called
from reducer.wat.module import Field, parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module

pytestmark = pytest.mark.runtime

READS, CALLS = 3, 64
IMPORTS = """
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "clock_time_get" (func $clock (param i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
  (memory (export "memory") 8)"""
HOT = f"""
  (func $hot (local $left i32) (local $reads i32)
    (local.set $reads (i32.const {READS}))
    (loop $reading
      (i64.store (i32.const 16) (i64.const {1 << 32 | 64}))
      (drop (call $read (i32.const 0) (i32.const 16) (i32.const 1) (i32.const 24)))
      (local.set $left (i32.add (local.get $left) (i32.load8_u (i32.const 64))))
      MORE
      (br_if $reading (local.tee $reads (i32.sub (local.get $reads) (i32.const 1)))))
    (i32.store (i32.const 128) (i32.add (i32.load (i32.const 128)) (local.get $left)))
    (loop $work
      (br_if $work (i32.gt_s (local.tee $left (i32.sub (local.get $left) (i32.const 1))) (i32.const 0)))))"""
"""It reads so many bytes, one by one, and goes round as often as they say together."""
TEXT = f"""(module {IMPORTS} {HOT}
  (func $main (export "_start") (local $i i32)
    (local.set $i (i32.const {CALLS}))
    (loop $again
      (call $hot)
      (br_if $again (local.tee $i (i32.sub (local.get $i) (i32.const 1)))))))"""
NOTHING_MORE = TEXT.replace("MORE", "")
CHANCE = """(drop (call $random (i32.const 72) (i32.const 1)))
      (drop (call $clock (i32.const 1) (i64.const 1) (i32.const 80)))
      (local.set $left
        (i32.add
          (local.get $left)
          (i32.add (i32.load8_u (i32.const 72)) (i32.and (i32.load (i32.const 80)) (i32.const 63)))))"""
"""What no two runs give."""


@pytest.fixture(scope="module")
def counting():
    with open_runtime(OBSERVER) as runtime:
        yield runtime


@pytest.fixture(scope="module")
def stdin(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("given") / "stdin"
    path.write_bytes(bytes(random.Random(5).choices(range(20, 200), k=READS * CALLS)))
    return path


def recorded(counting, text: str, stdin: Path | None = None) -> tuple[Program, Profile, Snapshot]:
    invocation = Invocation() if stdin is None else Invocation(stdin=str(stdin))
    program = replace(program_of(text), trips=(), invocation=invocation)
    counts = profile(program.module, observer(counting, program))
    assert counts is not None
    spot = next(one for one in spots(program, counts, counting) if not one.rounds)
    imports = imports_reached(program.module, spot.function, counts)
    return program, counts, snapshot(program, spot, counting, imports)


def rounds(counting, made: Program) -> int:
    """How often the hottest loop of a kernel goes round."""
    ran = profile(made.module, observer(counting, made))
    assert ran is not None
    return ran.hottest


def read_by(found: Snapshot, stdin: Path) -> bytes:
    first = READS * (found.spot.called.call - 1)
    return stdin.read_bytes()[first : first + READS]


def answered(found: Snapshot, name: str, place: int) -> list[int]:
    """The byte there after each answer of that import, where nothing else writes to its word."""
    made, word = [], found.words.get(place // 8, 0)
    for answer in found.answers[name]:
        word = dict(answer.words).get(place // 8, word)
        made.append(word >> 8 * (place % 8) & 0xFF)
    return made


def test_what_a_call_reads_is_recorded(counting, stdin: Path) -> None:
    _, _, found = recorded(counting, NOTHING_MORE, stdin)
    assert found.spot.function == "$hot"
    assert list(found.answers) == ["$read"]
    assert answered(found, "$read", 64) == list(read_by(found, stdin))
    assert {answer.results for answer in found.answers["$read"]} == {(0,)}
    # The call costs as much in the run that is recorded as in the metered one.
    assert found.cost == found.spot.called.cost


@pytest.mark.parametrize("trips", [1, 2, 5])
def test_every_trip_reads_what_the_recorded_call_has_read(counting, stdin: Path, trips: int) -> None:
    program, counts, found = recorded(counting, NOTHING_MORE, stdin)
    made = kernel(program, found, counts, trips, once=True)
    read = sum(read_by(found, stdin))
    assert rounds(counting, made) == trips * read
    _, values = counting.observe(made.binary, [OWN])
    before = sum(stdin.read_bytes()[: READS * (found.spot.called.call - 1)])
    assert values[f"{OWN}16"] == before + trips * read


def test_a_byte_that_was_there_before_it_was_read_is_there_in_the_second_trip(
    counting, tmp_path: Path
) -> None:
    stdin = tmp_path / "stdin"
    stdin.write_bytes(bytes([50, 60, 70, 70, 60, 50] * (CALLS // 2)))
    program, counts, found = recorded(counting, NOTHING_MORE, stdin)
    assert 64 // 8 not in dict(found.answers["$read"][0].words)
    again = kernel(program, found, counts, 2, reset=found.answered)
    assert rounds(counting, again) == 2 * (50 + 60 + 70)


def test_what_only_chance_gives_is_what_the_recorded_call_has_got(counting, stdin: Path) -> None:
    program, counts, found = recorded(counting, TEXT.replace("MORE", CHANCE), stdin)
    drawn = answered(found, "$random", 72)
    at = [one & 63 for one in answered(found, "$clock", 80)]
    assert len(drawn) == len(at) == READS
    expected = sum(read_by(found, stdin)) + sum(drawn) + sum(at)
    assert rounds(counting, kernel(program, found, counts, 2, reset=found.answered)) == 2 * expected
    # Each round of the loop costs as many instructions.
    _, _, other = recorded(counting, NOTHING_MORE, stdin)
    a_round = other.cost / sum(read_by(other, stdin))
    assert found.cost == pytest.approx(expected * a_round, rel=0.15)


def test_rounds_of_a_loop_read_what_they_have_read(counting, stdin: Path) -> None:
    program = replace(program_of(NOTHING_MORE), trips=(), invocation=Invocation(stdin=str(stdin)))
    counts = profile(program.module, observer(counting, program))
    assert counts is not None
    spot = next(one for one in spots(program, counts, counting) if one.rounds and one.function == "$main")
    found = snapshot(program, spot, counting, imports_reached(program.module, "$main", counts))
    first = READS * (spot.called.call - 1)
    read = stdin.read_bytes()[first : first + READS * spot.rounds]
    assert answered(found, "$read", 64) == list(read)
    module, found = with_rounds(program.module, found)
    made = kernel(replace(program, module=module), found, counts, 2, once=True, reset=())
    assert rounds(counting, made) == 2 * sum(read)


WALK = f"""(module {IMPORTS}
  (func $walk (param $deep i32) (local $left i32)
    (local.set $left (select (i32.const 3) (i32.const 40) (local.get $deep)))
    (loop $round
      (i64.store (i32.const 16) (i64.const {1 << 32 | 64}))
      (drop (call $read (i32.const 0) (i32.const 16) (i32.const 1) (i32.const 24)))
      (i32.store (i32.const 128) (i32.add (i32.load (i32.const 128)) (i32.load8_u (i32.const 64))))
      (if (i32.eqz (local.get $deep)) (then (call $walk (i32.const 1))))
      (br_if $round (local.tee $left (i32.sub (local.get $left) (i32.const 1))))))
  (func (export "_start") (call $walk (i32.const 0))))"""
"""Each round but those of the inner calls makes an inner one of three rounds: each four bytes begin one."""


def test_rounds_within_a_round_are_recorded_and_not_counted(counting, stdin: Path) -> None:
    program = replace(program_of(WALK), trips=(), invocation=Invocation(stdin=str(stdin)))
    counts = profile(program.module, observer(counting, program))
    assert counts is not None
    spot = Spot("$walk", 1.0, Called(0, 0, 41, 0), arm=1, rounds=3)
    found = snapshot(program, spot, counting, ["$read"])
    read = stdin.read_bytes()[40 : 40 + 3 * 4]
    assert answered(found, "$read", 64) == list(read)
    module, found = with_rounds(program.module, found)
    made = kernel(replace(program, module=module), found, counts, 1, once=True)
    _, values = counting.observe(made.binary, [OWN])
    assert values[f"{OWN}16"] == sum(stdin.read_bytes()[:40]) + sum(read)


STILL = f"""(module {IMPORTS}
  (func $hot (local $left i32)
    (drop (call $yield))
    (if (i32.load (i32.const 0)) (then (drop (call $random (i32.const 0) (i32.const 8)))))
    (local.set $left (i32.const 90))
    (loop $work (br_if $work (local.tee $left (i32.sub (local.get $left) (i32.const 1))))))
  (func (export "_start") (local $i i32)
    (loop $again
      (call $hot)
      (br_if $again
        (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const {CALLS}))))))"""


def test_imports_that_are_not_called_or_say_zero_add_nothing(counting) -> None:
    program, counts, found = recorded(counting, STILL)
    assert found.answers == {"$yield": (Answer((0,)),)}
    without = snapshot(program, found.spot, counting)
    assert without.cost == found.cost
    assert kernel(program, found, counts, 3).text == kernel(program, without, counts, 3).text
    assert ANSWERS not in kernel(program, found, counts, 3).text


@pytest.mark.parametrize(
    ("body", "why"),
    [
        pytest.param(
            "(loop $l (drop (call $yield)) (br_if $l (local.tee $x (i32.sub (local.get $x) (i32.const 1)))))",
            "it calls imported functions more than 1,000 times",
            id="calls",
        ),
        pytest.param(
            "(drop (call $random (i32.const 0) (i32.const 400000)))",
            "the imported functions that it calls write more than 256 KiB of memory",
            id="bytes",
        ),
        pytest.param("(drop (memory.grow (i32.const 1020)))", "the memory has more than 64 MiB", id="memory"),
    ],
)
def test_more_than_a_kernel_can_replay_is_refused_with_the_reason(counting, body: str, why: str) -> None:
    text = f"""(module {IMPORTS}
      (func $hot (local $x i32) (local.set $x (i32.const 1001)) {body} (drop (call $yield)))
      (func (export "_start") (call $hot)))"""
    program = replace(program_of(text), trips=())
    spot = Spot("$hot", 1.0, Called(0, 0, 1, 0))
    with pytest.raises(KernelError, match=f"^{why}$"):
        snapshot(program, spot, counting, ["$random", "$yield"])


# ---- the stand-ins alone

RESULTS = ("i32", "f64", "i64")
BITS = {"i32": 32, "f64": 64, "i64": 64}
WORDS = st.dictionaries(st.integers(0, 40), st.integers(0, 2**64 - 1), max_size=6)
GIVEN = st.builds(
    lambda results, words: Answer(results, tuple(sorted(words.items()))),
    st.tuples(*(st.integers(0, 2 ** BITS[type_] - 1) for type_ in RESULTS)),
    WORDS,
)
FEW = st.lists(GIVEN, min_size=1, max_size=4)
SEQUENCES = FEW.flatmap(lambda few: st.lists(st.sampled_from(few), min_size=1, max_size=9))
PLACE = 8 * 64


@settings(max_examples=40, deadline=None)
@given(one=SEQUENCES, other=SEQUENCES)
def test_each_import_gives_its_own_answers_in_turn_and_the_last_one_over_and_over(
    counting, one: list[Answer], other: list[Answer]
) -> None:
    """Two trips of calls in turn; after each call the results and the memory are what was recorded."""
    results = " ".join(RESULTS)
    module = named(
        parse(f'''(module (import "e" "one" (func $one (param i32) (result {results})))
          (import "e" "other" (func $other (param i32) (result {results})))
          (memory $m (export "{OWN}") 2))''')
    )
    made = replay(module, {"$one": one, "$other": other})
    copied = 41 * 8
    lines, expected, place = [], {}, PLACE
    memory: dict[int, int] = {}
    longest = max(len(one), len(other)) + 1
    for _ in range(2):
        lines.append(made.first)
        for index in range(longest):
            for name, answers in (("$one", one), ("$other", other)):
                answer = answers[min(index, len(answers) - 1)]
                lines.append(f"i32.const 7\ncall {name}\nlocal.set 2\nlocal.set 1\nlocal.set 0")
                for number, (type_, bits) in enumerate(zip(RESULTS, answer.results, strict=True)):
                    lines.append(f"({type_}.store (i32.const {place + 8 * number}) (local.get {number}))")
                    expected[place // 8 + number] = bits
                lines.append(f"(memory.copy (i32.const {place + 24}) (i32.const 0) (i32.const {copied}))")
                memory |= dict(answer.words)
                expected |= {place // 8 + 3 + at: word for at, word in memory.items()}
                place += 24 + copied
    start = Field("func", '(func (export "_start") (local i32 f64 i64)\n' + "\n".join(lines) + ")")
    whole = module.with_fields([*made.functions.values(), module.find("memory", "$m"), *made.fields, start])
    _, values = counting.observe(assembler_for(print_module(whole))[1], [OWN])
    found = {at: values.get(f"{OWN}{at}", 0) for at in range(PLACE // 8, place // 8)}
    assert found == {at: expected.get(at, 0) for at in found}
