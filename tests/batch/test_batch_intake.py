"""What is taken in, from where, and why the rest is not; nothing is written outside the run folder."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from reducer.batch.checking import CheckRequest, check_case
from reducer.batch.intake import Intake, IntakeError, Watch, offers
from reducer.batch.store import Store
from reducer.records.batch import Case

PROGRAM = b'(module (func (export "_start")))'
OTHER = b'(module (func (export "_start") nop))'
ORACLE = "ratio>2"


class Run:
    """A run folder with an intake, and what is in its store."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store.open(folder, {})
        self.intake = Intake(self.store, folder, ORACLE, size_limit=100_000)

    def take(self, source: Path | str, lines: tuple[str, ...] = ()) -> dict[str, Case]:
        self.intake.take_all(offers(str(source), lines))
        return {case.source.rpartition("/")[2].rpartition("!")[2]: case for case in self.store.cases()}


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    made = Run(tmp_path / "run")
    yield made
    made.store.close()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "a.wat").write_bytes(PROGRAM)
    (folder / "deep" / "er" / "b.wat").write_bytes(OTHER)
    (folder / "README.md").write_text("no case")
    return folder


def stages(cases: dict[str, Case]) -> dict[str, str]:
    return {name: case.stage for name, case in cases.items()}


def test_a_folder_is_looked_through_and_copies_have_the_hash_for_a_name(run: Run, corpus: Path) -> None:
    cases = run.take(corpus)
    assert stages(cases) == {"a.wat": "taken", "b.wat": "taken"}
    case = cases["b.wat"]
    assert case.file == f"{case.hash}.wat"
    assert (run.folder / "cases" / case.file).read_bytes() == OTHER
    assert case.source == str(corpus / "deep" / "er" / "b.wat")


def test_a_second_look_takes_nothing_anew(run: Run, corpus: Path) -> None:
    run.take(corpus)
    run.take(corpus)
    assert (run.intake.taken.new, run.intake.taken.known) == (2, 2)
    assert len(list((run.folder / "cases").iterdir())) == 2


def test_a_binary_is_known_by_its_first_bytes_whatever_it_is_called(run: Run, corpus: Path) -> None:
    (corpus / "id:000001").write_bytes(b"\0asm\x01\0\0\0")
    assert run.take(corpus)["id:000001"].file.endswith(".wasm")


HOSTILE = [
    pytest.param(b"", "the file is empty", id="empty"),
    pytest.param(b" \n", "the file is empty", id="blank"),
    pytest.param(b"\x93\0\x01junk" * 50, "neither WebAssembly text nor a binary", id="junk"),
    pytest.param(b"\0asm\x01", "ends in its first eight bytes", id="truncated header"),
    pytest.param(b"(" * 100_001, "over 100,000 bytes long", id="large"),
]


@pytest.mark.parametrize(("content", "words"), HOSTILE)
def test_what_cannot_be_a_program_is_skipped_with_the_reason(
    run: Run, corpus: Path, content: bytes, words: str
) -> None:
    (corpus / "bad.wasm").write_bytes(content)
    cases = run.take(corpus)
    assert cases["bad.wasm"].stage == "skipped"
    assert words in cases["bad.wasm"].reason
    assert stages(cases)["a.wat"] == "taken"
    assert not (run.folder / "cases" / ".part").exists()


def test_50_mb_cost_no_more_than_the_limit(run: Run, corpus: Path) -> None:
    with open(corpus / "big.wasm", "wb") as file:
        file.write(b"\0asm\x01\0\0\0")
        file.truncate(50_000_000)
    assert "over 100,000 bytes" in run.take(corpus)["big.wasm"].reason
    assert sum(path.stat().st_size for path in (run.folder / "cases").iterdir()) < 1000


