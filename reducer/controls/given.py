"""What a person names for controls, blame or a report: a case, or the folder of a run with its result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reducer.controls.files import read_controls
from reducer.judge.question import DEFAULT_SIDES
from reducer.program.load import LoadError
from reducer.records.findings import ControlsFinding
from reducer.records.run import State
from reducer.records.run_folder import read_state


@dataclass(frozen=True)
class Given:
    """A case, its sides, further runtimes, and the folder for its variants."""

    case: Path
    slow: str
    fast: str
    also: tuple[str, ...]
    folder: Path


def given_case(path: Path, also: Sequence[str]) -> Given:
    """A file between the usual sides, or the result of a run between its own.  Raises LoadError,
    RecordError."""
    if not path.is_dir():
        folder = path.with_name(f"{path.stem}-controls")
        return Given(path, *DEFAULT_SIDES, tuple(also), folder)
    state = read_state(path)
    case = reduced_case(path, state)
    return Given(case, state.slow.spec, state.fast.spec, tuple(also), path / "controls")


def reduced_case(folder: Path, state: State) -> Path:
    """The result of a run: `reduced.wat`, or where `-o` put it.  Raises LoadError for a run without one."""
    path = folder / "reduced.wat"
    if not path.exists() and state.summary is not None:
        path = Path(state.summary.output.path)
    if not path.exists():
        raise LoadError(f"{folder} has no reduced.wat: the run has not come to its end")
    return path


def controls_of(given: Given, slow: str, fast: str) -> ControlsFinding | None:
    """What an earlier `wreduce controls` found of this case between these sides; None where it did not."""
    found = read_controls(given.folder)
    if found is None or (found.slow, found.fast) != (slow, fast):
        return None
    return found if Path(found.case).name == given.case.name else None
