"""The seed's input is cut while the slowdown shows, on engines whose times stand in the input."""

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from made_run import begun_folder
from search.reading_engine import reading_lane, reading_program
from simulated_engine import Told, anchor_of, judge_of

from reducer.judge.judge import Judge
from reducer.program.input import Input
from reducer.records.given import kept_files
from reducer.records.run_folder import RunFolder, read_decisions, read_state
from reducer.runtimes import Given, Invocation
from reducer.runtimes.inputs import with_contents
from reducer.search import input as input_search
from reducer.search.input import Ground, InputSearch, least_fast_ns, overlap
from reducer.search.input_cuts import KINDS

BAR = 2.5
SCRIPT = "".join(f"# comment {number}\n" for number in range(20)) + "open\nsame 40\nslow 3000000000\n# end\n"


def invocation_of(tmp_path: Path, text: str = SCRIPT, *argv: str, **files: str) -> Invocation:
    (tmp_path / "script.txt").write_text(text)
    dirs: tuple[tuple[str, str], ...] = ()
    if files:
        (tmp_path / "data").mkdir()
        for name, content in files.items():
            (tmp_path / "data" / name).write_text(content)
        dirs = ((str(tmp_path / "data"), "/data"),)
    return with_contents(Invocation(argv, (), str(tmp_path / "script.txt"), dirs))


def search_of(
    tmp_path: Path, invocation: Invocation, fast_ns: int = 3_000_000_000, text: str = "ratio>2"
) -> tuple[InputSearch, RunFolder, Judge]:
    judge = judge_of(reading_lane(), 3.0, text=text)
    judge.run_ns = 3 * fast_ns
    folder = begun_folder(tmp_path / "run")
    folder.begin(replace(folder.begun, given=Given(invocation=invocation), stage="input"))
    program = reading_program(invocation)
    ground = Ground(program, lambda *_: None, None, fast_ns)
    return made(judge, ground, folder), folder, judge


def made(judge: Judge, ground: Ground, folder: RunFolder) -> InputSearch:
    return InputSearch(judge, ground, BAR, anchor_of(3.0), lambda _program: lambda *_: None, folder, Told([]))


def test_a_script_of_seconds_is_one_of_milliseconds_and_of_two_lines(tmp_path: Path) -> None:
    search, folder, judge = search_of(tmp_path, invocation_of(tmp_path))
    with folder:
        search.search()
    words = search.input.files["stdin"].decode().split()
    assert words[:2] == ["open", "slow"] and len(words) == 3
    # 16 ms on the fast side leave room for the search.
    assert 16_000_000 <= int(words[2]) < 40_000_000
    assert judge.run_ns < 200_000_000
    assert (tmp_path / "script.txt").read_text() == SCRIPT


def test_an_input_without_which_nothing_is_left_to_do_is_not_called_a_deleted_loop(tmp_path: Path) -> None:
    search, folder, _ = search_of(tmp_path, invocation_of(tmp_path))
    with folder:
        search.search()
    verdicts = {decision.verdict for decision in read_decisions(tmp_path / "run")}
    assert "unmeasurable: a side takes no time to speak of" in verdicts
    assert not any("loop" in verdict or "trip" in verdict for verdict in verdicts)


def test_numbers_go_first_so_that_few_runs_are_long(tmp_path: Path) -> None:
    search, folder, judge = search_of(tmp_path, invocation_of(tmp_path))
    with folder:
        search.search()
    read = judge.lane.fast.read  # type: ignore[attr-defined]
    long = [text for text, _ in read if "slow 3000000000\n" in text]
    assert len(long) <= 3
    decisions = read_decisions(tmp_path / "run")
    assert (decisions[0].stage, decisions[0].labels) == (
        "input: all numbers",
        ("all numbers from 8 on halved",),
    )


