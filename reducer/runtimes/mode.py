"""One way to run a runtime, as a row of the table has it: facts alone.

What the keys mean stands in docs/runtimes.md."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reducer.runtimes.errors import RuntimesError
from reducer.runtimes.inputs import PARTS
from reducer.runtimes.versions import lies_in

BUILT_IN = tuple(Path(__file__).with_name(name) for name in ("runtimes.toml", "javascript.toml"))

Words = tuple[str, ...]
NONE: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Mode:
    """One way to run a runtime: the keys of its table, with the mode's own laid over them."""

    runtime: str
    name: str
    kind: str = "command"
    about: str = ""
    # What a person is told who has not got it.
    install: str = ""
    # The folder of the file that the row stands in.
    here: Path = BUILT_IN[0].parent
    # The tier that the canary must see, one of TIERS.
    expects: str = "any"
    # The releases in which the mode is what its name says; empty for all.
    versions: str = ""
    # The spec's options and the values they take.
    options: Mapping[str, Words] = field(default_factory=lambda: NONE)

    # embedded: the script in workers/, what it imports, and the package that this comes in
    worker: str = ""
    package: str = ""
    distribution: str = ""
    # Whether any release can be had from PyPI, beside the one that is installed.
    releases: bool = False
    # Whether the worker can read a guest's globals.
    observes: bool = False

    # javascript and command: where the program is found and how it is run
    programs: Words = ()
    also: Mapping[str, Words] = field(default_factory=lambda: NONE)
    # Each prints a version; the first is the runtime's, further ones are those of what it works with.
    version: tuple[Words, ...] = ()
    # A command that prints how the program is used, and what stands there if this build of it has the mode.
    help: Words = ()
    in_help: str = ""
    compile: tuple[Words, ...] = ()
    # Whether the names in a module are taken out before the commands see it: they must not become code.
    plain_names: bool = False
    run: Words = ()
    flags: Mapping[str, Words] = field(default_factory=lambda: NONE)
    # The words by which a command gives a program a variable (`environment`), and a folder (`folders`).
    gives: Mapping[str, Words] = field(default_factory=lambda: NONE)
    # Of PARTS, what the runtime cannot give a program, beside what a command has no words for.
    lacks: Words = ()
    environment: Mapping[str, str] = field(default_factory=lambda: NONE)
    # Regular expressions; what they match is the message.
    trap: str = ""
    refused: str = ""
    # Lines of standard output that are the program's and not the guest's: taken out, and read for complaints.
    own_output: str = ""
    # Whether it exits with 0 when the guest traps.
    exits_0_on_trap: bool = False
    shows: tuple[Words, ...] = ()

    # How to install it without a person; what is in it is installing.py's to know.
    get: Mapping[str, Any] = field(default_factory=lambda: NONE)
    # Other values of these keys, for ranges of versions.
    when: tuple[tuple[str, Mapping[str, Any]], ...] = ()

    @property
    def spec(self) -> str:
        """`wasmtime+cli`: the name that selects it."""
        return f"{self.runtime}+{self.name}"

    @property
    def given(self) -> frozenset[str]:
        """Of PARTS, what the mode can give a program."""
        if self.kind != "command":
            return frozenset(PARTS) - set(self.lacks)
        arguments = {"arguments"} if "{arguments}" in self.run else set()
        return frozenset({"standard input", *arguments, *self.gives}) - set(self.lacks)

    def for_version(self, version: str) -> "Mode":
        """The mode as it is in that release. Raises RuntimesError where it has none such."""
        if self.versions and not lies_in(version, self.versions):
            raise RuntimesError(f"{self.spec} is there in versions {self.versions}, and this is {version}")
        mode = self
        for versions, keys in self.when:
            if lies_in(version, versions):
                mode = replace(mode, **keys)
        return mode
