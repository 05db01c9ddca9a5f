"""Names, strings, comments, messages of a case in every form of a report: they are shown, and nothing obeys.

A text of each kind stands in every free field of the findings of a run, and of a batch; whatever the kind,
the report is built like one whose fields all hold a plain word.
"""

import csv
import io
import json
import os
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from made_batch import made_batch
from made_findings import BLAME, CASE, CODE, CONTROLS, made_run
from rich.console import Console
from simulated_engine import program_of

from reducer.batch.store import Store
from reducer.batch.summary import cases_csv, summary_csv
from reducer.controls.files import headed
from reducer.controls.variants import Made
from reducer.printable import cell, printable
from reducer.records.findings import Variant
from reducer.report.archive import archive, csv_text
from reducer.report.batch_page import batch_page, group_lines
from reducer.report.blamed import print_blame
from reducer.report.html import html
from reducer.report.markdown import code, fenced, markdown, plain
from reducer.report.subject import Subject, read_subject
from reducer.report.variants import print_controls
from reducer.wat.module import parse
from reducer.wat.printer import with_header

KINDS = {
    "a tag": "<script>touch('x')</script>",
    "a tag with a handler": "<img src=x onerror=alert(1)>",
    "the end of an attribute": "\" onmouseover='alert(1)' x=\"",
    "the end of a style": "</style></title></pre></code><svg onload=alert(1)>",
    "the end of a comment": "--><b>--!><b>",
    "an entity": "&lt;script&gt;&#x3c;script&#62;",
    "an address that runs": "javascript:alert(1)",
    "backticks": "`touch x` ``touch x``",
    "a fence": "```\n# heading\n~~~\n",
    "a fence of a longer kind": "`````sh\ntouch x\n`````",
    "bars of a table": "a | b || c | --- |",
    "a link": "[x](http://example.com) ![y](http://example.com/z.png) [x]: http://example.com",
    "a bare address": "http://example.com www.example.com",
    "a mention": "@somebody owner/name#1 #1",
    "emphasis": "**bold** _thin_ ~~gone~~ *x*",
    "a heading": "\n# heading\n\n## another\n",
    "a list": "\n- [ ] one\n1. two\n> three\n",
    "a command substituted": "$(touch x) ${HOME} $((1)) <(touch x)",
    "a command behind a command": "; touch x & touch x | touch x && touch x || touch x > x",
    "a quote and a command": "'; touch x; '",
    "two quotes and a command": '"; touch x; "',
    "a line with a command": "\ntouch x\n\r\ntouch x\r",
    "a document that ends": "\nEOF\ntouch x\n",
    "a backslash": "\\ \\n \\0 \\c \\033[2J \\$(touch x) \\",
    "an option": "--rounds=1 -rf -o x",
    "a path": "../../../../x /x ~/x C:\\x",
    "a formula": '=cmd|"/c touch x"!A1',
    "a formula by plus": "+cmd|x!A1",
    "a formula by minus": "-2+3+cmd|x!A1",
    "a formula by at": '@SUM(1+1)*cmd|"x"!A1',
    "a formula behind a tab": "\t=1+1",
    "a formula behind a return": "\r=1+1",
    "a formula behind a blank": " =1+1",
    "another cell": '","=1+1","',
    "a template": "{{ 7 * 7 }} {% for x in y %} {# x #} ${7 * 7} <%= 7 %>",
    "a format": "%s %n %d {0} {x!r} %(x)s",
    "a statement of SQL": "'); DROP TABLE cases; --",
    "the end of JSON": '"}, {"verdict": "kept", "x": "\u2028',
    "a program of awk": '" } BEGIN { system("touch x") } { "',
    "an escape sequence": "\x1b[2J\x1b]0;title\x07\x9b31m\x1b]8;;http://example.com\x1b\\",
    "markup of rich": "[bold red]x[/] [link=http://example.com]y[/link] [/nothing]",
    "bells and backspaces": "\x07\x08\x08\x7f\x0c\x0b\0",
    "a turned line": "\u202eabc\u202c \u2066x\u2069 \u200e\u200f",
    "what has no width": "a\u200bb\ufeffc\u00add\u2060",
    "half a pair": "\ud800 \udcff\udcfe",
    "tags": "\U000e0041\U000e0042",
    "a long text": "x" * 3000,
    "nothing but blanks": " \t \n ",
}  # fmt: skip
PLACES: dict[str, Callable[[str], str]] = {
    "alone": lambda text: text,
    "behind a word": lambda text: f"memory.copy {text}",
    "before a word": lambda text: f"{text} in $f",
    "twice": lambda text: text + text,
    "on lines": lambda text: f"a\n{text}\nb",
    "in quotes": lambda text: f"'{text}' \"{text}\" `{text}`",
    "in brackets": lambda text: f"(({text}))",
}
TEXTS = {f"{kind}, {place}": make(text) for kind, text in KINDS.items() for place, make in PLACES.items()}
NAMES = ("file", "name", "parent", "spec", "case", "slow", "fast", "folder")
"""Fields of findings that are names of files and runtimes: those that are looked up."""
CHOSEN = ("Kind", "Verdict", "Compiled", "Pattern", "Relation")
"""Kinds of fields whose words are ours."""
PLAIN_WORD = "x"


