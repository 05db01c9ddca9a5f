"""A run that was stopped in the midst of its search: how it is gone on with, and what lies in its folder."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reducer.cli import main


def contents(folder: Path) -> dict[str, str]:
    """A hash of every file, by its path."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line with which a command ends, its exit code being 2."""
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    shown = capsys.readouterr()
    assert stop.value.code == 2, shown.err
    assert shown.err.count("\n") == 1 and shown.err.startswith("wreduce: "), shown.err
    assert shown.out == ""
    return shown.err


RESUME = ("seed.wat", "--resume", "--run-dir", "run", "--oracle", "ratio>2", "--quiet")


def state_with(**entries: object) -> Callable[[Path], None]:
    def breaks(run: Path) -> None:
        state = json.loads((run / "state.json").read_text())
        (run / "state.json").write_text(json.dumps({**state, **entries}))

    return breaks
