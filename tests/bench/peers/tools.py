"""How each reducer is called: its command, the file that it is given, and where its best so far lies."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from peers.fetching import Got, binaryen, shrink_ray, wasm_tools
from reducer.records.writing import write_atomically

TEST_S = 60
"""How long a tool lets the test of a candidate take."""
WREDUCE = "wreduce"


@dataclass(frozen=True)
class Call:
    """A reducer that is ready to start: its command, and where its result is found, the best place first."""

    command: list[str]
    results: list[Path]


@dataclass(frozen=True)
class Tool:
    """A reducer. `text`: it is given the input as WebAssembly text, else as a binary."""

    get: Callable[[], Got]
    call: Callable[[Got, Path, Path], Call]
    text: bool = False


def _wasm_reduce(got: Got, test: Path, seed: Path) -> Call:
    """It runs its command on a file of its own naming, and leaves its best in another."""
    candidate, best = seed.with_name("candidate.wasm"), seed.with_name("best.wasm")
    words = [str(got.program), str(seed), f"--command={shlex.join([str(test), str(candidate)])}"]
    words += ["--test", str(candidate), "--working", str(best), "--binaries", str(got.program.parent)]
    return Call([*words, "--timeout", str(TEST_S)], [best])


def _shrink(got: Got, test: Path, seed: Path) -> Call:
    best = seed.with_name("best.wasm")
    return Call([str(got.program), "shrink", str(test), str(seed), "--output", str(best)], [best])


def _shrink_ray(got: Got, test: Path, seed: Path) -> Call:
    """It reduces in place. One test at a time: there is one core to time on."""
    words = ["--ui=basic", "--no-history", "--parallelism=1", "--input-type=arg", f"--timeout={TEST_S}"]
    return Call([str(got.program), *words, str(test), str(seed)], [seed])


TOOLS: Mapping[str, Tool] = {
    "wasm-reduce-108": Tool(lambda: binaryen("108"), _wasm_reduce),
    "wasm-reduce-131": Tool(lambda: binaryen("131"), _wasm_reduce),
    "wasm-tools-shrink": Tool(wasm_tools, _shrink),
    "shrinkray": Tool(shrink_ray, _shrink_ray, text=True),
}
ORACLES = ("script", "ledger")


def write_test(folder: Path, settings: Path) -> Path:
    """The script that a reducer is given: it calls oracle.py with these settings."""
    script = folder / "interesting.sh"
    oracle = Path(__file__).with_name("oracle.py")
    words = shlex.join([sys.executable, "-I", str(oracle), str(settings)])
    write_atomically(script, f'#!/bin/sh\nexec {words} "$1"\n')
    script.chmod(0o755)
    return script
