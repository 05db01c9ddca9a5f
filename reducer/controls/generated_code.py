"""Each runtime's own generated code of the hot loop, where it can be had.

wasmtime's package serializes what it compiled, an ELF file; runtimes that compile ahead may leave one.
`objdump` reads both.  Where neither is there, it says so and why.  Nothing is timed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reducer.children import find_program, run
from reducer.controls.hot_loop import HotLoop
from reducer.controls.machine_code import MachineLine, Reading, functions, loops, read_loop
from reducer.guardian import scratch_folder
from reducer.records.findings import CodeFinding, SideCode
from reducer.runtimes import RuntimesError, Spec, parse_spec
from reducer.runtimes.mode import Mode
from reducer.runtimes.opening import engine_of
from reducer.runtimes.table import known_runtimes
from reducer.runtimes.workers.outline import NotAModule
from reducer.runtimes.workers.plain_names import with_plain_names

COMPILE_S = 120.0
MOST_BYTES = 64 << 20
"""A disassembly longer than this is not read."""

# Compiles in the release that lies in the folder named first, and leaves what `Module.serialize` gives.
_SERIALIZE = """
import sys
library, mode, level, source, target = sys.argv[1:]
sys.path.append(library)
import wasmtime
config = wasmtime.Config()
if mode == "winch":
    from wasmtime import _ffi
    _ffi.wasmtime_config_strategy_set(config.ptr(), 2)
if level:
    config.cranelift_opt_level = {"0": "none", "2": "speed", "s": "speed_and_size"}[level]
with open(source, "rb") as handle:
    module = wasmtime.Module(wasmtime.Engine(config), handle.read())
with open(target, "wb") as handle:
    handle.write(module.serialize())
"""
_FUNCTIONS = {
    "wasmtime": r"wasm\[0\]::function\[{index}\](?:::.*)?",
    "wasmedge": r"f{index}",
    "wasm2c": r"w2c_guest_\w+(?:\.\w+)*",
}
"""What the hot function is called in the code of a runtime; of wasm2c, every function of the guest."""


class NotShown(Exception):
    """A runtime whose code cannot be had; the message says why."""


@dataclass(frozen=True)
class Shown:
    """A disassembly, and the command that a person would type for it."""

    listing: str
    command: str


def generated_code(
    case: str, binary: bytes, instruction: str, loop: HotLoop | None, sides: Sequence[tuple[str, str]]
) -> CodeFinding:
    """What became of the instruction in the hot loop, on each of the sides (spec, version)."""
    return CodeFinding(
        case, tuple(_side(spec, version, binary, instruction, loop) for spec, version in sides)
    )


def _side(spec: str, version: str, binary: bytes, instruction: str, loop: HotLoop | None) -> SideCode:
    if not instruction or loop is None:
        why = "no instruction was found that the slowdown hangs on" if loop else "no hot loop was found"
        return SideCode(spec, version, False, why, instruction, "unknown", "", "")
    try:
        shown = show(parse_spec(spec), binary)
    except (NotShown, RuntimesError) as error:
        return SideCode(spec, version, False, str(error), instruction, "unknown", "", "")
    reading = read(shown.listing, parse_spec(spec).name, instruction, loop)
    return SideCode(
        spec, version, True, reading.why, instruction, reading.compiled, reading.excerpt, shown.command
    )


# ---- reading


def read(listing: str, runtime: str, instruction: str, loop: HotLoop) -> Reading:
    """What became of the instruction in the hot loop of a runtime's disassembly."""
    name = re.compile(_FUNCTIONS.get(runtime, r".*\b{index}\b.*").format(index=loop.function_index))
    mine = [lines for found, lines in functions(listing).items() if name.fullmatch(found)]
    if not mine:
        return Reading("unknown", "", "the function of the hot loop is not in the disassembly")
    found = [one for lines in mine for one in loops(lines)]
    chosen = _chosen(found, loop, len(mine))
    if chosen is not None:
        return read_loop(chosen, instruction, other_calls=loop.other_calls)
    if not found:
        head = "\n".join(map(str, mine[0][:12]))
        return Reading("gone", head, "the function has no loop any more")
    why = f"its code has {len(found)} loops for {loop.loops}: which one is the hot one cannot be told"
    return Reading("unknown", "", why)


def _chosen(found: list[list[MachineLine]], loop: HotLoop, functions: int) -> list[MachineLine] | None:
    """The hot one among the loops of so many functions; None where it cannot be told."""
    if len(found) == 1:
        return found[0]
    return found[loop.ordinal] if functions == 1 and len(found) == loop.loops else None


