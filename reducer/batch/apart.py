"""The other anomalies of a case: its reduction leaves a program for each in its run folder, and each becomes
a case of its own."""

from __future__ import annotations

import hashlib
from pathlib import Path

from reducer.batch.store import Store
from reducer.records.batch import Case
from reducer.records.writing import read_bytes, write_atomically

MEMBER = "!"
"""Separates the name of the file that something came from and its own name, as for members of archives."""


def take_parts(store: Store, folder: Path, run: Path, case: Case, names: tuple[str, ...]) -> int:
    """Makes the files of these names in the case's run folder into cases; returns how many of them are new.
    Raises FileError, StoreError."""
    new = 0
    for name in names:
        content = read_bytes(folder / run / name)
        digest = hashlib.sha256(content).hexdigest()
        # The copy is complete on the disk before the store knows of it.
        write_atomically(folder / "cases" / f"{digest}.wat", content.decode("utf-8", "surrogateescape"))
        new += store.add(f"{case.source}{MEMBER}{name}", digest, f"{digest}.wat", case.oracle)
    return new
