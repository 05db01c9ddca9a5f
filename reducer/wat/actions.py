"""What runs as the parser reduces: instructions are listed in the order in which they execute, declarations
are noted.

One method a rule of grammars/wat.lark.  A folded instruction is listed after its operands, so folded and flat
code come out alike and no depth of nesting costs a stack.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from lark import Token
from lark.exceptions import UnexpectedToken

from reducer.wat.instructions import index_spaces
from reducer.wat.syntax import Declaration, Op, Reference, Storage, TypeUse
from reducer.wat.tree import FunctionType, Handler
from reducer.wat.types import reference


class _Typed(NamedTuple):
    """A `(param ...)`, `(result ...)` or `(local ...)` form."""

    kind: str
    types: tuple[str, ...]
    name: str
    start: int
    end: int


class Actions:
    """Collects `ops` and `declaration` of one text; `begin` clears them for the next."""

    def __init__(self) -> None:
        self.begin("")

    def begin(self, text: str) -> None:
        """Forget what was collected; `text` is what will be parsed."""
        self.text = text
        self.ops: list[Op] = []
        self.declaration = Declaration()
        self._heads: list[Op] = []
        self._conditions: list[
            list[int]
        ] = []  # of every open folded `if`: where its expressions ended in `ops`

    def _refer(self, space: str, token: Token) -> None:
        self.declaration.references.append(Reference(space, str(token), token.start_pos or 0))

    # ---- instructions

    def plain(self, parts: list[Any]) -> Op:
        head, immediates = parts[0], []
        type_use = None
        for part in parts[1:]:
            if isinstance(part, TypeUse):
                type_use = part
                if part.text:
                    immediates.append(part.text)
            elif isinstance(part, _Typed):
                immediates.append(self.text[part.start : part.end])
            elif isinstance(part, list):
                immediates += part
            else:
                immediates.append(part)
        return Op(str(head), tuple(immediates), "", type_use, head.start_pos)

    def lane_memory(self, parts: list[Any]) -> list[Any]:
        return parts

    def metadata(self, parts: list[Any]) -> None:
        self._mark(str(parts[0]), parts[0])

    def flat_plain(self, parts: list[Any]) -> None:
        self.ops.append(parts[0])

    def folded_plain(self, parts: list[Any]) -> None:
        self.ops.append(parts[1])

    def _head(self, parts: list[Any]) -> Op:
        keyword, label = parts[0], ""
        handlers = tuple(part for part in parts if isinstance(part, Handler))
        type_use = parts[-1 - len(handlers)]
        if isinstance(parts[1], Token):
            label = str(parts[1])
        return Op(str(keyword), (), label, type_use, keyword.start_pos, handlers)

    def handler(self, parts: list[Any]) -> Handler:
        tag = str(parts[1]) if len(parts) == 4 else ""
        return Handler(parts[0][1:].strip(), tag, str(parts[-2]))

    def block_open(self, parts: list[Any]) -> None:
        self.ops.append(self._head(parts))

    flat_open = block_open

    def if_head(self, parts: list[Any]) -> None:
        self._heads.append(self._head(parts))
        self._conditions.append([])

    def condition(self, _parts: list[Any]) -> None:
        self._conditions[-1].append(len(self.ops))

    def then_open(self, _parts: list[Any]) -> str:
        self.ops.append(self._heads.pop())
        self._conditions.pop()
        return "then"

    def try_head(self, parts: list[Any]) -> None:
        self._heads.append(self._head(parts))

    def do_open(self, _parts: list[Any]) -> None:
        self.ops.append(self._heads.pop())

    def _mark(self, keyword: str, token: Token, immediates: tuple[str, ...] = ()) -> None:
        self.ops.append(Op(keyword, immediates, "", None, token.start_pos or 0))

    def else_open(self, parts: list[Any]) -> None:
        self._mark("else", parts[0])

    def catch_open(self, parts: list[Any]) -> None:
        self._mark(parts[0][1:].strip(), parts[0], tuple(parts[1:]))

    def flat_arm(self, parts: list[Any]) -> None:
        self._mark(str(parts[0]), parts[0], tuple(parts[1:]) if parts[0] == "catch" else ())

    def flat_end(self, parts: list[Any]) -> None:
        self._mark(str(parts[0]), parts[0], tuple(parts[1:]) if parts[0] == "delegate" else ())

    def delegate(self, parts: list[Any]) -> tuple[str]:
        return (parts[1],)

    def folded_block(self, parts: list[Any]) -> None:
        self._mark("end", parts[-1])

    def folded_if(self, parts: list[Any]) -> None:
        if "then" not in parts:
            self._without_then(parts[-1])
        self._mark("end", parts[-1])

    def _without_then(self, closing: Token) -> None:
        """An `if` of two or three expressions: condition, then, else."""
        head, ends = self._heads.pop(), self._conditions.pop()
        if len(ends) not in (2, 3):
            raise UnexpectedToken(closing, {"LPAR_THEN"})
        if len(ends) == 3:
            self.ops.insert(ends[1], Op("else", (), "", None, self.ops[ends[1] - 1].position))
        self.ops.insert(ends[0], head)

    def folded_try(self, parts: list[Any]) -> None:
        delegated = next((part for part in parts if type(part) is tuple), None)
        if delegated is None:
            self._mark("end", parts[-1])
        else:
            self._mark("delegate", parts[-1], delegated)

    # ---- indices and types

    def index(self, parts: list[Any]) -> Any:
        return parts[0]

    heap_type = index

    def place(self, parts: list[Any]) -> Any:
        """A memory or table of an instruction; `(memory $m)` is taken as `$m`."""
        return parts[0] if len(parts) == 1 else parts[1]

    def value_type(self, parts: list[Any]) -> str:
        if len(parts) == 1:
            return str(parts[0])
        if parts[-2].type in ("NUMBER", "ID"):
            self._refer("type", parts[-2])
        return reference(str(parts[-2]), nullable=len(parts) == 4)

    def storage_type(self, parts: list[Any]) -> str:
        return str(parts[0])

    def storage(self, parts: list[Any]) -> Storage:
        return Storage("", parts[0], False)

    def mutable_storage(self, parts: list[Any]) -> Storage:
        return Storage("", parts[1], True)

    def field(self, parts: list[Any]) -> list[Storage]:
        inner = parts[1:-1]
        return [inner[1]._replace(name=str(inner[0]))] if inner and isinstance(inner[0], Token) else inner

    def _typed(self, parts: list[Any]) -> _Typed:
        opening, inner = parts[0], parts[1:-1]
        name = str(inner[0]) if inner and isinstance(inner[0], Token) else ""
        types = tuple(inner[1:] if name else inner)
        return _Typed(opening[1:].strip(), types, name, opening.start_pos, parts[-1].end_pos)

    param = _typed
    result = _typed

    def local(self, parts: list[Any]) -> None:
        form = self._typed(parts)
        self.declaration.locals += [(form.name, type_) for type_ in form.types]

    def type_use(self, parts: list[Any]) -> TypeUse:
        if not parts:
            return TypeUse()
        index = ""
        if not isinstance(parts[0], _Typed):
            index = str(parts[1])
            self._refer("type", parts[1])
        params = [part for part in parts if isinstance(part, _Typed) and part.kind == "param"]
        results = [part for part in parts if isinstance(part, _Typed) and part.kind == "result"]
        start = parts[0].start if isinstance(parts[0], _Typed) else parts[0].start_pos
        end = parts[-1].end if isinstance(parts[-1], _Typed) else parts[-1].end_pos
        inline = FunctionType(
            tuple(type_ for part in params for type_ in part.types),
            tuple(type_ for part in results for type_ in part.types),
        )
        names = tuple(part.name for part in params for _ in part.types)
        return TypeUse(index, inline, names, self.text[start:end], start, end)

    # ---- fields

    def _declare(self, parts: list[Any]) -> None:
        """The field's own name, which stands right after the opening word."""
        opening = parts[0]
        self.declaration.name_position = opening.end_pos
        if len(parts) > 1 and isinstance(parts[1], Token) and parts[1].type == "ID":
            self.declaration.name = str(parts[1])
            self.declaration.name_position = parts[1].start_pos or 0

    def function_header(self, parts: list[Any]) -> None:
        self._declare(parts)
        self.declaration.type_use = next(part for part in parts if isinstance(part, TypeUse))

    tag_field = function_header

    def _named(self, parts: list[Any]) -> None:
        self._declare(parts)

    def type_field(self, parts: list[Any]) -> None:
        self._declare(parts)
        self.declaration.members.append((parts[0].start_pos, parts[-1].end_pos))

    def rec_field(self, _parts: list[Any]) -> None:
        """What was noted of its types belongs to them, not to the group."""
        declaration = self.declaration
        declaration.name, declaration.function_type = "", None
        declaration.structure = declaration.array = None

    def subtype(self, _parts: list[Any]) -> None:
        self.declaration.plain = False

    def supertype(self, parts: list[Any]) -> None:
        self._refer("type", parts[0])

    table_field = _named

    def own_elements(self, parts: list[Any]) -> None:
        """What stands in a table with its own segment: perhaps an address type, the type of the elements, these."""
        if isinstance(parts[0], Token):
            self.declaration.address = str(parts[0])
        self.declaration.value_type = parts[1] if isinstance(parts[0], Token) else parts[0]
        self.declaration.segment = True

    def element_type(self, parts: list[Any]) -> None:
        self.declaration.value_type = parts[0]

    def memory_field(self, parts: list[Any]) -> None:
        self._declare(parts)
        self.declaration.segment = any(isinstance(part, Token) and part.type == "LPAR_DATA" for part in parts)
        address = next(
            (part for part in parts if isinstance(part, Token) and part.type == "VALUE_TYPE"), None
        )
        if address is not None:  # in front of the memory's own data; `limits` sees the others
            self.declaration.address = str(address)

    global_field = _named
    data_field = _named

    def elem_field(self, parts: list[Any]) -> None:
        self._declare(parts)
        self.declaration.declares = any(isinstance(part, Token) and part.type == "DECLARE" for part in parts)

    def _imported(self, parts: list[Any]) -> None:
        self._declare(parts)
        word = parts[0][1:].strip()
        self.declaration.imported_space = "function" if word == "func" else word
        self.declaration.type_use = next((part for part in parts if isinstance(part, TypeUse)), None)

    imported_function = _imported
    imported_table = _imported
    imported_memory = _imported
    imported_global = _imported
    imported_tag = _imported

    def function_definition(self, parts: list[Any]) -> None:
        forms = [part for part in parts if isinstance(part, _Typed)]
        self.declaration.function_type = FunctionType(
            tuple(type_ for form in forms if form.kind == "param" for type_ in form.types),
            tuple(type_ for form in forms if form.kind == "result" for type_ in form.types),
        )

    def struct_definition(self, parts: list[Any]) -> None:
        self.declaration.structure = tuple(entry for part in parts[1:-1] for entry in part)

    def array_definition(self, parts: list[Any]) -> None:
        self.declaration.array = parts[1]

    def inline_export(self, parts: list[Any]) -> None:
        self.declaration.exports.append(str(parts[1])[1:-1])
        self.declaration.export_spans.append((parts[0].start_pos, parts[-1].end_pos))

    def inline_import(self, parts: list[Any]) -> None:
        self.declaration.imported = (str(parts[1])[1:-1], str(parts[2])[1:-1])
        self.declaration.import_span = (parts[0].start_pos, parts[-1].end_pos)

    def import_field(self, parts: list[Any]) -> None:
        self.declaration.imported = (str(parts[1])[1:-1], str(parts[2])[1:-1])

    def limits(self, parts: list[Any]) -> None:
        self.declaration.limits = (parts[0].start_pos, parts[-1].end_pos)
        if parts[0].type == "VALUE_TYPE":
            self.declaration.address = str(parts[0])

    def table_type(self, parts: list[Any]) -> None:
        self.declaration.value_type = parts[-1]

    def global_type(self, parts: list[Any]) -> None:
        self.declaration.mutable = len(parts) > 1
        self.declaration.value_type = parts[1] if len(parts) > 1 else parts[0]

    def export_field(self, parts: list[Any]) -> None:
        self.declaration.exports.append(str(parts[1])[1:-1])

    def _exported(self, parts: list[Any]) -> None:
        self._refer({"func": "function"}.get(word := parts[0][1:].strip(), word), parts[1])

    exported_function = _exported
    exported_table = _exported
    exported_memory = _exported
    exported_global = _exported
    exported_tag = _exported

    def function_index(self, parts: list[Any]) -> None:
        self._refer("function", parts[0])

    def table_index(self, parts: list[Any]) -> None:
        self._refer("table", parts[0])

    table_number = table_index

    def memory_index(self, parts: list[Any]) -> None:
        self._refer("memory", parts[0])

    def table_use(self, parts: list[Any]) -> None:
        self._refer("table", parts[1])

    def memory_use(self, parts: list[Any]) -> None:
        self._refer("memory", parts[1])

    def finish_field(self) -> Declaration:
        """The declaration, with the references that its constant expressions make."""
        self.declaration.ops = self.ops
        for op in self.ops:
            for space, token in index_spaces(op.keyword, op.immediates):
                self._refer(space, token)  # type: ignore[arg-type]
        return self.declaration
