"""`test_cases.zip`: what a maintainer needs to see the slowdown.

It contains the programs as text and binary, a script that reruns the table, every measurement as CSV and
JSON, and the report.  Times of files, order and modes are fixed, so that two archives of one run have the
same bytes.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from reducer.printable import cell
from reducer.records.findings import VariantFinding, to_json
from reducer.records.given import kept_files
from reducer.report.commands import WORKER_FOLDER, commands_of
from reducer.report.rerun import WASM, reproduce_script
from reducer.report.rows import chosen_rows, file_name
from reducer.report.subject import Subject
from reducer.runtimes import RuntimesError, parse_spec
from reducer.runtimes.table import known_runtimes
from reducer.runtimes.workers.outline import NotAModule
from reducer.runtimes.workers.plain_names import with_plain_names
from reducer.wat.assemble import assembler_for
from reducer.wat.errors import WatError

TOP = "test_cases/"
MORE = "more/"
"""The folder of the variants that are not in the table but only in report.html."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold."""
START_UP = '(module (memory (export "memory") 1) (func (export "_start")))\n'


def archive(subject: Subject, report: str) -> bytes:
    """The archive; `report` is the text of report.md."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for name, content in sorted(_contents(subject, report).items()):
            info = zipfile.ZipInfo(TOP + name, EPOCH)
            # Unix modes on every system: a script can be run, the rest can be read.
            info.create_system = 3
            info.external_attr = (0o100755 if name.endswith(".sh") else 0o100644) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, content)
    return out.getvalue()


def _contents(subject: Subject, report: str) -> dict[str, bytes]:
    """Every file of the archive by its name."""
    rows = chosen_rows(subject)
    files = {
        "report.md": report.encode(),
        "reproduce.sh": reproduce_script(subject, rows).encode(),
        "measurements.csv": csv_text(subject).encode(),
        "measurements.json": json_text(subject).encode(),
        "start_up.wat": START_UP.encode(),
        "start_up.wasm": _binary(START_UP),
    }
    shown = {row.file for row in rows}
    every = [found.file for found in (subject.case, *subject.controls.variants)]
    if subject.blame is not None:
        near = subject.blame.neighbour
        every += [subject.blame.case, *([near.file] if near is not None else [])]
    for file in dict.fromkeys([*shown, *map(file_name, every)]):
        files |= _program(subject, file, "" if file in shown else MORE)
    for times in subject.case.times:
        commands = commands_of(times.spec, times.version, WASM, call=subject.call)
        files |= {path.name: path.read_bytes() for path in commands.files}
        files |= {WORKER_FOLDER + path.name: path.read_bytes() for path in commands.worker}
    # What the program reads may be empty.
    return {name: content for name, content in files.items() if content} | kept_files(subject.folder)


def _program(subject: Subject, file: str, folder: str) -> dict[str, bytes]:
    """A program's text and binary, as they lie in the run folder; a binary that is not there is assembled."""
    path = subject.path_of(file)
    if path is None:
        return {}
    text = path.read_bytes()
    beside = path.with_suffix(".wasm")
    binary = beside.read_bytes() if beside.is_file() else _binary(text.decode("utf-8", "surrogateescape"))
    return {folder + path.name: text, folder + beside.name: _for_sides(subject, binary)}


def _for_sides(subject: Subject, binary: bytes) -> bytes:
    """The binary as the sides were given it: without names where reproduce.sh turns it into source text."""
    if not any(_plain_names(times.spec) for times in subject.case.times):
        return binary
    try:
        return with_plain_names(binary)
    except NotAModule:
        # wreduce itself could not run it there, and a file that may be compiled would be worse than none.
        return b""


def _plain_names(text: str) -> bool:
    try:
        spec = parse_spec(text)
        return known_runtimes()[spec.name].mode(spec.mode).plain_names
    except RuntimesError:
        return False


def _binary(text: str) -> bytes:
    """The binary; nothing where there is none, as with a variant that is invalid."""
    try:
        return assembler_for(text)[1]
    except WatError:
        return b""


# ---- measurements


def csv_text(subject: Subject) -> str:
    """A line for every variant and runtime, times in ns; empty where there is nothing."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = "file,kind,edit,axis,value,trip_count,runtime,version,rounds,time_ns,time_low_ns,time_high_ns"
    writer.writerow(
        [*columns.split(","), "ns_per_trip", "ratio", "ratio_low", "ratio_high", "verdict", "reason"]
    )
    for found in (subject.case, *subject.controls.variants):
        writer.writerows(map(cell, row) for row in _csv_rows(found))
    return out.getvalue()


def _csv_rows(found: VariantFinding) -> Iterable[list[Any]]:
    ratio = found.ratio
    known = [ratio.estimate, ratio.low, ratio.high] if ratio is not None else ["", "", ""]
    before = [file_name(found.file), found.kind, found.edit, found.axis, found.value, found.trip_count]
    after = [*known, found.verdict, found.reason]
    if not found.times:
        yield [*before, *[""] * 7, *after]
    for times in found.times:
        yield [
            *before, times.spec, times.version, times.rounds, times.median_ns, times.low_ns, times.high_ns,
            times.ns_per_trip, *after[:-1], times.failed or found.reason,
        ]  # fmt: skip


def json_text(subject: Subject) -> str:
    """All findings in one object."""
    parts = {
        "controls": subject.controls,
        "blame": subject.blame,
        "generated_code": subject.generated_code,
        "placement": subject.placement,
        "itself": subject.itself,
        "origin": subject.origin,
    }
    facts = {name: None if part is None else to_json(part) for name, part in parts.items()}
    if facts["controls"] is not None:
        # Its path on the measuring machine means nothing to others.
        facts["controls"]["folder"] = "."
    return json.dumps(facts, indent=1) + "\n"
