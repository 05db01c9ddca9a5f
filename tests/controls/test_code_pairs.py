"""Two loops of machine code, aligned and counted: no engine runs."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reducer.controls.code_pairs import (
    MAX_ROWS,
    aligned,
    called,
    common_subsequence,
    counts,
    normalised,
    pair,
)
from reducer.controls.machine_code import MachineLine
from reducer.records.findings import CodeCounts, CodeRow


def lines(*words):
    return [MachineLine(place, text) for place, text in enumerate(words)]


SAME = [
    ("movq %rsi, %rdi", "movq %rax, %rcx"),
    ("movq 0x48(%r14), %rax", "movq 8(%rbx), %r10"),
    ("movl %eax, -0x20(%rbp)", "movl %ecx, 0x18(%rsp)"),
    ("jne 119 <f+0x19>", "jne 9 <g+0x9>"),
    ("callq 1f8 <memory_copy>", "callq 9 <memory_copy>"),
    ("callq *%rax", "callq *0x40(%rbx)"),
    ("ldr x0, [x1, #8]", "ldr x9, [x2]"),
]
DIFFERENT = [
    ("movl $0x20, %eax", "movl $0, %eax"),
    ("movq 0x48(%r14), %rax", "movq 0x48(%rsp), %rax"),
    ("movq (%rax), %rcx", "movq %rax, %rcx"),
    ("jne 9 <f>", "je 9 <f>"),
    ("callq 9 <memory_copy>", "callq 9 <memory_fill>"),
    ("addl %eax, %ecx", "addq %rax, %rcx"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_registers_addresses_and_labels_make_no_difference(left, right):
    assert normalised(MachineLine(0, left)) == normalised(MachineLine(9, right))


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_constants_the_stack_and_what_is_called_do(left, right):
    assert normalised(MachineLine(0, left)) != normalised(MachineLine(0, right))


def test_what_is_called():
    assert called(MachineLine(0, "callq 1f8 <memory_copy>")) == "memory_copy"
    assert called(MachineLine(0, "callq 5 <?>")) == called(MachineLine(0, "callq *%rax")) == ""
    assert called(MachineLine(0, "callq *(%rip) # memmove")) == "memmove"


def test_everything_is_counted_once():
    loop = lines(
        "movq 8(%rbx), %rax", "movq %rax, (%rcx)", "movq -8(%rbp), %rax", "movq %rax, 8(%rsp)", "pushq %rax",
        "leaq 8(%rsp), %rdi", "callq *0x18(%rbx)", "cmpq (%rax), %rsp", "jbe 40 <f+0x40>", "nopw (%rax)",
        "jne 0 <f>",
    )  # fmt: skip
    assert counts(loop) == CodeCounts(instructions=10, calls=1, loads=2, stores=1, branches=2, spills=3)


def test_a_call_and_what_stands_in_its_place():
    left = lines("movq %rsi, %rdi", "callq 9 <memory_copy>", "subq $1, %rcx", "jne 0 <f>")
    right = lines("movq %rax, %rdi", "movl (%rdi), %eax", "subq $1, %rdx", "incl %eax", "jne 4 <f>")
    assert aligned(left, right) == [
        CodeRow("movq %rsi, %rdi", "movq %rax, %rdi", True),
        CodeRow("callq 9 <memory_copy>", "movl (%rdi), %eax", False),
        CodeRow("subq $1, %rcx", "subq $1, %rdx", True),
        CodeRow("", "incl %eax", False),
        CodeRow("jne 0 <f>", "jne 4 <f>", True),
    ]
    found = pair("sides", ("a", "b"), left, right)
    assert (found.left_calls, found.right_calls, found.left_out) == (("memory_copy",), (), 0)
    assert (found.left_counts.calls, found.right_counts.loads) == (1, 1)


def test_a_long_loop_is_cut_and_says_by_how_much():
    found = pair("sides", ("a", "b"), lines(*["incl %eax"] * (MAX_ROWS + 7)), lines("incl %eax"))
    assert (len(found.rows), found.left_out) == (MAX_ROWS, 7)


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_the_subsequence_is_common_and_the_longest(left, right):
    found = common_subsequence(left, right)
    assert all(left[i] == right[j] for i, j in found)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(found))
    assert len(found) == max(len(one) for one in subsequences(left) & subsequences(right))


def subsequences(text):
    found = {""}
    for letter in text:
        found |= {one + letter for one in found}
    return found


def test_both_sides_stand_in_the_rows_whole():
    left, right = lines("a", "b", "c"), lines("b", "d")
    rows = aligned(left, right)
    assert [row.left for row in rows if row.left] == ["a", "b", "c"]
    assert [row.right for row in rows if row.right] == ["b", "d"]
