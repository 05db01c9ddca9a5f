"""Text of a body or a field to what it says, by Lark (LALR) with grammars/wat.lark.

The parser object is made once a process.  Errors carry the line, the column and the words that could have
stood there.
"""

from __future__ import annotations

import difflib
import threading
from functools import cache

from lark import Lark, Token
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from reducer.shipped import read_shipped
from reducer.wat.actions import Actions
from reducer.wat.errors import WatError
from reducer.wat.syntax import Declaration, Op
from reducer.wat.terminals import classify_form, classify_keyword, terminals

_FIELD_RULES = {
    "type": "type_field",
    "rec": "rec_field",
    "import": "import_field",
    "func": "function_header",
    "table": "table_field",
    "memory": "memory_field",
    "global": "global_field",
    "export": "export_field",
    "start": "start_field",
    "elem": "elem_field",
    "data": "data_field",
    "tag": "tag_field",
}
FIELD_KEYWORDS = frozenset(_FIELD_RULES)

_EXPECTED_WORDS = {
    "LPAR": "`(`",
    "RPAR": "`)`",
    "ID": "a name ($...)",
    "NUMBER": "a number",
    "STRING": "a string",
    "VALUE_TYPE": "a value type",
    "HEAP_TYPE": "a heap type (any, struct, ...)",
    "OFFSET": "`offset=`",
    "ALIGN": "`align=`",
    "SHAPE": "a shape (i32x4, ...)",
    "$END": "`)`",
}

_UNSPOKEN = {"KEYWORD", "FORM", "METADATA"}
"""What could stand almost anywhere, or is no word at all, is not listed as expected."""

_lock = threading.Lock()
"""One text at a time: the parser and its actions are shared by all threads."""


@cache
def _parser() -> tuple[Lark, Actions]:
    actions = Actions()
    lark = Lark(
        read_shipped("grammars/wat.lark"),
        parser="lalr",
        lexer="basic",
        transformer=actions,
        lexer_callbacks={"KEYWORD": classify_keyword, "FORM": classify_form},
        start=["body", "raw_word", *sorted(set(_FIELD_RULES.values()))],
        maybe_placeholders=False,
    )
    return lark, actions


def _expected(names: set[str]) -> str:
    words = {
        "an instruction"
        if name.startswith("OP") or name in ("BLOCK", "IF", "TRY", "TRY_TABLE")
        else _word(name)
        for name in names
    }
    return ", ".join(sorted(words, key=lambda word: (word.startswith("`("), word)))


def _word(name: str) -> str:
    if name.startswith("LPAR_"):
        return f"`({name[5:].lower()}`"
    return _EXPECTED_WORDS.get(name, f"`{name.lower()}`")


def _explain(error: UnexpectedInput) -> str:
    if isinstance(error, UnexpectedCharacters):
        return f"unexpected character {error.char!r}"
    if not isinstance(error, UnexpectedToken):
        return "the text ends too early"
    token: Token = error.token
    if token.type == "KEYWORD":
        near = difflib.get_close_matches(token, terminals(), n=1)
        return f"unknown instruction `{token}`" + (f"; did you mean `{near[0]}`?" if near else "")
    found = "`)`" if token.type == "$END" else f"`{token}`"
    expected = _expected(set(error.accepts or error.expected) - _UNSPOKEN)
    return f"unexpected {found}; expected {expected}"


def _parse(rule: str, text: str, source: str, offset: int) -> Actions:
    """Raises WatError with a place in `source`, in which `text` starts at `offset`."""
    lark, actions = _parser()
    actions.begin(text)
    try:
        lark.parse(text, start=rule)
    except UnexpectedInput as error:
        raise _located(error, text, source, offset) from None
    return actions


def _located(error: UnexpectedInput, text: str, source: str, offset: int) -> WatError:
    position = error.pos_in_stream
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        position = len(text)
    place = offset + (position or 0)
    line = source.count("\n", 0, place) + 1
    return WatError(_explain(error), line, place - source.rfind("\n", 0, place))


def parse_body(text: str, source: str = "", offset: int = 0) -> list[Op]:
    """The instructions of a function body, in the order in which they run.

    `text` must be free of comments; it stands at `offset` of `source`, which is used for the line and column
    of a WatError.
    """
    with _lock:
        return _parse("body", text, source or text, offset).ops


def parse_field(keyword: str, text: str, source: str = "", offset: int = 0) -> Declaration:
    """What a field declares and mentions; of a function only its header may be given.  Raises WatError."""
    with _lock:
        return _parse(_FIELD_RULES[keyword], text, source or text, offset).finish_field()