# ---- showing


def show(spec: Spec, binary: bytes) -> Shown:
    """The disassembly of a module as a runtime compiles it.  Raises NotShown, or RuntimesError."""
    mode = known_runtimes()[spec.name].mode(spec.mode)
    if mode.expects == "interpreter":
        raise NotShown(f"{spec} interprets: there is no machine code of the loop")
    objdump = find_program("objdump")
    if objdump is None:
        raise NotShown("objdump is not installed: apt-get install binutils")
    with scratch_folder() as name:
        folder = Path(name)
        (folder / "module.wasm").write_bytes(_plain(binary))
        compiled, command = _compiled(spec, mode, folder)
        listing = _run([objdump, "-d", "--no-show-raw-insn", str(compiled)], folder)
    return Shown(listing, f"{command} && objdump -d --no-show-raw-insn {compiled.name}")


def _plain(binary: bytes) -> bytes:
    """The module without its own names: they would stand among a disassembly's lines, or in source text."""
    try:
        return with_plain_names(binary)
    except NotAModule as error:
        raise NotShown(str(error)) from None


def _compiled(spec: Spec, mode: Mode, folder: Path) -> tuple[Path, str]:
    """An ELF file with the module's code, and how it was made."""
    if spec.name == "wasmtime" and mode.kind == "embedded":
        return _serialized(spec, folder)
    if mode.kind == "embedded":
        raise NotShown(f"the package {mode.distribution} does not show the code that it makes")
    if mode.kind == "javascript":
        raise NotShown(f"{spec} compiles in memory, and what it prints of its code is not read here")
    steps = engine_of(spec).settings["compile"]
    if not steps:
        raise NotShown(f"{spec} compiles in memory, and leaves no file to disassemble")
    places = {"folder": str(folder), "wasm": str(folder / "module.wasm")}
    commands = [[_filled(word, places) for word in step] for step in steps]
    for command in commands:
        _run(command, folder)
    elf = [path for path in sorted(folder.rglob("*")) if path.is_file() and _is_elf(path)]
    if not elf:
        raise NotShown(f"what {spec} compiles to is no ELF file that objdump could read")
    words = " && ".join(" ".join([os.path.basename(command[0]), *command[1:]]) for command in commands)
    for place, shown in ((f"{folder}/", ""), (str(folder), "."), (str(mode.here), "reducer/runtimes")):
        words = words.replace(place, shown)
    return elf[0], words


def _serialized(spec: Spec, folder: Path) -> tuple[Path, str]:
    others = [f"{key}={value}" for key, value in spec.options if key not in ("opt-level", "fuel")]
    if others:
        raise NotShown(f"{spec}: no code is shown of an engine with {', '.join(others)}")
    source, target = folder / "module.wasm", folder / "module.cwasm"
    level = dict(spec.options).get("opt-level", "")
    arguments = [engine_of(spec).library, spec.mode or "cranelift", level, source, target]
    _run([sys.executable, "-I", "-S", "-c", _SERIALIZE, *map(str, arguments)], folder)
    flags = ["compile", *(["-C", "compiler=winch"] if spec.mode == "winch" else [])]
    flags += ["-O", f"opt-level={level}"] if level else []
    return target, f"wasmtime {' '.join(flags)} -o module.cwasm module.wasm"


def _filled(word: str, places: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda place: places.get(place[1], place[0]), word)


def _is_elf(path: Path) -> bool:
    with open(path, "rb") as handle:
        return handle.read(4) == b"\x7fELF"


def _run(command: list[str], folder: Path) -> str:
    """What a command prints.  Raises NotShown where it fails, is not there, or does not end."""
    program = os.path.basename(command[0])
    try:
        answer = run(command, cwd=str(folder), timeout_s=COMPILE_S)
    except OSError as error:
        raise NotShown(f"{program} does not run: {error.strerror}") from None
    except subprocess.TimeoutExpired:
        raise NotShown(f"{program} did not end within {COMPILE_S:.0f} s") from None
    if answer.returncode != 0:
        words = answer.stderr.decode(errors="replace").strip().splitlines()
        raise NotShown(f"{program} fails: {words[-1] if words else answer.returncode}")
    if len(answer.stdout) > MOST_BYTES:
        raise NotShown(f"the disassembly is too long to read ({len(answer.stdout) >> 20} MB)")
    return answer.stdout.decode(errors="replace")
