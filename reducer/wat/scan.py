"""One linear scan that cuts a module's text into its fields, and takes comments out of a piece of text.

It knows parentheses, strings, comments and annotations, and nothing of what stands inside; so a file of
hundreds of megabytes is cut in seconds, and what nobody looks into is never parsed.  Source: WebAssembly core
specification, section 6.3 (lexical format).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reducer.wat.errors import WatError, at
from reducer.wat.numbers import string_bytes

IDENTIFIER_CHARACTER = r"[0-9A-Za-z!#$%&'*+\-./:<=>?@\\^_`|~]"

GAP = r"(?:\s++|;;[^\r\n]*+[\r\n]|\(;(?:[^;(]|;(?!\))|\((?!;))*+;\))*+"
"""White space and comments that do not nest, as a regular expression."""
CODE_METADATA = "(@metadata.code."
"""An annotation that starts so is no comment: the assembler keeps it with the instruction that follows."""

_MARK = re.compile(r'[();"]')
_REMARK = re.compile(r'["(;](?:(?<!\()|(?=[;@]))')
"""The same without parentheses but those of comments and annotations, which are far fewer."""
_BLANK = re.compile(r"\s*")
STRING = r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"'
"""A string as a regular expression."""
_WHOLE_STRING = re.compile(STRING)
_COMMENT_EDGE = re.compile(r"\(;|;\)")
_LINE_END = re.compile(r"[\r\n]")
_NOT_NEWLINE = re.compile(r"[^\n]")
_KEYWORD = re.compile(rf"{GAP}([a-z_]+)")
_NAME = re.compile(rf"{GAP}(\${IDENTIFIER_CHARACTER}+)")
_PLAIN_NAME = re.compile(rf"\${IDENTIFIER_CHARACTER}+")
_NO_IDENTIFIER = re.compile(r"[^0-9A-Za-z!#$%&'*+\-./:<=>?@\\^_`|~]")
_NAME_OR_STRING = re.compile(r'\(;|;;[^\n]*|\$"([^"\\]*+(?:\\.[^"\\]*+)*+)"|"[^"\\]*+(?:\\.[^"\\]*+)*+"')
_NUMBERING = re.compile(r"\(;@?\d+;\)|;; label = @\d+")
_ANY = re.compile(r".*", re.DOTALL)
_MODULE = re.compile(rf"\({GAP}module(?!{IDENTIFIER_CHARACTER})")
_PRINTED = re.compile(rf"\(module(?: (\${IDENTIFIER_CHARACTER}+))?")
_PRINTED_FIELD = re.compile(r"\n  \(([a-z]+)")
_ENCODED = re.compile(rf"{GAP}(binary|quote)(?!{IDENTIFIER_CHARACTER})")


class Piece(NamedTuple):
    """A top-level form: `start` and `end` are character offsets into the source, `keyword` its first word."""

    keyword: str
    start: int
    end: int


class Comment(NamedTuple):
    """A comment or annotation, where it starts (characters), whether code stands before it on its line."""

    start: int
    text: str
    trailing: bool


def _skip_block_comment(text: str, start: int) -> int:
    depth, position = 0, start
    while True:
        edge = _COMMENT_EDGE.search(text, position)
        if edge is None:
            raise at(text, start, "this block comment has no end `;)`")
        depth += 1 if edge.group() == "(;" else -1
        position = edge.end()
        if depth == 0:
            return position


def _skip_string(text: str, start: int) -> int:
    string = _WHOLE_STRING.match(text, start)
    if string is None:
        raise at(text, start, 'this string has no closing `"`')
    return string.end()


class _Mark(NamedTuple):
    kind: str  # "(", ")", "comment", "annotation"
    start: int
    end: int


def _marks(text: str, position: int = 0, wanted: re.Pattern[str] = _MARK) -> Iterator[_Mark]:
    """Parentheses, comments and annotations, in order; strings are passed over.  With _REMARK, no
    parentheses."""
    opened, depth = 0, 0  # the outermost annotation that is open, and how many parentheses in it
    while mark := (_MARK if depth else wanted).search(text, position):
        start, character = mark.start(), mark.group()
        follower = text[start + 1 : start + 2]
        position = start + 1
        if character == '"':
            position = _skip_string(text, start)
        elif character == "(" and follower == ";":
            position = _skip_block_comment(text, start)
            if not depth:
                yield _Mark("comment", start, position)
        elif character == ";":
            if follower != ";" and depth:
                continue
            if follower != ";":
                raise at(text, start, "a lone `;` (a comment starts with `;;`)")
            newline = _LINE_END.search(text, start)
            position = newline.start() if newline is not None else len(text)
            if not depth:
                yield _Mark("comment", start, position)
        elif depth:
            depth += 1 if character == "(" else -1
            if not depth:
                yield _Mark("annotation", opened, position)
        elif follower == "@" and character == "(":
            opened, depth = start, 1
        else:
            yield _Mark(character, start, position)
    if depth:
        raise at(text, opened, "this annotation has no closing `)`")


def _expect_blank(text: str, start: int, end: int) -> None:
    """Raises WatError where anything but white space stands between two marks at the top level."""
    blank = _BLANK.match(text, start, end)
    if blank is not None and blank.end() < end:
        words = text[blank.end() : end].split()
        raise at(text, blank.end(), f"unexpected `{words[0][:40]}`; expected a module field `(...)`")


def forms(text: str, position: int) -> Iterator[tuple[int, int]]:
    """Start and end of every form at depth 0, up to the first `)` that closes more than was opened."""
    depth, start, last = 0, position, position
    for mark in _marks(text, position):
        if depth == 0:
            _expect_blank(text, last, mark.start)
            start, last = mark.start, mark.end
        if mark.kind == "(":
            depth += 1
        elif mark.kind == ")":
            depth -= 1
            if depth < 0:
                return
            if depth == 0:
                yield start, mark.end
                last = mark.end
    if depth > 0:
        raise at(text, start, "this `(` has no closing `)`")
    _expect_blank(text, last, len(text))


class Cut(NamedTuple):
    """A module's own name (or ""), where its fields start, the fields, and whether `(module` is there.

    `encoded` is "binary" or "quote" for a module whose strings spell it in another form; such a module has no
    fields here.
    """

    name: str
    start: int
    pieces: list[Piece]
    wrapped: bool
    encoded: str = ""


def cut(source: str) -> Cut:
    """The top level of a module's text.  Raises WatError for text that is not one module."""
    lead = next((mark for mark in _marks(source) if mark.kind in "()"), None)
    if lead is None:
        raise at(source, 0, "no module here: the text has no `(module ...)`")
    _expect_blank(blank_comments(source[: lead.start])[0], 0, lead.start)
    opening = _MODULE.match(source, lead.start)
    name, position = "", lead.start
    if opening is not None:
        position = opening.end()
        named = _NAME.match(source, position)
        if named is not None:
            name, position = named.group(1), named.end()
        encoded = _ENCODED.match(source, position)
        if encoded is not None:
            return Cut(name, encoded.end(), [], True, encoded.group(1))
    pieces = []
    for start, end in forms(source, position):
        keyword = _KEYWORD.match(source, start + 1)
        pieces.append(Piece(keyword.group(1) if keyword else "", start, end))
    _check_rest(source, pieces[-1].end if pieces else position, closes=opening is not None)
    return Cut(name, position, pieces, opening is not None)


