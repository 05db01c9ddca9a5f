"""A program: an immutable module, how it is called, how it ends, and which of its constants set trip counts.

It prints, assembles and hashes itself once, on first use.  Programs that differ only in their trip counts
share one printed text, with marks in the place of these constants, and one key.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from reducer.change import Change
from reducer.edits import Edit, Replacement, apply
from reducer.program.cleaning import cleaned
from reducer.runtimes import Ending, Invocation
from reducer.wat.assemble import Assembler
from reducer.wat.module import Module
from reducer.wat.numbers import integer
from reducer.wat.printer import field_hashes, print_function, print_module
from reducer.wat.splice import same_code, spliced
from reducer.wat.tree import Instr

MIN_SPLICED = 1 << 18
"""Bytes of a binary from which on the bodies that an edit changed are put into it; a smaller one is assembled
whole in less than a tenth of a second."""


@dataclass(frozen=True, eq=False)
class TripConstant:
    """A constant that sets a trip count, and the function in which it stands."""

    function: str
    node: Instr

    @property
    def value(self) -> int:
        """The trip count, negative where the loop counts up to zero."""
        return integer(self.node.immediates[0])

    def written(self, immediate: str) -> TripConstant:
        """The constant with another immediate."""
        node = self.node
        return TripConstant(self.function, Instr(node.op, (immediate,), (), node.results, None, node.comment))


@dataclass(frozen=True, eq=False)
class Program:
    """What a candidate is.  `path` is the file it came from, for messages; `entry` says what of it is called,
    `said` what else loading it had to tell, a line each, `stubs` which of its functions answer with zeros in
    the place of an import, and of which; `base` is what it was edited from, where that has a binary.

    `trips` may hold constants that an edit has taken away; `has_trips` says whether one is left.
    """

    module: Module
    assembler: Assembler
    trips: tuple[TripConstant, ...] = ()
    path: Path = Path("program")
    invocation: Invocation = field(default=Invocation())
    ending: Ending = field(default=Ending())
    entry: str = ""
    said: tuple[str, ...] = ()
    stubs: tuple[tuple[str, str], ...] = ()
    base: tuple[Module, bytes] | None = field(default=None, repr=False)

    # ---- made once

    @cached_property
    def _marked(self) -> Module:
        """The module with marks in the place of the trip constants; no text of a module holds a NUL."""
        if not self.trips:
            return self.module
        return _with(self.module, self.trips, [_mark(index) for index in range(len(self.trips))])[0]

    @cached_property
    def _template(self) -> str:
        """The text with the marks."""
        return print_module(self._marked)

    @cached_property
    def text(self) -> str:
        """The module's text."""
        text = self._template
        for index, trip in enumerate(self.trips):
            text = text.replace(_mark(index), trip.node.immediates[0])
        return text

    @cached_property
    def binary(self) -> bytes:
        """The module's binary.  Raises WatError where the assembler refuses it."""
        spliced_in = self._spliced
        return self.assembler.assemble(self.text) if spliced_in is None else spliced_in

    @cached_property
    def _spliced(self) -> bytes | None:
        """The binary made of the base's, where that is large and differs in bodies alone."""
        if self.base is None or len(self.base[1]) < MIN_SPLICED:
            return None
        return spliced(self.assembler, *self.base, self.module)

    def assemble_whole(self) -> bool:
        """Assembles all of a program whose binary was made of its base's, and takes that binary; whether the
        code of both was the same.  Raises WatError where the assembler refuses it."""
        if self._spliced is None:
            return True
        whole = self.assembler.assemble(self.text)
        same = same_code(self.binary, whole)
        self.__dict__.update(binary=whole, _spliced=None)
        return same

    def forget(self) -> None:
        """Lets go of the text and the binary, which are made again when somebody asks, and of the base."""
        for made in ("_marked", "_template", "text", "binary", "_spliced"):
            self.__dict__.pop(made, None)
        self.__dict__["base"] = None

    @property
    def _as_base(self) -> tuple[Module, bytes] | None:
        """What the next one is spliced into; of the programs before only one binary is held."""
        return (self.module, self.binary) if "binary" in self.__dict__ else self.base

    @cached_property
    def key(self) -> str:
        """The name of its evidence: the same for programs that differ only in their trip counts."""
        hashes = field_hashes(self._marked)
        content = self._template.encode("utf-8", "surrogateescape") if hashes is None else hashes
        return hashlib.sha256(content + self.invocation.key.encode()).hexdigest()

    @cached_property
    def size(self) -> tuple[int, int]:
        """Its instructions, and the bytes of its binary.  Raises WatError."""
        return self.module.instructions(), len(self.binary)

    # ---- trip counts

    @property
    def has_trips(self) -> bool:
        """Whether a constant that sets the trip count is still there."""
        pairs = zip(self.module.fields, self._marked.fields, strict=True)
        texts = [print_function(self._marked, marked) for entry, marked in pairs if entry is not marked]
        return any(_mark(index) in text for index in range(len(self.trips)) for text in texts)

    @property
    def trip_counts(self) -> tuple[int, ...]:
        """The values of the trip constants."""
        return tuple(trip.value for trip in self.trips)

    @property
    def trip_count(self) -> int:
        """The largest of them, without its sign; 0 where there is none."""
        return max((abs(value) for value in self.trip_counts), default=0)

    def at(self, values: Sequence[int]) -> Program:
        """The program with its trip constants at these values (those that are gone stay gone)."""
        module, trips = _with(self.module, self.trips, [str(value) for value in values])
        made = replace(self, module=module, trips=trips, base=self._as_base)
        # They differ in nothing but the numbers, in whose place the marks are.
        made.__dict__.update(key=self.key, _marked=self._marked)
        if "_template" in self.__dict__:
            made.__dict__["_template"] = self._template
        return made

    def longer(self, factor: float, *, rounded: bool = False) -> Program:
        """The program with its trip constants times `factor`, 1 at least; negative ones stay negative.

        `rounded`: to the nearest power of two, for people to read.
        """
        return self.at([_scaled(trip, factor, rounded) for trip in self.trips])

    # ---- how it is called

    def called(self, invocation: Invocation) -> Program:
        """The same module, called in another way: nothing is printed or assembled again."""
        made = replace(self, invocation=invocation)
        shared = ("_template", "text", "binary", "_spliced", "size")
        made.__dict__.update({name: self.__dict__[name] for name in shared if name in self.__dict__})
        return made

    # ---- edits

    def edited(self, edits: Sequence[Edit], *, cleans: bool = True) -> Program:
        """The program after the edits, cleaned unless told otherwise."""
        module = apply(self.module, edits)
        return replace(self, module=cleaned(module) if cleans else module, base=self._as_base)


def _mark(index: int) -> str:
    return f"\0{index}\0"


def _with(
    module: Module, trips: Sequence[TripConstant], immediates: Sequence[str]
) -> tuple[Module, tuple[TripConstant, ...]]:
    """The module with these immediates in the place of the constants' own, and the constants as they are
    now."""
    made = tuple(trip.written(immediate) for trip, immediate in zip(trips, immediates, strict=True))
    replacements = tuple(
        Replacement(old.function, old.node, (new.node,)) for old, new in zip(trips, made, strict=True)
    )
    return apply(module, [Edit("trip-count", Change("trip count"), 0, replacements)]), made


def _scaled(trip: TripConstant, factor: float, rounded: bool) -> int:
    size = max(1, round(abs(trip.value) * factor))
    if rounded:
        size = 2 ** round(math.log2(size))
    limit = 2**31 - 1 if trip.node.op == "i32.const" else 2**63 - 1
    size = min(size, limit)
    return size if trip.value >= 0 else -size