def test_arguments_and_files_that_nothing_needs_are_dropped_and_numbers_in_arguments_halved(
    tmp_path: Path,
) -> None:
    invocation = invocation_of(
        tmp_path, "open\n", "64", "--level=9", "last", a="slow 50000000\n", b="same 10\n", c="nothing\n"
    )
    search, folder, _ = search_of(tmp_path, invocation)
    with folder:
        search.search()
    assert set(search.input.files) == {"stdin", "0/a"}
    assert [int(word) < 64 for word in search.input.argv] in ([], [True])
    assert sorted(entry.name for entry in (tmp_path / "data").iterdir()) == ["a", "b", "c"]


def test_what_is_kept_is_in_the_run_folder_before_the_next_is_tried_and_may_be_moved(tmp_path: Path) -> None:
    search, folder, _ = search_of(tmp_path, invocation_of(tmp_path))
    with folder:
        search.search()
    moved = (tmp_path / "run").rename(tmp_path / "moved")
    state = read_state(moved)
    assert state.asked == Given(invocation=invocation_of(tmp_path))
    assert Path(state.given.invocation.stdin).read_bytes() == search.input.files["stdin"]
    assert Path(state.given.invocation.stdin).is_relative_to(moved)
    again = reading_program(with_contents(replace(state.given.invocation, contents="")))
    assert again.key == search.program.key


def test_a_search_that_was_killed_goes_on_from_the_smallest_input_and_asks_nothing_twice(
    tmp_path: Path,
) -> None:
    search, folder, judge = search_of(tmp_path, invocation_of(tmp_path))
    ask, left = judge.ask, 12

    def counted(program, bar=None):
        nonlocal left
        if left == 0:
            raise KeyboardInterrupt
        left -= 1
        return ask(program, bar)

    judge.ask = counted  # type: ignore[method-assign]
    with folder, pytest.raises(KeyboardInterrupt):
        search.search()
    assert not judge.reading.own_outputs
    judge.ask = ask  # type: ignore[method-assign]
    with RunFolder(tmp_path / "run", None, resume=True) as again:
        program = reading_program(again.begun.given.invocation)
        ground = Ground(program, lambda *_: None, None, 3_000_000_000)
        timed = judge.tally.timed
        resumed = made(judge, ground, again)
        assert resumed.input == search.input and "slow 3000000000" not in str(resumed.input.files)
        resumed.search()
    assert judge.tally.timed > timed
    assert resumed.input.files["stdin"].decode().split()[:2] == ["open", "slow"]


def test_what_is_left_is_calibrated_and_is_what_the_search_stands_on(tmp_path: Path) -> None:
    search, folder, judge = search_of(tmp_path, invocation_of(tmp_path))
    known = list[tuple[int, int]]()

    def calibrate(program, times):
        known.append(times)
        assert judge.calibrate(program) is None
        return Ground(program, lambda *_: None, None, times[0])

    with folder:
        ground = search.calibrated(calibrate)
        judge_key = judge.reading.evidence.original
        assert judge_key is not None and judge_key.key == ground.original.key == search.program.key
    assert 16_000_000 <= known[0][0] < 50_000_000 < known[0][1]


def test_a_seed_keeps_its_own_input_where_the_smaller_one_does_not_hold(tmp_path: Path) -> None:
    invocation = invocation_of(tmp_path)
    search, folder, judge = search_of(tmp_path, invocation)
    before = judge.reading.evidence.original

    def calibrate(program, times):
        raise input_search.MeasurementError("too noisy")

    with folder:
        ground = search.calibrated(calibrate)
        assert ground.original.invocation == invocation
        assert judge.reading.evidence.original == before
        assert folder.begun.given == Given(invocation=invocation) and folder.begun.asked is None


def test_another_input_may_print_something_else_as_long_as_both_sides_print_the_same(tmp_path: Path) -> None:
    search, folder, judge = search_of(tmp_path, invocation_of(tmp_path), text="ratio>2 and same-output")
    rows = judge.reading.evidence.pairs["original"]
    rows[0] = replace(rows[0], printed=("what the seed prints", "what the seed prints"))
    with folder:
        search.search()
    assert search.input.size < 40


