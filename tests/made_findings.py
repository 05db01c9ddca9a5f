"""A finished run folder made by hand: what `wreduce`, `wreduce controls` and `wreduce blame` leave behind."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

from reducer.change import UNKNOWN, Change
from reducer.records.findings import (
    BlameFinding,
    BlameSite,
    Bounds,
    CodeCounts,
    CodeFinding,
    CodePair,
    CodeRow,
    ControlsFinding,
    Kind,
    Line,
    ListingLine,
    Neighbour,
    SideCode,
    SideTimes,
    VariantFinding,
    Verdict,
    to_json,
)
from reducer.records.itself import (
    ItselfFinding,
    OriginFinding,
    Placed,
    PlacementFinding,
    RelativeFinding,
    SideBuild,
)
from reducer.records.run import SCHEMA_VERSION

CASE = """;; Reduced by wreduce from memory_copy_1.wat
(module
  (memory $m0 1)
  (export "memory" (memory $m0))
  (func $main (local $i i64)
    i64.const 3513536
    local.set $i
    loop $body
      i32.const 0
      i32.const 64038
      i32.const 64
      memory.copy
      local.get $i
      i64.const 1
      i64.sub
      local.tee $i
      i32.wrap_i64
      br_if $body
    end
  )
  (export "_start" (func $main))
)
"""
SLOW, FAST, PEER = ("wasmtime@41.0.0", "41.0.0"), ("wasmer", "0.5.0"), ("wasmi", "2.0.0")
TRIPS = 3_513_536


def sides(ratio: float, *, peer: bool = True, fast_ns: float = 9e6) -> tuple[SideTimes, ...]:
    """Times on three runtimes whose first two have that ratio."""
    times = [fast_ns * ratio, fast_ns, fast_ns * 9][: 3 if peer else 2]
    return tuple(
        SideTimes(spec, version, time, time * 0.97, time * 1.03, 15, "", time / TRIPS)
        for (spec, version), time in zip((SLOW, FAST, PEER), times, strict=False)
    )


CHANGES = {
    "removed": Change(operations=("memory.copy",), removed=True),
    "operand": Change(operations=("memory.copy",), own=64),
}


def variant(
    name: str, kind: Kind, edit: str, ratio: float | None, verdict: Verdict, axis: str = "",
    value: float | None = None, *, unclear: bool = False, reason: str = "",
) -> VariantFinding:  # fmt: skip
    times = () if ratio is None else sides(ratio)
    bounds = None if ratio is None else Bounds(ratio, ratio * 0.95, ratio * 1.05)
    change = replace(CHANGES.get(kind, UNKNOWN), words=edit, operand=axis.partition(" of ")[0])
    return VariantFinding(
        name, kind, edit, "primary.wat", f"{name}.wat", axis, value, times, bounds, verdict, reason, unclear,
        TRIPS, change,
    )  # fmt: skip


PRIMARY = variant("primary", "primary", "as it is", 3.0, "persists")
LENGTHS = {0: 3.4, 1: 3.3, 4: 3.2, 8: 3.2, 16: 3.1, 32: 3.1, 63: 3.0, 64: 3.0, 65: 2.7}
VARIANTS = (
    variant("control_target_removed", "removed", "drop memory.copy and its operands", 1.02, "vanishes"),
    variant("sibling_memory_fill", "sibling", "memory.copy -> memory.fill", 2.6, "persists"),
    *(
        variant(
            f"control_memory_copy_len{value}", "operand", f"length 64 -> {value}", ratio,
            "persists", "length of memory.copy", value,
        )
        for value, ratio in LENGTHS.items()
    ),
    *(
        variant(
            f"control_memory_copy_src{value}", "operand", f"source 64038 -> {value}", 3.0 - value / 1e5,
            "persists", "source of memory.copy", value,
        )
        for value in (0, 1, 64, 4096, 32768)
    ),
    variant("control_memory_copy_src_is_dst", "relation", "source == destination", 2.4, "persists"),
    variant("control_memory_copy_varying_len", "relation", "constant -> loop-varying", 1.9, "weakens",
            unclear=True),
    variant("sibling_i32_counter", "sibling", "i64 -> i32", 1.1, "vanishes"),
    variant("edit_statement_gone", "edit", "delete local.set", None, "traps", reason="traps on wasmer"),
    variant("edit_loop_deleted", "edit", "constant operands", None, "deleted", reason="on wasmer"),
)  # fmt: skip
CONTROLS = ControlsFinding(
    "reduced.wat", "controls", SLOW[0], FAST[0], (PEER[0],),
    {"cpu": "AMD EPYC", "cores": 2, "system": "Linux 6.1"}, "task-clock", "execute", 15, TRIPS, "memory.copy",
    PRIMARY, VARIANTS, (Line(SLOW[0], 50_000.0, 7.7), Line(FAST[0], 80_000.0, 2.56)), 61.5,
)  # fmt: skip


def with_runs(controls: ControlsFinding) -> ControlsFinding:
    """The same with the time of every run, as sessions keep them."""

    def of(found: VariantFinding) -> VariantFinding:
        times = tuple(
            replace(side, runs_ns=tuple(round((side.median_ns or 0) * (1 + n / 100)) for n in range(-7, 8)))
            for side in found.times
        )
        return replace(found, times=times)

    return replace(controls, primary=of(controls.primary), variants=tuple(map(of, controls.variants)))


HEAT = {7: 0.02, 10: 0.05, 11: 0.31, 12: 0.97}
BLAME = BlameFinding(
    "primary.wat", SLOW[0], FAST[0],
    (
        BlameSite(12, "$main", "memory.copy", "drop memory.copy", Bounds(1.02, 0.99, 1.05),
                  Bounds(0.97, 0.94, 1.0), "vanishes", change=Change("drop memory.copy")),
        BlameSite(11, "$main", "i32.const 64", "64 -> 0", Bounds(2.1, 2.0, 2.2),
                  Bounds(0.31, 0.2, 0.4), "weakens"),
        BlameSite(13, "$main", "local.get $i", "-> 0", None, None, "traps", "it does not end"),
    ),
    (
        BlameSite(0, "", "bulk memory", "drop them", Bounds(1.02, 0.99, 1.05),
                  Bounds(0.97, 0.94, 1.0), "vanishes"),
        BlameSite(0, "", "branches", "-", None, None, "not measured"),
    ),
    "Repeated memory.copy or memory.fill; not its length 0..65, not the relation of source and destination",
    Neighbour("i64 -> i32", "i64.sub", "i32.sub", "sibling_i32_counter.wat", Bounds(1.1, 1.05, 1.16),
              Change("i64 -> i32")),
    "helper call per iteration", "both lines have a slope, and the code shows a call",
    tuple(ListingLine(n, text, HEAT.get(n, 0.0)) for n, text in enumerate(CASE.splitlines(), 1)), 30.0,
)  # fmt: skip
CODE = CodeFinding(
    "primary.wat",
    (
        SideCode(*SLOW, True, "", "memory.copy", "library call", "  2c:  callq *%rax\n  31:  jne 20",
                     "wasmtime objdump x.cwasm"),
        SideCode(*FAST, False, "the package has no way to show it", "memory.copy", "unknown", "", ""),
    ),
    (
        CodePair(
            "neighbour", f"{SLOW[0]}: the case", f"{SLOW[0]}: neighbour.wat", "",
            CodeCounts(4, 1, 0, 0, 1, 0), CodeCounts(3, 0, 1, 0, 1, 0), ("wasmtime_builtin_memory_copy",), (),
            (
                CodeRow("movq %rsi, %rdi", "movq %rax, %rdi", True),
                CodeRow("callq 1f8 <wasmtime_builtin_memory_copy>", "movl (%rdi), %eax", False),
                CodeRow("subq $1, %rcx", "", False),
                CodeRow("jne 20 <f+0x20>", "jne 24 <f+0x24>", True),
            ),
        ),
        CodePair("sides", SLOW[0], FAST[0], "its code cannot be shown"),
    ),
)  # fmt: skip

PLACEMENT = PlacementFinding(
    SLOW[0], FAST[0], 17, Bounds(3.0, 2.9, 3.1), Bounds(2.95, 2.8, 3.05), 16, 0, "not alignment",
    tuple(
        Placed(1 + number % 8, 0 if number < 4 else number, 9e6, 3e6, Bounds(3.0, 2.9, 3.1))
        for number in range(16)
    ),
    8, 6.5,
)  # fmt: skip
ITSELF = ItselfFinding(
    SLOW[0], SLOW[1], "optimising",
    (
        RelativeFinding("wasmtime@41.0.0+winch", "41.0.0", "tier", "baseline", Bounds(0.6, 0.55, 0.66), 12),
        RelativeFinding("wasmtime@40.0.0", "40.0.0", "release", "optimising", Bounds(1.01, 0.97, 1.05), 12),
        RelativeFinding("wasmtime@46.0.1", "46.0.1", "release", "optimising", Bounds(0.3, 0.28, 0.33), 12),
        RelativeFinding("wasmtime+pulley", "46.0.1", "tier", "interpreter", Bounds(30.0), 1),
        RelativeFinding("wasmtime@41.0.0:opt-level=0", "41.0.0", "optimisation level", "optimising", None, 0,
                        "timed out"),
    ),
    ("wasmtime@41.0.0:opt-level=2",), 18.0,
)  # fmt: skip
ORIGIN = OriginFinding(
    ("language C11", "processed-by clang 17.0.6"), "a fuzzer of bulk memory, seed 7",
    (
        SideBuild(SLOW[0], "optimising", "release build from PyPI", "first run, nothing cached"),
        SideBuild(FAST[0], "optimising", "release build from PyPI", "first run, nothing cached"),
        SideBuild(PEER[0], "interpreter", "release build by cargo install", "a process for each run"),
    ),
    "virtual machine",
)  # fmt: skip


def header(found: VariantFinding) -> str:
    return f";; {found.name}: {found.edit}, of {found.parent}\n"


def made_run(
    folder: Path, *, controls: ControlsFinding = CONTROLS, blame: BlameFinding | None = BLAME,
    generated_code: CodeFinding | None = CODE, case: str = CASE,
) -> Path:  # fmt: skip
    """The folder of a run with these findings."""
    (folder / "controls").mkdir(parents=True)
    (folder / "steps").mkdir()
    (folder / "state.json").write_text(json.dumps(STATE))
    (folder / "seed.wat").write_text(CASE)
    (folder / "reduced.wat").write_text(case)
    with open(folder / "decisions.jsonl", "w") as log:
        for line in DECISIONS:
            log.write(json.dumps(line) + "\n")
    for number in range(1, 4):
        extra = "    nop\n" * (40 // number**2)
        text = case.replace("    i64.const 3513536\n", f"{extra}    i64.const 3513536\n", 1)
        (folder / "steps" / f"{number:04d}.wat").write_text(text)
    for found in (controls.primary, *controls.variants):
        place = folder / "controls" / Path(found.file).name
        place.write_text(header(found) + case)
        place.with_suffix(".wasm").write_bytes(b"\0asm\1\0\0\0")
    for name, finding in (
        ("controls/controls", controls),
        ("blame", blame),
        ("generated_code", generated_code),
        ("controls/placement", replace(PLACEMENT, slow=controls.slow, fast=controls.fast)),
        ("itself", replace(ITSELF, slow=controls.slow)),
        ("origin", ORIGIN),
    ):
        if finding is not None:
            (folder / f"{name}.json").write_text(json.dumps(to_json(finding)))
    return folder


def hostile(text: str) -> ControlsFinding:
    """Controls in which every text that is free is `text`."""
    odd = replace(VARIANTS[1], edit=text, reason=text)
    odd_case = replace(PRIMARY, edit=text)
    return replace(
        CONTROLS, primary=odd_case, variants=(VARIANTS[0], odd, *VARIANTS[2:]), trigger_instruction=text,
        machine={"cpu": text, "cores": 2, "system": text},
    )  # fmt: skip


DECISIONS = [
    {
        "stage": "unexecuted code",
        "verdict": "kept",
        "edits": 34,
        "labels": ["drop function $stage_7"],
        "step": 1,
    },
    {"stage": "statements", "verdict": "not shown", "edits": 11, "labels": ["delete block $again in $main"]},
    {
        "stage": "statements",
        "verdict": "kept",
        "edits": 6,
        "labels": ["delete local.set $a in $main"],
        "step": 2,
    },
    {"stage": "values", "verdict": "timed out: it does not end", "edits": 1, "labels": ["1 -> 0"]},
    {"stage": "values", "verdict": "kept", "edits": 1, "labels": ["64 -> 32"], "step": 3},
    {"stage": "siblings", "verdict": "kept", "edits": 1, "labels": ["memory.copy -> memory.fill in $main"]},
]
SIDE = {"slow": {"spec": SLOW[0], "version": SLOW[1]}, "fast": {"spec": FAST[0], "version": FAST[1]}}
STATE = {
    "what": "wreduce run",
    "format": SCHEMA_VERSION,
    "input": {"path": "seeds/memory_copy_1.wat", "bytes": 5530, "instructions": 2172},
    "seed": {"file": "seed.wat", "sha256": hashlib.sha256(CASE.encode()).hexdigest()},
    "oracle": "ratio>2",
    **SIDE,
    "anchor": {
        "noise": {"sigma": 0.05, "spike_rate": 0.0},
        "low": 2.67,
        "interval": {"low": 2.6, "estimate": 2.78, "high": 2.87, "level": 0.99},
        "pairs": 24,
    },
    "stage": "searched",
    "summary": {
        "input": {"path": "seeds/memory_copy_1.wat", "bytes": 5530, "instructions": 2172},
        "output": {"path": "/nowhere/reduced.wat", "bytes": 85, "instructions": 13},
        "strong": {"path": "/nowhere/strong.wat", "bytes": 85, "instructions": 13, "ratio": 3.1},
        "ratio": {"anchor": 2.67, "final": 3.07, "ci99": [2.93, 3.17], "pairs": 40},
        **SIDE,
        "candidates": {"proposed": 72, "invalid": 0, "timed": 40, "kept": 12},
        "seconds": {"search": 15.1, "holdout": 20.0, "timing": 26.4, "total": 35.2},
        "verdict": "kept",
        "run_dir": "/nowhere",
        "machine": {"cpu": "AMD EPYC", "cores": 2, "system": "Linux 6.1"},
    },
}
