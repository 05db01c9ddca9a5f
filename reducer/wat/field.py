"""One field of a module: its text, what it declares, and the linear code of its body, each read when somebody
looks.

Fields are immutable and shared between a module and its edited copies; what is worked out once about a field
stays with it.  A field knows nothing of the module around it.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from reducer.wat import quick
from reducer.wat.parser import parse_body, parse_field
from reducer.wat.scan import GAP, IDENTIFIER_CHARACTER, Comment, blank_comments
from reducer.wat.syntax import Declaration, Op
from reducer.wat.tree import Body

SPACES = {
    "type": "type",
    "rec": "type",
    "func": "function",
    "table": "table",
    "memory": "memory",
    "global": "global",
    "tag": "tag",
    "elem": "element",
    "data": "data",
}
"""The index space that a field of each keyword declares into; `rec` declares as many types as it has."""

MAX_DERIVED = 2
"""The field as it is in the candidate that was kept, and in the one that is asked about."""

_HEADER_FORM = re.compile(
    rf"{GAP}\({GAP}(?:export|import|type|param|result|local)(?!{IDENTIFIER_CHARACTER})"
    r'(?:[^()";]|"[^"\\]*(?:\\.[^"\\]*)*"|;;[^\n]*\n|\((?!;)[^();]*\)|\(;(?:[^;(]|;(?!\)))*;\))*+\)'
)
_OPENING = re.compile(rf"\({GAP}[a-z]+(?:{GAP}\${IDENTIFIER_CHARACTER}+)?")
_QUICK_NAME = re.compile(rf"\(\s*[a-z]+\s+(\${IDENTIFIER_CHARACTER}+)(?=[\s()])")
_FOLDED = re.compile(r"\(\s*(?!type|param|result|local|ref|catch)[a-z]")
_COMMENT_AHEAD = re.compile(r"\s*\([;@]")
_BY_NUMBER = {
    f" {word}": re.compile(rf" {re.escape(word)}(?=[^\n]* \d)")
    for word in ("br", "delegate", "rethrow", "(catch", "call_ref", "return_call_ref", "ref.null", "(ref")
}
_CLAUSE = re.compile(r"^ *(?:(?:catch|catch_all|delegate)\b|\()", re.MULTILINE)
_WITHOUT_COMMENT = frozenset(("else", "end", "catch", "catch_all", "delegate"))


@dataclass(frozen=True, eq=False)
class Field:
    """One field of a module: characters `start` to `end` of `source`, after the comments in `lead`.

    A function whose body was replaced has its `tree`, and only its header as text (without the closing
    parenthesis).  `printed`: as wasm2wat has it, valid, an instruction a line, with names for everything but
    the function's own block; nobody needs to look into its body for that.
    """

    keyword: str
    source: str = field(repr=False)
    start: int = 0
    end: int = -1
    tree: Body | None = field(default=None, repr=False)
    folded_style: bool | None = None
    lead: str = field(default="", repr=False)
    printed: bool = False

    @property
    def _end(self) -> int:
        return self.end if self.end >= 0 else len(self.source)

    @property
    def text(self) -> str:
        """The field as the author wrote it; of an edited function, the header."""
        return self.source[self.start : self._end]

    @property
    def characters(self) -> int:
        """The length of `text`, which is not copied for it."""
        return self._end - self.start

    @cached_property
    def header_end(self) -> int:
        """Where a function's header ends and its body starts, in characters of `text`."""
        position = _after_header(self.source, self.start, self._end) - self.start
        if _COMMENT_AHEAD.match(self.source, self.start + position):
            text = blank_comments(self.text)[0]
            position = _after_header(text, 0, len(text))
        return position

    @property
    def header(self) -> str:
        """A function's text up to its body, without the closing parenthesis."""
        return self.text if self.tree is not None else self.source[self.start : self.start + self.header_end]

    @cached_property
    def declaration(self) -> Declaration:
        """What the field declares and mentions (of a function, its header).  Raises WatError."""
        text = self.header + ")" if self.keyword == "func" else self.text
        if (known := quick.declaration(self.keyword, text)) is not None:
            return known
        return parse_field(self.keyword, blank_comments(text)[0], self.source, self.start)

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
    def members(self) -> Sequence[Field]:
        """The fields of the types in a group of types; of any other field, itself alone."""
        if self.keyword != "rec":
            return (self,)
        spans = self.declaration.members
        return [Field("type", self.source, self.start + start, self.start + end) for start, end in spans]

    @cached_property
    def imported(self) -> tuple[str, str] | None:
        """Module and name that the field imports, None where it defines."""
        text = self.header if self.keyword == "func" else self.text
        if self.keyword == "import" or (
            self.keyword in ("func", "table", "memory", "global", "tag") and "import" in text
        ):
            return self.declaration.imported
        return None

    @property
    def is_read(self) -> bool:
        """Whether somebody has looked into the body of a function: nobody knows a node of any other."""
        return self.tree is not None or "_body" in self.__dict__

    @property
    def exports_nothing(self) -> bool:
        """Whether a look at the text of a function tells so: its header has no such word."""
        return self.keyword == "func" and "export" not in self.header

    @cached_property
    def written_folded(self) -> bool:
        """Whether the body of this function is written with folded instructions in the source."""
        if self.folded_style is not None:
            return self.folded_style
        return _FOLDED.search(self.source, self.start + self.header_end, self._end) is not None

    def with_tree(self, tree: Body) -> Field:
        """The same function with another body."""
        return self.with_text(self.header, tree)

    def with_text(self, text: str, tree: Body | None = None) -> Field:
        """The same field with another text; a function's text is its header when a tree comes with it."""
        style = self.written_folded if self.keyword == "func" and tree is not None else self.folded_style
        return Field(self.keyword, text, tree=tree, folded_style=style, lead=self.lead)

    def with_spans(self, changes: Iterable[tuple[int, int, str]]) -> Field:
        """The same field with other words in these places of `text` (start and end in characters)."""
        old, pieces, position = self.text, [], 0
        for start, stop, written in sorted(changes):
            pieces += [old[position:start], written]
            position = stop
        return self.with_text("".join([*pieces, old[position:]]))

    def derived(self, key: Hashable, make: Callable[[], Field], keep: object = None) -> Field:
        """The field that is made of this one under that key.  Of the last MAX_DERIVED none is made twice: the
        candidates of a search share most of their edits.  `keep` is what a key of ids speaks of."""
        known: dict[Hashable, tuple[Field, object]] = self.__dict__.setdefault("_derived", {})
        found = known.pop(key, None) or (make(), keep)
        known[key] = found
        if len(known) > MAX_DERIVED:
            del known[next(iter(known))]
        return found[0]

    @cached_property
    def leaves_by_number(self) -> bool:
        """Whether a function that is `printed` is left by a branch: it has no label to name."""
        start = self.start + self.header_end
        return any(
            self.source.find(word, start, self._end) >= 0 and pattern.search(self.source, start, self._end)
            for word, pattern in _BY_NUMBER.items()
        )

    def count(self) -> int:
        """How many instructions the body of a function has that is `printed`, `end` and `else` aside."""
        body = self.source[self.start + self.header_end : self._end]
        others = body.count(" end\n") + body.endswith(" end)") + body.count(" else\n")
        if "catch" in body or "delegate" in body or "(@" in body:
            others += len(_CLAUSE.findall(body))
        return body.count("\n") - others

    def ops(self) -> list[Op] | None:
        """The instructions of a body that is `printed`, in order, without their places; None where the
        grammar has to be asked for them."""
        if not self.printed:
            return None
        return quick.body(self.source[self.start + self.header_end : self._end].rstrip()[:-1])

    def linear(self) -> tuple[list[Op], dict[int, str]]:
        """The instructions of the body as written, and the comments by position of the instruction they
        belong to.
        """
        start = self.start + self.header_end
        if (known := self.ops()) is not None:
            return known, {}
        text, comments = blank_comments(self.source[start : self._end])
        ops = parse_body(text.rstrip()[:-1], self.source, start)
        return ops, _attach(comments, sorted(op.position for op in ops if _takes_comment(op.keyword)))

    def place(self, position: int) -> tuple[str, int]:
        """The source, and the offset in it, of a position in the body."""
        return self.source, self.start + self.header_end + position


def _after_header(text: str, start: int, end: int) -> int:
    """Where a function's header ends, comments between its forms included."""
    opening = _OPENING.match(text, start, end)
    position = opening.end() if opening else start + 1
    while form := _HEADER_FORM.match(text, position, end):
        position = form.end()
    return position


def _takes_comment(keyword: str) -> bool:
    return keyword not in _WITHOUT_COMMENT and not keyword.startswith("(@")


def _attach(comments: Iterable[Comment], positions: Sequence[int]) -> dict[int, str]:
    """Each comment goes to the next instruction, or to the one before it where it trails on that line."""
    attached: dict[int, list[str]] = {}
    if not positions:
        return {}
    for comment in comments:
        index = bisect.bisect_left(positions, comment.start)
        chosen = index - 1 if (comment.trailing and index > 0) or index == len(positions) else index
        attached.setdefault(positions[chosen], []).append(comment.text)
    return {position: "\n".join(texts) for position, texts in attached.items()}
