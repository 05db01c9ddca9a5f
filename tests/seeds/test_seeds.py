"""The committed seeds and their generator: what is on disk is valid, can be made again, and never traps."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reducer.children import program
from reducer.wat.assemble import validate

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
sys.path.insert(0, str(SEEDS))

from generate import command_line, generate, main, parse_arguments  # noqa: E402
from generator.dice import Dice  # noqa: E402
from generator.program import Request  # noqa: E402
from generator.targets import FAMILIES  # noqa: E402

ALL_SEEDS = sorted(SEEDS.glob("*/*.wat"))
UNREDUCED = [path for path in ALL_SEEDS if "unreduced" in path.read_text(encoding="utf-8").partition("\n")[0]]
SAMPLES = [(family, seed) for family in FAMILIES for seed in range(100, 120)]
# Enough to go round every periodic branch of a hot loop (at most 64), and over in a moment.
SHORT_TRIPS = 500
# Written down once: another Python must draw the same.
DRAWN = ([6, 3, 3, 4, 5, 6, 6, 5], ["a", "c", "d", "f", "e", "b"], 7972979846219674977)


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def assemble(source: Path, directory: Path) -> Path:
    """The binary of a source, assembled and validated by wabt."""
    binary = directory / "program.wasm"
    subprocess.run([program("wat2wasm"), str(source), "-o", str(binary)], check=True, capture_output=True)
    assert validate(binary.read_bytes()) is None
    return binary


def assemble_text(text: str, directory: Path) -> Path:
    source = directory / "program.wat"
    source.write_text(text, encoding="utf-8")
    return assemble(source, directory)


def made_by(path: Path) -> list[str]:
    """Arguments of the command in a seed's header."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(";; Made by: python seeds/generate.py "):
            return shlex.split(line.partition("generate.py ")[2])
    raise AssertionError(f"{path} does not say how it was made")


def test_the_folder_holds_the_seeds_that_the_readme_lists() -> None:
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    assert len(UNREDUCED) == 11
    for path in ALL_SEEDS:
        assert path.name in readme


@pytest.mark.parametrize("path", ALL_SEEDS, ids=name_of)
def test_a_seed_assembles_and_validates(path: Path, tmp_path: Path) -> None:
    assemble(path, tmp_path)


@pytest.mark.parametrize("path", ALL_SEEDS, ids=name_of)
def test_a_header_names_both_sides_and_the_trip_count(path: Path) -> None:
    header = "".join(path.read_text(encoding="utf-8").partition("(module")[0]).lower()
    assert "issue" in header
    assert "slow side" in header
    assert "trip" in header


@pytest.mark.parametrize("path", UNREDUCED, ids=name_of)
def test_the_command_in_the_header_makes_the_same_file(path: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.wat"
    assert main([*made_by(path), "--out", str(again)]) == 0
    assert again.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("path", UNREDUCED, ids=name_of)
def test_an_unreduced_seed_has_30_to_60_kilobytes(path: Path) -> None:
    assert 30_000 <= path.stat().st_size <= 60_000


def test_the_generator_runs_as_a_command_and_prints_to_standard_output(tmp_path: Path) -> None:
    command = [sys.executable, str(SEEDS / "generate.py"), "--family", "normal", "--seed", "1"]
    printed = subprocess.run(command, check=True, capture_output=True, text=True, cwd=tmp_path).stdout
    assert printed == generate(Request("normal", 1))


def test_an_instruction_of_another_family_is_an_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--family", "normal", "--seed", "1", "--instruction", "memory.copy"]) == 2
    assert "has no target instruction" in capsys.readouterr().err


def test_the_command_line_of_a_request_is_read_back_as_that_request() -> None:
    request = Request("global_rmw", 5, "global.set of xor", targets=2, statements=6, trip_count=99)
    assert parse_arguments(shlex.split(command_line(request))[2:]) == (request, None)


def test_the_request_decides_targets_and_trips() -> None:
    text = generate(Request("bulk_memory", 3, "memory.fill", targets=3, statements=5, trip_count=12345))
    module = text.partition("(module")[2]
    assert module.count("memory.fill") == 3
    assert "i64.const 12345\n" in module or "(i64.const 12345)" in module or "i64.const 0x3039" in module
    assert "memory.copy" not in module


def test_seeds_differ() -> None:
    assert len({generate(Request("bulk_memory", seed, trip_count=1)) for seed in range(5)}) == 5


def test_dice_give_what_they_gave_when_the_seeds_were_made() -> None:
    dice = Dice("bulk_memory/1")
    drawn = [dice.integer(1, 6) for _ in range(8)], dice.shuffled("abcdef"), dice.odd_constant()
    assert drawn == DRAWN


@pytest.mark.parametrize(("family", "seed"), SAMPLES, ids=lambda value: str(value))
def test_a_random_program_validates(family: str, seed: int, tmp_path: Path) -> None:
    text = generate(Request(family, seed))
    assert 30_000 <= len(text.encode()) <= 60_000
    assemble_text(text, tmp_path)


@pytest.fixture(scope="module")
def engine() -> Iterator[object]:
    yield pytest.importorskip("wasmtime").Engine()


@pytest.mark.runtime
@pytest.mark.parametrize(("family", "seed"), SAMPLES, ids=lambda value: str(value))
def test_a_random_program_ends_normally(family: str, seed: int, tmp_path: Path, engine: object) -> None:
    text = generate(Request(family, seed, trip_count=SHORT_TRIPS))
    assert exit_code(assemble_text(text, tmp_path), engine) == 0


def exit_code(binary: Path, engine: object) -> int:
    """What a program hands to proc_exit, or 0 where it returns. A trap is raised."""
    import wasmtime

    assert isinstance(engine, wasmtime.Engine)
    store, linker = wasmtime.Store(engine), wasmtime.Linker(engine)
    linker.define_wasi()
    store.set_wasi(wasmtime.WasiConfig())
    instance = linker.instantiate(store, wasmtime.Module(engine, binary.read_bytes()))
    start = instance.exports(store)["_start"]
    assert isinstance(start, wasmtime.Func)
    try:
        start(store)
    except wasmtime.ExitTrap as exit_trap:
        return exit_trap.code
    return 0