def filled(value: Any, text: str, *, names: bool, field: str = "") -> Any:
    """A finding with the text in each field that is free; in names of files and runtimes too, if `names`."""
    if is_dataclass(value) and not isinstance(value, type):
        kinds = {entry.name: str(entry.type) for entry in fields(value)}
        changed = {
            name: filled(getattr(value, name), text, names=names, field=name)
            for name, kind in kinds.items()
            if kind not in ("Kind", "Verdict", "Compiled", "Pattern", "Relation")
            and "Literal" not in kind
            and (names or name not in NAMES)
        }
        return replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(filled(entry, text, names=names) for entry in value)
    if isinstance(value, dict):
        return {key: filled(entry, text, names=names) for key, entry in value.items()}
    return text if isinstance(value, str) else value


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Subject:
    """A run whose programs hold every text as a comment and as a string."""
    comments = "".join(f";; {line}\n" for text in KINDS.values() for line in printable(text).splitlines())
    return read_subject(made_run(tmp_path_factory.mktemp("made") / "run", case=comments + CASE))


def hostile(subject: Subject, text: str, *, names: bool = False) -> Subject:
    """The run with the text in each field of its findings."""
    near = [filled(part, text, names=names) for part in (CONTROLS, BLAME, CODE)]
    assert subject.course is not None and subject.before is not None
    steps = tuple(replace(step, stage=text, labels=(text,)) for step in subject.course.steps)
    return replace(
        subject, controls=near[0], blame=near[1], generated_code=near[2], oracle=text,
        before=replace(subject.before, name=text), course=replace(subject.course, steps=steps),
    )  # fmt: skip


