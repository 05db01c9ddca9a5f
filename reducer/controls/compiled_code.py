"""Has a runtime compile a module, and finds the machine code in what that leaves.

wasmtime's package serializes what it compiled, Wasmer's keeps it in a cache; V8 writes a dump for perf;
others compile ahead, into a file or a cache.  Elsewhere it says why there is none.  No guest runs, nothing is
timed.
"""

from __future__ import annotations

import base64
import os
import re
import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reducer.controls.code_files import CodeFile, CodeFileError, holds_code, read_code
from reducer.controls.fenced import NotShown, run_fenced
from reducer.guardian import scratch_folder
from reducer.runtimes import Spec
from reducer.runtimes.mode import Mode
from reducer.runtimes.opening import engine_of
from reducer.runtimes.table import known_runtimes
from reducer.runtimes.workers.outline import NotAModule
from reducer.runtimes.workers.plain_names import with_plain_names

# Compiles in the release that lies in the folder named first, and leaves what `Module.serialize` gives.
_SERIALIZE = """
import sys
library, mode, level, source, target, *options = sys.argv[1:]
sys.path.append(library)
import wasmtime
from wasmtime import _ffi
config = wasmtime.Config()
for option in options:
    name, _, value = option.partition("=")
    call = getattr(_ffi, "wasmtime_config_" + name.replace("-", "_") + "_set")
    call(config.ptr(), int(value) if value.isdigit() else value == "y")
if mode == "winch":
    _ffi.wasmtime_config_strategy_set(config.ptr(), 2)
if level:
    config.cranelift_opt_level = {"0": "none", "2": "speed", "s": "speed_and_size"}[level]
with open(source, "rb") as handle:
    module = wasmtime.Module(wasmtime.Engine(config), handle.read())
with open(target, "wb") as handle:
    handle.write(module.serialize())
"""
# Compiles into a cache: a run with an argument that cannot be passed executes nothing.
_CACHE = """
import asyncio, os, sys
library, source, folder = sys.argv[1:]
sys.path.append(library)
import wasmer_sdk
async def compiled():
    client = wasmer_sdk.Wasmer(cache_root=folder)
    with open(source, "rb") as handle:
        package = await client.packages.load(handle.read())
    network = wasmer_sdk.NetworkPolicy.DISABLED
    async with await client.sandboxes.create(packages=[package], network=network) as sandbox:
        await sandbox.command(package, ["\\0"]).run(check=False)
try:
    asyncio.run(compiled())
except wasmer_sdk.WasmerError:
    pass
os._exit(0)
"""
_COMPILE_ONLY = 'new WebAssembly.Module(Uint8Array.from(atob("%s"), c => c.charCodeAt(0)));\n'
_V8 = ("node", "deno")


@dataclass(frozen=True)
class Shown:
    """The code of a module's functions, and the command that a person would type to see it ("" for none)."""

    code: CodeFile
    command: str


def show(spec: Spec, binary: bytes) -> Shown:
    """The machine code of a module as a runtime compiles it.  Raises NotShown, or RuntimesError."""
    mode = known_runtimes()[spec.name].mode(spec.mode)
    if mode.expects == "interpreter":
        raise NotShown(f"{spec} interprets: there is no machine code of the loop")
    with scratch_folder() as name:
        folder = Path(name)
        (folder / "module.wasm").write_bytes(_plain(binary))
        command = _compile(spec, mode, folder)
        paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
        found = next((path for path in paths if holds_code(path)), None)
        if found is None:
            raise NotShown(f"what {spec} compiles to is no file that can be read here")
        try:
            return Shown(read_code(found), command)
        except CodeFileError as error:
            raise NotShown(f"what {spec} compiles to cannot be read: {error}") from None


def _plain(binary: bytes) -> bytes:
    """The module without its own names: they would stand among a disassembly's lines, or in source text."""
    try:
        return with_plain_names(binary)
    except NotAModule as error:
        raise NotShown(str(error)) from None