def test_a_run_that_is_short_already_is_left_a_quarter_of_its_time() -> None:
    assert least_fast_ns(4_000_000, 5_000_000_000) == 16_000_000
    assert least_fast_ns(4_000_000, 12_000_000) == 3_000_000


def test_an_input_on_which_other_functions_work_is_another_slowdown() -> None:
    before = Counter({"loop": 900, "start": 100})
    assert overlap(before, Counter({"loop": 9, "start": 1})) == pytest.approx(1.0)
    assert overlap(before, Counter({"start": 100})) == pytest.approx(0.1)
    assert overlap(before, Counter()) == 0.0


def test_a_script_that_is_an_argument_is_cut_as_text() -> None:
    base = Input(("-e", "let s = 0; for (;;) s += 1000;"), {})
    tried = set()
    for kind in KINDS:
        cuts = kind.cuts(base)
        with suppress(StopIteration):
            attempt, _ = next(cuts)
            while True:
                tried.add(attempt.argv)
                attempt, _ = cuts.send(False)
    assert {("-e", "let s = 0; for (;;) s += 500;"), ("-e", "let s = 0; for () s += 1000;")} <= tried
    assert ("-e",) in tried and ("-e", "let s = 0; for (;;) s += 1000") in tried


def test_where_no_number_shortens_a_run_by_much_all_of_them_do(tmp_path: Path) -> None:
    lines = "open\n" + "".join(f"slow {90_000_000 + number}\n" for number in range(33))
    search, folder, judge = search_of(tmp_path, invocation_of(tmp_path, lines))
    with folder:
        search.search(KINDS[:1])
    assert judge.run_ns < 200_000_000
    assert {decision.stage for decision in read_decisions(tmp_path / "run")} == {"input: all numbers"}


def test_codes_of_characters_stay_where_halving_them_breaks_a_script() -> None:
    cuts = KINDS[0].cuts(Input((), {"stdin": b"code - 48; i < 1000"}))
    assert next(cuts)[0].files == {"stdin": b"code - 24; i < 500"}
    assert cuts.send(False)[0].files == {"stdin": b"code - 48; i < 500"}
    assert cuts.send(True)[0].files == {"stdin": b"code - 48; i < 250"}


def test_no_kind_of_cut_goes_on_without_end(tmp_path: Path) -> None:
    """Nothing is refused but what would be nothing at all: each kind ends by itself or at its bound."""
    base = Input(("1000", "b"), {"stdin": SCRIPT.encode() * 20, "0/a": bytes(range(256)) * 9, "0/b": b"(1)"})
    for kind in KINDS:
        cuts, asked = kind.cuts(base), 0
        try:
            attempt, label = next(cuts)
            while asked <= kind.max_decisions:
                asked += 1
                assert label and attempt.size <= base.size
                attempt, label = cuts.send(asked % 3 == 0)
        except StopIteration:
            continue
        assert asked > kind.max_decisions


def test_the_copy_of_what_is_given_is_replaced_whole(tmp_path: Path) -> None:
    invocation = invocation_of(tmp_path, a="1", b="2")
    folder = begun_folder(tmp_path / "run")
    with folder:
        folder.begin(replace(folder.begun, given=Given(invocation=invocation), stage="input"))
        assert set(kept_files(folder.path)) == {"given/stdin", "given/0/a", "given/0/b"}
        made = folder.keep_input({"stdin": b"open\n", "0/a": b"1"}, invocation)
        folder.search_begins(replace(folder.begun, stage="search"))
        assert kept_files(folder.path) == {"given/stdin": b"open\n", "given/0/a": b"1"}
        assert made.contents == with_contents(made).contents != invocation.contents
