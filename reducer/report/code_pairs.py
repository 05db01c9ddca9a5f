"""What two loops of machine code differ in, in words, and what of it stands in report.md.

Says nothing that is not in the facts.
"""

from __future__ import annotations

from reducer.records.findings import CodeCounts, CodeFinding, CodePair, CodeRow, SideCode
from reducer.report.wording import code_words, runtime_words

MAX_NAMED = 3
SHORT = 8
"""Lines of a difference that is shown whole in report.md."""
_COUNTED = (
    ("calls", "call", "calls"),
    ("loads", "load", "loads"),
    ("stores", "store", "stores"),
    ("spills", "access to the stack", "accesses to the stack"),
    ("branches", "branch", "branches"),
    ("instructions", "instruction", "instructions"),
)


def pair_words(pair: CodePair) -> str:
    """The cause that the difference points to, and the counts in which the loops differ."""
    title = (
        f"{pair.left} against {pair.right}" if pair.what == "sides" else f"{pair.left}, against its neighbour"
    )
    left, right = pair.left_counts, pair.right_counts
    if left is None or right is None:
        return f"{title}: not compared ({pair.why_not or 'no reason given'})"
    different = sum(not row.same for row in pair.rows) + pair.left_out
    if not different:
        return (
            f"{title}: the same code but for registers and addresses; what differs is not in the loop's code"
        )
    counted = ", ".join(_counted(left, right)) or "as many instructions of each kind"
    return f"{title}: {_points_to(pair, left, right)}; the loop has {counted}"


def _points_to(pair: CodePair, left: CodeCounts, right: CodeCounts) -> str:
    calls = tuple(name for name in pair.left_calls if name not in pair.right_calls)
    if left.calls > right.calls:
        return f"it calls {_names(calls or pair.left_calls)}"
    if left.calls == right.calls and calls:
        return f"both call, and what is called differs: {_names(pair.left_calls)}; {_names(pair.right_calls)}"
    if left.loads + left.spills > right.loads + right.spills:
        return "it reads or keeps more in memory"
    if left.branches > right.branches:
        return "it checks and branches more"
    if left.stores > right.stores:
        return "it writes more to memory"
    changed = next((row for row in pair.rows if not row.same and row.left and row.right), None)
    return f"{changed.left} in the place of {changed.right}" if changed else "other instructions"


def _names(calls: tuple[str, ...]) -> str:
    more = f" and {len(calls) - MAX_NAMED} more" if len(calls) > MAX_NAMED else ""
    return ", ".join(calls[:MAX_NAMED]) + more


def _counted(left: CodeCounts, right: CodeCounts) -> list[str]:
    """`1 call to 0`, for what there are not as many of on both sides."""
    words = []
    for name, one, many in _COUNTED:
        here, there = getattr(left, name), getattr(right, name)
        if here != there:
            words.append(f"{here} {one if here == 1 else many} to {there}")
    return words


def counted_pairs(pair: CodePair) -> list[tuple[str, int, int]]:
    """What is counted, and how many of it there are on the left and on the right."""
    if pair.left_counts is None or pair.right_counts is None:
        return []
    return [
        (many, getattr(pair.left_counts, name), getattr(pair.right_counts, name))
        for name, _, many in _COUNTED
    ]


def row_mark(row: CodeRow) -> str:
    """What a row is, in a character: the same, on one side only, or another instruction."""
    if row.same:
        return ""
    return "≠" if row.left and row.right else "<" if row.left else ">"


def shown_pairs(finding: CodeFinding) -> list[CodePair]:
    """The pairs that show more than that a side's code cannot be shown, which is said elsewhere."""
    hidden = {side.spec for side in finding.sides if not side.available}
    return [pair for pair in finding.pairs if pair.left_counts or not hidden & set(_specs(pair, finding))]


def _specs(pair: CodePair, finding: CodeFinding) -> tuple[str, ...]:
    return tuple(side.spec for side in finding.sides[: 2 if pair.what == "sides" else 1])


def code_lines(finding: CodeFinding) -> list[str]:
    """Of report.md: what became of the instruction on the slow and the fast side, what differs, then the
    other sides, and those whose code does not tell."""
    first = [side for side in finding.sides[:2] if side.compiled != "unknown" or not side.available]
    rest = [side for side in finding.sides if side not in first]
    pairs = map(pair_words, shown_pairs(finding))
    return [*map(code_words, first), *pairs, *map(code_words, rest)]


def short_difference(finding: CodeFinding) -> list[str]:
    """What the first pair that was compared differs in, as lines of a diff, the left side's as `-`; nothing
    where that is long."""
    pair = next((pair for pair in finding.pairs if pair.left_counts is not None), None)
    if pair is None or pair.left_out:
        return []
    rows = [row for row in pair.rows if not row.same]
    lines = [f"- {row.left}" for row in rows if row.left] + [f"+ {row.right}" for row in rows if row.right]
    return lines if len(lines) <= SHORT else []


def command_words(side: SideCode) -> str:
    """How a person sees the code, or that a package shows it to programs only."""
    name = runtime_words(side.spec, side.version)
    return (
        f"By {side.command}" if side.command else f"Read from what {name} keeps of it; no command prints it."
    )


FOR_PAGES = {
    "shown_pairs": shown_pairs,
    "pair_words": pair_words,
    "row_mark": row_mark,
    "counted_pairs": counted_pairs,
    "command_words": command_words,
}
"""What the template of this part calls."""
