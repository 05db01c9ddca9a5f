"""report.html: whole, alone, and safe whatever the findings say."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from made_findings import CONTROLS, PRIMARY, VARIANTS, hostile, made_run

from reducer.records.findings import Bounds
from reducer.report.charts import course_curves, forest, scale_of, sweeps
from reducer.report.html import STYLE, html
from reducer.report.subject import Subject, read_subject

VOID = {"meta", "link", "br", "wbr", "img"}
EVIL = "<script>alert(1)</script>\"'><img src=http://evil.example/x onerror=alert(2)>"


class Page(HTMLParser):
    """The tags of a page: whether they close, what they load, which headings there are."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def subject(tmp_path: Path) -> Subject:
    return read_subject(made_run(tmp_path / "run"))


def test_the_page_is_whole_and_loads_nothing(subject: Subject) -> None:
    text = html(subject)
    page = Page(text)
    assert page.open == []
    assert not page.named("script") and not page.named("img") and not page.named("iframe")
    assert [entry["href"] for entry in page.named("link")] == ["data:,"]
    assert not re.search(r"https?://|url\(|@import", text)
    assert "default-src 'none'" in text


def test_headings_are_in_order_and_tables_have_headers(subject: Subject) -> None:
    page = Page(html(subject))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(entry.get("scope") in ("col", "row") for entry in page.named("th"))
    assert page.named("html") == [{"lang": "en"}]


def test_every_picture_has_a_title_and_a_description(subject: Subject) -> None:
    page = Page(html(subject))
    pictures = [entry for entry in page.named("svg") if entry.get("role") == "img"]
    ids = {entry.get("id") for tag, entry in page.tags if tag in ("title", "desc")}
    assert len(pictures) == 4
    assert all(set((entry["aria-labelledby"] or "").split()) <= ids for entry in pictures)


def test_every_variant_stands_in_the_picture_and_in_the_table(subject: Subject) -> None:
    text = html(subject).replace("<wbr>", "")
    for found in (PRIMARY, *VARIANTS):
        assert text.count(found.name) >= 2


def test_hostile_words_are_words(tmp_path: Path) -> None:
    case = f'(module\n  ;; {EVIL}\n  (func (export "_start") (local $"{EVIL[:8]}" i32)))\n'
    text = html(read_subject(made_run(tmp_path / "run", controls=hostile(EVIL), case=case)))
    page = Page(text)
    assert not page.named("script") and not page.named("img")
    assert "&lt;script&gt;alert(1)" in text
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)


def test_what_was_not_looked_for_is_said_on_the_page(tmp_path: Path) -> None:
    text = html(read_subject(made_run(tmp_path / "run", blame=None, generated_code=None)))
    assert "wreduce blame</code> has not run" in text
    assert "was not looked at" in text


def test_a_page_without_a_reduction_without_sweeps_and_without_intervals(tmp_path: Path) -> None:
    bare = replace(PRIMARY, ratio=Bounds(2.0), times=PRIMARY.times[:2])
    folder = made_run(
        tmp_path / "run", controls=replace(CONTROLS, primary=bare, variants=(), lines=(), also=())
    )
    (folder / "decisions.jsonl").unlink()
    text = html(read_subject(folder))
    assert Page(text).open == []
    assert "No operand was swept" in text and "This case was not reduced here" in text


# ---- where things stand


def test_the_forest_has_every_variant_once_and_its_marks_within() -> None:
    made = forest(CONTROLS)
    marks = [mark for group in made.groups for mark in group.marks]
    assert marks[0].found.name == "primary" and len(marks) == 1 + len(VARIANTS)
    tops = [mark.top for mark in marks]
    assert tops == sorted(set(tops)) and tops[-1] < made.height
    for mark in marks:
        if mark.x is not None and mark.low is not None and mark.high is not None:
            assert 0 <= mark.low <= mark.x <= mark.high <= 100
    assert made.case == marks[0].x


def test_a_sweep_goes_up_with_its_values_and_all_have_one_axis() -> None:
    made = sweeps(CONTROLS)
    assert [curve.title for curve in made] == ["length of memory.copy", "source of memory.copy"]
    lengths = made[0]
    assert [point.label for point in lengths.points] == ["0", "1", "4", "8", "16", "32", "63", "64", "65"]
    assert [point.x for point in lengths.points] == sorted(point.x for point in lengths.points)
    assert lengths.points[0].y < lengths.points[-1].y
    assert lengths.ticks == made[1].ticks


def test_an_axis_holds_its_values_and_has_round_ticks() -> None:
    scale = scale_of([0.97, 3.4])
    assert scale.at(0.97) < scale.at(1.0) < scale.at(3.4) < 100
    assert scale.ticks == [1.0, 1.2, 1.5, 2.0, 2.5, 3.0] or 4 <= len(scale.ticks) <= 7
    assert len(scale_of([13, 2172], with_one=False).ticks) <= 7
    assert scale_of([]).low < 1 < scale_of([]).high


def test_the_course_is_counted_from_the_steps(subject: Subject) -> None:
    assert subject.course is not None
    sizes = [step.instructions for step in subject.course.steps]
    assert sizes == [2172, 53, 23, 17] and sizes == sorted(sizes, reverse=True)
    assert [step.decision for step in subject.course.steps] == [0, 1, 3, 5]
    assert [curve.title for curve in course_curves(subject.course)] == ["Size"]
    assert dict(subject.course.verdicts)["timed out"] == 1


def test_ratios_of_steps_are_drawn_where_the_run_kept_them(tmp_path: Path) -> None:
    folder = made_run(tmp_path / "run")
    log = folder / "decisions.jsonl"
    lines = [
        line.replace('"edits"', '"ratio": 2.9, "seconds": 3.5, "edits"')
        for line in log.read_text().splitlines()
    ]
    log.write_text("\n".join([*lines, '{"half a li']))
    course = read_subject(folder).course
    assert course is not None
    assert [curve.title for curve in course_curves(course)] == ["Size", "Ratio", "Size in time"]


# ---- colours


def colours(text: str, block: int) -> dict[str, tuple[float, ...]]:
    """The colours of the page: light (0), dark (1), printed (2)."""
    found = re.findall(r":root \{(.*?)\}", text, re.DOTALL)[block]
    pairs = re.findall(r"--([a-z]+): #([0-9a-f]{3,6});", found)
    return {name: tuple(int(part, 16) / 255 for part in halves(value)) for name, value in pairs}


def halves(value: str) -> list[str]:
    value = value if len(value) == 6 else "".join(letter * 2 for letter in value)
    return [value[:2], value[2:4], value[4:]]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """As WCAG 2 defines it."""

    def luminance(colour: tuple[float, ...]) -> float:
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("block", [0, 1, 2], ids=["light", "dark", "printed"])
def test_all_words_can_be_read_on_their_ground_pictures_included(block: int) -> None:
    found = colours(STYLE.read_text(), block)
    for name in ("text", "quiet", "stays", "fades", "gone", "link"):
        for ground in ("back", "raised"):
            assert contrast(found[name], found[ground]) >= 4.5, (name, ground)
    hottest = tuple(0.42 * hot + 0.58 * back for hot, back in zip(found["hot"], found["back"], strict=True))
    assert contrast(found["text"], hottest) >= 4.5
