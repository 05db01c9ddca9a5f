"""The run folder: every accepted step on disk before the next is tried, and what a resumed run needs to go
on.

Files are written beside their place and renamed, so that each is whole whenever a run is stopped.
    state.json       what was asked, the anchor, how far the search is
    incumbent.wat    the best so far
    steps/0001.wat   every kept step, in order
    decisions.jsonl  one line a decision
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from reducer.measure.atomic import FileError
from reducer.measure.atomic import check_writable as check_writable
from reducer.measure.atomic import write_atomically as write_atomically

RunFolderError = FileError
"""A run folder that cannot be used as asked; the message says what to do."""


class RunFolder:
    """One run's folder; `state` is what was read when the run is resumed, empty otherwise."""

    def __init__(self, path: Path, *, resume: bool) -> None:
        self.path = path
        self.state: dict[str, Any] = {}
        if resume:
            self.state = self._read_state()
        elif (path / "state.json").exists():
            raise RunFolderError(
                f"{path} holds an earlier run: go on with --resume, or name another --run-dir"
            )
        self.steps = len(list((path / "steps").glob("*.wat")))

    def _read_state(self) -> dict[str, Any]:
        try:
            state = json.loads((self.path / "state.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise RunFolderError(f"there is no run to resume in {self.path}") from None
        except (OSError, ValueError) as error:
            raise RunFolderError(f"{self.path}/state.json cannot be read: {error}") from None
        if not isinstance(state, dict):
            raise RunFolderError(f"{self.path}/state.json is not a run's state")
        return state

    def _make(self) -> None:
        """The folder itself, made when the first thing is kept in it: a run that fails before that leaves
        nothing."""
        try:
            (self.path / "steps").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise RunFolderError(f"{self.path} cannot be made: {error.strerror}") from None

    def save_state(self, **entries: Any) -> None:
        """Adds these entries to the state, on disk when this returns."""
        self._make()
        self.state.update(entries)
        write_atomically(self.path / "state.json", json.dumps(self.state, indent=1) + "\n")

    def save_step(self, text: str) -> None:
        """The next kept step, which is the incumbent from now on."""
        self.steps += 1
        write_atomically(self.path / "steps" / f"{self.steps:04d}.wat", text)
        write_atomically(self.path / "incumbent.wat", text)

    def save(self, name: str, text: str) -> Path:
        """A file of the folder; returns its path."""
        write_atomically(self.path / name, text)
        return self.path / name

    def log(self, entry: dict[str, Any]) -> None:
        """One line of decisions.jsonl."""
        with open(self.path / "decisions.jsonl", "a", encoding="utf-8") as handle:
            handle.write(json.dumps(entry) + "\n")

    def read(self, name: str) -> str | None:
        """A file of the folder, None where it is not there."""
        path = self.path / name
        return path.read_text(encoding="utf-8", errors="surrogateescape") if path.exists() else None


def fresh_folder(stem: str, where: Path) -> Path:
    """A folder name for a new run: wreduce-run-STEM, with a number where that is taken."""
    path = where / f"wreduce-run-{stem}"
    number = 1
    while path.exists():
        number += 1
        path = where / f"wreduce-run-{stem}-{number}"
    return path
