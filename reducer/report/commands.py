"""The command lines by which a maintainer runs a case, from the rows of runtimes.toml.

What is measured in a worker of ours has no command line: there it is the same engine's own program, or that
very worker, which comes with the test cases.
"""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from reducer.runtimes import Ending, RuntimesError, Spec, parse_spec
from reducer.runtimes.mode import Mode
from reducer.runtimes.opening import WORKERS
from reducer.runtimes.table import known_runtimes
from reducer.runtimes.workers.call import Call, called
from reducer.runtimes.workers.run_once import NEEDED

PERF = "perf stat -r 5 -e task-clock "
WORKER_FOLDER = "workers/"
"""Where the worker and what it needs stand among the test cases."""
# Modes of the command line that are the engine of an embedded mode.
SAME_ENGINE = {("wasmtime", "cranelift"): "cli", ("wasmtime", "winch"): "cli-winch"}
NOTHING = Call()
# By these words a shell gives a command its standard input.
INPUT = ("sh", "-c")
NORMAL = Ending()
JAVASCRIPT_WORKER, GUEST, GUEST_WASI = "javascript_worker.py", "guest.js", "guest_wasi.js"


@dataclass(frozen=True)
class Commands:
    """How one runtime is installed, compiled for (`compile`) and run; `worker` are the files of the worker
    that runs it, if one does, `requirement` the package for pip that this wants, or else `program` what it
    starts; `files` are further files that the commands name.  `precompiled` says in words when compiling
    happens; `flags` are the options that were asked for.  Without `run`, `why_not` says why there is none."""

    spec: str
    version: str
    install: str = ""
    compile: tuple[str, ...] = ()
    run: str = ""
    worker: tuple[Path, ...] = ()
    requirement: str = ""
    program: str = ""
    files: tuple[Path, ...] = ()
    precompiled: str = ""
    flags: str = ""
    why_not: str = ""
    environment: str = ""

    @property
    def perf(self) -> str:
        """The run under perf, five times."""
        return f"{self.environment}{PERF}{self.run}"


def commands_of(
    text: str, version: str, wasm: str, ending: Ending = NORMAL, call: Call = NOTHING
) -> Commands:
    """The commands by which the runtime `text` (a spec) of that version runs the file `wasm`, which has that
    ending, called so."""
    try:
        spec = parse_spec(text)
        mode = known_runtimes()[spec.name].mode(spec.mode).for_version(version.split(" ")[0])
    except RuntimesError as error:
        return Commands(text, version, why_not=str(error))
    options = ", ".join(f"{key}={value}" for key, value in spec.options)
    flags = " ".join(filter(None, (f"+{mode.name}", options)))
    if mode.kind == "embedded":
        return _embedded(spec, mode, version, wasm, flags, [*_ends(ending), *_given(call)])
    if mode.kind == "javascript":
        return _javascript(spec, mode, version, wasm, flags, [*_ends(ending), *_given(call)])
    return _command(spec, mode, version, wasm, flags, call)


def package_of(text: str) -> str:
    """The package that a runtime's version is the version of; empty where it is the runtime's own."""
    try:
        spec = parse_spec(text)
        return known_runtimes()[spec.name].mode(spec.mode).distribution
    except RuntimesError:
        return ""


def same_engine(text: str, version: str, wasm: str, call: Call = NOTHING) -> Commands | None:
    """The commands of the program that is the engine of an embedded runtime; None where there is none."""
    try:
        spec = parse_spec(text)
        row = known_runtimes()[spec.name]
        mode = row.mode(spec.mode)
        name = SAME_ENGINE.get((spec.name, mode.name))
        other = None if name is None else row.mode(name).for_version(version)
    except RuntimesError:
        return None
    if other is None or mode.kind != "embedded" or any(key not in other.flags for key, _ in spec.options):
        return None
    return _command(spec, other, version, wasm, "", call)


def _embedded(spec: Spec, mode: Mode, version: str, wasm: str, flags: str, said: list[str]) -> Commands:
    options = [f"{key}={value}" for key, value in spec.options]
    requirement = f"{mode.distribution}=={version}"
    return Commands(
        str(spec),
        version,
        f"pip install {shlex.quote(requirement)}",
        run=_by_worker(mode.worker, wasm, [f"mode={mode.name}", *said, *options]),
        worker=_with_needed(mode.worker),
        requirement=requirement,
        precompiled="compiled in the process, before the clock of the execute phase starts",
        flags=flags,
    )


