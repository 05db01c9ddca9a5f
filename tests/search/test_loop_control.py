"""Which edits leave a program its loop, as the tree tells: no engine, no oracle."""

import pytest
from simulated_engine import SEED, program_of

from reducer.edits import CATALOGUE
from reducer.search.loop_control import sparing_the_loop

KERNEL = """
(module
  (memory (export "memory") 1)
  (func $main (export "_start") (local $i i64)
    (local.set $i (i64.const 4000000))
    (loop $hot
      (memory.copy (i32.const 0) (i32.wrap_i64 (local.get $i)) (i32.const 32))
      (br_if $hot (i64.ne (local.tee $i (i64.sub (local.get $i) (i64.const 1))) (i64.const 0))))))
"""


def spared(text: str, family: str) -> tuple[list[str], list[str]]:
    """The labels of a family's edits that are spared, and of those that are not."""
    program = program_of(text)
    edits = list(CATALOGUE[family](program.module))
    kept = sparing_the_loop(edits, program)
    return [edit.label for edit in kept], [edit.label for edit in edits if edit not in kept]


def test_the_loop_its_branch_and_its_count_are_not_deleted() -> None:
    kept, refused = spared(KERNEL, "statements")
    assert [label.split("(")[0] for label in kept] == ["delete memory.copy"]
    assert len(refused) == 3


def test_what_does_not_count_is_left_to_the_oracle() -> None:
    kept, refused = spared(KERNEL, "constants")
    assert [label.split(" ->")[0] for label in kept] == ["i32.wrap_i64(local.get $i)", "local.get $i"]
    assert all("$i" in label for label in refused)


def test_another_test_of_the_same_counter_may_do() -> None:
    kept, _ = spared(KERNEL, "hoists")
    assert any("-> i32.wrap_i64(local.tee $i" in label for label in kept)
    assert not any("-> i64.const" in label or "-> local.get $i" in label for label in kept)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            KERNEL.replace("(memory.copy", "(loop $in (br_if $in (i32.const 0))) (memory.copy"),
            id="two loops",
        ),
        pytest.param(
            KERNEL.replace("(i64.sub (local.get $i) (i64.const 1))", "(i64.load (i32.const 0))"),
            id="no counter",
        ),
    ],
)
def test_where_it_cannot_be_told_nothing_is_refused(text: str) -> None:
    for family in ("statements", "constants", "hoists", "blocks"):
        assert spared(text, family)[1] == []


def test_what_was_cut_before_is_still_offered() -> None:
    kept, refused = spared(SEED, "statements")
    assert any("$x" in label for label in kept) and any("call $once" in label for label in kept)
    assert all("$hot" in label or "$i" in label for label in refused)
