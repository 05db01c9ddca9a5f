"""The catalogue for somebody else's test: a file in, the smallest that is still interesting out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reducer.edits import CATALOGUE
from reducer.search import served
from reducer.search.passes import one_by_one
from reducer.search.schedule import Stage
from reducer.search.served import reduce_for
from reducer.wat.assemble import Assembler, validate
from reducer.wat.errors import WatError

PROGRAM = """(module  ;; what a fuzzer left
  (import "env" "tick" (func $tick (param i32)))
  (memory 16)
  (table $t 10 funcref)
  (global $g (mut i64) (i64.const 77))
  (data (i32.const 8) "hello, world")
  (func $unused (param $x f32) (result f32) (f32.sqrt (local.get $x)))
  (func $work (param $n i32) (result i32) (local $a i32) (local $b i64)
    (local.set $a (i32.mul (local.get $n) (i32.const 1234)))
    (call $tick (local.get $a))
    (global.set $g (i64.rotl (global.get $g) (i64.const 3)))
    (i32.popcnt (local.get $a)))
  (func (export "run") (param i32) (result i32) (call $work (local.get 0))))"""


class Asked:
    """A test of somebody's that notes what it was asked."""

    def __init__(self, wanted: Callable[[bytes], bool]) -> None:
        self.wanted, self.asked = wanted, list[bytes]()

    def __call__(self, content: bytes) -> bool:
        self.asked.append(content)
        return self.wanted(content)


def test_text_is_reduced_to_what_the_test_asks_for_whether_or_not_it_can_be_run() -> None:
    test = Asked(lambda content: b"i32.popcnt" in content)
    assert reduce_for(PROGRAM.encode(), test) == b"(module(func $work(drop(i32.popcnt(i32.const 0)))))"
    assert len(test.asked) < 100


def test_a_binary_is_asked_about_as_binaries_all_of_them_valid() -> None:
    binary = Assembler("wat2wasm").assemble(PROGRAM)
    test = Asked(lambda content: b"\x69" in content[8:])
    best = reduce_for(binary, test)
    assert all(content.startswith(b"\0asm") and validate(content) is None for content in test.asked)
    assert len(best) < len(binary) / 2


def test_what_nothing_uses_stays_where_the_test_wants_it() -> None:
    best = reduce_for(PROGRAM.encode(), lambda content: b"f32.sqrt" in content)
    assert b"f32.sqrt" in best and b"popcnt" not in best and b"memory" not in best


def test_nothing_is_asked_twice_and_nothing_that_is_larger_than_the_best() -> None:
    test = Asked(lambda content: b"i64.rotl" in content)
    best = reduce_for(PROGRAM.encode(), test)
    assert len(set(test.asked)) == len(test.asked)
    lengths = [len(content) for content in test.asked if b"i64.rotl" in content]
    assert lengths == sorted(lengths, reverse=True) and lengths[-1] == len(best)


def test_a_test_that_looks_at_a_comment_leaves_the_file_as_it_is() -> None:
    test = Asked(lambda content: b"fuzzer" in content)
    assert reduce_for(PROGRAM.encode(), test) == PROGRAM.encode()
    assert len(test.asked) == 1


def test_objects_of_the_garbage_collected_heap_go_too() -> None:
    text = """(module (type $p (struct (field i32) (field (mut i64)))) (type $a (array (mut i8)))
      (func (export "f") (result i32)
        (drop (array.new_default $a (i32.const 10)))
        (struct.get $p 0 (struct.new $p (i32.const 1) (i64.const 2)))))"""
    best = reduce_for(text.encode(), lambda content: b"struct.new" in content)
    assert b"array" not in best and b"(struct.new_default $p)" in best


@pytest.mark.parametrize("content", [b"", b"(module", b"\0asm\1\0\0\0\xff", b"int main() {}", b"a\0b"])
def test_what_is_no_module_is_told(content: bytes) -> None:
    with pytest.raises(WatError):
        reduce_for(content, lambda _content: True)


def test_a_long_silence_is_broken_by_asking_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served, "MAX_SILENCE", -1.0)
    # An addition of another type needs conversions around it.
    longer = Stage("types", lambda program: list(CATALOGUE["types"](program.module)), one_by_one)
    monkeypatch.setattr(served, "COARSE", (longer,))
    test = Asked(lambda content: b"i32.popcnt" in content)
    reduce_for(PROGRAM.encode(), test)
    again = [content for content in test.asked if test.asked.count(content) > 1]
    assert again and all(b"i32.popcnt" in content for content in again)


def test_a_generated_seed_takes_tens_of_questions(seeds: Path) -> None:
    test = Asked(lambda content: b"memory.copy" in content)
    best = reduce_for((seeds / "bulk_memory" / "memory_copy_1.wat").read_bytes(), test)
    assert len(best) < 200 and len(test.asked) < 60
