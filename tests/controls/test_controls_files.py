"""The folder of a session: whole files, headers that say what a variant is, nothing stale left."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reducer.change import Change
from reducer.controls.files import read_controls, verdict_words, write_controls
from reducer.controls.session import Controls
from reducer.controls.variants import Made
from reducer.program.program import Program
from reducer.records.findings import (
    Bounds,
    ControlsFinding,
    Kind,
    SideTimes,
    Variant,
    VariantFinding,
    Verdict,
)
from reducer.report.variants import controls_lines
from reducer.wat.assemble import Assembler
from reducer.wat.module import parse

TEXT = '(module (func (export "_start")))\n'
TIMES = (SideTimes("slow@1", "1.0", 5e6, 4e6, 6e6, 15, "", 2.5), SideTimes("fast", "2.0", 2e6, 1e6, 3e6, 15))
RATIO = Bounds(2.5, 2.25, 2.75)


def finding(name: str, kind: Kind, verdict: Verdict, reason: str = "") -> VariantFinding:
    return VariantFinding(
        name,
        kind,
        f"edit of {name} in $f1",
        "case.wat",
        f"{name}.wat",
        "",
        None,
        TIMES,
        RATIO,
        verdict,
        reason,
        change=Change(f"edit of {name}", "$f1"),
    )


def controls(*variants: VariantFinding) -> Controls:
    primary = finding("primary", "primary", "persists")
    facts = ControlsFinding(
        "case.wat", "", "slow@1", "fast", (), {"cpu": "some", "cores": 2, "system": "any"}, "task-clock",
        "execute", 15, 1000, "memory.copy", primary, variants, (), 3.5,
    )  # fmt: skip
    made = tuple(
        Made(
            Variant(found.name, found.kind, found.edit, "case.wat", TEXT),
            Program(parse(TEXT), Assembler("none")),
            b"\0asm",
        )
        for found in (primary, *variants)
    )
    return Controls(facts, made)


def test_every_variant_is_there_as_text_and_binary_with_the_facts(tmp_path: Path) -> None:
    written = write_controls(controls(finding("control_one", "operand", "weakens")), tmp_path / "made")
    names = {path.name for path in (tmp_path / "made").iterdir()}
    assert names == {"primary.wat", "primary.wasm", "control_one.wat", "control_one.wasm", "controls.json"}
    assert read_controls(tmp_path / "made") == written
    assert written.folder == str(tmp_path / "made")


def test_a_text_says_at_its_head_what_it_is_and_what_it_showed(tmp_path: Path) -> None:
    write_controls(controls(finding("control_one", "operand", "weakens")), tmp_path)
    assert (tmp_path / "control_one.wat").read_text() == (
        ";; Variant of case.wat: edit of control_one in $f1\n"
        ";; Verdict: weakens\n"
        ";; Ratio slow@1 / fast: 2.50 [2.25, 2.75] (99 %)\n"
        ";; slow@1 (1.0): 5.00 ms, 2.50 ns a trip\n"
        ";; fast (2.0): 2.00 ms\n"
        ";; Trip count: as written. Measured on some\n" + TEXT
    )


def test_a_reason_of_several_lines_stays_in_the_header(tmp_path: Path) -> None:
    write_controls(controls(finding("control_one", "operand", "traps", "wasm trap:\nunreachable)")), tmp_path)
    assert parse((tmp_path / "control_one.wat").read_text()).fields


def test_an_earlier_session_s_variants_go_and_a_person_s_files_stay(tmp_path: Path) -> None:
    write_controls(controls(finding("control_old", "operand", "weakens")), tmp_path)
    (tmp_path / "mine.wat").write_text(TEXT)
    write_controls(controls(finding("control_new", "operand", "weakens")), tmp_path)
    names = {path.name for path in tmp_path.glob("*.wa*")}
    assert names == {
        "primary.wat", "primary.wasm", "control_new.wat", "control_new.wasm", "mine.wat"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (finding("x", "operand", "traps", "out of bounds"), "traps: out of bounds"),
        (replace(finding("x", "operand", "persists"), unclear=True), "persists (unclear)"),
        (finding("x", "operand", "persists"), "persists"),
    ],
    ids=["reason", "unclear", "clear"],
)
def test_a_verdict_comes_with_what_is_to_be_said_beside_it(found: VariantFinding, words: str) -> None:
    assert verdict_words(found) == words


def test_the_table_groups_variants_by_kind_and_leaves_out_where_the_edit_stands() -> None:
    facts = controls(
        finding("control_target_removed", "removed", "vanishes"),
        finding("control_len0", "operand", "traps", "out of bounds"),
    ).finding
    lines = controls_lines(facts)
    titles = [line for line in lines[1:] if line and not line.startswith(" ")][:3]
    assert titles == ["the case", "target removed", "operand sweeps"]
    assert lines[4].split() == [
        "control_target_removed", "edit", "of", "control_target_removed",
        "5.00", "2.00", "2.50", "[2.25,", "2.75]", "vanishes",
    ]  # fmt: skip
    assert "control_len0: traps: out of bounds" in lines
