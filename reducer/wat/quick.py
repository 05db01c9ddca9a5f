"""What wasm2wat prints, read without the grammar: headers of functions, bodies of an instruction a line, and
segments.

It gives what the grammar would, or None for what it does not know; then the grammar is asked, and says what
is wrong too.  Equal lines are read once and share their instruction, which has no place in the text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reducer.wat.errors import WatError
from reducer.wat.instructions import table
from reducer.wat.parser import parse_body
from reducer.wat.scan import IDENTIFIER_CHARACTER, STRING
from reducer.wat.syntax import Declaration, Op, Reference, TypeUse
from reducer.wat.tree import FunctionType
from reducer.wat.types import SHORT_TYPES

_NAME = rf"\${IDENTIFIER_CHARACTER}+"
_HEADER = re.compile(
    rf"\(func\s+({_NAME})(?:\s*+(\(type\s+({_NAME})\)))?"
    r"((?:\s*+\(param\s[^()]+\))*+(?:\s*+\(result\s[^()]+\))*+)((?:\s*+\(local\s[^()]+\))*+)\s*+\)"
)
_DATA = re.compile(rf"\(data ({_NAME}) \((i32\.const|i64\.const) (\d+)\) {STRING}\)")
_ELEMENTS = re.compile(rf"\(elem ({_NAME}) \((i32\.const|i64\.const) (\d+)\) func((?: {_NAME})*+)\)")
_FUNCTION = re.compile(_NAME)
_FORM = re.compile(r"\(([a-z]+)\s([^()]+)\)")
_TYPES = frozenset(("i32", "i64", "f32", "f64", "v128", *SHORT_TYPES.values()))
_BLOCKS = ("block", "loop", "if")
_MAX_LINES = 1 << 17
"""Different lines that are remembered, some 40 MB of them."""


def declaration(keyword: str, text: str) -> Declaration | None:
    """What a field declares and mentions; of a function its header, with a closing parenthesis."""
    reader = {"func": header, "data": data, "elem": functions}.get(keyword)
    return None if reader is None else reader(text)


def data(text: str) -> Declaration | None:
    """What a data segment declares that is written at a constant place when the module starts."""
    found = _DATA.fullmatch(text)
    if found is None:
        return None
    op = Op(found[2], (found[3],), "", None, found.start(2))
    return Declaration(name=found[1], name_position=found.start(1), ops=[op])


def functions(text: str) -> Declaration | None:
    """What an element segment declares and mentions that lists functions, and is written at a constant place
    when the module starts."""
    found = _ELEMENTS.fullmatch(text)
    if found is None:
        return None
    op = Op(found[2], (found[3],), "", None, found.start(2))
    listed = _FUNCTION.finditer(text, found.start(4))
    references = [Reference("function", name.group(), name.start()) for name in listed]
    return Declaration(name=found[1], name_position=found.start(1), references=references, ops=[op])


def header(text: str) -> Declaration | None:
    """What a function's header, its closing parenthesis included, declares and mentions."""
    found = _HEADER.fullmatch(text)
    if found is None:
        return None
    types, locals_ = _typed(found[4]), _typed(found[5])
    if types is None or locals_ is None:
        return None
    params = [(name, type_) for kind, name, type_ in types if kind == "param"]
    results = tuple(type_ for kind, _, type_ in types if kind == "result")
    start = found.start(2) if found[2] else found.end(4) - len(found[4].lstrip())
    end = found.end(4) if found[4] else found.end(2)
    use = TypeUse()
    if end > start:
        inline = FunctionType(tuple(type_ for _, type_ in params), results)
        names = tuple(name for name, _ in params)
        use = TypeUse(found[3] or "", inline, names, text[start:end], start, end)
    return Declaration(
        name=found[1],
        name_position=found.start(1),
        references=[Reference("type", found[3], found.start(3))] if found[3] else [],
        type_use=use,
        locals=[(name, type_) for _, name, type_ in locals_],
    )


def _typed(forms: str) -> list[tuple[str, str, str]] | None:
    """The kind of each form, the name in it or "", and each of its types."""
    made = []
    for kind, inside in _FORM.findall(forms):
        words = inside.split()
        name = words.pop(0) if words and words[0].startswith("$") else ""
        if not words or (name and len(words) > 1) or not _TYPES.issuperset(words):
            return None
        made += [(kind, name, type_) for type_ in words]
    return made


def body(text: str) -> list[Op] | None:
    """The instructions of a function's body that has one on each line."""
    ops = [_instruction(line) for line in map(str.strip, text.split("\n")) if line]
    return None if None in ops else ops  # type: ignore[return-value]


@lru_cache(_MAX_LINES)
def _instruction(line: str) -> Op | None:
    if line in ("end", "else"):
        return Op(line, (), "", None, 0)
    keyword, *words = line.split()
    row = table().get(keyword)
    if row is None or keyword.startswith("try") or ";" in line:
        return None
    opens = keyword in _BLOCKS
    if "(" in line or "type_use" in row.immediates:
        try:
            ops = parse_body(f"{line} end" if opens else line)
        except WatError:
            return None
        return ops[0] if len(ops) == 1 + opens else None
    if opens:
        return Op(keyword, (), words[0] if words else "", TypeUse(), 0)
    return Op(keyword, tuple(words), "", None, 0)
