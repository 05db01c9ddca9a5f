"""The single runs of a session, as formats of measurements need them.

A report speaks of medians; what other tools compare are the times of all runs.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass

from reducer.records.findings import SideTimes, VariantFinding
from reducer.report.commands import commands_of
from reducer.report.rows import file_name
from reducer.report.subject import ReportError, Subject

ROLES = ("slow", "fast")


@dataclass(frozen=True)
class Runs:
    """One program on one runtime: `role` is slow, fast or, of further runtimes, also_1, ..."""

    role: str
    finding: VariantFinding
    times: SideTimes

    @property
    def times_ns(self) -> tuple[int, ...]:
        """The CPU time of each run in ns, in the order of the rounds."""
        return self.times.runs_ns

    @property
    def name(self) -> str:
        """The program's name without an ending: one word of letters, digits and _."""
        return re.sub(r"[^A-Za-z0-9_]", "_", file_name(self.finding.file).removesuffix(".wat"))

    def command(self, subject: Subject) -> str:
        """The command line of one run; the runtime's spec where it has none."""
        binary = f"{self.name}.wasm"
        found = commands_of(
            self.times.spec, self.times.version, binary, subject.controls.ending, subject.call
        )
        return f"{found.environment}{found.run}" if found.run else self.times.spec


def runs_of(subject: Subject, found: VariantFinding) -> list[Runs]:
    """A program's runs on every runtime that has any."""
    return [Runs(_role(number), found, times) for number, times in enumerate(found.times) if times.runs_ns]


def case_runs(subject: Subject) -> list[Runs]:
    """The runs of the case itself, slow side first.  Raises ReportError where a side has none."""
    found = runs_of(subject, subject.case)
    if [runs.role for runs in found[:2]] != list(ROLES):
        raise ReportError(
            f"{subject.folder}: its controls were measured by a wreduce that kept no single runs: take "
            "controls.json away, and they are measured again"
        )
    return found


def all_runs(subject: Subject) -> Iterator[Runs]:
    """The case's runs, then those of its variants.  Raises ReportError as `case_runs` does."""
    yield from case_runs(subject)
    for found in subject.controls.variants:
        yield from runs_of(subject, found)


def _role(number: int) -> str:
    return ROLES[number] if number < len(ROLES) else f"also_{number - len(ROLES) + 1}"


def architecture() -> str:
    """This machine's, as Rust and Linux call it."""
    machine = platform.machine().lower()
    return {"amd64": "x86_64", "arm64": "aarch64"}.get(machine, machine)
