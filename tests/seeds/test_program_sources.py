"""The large programs: what is taken of a source package, and that every recipe has its main."""

from __future__ import annotations

import io
import sys
import tarfile
from pathlib import Path

import pytest

PROGRAMS = Path(__file__).resolve().parents[2] / "seeds" / "programs"
sys.path.insert(0, str(PROGRAMS))

from recipes import RECIPES  # noqa: E402
from sources import source, unpack, upstream_archive  # noqa: E402

import reducer.runtimes.debian  # noqa: E402


def archive_with(path: Path, *names: str) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name in names:
            member = tarfile.TarInfo(name)
            member.size = len(name)
            archive.addfile(member, io.BytesIO(name.encode()))
    return path


def test_the_upstream_archive_is_found_among_the_files_of_a_source_package(tmp_path: Path) -> None:
    for name in ("x_2.0-1.dsc", "x_2.0-1.debian.tar.xz", "x_2.0.orig-docs.tar.gz", "x_2.0.orig.tar.xz.asc"):
        (tmp_path / name).touch()
    (tmp_path / "x_2.0.orig.tar.xz").touch()
    assert upstream_archive(tmp_path).name == "x_2.0.orig.tar.xz"


def test_a_source_package_without_an_upstream_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "native_2.0.tar.xz").touch()
    with pytest.raises(ValueError, match="0 upstream archives"):
        upstream_archive(tmp_path)


def test_an_archive_is_unpacked_without_its_top_folder(tmp_path: Path) -> None:
    unpack(archive_with(tmp_path / "x.tar.gz", "x-2.0/main.c", "x-2.0/src/part.c"), tmp_path / "x")
    assert (tmp_path / "x" / "src" / "part.c").read_text(encoding="utf-8") == "x-2.0/src/part.c"
    assert (tmp_path / "x" / "main.c").is_file()


def test_nothing_is_written_outside_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="outside"):
        unpack(archive_with(tmp_path / "x.tar.gz", "x/../../out.c"), tmp_path / "deep" / "x")
    assert not list(tmp_path.rglob("out.c"))


def test_a_source_that_is_there_is_not_fetched_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reducer.runtimes.debian, "call", None)
    (tmp_path / "zlib-trixie").mkdir()
    assert source("zlib", "trixie", tmp_path) == tmp_path / "zlib-trixie"


@pytest.mark.parametrize("name", RECIPES)
def test_every_program_has_a_main_of_ours(name: str) -> None:
    assert (PROGRAMS / "main" / RECIPES[name].main).is_file()
