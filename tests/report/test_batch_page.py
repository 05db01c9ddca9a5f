"""A batch's index.html: what was found first, every case in its place, short names, no page of 5,000 rows."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from made_batch import QUEUE, made_batch, made_case

from reducer.report.batch_page import MOST_CASES, batch_page, common_folder


def test_stages_stand_in_the_order_in_which_a_person_wants_to_know() -> None:
    page = batch_page(made_batch(), "")
    assert re.findall(r"<dt>(.*?)</dt>", page) == [
        "grouped", "crash", "failed", "not shown", "skipped", "normal",
    ]  # fmt: skip
    assert re.findall(r"<summary>(.*?)</summary>", page) == [
        "1. bulk memory: 2 cases", "2. global.get and global.set and i32.add and i32.xor: 1 case",
        "3. a loop: 1 case", "failed: 1 case", "not shown: 1 case", "skipped: 1 case", "normal: 21 cases",
    ]  # fmt: skip


def test_the_folder_that_all_files_are_in_is_said_once() -> None:
    page = batch_page(made_batch(), "")
    assert page.count(QUEUE) == 1
    assert "<code>id:000006,src:000045" in page


def test_a_ratio_says_which_cpu_model_it_holds_for_where_there_are_two() -> None:
    found = made_batch()
    page = batch_page(found, "")
    assert "Ratios hold for Model One." in page
    assert page.count("Model One") == 1
    first, second, *rest = found.groups
    page = batch_page(replace(found, groups=(first, replace(second, cpu="Model Two"), *rest)), "")
    assert "Ratios hold for Model One and Model Two." in page
    assert page.count('<span class="quiet">Model Two</span>') == 1


def test_a_stage_of_thousands_is_cut_and_its_count_is_not() -> None:
    cases = tuple(made_case(number, "normal") for number in range(MOST_CASES + 7))
    page = batch_page(replace(made_batch(), cases=cases), "")
    assert f"normal: {MOST_CASES + 7} cases" in page
    assert "<p>7 more are in cases.csv.</p>" in page
    assert page.count('<th scope="row"') < MOST_CASES + 10


def test_a_stage_that_it_does_not_know_is_counted_and_listed_all_the_same() -> None:
    found = made_batch()
    odd = replace(made_case(99, "normal", "who knows"), stage="weird")
    page = batch_page(replace(found, cases=(*found.cases, odd)), "")
    assert "weird: 1 case" in page and "who knows" in page


@pytest.mark.parametrize(
    ("stopped", "words"),
    [
        pytest.param("running", "It is still running", id="while it runs"),
        pytest.param("time limit", "Not at its end (time limit): the same command goes on", id="stopped"),
    ],
)
def test_a_page_of_a_batch_that_is_not_over_says_so(stopped: str, words: str) -> None:
    assert words in batch_page(made_batch(), stopped)
    assert words not in batch_page(made_batch(), "")


def test_only_the_page_of_a_batch_that_runs_is_read_again() -> None:
    assert "location.reload()" in batch_page(made_batch(), "running")
    for stopped in ("", "time limit"):
        assert "<script" not in batch_page(made_batch(), stopped)


@pytest.mark.parametrize(
    ("sources", "folder"),
    [
        pytest.param(["/a/b/one", "/a/b/two"], "/a/b/", id="one folder"),
        pytest.param(["/a/b/c/one", "/a/b/oner"], "/a/b/", id="a folder within"),
        pytest.param(["/a/z.zip!one", "/a/z.zip!two"], "/a/z.zip!", id="an archive"),
        pytest.param(["/a/queue1/x", "/a/queue2/x"], "/a/", id="half a name is none"),
        pytest.param(["/a/x", "/b/x"], "", id="nothing but the root"),
        pytest.param(["/a/b/alone"], "", id="a single file"),
        pytest.param([], "", id="none"),
    ],
)
def test_what_all_names_begin_with(sources: list[str], folder: str) -> None:
    assert common_folder(sources) == folder
