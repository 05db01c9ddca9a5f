"""One writer: a file is replaced whole, a log grows by whole lines."""

from pathlib import Path

import pytest

from reducer.records.codec import RecordError
from reducer.records.run import Decision
from reducer.records.writing import FileError, LineLog, read_lines, read_text, write_atomically


def test_a_file_is_replaced_whole_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "case.wat"
    write_atomically(path, "old")
    write_atomically(path, "new")
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be written"):
        write_atomically(tmp_path / "missing" / "case.wat", "text")


def test_bytes_that_are_no_text_survive_reading_and_writing(tmp_path: Path) -> None:
    path = tmp_path / "case.wat"
    write_atomically(path, b"(module ;; \xff\n)")
    write_atomically(path, read_text(path))
    assert path.read_bytes() == b"(module ;; \xff\n)"


def test_half_a_line_at_the_end_is_not_read_and_taken_away_before_the_next(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    one, two = Decision("statements", "kept"), Decision("values", "not shown")
    log = LineLog(path)
    log.append(one)
    log.close()
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:-1])
    assert list(read_lines(path, Decision)) == [one]
    log.append(two)
    assert list(read_lines(path, Decision)) == [one, two]


def test_half_a_line_as_long_as_several_blocks_is_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_bytes(b"x" * 10_000)
    LineLog(path).append(Decision("values", "kept"))
    assert list(read_lines(path, Decision)) == [Decision("values", "kept")]


def test_a_log_cut_anywhere_is_the_lines_before_and_goes_on(tmp_path: Path) -> None:
    path, decisions = tmp_path / "decisions.jsonl", [Decision(name, "kept") for name in "abc"]
    log = LineLog(path)
    for decision in decisions:
        log.append(decision)
    log.close()
    data = path.read_bytes()
    for end in range(len(data) + 1):
        path.unlink()
        path.write_bytes(data[:end])
        left = list(read_lines(path, Decision))
        assert left == decisions[: data[:end].count(b"\n")]
        log.append(Decision("new", "kept"))
        log.close()
        assert list(read_lines(path, Decision)) == [*left, Decision("new", "kept")]


def test_a_broken_line_in_the_midst_is_told_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    LineLog(path).append(Decision("values", "kept"))
    path.write_bytes(path.read_bytes() + b'{"stage": "va\n')
    with pytest.raises(RecordError, match=r"decisions\.jsonl, line 2: it is broken"):
        list(read_lines(path, Decision))
