"""The corpus for a batch: its counts, its files, the same bytes for the same seed, and what is in them."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from reducer.children import program

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
sys.path.insert(0, str(SEEDS))

import generator.corpus  # noqa: E402
from generate import assemble, generate, main  # noqa: E402
from generator.corpus import ANOMALOUS, NORMAL, RECIPES, Entry, entries, manifest  # noqa: E402
from generator.hostile import BIG_BYTES, HOSTILE  # noqa: E402
from generator.loops import SHAPES  # noqa: E402
from generator.program import Request  # noqa: E402
from generator.targets import TARGET_FUNCTIONS  # noqa: E402
from test_seeds import SHORT_TRIPS, assemble_text, exit_code  # noqa: E402


@pytest.fixture(scope="module")
def corpus() -> list[Entry]:
    return list(entries(1, assemble))


@pytest.fixture(scope="module")
def hostile(corpus: list[Entry]) -> dict[str, bytes]:
    return {entry.expected: entry.content for entry in corpus if entry.family == "hostile"}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A corpus is made of a few programs of each family: a whole one takes seconds."""
    monkeypatch.setattr(generator.corpus, "ANOMALOUS", 2)
    monkeypatch.setattr(generator.corpus, "NORMAL", 6)


def programs(corpus: list[Entry]) -> list[Entry]:
    return [entry for entry in corpus if entry.request is not None]


def test_there_are_200_files_of_four_kinds(corpus: list[Entry]) -> None:
    counts = Counter(entry.family for entry in corpus)
    assert counts == {"bulk_memory": ANOMALOUS, "ref_func": ANOMALOUS, "normal": NORMAL, "hostile": 10}
    assert len(corpus) == len({entry.file for entry in corpus}) == 200


def test_each_family_is_in_all_disguises(corpus: list[Entry]) -> None:
    for family in RECIPES:
        made = [entry for entry in programs(corpus) if entry.family == family]
        assert {entry.file.rpartition(".")[2] for entry in made} == {"wat", "wasm"}
        assert {entry.request.shape for entry in made if entry.request} == set(SHAPES)
    bulk = {entry.instructions for entry in corpus if entry.family == "bulk_memory"}
    assert {("memory.copy",), ("memory.fill",)} < bulk


def test_only_the_duplicate_has_the_content_of_another(corpus: list[Entry]) -> None:
    twice = [content for content, count in Counter(entry.content for entry in corpus).items() if count > 1]
    assert len(twice) == 1
    assert sorted(entry.expected for entry in corpus if entry.content == twice[0]) == [
        "bulk memory",
        "duplicate",
    ]


def test_files_do_not_say_what_they_are(corpus: list[Entry]) -> None:
    for entry in corpus:
        assert entry.file.startswith("case_")
        assert b"Family" not in entry.content[:200]


def test_a_program_has_its_target_in_its_text_and_normal_ones_have_none(corpus: list[Entry]) -> None:
    for entry in programs(corpus):
        assert entry.request is not None
        source = entry.content.decode() if entry.file.endswith(".wat") else generate(entry.request)
        text = source.partition("(module")[2]
        found = {name for name in ("memory.copy", "memory.fill", "ref.func") if name in text}
        assert found == set(entry.instructions)
        assert bool(found) == (entry.family != "normal")


@pytest.mark.usefixtures("small")
def test_another_seed_gives_other_programs(corpus: list[Entry]) -> None:
    first = next(entry for entry in entries(2, assemble) if entry.request is not None)
    assert all(first.content != entry.content for entry in corpus)


def check_command(made_before: list[Entry], folder: Path) -> None:
    assert main(["--corpus", str(folder), "--seed", "1"]) == 0
    written = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert len(written) == len(made_before) + 1
    assert written.pop("manifest.csv").decode() == manifest(made_before)
    assert written == {entry.file: entry.content for entry in made_before}


@pytest.mark.usefixtures("small")
def test_the_command_writes_the_same_folder_every_time(tmp_path: Path) -> None:
    check_command(list(entries(1, assemble)), tmp_path / "made")


@pytest.mark.long
def test_the_command_writes_the_same_200_files_every_time(corpus: list[Entry], tmp_path: Path) -> None:
    check_command(corpus, tmp_path / "made")


def test_the_manifest_has_a_line_a_file(corpus: list[Entry]) -> None:
    rows = list(csv.DictReader(manifest(corpus).splitlines()))
    assert [row["file"] for row in rows] == sorted(entry.file for entry in corpus)
    assert {row["expected"] for row in rows} == {"bulk memory", "ref.func", "nothing", *HOSTILE}


def test_every_program_is_valid(corpus: list[Entry], tmp_path: Path) -> None:
    for entry in programs(corpus):
        path = tmp_path / "program.wasm"
        path.write_bytes(entry.content if entry.file.endswith(".wasm") else assemble(entry.content.decode()))
        subprocess.run([program("wasm-validate"), str(path)], check=True, capture_output=True)


@pytest.mark.runtime
@pytest.mark.parametrize("shape", SHAPES)
def test_a_loop_of_every_shape_ends(shape: str, tmp_path: Path) -> None:
    engine = pytest.importorskip("wasmtime").Engine()
    request = Request("ref_func", 5, trip_count=SHORT_TRIPS, shape=shape, size=20_000)
    assert exit_code(assemble_text(generate(request), tmp_path), engine) == 0


@pytest.mark.parametrize("shape", SHAPES)
def test_the_size_asked_for_is_about_the_size_of_the_text(shape: str) -> None:
    text = generate(Request("normal", 8, shape=shape, size=24_000))
    assert 16_000 <= len(text) <= 33_000


def test_a_shape_that_there_is_not_is_an_error() -> None:
    with pytest.raises(ValueError, match="there is no shape round"):
        generate(Request("normal", 1, shape="round"))


def test_neither_a_family_nor_a_corpus_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--seed", "1"])
    assert "--corpus" in capsys.readouterr().err


@pytest.mark.parametrize("reason", ["hang", "trap", "memory bomb", "unknown import"])
def test_what_fails_only_when_it_runs_is_valid(
    reason: str, hostile: dict[str, bytes], tmp_path: Path
) -> None:
    assemble_text(hostile[reason].decode(), tmp_path)


@pytest.mark.parametrize("reason", ["junk", "truncated", "component", "empty"])
def test_what_is_no_module_is_refused(reason: str, hostile: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "program.wasm"
    path.write_bytes(hostile[reason])
    assert subprocess.run([program("wasm-validate"), str(path)], capture_output=True).returncode != 0


def test_the_big_file_is_big_and_valid(hostile: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "program.wasm"
    path.write_bytes(hostile["too big"])
    assert path.stat().st_size > BIG_BYTES
    subprocess.run([program("wasm-validate"), str(path)], check=True, capture_output=True)


@pytest.mark.runtime
def test_the_trap_traps(hostile: dict[str, bytes], tmp_path: Path) -> None:
    wasmtime = pytest.importorskip("wasmtime")
    with pytest.raises(wasmtime.Trap):
        exit_code(assemble_text(hostile["trap"].decode(), tmp_path), wasmtime.Engine())


def test_functions_that_are_referenced_are_in_every_program() -> None:
    text = generate(Request("ref_func", 1, targets=4, size=20_000))
    assert all(f"${name}" in text for name in TARGET_FUNCTIONS)
