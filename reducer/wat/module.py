"""A module: its fields, what they declare, and the trees of its function bodies, each parsed when somebody looks.

Modules and fields are immutable; an edited module shares every field that the edit did not touch.  What is worked out once about a
field (its declaration, its tree) stays with the field.  It knows nothing of edits, runtimes or time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from reducer.wat.errors import WatError, at
from reducer.wat.fold import FoldError, fold
from reducer.wat.parser import FIELD_KEYWORDS, parse_body, parse_field
from reducer.wat.scan import IDENTIFIER_CHARACTER, Comment, blank_comments, cut
from reducer.wat.syntax import Declaration, Op, TypeUse
from reducer.wat.tree import Body, FunctionType, ValueTypes, count_instructions

SPACES = {
    "type": "type",
    "func": "function",
    "table": "table",
    "memory": "memory",
    "global": "global",
    "tag": "tag",
    "elem": "element",
    "data": "data",
}
"""The index space that a field of each keyword declares into."""

_HEADER_FORM = re.compile(
    rf"\s*\(\s*(?:export|import|type|param|result|local)(?!{IDENTIFIER_CHARACTER})"
    r'(?:[^()"]|"[^"\\]*(?:\\.[^"\\]*)*"|\([^()]*\))*\)'
)
_OPENING = re.compile(rf"\(\s*[a-z]+(?:\s+\${IDENTIFIER_CHARACTER}+)?")
_QUICK_NAME = re.compile(rf"\(\s*[a-z]+\s+(\${IDENTIFIER_CHARACTER}+)(?=[\s()])")
_FOLDED = re.compile(r"\(\s*(?!type|param|result|local|ref)[a-z]")


@dataclass(frozen=True, eq=False)
class Field:
    """One field of a module: characters `start` to `end` of `source`.

    A function whose body was replaced has its `tree`, and only its header as text (without the closing parenthesis).
    """

    keyword: str
    source: str = field(repr=False)
    start: int = 0
    end: int = -1
    tree: Body | None = field(default=None, repr=False)
    folded_style: bool | None = None

    @property
    def text(self) -> str:
        """The field as the author wrote it; of an edited function, the header."""
        return self.source[self.start : self.end if self.end >= 0 else len(self.source)]

    @cached_property
    def _blanked(self) -> tuple[str, list[Comment]]:
        return blank_comments(self.text)

    @cached_property
    def header_end(self) -> int:
        """Where a function's header ends and its body starts, in characters of `text`."""
        text = self._blanked[0]
        opening = _OPENING.match(text)
        position = opening.end() if opening else 1
        while form := _HEADER_FORM.match(text, position):
            position = form.end()
        return position

    @cached_property
    def declaration(self) -> Declaration:
        """What the field declares and mentions (of a function, its header).  Raises WatError."""
        text = self._blanked[0]
        if self.keyword == "func":
            text = text[: self.header_end] + ")"
        return parse_field(self.keyword, text, self.source, self.start)

    @cached_property
    def name(self) -> str:
        """The field's own name with its `$`, "" where it has none."""
        quick = _QUICK_NAME.match(self.source, self.start)
        if quick is not None and self.keyword != "import":
            return quick.group(1)
        return self.declaration.name

    @cached_property
    def space(self) -> str:
        """The index space in which the field declares something, "" for exports, start."""
        if self.keyword == "import":
            return self.declaration.imported_space
        return SPACES.get(self.keyword, "")

    @cached_property
    def imported(self) -> tuple[str, str] | None:
        """Module and name that the field imports, None where it defines."""
        if self.keyword == "import" or "import" in self._blanked[0][: self.header_end]:
            return self.declaration.imported
        return None

    @cached_property
    def written_folded(self) -> bool:
        """Whether the author wrote this function's body with folded instructions."""
        if self.folded_style is not None:
            return self.folded_style
        return _FOLDED.search(self._blanked[0], self.header_end) is not None

    def with_tree(self, tree: Body) -> Field:
        """The same function with another body."""
        header = self.text if self.tree is not None else self.text[: self.header_end]
        return Field("func", header, tree=tree, folded_style=self.written_folded)

    def linear(self) -> tuple[list[Op], dict[int, str]]:
        """The instructions of the body as written, and the comments by position of the instruction they belong to."""
        text, comments = self._blanked
        start = self.header_end
        body = text[start:].rstrip()
        ops = parse_body(body[:-1], self.source, self.start + start)
        inside = [comment for comment in comments if comment.start >= start]
        return ops, _attach(inside, sorted(op.position for op in ops), start)

    def place(self, position: int) -> tuple[str, int]:
        """The source, and the offset in it, of a position in the body."""
        return self.source, self.start + self.header_end + position


