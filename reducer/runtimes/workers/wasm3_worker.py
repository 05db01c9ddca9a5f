"""Runs wasm binaries in the Python package pywasm3 (wasm3, an interpreter).

Started as `python -I -S wasm3_worker.py SETTINGS`; imports the engine and protocol.py, and nothing else. The
package brings no WASI: what a guest needs that opens no files is linked here,
and a guest that imports more of it is refused. It runs no start functions either: a guest that has one is
refused, too. wasm3 does not validate: an invalid module may run, and do anything that this process can.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

SETTINGS = json.loads(sys.argv[1])
sys.path[:0] = [os.path.dirname(os.path.abspath(__file__))]
# Last, so that the standard library cannot be shadowed by what lies beside the engine.
sys.path.append(SETTINGS["library"])

if TYPE_CHECKING:
    from reducer.runtimes.workers import outline, protocol
    from reducer.runtimes.workers.call import Call
else:
    import outline
    import protocol
    from call import Call

CONNECTION = protocol.settle(SETTINGS)
# The package keeps the interpreter's lock while a guest runs.
CONNECTION.die_with_parent_by_another()

import wasm3  # noqa: E402

WASI = "wasi_snapshot_preview1"
SUCCESS, EBADF, ENOSYS, ESPIPE = 0, 8, 52, 70
CHARACTER_DEVICE = 2
# As much as wasmtime gives a guest, near enough.
STACK_BYTES = 1 << 20


class Exit(Exception):
    """What proc_exit raises; the package hands it through to who called the guest."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Guest:
    """A module that is loaded and linked, and the functions of WASI that it calls."""

    def __init__(self, binary: bytes, call: Call) -> None:
        self.output = bytearray()
        self._input = call.input()
        self._words = {
            "args": [word.encode() for word in call.arguments],
            "environ": [f"{name}={value}".encode() for name, value in call.env],
        }
        self._environment = wasm3.Environment()
        self._runtime = self._environment.new_runtime(STACK_BYTES)
        self.module = self._environment.parse_module(binary)
        self._runtime.load(self.module)
        for name, (signature, function) in self._wasi().items():
            try:
                self.module.link_function(WASI, name, signature, function)
            except RuntimeError as error:
                # The module does not import it.
                if "lookup failed" not in str(error):
                    raise
        self.start: Callable[[], None] = self._runtime.find_function("_start")

    def close(self) -> None:
        """Let go of the runtime: the collector does not see that it holds functions which hold it."""
        del self.start, self.module, self._runtime

    def _wasi(self) -> dict[str, tuple[str, Callable[..., int | None]]]:
        """By name: types of results and parameters (i is i32, I is i64, v is none), and what is called."""
        return {
            "args_get": ("i(ii)", lambda *places: self._set_words("args", *places)),
            "args_sizes_get": ("i(ii)", lambda *places: self._set_sizes("args", *places)),
            "environ_get": ("i(ii)", lambda *places: self._set_words("environ", *places)),
            "environ_sizes_get": ("i(ii)", lambda *places: self._set_sizes("environ", *places)),
            "clock_res_get": ("i(ii)", lambda clock, pointer: self._set(pointer, 1, 8)),
            "clock_time_get": ("i(iIi)", self._set_time),
            "fd_close": ("i(i)", lambda descriptor: SUCCESS if descriptor in (0, 1, 2) else EBADF),
            "fd_fdstat_get": ("i(ii)", self._set_status),
            "fd_prestat_get": ("i(ii)", lambda *_: EBADF),
            "fd_prestat_dir_name": ("i(iii)", lambda *_: EBADF),
            "fd_read": ("i(iiii)", self._read),
            "fd_seek": ("i(iIii)", lambda *_: ESPIPE),
            "fd_write": ("i(iiii)", self._write),
            "poll_oneoff": ("i(iiii)", lambda *_: ENOSYS),
            "proc_exit": ("v(i)", self._exit),
            "random_get": ("i(ii)", self._set_random),
            "sched_yield": ("i()", lambda: SUCCESS),
        }

    def _memory(self) -> memoryview:
        memory: memoryview = self._runtime.get_memory(0)
        return memory

    def _get(self, pointer: int) -> int:
        return int.from_bytes(self._memory()[pointer : pointer + 4], "little")

    def _set(self, pointer: int, value: int, size: int) -> int:
        pointer &= 0xFFFFFFFF
        self._memory()[pointer : pointer + size] = value.to_bytes(size, "little")
        return SUCCESS

    def _set_sizes(self, kind: str, count: int, size: int) -> int:
        words = self._words[kind]
        return self._set(count, len(words), 4) or self._set(size, sum(len(word) + 1 for word in words), 4)

    def _set_words(self, kind: str, pointers: int, place: int) -> int:
        for index, word in enumerate(self._words[kind]):
            self._set(pointers + 4 * index, place, 4)
            place += self._put(place, word + b"\0")
        return SUCCESS

    def _put(self, pointer: int, content: bytes) -> int:
        pointer &= 0xFFFFFFFF
        self._memory()[pointer : pointer + len(content)] = content
        return len(content)

    def _read(self, descriptor: int, vectors: int, count: int, pointer: int) -> int:
        if descriptor != 0:
            return EBADF
        total = 0
        for vector in range(vectors, vectors + 8 * count, 8):
            part = self._input[: self._get(vector + 4)]
            self._input = self._input[len(part) :]
            total += self._put(self._get(vector), part)
        return self._set(pointer, total, 4)

    def _set_time(self, clock: int, precision: int, pointer: int) -> int:
        return self._set(pointer, time.time_ns() if clock == 0 else time.monotonic_ns(), 8)

    def _set_status(self, descriptor: int, pointer: int) -> int:
        if descriptor not in (0, 1, 2):
            return EBADF
        # 24 bytes: the kind of file first, and rights to read, to write and to poll.
        return self._set(pointer, CHARACTER_DEVICE | 0x8000042 << 64, 24)

    def _set_random(self, pointer: int, length: int) -> int:
        return self._set(pointer, int.from_bytes(os.urandom(length), "little"), length)

    def _write(self, descriptor: int, vectors: int, count: int, pointer: int) -> int:
        if descriptor not in (1, 2):
            return EBADF
        written = 0
        for vector in range(vectors, vectors + 8 * count, 8):
            start, length = self._get(vector), self._get(vector + 4)
            if descriptor == 1:
                left = SETTINGS["output_bytes"] - len(self.output)
                self.output += self._memory()[start : start + min(length, left)]
            written += length
        return self._set(pointer, written & 0xFFFFFFFF, 4)

    def _exit(self, code: int) -> None:
        raise Exit(code & 0xFFFFFFFF)


