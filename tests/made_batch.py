"""The facts of a batch with something at every stage, as its page is handed them; names as fuzzers give."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from reducer.records.batch import BatchFacts, CaseFacts, GroupFacts, GroupStage, Stage

QUEUE = "/home/somebody/campaigns/afl-out/default/queue/"


def made_case(number: int, stage: Stage, reason: str = "", name: str = "") -> CaseFacts:
    name = name or f"id:{number:06d},src:000045+000077,time:998877,execs:12345,op:splice,rep:16.wasm"
    return CaseFacts(number, QUEUE + name, "hash", stage, reason, None, None, None, "", "", "", "", 1.0)


def made_group(rank: int, stage: GroupStage, cases: list[CaseFacts], **other: Any) -> GroupFacts:
    group = GroupFacts(
        rank=rank, group=rank, stage=stage, reason="", slow="wasmtime@41.0.0", fast="wasmer",
        trigger="bulk memory", ratio=25.95, ci99=(25.1, 26.2), sure=25.1, cases=len(cases), instructions=13,
        representative=cases[0].source, host="here", cpu="Model One", reduced=f"runs/{rank}/reduced.wat",
        report=f"runs/{rank}/report.html" if stage == "reported" else None,
        members=tuple(case.source for case in cases),
    )  # fmt: skip
    return replace(group, **other)


def made_batch() -> BatchFacts:
    grouped = [made_case(number, "grouped") for number in range(1, 5)]
    crash = made_case(5, "crash", "wasm3 crashes: ended by SIGSEGV")
    cases = (
        *grouped,
        crash,
        made_case(6, "failed", "timed out: no end within 10 s (wasmtime@41.0.0, wasmer, wasmtime)"),
        made_case(7, "skipped", "neither WebAssembly text nor a binary that starts with \\0asm"),
        made_case(8, "not shown", "not shown at 1.12 [1.02, 1.20]", name="<b>bold</b>.wasm"),
        *(made_case(number, "normal", "wasmtime / wasmer = 1.01") for number in range(9, 30)),
    )
    words = "global.get and global.set and i32.add and i32.xor"
    return BatchFacts(
        settings={"runtimes": ("wasmtime@41.0.0", "wasmer", "wasmtime"), "oracle": "ratio>1.5"},
        counts=dict(Counter(case.stage for case in cases)),
        groups=(
            made_group(1, "reported", grouped[:2]),
            made_group(2, "confirmed", grouped[2:3], trigger=words, reason="no report: exit code 2"),
            made_group(3, "open", grouped[3:], trigger="", ratio=None, ci99=None, sure=None),
        ),
        crashes=(crash,),
        cases=cases,
        in_hand=(),
        timing_share=None,
    )
