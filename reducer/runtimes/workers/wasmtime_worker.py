"""Runs wasm binaries in the wasmtime Python package, whichever release lies on the path it is given.

Started as `python -I -S wasmtime_worker.py SETTINGS`; imports the engine and protocol.py, and nothing else.
"""

import ctypes
import json
import os
import sys
import threading
from array import array
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

SETTINGS = json.loads(sys.argv[1])
sys.path[:0] = [os.path.dirname(os.path.abspath(__file__))]
# Last, so that the standard library cannot be shadowed by what lies beside the engine.
sys.path.append(SETTINGS["library"])

if TYPE_CHECKING:
    from reducer.runtimes.workers import protocol
    from reducer.runtimes.workers.call import Call, Unusable
else:
    import protocol
    from call import Call, Unusable

CONNECTION = protocol.settle(SETTINGS)

import wasmtime  # noqa: E402

OPT_LEVELS = {"0": "none", "2": "speed", "s": "speed_and_size"}
# Of the C API's wasmtime_strategy_t. The package's own setter does not know it, and releases before 45 take
# it for Cranelift.
STRATEGY_WINCH = 2
# Options that a call of the C API sets, wasmtime_config_..._set, and what it is given for the option's value.
# Not every release that has the call has an attribute for it in the package.
SET_BY_CALL: dict[str, Callable[[str], int]] = {
    "memory-reservation": int,
    "memory-guard-size": int,
    "signals-based-traps": lambda value: value == "y",
}
# Cranelift compiles to the bytecode of an interpreter, which comes with the package.
PULLEY = b"pulley64"
# What fuzzers' programs ask for and not every release has switched on; one that lacks a feature lacks the
# switch. Winch compiles no module where one of the first two is on.
FEATURES = (
    "wasm_function_references",
    "wasm_gc",
    "wasm_exceptions",
    "wasm_wide_arithmetic",
    "wasm_custom_page_sizes",
    "shared_memory",
)


# A module that imports none of these has its names nowhere. Without a pipe a run takes 0.1 ms less.
PRINTS = (b"fd_write", b"fd_pwrite")


class Output:
    """Takes a guest's output through a pipe, keeps the first bytes and throws the rest away.

    A thread empties the pipe; it sleeps as long as the guest prints nothing. Newer releases can call back
    into Python instead, which takes seven times as long for much output, and would be timed.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept = bytearray()
        self._outlet, self._inlet = os.pipe()
        self._reader = threading.Thread(target=self._drain, daemon=True)
        self._reader.start()

    @property
    def path(self) -> str:
        """What to open to write to it."""
        return f"/dev/fd/{self._inlet}"

    def take(self) -> bytes:
        """What was kept. Waits for the guest's end of the pipe, so close its store before."""
        os.close(self._inlet)
        self._reader.join()
        os.close(self._outlet)
        return bytes(self._kept)

    def _drain(self) -> None:
        while data := os.read(self._outlet, 1 << 16):
            self._kept += data[: max(0, self._limit - len(self._kept))]