class Wasm3Engine:
    """The binaries that have been found to load."""

    version: str = wasm3.M3_VERSION

    def __init__(self) -> None:
        self._binaries: dict[str, bytes] = {}

    def compile(self, key: str, binary: bytes, call: Call) -> None:
        """Do all that comes before the guest's first instruction, and keep the binary. Raises Refused.

        That is reading, loading and linking; functions are translated when they are first called.
        """
        try:
            Guest(binary, call).close()
        except RuntimeError as error:
            raise protocol.Refused(protocol.brief(error)) from error
        if any(identity == outline.START for identity, _ in outline.sections(binary)):
            raise protocol.Refused("pywasm3 does not run start functions")
        self._binaries[key] = binary

    def forget(self, key: str) -> None:
        """Drop the module."""
        self._binaries.pop(key, None)

    def run(self, key: str, exports: list[str], fuel: int, call: Call) -> protocol.Report:
        """Run `_start` in a runtime of its own, then read the globals that were asked for.

        A module belongs to its runtime, so instantiating is part of the compile phase, and not timed again.
        """
        guest = Guest(self._binaries[key], call)
        start = protocol.now()
        try:
            guest.start()
            execute = protocol.since(start)
            report = protocol.Report("exited", 0)
        except Exit as leave:
            execute = protocol.since(start)
            report = protocol.Report("exited", leave.code)
        except (RuntimeError, ValueError, OverflowError) as error:
            # The latter two come of addresses outside of memory that were given to WASI.
            execute = protocol.since(start)
            report = protocol.Report("trapped", message=protocol.brief(error).removeprefix("[trap] "))
        report.execute = execute
        report.output = bytes(guest.output)
        report.globals = _read(guest.module, exports)
        guest.close()
        return report


def _read(module: Any, exports: list[str]) -> dict[str, int]:
    found = {}
    for name in exports:
        try:
            value = module.get_global(name)
        except RuntimeError:
            # There is no such global.
            continue
        if isinstance(value, int):
            found[name] = value
    return found


if __name__ == "__main__":
    protocol.serve(CONNECTION, Wasm3Engine())
