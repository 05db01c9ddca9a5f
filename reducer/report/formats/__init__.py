"""Forms of a report that other tools read: what each is called, and which files it is made of.

A format is a function from a subject to files by their names; it measures nothing, but for the run that tells
what Sightglass is to expect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from reducer.report.formats import benchstat, disas, github, hyperfine, sightglass
from reducer.report.subject import Subject

Files = Mapping[str, str | bytes]


class Format(StrEnum):
    """What `wreduce report --format` takes."""

    SIGHTGLASS = "sightglass"
    DISAS = "disas"
    HYPERFINE = "hyperfine"
    BENCHSTAT = "benchstat"
    GITHUB = "github"


def format_files(format_: Format, subject: Subject, template: str | None = None) -> Files:
    """The files of that format; `template` names the issue form that the body of an issue follows.

    Raises ReportError where a case has no such form; the line says why.  Raises RuntimesError, LoadError.
    """
    if format_ is Format.GITHUB:
        return github.files(subject, template)
    return _MAKERS[format_](subject)


_MAKERS: dict[Format, Callable[[Subject], Files]] = {
    Format.SIGHTGLASS: sightglass.files,
    Format.DISAS: disas.files,
    Format.HYPERFINE: hyperfine.files,
    Format.BENCHSTAT: benchstat.files,
}
