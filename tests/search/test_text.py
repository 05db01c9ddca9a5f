"""Text in parts that can go, and delta debugging over them."""

from collections.abc import Callable, Generator
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reducer.search.text import (
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

Yielded = TypeVar("Yielded")
Returned = TypeVar("Returned")

SCRIPT = b"""function work(n) {
  for (let i = 0; i < n; i++) {
    total += i % 7;
  }
}
work(1_000_000);
"""


def driven(search: Generator[Yielded, bool, Returned], keeps: Callable[[Yielded], bool]) -> Returned:
    """What a pass comes to where each of its candidates is judged so."""
    try:
        tried = next(search)
        while True:
            tried = search.send(keeps(tried))
    except StopIteration as done:
        result: Returned = done.value
        return result


TEXTS = st.text(st.sampled_from("ab1 \n\t.;(){}[]\u00e9"), max_size=60).map(str.encode)


@given(TEXTS)
def test_lines_tokens_and_chunks_joined_again_are_the_text(text: bytes) -> None:
    for spans in (lines(text), tokens(text), chunks(text, 7), grouped(lines(text), 3)):
        assert b"".join(text[start:end] for start, end in spans) == text


def test_many_lines_are_few_groups_of_lines() -> None:
    assert len(grouped(lines(b"a\n" * 1000), 64)) <= 64
    assert grouped(lines(b"a\nb\n"), 64) == [(0, 2), (2, 4)] and grouped([], 3) == []


@given(TEXTS, st.data())
def test_what_is_left_without_parts_is_the_rest_in_its_order(text: bytes, data: st.DataObject) -> None:
    spans = [*lines(text), *tokens(text), *brackets(text), *blocks(text)]
    chosen = data.draw(st.lists(st.sampled_from(spans), max_size=5)) if spans else []
    gone = {at for start, end in chosen for at in range(start, end)}
    assert without(text, chosen) == bytes(byte for at, byte in enumerate(text) if at not in gone)


def test_brackets_match_and_the_longest_comes_first() -> None:
    text = b"f(a[1], {b}) ]"
    assert [text[start:end] for start, end in brackets(text)] == [b"a[1], {b}", b"1", b"b"]


def test_a_block_is_whole_lines_from_its_opening_bracket_to_its_closing_one() -> None:
    found = [SCRIPT[start:end].decode() for start, end in blocks(SCRIPT)]
    assert found[0].startswith("function work") and found[0].endswith("}\n") and "work(1" not in found[0]
    assert found[1].startswith("  for") and found[1].endswith("  }\n")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("i < 1000", [1000]),
        ("1e6 + 1_000 - 0xff", [1000000, 1000, 255]),
        ("x86_64 v8.2 2.5 3", []),
        ("a[20]=30;", [30, 20]),
        ("9" * 30, []),
    ],
)
def test_whole_numbers_are_found_and_no_part_of_a_word_is_one(text: str, values: list[int]) -> None:
    assert [value for _, value in numbers(text.encode(), 8)] == values


def test_a_number_is_written_as_it_was() -> None:
    text = b"go(0x100, 64)"
    (hexadecimal, _), (decimal, _) = numbers(text, 8)
    assert (hexadecimal, decimal) == (0, 1)
    assert with_number(text, hexadecimal, 128) == b"go(0x80, 64)"
    assert with_number(text, decimal, 3) == b"go(0x100, 3)"


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_a_number_comes_down_to_less_than_twice_what_is_needed(value: int, needed: int) -> None:
    needed = min(value, needed)
    found = driven(smaller(value, 1), lambda tried: tried >= needed)
    assert needed <= found and (found < 2 * needed + 1 or found == value)


def test_a_large_number_comes_down_in_a_dozen_decisions() -> None:
    tried = list[int]()

    def keeps(value: int) -> bool:
        tried.append(value)
        return value >= 100

    driven(smaller(10**9, 1), keeps)
    assert len(tried) <= 16


@given(st.integers(0, 40), st.sets(st.integers(0, 39)))
def test_what_is_needed_is_all_that_stays(number: int, needed: set[int]) -> None:
    """A monotone predicate: then what is left is exactly what is needed."""
    needed &= set(range(number))
    removed = driven(ddmin(range(number)), lambda gone: not needed & set(gone))
    assert set(range(number)) - set(removed) == needed


@given(st.integers(1, 12), st.randoms(use_true_random=False))
def test_of_what_is_left_no_single_element_can_go(number: int, source: object) -> None:
    """Whatever the predicate: each of what is left was tried by itself, and refused."""
    answers: dict[frozenset[int], bool] = {}

    def keeps(gone: list[int]) -> bool:
        return answers.setdefault(frozenset(gone), source.random() < 0.3)  # type: ignore[attr-defined]

    removed = driven(ddmin(range(number)), keeps)
    for element in set(range(number)) - set(removed):
        assert answers[frozenset({*removed, element})] is False


def test_nothing_is_asked_of_nothing() -> None:
    assert driven(ddmin([]), lambda _gone: True) == []


@pytest.mark.parametrize(
    ("content", "known"),
    [(b"a b\n", True), ("\u00e9".encode(), True), (b"\xff\xfe", False), (b"a\0b", False)],
)
def test_text_is_told_from_binary(content: bytes, known: bool) -> None:
    assert is_text(content) is known