def test_packed_files_are_kept_as_what_is_in_them(run: Run, corpus: Path, tmp_path: Path) -> None:
    packed = gzip.compress(b"\0asm\x01\0\0\0")
    (corpus / "c.wasm.gz").write_bytes(packed)
    (corpus / "notes.gz").write_bytes(packed)
    with zipfile.ZipFile(tmp_path / "some.zip", "w") as archive:
        archive.writestr("d.wat.gz", gzip.compress(PROGRAM))
    run.take(tmp_path / "some.zip")
    cases = run.take(corpus)
    assert (run.folder / "cases" / cases["c.wasm.gz"].file).read_bytes() == b"\0asm\x01\0\0\0"
    assert cases["d.wat.gz"].file == cases["a.wat"].file
    assert "notes.gz" not in cases


def test_what_unpacks_without_end_costs_no_more_than_the_limit(run: Run, corpus: Path) -> None:
    (corpus / "bomb.wat.gz").write_bytes(gzip.compress(bytes(50_000_000)))
    (corpus / "cut.wat.gz").write_bytes(gzip.compress(PROGRAM)[:-9])
    (corpus / "bent.wat.gz").write_bytes(gzip.compress(PROGRAM)[:12] + bytes(20))
    cases = run.take(corpus)
    assert "over 100,000 bytes" in cases["bomb.wat.gz"].reason
    assert "cannot be read: broken gzip" in cases["cut.wat.gz"].reason
    assert "cannot be read: broken gzip" in cases["bent.wat.gz"].reason


def test_a_duplicate_is_skipped_with_the_name_of_the_first(run: Run, corpus: Path) -> None:
    (corpus / "copy.wat").write_bytes(PROGRAM)
    cases = run.take(corpus)
    assert cases["copy.wat"].reason == f"the same as {corpus}/a.wat"


def test_what_is_not_a_file_is_not_waited_for(run: Run, corpus: Path) -> None:
    os.mkfifo(corpus / "pipe.wasm")
    os.mkfifo(corpus / "pipe")
    (corpus / "broken.wat").symlink_to("nowhere")
    cases = run.take(corpus)
    assert cases["pipe.wasm"].reason == "not a regular file"
    assert "cannot be read" in cases["broken.wat"].reason
    assert "pipe" not in cases


def test_a_loop_of_links_has_an_end(run: Run, corpus: Path) -> None:
    (corpus / "deep" / "round").symlink_to(corpus)
    assert len(run.take(corpus)) == 2


def test_a_name_may_be_anything(run: Run, corpus: Path) -> None:
    path = os.path.join(os.fsencode(corpus), b"\xff\xfe=1.wat")
    with open(path, "wb") as file:
        file.write(b'(module (func (export "_start") nop nop nop))')
    for _ in range(2):
        assert "\\udcff\\udcfe=1.wat" in run.take(corpus)
    assert run.intake.taken.new == 3
    run.take("-", ("with\0nul.wat\n",))
    assert any("null" in case.reason for case in run.store.cases())


def test_the_results_of_a_batch_are_no_cases(run: Run, tmp_path: Path, corpus: Path) -> None:
    (run.folder / "runs").mkdir()
    (run.folder / "runs" / "reduced.wat").write_bytes(b"(module)")
    assert sorted(run.take(tmp_path)) == ["a.wat", "b.wat"]
    watch = Watch(tmp_path)
    watch.look()
    assert len(watch.look()) == 2


def test_a_run_folder_is_no_corpus(run: Run, corpus: Path) -> None:
    with pytest.raises(IntakeError, match="is the run folder of a batch: name the corpus"):
        offers(str(run.folder))
    cases = run.take("-", (f"{run.folder}\n", f"{corpus}/a.wat\n"))
    assert stages(cases) == {"run": "skipped", "a.wat": "taken"}
    assert cases["run"].reason == "is the run folder of a batch"


