"""Evidence: rows in the order in which they were written, each of its own kind."""

from pathlib import Path

import pytest

from reducer.records.codec import RecordError
from reducer.records.evidence import EvidenceLog, OverturnedRow

ROWS = [OverturnedRow("key", 2.0), OverturnedRow("other", 1.5), OverturnedRow("key", 1.8)]


def test_rows_come_back_in_order_and_as_they_were(tmp_path: Path) -> None:
    log = EvidenceLog(tmp_path / "evidence.jsonl")
    assert list(log.read()) == []
    for row in ROWS:
        log.append(row)
    log.close()
    assert list(EvidenceLog(tmp_path / "evidence.jsonl").read()) == ROWS


def test_what_is_written_can_be_read_while_the_log_is_open(tmp_path: Path) -> None:
    log = EvidenceLog(tmp_path / "evidence.jsonl")
    log.append(ROWS[0])
    assert list(EvidenceLog(tmp_path / "evidence.jsonl").read()) == ROWS[:1]


def test_a_row_of_no_known_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "evidence.jsonl").write_text('{"row":"guess"}\n')
    with pytest.raises(RecordError, match=r"line 1: .* is no .*OverturnedRow"):
        list(EvidenceLog(tmp_path / "evidence.jsonl").read())


def test_the_evidence_of_another_release_is_refused_in_a_line(tmp_path: Path) -> None:
    path = tmp_path / "evidence.jsonl"
    path.write_text('{"slow": "one", "fast": "other", "phase": "execute", "format": 3, "row": "subject"}\n')
    with pytest.raises(RecordError, match="another release of wreduce: name another folder"):
        list(EvidenceLog(path).read())