class Elements(HTMLParser):
    """The elements of a page with the names of their attributes; `links` are what addresses lead to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []
        self.comments = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # A place to break a line stands behind each _ of a name.
        if tag != "wbr":
            self.found.append((tag, tuple(name for name, _ in attrs)))
        self.links += [str(value) for name, value in attrs if name in ("href", "src")]

    def handle_comment(self, data: str) -> None:
        self.comments += 1


@pytest.fixture(scope="module")
def plain_pages(run: Subject) -> dict[bool, Elements]:
    """The page of a run whose fields hold a plain word, without and with names."""
    return {names: Elements(html(hostile(run, PLAIN_WORD, names=names))) for names in (False, True)}


@pytest.fixture(scope="module")
def plain_lines(run: Subject) -> list[str]:
    """The same of its report in Markdown."""
    return structure(markdown(hostile(run, PLAIN_WORD)))


def unseen(text: str) -> str:
    """What of a text is not printable, line ends and tabs aside."""
    return "".join(letter for letter in text if letter not in "\n\t" and printable(letter) != letter)


def test_there_are_hundreds_of_texts() -> None:
    assert len(TEXTS) == len(KINDS) * len(PLACES) > 300


@pytest.mark.parametrize("names", [False, True], ids=["words", "names too"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_the_elements_of_a_plain_one(
    kind: str, names: bool, run: Subject, plain_pages: dict[bool, Elements]
) -> None:
    page = html(hostile(run, KINDS[kind], names=names))
    found, expected = Elements(page), plain_pages[names]
    assert Counter(found.found) == Counter(expected.found)
    assert (found.links, found.comments) == (expected.links, 0)
    assert unseen(page) == ""


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_in_markdown_has_the_lines_of_a_plain_one(
    kind: str, run: Subject, plain_lines: list[str]
) -> None:
    text = markdown(hostile(run, KINDS[kind]))
    assert unseen(text.replace("\u200b", "")) == ""
    assert structure(text) == plain_lines


def structure(text: str) -> list[str]:
    """What a reader of Markdown makes of each line outside of code blocks, and where these are."""
    found, fence = [], ""
    for line in text.splitlines():
        opened = re.match("`{3,}", line)
        if fence:
            fence = "" if line == fence else fence
        elif opened:
            fence = opened[0]
            found.append("code")
        elif line:
            # In code nothing is obeyed but the bar of a table.
            words = re.sub(r"(?<![\\`])(`+)(?!`).*?(?<!`)\1(?!`)", "CODE", line)
            start = re.match(r"(#+ |- |\| |<!-- )?", words)
            assert start is not None
            bars = len(re.findall(r"(?<!\\)\|", words))
            found.append(f"{start[0]}{bars}")
            assert not re.search(r"<(?!!-- (TO BE|))", words), words
            assert not re.search(r"(?<!\\)\](?=[(\[:])|(?<!\w)@\w|://|(?<!\\)[*~`]", words), words
    assert not fence
    return found


def test_a_text_keeps_its_place_in_markdown_csv_and_lines() -> None:
    for kind, text in TEXTS.items():
        for made in (plain(text), code(text)):
            assert "\n" not in made and unseen(made.replace("\u200b", "")) == "", kind
        inside = fenced(["a", text, "b"], "wat")
        assert len(inside) == 5 and "\n" not in inside[2], kind
        assert not any(line.startswith(inside[-1]) for line in inside[1:-1]), kind
        shown = str(cell(text))
        assert "\n" not in shown and unseen(shown) == "", kind
        assert shown.lstrip()[:1] not in ("=", "+", "-", "@"), kind


@pytest.mark.parametrize("kind", KINDS)
def test_an_archive_holds_the_texts_as_data(kind: str, run: Subject) -> None:
    text = KINDS[kind]
    subject = hostile(run, text, names=True)
    with zipfile.ZipFile(io.BytesIO(archive(subject, markdown(subject)))) as made:
        assert all(re.fullmatch(r"test_cases/(more/|workers/)?[\w.+-]+", name) for name in made.namelist())
        facts = json.loads(made.read("test_cases/measurements.json"))
    assert facts["controls"]["primary"]["edit"] == text
    rows = list(csv.reader(io.StringIO(csv_text(subject))))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not any(word.lstrip()[:1] in ("=", "+", "@") for row in rows for word in row)


def test_what_stands_above_a_program_stays_a_comment() -> None:
    plain = [entry.text for entry in parse(CASE).fields]
    for kind, text in TEXTS.items():
        made = with_header([f"Reduced by wreduce from {text}", text], CASE)
        assert made.splitlines()[2:] == CASE.splitlines() and unseen(made) == "", kind
        assert all(line.startswith(";;") for line in made.splitlines()[:2]), kind
        assert [entry.text for entry in parse(made).fields] == plain, kind


@pytest.mark.parametrize("kind", KINDS)
def test_a_variant_with_hostile_words_above_it_is_the_same_program(kind: str) -> None:
    found = filled(CONTROLS.variants[0], KINDS[kind], names=True)
    variant = Variant("x", "removed", KINDS[kind], KINDS[kind], CASE)
    program = program_of("(module)")
    text = headed(Made(variant, program, b""), found, filled(CONTROLS, KINDS[kind], names=True))
    assert text.endswith(CASE) and parse(text).fields[0].text == parse(CASE).fields[0].text
    assert text.encode() and unseen(text) == ""


def test_the_script_of_an_archive_is_good_shell_and_runs_no_text(run: Subject, tmp_path: Path) -> None:
    folder = stubs(tmp_path / "stubs")
    for number, (kind, text) in enumerate(KINDS.items()):
        subject = hostile(run, text, names=number % 2 == 0)
        place = tmp_path / f"archive{number}"
        with zipfile.ZipFile(io.BytesIO(archive(subject, ""))) as made:
            made.extractall(place)
        here = place / "test_cases"
        before = sorted(place.rglob("*"))
        script = (here / "reproduce.sh").read_text()
        assert unseen(script) == "", kind
        for wreduce in ("no", str(folder / "wreduce")) if number < 12 else ("no",):
            ended = rerun(here, folder, wreduce)
            assert ended.returncode in (1, 2), (kind, ended.stderr)
            assert "syntax" not in ended.stderr.lower() and unseen(ended.stdout + ended.stderr) == "", kind
        assert sorted(place.rglob("*")) == before, kind


def stubs(folder: Path) -> Path:
    """Stand-ins for engines, Python and wreduce: each fails, and says what it was told."""
    folder.mkdir()
    for name in ("python3", "wreduce", "wasmtime", "wasmer", "perf"):
        (folder / name).write_text('#!/bin/sh\nprintf "%s\\n" "$@" >&2\nexit 1\n')
        (folder / name).chmod(0o755)
    return folder


def rerun(here: Path, folder: Path, wreduce: str) -> subprocess.CompletedProcess[str]:
    """reproduce.sh up to the first engine; `sh -n` looks at what lies behind."""
    looked = subprocess.run(["bash", "-n", "reproduce.sh"], cwd=here, capture_output=True, check=False)
    assert (looked.returncode, looked.stderr) == (0, b"")
    paths = {"PATH": f"{folder}:/usr/bin:/bin", "WREDUCE": wreduce, "PYTHON": str(folder / "python3")}
    return subprocess.run(
        ["sh", "reproduce.sh", "1"], cwd=here, capture_output=True, text=True, timeout=30, check=False,
        env={**os.environ, **paths},
    )  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_terminal_is_shown_nothing_that_it_obeys(kind: str) -> None:
    text = KINDS[kind]
    timed = replace(CONTROLS, variants=tuple(found for found in CONTROLS.variants if found.times))
    controls, blame, generated_code = (filled(part, text, names=True) for part in (timed, BLAME, CODE))
    for terminal in (False, True):
        out = io.StringIO()
        console = Console(file=out, force_terminal=terminal, width=120, color_system=None)
        print_controls(controls, console)
        print_blame(blame, generated_code, console)
        assert unseen(out.getvalue()) == ""


@pytest.mark.parametrize("kind", KINDS)
def test_a_batch_shows_names_and_reasons_as_data(kind: str) -> None:
    text = KINDS[kind]
    facts, expected = (filled_batch(word) for word in (text, PLAIN_WORD))
    page, other = (Elements(batch_page(made, "running")) for made in (facts, expected))
    assert Counter(page.found) == Counter(other.found)
    assert not any(re.match(r"\s*[a-z]+:", link) for link in page.links if link != "data:,")
    assert unseen("\n".join(group_lines(facts.groups))) == ""
    for made in (cases_csv(facts), summary_csv(facts)):
        assert len({len(row) for row in csv.reader(io.StringIO(made))}) == 1


def filled_batch(text: str) -> Any:
    """The facts of a batch with the text wherever a case or an engine has a say, and in the links."""
    facts = made_batch()
    cases = tuple(
        replace(case, source=f"/cases/{text}", reason=text, host=text, cpu=text) for case in facts.cases
    )
    groups = tuple(
        replace(
            group, reason=text, trigger=text, cpu="One", host=text, members=(text,), representative=text,
            reduced=text, report=text,
        )
        for group in facts.groups
    )  # fmt: skip
    return replace(facts, cases=cases, groups=groups, crashes=(cases[4],))


def test_a_store_and_a_log_give_back_what_they_were_given(tmp_path: Path) -> None:
    with Store.open(tmp_path / "batch", {}) as store:
        for number, text in enumerate(TEXTS.values()):
            assert store.add(text, f"{number:064x}", "x.wat", "ratio>2", reason=text)
            assert store.knows(text, f"{number:064x}", "ratio>2")