def _compile(spec: Spec, mode: Mode, folder: Path) -> str:
    """Leaves the module's code somewhere in the folder; the command by which a person sees it."""
    if mode.kind == "embedded":
        if spec.name == "wasmtime":
            return _serialized(spec, folder)
        if spec.name == "wasmer":
            _run_python(_CACHE, folder, _library(spec), str(folder / "module.wasm"), str(folder / "cache"))
            return ""
        raise NotShown(f"the package {mode.distribution} does not show the code that it makes")
    if mode.kind == "javascript":
        return _dumped(spec, mode, folder)
    return _ahead(spec, mode, folder)


def _ahead(spec: Spec, mode: Mode, folder: Path) -> str:
    settings = engine_of(spec).settings
    steps = settings["compile"]
    if not steps:
        raise NotShown(f"{spec} compiles in memory, and leaves no file to disassemble")
    places = {"folder": str(folder), "wasm": str(folder / "module.wasm")}
    commands = [[_filled(word, places) for word in step] for step in steps]
    if spec.name == "iwasm":
        # The same code as an object file, which has symbols.
        commands = [[command[0], "--format=object", *command[1:]] for command in commands]
    for command in commands:
        run_fenced(command, folder, {"HOME": str(folder), **settings["environment"]})
    if spec.name in ("wazero", "wasmer"):
        return ""
    words = " && ".join(" ".join([os.path.basename(command[0]), *command[1:]]) for command in commands)
    for place, shown in ((f"{folder}/", ""), (str(folder), "."), (str(mode.here), "reducer/runtimes")):
        words = words.replace(place, shown)
    made = next((path.name for path in sorted(folder.iterdir()) if holds_code(path)), "module")
    return f"{words} && objdump -d --no-show-raw-insn {made}"


def _serialized(spec: Spec, folder: Path) -> str:
    level = dict(spec.options).get("opt-level", "")
    files = str(folder / "module.wasm"), str(folder / "module.cwasm")
    others = [f"{key}={value}" for key, value in spec.options if key not in ("opt-level", "fuel")]
    _run_python(_SERIALIZE, folder, _library(spec), spec.mode or "cranelift", level, *files, *others)
    flags = ["compile", *(["-C", "compiler=winch"] if spec.mode == "winch" else [])]
    flags += [
        word for option in ([f"opt-level={level}"] if level else []) + others for word in ("-O", option)
    ]
    return (
        f"wasmtime {' '.join(flags)} -o module.cwasm module.wasm && "
        "objdump -d --no-show-raw-insn module.cwasm"
    )


def _dumped(spec: Spec, mode: Mode, folder: Path) -> str:
    """V8's dump for perf, of a script that compiles and runs nothing."""
    if spec.name not in _V8:
        raise NotShown(f"{spec} does not show its code: its dump for perf has none of WebAssembly")
    if mode.name == "default":
        tiers = f"name {spec.name}+liftoff or {spec.name}+turbofan"
        raise NotShown(f"{spec} compiles a function more than once: {tiers} to see the code of one tier")
    settings = engine_of(spec).settings
    script = folder / "show.js"
    script.write_text(_COMPILE_ONLY % base64.b64encode((folder / "module.wasm").read_bytes()).decode())
    command = [_with_dump(word) for word in settings["run"][:-1]]
    if spec.name == "node":
        command.insert(1, "--perf-prof")
    run_fenced([*command, str(script)], folder, {"HOME": str(folder), **settings["environment"]})
    flags = [word for word in command[1:] if word not in ("--expose-gc", "--perf-prof")]
    return shlex.join(["node", "--print-wasm-code", *flags, "compile.js"]) if spec.name == "node" else ""


def _with_dump(word: str) -> str:
    return f"{word},--perf-prof" if word.startswith("--v8-flags=") else word


def _run_python(script: str, folder: Path, *arguments: str) -> None:
    run_fenced([sys.executable, "-I", "-S", "-c", script, *arguments], folder)


def _library(spec: Spec) -> str:
    """The folder in which an engine's package lies."""
    return str(engine_of(spec).library)


def _filled(word: str, places: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda place: places.get(place[1], place[0]), word)
