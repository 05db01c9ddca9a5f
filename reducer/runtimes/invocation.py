"""How a program is called.  Facts only: who runs it is told elsewhere."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Invocation:
    """What a command is given: its arguments, environment (name and value), the file that is its standard
    input, and the folders that it may read (host path and the name under which it sees it)."""

    argv: tuple[str, ...] = ()
    env: tuple[tuple[str, str], ...] = ()
    stdin: str = ""
    dirs: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """The same text for the same invocation."""
        return json.dumps(asdict(self))