def cut_printed(source: str) -> Cut | None:
    """The top level of what wasm2wat prints, comments taken out: each field begins a line, two characters
    from the margin, and nothing else does.  None for a text that does not begin and end like that."""
    opening, end = _PRINTED.match(source), source.rstrip()
    if opening is None or not end.endswith(")"):
        return None
    found = list(_PRINTED_FIELD.finditer(source, opening.end()))
    if not found or found[0].start() != opening.end():
        return None
    ends = [*(later.start() for later in found[1:]), len(end[:-1].rstrip())]
    pieces = [Piece(one[1], one.start() + 3, end) for one, end in zip(found, ends, strict=True)]
    return Cut(opening[1] or "", opening.end(), pieces, True)


def _check_rest(source: str, position: int, closes: bool) -> None:
    """Only white space and comments may stand after the last field, and the module's own `)`."""
    for mark in _marks(source, position):
        _expect_blank(source, position, mark.start)
        if mark.kind in "()":
            if mark.kind == "(" or not closes:
                raise at(source, mark.start, "text after the end of the module")
            closes = False
        position = mark.end
    if closes:
        raise at(source, len(source), "`(module` has no closing `)`")
    _expect_blank(source, position, len(source))


def with_plain_names(source: str) -> str:
    """The text with a plain name in the place of every quoted one: `$a` for `$"a"`, and `$a_b` for `$"a b"`
    where nobody else is called so.
    """
    if '$"' not in source:
        return source
    taken = set(_PLAIN_NAME.findall(source))
    plain: dict[str, str] = {}
    pieces, position, start = [], 0, 0
    while mark := _NAME_OR_STRING.search(source, position):
        position = mark.end()
        if mark.group() == "(;":
            position = _skip_block_comment(source, mark.start())
        elif mark.group(1) is not None:
            pieces += [source[start : mark.start()], _plain_name(mark.group(1), plain, taken)]
            start = position
    return "".join([*pieces, source[start:]])