class WasmtimeEngine:
    """One wasmtime Engine and the modules it has compiled."""

    def __init__(self) -> None:
        # Metered code is other code: good for counting, and never to be timed.
        self._metered = "fuel" in SETTINGS["options"]
        self.version = protocol.version_of(wasmtime.__file__, "wasmtime")
        self._engine = self._fresh_engine()
        self._linker = wasmtime.Linker(self._engine)
        self._linker.define_wasi()
        self._modules: dict[str, wasmtime.Module] = {}
        # Of modules that can print.
        self._printing: set[str] = set()

    def compile(self, key: str, binary: bytes, call: Call) -> None:
        """Compile and keep the module under the key. Raises Refused."""
        try:
            self._keep(key, wasmtime.Module(self._engine, binary), binary)
        except wasmtime.WasmtimeError as error:
            raise protocol.Refused(protocol.brief(error)) from error

    def compile_to(self, path: str, key: str, binary: bytes, call: Call) -> None:
        """Compile on all cores, which takes an engine of its own, and go on as those do that load it. Raises
        Refused."""
        try:
            compiled = wasmtime.Module(self._fresh_engine(parallel=True), binary).serialize()
            self._keep(key, wasmtime.Module.deserialize(self._engine, compiled), binary)
        except wasmtime.WasmtimeError as error:
            raise protocol.Refused(protocol.brief(error)) from error
        with protocol.written(path) as partial, open(partial, "wb") as file:
            file.write(compiled)

    def load(self, path: str, key: str, binary: bytes, call: Call) -> bool:
        """Load the compiled code. False where it is that of another engine.

        It is copied: mapped from the file, it would be the same pages of memory in all workers, and what a
        process draws of them is to be its own. Raises OSError."""
        with open(path, "rb") as file:
            compiled = file.read()
        try:
            self._keep(key, wasmtime.Module.deserialize(self._engine, compiled), binary)
        except wasmtime.WasmtimeError:
            return False
        return True

    def _keep(self, key: str, module: Any, binary: bytes) -> None:
        self._modules[key] = module
        if any(name in binary for name in PRINTS):
            self._printing.add(key)

    def _fresh_engine(self, *, parallel: bool = False) -> Any:
        config = wasmtime.Config()
        # On its one core, threads would only make compile times jump.
        config.parallel_compilation = parallel
        _set_mode(config, SETTINGS["mode"])
        if SETTINGS["mode"] != "winch":
            for feature in FEATURES:
                if hasattr(wasmtime.Config, feature):
                    setattr(config, feature, True)
        options = SETTINGS["options"]
        if "opt-level" in options:
            config.cranelift_opt_level = OPT_LEVELS[options["opt-level"]]
        _set_by_call(config, options)
        if self._metered:
            config.consume_fuel = True
        return wasmtime.Engine(config)

    def compile_afresh(self, binary: bytes) -> protocol.Phase:
        """Compile in a fresh engine, keep nothing, and return what the compiling took: no engine knows what
        another one has compiled."""
        engine = self._fresh_engine()
        start = protocol.now()
        module = wasmtime.Module(engine, binary)
        taken = protocol.since(start)
        del module
        return taken

    def forget(self, key: str) -> None:
        """Drop the module."""
        self._modules.pop(key, None)
        self._printing.discard(key)

    def run(self, key: str, exports: list[str], fuel: int, call: Call) -> protocol.Report:
        """Run `_start` in a store of its own, then read the globals that were asked for."""
        output = Output(SETTINGS["output_bytes"]) if key in self._printing else None
        config = wasmtime.WasiConfig()
        if output is not None:
            config.stdout_file = output.path
        _give(config, call)
        store = wasmtime.Store(self._engine)
        store.set_wasi(config)
        if self._metered:
            store.set_fuel(fuel)
        try:
            report = self._run_in(store, self._modules[key], exports)
            if self._metered:
                report.globals[protocol.FUEL_USED] = fuel - store.get_fuel()
        finally:
            store.close()
        if output is not None:
            report.output = output.take()
        return report

    def _run_in(self, store: Any, module: Any, exports: list[str]) -> protocol.Report:
        start = protocol.now()
        try:
            instance = self._linker.instantiate(store, module)
            main: Any = instance.exports(store)["_start"]
        except wasmtime.Trap as trap:
            return protocol.Report("trapped", message=protocol.brief(trap.message))
        except wasmtime.ExitTrap as leave:
            return protocol.Report("exited", leave.code, "left from its start function")
        except wasmtime.WasmtimeError as error:
            return protocol.Report("invalid", message=protocol.brief(error))
        except KeyError:
            return protocol.Report("invalid", message="the module exports no _start function")
        instantiate = protocol.since(start)
        start = protocol.now()
        try:
            main(store)
            execute = protocol.since(start)
            report = protocol.Report("exited", 0)
        except wasmtime.ExitTrap as leave:
            execute = protocol.since(start)
            report = protocol.Report("exited", leave.code)
        except wasmtime.Trap as trap:
            execute = protocol.since(start)
            report = protocol.Report("trapped", message=protocol.brief(trap.message))
        except wasmtime.WasmtimeError as error:
            # For instance an exit code that wasmtime does not allow.
            execute = protocol.since(start)
            report = protocol.Report("trapped", message=protocol.brief(error))
        report.instantiate, report.execute = instantiate, execute
        report.globals = self._read(store, instance, exports)
        return report

    def _read(self, store: Any, instance: Any, exports: list[str]) -> dict[str, int]:
        values: dict[str, int] = {}
        for name in exports:
            item = instance.exports(store).get(name)
            if isinstance(item, wasmtime.Memory):
                content = ctypes.string_at(item.data_ptr(store), item.data_len(store))
                values[name] = len(content)
                values |= {f"{name}{index}": word for index, word in enumerate(array("Q", content)) if word}
            elif isinstance(item, wasmtime.Global) and isinstance(value := item.value(store), int):
                values[name] = value
        return values


def _give(config: Any, call: Call) -> None:
    """Set what the guest is given; folders to be read, and nothing in them to be changed. Raises Unusable."""
    config.argv = call.arguments
    config.env = call.env
    if call.stdin:
        call.input()
        config.stdin_file = call.stdin
    for host, guest in call.dirs:
        try:
            if hasattr(wasmtime, "DirPerms"):
                # Releases before 50.
                older: Any = wasmtime
                config.preopen_dir(host, guest, older.DirPerms.READ_ONLY, older.FilePerms.READ_ONLY)
            else:
                config.preopen_dir(host, guest, fs_mutable=False)
        except TypeError:
            raise Unusable("this release of wasmtime cannot keep a guest from writing to a folder") from None
        except wasmtime.WasmtimeError:
            raise Unusable(f"{host} cannot be opened as a folder") from None


def _set_by_call(config: Any, options: dict[str, str]) -> None:
    """Set what only the C API sets in every release. The table knows which releases have the calls."""
    from wasmtime import _ffi

    for name in SET_BY_CALL.keys() & options.keys():
        call = getattr(_ffi, f"wasmtime_config_{name.replace('-', '_')}_set")
        call(config.ptr(), SET_BY_CALL[name](options[name]))


def _set_mode(config: Any, mode: str) -> None:
    """Make it the engine of that mode, by the C API where the package has no call. Raises RuntimeError."""
    from wasmtime import _ffi

    if mode == "winch":
        _ffi.wasmtime_config_strategy_set(config.ptr(), STRATEGY_WINCH)
    elif mode == "pulley":
        # The binding wants a pointer to char, and this is one for as long as the call takes.
        target = ctypes.create_string_buffer(PULLEY)
        error = _ffi.wasmtime_config_target_set(
            config.ptr(), ctypes.cast(target, ctypes.POINTER(ctypes.c_char))
        )
        if error:
            raise RuntimeError(f"this release of wasmtime has no {PULLEY.decode()}")


if __name__ == "__main__":
    protocol.serve(CONNECTION, WasmtimeEngine())