def _attach(comments: Iterable[Comment], positions: Sequence[int], start: int) -> dict[int, str]:
    """Each comment goes to the next instruction, or to the one before it where it trails on that line."""
    attached: dict[int, str] = {}
    if not positions:
        return attached
    index = 0
    for comment in comments:
        while index < len(positions) and positions[index] + start < comment.start:
            index += 1
        chosen = index - 1 if (comment.trailing and index > 0) or index == len(positions) else index
        position = positions[chosen]
        attached[position] = "\n".join(filter(None, (attached.get(position, ""), comment.text)))
    return attached


@dataclass(frozen=True, eq=False)
class Module:
    """`name` is the module's own ($...) or ""; `fields` in the order of the text; `tail` what follows the last one."""

    name: str
    fields: tuple[Field, ...]
    head: str = "(module"
    tail: str = "\n)\n"

    # ---- declarations

    @cached_property
    def _spaces(self) -> dict[str, list[Field]]:
        spaces: dict[str, list[Field]] = {space: [] for space in SPACES.values()}
        for entry in self.fields:
            if entry.space:
                spaces[entry.space].append(entry)
            if entry.keyword == "table" and re.search(r"\(\s*elem\b", entry.text):
                spaces["element"].append(entry)
            elif entry.keyword == "memory" and re.search(r"\(\s*data\b", entry.text):
                spaces["data"].append(entry)
        return spaces

    @cached_property
    def _named(self) -> dict[tuple[str, str], Field]:
        return {(space, entry.name): entry for space, entries in self._spaces.items() for entry in entries if entry.name}

    def entities(self, space: str) -> Sequence[Field]:
        """The fields that declare into an index space, in the order of their indices."""
        return self._spaces[space]

    def find(self, space: str, index: str) -> Field:
        """The field that an index or name means.  Raises WatError where there is none."""
        if index.startswith("$"):
            entry = self._named.get((space, index))
        else:
            number = int(index.replace("_", ""), 0)
            entries = self._spaces[space]
            entry = entries[number] if number < len(entries) else None
        if entry is None:
            raise WatError(f"there is no {space} {index}")
        return entry

    @property
    def functions(self) -> list[Field]:
        """The functions that have a body, in order."""
        return [entry for entry in self.fields if entry.keyword == "func" and entry.imported is None]

    # ---- types

    def type_use(self, use: TypeUse) -> FunctionType:
        """What a type use means."""
        if not use.index:
            return use.inline
        type_ = self.find("type", use.index).declaration.function_type
        if type_ is None:
            raise WatError(f"type {use.index} is not a function type")
        return type_

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
                cached = fold(ops, FunctionContext(self, function), comments)
            except FoldError as error:
                raise at(*function.place(error.position), error.message) from None
            function.__dict__["_body"] = cached
        return cached

    def instructions(self) -> int:
        """How many instructions all bodies have, `end` and `else` aside."""
        return sum(count_instructions(self.body(function)) for function in self.functions)

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
        params = list(zip(self._use.param_names or ("",) * len(self._type.params), self._type.params, strict=False))
        self.locals = params + function.declaration.locals
        self._by_name = {name: type_ for name, type_ in self.locals if name}

    def local_type(self, index: str) -> str:
        if index.startswith("$"):
            if index in self._by_name:
                return self._by_name[index]
        else:
            number = int(index.replace("_", ""), 0)
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

    def address_type(self, memory: str) -> str:
        return self.module.find("memory", memory).declaration.address

    def reference_type(self, reference: str) -> FunctionType:
        index = reference.removeprefix("(ref").removesuffix(")").replace("null", "").strip()
        return self.module.type_use(TypeUse(index))

    def results(self) -> ValueTypes:
        return self._type.results


def parse(source: str) -> Module:
    """A module from its text.  Only the top level is read; bodies and declarations are parsed when somebody looks.

    Raises WatError (line, column) for text that is not one module, or has a field of an unknown kind.
    """
    name, pieces = cut(source)
    for piece in pieces:
        if piece.keyword not in FIELD_KEYWORDS:
            word = piece.keyword or source[piece.start : piece.start + 12]
            raise at(source, piece.start, f"unknown module field `{word}`; expected " + ", ".join(sorted(FIELD_KEYWORDS)))
    fields = tuple(Field(piece.keyword, source, piece.start, piece.end) for piece in pieces)
    head = source[: pieces[0].start].rstrip() if pieces else source.rstrip().removesuffix(")").rstrip()
    wrapped = name != "" or "module" in blank_comments(head)[0]
    return Module(name, fields, head, "\n)\n" if wrapped else "\n")


def check_all(module: Module) -> Iterator[Field]:
    """Looks into every field and body, yielding each once it was parsed.  Raises WatError at the first that is wrong."""
    for entry in module.fields:
        _ = entry.declaration
        if entry.keyword == "func" and entry.imported is None:
            module.body(entry)
        yield entry
