"""Archives that are broken, or made to do harm: a reason for each, no traceback, no hang, no full disk."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from broken_archives import (
    KINDS,
    PROGRAMS,
    SINGLE,
    a_header,
    a_pax_header,
    a_record,
    a_tar_with,
    an_entry,
)  # fmt: skip

from reducer.batch.archives import Bounds
from reducer.batch.intake import Intake, IntakeError, offers
from reducer.batch.offered import Unreadable
from reducer.batch.store import Store
from reducer.records.batch import Case

SAMPLES = 60
"""Of each kind, from its first to its last byte."""


class Read:
    """What came out of an archive: how many programs, and the reasons for the rest."""

    def __init__(self, path: Path, bounds: Bounds | None = None) -> None:
        self.programs, self.size = 0, 0
        self.reasons: list[str] = []
        try:
            for offered in offers(str(path), (), bounds or Bounds()):
                if offered.read is None:
                    self.reasons.append(offered.reason)
                    continue
                try:
                    with offered.read() as content:
                        while piece := content.read(1 << 20):
                            self.size += len(piece)
                    self.programs += 1
                except Unreadable as error:
                    self.reasons.append(f"cannot be read: {error}")
        except IntakeError as error:
            self.reasons.append(str(error))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "archive"


def assert_all_are_told(file: Path, broken: Iterable[bytes], cut_off: bool) -> int:
    """How many there were."""
    tried = 0
    for content in broken:
        file.write_bytes(content)
        found = Read(file)
        assert found.programs <= len(PROGRAMS)
        assert all(reason and "\n" not in reason for reason in found.reasons)
        # A byte may be one of a name, or of what nobody reads.
        assert found.reasons or found.programs == len(PROGRAMS) or not cut_off
        tried += 1
    return tried


@pytest.mark.parametrize("kind", KINDS)
def test_an_archive_that_is_broken_or_cut_off_is_told(file: Path, kind: str) -> None:
    broken = [*KINDS[kind]()]
    step = max(1, len(broken) // SAMPLES)
    assert assert_all_are_told(file, broken[::step], cut_off="cut" in kind) >= SAMPLES


@pytest.mark.long
def test_all_17000_archives_that_are_broken_or_cut_off_are_told(file: Path) -> None:
    tried = [assert_all_are_told(file, KINDS[kind](), cut_off="cut" in kind) for kind in KINDS]
    assert sum(tried) > 17_000


@pytest.mark.parametrize("kind", SINGLE)
def test_each_single_defect_has_its_reason_and_the_rest_is_read(file: Path, kind: str) -> None:
    content, words, programs = SINGLE[kind]
    file.write_bytes(content)
    found = Read(file)
    assert any(words in reason for reason in found.reasons) or not words
    assert found.programs >= programs


# ---- bounds

MANY = {f"{index}.wat": b" " * 10_000 for index in range(100)}


def zip_of(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


def tar_of(entries: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        for name, content in entries.items():
            archive.addfile(an_entry(name, size=len(content)), io.BytesIO(content))
    return made.getvalue()


both = pytest.mark.parametrize("archive_of", [zip_of, tar_of])


@both
def test_many_members_that_are_small_fill_no_disk(file: Path, archive_of) -> None:
    file.write_bytes(archive_of(MANY))
    found = Read(file, Bounds(bytes=300_000))
    assert 200_000 < found.size <= 300_000
    assert "more than 300,000 bytes when unpacked; the rest is not read" in found.reasons[-1]


@both
def test_members_are_counted(file: Path, archive_of) -> None:
    file.write_bytes(archive_of(MANY))
    found = Read(file, Bounds(members=10))
    assert found.programs == 10
    assert found.reasons == [
        "more than 10 members; the rest is not read: unpack it into a folder, and name that"
    ]


@both
def test_reading_has_an_end(file: Path, archive_of) -> None:
    file.write_bytes(archive_of(MANY))
    found = Read(file, Bounds(seconds=-1))
    assert found.programs == 0
    assert "not read within" in found.reasons[-1]


def test_what_is_passed_over_counts_as_well(file: Path) -> None:
    file.write_bytes(
        gzip.compress(a_tar_with(a_header("log.txt", size=b"%011o\0" % 50_000_128), b"\0" * 50_000_384))
    )
    found = Read(file, Bounds(bytes=1_000_000))
    assert found.programs == 1 and "more than 1,000,000 bytes" in found.reasons[-1]


def test_the_holes_of_a_sparse_file_count_as_well(file: Path) -> None:
    holes = a_record(b"GNU.sparse.map", b"0,512") + a_record(b"GNU.sparse.size", b"%d" % (1 << 40))
    file.write_bytes(a_tar_with(a_pax_header(holes), a_header(size=b"%011o\0" % 512), b"x" * 512))
    found = Read(file, Bounds(bytes=5_000_000))
    assert found.size <= 6_000_000 and "more than 5,000,000 bytes" in found.reasons[-1]


def test_a_bzip2_bomb_in_a_zip_is_unpacked_in_pieces(file: Path) -> None:
    file.write_bytes(zip_of({"bomb.wat": b"\0" * 20_000_000}, zipfile.ZIP_BZIP2))
    found = Read(file, Bounds(bytes=1_000_000))
    assert found.size <= 1_000_000 and "bytes when unpacked" in found.reasons[-1]


def test_a_directory_that_is_too_large_is_not_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reducer.batch.archives.MAX_DIRECTORY_BYTES", 1000)
    file.write_bytes(zip_of(MANY))
    assert "its directory is over 1,000 bytes" in Read(file).reasons[-1]


@pytest.mark.parametrize("name", ["pipe", "pipe.csv", "pipe.zip", "x" * 300])
def test_a_source_that_is_no_file_is_not_waited_for(tmp_path: Path, name: str) -> None:
    if len(name) < 100:
        os.mkfifo(tmp_path / name)
    with pytest.raises(IntakeError):
        offers(str(tmp_path / name))


# ---- into a run


@pytest.fixture
def run(tmp_path: Path) -> Iterator[tuple[Intake, Store]]:
    with Store.open(tmp_path / "run", {}) as store:
        yield Intake(store, tmp_path / "run", "ratio>2"), store


NAMES = (
    "../up.wat",
    "/abs.wat",
    "a\x1b[31m\n.wat",
    "twice.wat",
    "twice.wat",
    "\u202e.wat",
    ".wat",
    "a/../../b.wat",
)


@both
def test_a_name_is_data(file: Path, tmp_path: Path, run: tuple[Intake, Store], archive_of) -> None:
    intake, store = run
    entries = {name: b"(module (; %d ;))" % index for index, name in enumerate(NAMES)}
    file.write_bytes(archive_of(entries))
    intake.take_all(offers(str(file)))
    cases: list[Case] = store.cases()
    assert len(cases) == len([name for name in entries if Path(name).suffix])
    assert {path.parent for path in tmp_path.rglob("*.wat")} == {tmp_path / "run" / "cases"}


def test_two_members_of_one_name_are_two_cases(file: Path, run: tuple[Intake, Store]) -> None:
    intake, store = run
    with tarfile.open(file, "w") as archive:
        for content in (b"(module)", b"(module )"):
            archive.addfile(an_entry("same.wat", size=len(content)), io.BytesIO(content))
    intake.take_all(offers(str(file)))
    assert [case.stage for case in store.cases()] == ["taken", "taken"]


# ---- by the command


@pytest.mark.runtime
@pytest.mark.parametrize(
    "kind",
    [
        pytest.param("zip: a name that is not UTF-8 in the member", marks=pytest.mark.long),
        "tar: a size of 8 EB",
    ],
)
def test_the_command_goes_on_with_the_rest(file: Path, tmp_path: Path, kind: str) -> None:
    file.write_bytes(SINGLE[kind][0])
    command = [sys.executable, "-m", "reducer.cli", "batch", str(file), "--out", "run", "--jobs", "1"]
    done = subprocess.run(
        [*command, "--no-reports"], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr and " refused, 0 known" in done.stderr
