"""A real program whose work is in what it reads: the input comes down, then the program."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from reducer.oracle import parse_oracle
from reducer.program.load import load_program
from reducer.records.given import CUT
from reducer.records.run_folder import RunFolder, given_again, read_state
from reducer.runtimes import Given, Invocation
from reducer.runtimes.inputs import with_contents
from reducer.search.events import Progress, silent
from reducer.search.finish import reduce_case
from reducer.search.request import Request
from reducer.search.run import Run

pytestmark = [pytest.mark.runtime, pytest.mark.long, pytest.mark.timing]

# Goes round a loop as often as each line of its standard input says.
COUNTS = """(module
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func $work (param $n i32) (local $x i32)
    (if (i32.eqz (local.get $n)) (then (return)))
    (loop $l
      (local.set $x (i32.mul (i32.xor (local.get $x) (i32.const 77)) (i32.const 31)))
      (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (i32.store (i32.const 16) (i32.add (i32.load (i32.const 16)) (local.get $x))))
  (func (export "_start") (local $at i32) (local $end i32) (local $n i32) (local $byte i32)
    (i32.store (i32.const 0) (i32.const 1024))
    (i32.store (i32.const 4) (i32.const 60000))
    (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
    (local.set $at (i32.const 1024))
    (local.set $end (i32.add (i32.const 1024) (i32.load (i32.const 8))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $byte (i32.load8_u (local.get $at)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (if (i32.eq (local.get $byte) (i32.const 10))
          (then (call $work (local.get $n)) (local.set $n (i32.const 0)))
          (else (local.set $n
            (i32.add (i32.mul (local.get $n) (i32.const 10)) (i32.sub (local.get $byte) (i32.const 48))))))
        (br $next)))))"""


LINES = "".join(f"{number}\n" for number in (3, 14, 159, 100_000_000, 26, 5, 358))


def given_to(folder: Path, lines: str) -> Given:
    (folder / "lines.txt").write_text(lines)
    return Given(invocation=with_contents(Invocation(stdin=str(folder / "lines.txt"))))


def asked(folder: RunFolder, given: Given, **options: bool) -> Request:
    seed = folder.path.with_name("counts.wat")
    seed.write_text(COUNTS)
    sides = "wasmtime+pulley", "wasmtime"
    return Request(
        load_program(seed, given), parse_oracle("ratio>1.5"), *sides, None, 0.02, given=given, **options
    )


class StoppingOnce:
    """One ^C when a step was kept: what there is, is confirmed."""

    stopped = False

    def __call__(self, told: Progress | str | None) -> None:
        if isinstance(told, Progress) and told.instructions < told.instructions_before and not self.stopped:
            self.stopped = True
            raise KeyboardInterrupt


def test_lines_and_numbers_come_down_before_the_program(tmp_path: Path) -> None:
    with RunFolder(tmp_path / "run", COUNTS.encode(), resume=False) as folder:
        result = reduce_case(asked(folder, given_to(tmp_path, LINES)), folder, StoppingOnce())
    left = (tmp_path / "run" / "reduced.stdin").read_text()
    assert result.verdict == "kept"
    assert len(left.splitlines()) == 1 and int(left) < 50_000_000
    assert (tmp_path / "lines.txt").read_text() == LINES
    state = read_state(tmp_path / "run")
    assert state.asked is not None and state.asked.invocation.stdin == str(tmp_path / "lines.txt")
    assert (tmp_path / "run" / "given" / "stdin").read_text() == left
    assert any(line.startswith(CUT) for line in result.summary.said)


def test_a_run_that_was_stopped_while_its_input_was_cut_goes_on_from_there(tmp_path: Path) -> None:
    def interrupting(told: Progress | str | None) -> None:
        if isinstance(told, Progress) and told.phase.endswith("lines"):
            raise KeyboardInterrupt

    given = given_to(tmp_path, LINES)
    with RunFolder(tmp_path / "run", COUNTS.encode(), resume=False) as folder:
        with pytest.raises(KeyboardInterrupt):
            reduce_case(asked(folder, given), folder, interrupting)
        assert folder.begun.stage == "input" and folder.begun.asked == given
    moved = (tmp_path / "run").rename(tmp_path / "moved")
    (tmp_path / "lines.txt").unlink()
    with RunFolder(moved, COUNTS.encode(), resume=True) as again:
        smaller = given_again(moved, again.begun, Given())
        assert "100000000" not in Path(smaller.invocation.stdin).read_text()
        with ExitStack() as stack:
            seed = Run(asked(again, smaller), again, silent, stack).seed()
        assert again.begun.stage == "search"
        left = Path(seed.original.invocation.stdin)
        assert left.is_relative_to(moved) and len(left.read_text().splitlines()) == 1


def test_an_input_that_is_to_stay_stays(tmp_path: Path) -> None:
    given = given_to(tmp_path, "3\n30000000\n")
    with RunFolder(tmp_path / "run", COUNTS.encode(), resume=False) as folder, ExitStack() as stack:
        Run(asked(folder, given, keep_input=True), folder, silent, stack).seed()
        assert (folder.begun.given, folder.begun.asked) == (given, None)
    assert not (tmp_path / "run" / "inputs").exists()
