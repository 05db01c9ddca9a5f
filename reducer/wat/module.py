"""A module: its fields, the index spaces they declare into, and the trees of its function bodies, each parsed
when somebody looks.

Modules are immutable; an edited module shares every field that the edit did not touch.  It knows nothing of
edits, runtimes or time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from reducer.wat.assemble import disassemble
from reducer.wat.errors import FoldError, WatError, at
from reducer.wat.field import SPACES, Field
from reducer.wat.fold import fold
from reducer.wat.implicit import implicit_types
from reducer.wat.numbers import integer, string_bytes
from reducer.wat.parser import FIELD_KEYWORDS
from reducer.wat.scan import Cut, blank_comments, cut, cut_printed, with_plain_names
from reducer.wat.syntax import Storage, TypeUse
from reducer.wat.tree import Body, FunctionType, ValueTypes, count_instructions, instructions, places
from reducer.wat.types import unpacked

__all__ = ["SPACES", "Field", "FunctionContext", "Module", "check_all", "parse"]

_TYPED_REFERENCE = re.compile(r"\bcall_ref\b|\(\s*ref\s+[^)]")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_INLINE_SEGMENT = {"table": "element", "memory": "data"}
"""A table or memory can bring its own segment, which takes an index of its own."""


@dataclass(frozen=True, eq=False)
class Module:
    """`name` is the module's own ($...) or ""; `fields` in the order of the text; `tail` what follows the
    last one.
    """

    name: str
    fields: tuple[Field, ...]
    head: str = "(module"
    tail: str = "\n)\n"

    # ---- declarations

    @cached_property
    def _spaces(self) -> dict[str, list[Field]]:
        spaces: dict[str, list[Field]] = {space: [] for space in SPACES.values()}
        for entry in self.fields:
            if entry.keyword == "rec":
                spaces["type"] += entry.members
            elif entry.space:
                spaces[entry.space].append(entry)
            if entry.keyword in _INLINE_SEGMENT and entry.declaration.segment:
                spaces[_INLINE_SEGMENT[entry.keyword]].append(entry)
        return spaces

    @cached_property
    def _named(self) -> dict[tuple[str, str], Field]:
        return {
            (space, entry.name): entry
            for space, entries in self._spaces.items()
            for entry in entries
            if entry.name
        }

    def entities(self, space: str) -> Sequence[Field]:
        """The fields that declare into an index space, in the order of their indices."""
        return self._spaces[space]

    def find(self, space: str, index: str) -> Field:
        """The field that an index or name means.  Raises WatError where there is none."""
        if index.startswith("$"):
            entry = self._named.get((space, index))
        else:
            number = integer(index)
            entries: Sequence[Field] = self._spaces[space]
            if space == "type" and number >= len(entries):
                entries, number = self.implicit_types, number - len(entries)
            entry = entries[number] if number < len(entries) else None
        if entry is None:
            raise WatError(f"there is no {space} {index}")
        return entry

    @cached_property
    def functions(self) -> Sequence[Field]:
        """The functions that have a body, in order."""
        return [entry for entry in self.fields if entry.keyword == "func" and entry.imported is None]

    # ---- types

    @cached_property
    def implicit_types(self) -> Sequence[Field]:
        """The types that only type uses without `(type ...)` define: they come after the declared ones."""
        return implicit_types(self.fields)

    @cached_property
    def has_typed_references(self) -> bool:
        """Whether the module uses function references, which change the type of `ref.func`."""
        return any(_TYPED_REFERENCE.search(entry.text) for entry in self.fields)

    def type_use(self, use: TypeUse) -> FunctionType:
        """What a type use means."""
        if not use.index:
            return use.inline
        type_ = self.find("type", use.index).declaration.function_type
        if type_ is None:
            raise WatError(f"type {use.index} is not a function type")
        return type_

    def structure(self, index: str) -> tuple[Storage, ...]:
        """The fields of a structure type.  Raises WatError for any other type."""
        found = self.find("type", index).declaration.structure
        if found is None:
            raise WatError(f"type {index} is not a structure type")
        return found

    def array(self, index: str) -> Storage:
        """What an array type holds.  Raises WatError for any other type."""
        found = self.find("type", index).declaration.array
        if found is None:
            raise WatError(f"type {index} is not an array type")
        return found

    def function_type(self, index: str) -> FunctionType:
        """The type of a function by index or name."""
        return self.type_use(self.find("function", index).declaration.type_use or TypeUse())

    # ---- bodies

    def body(self, function: Field) -> Body:
        """The tree of a function's body.  Raises WatError with the place of what is wrong."""
        if function.tree is not None:
            return function.tree
        cached: Body | None = function.__dict__.get("_body")
        if cached is None:
            ops, comments = function.linear()
            try:
                cached = fold(ops, self.context(function), comments)
            except FoldError as error:
                raise at(*function.place(error.position), error.message) from None
            function.__dict__["_body"] = cached
        return cached

    def places(self, function: Field) -> Mapping[int, int]:
        """The `places` of a function's body, found once."""
        cached: Mapping[int, int] | None = function.__dict__.get("_places")
        if cached is None:
            cached = function.__dict__["_places"] = places(self.body(function))
        return cached

    def context(self, function: Field) -> FunctionContext:
        """What folding asks of a function.  Raises WatError with a place for a header that means nothing."""
        try:
            return FunctionContext(self, function)
        except WatError as error:
            raise at(function.source, function.start, error.message) from None

    def instructions(self) -> int:
        """How many instructions all bodies have, `end` and `else` aside."""
        return sum(self.count(function) for function in self.functions)

    def count(self, function: Field) -> int:
        """How many instructions a function's body has, `end` and `else` aside."""
        counted: int | None = function.__dict__.get("_count")
        if counted is None:
            counted = function.count() if function.printed else count_instructions(self.body(function))
            function.__dict__["_count"] = counted
        return counted

    def operations(self, function: Field) -> frozenset[str]:
        """The instructions that a function's body has, by name."""
        cached: frozenset[str] | None = function.__dict__.get("_operations")
        if cached is None:
            ops = None if function.is_read else function.ops()
            nodes = instructions(self.body(function)) if ops is None else ()
            cached = frozenset((*(op.keyword for op in ops or ()), *(node.op for node in nodes)))
            function.__dict__["_operations"] = cached
        return cached

    # ---- changed copies

    def with_fields(self, fields: Iterable[Field]) -> Module:
        """The same module with other fields."""
        return replace(self, fields=tuple(fields))


