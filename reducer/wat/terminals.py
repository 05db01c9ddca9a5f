"""How words become the terminals of grammars/wat.lark: the instruction table and the word lists sort them.

The grammar declares the terminals; which instruction is which follows from its immediates in the table.
"""

from __future__ import annotations

from functools import cache

from lark import Token

from reducer.wat.instructions import table
from reducer.wat.types import PACKED_TYPES, SHORT_TYPES

# Which terminal of the grammar an instruction is, by its immediates in the table.
_TERMINAL_OF_IMMEDIATES = {
    "-": "OP",
    **dict.fromkeys(
        ("local", "global", "function", "label", "data", "element", "tag", "table", "type"), "OP_INDEX"
    ),
    **dict.fromkeys(
        ("memory?", "memory? memory?", "memory? data", "table? table?", "table? element", "table?", "type?"),
        "OP_INDICES",
    ),
    **dict.fromkeys(("type field", "type count", "type type", "type data", "type element"), "OP_TWO"),
    "label*": "OP_LABELS",
    "memory? memarg": "OP_MEMORY",
    "memory? memarg lane": "OP_MEMORY_LANE",
    "lane": "OP_LANE",
    "lanes16": "OP_LANES",
    **dict.fromkeys(("i32", "i64", "f32", "f64"), "OP_NUMBER"),
    "v128": "OP_VECTOR",
    "heap_type": "OP_HEAP_TYPE",
    "reference_type": "OP_CAST",
    "label reference_type reference_type": "OP_CAST_BRANCH",
    "result?": "OP_RESULT",
    "table? type_use": "OP_TYPE_USE",
}
_BLOCK_TERMINAL = {"block": "BLOCK", "loop": "BLOCK", "if": "IF", "try": "TRY", "try_table": "TRY_TABLE"}
_WORDS = {
    **dict.fromkeys(("i32", "i64", "f32", "f64", "v128", *SHORT_TYPES.values()), "VALUE_TYPE"),
    **dict.fromkeys(PACKED_TYPES, "PACKED_TYPE"),
    **dict.fromkeys(SHORT_TYPES, "HEAP_TYPE"),
    **dict.fromkeys(("i8x16", "i16x8", "i32x4", "i64x2", "f32x4", "f64x2"), "SHAPE"),
    **{word: word.upper() for word in ("func", "final", "null", "shared", "declare")},
    **{word: word.upper() for word in ("else", "end", "catch", "catch_all", "delegate")},
}


@cache
def terminals() -> dict[str, str]:
    """The terminal of every keyword."""
    instructions = {
        row.name: _BLOCK_TERMINAL.get(row.name) or _TERMINAL_OF_IMMEDIATES[" ".join(row.immediates) or "-"]
        for row in table().values()
    }
    return _WORDS | instructions


def classify_keyword(token: Token) -> Token:
    """Lexer callback: gives a KEYWORD its terminal; an unknown word stays KEYWORD, which no rule takes."""
    kind = terminals().get(token)
    if kind is None:
        kind = (
            "OFFSET" if token.startswith("offset=") else "ALIGN" if token.startswith("align=") else "KEYWORD"
        )
    token.type = kind
    return token


def classify_form(token: Token) -> Token:
    """Lexer callback: `(type` becomes LPAR_TYPE, and so on."""
    token.type = "LPAR_" + token[1:].strip().upper()
    return token
