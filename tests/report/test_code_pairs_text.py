"""What the report says two loops differ in."""

from dataclasses import replace

from made_findings import CODE, CONTROLS, made_run

from reducer.records.findings import CodeCounts, CodePair, CodeRow
from reducer.report.code_pairs import code_lines, pair_words, row_mark, short_difference, shown_pairs
from reducer.report.html import html
from reducer.report.markdown import MOST_LINES, markdown
from reducer.report.subject import read_subject

NEAR = CODE.pairs[0]
SAME = CodeRow("incl %eax", "incl %ecx", True)
OTHER = CodeRow("movl $1, %eax", "xorl %eax, %eax", False)


def counted(calls=0, loads=0, stores=0, branches=1, spills=0):
    return CodeCounts(5, calls, loads, stores, branches, spills)


def words(left, right, left_calls=(), right_calls=(), rows=(OTHER,)):
    return pair_words(CodePair("sides", "slow", "fast", "", left, right, left_calls, right_calls, rows))


def test_a_call_is_named():
    assert words(counted(calls=1), counted(), ("memory_copy",)) == (
        "slow against fast: it calls memory_copy; the loop has 1 call to 0"
    )


def test_where_both_call_what_is_called_is_said_of_both():
    said = words(counted(calls=1, loads=1), counted(calls=1), ("copy_a",), ("copy_b",))
    assert said == (
        "slow against fast: both call, and what is called differs: copy_a; copy_b; the loop has 1 load to 0"
    )


def test_reads_checks_and_writes():
    assert "it reads or keeps more in memory; the loop has 3 loads to 1" in words(
        counted(loads=3), counted(loads=1)
    )
    assert "it reads or keeps more in memory" in words(counted(spills=2), counted())
    assert "it checks and branches more; the loop has 3 branches to 1" in words(
        counted(branches=3), counted()
    )
    assert "it writes more to memory" in words(counted(stores=1), counted())


def test_with_as_many_of_each_the_other_instruction_is_shown():
    assert "movl $1, %eax in the place of xorl %eax, %eax; the loop has as many" in words(
        counted(), counted()
    )


def test_the_same_code_is_called_that():
    assert "the same code but for registers and addresses" in words(counted(), counted(), rows=(SAME,))


def test_a_loop_that_was_not_found_is_said_once():
    hidden = CodePair("sides", "slow", "fast", "fast: the hot loop was not found: it has two")
    assert (
        pair_words(hidden) == "slow against fast: not compared (fast: the hot loop was not found: it has two)"
    )
    # Of the made findings, the fast side shows no code: its own line says so.
    assert shown_pairs(CODE) == [NEAR]


def test_marks_tell_without_colour():
    rows = (SAME, CodeRow("a", "b", False), CodeRow("a", "", False), CodeRow("", "b", False))
    assert [row_mark(row) for row in rows] == ["", "≠", "<", ">"]


def test_a_short_difference_is_a_diff_and_a_long_one_is_left_out():
    assert short_difference(CODE) == [
        "- callq 1f8 <wasmtime_builtin_memory_copy>", "- subq $1, %rcx", "+ movl (%rdi), %eax"
    ]  # fmt: skip
    long = replace(NEAR, rows=(CodeRow("a", "b", False),) * 9)
    assert short_difference(replace(CODE, pairs=(long,))) == []


def test_a_side_without_the_loop_is_said_to_have_deleted_it():
    gone = replace(CODE.sides[0], compiled="gone", no_loop=True)
    (words, *_) = code_lines(replace(CODE, sides=(gone,)))
    assert words.endswith(": the loop is deleted, its code has no back edge")


def test_it_stands_in_both_reports_and_breaks_out_of_neither(tmp_path):
    evil = "<script>alert(1)</script>```|`\n# x"
    near = replace(NEAR, left=evil, left_calls=(evil,), rows=(CodeRow(evil, "", False),))
    code = replace(CODE, pairs=(near,))
    subject = read_subject(made_run(tmp_path / "run", generated_code=code))
    text, page = markdown(subject), html(subject)
    assert len(text.splitlines()) <= MOST_LINES
    assert "<script" not in text.replace("- <script>alert(1)</script>```|", "") and "\n# x" not in text
    assert "<script" not in page and "&lt;script&gt;alert(1)" in page


def test_it_has_ten_lines_at_most(tmp_path):
    sides = CODE.sides * 5
    subject = read_subject(
        made_run(tmp_path / "run", generated_code=replace(CODE, sides=sides), controls=CONTROLS)
    )
    text = markdown(subject)
    assert sum(line.startswith("- w") and "memory.copy" in line for line in text.splitlines()) <= 10
    assert code_lines(CODE)[2].startswith(
        "wasmtime@41.0.0: the case, against its neighbour: it calls wasmtime"
    )


def test_a_side_whose_code_does_not_tell_comes_after_what_differs():
    unknown = replace(CODE.sides[0], compiled="unknown")
    lines = code_lines(replace(CODE, sides=(unknown, CODE.sides[1])))
    assert lines[1] == pair_words(NEAR) and "not told apart" in lines[2]
