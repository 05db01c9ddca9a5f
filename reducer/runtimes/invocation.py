"""How a program is called.  Facts only: who runs it is told elsewhere."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace


@dataclass(frozen=True)
class Invocation:
    """What a command is given: its arguments, environment (name and value), the file that is its standard
    input, and the folders that it may read (host path and the name under which it sees it).

    `contents` is the hash of what stood in that file and these folders when they were given.
    """

    argv: tuple[str, ...] = ()
    env: tuple[tuple[str, str], ...] = ()
    stdin: str = ""
    dirs: tuple[tuple[str, str], ...] = ()
    contents: str = ""

    @property
    def key(self) -> str:
        """The same text for the same invocation: what is read counts, not where on this machine it lies."""
        if not self.contents:
            return json.dumps(asdict(self))
        guests = tuple(("", guest) for _, guest in self.dirs)
        return json.dumps(asdict(replace(self, stdin="stdin" if self.stdin else "", dirs=guests)))


NOTHING_GIVEN = Invocation()
"""No arguments, an empty environment, an empty standard input and no folder."""


@dataclass(frozen=True)
class Given:
    """What a person says of a program beside its file: the exported function to call (None: the usual one)
    and its arguments as they were typed; whether unknown imports become the module's own; the invocation.

    `any_entry`: where nobody can tell which function is meant, the first that can be called will do, and none
    where there is none.  So it is for the programs of a batch, of which nobody says anything one by one."""

    invoke: str | None = None
    arguments: tuple[str, ...] = ()
    stub_imports: bool = False
    invocation: Invocation = field(default=Invocation())
    any_entry: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The options of a command line that say this."""
        called, last = self.invocation, self.arguments or self.invocation.argv
        return (
            *(() if self.invoke is None else ("--invoke", self.invoke)),
            *(("--stub-imports",) if self.stub_imports else ()),
            *(word for name, value in called.env for word in ("--env", f"{name}={value}")),
            *(("--stdin", called.stdin) if called.stdin else ()),
            *(word for host, guest in called.dirs for word in ("--dir", f"{host}::{guest}")),
            *(("--", *last) if last else ()),
        )
