"""What a module imports: WASI's functions stay; all other imports are replaced by definitions, or refused by
name.

Stubs take the places of their imports in the index spaces: everything gets a name first, and what stays
imported comes first.  No engine is asked; reducer.runtimes.workers.wasi checks a binary's imports again
before an engine sees it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reducer.errors import WreduceError
from reducer.runtimes.workers import wasi
from reducer.wat.constants import MAX_DEPTH, constant_of, constants_of, text_of, zero
from reducer.wat.field import Field
from reducer.wat.module import Module
from reducer.wat.naming import named
from reducer.wat.numbers import integer, string_bytes
from reducer.wat.scan import blank_comments
from reducer.wat.syntax import TypeUse
from reducer.wat.tree import FunctionType
from reducer.wat.types import is_defaultable

SIGHTGLASS = frozenset((("bench", "start"), ("bench", "end")))
"""The functions that a Sightglass benchmark calls around the part that is timed."""
STACK_POINTER = "__stack_pointer"
"""The global from which, in an unlinked program of LLVM, every function takes its stack frame."""
PAGE_BYTES, STACK_ALIGNMENT = 1 << 16, 16
MAX_NAMED = 24
"""How many imports a message names at most, so that it can be read."""
_KEYWORDS = {"function": "func"}
_PLURALS = {"memory": "memories", "table": "tables", "global": "globals", "tag": "tags"}
_LETTERS = {"i": "i32", "I": "i64"}
_GET = re.compile(r"global\.get\s+[^\s()]+")


class ImportsError(WreduceError):
    """Imports that no WASI runtime provides; the message is one line that names them all and says what to
    do."""


@dataclass(frozen=True)
class _Import:
    """An import that is not WASI's.  `position` is that of its field; `wasi` means that WASI has it with
    another type."""

    position: int
    field: Field
    names: tuple[str, str]
    type: FunctionType
    wasi: bool

    @property
    def space(self) -> str:
        """The index space that it stands in."""
        return self.field.space

    @property
    def shown(self) -> str:
        """Its two names."""
        return f"`{wasi.shown(self.names[0])}.{wasi.shown(self.names[1])}`"

    @property
    def typed(self) -> str:
        """Its two names and its type."""
        if self.space not in ("function", "tag"):
            return f"{self.shown} ({self.space} {_rest(self.field)})"
        words = [_KEYWORDS.get(self.space, self.space)]
        words += [f"(param {' '.join(self.type.params)})"] if self.type.params else []
        words += [f"(result {' '.join(self.type.results)})"] if self.type.results else []
        return f"{self.shown} ({' '.join(words)})"


def with_own_imports(module: Module, stub: bool) -> tuple[Module, tuple[str, ...]]:
    """The module that imports nothing but WASI's functions, and lines that tell the user what was changed.

    `stub`: replace other imports by functions that return zeros, and by memories, tables and globals of zeros
    with the declared limits.  Sightglass' marks are replaced in any case.  Raises ImportsError, and WatError
    where an import's type makes no sense.
    """
    foreign = _foreign(module)
    if not foreign:
        return module, ()
    refused = [entry for entry in foreign if not stub and entry.names not in SIGHTGLASS]
    if refused:
        raise ImportsError(_refusal(refused))
    # From now on, functions that stay imported come before all others, so no number would keep its meaning.
    module = named(module)
    foreign = _foreign(module)
    made = {entry.position: _made(module, entry) for entry in foreign}
    fields = [made.get(position, entry) for position, entry in enumerate(module.fields)]
    first = 1 + max(
        (i for i, entry in enumerate(module.fields) if i not in made and entry.imported is not None),
        default=-1,
    )
    early = [position for position in made if position < first]
    ordered = [entry for position, entry in enumerate(fields[:first]) if position not in made]
    ordered += [fields[position] for position in early] + fields[first:]
    zeros = {}
    for entry in foreign:
        value_type = entry.field.declaration.value_type
        if (
            entry.space == "global"
            and is_defaultable(value_type)
            and (constant := zero(value_type)) is not None
        ):
            zeros[entry.field.name] = text_of((constant,))
    return module.with_fields(_with_constants(entry, zeros) for entry in ordered), _said(module, foreign)


def stubbed(before: Module, after: Module) -> tuple[tuple[str, str], ...]:
    """The functions that a named module imported and that now return zeros: each one's name in the module,
    and the name of its import."""
    imported = {entry.name for entry in after.fields if entry.imported is not None}
    return tuple(
        (entry.field.name, entry.shown)
        for entry in _foreign(before)
        if entry.space == "function" and entry.type.results and entry.field.name not in imported
    )


def _foreign(module: Module) -> list[_Import]:
    """The imports that are not WASI functions of the right type, in order."""
    found = []
    for position, entry in enumerate(module.fields):
        if entry.imported is None:
            continue
        raw = entry.imported
        names = (_decoded(raw[0]), _decoded(raw[1]))
        type_ = module.type_use(entry.declaration.type_use or TypeUse())
        wanted = wasi.FUNCTIONS.get(names[0], {}).get(names[1]) if entry.space == "function" else None
        if wanted is None or type_ != _wasi_type(wanted, names[1]):
            found.append(_Import(position, entry, names, type_, wanted is not None))
    return found


def _wasi_type(letters: str, name: str) -> FunctionType:
    results = () if name == wasi.NONE_BACK else ("i32",)
    return FunctionType(tuple(_LETTERS[letter] for letter in letters), results)


def _decoded(name: str) -> str:
    return string_bytes(f'"{name}"').decode("utf-8", "replace")


# ---- what is said


def _refusal(refused: Sequence[_Import]) -> str:
    other = [entry for entry in refused if not entry.wasi]
    if not other:
        names = _listed([entry.typed for entry in refused])
        return (
            f"imports {names} with another type than in WASI preview 1: import it with that type "
            "(--stub-imports gives functions that return zeros)"
        )
    names = _listed([entry.typed for entry in other])
    return f"imports {names}, which WASI preview 1 does not have: --stub-imports gives {_stubs(other)}"


def _stubs(entries: Sequence[_Import]) -> str:
    """What would replace these imports, in words."""
    spaces = {entry.space for entry in entries}
    own = [plural for space, plural in _PLURALS.items() if space in spaces]
    listed = " and ".join([", ".join(own[:-1])] * (len(own) > 1) + own[-1:])
    gives = ["functions that return zeros"] if "function" in spaces else []
    return ", and ".join([*gives, f"{listed} of the module's own"] if own else gives)


def _listed(words: Sequence[str]) -> str:
    words = list(dict.fromkeys(words))
    more = f" and {len(words) - MAX_NAMED} more" if len(words) > MAX_NAMED else ""
    return ", ".join(words[:MAX_NAMED]) + more


def _said(module: Module, foreign: Sequence[_Import]) -> tuple[str, ...]:
    """A line for each kind of stub that was made."""
    marks = [entry for entry in foreign if entry.names in SIGHTGLASS and entry.space == "function"]
    functions = [entry for entry in foreign if entry.space == "function" and entry not in marks]
    zeros = [entry for entry in functions if _results(module, entry) is not None]
    traps = [entry for entry in functions if entry not in zeros]
    others = [entry for entry in foreign if entry.space != "function"]
    lines = []
    if marks:
        lines.append(f"{_shown(marks)} of Sightglass do nothing here: all is timed")
    if zeros:
        many = len({entry.names for entry in zeros}) > 1
        nothing = not any(entry.type.results for entry in zeros)
        does = f"{'do' if many else 'does'} nothing" if nothing else f"return{'' if many else 's'} zeros"
        what = "they do" if many else "it does"
        lines.append(f"{_shown(zeros)} {does} here: what {what} in your embedder is not timed")
    if traps:
        lines.append(f"{_shown(traps)} would return a reference that cannot be made: a call of it traps")
    tops = [entry for entry in others if _stack_top(module, entry) is not None]
    others = [entry for entry in others if entry not in tops]
    if tops:
        lines.append(f"{_shown(tops)} begins at the end of the memory, as a linker has it")
    if others:
        lines.append(f"the module's own, and zero at first: {_listed([entry.typed for entry in others])}")
    return tuple(lines)


def _shown(entries: Sequence[_Import]) -> str:
    return _listed([entry.shown for entry in entries])


# ---- stubs


def _made(module: Module, entry: _Import) -> Field:
    """The field that defines what an import declares."""
    field, declaration = entry.field, entry.field.declaration
    exports = "".join(f' (export "{export}")' for export in declaration.exports)
    keyword = _KEYWORDS.get(entry.space, entry.space)
    words = f"{field.name}{exports} {_rest(field)}".rstrip()
    if entry.space == "function":
        results = _results(module, entry)
        body = "unreachable" if results is None else results
        return Field("func", f"(func {f'{words} {body}'.rstrip()})", lead=field.lead)
    if entry.space == "global" or (entry.space == "table" and not is_defaultable(declaration.value_type)):
        first = _first_value(module, entry)
        if first is None:
            raise ImportsError(
                f"imports {entry.typed}, which has no zero or null to begin with: define it in the module"
            )
        words = f"{words} {first}"
    return Field(keyword, f"({keyword} {words})", lead=field.lead)


def _first_value(module: Module, entry: _Import) -> str | None:
    """The initial value of a global, and of every element of a table; None where the type has none."""
    stack_top = _stack_top(module, entry)
    if stack_top is not None:
        return f"({stack_top})"
    value_type = entry.field.declaration.value_type
    made = constant_of(module, value_type, MAX_DEPTH)
    if made is None:
        return None
    return f"({text_of((made,))})" if is_defaultable(value_type) else text_of((made,))


def _stack_top(module: Module, entry: _Import) -> str | None:
    """The end of the memory, for the stack pointer of a linked program, which would store below address zero
    otherwise.  None for any other import."""
    declaration = entry.field.declaration
    memories = module.entities("memory")
    if entry.names[1] != STACK_POINTER or not declaration.mutable or not memories:
        return None
    if declaration.value_type != memories[0].declaration.address:
        return None
    if (span := memories[0].declaration.limits) is None:
        return None
    least = blank_comments(memories[0].text[slice(*span)])[0].split()[declaration.value_type == "i64"]
    top = min(integer(least) * PAGE_BYTES, 2**31 - STACK_ALIGNMENT)
    return f"{declaration.value_type}.const {top}"


def _results(module: Module, entry: _Import) -> str | None:
    """The instructions for a function's results; None where one of them cannot be made."""
    constants = constants_of(module, entry.type.results, MAX_DEPTH)
    return None if constants is None else text_of(constants)


def _rest(field: Field) -> str:
    """The part of an import after its name: its type as it is written."""
    text, declaration = blank_comments(field.text)[0], field.declaration
    spans = [*declaration.export_spans]
    if declaration.import_span is not None:
        spans.append(declaration.import_span)
    pieces, position = [], declaration.name_position + len(declaration.name)
    for start, stop in sorted(spans):
        pieces.append(text[position:start])
        position = stop
    rest = "".join([*pieces, text[position:]]).rstrip()[:-1]
    if field.keyword == "import":
        rest = rest.rstrip()[:-1]
    return " ".join(rest.split())


def _with_constants(entry: Field, zeros: dict[str, str]) -> Field:
    """The field in whose constant expressions the imported globals are replaced by their values: before GC,
    these expressions may not mention other globals."""
    if entry.keyword not in ("global", "table", "elem", "data"):
        return entry
    text, changes = blank_comments(entry.text)[0], []
    for op in entry.declaration.ops:
        constant = zeros.get(op.immediates[0]) if op.keyword == "global.get" else None
        written = _GET.match(text, op.position)
        if constant is not None and written is not None:
            changes.append((*written.span(), constant))
    return entry.with_spans(changes) if changes else entry
