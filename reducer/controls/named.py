"""What a person names for controls, blame or a report: a case, or the folder of a run with its result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reducer.controls.files import read_controls
from reducer.judge.question import DEFAULT_SIDES
from reducer.program.load import LoadError
from reducer.records.carriers import Carrier
from reducer.records.findings import ControlsFinding
from reducer.records.run import State
from reducer.records.run_folder import read_state
from reducer.runtimes import Given


@dataclass(frozen=True)
class NamedCase:
    """A case, its sides, further runtimes, the folder for its variants, what it is loaded with, and what a
    run found to carry its slowdown."""

    case: Path
    slow: str
    fast: str
    also: tuple[str, ...]
    folder: Path
    given: Given
    carriers: tuple[Carrier, ...] = ()


def named_case(path: Path, also: Sequence[str], given: Given) -> NamedCase:
    """A file between the usual sides, loaded with `given`; or the result of a run between the run's sides,
    called as its seed was.  Raises LoadError, RecordError."""
    if not path.is_dir():
        folder = path.with_name(f"{path.stem}-controls")
        return NamedCase(path, *DEFAULT_SIDES, tuple(also), folder, given)
    state = read_state(path)
    if given not in (Given(), state.asked or state.given):
        raise LoadError("a run folder knows how its case is called: leave these options out", about=path)
    case = reduced_case(path, state)
    sides = state.slow.spec, state.fast.spec
    return NamedCase(
        case, *sides, tuple(also), path / "controls", given_to_result(state), state.carriers.found
    )


def given_to_result(state: State) -> Given:
    """What the result of a run is loaded with: it has a `_start` and no imports to stub any more."""
    return Given(invocation=state.given.invocation)


def reduced_case(folder: Path, state: State) -> Path:
    """The result of a run: `reduced.wat`, or where `-o` put it.  Raises LoadError for a run without one."""
    path = folder / "reduced.wat"
    if not path.exists() and state.summary is not None:
        path = Path(state.summary.output.path)
    if not path.exists():
        raise LoadError(f"{folder} has no reduced.wat: the run has not come to its end")
    return path


def controls_of(named: NamedCase, slow: str, fast: str) -> ControlsFinding | None:
    """What an earlier `wreduce controls` found of this case between these sides; None where it did not."""
    found = read_controls(named.folder)
    if found is None or (found.slow, found.fast) != (slow, fast):
        return None
    return found if Path(found.case).name == named.case.name else None
