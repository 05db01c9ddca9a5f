"""The variants of a case: one edit of the catalogue each, named for what it is, all different, all valid.

Nothing is run here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reducer.controls.target import Target
from reducer.edits import CATALOGUE, CONTROL_FAMILIES, Edit, apply
from reducer.edits.sweeps import BASE
from reducer.errors import WreduceError
from reducer.program.program import Program
from reducer.records.findings import KINDS, Kind, Variant
from reducer.wat.assemble import validate
from reducer.wat.errors import WatError
from reducer.wat.module import Module

FAMILIES: dict[str, Kind] = {"swaps": "sibling", **CONTROL_FAMILIES}
"""The families that give variants, and of what kind."""
MOST = 30
"""Variants of a session: a person waits for them."""


class EditError(WreduceError):
    """An edit that was asked for and is not in the catalogue; the message is one line that says what is."""


@dataclass(frozen=True, eq=False)
class Made:
    """A variant with the case that it is and its binary; `invalid` says what the validator has against it."""

    variant: Variant
    candidate: Program
    binary: bytes
    invalid: str = ""

    @property
    def trip_count(self) -> int | None:
        """How often its loop goes round, None where no constant sets it."""
        if not self.candidate.has_trips:
            return None
        return max((abs(count) for count in self.candidate.trip_counts), default=None)


def make_variants(
    candidate: Program,
    target: Target,
    parent: str,
    *,
    asked_for: Sequence[str] = (),
    most: int = MOST,
) -> tuple[list[Made], int]:
    """The case itself first, then its variants by kind; and how many more there would have been.

    `asked_for` are edits as `FAMILY:LABEL`; `parent` is the case's file name.  Raises EditError, and WatError
    where the case itself is refused.
    """
    primary = _made(Variant("primary", "primary", "as it is", parent, ""), candidate)
    if primary.invalid:
        raise WatError(primary.invalid)
    found = [primary]
    seen = {primary.binary}
    names = {"primary"}
    for variant, changed in _ranked(_all(candidate, target, parent, asked_for)):
        made = _made(variant, changed)
        if made.binary and made.binary in seen:
            continue
        seen.add(made.binary)
        name = _unused(variant.name, names)
        names.add(name)
        found.append(replace(made, variant=replace(made.variant, name=name)))
    kept = found[: most + 1]
    return sorted(kept, key=lambda made: KINDS.index(made.variant.kind)), len(found) - len(kept)


def _all(
    candidate: Program, target: Target, parent: str, asked_for: Sequence[str]
) -> Iterator[tuple[Variant, Program]]:
    for text in asked_for:
        edit = asked_edit(candidate.module, text)
        yield _variant(edit, "edit", _slug(edit.label), parent), _edited(candidate, edit)
    for family, kind in FAMILIES.items():
        for edit in CATALOGUE[family](candidate.module):
            if _is_control(edit, target):
                prefix = "sibling" if kind == "sibling" else "control"
                variant = _variant(edit, kind, f"{prefix}_{edit.name}", parent)
                reads = _reads(candidate.module, target) if kind == "removed" else []
                if reads:
                    both = f"{edit.change.words}, and {reads[0].change.words}"
                    change = replace(edit.change, words=both)
                    variant = replace(variant, edit=change.label, change=change)
                yield variant, _edited(candidate, edit, *reads)
    if candidate.has_trips:
        doubled = candidate.longer(2)
        once, twice = (max(abs(count) for count in case.trip_counts) for case in (candidate, doubled))
        words = f"trip count {once} -> {twice}"
        trips = Variant("control_trips_2n", "trip-count", words, parent, "", "trip count", twice)
        yield trips, doubled


def _is_control(edit: Edit, target: Target) -> bool:
    if not target.meant_by(edit):
        return False
    if edit.family == "removals":
        return edit.replacements[0].site is target.node
    if edit.family == "relations" and target.parts:
        # What hangs together in an update are the operands of its operation.
        return edit.replacements[0].site is target.parts[0]
    return True


def asked_edit(module: Module, text: str) -> Edit:
    """The edit that `FAMILY:LABEL` means: of that very label, else the first whose label starts so.

    Raises EditError.
    """
    family, _, label = text.partition(":")
    if family not in CATALOGUE:
        raise EditError(f"no family of edits is called {family!r}; there are: {', '.join(CATALOGUE)}")
    edits = list(CATALOGUE[family](module))
    found = [edit for edit in edits if edit.label == label]
    found += [edit for edit in edits if label and edit.label.startswith(label)]
    if not found:
        offered = "; ".join(edit.label for edit in edits[:8])
        raise EditError(f"{family} has no edit {label!r} here; it has: {offered or 'none'}")
    return found[0]


def _variant(edit: Edit, kind: Kind, name: str, parent: str) -> Variant:
    return Variant(name, kind, edit.label, parent, "", edit.axis, edit.value, edit.change)


def _edited(candidate: Program, *edits: Edit) -> Program:
    """The case after the edit and nothing else: what it leaves unused stays, so that one thing differs."""
    return replace(candidate, module=apply(candidate.module, edits))


def _reads(module: Module, target: Target) -> list[Edit]:
    """The edit that takes the read of an update away, which is the trigger as much as the write is."""
    if not target.parts:
        return []
    return [edit for edit in CATALOGUE["constants"](module) if edit.replacements[0].site is target.parts[-1]]


def _slug(label: str) -> str:
    return "control_" + re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")[:48].rstrip("_")


def _unused(name: str, names: set[str]) -> str:
    number, made = 1, name
    while made in names:
        number += 1
        made = f"{name}_{number}"
    return made


def _ranked(found: Iterable[tuple[Variant, Program]]) -> list[tuple[Variant, Program]]:
    """The most telling first, in case there are too many."""
    return sorted(found, key=lambda entry: _rank(entry[0]))


def _rank(variant: Variant) -> int:
    if variant.kind == "operand":
        return 1 if variant.value in BASE or "smallest" in variant.name else 3
    return {"edit": 0, "removed": 0, "trip-count": 0, "relation": 1}.get(variant.kind, 2)


def _made(variant: Variant, candidate: Program) -> Made:
    # The parent's own header is not true of a variant.
    module = replace(candidate.module, head=f"(module {candidate.module.name}".rstrip())
    candidate = replace(candidate, module=module)
    text = candidate.text.lstrip("\n")
    try:
        binary = candidate.binary
    except WatError as error:
        return Made(replace(variant, text=text), candidate, b"", str(error))
    return Made(replace(variant, text=text), candidate, binary, validate(binary) or "")
