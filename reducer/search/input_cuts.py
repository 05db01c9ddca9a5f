"""Which smaller inputs to try, in which order.  A kind of cut is a generator that yields an input and is sent
whether it was kept.

Numbers come first, since a loop bound in a script is the guest's own trip count: a run of seconds becomes one
of milliseconds, and all that follows is asked in those.  Lines come before tokens.  It knows no program.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from reducer.program.input import Input
from reducer.records.given import STDIN
from reducer.runtimes.workers.call import MAX_BYTES
from reducer.search.passes import Pass, one_by_one
from reducer.search.text import (
    Span,
    blocks,
    brackets,
    chunks,
    ddmin,
    grouped,
    is_text,
    lines,
    numbers,
    smaller,
    tokens,
    with_number,
    without,
)

Element = TypeVar("Element")
Place = int | str
"""An argument, by its index, or a file, by its name."""
Cuts = Generator[tuple[Input, str], bool, None]
"""Yields an input and what was cut, in words; is sent whether it was kept."""

MIN_NUMBER = 8
"""A smaller number is a rank or a flag, no count that is worth the decisions."""
MIN_NO_CODE = 256
"""From here on a number is no code of a character."""
MAX_NUMBERS = 24
"""Of each text so many numbers are tried, the largest first."""
MIN_SCRIPT = 16
"""An argument of so many characters may be a script, and is cut like a text."""
MAX_TEXT = 1 << 18
"""Bytes of a text up to which its numbers, brackets and tokens are looked at; a longer one has its lines cut
first."""
CHUNKS = 256
"""What is no text is cut into so many parts at first; a text of many lines into LINES groups of these."""
LINES = 4096


@dataclass(frozen=True)
class Kind:
    """A kind of cut: its name, what it tries, after how many decisions it ends.

    `shortens`: only what makes a run shorter is worth a decision.
    """

    name: str
    cuts: Callable[[Input], Cuts]
    max_decisions: int
    shortens: bool = False


# ---- numbers


def _all_numbers(base: Input) -> Cuts:
    """All numbers halved together, again and again, then those alone that are no codes of characters: where
    several parts of a script share the time, no single number shortens it by much."""
    for least in (MIN_NUMBER, MIN_NO_CODE):
        while True:
            attempt = base
            for place, index, value in _numbers(base, least):
                attempt = _with(attempt, place, with_number(_content(attempt, place), index, value // 2))
            if attempt == base or not (yield attempt, f"all numbers from {least} on halved"):
                break
            base = attempt


def _smaller_numbers(base: Input) -> Cuts:
    """Every number by itself, halved as often as that is kept; again from the first until none is."""
    changed = True
    while changed:
        changed = False
        for place, index, value in _numbers(base):
            search = smaller(value, 1)
            try:
                tried = next(search)
                while True:
                    attempt = _with(base, place, with_number(_content(base, place), index, tried))
                    kept = yield attempt, f"{value} -> {tried} in {_name(place)}"
                    base, changed = (attempt, True) if kept else (base, changed)
                    tried = search.send(kept)
            except StopIteration:
                continue


def _numbers(base: Input, least: int = MIN_NUMBER) -> list[tuple[Place, int, int]]:
    """The numbers of arguments and texts, with their index there and their value; the largest of each
    first."""
    texts = [name for name, text in base.files.items() if len(text) <= MAX_TEXT and is_text(text)]
    places: list[Place] = [*range(len(base.argv)), *texts]
    return [
        (place, index, value)
        for place in places
        for index, value in numbers(_content(base, place), least)[:MAX_NUMBERS]
    ]


def _content(base: Input, place: Place) -> bytes:
    if isinstance(place, str):
        return base.files[place]
    return base.argv[place].encode("utf-8", "surrogateescape")


def _with(base: Input, place: Place, content: bytes) -> Input:
    if isinstance(place, str):
        return base.with_file(place, content)
    return base.with_argument(place, content.decode("utf-8", "surrogateescape"))


def _name(place: Place) -> str:
    if isinstance(place, int):
        return f"argument {place + 1}"
    return "standard input" if place == STDIN else f"folder file {place}"


# ---- whole arguments and files


def _fewer_arguments(base: Input) -> Cuts:
    """Arguments dropped, from the end."""
    search = ddmin(range(len(base.argv))[::-1])
    yield from _removing(base, search, Input.without_arguments, lambda gone: f"{len(gone)} arguments")


def _fewer_files(base: Input) -> Cuts:
    """Files of folders dropped."""
    search = ddmin(base.in_folders)
    yield from _removing(base, search, Input.without_files, lambda gone: f"{len(gone)} files of folders")


def _removing(
    base: Input,
    search: Pass[Element],
    removed: Callable[[Input, Sequence[Element]], Input],
    words: Callable[[Sequence[Element]], str],
) -> Cuts:
    """What a pass over parts of an input tries; what changes nothing is as good as kept."""
    now = base
    try:
        chosen = next(search)
        while True:
            attempt = removed(base, chosen)
            kept = attempt == now or (yield attempt, words(chosen))
            now = attempt if kept else now
            chosen = search.send(kept)
    except StopIteration:
        return


# ---- parts of contents


def _cut(
    what: str,
    parts: Callable[[bytes], list[Span]],
    strategy: Callable[[Sequence[Span]], Pass[Span]] = ddmin,
    *,
    binary: bool = False,
    longest: int = MAX_TEXT,
) -> Callable[[Input], Cuts]:
    """The kind of cut that removes such parts of every text of so many bytes at the most, or of all that is
    no text; the longest first."""

    def cuts(base: Input) -> Cuts:
        for place in _places(base, binary):
            text = _content(base, place)
            if len(text) > longest:
                continue

            def removed(left: Input, gone: Sequence[Span], place: Place = place, text: bytes = text) -> Input:
                return _with(left, place, without(text, gone))

            def words(gone: Sequence[Span], place: Place = place) -> str:
                return f"{len(gone)} {what} of {_name(place)}"

            search = _removing(base, strategy(parts(text)), removed, words)
            base = yield from _followed(base, search)

    return cuts


def _followed(base: Input, search: Cuts) -> Generator[tuple[Input, str], bool, Input]:
    """The same attempts; returns the last that was kept."""
    try:
        attempt = next(search)
        while True:
            kept = yield attempt
            base = attempt[0] if kept else base
            attempt = search.send(kept)
    except StopIteration:
        return base


def _places(base: Input, binary: bool) -> list[Place]:
    """Where there is text, or what is none; an argument may be a whole script."""
    scripts = [] if binary else [index for index, word in enumerate(base.argv) if len(word) >= MIN_SCRIPT]
    files = [name for name, content in base.files.items() if is_text(content) != binary]
    places: list[Place] = [*scripts, *files]
    return sorted(places, key=lambda place: (-len(_content(base, place)), str(place)))


KINDS = (
    Kind("all numbers", _all_numbers, 24, shortens=True),
    Kind("smaller numbers", _smaller_numbers, 120, shortens=True),
    Kind("files", _fewer_files, 60),
    Kind("arguments", _fewer_arguments, 30),
    Kind("blocks", _cut("blocks", blocks, one_by_one), 80),
    Kind("lines", _cut("lines", lambda text: grouped(lines(text), LINES), longest=MAX_BYTES), 200),
    Kind("bytes", _cut("parts", lambda text: chunks(text, CHUNKS), binary=True, longest=MAX_BYTES), 100),
    Kind("brackets", _cut("brackets", brackets, one_by_one), 60),
    Kind("tokens", _cut("tokens", tokens), 200),
    Kind("smaller numbers again", _smaller_numbers, 60),
)
"""In this order.  The bounds are for long inputs; a script of sixty lines needs some 150 decisions in all."""
