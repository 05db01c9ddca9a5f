"""A test for wasmtime's tests/disas without its expected part: directives, then the case's text.

Wasmtime reads the leading lines that begin with `;;!` as TOML, compiles the module, and holds what comes
out against the comment at the end of the file.  With WASMTIME_TEST_BLESS=1 it writes that comment itself.
"""

from __future__ import annotations

import json

from reducer.printable import printable
from reducer.report.formats.runs import architecture
from reducer.report.reproducer import without_comments
from reducer.report.rows import file_name
from reducer.report.subject import ReportError, Subject
from reducer.report.wording import title
from reducer.runtimes import RuntimesError, Spec, parse_spec
from reducer.runtimes.table import known_runtimes

FOLDER = "disas"
ENGINE, COMMAND_LINE = "wasmtime", "cli"


def files(subject: Subject) -> dict[str, str]:
    """The test.  Raises ReportError where neither side is wasmtime, or the case's text is gone."""
    spec = _side(subject)
    name = file_name(subject.case.file)
    text = subject.text_of(name)
    if text is None:
        raise ReportError(f"{subject.folder} does not hold {name}: make the report anew")
    lines = [f";;! {key} = {_toml(value)}" for key, value in _directives(spec)]
    lines += ["", f";; {printable(' '.join(title(subject).split()))}", "", *without_comments(text)]
    return {f"{FOLDER}/{name}": "\n".join(lines) + "\n"}


def _side(subject: Subject) -> Spec:
    """The slow side where that is wasmtime, else the fast one."""
    for times in subject.case.times[:2]:
        try:
            spec = parse_spec(times.spec)
        except RuntimesError:
            continue
        if spec.name == ENGINE:
            return spec
    raise ReportError("disas is a test of wasmtime's, and neither side is wasmtime: choose another --format")


def _directives(spec: Spec) -> list[tuple[str, str | list[str]]]:
    mode = spec.mode or ""
    target = "pulley64" if mode == "pulley" else architecture()
    test = "winch" if mode.endswith("winch") else "compile"
    flags = known_runtimes()[ENGINE].mode(COMMAND_LINE).flags
    words = [word.replace("{value}", value) for key, value in spec.options for word in flags.get(key, ())]
    made: list[tuple[str, str | list[str]]] = [("target", target), ("test", test)]
    return [*made, ("flags", words)] if words else made


def _toml(value: str | list[str]) -> str:
    """A string or a list of strings: what JSON writes of these is TOML."""
    return json.dumps(value)