def _plain_name(quoted: str, plain: dict[str, str], taken: set[str]) -> str:
    """`plain` holds what was found before, by the name itself; `taken` are the names that others have."""
    name = string_bytes(f'"{quoted}"').decode("utf-8", "surrogateescape")
    if name not in plain:
        wanted = "$" + _NO_IDENTIFIER.sub("_", name)
        same, count = wanted == f"${name}", 1
        candidate = wanted if name else "$_"
        while not same and candidate in taken:
            count += 1
            candidate = f"{wanted}_{count}"
        taken.add(candidate)
        plain[name] = candidate
    return plain[name]


def first_word(source: str) -> str:
    """The word after the first parenthesis of a text; "" where there is none, or what stands before it is no
    comment.
    """
    try:
        opening = next((mark for mark in _marks(source) if mark.kind in "()"), None)
    except WatError:
        return ""
    keyword = None if opening is None else _KEYWORD.match(source, opening.end)
    return keyword.group(1) if keyword else ""


def without_numbering(text: str) -> str:
    """The text without the comments in which a tool numbers what it prints: `(;7;)`, `;; label = @1`."""
    return without_comments(text, _NUMBERING) if _NUMBERING.search(text) else text


def without_comments(text: str, those: re.Pattern[str] = _ANY) -> str:
    """The text without its comments and annotations, or only those that this fits, and without the blanks
    before them; code metadata stays.
    """
    pieces, position = [], 0
    for comment in blank_comments(text)[1]:
        if not those.fullmatch(comment.text):
            continue
        end = comment.start + len(comment.text)
        glued = end < len(text) and not text[end].isspace() and text[end] not in "()"
        pieces += [text[position : comment.start].rstrip(" "), " " if glued else ""]
        position = end
    return "".join([*pieces, text[position:]])


def blank_comments(text: str) -> tuple[str, list[Comment]]:
    """The text with every comment and annotation turned into spaces (offsets and lines stay), and what was
    taken out.

    Code metadata stays: it is part of the program.
    """
    if ";" not in text and "(@" not in text:
        return text, []
    pieces, comments, position = [], [], 0
    looked_at, line_start, ink = 0, 0, _BLANK.match(text).end()  # type: ignore[union-attr]
    for mark in _marks(text, wanted=_REMARK):
        if text.startswith(CODE_METADATA, mark.start):
            continue
        newline = text.rfind("\n", looked_at, mark.start)
        looked_at = mark.start
        if newline >= 0:
            line_start = newline + 1
            ink = _BLANK.match(text, line_start, mark.start).end()  # type: ignore[union-attr]
        comments.append(Comment(mark.start, text[mark.start : mark.end], line_start <= ink < mark.start))
        pieces += [text[position : mark.start], _NOT_NEWLINE.sub(" ", text[mark.start : mark.end])]
        position = mark.end
    if not comments:
        return text, comments
    pieces.append(text[position:])
    return "".join(pieces), comments