def _javascript(spec: Spec, mode: Mode, version: str, wasm: str, flags: str, said: list[str]) -> Commands:
    worker = mode.worker or JAVASCRIPT_WORKER
    guest = mode.run.index("{guest}")
    files: list[Path] = []
    started = [
        *_words(mode.run[:guest], spec, mode, wasm, files),
        WORKER_FOLDER + GUEST,
        *_words(mode.run[guest + 1 :], spec, mode, wasm, files),
    ]
    return Commands(
        str(spec),
        version,
        mode.install,
        run=_by_worker(worker, wasm, [*said, "--", *started]),
        worker=_with_needed(worker, GUEST, GUEST_WASI),
        program=mode.programs[0],
        files=tuple(files),
        precompiled="compiled in the process, before the clock of the execute phase starts, as far as the "
        "engine does not tier up",
        flags=flags,
        environment=_environment(mode),
    )


def _ends(ending: Ending) -> list[str]:
    """What run_once.py is told of a program that ends in another way than with exit code 0."""
    if ending == NORMAL:
        return []
    return [f"ends={' or '.join(ending.traps) if ending.exit_code is None else ending.exit_code}"]


def _by_worker(worker: str, wasm: str, words: list[str]) -> str:
    """The command by which run_once.py has the worker run the file."""
    return _line(["python3", "-I", WORKER_FOLDER + NEEDED[0], Path(worker).name, wasm, *words])


def _given(call: Call) -> list[str]:
    """The word by which run_once.py gives the program what it is given; none where that is nothing."""
    return [] if call == NOTHING else [f"given={json.dumps(call._asdict())}"]


def _with_input(words: list[str], call: Call) -> list[str]:
    """The words of a command that reads its file of standard input anew each time that it is run."""
    return [*INPUT, f'exec "$@" < {shlex.quote(call.stdin)}', "sh", *words] if call.stdin else words


def _with_needed(worker: str, *more: str) -> tuple[Path, ...]:
    return tuple(WORKERS / name for name in (*NEEDED, worker, *more))


def _environment(mode: Mode) -> str:
    return "".join(f"{key}={shlex.quote(value)} " for key, value in mode.environment.items())


def _command(spec: Spec, mode: Mode, version: str, wasm: str, flags: str, call: Call) -> Commands:
    files: list[Path] = []

    def filled(words: tuple[str, ...]) -> str:
        return _line(_words(words, spec, mode, wasm, files))

    run = called(_words(mode.run, spec, mode, wasm, files), mode.gives, call)
    ahead = " and ".join(
        _filled(step[0], mode, wasm, []) + (f" {step[1]}" if len(step) > 1 and step[1].isalpha() else "")
        for step in mode.compile
    )
    return Commands(
        str(spec),
        version,
        _install(mode, version),
        tuple(filled(step) for step in mode.compile),
        _line(_with_input(run, call)),
        files=tuple(dict.fromkeys(files)),
        precompiled=f"compiled ahead by {ahead}"
        if ahead
        else "not precompiled: each run compiles or interprets",
        flags=flags,
        environment=_environment(mode),
    )


def _install(mode: Mode, version: str) -> str:
    """How to install it, in that version where the words have room for one."""
    plain = re.fullmatch(r"cargo install --locked [\w-]+", mode.install)
    return f"{mode.install}@{version}" if plain and version[:1].isdigit() else mode.install


def _words(words: tuple[str, ...], spec: Spec, mode: Mode, wasm: str, files: list[Path]) -> list[str]:
    """A command's words, with names that a person can type; `files` gets those that it names."""
    options = [
        word.replace("{value}", value) for key, value in spec.options for word in mode.flags.get(key, ())
    ]
    made: list[str] = []
    for word in words:
        made += options if word == "{flags}" else [_filled(word, mode, wasm, files)]
    return made


def _filled(word: str, mode: Mode, wasm: str, files: list[Path]) -> str:
    """A word of a command with names that a person can type in the folder of the test cases."""
    if word.startswith("{here}/"):
        files.append(mode.here / word.removeprefix("{here}/"))
        return files[-1].name
    programs = {"program": mode.programs, **mode.also}
    for name, choices in programs.items():
        word = word.replace(f"{{{name}}}", choices[0])
    word = word.replace("{prefix}", "/usr").replace("{wasm}", wasm)
    word = re.sub(r"\{folder\}(?!/)", ".", word)
    return word.replace("{folder}/", "./" if word == "{folder}/guest" else "")


def _line(words: list[str]) -> str:
    return " ".join(shlex.quote(word) for word in words)
