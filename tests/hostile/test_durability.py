"""What is on disk and is broken: one line, exit code 2, and nothing is overwritten."""

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from made_findings import made_run
from made_run import SEED
from stopped_run import RESUME, contents, refused, state_with

from reducer.records.codec import to_line
from reducer.records.evidence import OverturnedRow
from reducer.records.findings import BlameFinding, ControlsFinding, read_finding
from reducer.records.run import Decision
from reducer.records.run_folder import (
    RunFolder,
    read_decisions,
    read_state,
)
from reducer.records.writing import FileError

LINE = b'{"stage":"values","verdict":"kept","seconds":1.0}\n'
ROW = to_line(OverturnedRow("key", 2.0)).encode() + b"\n"


def appended(name: str, *lines: bytes) -> Callable[[Path], None]:
    def breaks(run: Path) -> None:
        path = run / name
        path.write_bytes(path.read_bytes() + b"".join(lines))

    return breaks


def cut(name: str) -> Callable[[Path], None]:
    def breaks(run: Path) -> None:
        data = (run / name).read_bytes()
        (run / name).write_bytes(data[: len(data) // 2])

    return breaks


def written(name: str, content: bytes) -> Callable[[Path], None]:
    def breaks(run: Path) -> None:
        (run / name).write_bytes(content)

    return breaks


def removed(name: str) -> Callable[[Path], None]:
    def breaks(run: Path) -> None:
        (run / name).unlink()

    return breaks


def folder_for_file(name: str) -> Callable[[Path], None]:
    def breaks(run: Path) -> None:
        (run / name).unlink(missing_ok=True)
        (run / name).mkdir()

    return breaks


ANCHOR = {
    "noise": {"sigma": float("nan"), "spike_rate": 0.0},
    "low": 2.5,
    "interval": {"low": 2.5, "estimate": 3.0, "high": 3.5, "level": 0.99},
    "pairs": 24,
}
BROKEN_STATES = [
    pytest.param(state_with(anchor=ANCHOR), "NaN is no number", id="NaN"),
    pytest.param(
        state_with(anchor={**ANCHOR, "noise": {"sigma": 0.1, "spike_rate": True}}),
        "anchor.noise.spike_rate: true is no float",
        id="true for a number",
    ),
    pytest.param(state_with(oracle=3), "oracle: 3 is no str", id="another type"),
    pytest.param(state_with(stage="lost"), '"lost" is none of input, search', id="no such stage"),
    pytest.param(state_with(surprise=1), 'there is no field "surprise" here', id="a field too many"),
    pytest.param(state_with(format=1), "made by another release", id="an older layout"),
    pytest.param(cut("state.json"), "it is broken at line", id="half of it"),
    pytest.param(written("state.json", b""), "it is empty", id="empty"),
    pytest.param(written("state.json", b"\xff\xfe\0"), "it is broken", id="no text"),
    pytest.param(written("state.json", b"[" * 100_000), "it is broken", id="nested too deeply"),
    pytest.param(written("state.json", b"null"), "this is no wreduce run", id="null"),
    pytest.param(folder_for_file("state.json"), "cannot be read: Is a directory", id="a folder"),
]


@pytest.mark.parametrize(("breaks", "words"), BROKEN_STATES)
@pytest.mark.parametrize(
    "command", [RESUME, ("report", "run"), ("controls", "run")], ids=("resume", "report", "controls")
)
def test_a_broken_state_is_refused_by_every_command(
    run: Path, capsys: pytest.CaptureFixture[str], breaks: Callable[[Path], None], words: str,
    command: tuple[str, ...],
) -> None:  # fmt: skip
    breaks(run)
    before = contents(run)
    assert words in refused(capsys, *command)
    assert contents(run) == before


@pytest.mark.parametrize(
    ("breaks", "words"),
    [
        pytest.param(
            appended("decisions.jsonl", LINE[:20], b"\n", LINE), "decisions.jsonl, line 3: it is broken",
            id="half a decision",
        ),
        pytest.param(
            appended("decisions.jsonl", b'{"stage":3,"verdict":"kept"}\n'),
            "decisions.jsonl, line 3: stage: 3 is no str", id="a decision of other types",
        ),
        pytest.param(
            appended("decisions.jsonl", b"[1]\n"), "line 3: [1] is no object", id="no decision at all"
        ),
        pytest.param(appended("decisions.jsonl", b"\xff\n"), "line 3: this is no UTF-8", id="no text"),
        pytest.param(appended("decisions.jsonl", b"\n"), "line 3: it is empty", id="an empty line"),
        pytest.param(
            appended("evidence.jsonl", ROW[:20], b"\n", ROW), "evidence.jsonl, line 4: it is broken",
            id="half a row of evidence",
        ),
        pytest.param(
            appended("evidence.jsonl", ROW.replace(b"2.0", b'"2"')),
            'line 4: bar: "2" is no float', id="evidence of other types",
        ),
        pytest.param(
            appended("evidence.jsonl", ROW.replace(b"2.0", b"Infinity")),
            "line 4: Infinity is no number", id="evidence that is not finite",
        ),
        pytest.param(
            appended("evidence.jsonl", ROW.replace(b"overturned", b"guess")), "line 4: ", id="an unknown row"
        ),
        pytest.param(written("steps/notes.txt", b"mine"), "notes.txt is no step", id="a file in steps"),
        pytest.param(folder_for_file("steps/0002.wat"), "0002.wat is no step", id="a folder in steps"),
        pytest.param(removed("steps/0001.wat"), "0001.wat is missing", id="a lost step"),
        pytest.param(written("seed.wat", b"(module)"), "is not what the run began with", id="another copy"),
        pytest.param(removed("seed.wat"), "cannot be read", id="no copy of the seed"),
        pytest.param(
            written("../seed.wat", SEED.replace(b"1", b"2")),
            "run was begun with another seed: seed.wat", id="another seed of the same name",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_gone_on_with_is_refused(
    run: Path, capsys: pytest.CaptureFixture[str], breaks: Callable[[Path], object], words: str
) -> None:
    breaks(run)
    before = contents(run)
    assert words in refused(capsys, *RESUME)
    assert contents(run) == before


def test_a_broken_decision_is_refused_by_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    run = made_run(tmp_path / "run")
    appended("decisions.jsonl", b'{"stage":\n')(run)
    before = contents(run)
    assert "decisions.jsonl, line 7: it is broken" in refused(capsys, "report", "run")
    assert contents(run) == before


@pytest.mark.parametrize("name", ["decisions.jsonl", "evidence.jsonl"])
def test_half_a_line_at_the_end_is_what_a_killed_run_leaves_and_is_gone_on_from(run: Path, name: str) -> None:
    whole = (run / name).read_bytes()
    (run / name).write_bytes(whole + (LINE if name.startswith("d") else ROW)[:20])
    with RunFolder(run, SEED, resume=True) as folder:
        folder.log(Decision("values", "not shown"))
        folder.evidence.append(OverturnedRow("other", 2.0))
        assert list(folder.evidence.read())[-1] == OverturnedRow("other", 2.0)
    assert (run / name).read_bytes().startswith(whole)
    assert read_decisions(run)[-1] == Decision("values", "not shown")


def test_a_run_is_not_begun_in_a_folder_that_holds_one(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(run)
    (run.parent / "seed.wat").write_text(
        '(module (import "wasi_snapshot_preview1" "proc_exit" (func (param i32)))'
        ' (memory (export "memory") 1) (func (export "_start")))'
    )
    assert "holds an earlier run" in refused(capsys, "seed.wat", "--run-dir", "run", "--quiet")
    (run / "state.json").unlink()
    assert "but no state.json" in refused(capsys, "seed.wat", "--run-dir", "run", "--quiet")
    del before["state.json"]
    assert contents(run) == before


# ---- made by the hundred


def refusal(act: Callable[[], object]) -> str | None:
    """The words with which something is refused, None where it is not.  Any other exception comes out."""
    try:
        act()
    except FileError as error:
        assert "\n" not in str(error) and len(str(error)) < 400
        return str(error)
    return None


def test_a_state_cut_anywhere_is_refused(run: Path) -> None:
    data = (run / "state.json").read_bytes().rstrip()
    for end in range(0, len(data), 7):
        (run / "state.json").unlink()
        (run / "state.json").write_bytes(data[:end])
        assert refusal(lambda: read_state(run)) is not None, end


def places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to everything in a JSON value."""
    yield path
    if isinstance(value, (dict, list)):
        for key, entry in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(entry, (*path, key))


def put(value: object, path: tuple[str | int, ...], other: object) -> object:
    """A copy with another value at that place."""
    if not path:
        return other
    made = copy.deepcopy(value)
    inner: Any = made
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = other
    return made


OTHERS = [None, True, 3, -1.5, "words", "", [], [1], {}, {"a": 1}, 10**400, float("inf"), float("nan")]


@pytest.mark.parametrize("name", ["state.json", "controls/controls.json", "blame.json", "decisions.jsonl"])
def test_any_other_value_anywhere_is_refused_in_a_line_or_of_the_right_type(
    tmp_path: Path, name: str
) -> None:
    folder = made_run(tmp_path / "run")
    readers: dict[str, Callable[[], object]] = {
        "state.json": lambda: read_state(folder),
        "controls/controls.json": lambda: read_finding(
            folder / "controls" / "controls.json", ControlsFinding
        ),
        "blame.json": lambda: read_finding(folder / "blame.json", BlameFinding),
        "decisions.jsonl": lambda: read_decisions(folder),
    }
    whole = json.loads((folder / name).read_text().splitlines()[0] if name.endswith("l") else
                       (folder / name).read_text())  # fmt: skip
    tried = refused_ones = 0
    everywhere = list(places(whole))
    for path in everywhere[:: max(1, len(everywhere) // 40)]:
        for other in OTHERS:
            # Writing over a file waits for the disk, on some file systems.
            (folder / name).unlink()
            (folder / name).write_text(json.dumps(put(whole, path, other)) + "\n")
            tried += 1
            refused_ones += refusal(readers[name]) is not None
    # Most values are of one type only; numbers and words may well be others.
    assert tried >= 80 and refused_ones > 0.6 * tried
