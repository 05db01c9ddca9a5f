"""Runs a WASI command in the Python package wasmtime: python3 -I run_wasmtime.py FILE [MODE] [KEY=VALUE...]

Prints the CPU time of `_start` in ns: loading and compiling are done before the clock starts.
"""

import sys
import time

import wasmtime

LEVELS = {"0": "none", "2": "speed", "s": "speed_and_size"}

config = wasmtime.Config()
config.parallel_compilation = False
for word in sys.argv[2:]:
    if word == "winch":
        # The package has no call for it; 2 is Winch in the C API.
        wasmtime._ffi.wasmtime_config_strategy_set(config.ptr(), 2)
    elif word.startswith("opt-level="):
        config.cranelift_opt_level = LEVELS[word.partition("=")[2]]
    elif word != "cranelift":
        sys.exit(f"run_wasmtime.py: {word} is not known here")
engine = wasmtime.Engine(config)
store = wasmtime.Store(engine)
store.set_wasi(wasmtime.WasiConfig())
linker = wasmtime.Linker(engine)
linker.define_wasi()
instance = linker.instantiate(store, wasmtime.Module.from_file(engine, sys.argv[1]))
started = time.process_time_ns()
try:
    instance.exports(store)["_start"](store)
except wasmtime.ExitTrap as leave:
    if leave.code != 0:
        raise
print(time.process_time_ns() - started)