class FunctionContext:
    """What folding asks of one function and its module (see reducer.wat.fold.Context)."""

    def __init__(self, module: Module, function: Field) -> None:
        self.module = module
        self._use = function.declaration.type_use or TypeUse()
        self._type = module.type_use(self._use)
        params = list(
            zip(self._use.param_names or ("",) * len(self._type.params), self._type.params, strict=False)
        )
        self.locals = params + function.declaration.locals
        self._by_name = {name: type_ for name, type_ in self.locals if name}

    def local_type(self, index: str) -> str:
        if index.startswith("$"):
            if index in self._by_name:
                return self._by_name[index]
        else:
            number = integer(index)
            if number < len(self.locals):
                return self.locals[number][1]
        raise WatError(f"there is no local {index}")

    def global_type(self, index: str) -> str:
        return self.module.find("global", index).declaration.value_type

    def function_type(self, index: str) -> FunctionType:
        return self.module.function_type(index)

    def type_use(self, use: TypeUse) -> FunctionType:
        return self.module.type_use(use)

    def tag_type(self, index: str) -> FunctionType:
        return self.module.type_use(self.module.find("tag", index).declaration.type_use or TypeUse())

    def table_type(self, index: str) -> str:
        return self.module.find("table", index).declaration.value_type

    def address_type(self, space: str, index: str) -> str:
        return self.module.find(space, index).declaration.address

    def field_type(self, type_: str, index: str) -> str:
        fields = self.module.structure(type_)
        if index.startswith("$"):
            found = next((entry for entry in fields if entry.name == index), None)
        else:
            found = fields[number] if (number := integer(index)) < len(fields) else None
        if found is None:
            raise WatError(f"type {type_} has no field {index}")
        return unpacked(found.type)

    def field_types(self, type_: str) -> ValueTypes:
        return tuple(unpacked(entry.type) for entry in self.module.structure(type_))

    def array_element(self, type_: str) -> str:
        return unpacked(self.module.array(type_).type)

    def function_reference(self, index: str) -> str:
        """`ref.func` gives funcref, and under function references a type that only this function needs to
        fit.
        """
        if not self.module.has_typed_references:
            return "funcref"
        use = self.module.find("function", index).declaration.type_use
        return f"(ref {use.index})" if use is not None and use.index else f"(ref function {index})"

    def reference_type(self, reference: str) -> FunctionType:
        index = reference.removeprefix("(ref").removesuffix(")").replace("null", "").strip()
        if index.startswith("function"):
            return self.module.function_type(index.split()[1])
        return self.module.type_use(TypeUse(index))

    def results(self) -> ValueTypes:
        return self._type.results


def parse(source: str, *, printed: bool = False) -> Module:
    """A module from its text.  Only the top level is read; bodies and declarations are parsed when somebody
    looks.  `printed`: the text is a disassembler's (see Field).

    A `(module binary "...")` is disassembled first.  Raises WatError (line, column) for text that is not one
    module, or has a field of an unknown kind.
    """
    # A lone carriage return ends a line, and so a comment.
    source = with_plain_names(_LONE_RETURN.sub("\n", source) if "\r" in source else source)
    top = (cut_printed(source) if printed else None) or cut(source)
    if top.encoded:
        return _decoded(source, top)
    for piece in top.pieces:
        if piece.keyword not in FIELD_KEYWORDS:
            word = piece.keyword or " ".join(source[piece.start : piece.start + 12].split())
            raise at(
                source,
                piece.start,
                f"unknown module field `{word}`; expected " + ", ".join(sorted(FIELD_KEYWORDS)),
            )
    if not top.pieces:
        # Somebody may put a field in.
        return Module(top.name, (), f"(module {top.name}".rstrip())
    end = top.start
    fields: list[Field] = []
    for piece in top.pieces:
        lead = source[end : piece.start].strip() if fields else ""
        fields.append(Field(piece.keyword, source, piece.start, piece.end, lead=lead, printed=printed))
        end = piece.end
    head, tail = source[: top.pieces[0].start].rstrip(), source[end:]
    if not top.wrapped:
        head, tail = f"{head}\n(module".lstrip(), f"{tail.rstrip()}\n)\n"
    return Module(top.name, tuple(fields), head, tail)


def _decoded(source: str, top: Cut) -> Module:
    """The module that a module of strings spells."""
    if top.encoded == "quote":
        raise at(source, top.start, "a quoted module: take the text out of its strings first")
    return parse(disassemble(string_bytes(blank_comments(source[top.start :])[0])))


def check_all(module: Module) -> Iterator[Field]:
    """Looks into every field and body that a person may have written, yielding each once it was parsed.
    Raises WatError at the first that is wrong.
    """
    for entry in module.fields:
        if entry.keyword != "func" or not entry.printed:
            _ = entry.declaration
            if entry.keyword == "func" and entry.imported is None:
                module.body(entry)
        yield entry
