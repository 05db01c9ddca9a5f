"""docs/gallery.md from the lines that were measured: no figure in it comes from anywhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Line = Mapping[str, Any]
KEPT = "kept"

HEAD = """# Gallery

Slowdowns that wreduce finds between engines that anyone can install (PyPI, npm, Debian). Each entry
shows the command, the reduced case, what carries the slowdown, and the ratio with its 99 % interval. The
ratio comes from the hold-out: pairs of runs that no decision used.

`make gallery` measures missing entries and writes this page. The programs in `inputs/` come from
`python seeds/generate.py --known inputs`; those without a folder come from
`python tests/bench/gallery programs DIR`. A ratio holds for the machine that it was measured on.
"""


def page(lines: Sequence[Line], names: Sequence[str]) -> str:
    """The page; `names` are those of all entries, in their order."""
    found = {line["name"]: line for line in lines}
    there = [found[name] for name in names if name in found and found[name]["verdict"] == KEPT]
    others = [found[name] for name in names if name in found and found[name]["verdict"] != KEPT]
    out = [HEAD, *_machine(there), *_table(there)]
    if missing := [name for name in names if name not in found]:
        out += ["", f"Not measured yet: {', '.join(missing)}."]
    out += ["", "Not shown when last measured:", ""] if others else []
    out += [f"- {line['name']}, {_sides(line)}: {line['verdict']}" for line in others]
    for line in there:
        out += ["", *_entry(line)]
    return "\n".join(out).rstrip("\n") + "\n"


def _machine(lines: Sequence[Line]) -> list[str]:
    told = dict.fromkeys(
        "{cpu}, {cores} cores, {system}".format(**line["machine"]) + f", {line['date']}" for line in lines
    )
    return [f"Measured on {'; '.join(told)}.", ""] if told else []


def _table(lines: Sequence[Line]) -> list[str]:
    rows = ["| what | slow / fast | ratio, 99 % | instructions | load |", "| --- | --- | --- | --- | --- |"]
    for line in lines:
        sizes = f"{line['before']} -> {line['after']}" if line["after"] is not None else str(line["before"])
        rows.append(
            f"| {_link(line['name'])} | {_sides(line)} | {_ratio(line)} | {sizes} | {line['load']:.0f} |"
        )
    return [*rows, "", "`load` is the machine's load average when the entry began."]


def _entry(line: Line) -> list[str]:
    told = [f"## {line['name']}", "", line["about"], "", "```", line["command"], "```", ""]
    if line["case"]:
        told += ["```wat", *line["case"], "```", ""]
    told.append(f"- ratio {_ratio(line)} {line['phase']}, {_sides(line)}: {line['verdict']}")
    told.append(f"- the whole command took {line['seconds']:.0f} s")
    if line["ordinary"]:
        low, high = line["ordinary"]
        told.append(f"- ordinary loops between the two: {low:.1f} to {high:.1f}")
    told += [f"- {words}" for words in line["carried"]]
    if line.get("since"):
        told.append(f"- releases, against {line['since']['against']}: {line['since']['words']}")
    return told


def _ratio(line: Line) -> str:
    if line["ratio"] is None:
        return line["verdict"]
    low, high = line["ci99"]
    return f"{line['ratio']:.3g} [{low:.3g}, {high:.3g}]"


def _sides(line: Line) -> str:
    return f"{line['slow']} / {line['fast']}"


def _link(name: str) -> str:
    anchor = "".join(letter for letter in name.lower() if letter.isalnum() or letter in "-_ ").replace(
        " ", "-"
    )
    return f"[{name}](#{anchor})"
