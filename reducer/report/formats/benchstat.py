"""Go's benchmark lines, a file for each runtime: `benchstat slow.txt fast.txt` compares them.

Source: "Go Benchmark Data Format" (Go proposal 14313).  benchstat compares what has the same configuration
lines and the same name, so a runtime's name stands in a comment.
"""

from __future__ import annotations

import platform

from reducer.printable import printable
from reducer.report.formats.runs import Runs, all_runs, architecture
from reducer.report.rows import file_name
from reducer.report.subject import Subject
from reducer.report.wording import cpu, runtime_words

FOLDER = "benchstat"
_GO = {"x86_64": "amd64", "aarch64": "arm64"}
"""What Go calls an architecture."""


def files(subject: Subject) -> dict[str, str]:
    """slow.txt, fast.txt and one for each further runtime.  Raises ReportError where the single runs are not
    known."""
    made: dict[str, list[str]] = {}
    for runs in all_runs(subject):
        lines = made.setdefault(runs.role, [f"# {_line(_runtime(runs))}", *_configuration(subject)])
        lines += _results(runs)
    return {f"{FOLDER}/{role}.txt": "\n".join(lines) + "\n" for role, lines in made.items()}


def _configuration(subject: Subject) -> list[str]:
    """The lines that hold for all that follow."""
    machine = architecture()
    return [
        f"goos: {platform.system().lower()}",
        f"goarch: {_GO.get(machine, machine)}",
        f"pkg: {_line(file_name(subject.controls.case))}",
        f"cpu: {_line(cpu(subject))}",
    ]


def _results(runs: Runs) -> list[str]:
    """A line for each run: a trip of the loop is an operation, or the whole run where trips are not known."""
    trips = runs.finding.trip_count or 1
    name = f"Benchmark{runs.name[:1].upper()}{runs.name[1:]}"
    return [f"{name}-1 {trips} {time / trips:.6g} ns/op" for time in runs.times_ns]


def _runtime(runs: Runs) -> str:
    return runtime_words(runs.times.spec, runs.times.version)


def _line(text: str) -> str:
    return printable(" ".join(text.split()))
