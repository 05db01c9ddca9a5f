"""`report.md`: at most 60 lines, so that a maintainer reads it to the end.

One reproducer, one table whose rows are names of files, the commands, the machine.  Whatever does not fit is
in report.html and in the archive.  Text from a case or a finding cannot break out of its place.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass

from reducer.printable import printable
from reducer.report.code_pairs import code_lines, short_difference
from reducer.report.commands import PERF, Commands, commands_of, same_engine
from reducer.report.forms import FORMS, PLAIN, Form
from reducer.report.itself import (
    CHECKED,
    build_words,
    expected_words,
    itself_rows,
    itself_words,
    origin_lines,
    placement_words,
)
from reducer.report.prevalence import prevalence_words
from reducer.report.reproducer import reproducer
from reducer.report.rows import chosen_rows, file_name
from reducer.report.subject import Subject
from reducer.report.wording import (
    NO_CODE,
    headline_ratio,
    name_of,
    origin,
    pattern,
    ratio_words,
    session_words,
    summary,
    title,
    trigger,
    trip_words,
    verdict_words,
)

MOST_LINES = 60
FENCE_LINES = 3
"""The lines that a block of code under a list needs besides the code, with the empty line before it."""
BLANK = (
    "<!-- TO BE WRITTEN BY YOU: who meets this, in which program, and what it costs there. "
    "wreduce cannot know that. -->"
)


@dataclass(frozen=True)
class Room:
    """How long the parts are: whether runs are also shown without perf, how many rows the table has, how many
    lines the generated code, how many rows the slow side's engine (0: one line for all), how many lines the
    case."""

    plain_runs: bool
    rows: int
    generated_code: int
    itself: int
    case: int = 20


# From the longest to the shortest; the first one that fits is used.
ROOMS = (
    Room(True, 6, 10, 5),
    Room(True, 6, 4, 5),
    Room(True, 5, 3, 4),
    Room(False, 5, 3, 4),
    Room(False, 4, 2, 3),
    Room(False, 3, 1, 3),
    Room(False, 3, 1, 2),
    Room(False, 3, 1, 0),
    Room(False, 3, 1, 0, 10),
    Room(False, 3, 1, 0, 4),
)
SHOWN_SIDES = 3
"""The slow side, the fast side, one peer: the others are in report.html."""
SHOWN_RELATIVES = 4
"""Of the slow side's engine, in one line."""


def markdown(subject: Subject, template: str | None = None) -> str:
    """The report's text, at most MOST_LINES lines."""
    form = FORMS[template] if template else PLAIN
    for room in ROOMS:
        lines = _Writer(subject, form, room).lines(template)
        if len(lines) <= MOST_LINES:
            break
    return "\n".join(lines[:MOST_LINES]) + "\n"


def code(text: str) -> str:
    """The text as code, whatever it contains: backticks, line ends, the bar of a table."""
    text = printable(" ".join(text.split())).replace("|", "\\|")
    ticks = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{space}{text}{space}{ticks}" if text else ""


def plain(text: str) -> str:
    """The text as running text on one line: it makes no tag, no link and no emphasis."""
    # A line of _ within a word means nothing to GitHub; an @ does not where a letter stands before it.
    text = printable(" ".join(text.split())).replace("&", "&amp;").replace("<", "&lt;")
    text = re.sub(r"([\\`*|~]|(?<!\w)_|_(?!\w)|\](?=[(\[:]))", r"\\\1", text)
    # A space without width keeps GitHub from notifying a person, referring to an issue or making a link.
    text = re.sub(r"(?<!\w)@|#(?=\d)|:(?=//)|(?i:www)(?=\.)", "\\g<0>\u200b", text)
    return re.sub(r"(--!?)>", r"\1&gt;", text)


def fenced(lines: list[str], language: str) -> list[str]:
    """A code block whose fence is longer than any within."""
    lines = [printable(line, keep="\t") for line in lines]
    ticks = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, ticks + 1)
    return [fence + language, *lines, fence]


