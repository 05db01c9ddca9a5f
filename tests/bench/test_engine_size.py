"""A whole engine: opened from its binary, its functions counted, emptied and printed.

`WREDUCE_BENCH_ENGINE` names the binary; docs/benchmarks.md says which one the figures are of.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from emptied_functions import empty_functions

from reducer.change import Change
from reducer.edits import Edit, apply
from reducer.edits.emptied import emptied
from reducer.program.load import load_program
from reducer.runtimes import Given
from reducer.wat.module import Module, parse
from reducer.wat.printer import print_module
from reducer.wat.reading import read_source

ENGINE = os.environ.get("WREDUCE_BENCH_ENGINE", "")
pytestmark = [
    pytest.mark.skipif(not ENGINE, reason="WREDUCE_BENCH_ENGINE names no binary"),
]


@pytest.fixture(scope="module")
def engine() -> Module:
    return parse(read_source(Path(ENGINE)).text)


def once(benchmark: Any, group: str, module: Module, step: Any) -> None:
    benchmark.group = group
    benchmark.extra_info["bytes"] = len(module.fields[0].source)
    benchmark.pedantic(step, rounds=3, iterations=1)


def test_open_and_count(benchmark: Any, engine: Module) -> None:
    once(benchmark, "open", engine, lambda: len(parse(read_source(Path(ENGINE)).text).functions))


def test_empty_all_functions(benchmark: Any, engine: Module) -> None:
    def empty() -> Module:
        module = parse(engine.fields[0].source)
        return apply(module, list(empty_functions(module)))

    once(benchmark, "empty all", engine, empty)


def test_print_with_one_function_emptied(benchmark: Any, engine: Module) -> None:
    edits = list(empty_functions(engine))
    module = apply(engine, [edits[len(edits) // 2]])
    once(benchmark, "print one", engine, lambda: print_module(module))


def test_a_candidate_in_which_one_function_is_empty(benchmark: Any) -> None:
    """What it costs wreduce itself: the edit, cleaning, the key and the binary."""
    program = load_program(Path(ENGINE), Given(stub_imports=True, any_entry=True))
    _ = program.key, program.binary
    functions = iter(program.module.functions[len(program.module.functions) // 2 :])

    def candidate() -> int:
        entry = next(functions)
        rewritten = ((entry, emptied(program.module, entry)),)
        made = program.edited([Edit("emptied", Change("empty"), 0, rewritten=rewritten)])
        assert made.key != program.key
        return len(made.binary)

    once(benchmark, "a candidate", program.module, candidate)
