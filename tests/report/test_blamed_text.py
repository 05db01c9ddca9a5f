import io

from rich.console import Console

from reducer.change import Change
from reducer.records.findings import (
    BlameFinding,
    BlameSite,
    Bounds,
    CodeFinding,
    ListingLine,
    Neighbour,
    SideCode,
)
from reducer.report.blamed import MOST_ROWS, conclusion_lines, print_blame, table_lines

REMOVED = Change("remove i32.add", "$f", operations=("i32.add",), removed=True)


def site(share, verdict="persists", reason="", change=REMOVED):
    bounds = None if share is None else Bounds(share, share - 0.1, share + 0.1)
    ratio = None if share is None else Bounds(2.0, 1.9, 2.1)
    return BlameSite(3, "$f", "i32.add", change.label, ratio, bounds, verdict, reason, change=change)


LISTING = (ListingLine(1, "(module", 0.0), ListingLine(2, "  i32.add", 0.9))
NEIGHBOUR = Neighbour("length 32 -> 0", "i32.const 32", "i32.const 0", "neighbour.wat", Bounds(1.01))


def finding(neighbour=NEIGHBOUR):
    return BlameFinding(
        "case.wat", "slow", "fast", (site(0.9, "vanishes"),), (), "repeated i32.add", neighbour,
        "not told apart", "no reason", LISTING, 1.0,
    )  # fmt: skip


CODE = CodeFinding(
    "case.wat",
    (
        SideCode("slow", "1", True, "", "i32.add", "library call", "", ""),
        SideCode("fast", "1", False, "it interprets", "i32.add", "unknown", "", ""),
    ),
)


def test_a_row_has_share_interval_ratio_line_and_edit():
    lines = table_lines("sites", [site(0.42)])
    assert lines[2].split() == ["42", "%", "[32,", "52]", "2.00", "3", "persists", "remove", "i32.add"]


def test_the_least_are_counted_and_what_says_nothing_says_why():
    broken = [site(None, "not measured", "the loop is gone")] * 2
    deleted = [site(None, "deleted", "the fast side deletes it")]
    lines = table_lines("sites", [*[site(0.1)] * (MOST_ROWS + 3), *deleted, *broken])
    assert "  3 more, of smaller shares" in lines
    assert "  says nothing: remove i32.add: deleted (the fast side deletes it)" in lines
    assert lines[-1].startswith("  2 cannot go")


def test_nothing_measured_is_said():
    assert table_lines("classes", []) == ["classes", "  none could be measured"]


def test_the_conclusions():
    lines = conclusion_lines(finding(), CODE)
    assert lines[:4] == [
        "trigger: repeated i32.add",
        "nearest passing neighbour: length 32 -> 0, ratio 1.01 (neighbour.wat)",
        "  - i32.const 32",
        "  + i32.const 0",
    ]
    assert lines[-2:] == ["code of slow: i32.add is a library call", "code of fast: not shown: it interprets"]
    assert conclusion_lines(finding(None), CODE)[1].startswith("nearest passing neighbour: none")


def test_colour_on_a_terminal_percentages_in_a_pipe():
    pipe, terminal = io.StringIO(), io.StringIO()
    print_blame(finding(), CODE, Console(file=pipe, width=200))
    print_blame(finding(), CODE, Console(file=terminal, force_terminal=True, width=200))
    assert "\x1b" not in pipe.getvalue()
    assert " 90 %    i32.add" in pipe.getvalue()
    assert "\x1b" in terminal.getvalue()
