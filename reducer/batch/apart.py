"""The other anomalies of a case: programs that its reduction has left in its run folder, and cases of their
own from then on."""

from __future__ import annotations

import hashlib
from pathlib import Path

from reducer.batch.store import Store
from reducer.records.batch import Case
from reducer.records.writing import read_bytes, write_atomically

MEMBER = "!"
"""Between the name of what a file came out of and its own, as for members of archives."""


def take_parts(store: Store, folder: Path, run: Path, case: Case, names: tuple[str, ...]) -> int:
    """The files of these names in the case's run folder become cases; how many of them are new.  Raises
    FileError, StoreError."""
    new = 0
    for name in names:
        content = read_bytes(folder / run / name)
        digest = hashlib.sha256(content).hexdigest()
        # Its copy is whole on the disk before the store knows of it.
        write_atomically(folder / "cases" / f"{digest}.wat", content.decode("utf-8", "surrogateescape"))
        new += store.add(f"{case.source}{MEMBER}{name}", digest, f"{digest}.wat", case.oracle)
    return new
