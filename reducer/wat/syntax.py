"""What the parser gives: linear instructions, and what a field declares and mentions.

Plain records between the parser and those who fold, name or look up; they know no text beyond their own
spelling.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from reducer.wat.tree import FunctionType, Handler


class TypeUse(NamedTuple):
    """`(type $t) (param ...) (result ...)`: the index as written ("" where there is none), the inline types,
    and the text.
    """

    index: str = ""  # type: ignore[assignment]
    inline: FunctionType = FunctionType()
    param_names: tuple[str, ...] = ()
    text: str = ""
    start: int = 0
    end: int = 0


class Op(NamedTuple):
    """One instruction of a linear body.  Immediates are spelt as in the text; `position` is a character
    offset.
    """

    keyword: str
    immediates: tuple[str, ...]
    label: str
    type_use: TypeUse | None
    position: int
    handlers: tuple[Handler, ...] = ()


class Reference(NamedTuple):
    """A field's mention of an entity: its index space, the index or name as written, where it stands
    (characters).
    """

    space: str
    text: str
    start: int


class Storage(NamedTuple):
    """A field of a structure, or what an array holds: its name or "", its type (packed ones too)."""

    name: str
    type: str
    mutable: bool


@dataclass
class Declaration:
    """What a field's text declares and mentions.  `name_position` is where its name stands or would stand.

    `value_type` is the type of a global, or of what a table or a segment of expressions holds; `address` a
    memory's or table's index type; `declares` whether a segment only declares; `limits` the text span of a
    memory's or table's limits; `segment` whether a table or memory brings its own; `export_spans` where each
    inline export stands (characters); `locals` the declared locals of a function (name or "", type).

    Of a type: `function_type`, `structure` or `array`; `plain` says that it has neither supertypes nor
    subtypes.  `members` are where the types of a group stand (characters).
    """

    name: str = ""
    name_position: int = 0
    exports: list[str] = field(default_factory=list)
    export_spans: list[tuple[int, int]] = field(default_factory=list)
    imported: tuple[str, str] | None = None
    import_span: tuple[int, int] | None = None
    imported_space: str = ""
    references: list[Reference] = field(default_factory=list)
    type_use: TypeUse | None = None
    function_type: FunctionType | None = None
    structure: tuple[Storage, ...] | None = None
    array: Storage | None = None
    plain: bool = True
    members: list[tuple[int, int]] = field(default_factory=list)
    value_type: str = ""
    mutable: bool = False
    address: str = "i32"
    declares: bool = False
    limits: tuple[int, int] | None = None
    segment: bool = False
    locals: list[tuple[str, str]] = field(default_factory=list)
    ops: list[Op] = field(default_factory=list)
