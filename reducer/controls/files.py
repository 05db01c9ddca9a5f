"""The folder of a session: every variant as text and binary, and the facts.

Each text says at its head what it is and what it showed.  Files are whole at any time.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path

from reducer.controls.conclusions import Blamed
from reducer.controls.neighbour import FILE as NEIGHBOUR
from reducer.controls.session import Controls
from reducer.controls.variants import Made
from reducer.records.findings import ControlsFinding, VariantFinding, finding_text, read_finding
from reducer.records.itself import PLACEMENT, PlacementFinding
from reducer.records.writing import FileError, write_atomically
from reducer.wat.printer import with_header

CONTROLS, BLAME, CODE = "controls.json", "blame.json", "generated_code.json"


def write_controls(controls: Controls, folder: Path) -> ControlsFinding:
    """Everything into the folder, in place of what an earlier session left there; the facts with the folder's
    name.  Raises FileError."""
    _make(folder)
    _clear(folder)
    finding = replace(controls.finding, folder=str(folder))
    found = {entry.name: entry for entry in (finding.primary, *finding.variants)}
    for made in controls.made:
        entry = found[made.variant.name]
        write_atomically(folder / entry.file, headed(made, entry, finding))
        if made.binary:
            write_atomically(folder / f"{made.variant.name}.wasm", made.binary)
    write_placement(controls.placement, folder)
    write_atomically(folder / CONTROLS, finding_text(finding))
    return finding


def write_placement(found: PlacementFinding | None, folder: Path) -> None:
    """The facts on placements into the folder, in the place of earlier ones.  Raises FileError."""
    if found is None:
        (folder / PLACEMENT).unlink(missing_ok=True)
    else:
        write_atomically(folder / PLACEMENT, finding_text(found))


def write_blame(blamed: Blamed, folder: Path) -> None:
    """The facts, the generated code and the neighbour into the folder.  Raises FileError."""
    _make(folder)
    write_atomically(folder / BLAME, finding_text(blamed.finding))
    write_atomically(folder / CODE, finding_text(blamed.generated_code))
    if blamed.neighbour_text:
        write_atomically(folder / NEIGHBOUR, blamed.neighbour_text)
    else:
        (folder / NEIGHBOUR).unlink(missing_ok=True)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"{folder} cannot be made: {error.strerror}") from None


def read_controls(folder: Path) -> ControlsFinding | None:
    """The facts of an earlier session; None where there are none, or none that this release reads."""
    try:
        return read_finding(folder / CONTROLS, ControlsFinding)
    except FileError:
        return None


def headed(made: Made, found: VariantFinding, finding: ControlsFinding) -> str:
    """The variant's text under a header: parent, edit, times, ratio, verdict."""
    lines = [f"Variant of {found.parent}: {found.edit}", f"Verdict: {verdict_words(found)}"]
    if found.ratio is not None:
        ratio = found.ratio
        interval = "" if ratio.low is None else f" [{ratio.low:.2f}, {ratio.high:.2f}] (99 %)"
        lines.append(f"Ratio {finding.slow} / {finding.fast}: {ratio.estimate:.2f}{interval}")
    for side in found.times:
        words = side.failed or "not measured"
        if side.median_ns is not None:
            words = f"{side.median_ns / 1e6:.2f} ms"
            words += f", {side.ns_per_trip:.2f} ns a trip" if side.ns_per_trip is not None else ""
        lines.append(f"{side.spec} ({side.version}): {words}")
    trips = "as written" if found.trip_count is None else str(found.trip_count)
    lines.append(f"Trip count: {trips}. Measured on {finding.machine['cpu']}")
    return with_header(lines, made.variant.text)


def verdict_words(found: VariantFinding) -> str:
    """The verdict with the words that belong beside it."""
    words = f"{found.verdict} (unclear)" if found.unclear else found.verdict
    return f"{words}: {found.reason}" if found.reason else words


def _clear(folder: Path) -> None:
    """Removes what an earlier session wrote, as listed in its facts, and nothing else."""
    before = read_controls(folder)
    if before is None:
        return
    for entry in (before.primary, *before.variants):
        name = Path(entry.file).name
        for path in (folder / name, (folder / name).with_suffix(".wasm")):
            with contextlib.suppress(OSError):
                path.unlink()
