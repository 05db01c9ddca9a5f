"""Runs a program without imports in the Python package pywasm3: python3 -I run_wasm3.py FILE

Prints the CPU time of `_start` in ns.
"""

import sys
import time

import wasm3

environment = wasm3.Environment()
runtime = environment.new_runtime(1 << 20)
with open(sys.argv[1], "rb") as file:
    runtime.load(environment.parse_module(file.read()))
start = runtime.find_function("_start")
started = time.process_time_ns()
start()
print(time.process_time_ns() - started)
