"""Code behind a block or a branch that no run comes to, in an arm that runs."""

from dataclasses import replace

import pytest
from simulated_engine import program_of

from reducer.program.profile import OBSERVER, observer, profile
from reducer.runtimes import open_runtime
from reducer.search.joins import dead_behind

pytestmark = pytest.mark.runtime

DISPATCH = """
(module (memory 1)
  (func (export "_start") (local $i i32)
    (loop $next
      (block $done
        (block $odd
          (block $even
            (block $never (br_table $even $odd $never (i32.and (local.get $i) (i32.const 1))))
            (i32.store (i32.const 0) (i32.const 11))
            (br $done))
          (i32.store (i32.const 4) (i32.const 22))
          (br $done))
        (i32.store (i32.const 8) (i32.const 33)))
      (br_if $next (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 9))))))
"""


def test_the_handlers_of_a_dispatch_that_never_ran_are_found_and_no_others() -> None:
    with open_runtime(OBSERVER) as counting:
        program = replace(program_of(DISPATCH), trips=())
        observe = observer(counting, program)
        counts = profile(program.module, observe)
        assert counts is not None
        edits = dead_behind(program.module, counts, observe)
        less = program.edited(edits)
        after = profile(less.module, observe)
    assert "i32.const 11" not in less.text
    assert "i32.const 22" in less.text and "i32.const 33" in less.text
    assert after is not None
    assert after.hottest == counts.hottest
