"""What hostile places need: a small file system, to be filled or made read-only, and a run in a folder."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_run import SEED, begun_folder

from reducer.records.evidence import OverturnedRow
from reducer.records.run import Decision


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 512 KiB."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(place)]
    if os.getuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("a small file system needs root and mount")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a run that was stopped in the midst of its search; its seed lies beside it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seed.wat").write_bytes(SEED)
    with begun_folder(tmp_path / "run") as folder:
        for text in ("(module)", "(module (memory 1))"):
            folder.log(Decision("statements", "kept", 0.5, 1, ("a",), 3, 2.5, folder.save_step(text)))
            folder.evidence.append(OverturnedRow(text, 2.0))
        folder.evidence.append(OverturnedRow("key", 2.0))
    return tmp_path / "run"