def test_a_folder_that_cannot_be_read_is_told(run: Run, corpus: Path, monkeypatch) -> None:
    real = os.scandir

    def scandir(path):
        if Path(path).name == "er":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    cases = run.take(corpus)
    assert stages(cases) == {"a.wat": "taken", "er": "skipped"}
    assert cases["er"].reason == "cannot be read: Permission denied"


# ---- archives

EVIL = ("../../evil.wat", "/tmp/evil-absolute.wat", "a/../../../up.wat", "C:\\evil.wat")


def a_zip(path: Path, entries: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def a_tar(path: Path, entries: dict[str, bytes], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:
        for name, content in entries.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return path


@pytest.mark.parametrize("make", [a_zip, a_tar])
def test_an_archive_never_writes_outside_the_run_folder(run: Run, tmp_path: Path, make) -> None:
    before = {path for path in tmp_path.rglob("*") if run.folder not in path.parents}
    entries = {name: b"(module (; %d ;))" % index for index, name in enumerate(EVIL)}
    archive = make(tmp_path / "evil.archive", entries)
    cases = run.take(archive)
    assert len(cases) == len(EVIL)
    after = {path for path in tmp_path.rglob("*") if run.folder not in path.parents}
    assert after == before | {archive}
    assert not Path("/tmp/evil-absolute.wat").exists()
    assert all(path.name == Path(path).name for path in (run.folder / "cases").iterdir())


@pytest.mark.parametrize("make", [a_zip, a_tar])
def test_the_members_of_an_archive_are_cases(run: Run, tmp_path: Path, make) -> None:
    archive = make(tmp_path / "night.archive", {"x/a.wat": PROGRAM, "x/b.wat": OTHER, "x/log.txt": b"no"})
    cases = run.take(archive)
    assert sorted(case.source for case in cases.values()) == [f"{archive}!x/a.wat", f"{archive}!x/b.wat"]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_tar_may_be_compressed_as_it_likes(run: Run, tmp_path: Path, mode: str) -> None:
    assert stages(run.take(a_tar(tmp_path / "x.tar", {"a.wat": PROGRAM}, mode))) == {"a.wat": "taken"}


@pytest.mark.parametrize("make", [a_zip, a_tar])
def test_a_bomb_is_unpacked_to_the_limit_and_no_further(run: Run, tmp_path: Path, make) -> None:
    archive = make(tmp_path / "bomb.archive", {"bomb.wat": b" " * 30_000_000, "a.wat": PROGRAM})
    cases = run.take(archive)
    assert "over 100,000 bytes" in cases["bomb.wat"].reason
    assert cases["a.wat"].stage == "taken"


def test_links_and_devices_in_a_tar_are_not_followed(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "links.tar"
    with tarfile.open(path, "w") as archive:
        for name, kind in (
            ("s.wat", tarfile.SYMTYPE),
            ("h.wat", tarfile.LNKTYPE),
            ("d.wat", tarfile.CHRTYPE),
        ):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
    cases = run.take(path)
    assert {case.reason for case in cases.values()} == {"not a regular file"}


def test_what_came_before_the_break_of_an_archive_is_kept(run: Run, tmp_path: Path) -> None:
    entries = {f"{index}.wat": b"(module (; %d ;))" % index + os.urandom(20_000).hex().encode()
               for index in range(4)}  # fmt: skip
    whole = a_tar(tmp_path / "w.tar", entries, "w").read_bytes()
    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(gzip.compress(whole)[:50_000])
    cases = run.take(broken)
    assert cases["0.wat"].stage == "taken"
    assert any("broken" in case.reason or "cannot be read" in case.reason for case in cases.values())


def test_a_broken_member_of_a_zip_costs_itself_alone(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.wat", PROGRAM)
        archive.writestr("b.wat", OTHER)
    path.write_bytes(path.read_bytes().replace(b"nop", b"pon"))
    cases = run.take(path)
    assert cases["a.wat"].stage == "taken"
    assert "CRC" in cases["b.wat"].reason


# ---- lists and manifests


def test_a_list_names_files_and_folders(run: Run, corpus: Path) -> None:
    lines = (f"{corpus}/a.wat\n", "\n", f"{corpus}/deep\n", f"{corpus}/missing.wat\n")
    cases = run.take("-", lines)
    assert stages(cases) == {"a.wat": "taken", "b.wat": "taken", "missing.wat": "skipped"}


def test_a_manifest_gives_a_case_its_oracle(run: Run, corpus: Path) -> None:
    manifest = corpus / "cases.csv"
    manifest.write_text('file,oracle\na.wat,ratio.compile>3\ndeep/er/b.wat,\nmissing.wat,"ratio>2"\n')
    cases = run.take(manifest)
    assert cases["a.wat"].oracle == "ratio.compile>3"
    assert cases["b.wat"].oracle == ORACLE
    assert cases["missing.wat"].stage == "skipped"


def test_an_oracle_that_cannot_be_read_costs_its_case(run: Run, corpus: Path) -> None:
    rows = "a.wat,ratio>\na.wat,time(wasmtime)>1s\ndeep/er/b.wat,ratio>2\n"
    (corpus / "cases.csv").write_text(rows)
    cases = run.take(corpus / "cases.csv")
    reasons = [case.reason for case in run.store.cases()]
    assert any("ask for a ratio" in reason for reason in reasons)
    cases = {case.source.rpartition("/")[2]: case for case in reversed(run.store.cases())}
    assert "its oracle, column" in cases["a.wat"].reason
    assert cases["b.wat"].stage == "taken"


@pytest.mark.parametrize("name", ["missing", "README.md"])
def test_a_source_of_no_kind_is_refused(run: Run, corpus: Path, name: str) -> None:
    with pytest.raises(IntakeError, match="folder, a zip, a tar, a manifest"):
        run.take(corpus / name)


def test_a_watched_file_is_taken_when_it_has_come_to_rest(run: Run, corpus: Path) -> None:
    watch = Watch(corpus)
    assert watch.look() == []
    assert len(watch.look()) == 2
    assert watch.look() == []
    (corpus / "new.wat").write_bytes(b"(module")
    assert watch.look() == []
    (corpus / "new.wat").write_bytes(b'(module (func (export "_start") nop nop))')
    assert watch.look() == []
    (offered,) = watch.look()
    run.intake.take(offered)
    assert [case.source for case in run.store.cases()] == [str(corpus / "new.wat")]


# ---- at the desk

IMPORT = b'(module (import "env" "f" (func)) (func (export "_start")))'


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param("x.wat", IMPORT, "imports `env.f` (func), which WASI", id="import nobody has"),
        pytest.param("x.wat", b"(module)", "no function is exported, and there is no start", id="no start"),
        pytest.param("x.wat", b"(module (func", "no closing", id="truncated text"),
        pytest.param("x.wasm", b"\0asm\x01\0\0\0\x01\x7f", "", id="truncated binary"),
        pytest.param("x.wat", b"(component)", "a component", id="component text"),
        pytest.param("x.wasm", b"\0asm\x0d\0\x01\0", "a component", id="component"),
    ],
)
def test_what_is_no_program_is_told_without_the_name_of_its_copy(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    checked = check_case(CheckRequest(tmp_path / name, tmp_path / "binaries" / "x.wasm"))
    assert checked.reason and words in checked.reason
    assert str(tmp_path) not in checked.reason
    assert not (tmp_path / "binaries").exists()


def test_a_text_and_its_binary_are_one_program(tmp_path: Path) -> None:
    (tmp_path / "x.wat").write_bytes(PROGRAM)
    first = check_case(CheckRequest(tmp_path / "x.wat", tmp_path / "b" / "x.wasm"))
    second = check_case(CheckRequest(tmp_path / "b" / "x.wasm", tmp_path / "b" / "y.wasm"))
    assert first.reason == second.reason == ""
    assert first.binary_hash == second.binary_hash
