"""The run folder: every kept step on disk before the next is tried, and all that a resumed run needs.

    state.json       what was asked, what the seed showed, how far the run is
    seed.wat         the seed as it was given (seed.wasm where it is a binary)
    given/           what it reads: standard input, and the files of its folders
    inputs/0007/     the smallest input so far, where that was cut
    incumbent.wat    the best so far: a link to its step, where the file system has links
    steps/0001.wat   every kept step, in order
    decisions.jsonl  a line for every decision
    evidence.jsonl   what the decisions rest on
    lock             held by the process that writes; the kernel lets go of it however that ends

Nothing in it says where it lies or what time it was: it may be moved, and clocks may go back.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import re
import shlex
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from reducer.records.codec import RecordError, from_document, to_document, to_line
from reducer.records.errors import FileError
from reducer.records.evidence import EvidenceLog, Row
from reducer.records.given import INPUTS, from_folder, in_folder, keep_given, lay_out
from reducer.records.run import (
    RUN,
    SCHEMA_VERSION,
    Decision,
    SeedFile,
    Side,
    Stage,
    State,
    Summary,
    TripPlace,
)
from reducer.records.writing import (
    LineLog,
    link_atomically,
    read_bytes,
    read_lines,
    read_text,
    write_atomically,
)
from reducer.runtimes import Given, Invocation

RunFolderError = FileError
"""A run folder that cannot be used as asked; the message says what to do."""
STATE, DECISIONS, EVIDENCE, STEPS, INCUMBENT = (
    "state.json", "decisions.jsonl", "evidence.jsonl", "steps", "incumbent.wat",
)  # fmt: skip
LOCK, STRONG, PROGRAM = "lock", "strong.wat", "program.wat"


# ---- reading, also while another process writes


def read_state(folder: Path) -> State:
    """The state of the run in a folder.  Raises RecordError where it is broken or of another release."""
    path = folder / STATE
    if not path.exists():
        raise RecordError(f"{folder} is not a run folder: it has no {STATE}")
    state = from_document(State, read_text(path), RUN, SCHEMA_VERSION, path)
    return replace(state, given=in_folder(folder, state.given))


def read_decisions(folder: Path) -> list[Decision]:
    """All decisions, in order.  Raises RecordError for a line that is none."""
    return list(read_lines(folder / DECISIONS, Decision))


def step_paths(folder: Path) -> list[Path]:
    """Their files.  Raises RecordError where one is missing, or something else lies among them.

    Hidden files are what a killed process has left of a file that it was writing: they are passed over.
    """
    place = folder / STEPS
    try:
        names = sorted(entry.name for entry in place.iterdir() if not entry.name.startswith("."))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise RecordError(f"{place} cannot be read: {error.strerror}") from None
    # From 10,000 on a name is longer, and sorts before shorter ones.
    names.sort(key=lambda name: (len(name), name))
    for number, name in enumerate(names, 1):
        path, expected = place / name, place / _step_name(number)
        if not re.fullmatch(r"\d{4,}\.wat", name) or not path.is_file():
            raise RecordError(f"{path} is no step of this run: move it out of the folder")
        if path != expected:
            raise RecordError(f"{expected} is missing: start again in another --run-dir")
    return [place / name for name in names]


def _step_name(number: int) -> str:
    return f"{number:04d}.wat"


def check_same_question(folder: Path, state: State, oracle: str, slow: Side, fast: Side) -> None:
    """Raises RecordError where a run is to go on with another oracle, other runtimes or other releases.

    Which of the two runtimes is the slow side is not asked: the run knows.
    """
    begun, now = state.oracle, oracle
    if begun == now:
        one, other = (state.slow, state.fast), (slow, fast)
        if sorted(map(_words, one)) == sorted(map(_words, other)):
            return
        begun, now = (" / ".join(map(_words, sides)) for sides in (one, other))
    raise RecordError(f"{folder} was begun with {begun}, not {now}: ask the same, or name another --run-dir")


def given_again(folder: Path, state: State, given: Given) -> Given:
    """What the seed of a run was loaded with, with its input as far as that was cut; `given` is what is said
    when it goes on, where anything is.  Raises RecordError where that is something else."""
    asked = state.asked or state.given
    if given not in (Given(), asked):
        begun, now = (shlex.join(what.words) or "no options for the program" for what in (asked, given))
        raise RecordError(
            f"{folder} was begun with {begun}, not {now}: leave these out, the run knows them, or name "
            "another --run-dir"
        )
    return state.given


def _words(side: Side) -> str:
    return f"{side.spec} ({side.version})"


# ---- writing


class RunFolder:
    """One run's folder, locked by this process until it is closed; a context manager.

    `state` is None until `begin`, or until it is read when the run is resumed.  A folder in which nothing was
    saved is removed when it is closed.
    """

    def __init__(self, path: Path, seed: bytes | None, *, resume: bool) -> None:
        """Raises FileError: another process holds it, it holds an earlier run (`resume` is False), or no run
        that can be gone on with.  `seed` is the seed's content; a resumed run may do without, it has its
        copy."""
        self.path = path
        self.state: State | None = None
        self.evidence = EvidenceLog(path / EVIDENCE)
        self._decisions = LineLog(path / DECISIONS)
        self._lock: int | None = None
        if resume and not (path / STATE).exists():
            raise RunFolderError(f"there is no run to resume in {path}")
        self._made = [] if resume else _make(path)
        try:
            self._take()
            if resume:
                self.state = self._resumed(seed)
            else:
                self._check_fresh()
            self.steps = len(step_paths(path))
            self._seed = seed if seed is not None else read_bytes(self.seed_path)
        except BaseException:
            self.close()
            raise

    def _take(self) -> None:
        """Raises RunFolderError where another process has it."""
        try:
            self._lock = os.open(self.path / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._made = []
            raise RunFolderError(
                f"{self.path} is being worked on by another wreduce: wait for it, or name another --run-dir"
            ) from None
        except OSError as error:
            raise RunFolderError(f"{self.path} cannot be written: {error.strerror}") from None

    def _check_fresh(self) -> None:
        if (self.path / STATE).exists():
            raise RunFolderError(
                f"{self.path} holds an earlier run: go on with --resume, or name another --run-dir"
            )
        for name in (STEPS, DECISIONS):
            if (self.path / name).exists():
                raise RunFolderError(
                    f"{self.path} holds {name} of an earlier run but no {STATE}: name another --run-dir"
                )

    def _resumed(self, seed: bytes | None) -> State:
        state = read_state(self.path)
        copy = self.path / state.seed.file
        if _sha256(read_bytes(copy)) != state.seed.sha256:
            raise RunFolderError(f"{copy} is not what the run began with: start again in another --run-dir")
        if seed is not None and _sha256(seed) != state.seed.sha256:
            raise RunFolderError(
                f"{self.path} was begun with another seed: {state.input.path} was another file then, or has "
                "changed; name another --run-dir"
            )
        # Read now, so that a broken file is reported before anything is measured.
        for rows in (read_decisions(self.path), EvidenceLog(self.path / EVIDENCE).read()):
            for _ in rows:
                pass
        return state

    # ---- what is in it

    @property
    def begun(self) -> State:
        """The state of a run that has begun.  Raises RecordError before that."""
        if self.state is None:
            raise RecordError(f"{self.path} holds no run yet")
        return self.state

    @property
    def seed_file(self) -> SeedFile:
        """The seed's copy, as the state names it."""
        name: Literal["seed.wasm", "seed.wat"] = "seed.wasm" if self._seed[:4] == b"\0asm" else "seed.wat"
        return SeedFile(name, _sha256(self._seed))

    @property
    def seed_path(self) -> Path:
        """Where the seed's copy is."""
        return self.path / (self.seed_file if self.state is None else self.state.seed).file

    def begin(self, state: State, rows: Iterable[Row] = ()) -> None:
        """Saves copies of the seed and of what it reads, the seed's evidence and the first state; from now on
        the run can be resumed.

        Whatever is there before the state is left over from a killed run and is written again.  Raises
        FileError.
        """
        write_atomically(self.path / state.seed.file, self._seed)
        keep_given(self.path, state.given.invocation)
        write_atomically(self.path / EVIDENCE, "".join(f"{to_line(row)}\n" for row in rows))
        self._save(state)

    def keep_input(self, contents: Mapping[str, bytes], invocation: Invocation) -> Invocation:
        """The next input of the seed, with these contents, in the place of the one before; the invocation
        that reads it, which is the run's from now on.  Raises FileError."""
        inputs = self.path.resolve() / INPUTS
        _make(inputs)
        before = [entry for entry in inputs.iterdir() if entry.name.isdigit()]
        number = max((int(entry.name) for entry in before), default=0) + 1
        made = lay_out(inputs / f"{number:04d}", contents, invocation)
        begun = self.begun
        given = replace(begun.given, invocation=made)
        self._save(replace(begun, given=given, asked=begun.asked or begun.given))
        for entry in before:
            shutil.rmtree(entry, ignore_errors=True)
        return made

    def keep_own_input(self) -> Invocation:
        """The seed's input is again what a person said it is.  Raises FileError."""
        own = self.begun.asked or self.begun.given
        self._save(replace(self.begun, given=own, asked=None))
        return own.invocation

    def search_begins(self, state: State) -> None:
        """The state of a run whose seed is calibrated, in the place of the one in which its input was cut.
        Raises FileError."""
        keep_given(self.path, state.given.invocation)
        self._save(state)

    def at_stage(self, stage: Stage) -> None:
        """Notes the stage that the run has reached.  Raises FileError."""
        self._save(replace(self.begun, stage=stage))

    def save_strong(self, text: str, trips: tuple[TripPlace, ...]) -> None:
        """Saves the smallest case at the guard band, with which the first stage ends.  Raises FileError."""
        self.save(STRONG, text)
        self._save(replace(self.begun, stage="anneal", strong=trips))

    def take_apart(self, carriers: tuple[str, ...]) -> None:
        """Notes that the run consists of these parts, whose programs are saved.  Raises FileError."""
        self._save(replace(self.begun, parts=carriers))

    def finish(self, summary: Summary) -> None:
        """Saves the run's outcome so far.  Raises FileError."""
        self._save(replace(self.begun, summary=summary))

    def _save(self, state: State) -> None:
        path = self.path / STATE
        written = replace(state, given=from_folder(self.path, state.given))
        write_atomically(path, to_document(written, RUN, SCHEMA_VERSION, path))
        self.state = state

    def save_step(self, text: str) -> int:
        """Saves the next kept step, which becomes the incumbent; returns its number.  Raises FileError."""
        _make(self.path / STEPS)
        name = _step_name(self.steps + 1)
        write_atomically(self.path / STEPS / name, text)
        self.steps += 1
        try:
            link_atomically(self.path / INCUMBENT, f"{STEPS}/{name}")
        except OSError:
            self.save(INCUMBENT, text)
        return self.steps

    def step_path(self, number: int) -> Path:
        """The path of a kept step."""
        return self.path / STEPS / _step_name(number)

    def read_step(self, number: int) -> str:
        """The text of a kept step.  Raises FileError."""
        return read_text(self.step_path(number))

    def save(self, name: str, text: str) -> Path:
        """Writes a file of the folder; returns its path.  Raises FileError."""
        write_atomically(self.path / name, text)
        return self.path / name

    def log(self, decision: Decision) -> None:
        """Adds a line to decisions.jsonl.  Raises FileError."""
        self._decisions.append(decision)

    def read(self, name: str) -> str | None:
        """A file of the folder, None where it is not there.  Raises FileError."""
        path = self.path / name
        return read_text(path) if path.exists() else None

    # ---- letting go

    def close(self) -> None:
        """Releases the folder, and removes it if nothing was saved in it.  May be called twice."""
        self._decisions.close()
        self.evidence.close()
        if self.state is None and self._made:
            with contextlib.suppress(OSError):
                (self.path / LOCK).unlink(missing_ok=True)
                for folder in self._made:
                    folder.rmdir()
            self._made = []
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _make(folder: Path) -> list[Path]:
    """Makes a folder where it is missing; returns those that were made, the deepest first.  Raises
    RunFolderError."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunFolderError(f"{folder} cannot be made: {error.strerror}") from None
    return missing


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def fresh_folder(stem: str, where: Path) -> Path:
    """A folder name for a new run: wreduce-run-STEM, with a number where that name is taken."""
    path = where / f"wreduce-run-{stem}"
    number = 1
    while path.exists():
        number += 1
        path = where / f"wreduce-run-{stem}-{number}"
    return path