class _Writer:
    """The parts by their names, for one form and one length."""

    def __init__(self, subject: Subject, form: Form, room: Room) -> None:
        self.subject, self.form, self.room = subject, form, room
        self.rows = chosen_rows(subject)[: room.rows]
        self.sides = subject.case.times[:SHOWN_SIDES]
        self.case = file_name(subject.case.file)
        self.binary = self.case.removesuffix(".wat") + ".wasm"
        self.parts: dict[str, Callable[[], list[str]]] = {
            "summary": self._summary,
            "reproducer": self._reproducer,
            "table": self._table,
            "session": lambda: [plain(session_words(subject, self.rows))],
            "trigger": lambda: [plain(" ".join(filter(None, (trigger(subject), pattern(subject)))))],
            "generated_code": self._generated_code,
            "itself": self._itself,
            "commands": self._commands,
            "environment": lambda: [*self._versions(), *self._machine()],
            "versions": self._versions,
            "machine": self._machine,
            "expected": self._expected,
            "no": lambda: ["No: it is about speed, and the result is right."],
            "blank": lambda: [f"{plain(prevalence_words(subject))} {BLANK}".strip()],
            "checked": lambda: [CHECKED],
        }

    def lines(self, template: str | None) -> list[str]:
        heading = plain(title(self.subject))
        lines = [f"<!-- {self.form.remark}; title: {heading} -->"] if template else [f"# {heading}"]
        for section, names in self.form.sections:
            lines += ["", section] if section else []
            for name in names:
                part = self.parts[name]()
                # A list may stand right under a list; a table and a paragraph may not.
                lines += ["", *part] if part and not (lines[-1] == section and template) else part
        return lines

    def _summary(self) -> list[str]:
        placement = placement_words(self.subject.placement)
        return [plain(" ".join(filter(None, (summary(self.subject), placement, origin(self.subject)))))]

    def _reproducer(self) -> list[str]:
        text = self.subject.text_of(self.case)
        if text is None:
            return [f"The reproducer is {code(self.case)}."]
        blame = self.subject.blame
        hot = max(blame.listing, key=lambda line: line.heat, default=None) if blame else None
        shown = reproducer(text, hot.line if hot else 0, self.room.case)
        lines = fenced(list(shown.lines), "wat")
        if not shown.whole:
            lines.append(f"A part of {code(self.case)}, which has {shown.lines_in_all} lines.")
        return lines

    def _table(self) -> list[str]:
        subject = self.subject
        names = [name_of(subject, index) for index in range(len(self.sides))]
        roles = ["slow", "fast", *["peer"] * (len(names) - 2)]
        heads = ["file", "what it is"]
        heads += [f"{role}: {plain(name)}" for role, name in zip(roles, names, strict=True)]
        lines = [_table_line([*heads, "slow/fast", "the slowdown"])]
        lines.append("| --- | --- " + "| ---: " * (len(names) + 1) + "| --- |")
        for row in self.rows:
            times = [plain(trip_words(entry)) for entry in row.times[: len(names)]] or ["-"] * len(names)
            verdict = verdict_words(row.verdict, row.unclear)
            lines.append(
                _table_line([code(row.file), plain(row.role), *times, ratio_words(row.ratio), verdict])
            )
        return lines

    def _generated_code(self) -> list[str]:
        found = self.subject.generated_code
        if found is None:
            return [plain(NO_CODE)]
        lines = [f"- {plain(words)}" for words in code_lines(found)][: self.room.generated_code]
        difference = short_difference(found)
        room = self.room.generated_code - len(lines) - FENCE_LINES
        return [*lines, *(["", *fenced(difference, "diff")] if 0 < len(difference) <= room else [])]

    def _itself(self) -> list[str]:
        """The slow side against its own engine: a table where there is room, and what it comes to."""
        words = itself_words(self.subject.itself)
        rows = itself_rows(self.subject.itself)
        lines = [plain(words)] if words else []
        if rows and not self.room.itself:
            told = "; ".join(f"{name} ({role}) {ratio}" for name, role, ratio in rows[:SHOWN_RELATIVES])
            head = f"The same engine, time over that of {name_of(self.subject, 0)}:"
            lines = [plain(" ".join(filter(None, (f"{head} {told}.", words))))]
        elif rows:
            head = f"its time / {plain(name_of(self.subject, 0))}"
            table = [_table_line(["the same engine", "as", head]), "| --- | --- | ---: |"]
            table += [_table_line([plain(cell) for cell in row]) for row in rows[: self.room.itself]]
            lines = [*table, *(["", *lines] if lines else [])]
        return lines

    # ---- commands

    def _commands(self) -> list[str]:
        once = "" if self.room.plain_runs else f"   # run each once by leaving out: {PERF}"
        lines = [f"wat2wasm {shlex.quote(self.case)} -o {shlex.quote(self.binary)}{once}".rstrip()]
        for index in range(len(self.sides)):
            lines += self._commands_of(index)
        return fenced(lines, "sh")

    def _commands_of(self, index: int) -> list[str]:
        times = self.subject.case.times[index]
        ending, call = self.subject.controls.ending, self.subject.call
        commands = commands_of(times.spec, times.version, self.binary, ending, call)
        engine = same_engine(times.spec, times.version, self.binary, call)
        head = f"# {name_of(self.subject, index)}"
        if engine is not None:
            return [f"{head}: the program; measured was {self._package(commands)}", *self._run_lines(engine)]
        if not commands.run:
            return [" ".join(f"{head}: {commands.why_not}".split())]
        install = f": {commands.install}" if commands.install else ""
        return [f"{head}{install}", *self._run_lines(commands)]

    def _package(self, commands: Commands) -> str:
        return f"the same engine by {commands.install}"

    def _run_lines(self, commands: Commands) -> list[str]:
        plain_run = [f"{commands.environment}{commands.run}"] if self.room.plain_runs else []
        return [*commands.compile, *plain_run, commands.perf]

    # ---- environment

    def _versions(self) -> list[str]:
        lines = []
        for index, times in enumerate(self.sides):
            commands = commands_of(times.spec, times.version, self.binary, call=self.subject.call)
            name = name_of(self.subject, index)
            flags = f", flags: {commands.flags}" if commands.flags else ""
            when = f"; {commands.precompiled}" if commands.precompiled else ""
            built = build_words(self.subject.origin, times.spec)
            built = f"; {built}" if built else ""
            lines.append(
                f"- {plain(name)} (for wreduce {code(times.spec)}){plain(flags)}{plain(when)}{plain(built)}"
            )
        return lines

    def _machine(self) -> list[str]:
        machine, asked = self.subject.controls.machine, self.subject.origin
        more = f", {asked.machine}" if asked is not None and asked.machine else ""
        return [
            f"- CPU: {plain(str(machine.get('cpu', '?')))}, {plain(str(machine.get('cores', '?')))} cores; "
            f"{plain(str(machine.get('system', '?')))}{plain(more)}; one core, pinned; "
            "a ratio holds for a CPU model",
            *(f"- {plain(line[:1].upper() + line[1:])}" for line in origin_lines(asked)),
        ]

    def _expected(self) -> list[str]:
        fast = plain(name_of(self.subject, 1))
        ratio, _ = headline_ratio(self.subject)
        actual = "" if ratio is None else f"; measured: {ratio_words(ratio)} times as long"
        own = expected_words(self.subject.itself)
        return [f"Expected: {plain(own)}." if own else f"Expected: about the time that {fast} takes{actual}."]


def _table_line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
