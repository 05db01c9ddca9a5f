"""`reproduce.sh`: reruns the table of a report on another machine, with wreduce or without.

What it quotes is one word of a shell, whatever a case or an engine says; the template holds the rest.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, replace
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from reducer.printable import printable
from reducer.report.commands import INPUT, SAME_ENGINE, Commands, commands_of, same_engine
from reducer.report.rows import Row
from reducer.report.subject import Subject
from reducer.report.wording import cpu, name_of
from reducer.runtimes import RuntimesError, parse_spec
from reducer.runtimes.table import known_runtimes
from reducer.runtimes.workers.call import Call
from reducer.runtimes.workers.traps import steps

ROUNDS = 8
"""The fewest that give `wreduce measure` an interval of 99 %."""
WASM = "@WASM@"


@dataclass(frozen=True)
class _Script:
    """A side as the script needs it; `kind` is python (a worker in a package's own environment), javascript
    (a worker that starts a program), command or none.  `programs` must be on PATH; `version_command` tells
    the version of the first; `engine` is the program that is the same engine as a package."""

    spec: str
    version: str
    words: str
    kind: str
    commands: Commands
    run: str = ""
    compile: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    version_command: str = ""
    engine: _Script | None = None


def reproduce_script(subject: Subject, rows: list[Row]) -> str:
    """The text of reproduce.sh."""
    controls = subject.controls
    shown = [
        {
            "binary": row.file.removesuffix(".wat") + ".wasm",
            "ratio": "-" if row.ratio is None else f"{row.ratio.estimate:.2f}",
            "verdict": row.verdict,
        }
        for row in rows
    ]
    ending = controls.ending
    context = {
        "ends": "trap" if ending.exit_code is None else ending.exit_code,
        "ending": str(ending),
        "steps": [(_extended(pattern), meant) for pattern, meant in steps(ending.traps)]
        if ending.traps
        else [],
        "rounds": ROUNDS,
        "rows": shown,
        "slow": _script(subject, 0),
        "fast": _script(subject, 1),
        "cpu": cpu(subject),
        "options": _options(subject.call),
        "arguments": shlex.join(subject.call.argv),
        "given": bool(subject.call.stdin or subject.call.dirs),
        "phase": controls.phase,
        "metric": "wall" if controls.clock == "wall" else "task-clock",
    }
    return _environment().get_template("reproduce.sh.j2").render(context)


def _script(subject: Subject, index: int) -> _Script:
    times = subject.case.times[index]
    commands = commands_of(times.spec, times.version, WASM, subject.controls.ending, subject.call)
    side = _Script(times.spec, times.version, name_of(subject, index), "none", commands)
    if not commands.run:
        return side
    if commands.worker:
        kind = "python" if commands.requirement else "javascript"
        own = same_engine(times.spec, times.version, WASM, subject.call)
        engine = None if own is None else _by_program(side, own)
        run = commands.run.removeprefix("python3 ").replace(WASM, '"$1"')
        return replace(side, kind=kind, run=run, engine=engine)
    return _by_program(side, commands)


def _by_program(side: _Script, commands: Commands) -> _Script:
    programs = [_program(line) for line in (*commands.compile, commands.run)]
    return replace(
        side,
        kind="command",
        commands=commands,
        run=commands.run.replace(WASM, '"$wasm"'),
        compile=tuple(line.replace(WASM, '"$wasm"') for line in commands.compile),
        programs=tuple(dict.fromkeys(word for word in programs if not word.startswith("."))),
        version_command=_version_command(side.spec, programs[0]),
    )


def _program(line: str) -> str:
    """The program that a command line starts, where it is given its standard input by a shell as well."""
    words = shlex.split(line)
    return words[len(INPUT) + 2 if tuple(words[: len(INPUT)]) == INPUT else 0]


def _options(call: Call) -> str:
    """What `wreduce measure` is told of how the program is called, its arguments aside."""
    words = [word for name, value in call.env for word in ("--env", f"{name}={value}")]
    words += ["--stdin", call.stdin] if call.stdin else []
    words += [word for host, guest in call.dirs for word in ("--dir", f"{host}::{guest}")]
    return shlex.join(words)


def _version_command(text: str, program: str) -> str:
    """The command that prints the program's version, where that is the version that was measured."""
    try:
        spec = parse_spec(text)
        row = known_runtimes()[spec.name]
        name = row.mode(spec.mode).name
        mode = row.mode(SAME_ENGINE.get((spec.name, name), name))
    except RuntimesError:
        return ""
    words = mode.version[0] if mode.version else ()
    if not words or words[0] != "{program}" or spec.name == "wasm2c":
        return ""
    return shlex.join([program, *words[1:]])


def _extended(pattern: str) -> str:
    """A regular expression of Python's as grep -E reads it."""
    return pattern.replace(r"\d", "[0-9]").replace(r"\w", "[[:alnum:]_]")


def _quoted(text: str) -> str:
    """The text as one word of a shell, on one line."""
    return shlex.quote(printable(text))


def _comment(text: str) -> str:
    """The text on one line of a shell's comment."""
    return re.sub(r"[^\x20-\x7e]", " ", text)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reducer.report"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"quoted": _quoted, "comment": _comment}
    return environment
