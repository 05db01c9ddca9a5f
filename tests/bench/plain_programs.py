"""Ten plain programs, and what is slow beyond its tier, to see what `ratio>2*ordinary` keeps.

    python tests/bench/plain_programs.py FOLDER

asks `wreduce test` of each for six pairs of runtimes with a wide range of ordinary loops (a baseline compiler
or an interpreter against an optimising one), and writes a line of JSON for each to FOLDER/plain.jsonl.  What
stands there is not asked again.  Every plain program is to be refused, every true one to be kept.  Five
minutes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ORACLE = "ratio>2*ordinary"
RESULTS = "plain.jsonl"
TIMEOUT_S = 300
TRIPS, TRUE_TRIPS = 8_000_000, 3_000_000

PLAIN: Mapping[str, str] = {
    "sum": "(local.set $a (i32.add (local.get $a) (i32.mul (local.get $n) (i32.const 3))))",
    "mixing": """
      (local.set $b (i64.mul (i64.xor (local.get $b) (i64.shr_u (local.get $b) (i64.const 29)))
        (i64.const 0x5bd1e995)))
      (local.set $b (i64.add (local.get $b) (i64.extend_i32_u (local.get $n))))""",
    "bytes": """
      (i32.store8 (i32.and (local.get $n) (i32.const 4095)) (local.get $a))
      (local.set $a (i32.add (local.get $a)
        (i32.load8_u offset=7 (i32.and (local.get $a) (i32.const 4095)))))""",
    "polynomial": """
      (local.set $x (f64.add (f64.mul (local.get $x) (f64.const 0.5)) (f64.const 1.25)))
      (local.set $y (f64.sub (f64.mul (local.get $x) (local.get $y)) (f64.const 0.125)))
      (local.set $y (f64.mul (local.get $y) (f64.const 0.25)))""",
    "division": """
      (local.set $a (i32.add (i32.rem_u (local.get $n) (i32.const 77))
        (i32.shr_u (local.get $a) (i32.const 1))))""",
    "calls": "(local.set $a (call $mix (call $mix (local.get $a) (local.get $n)) (i32.const 5)))",
    "indirect calls": """
      (local.set $a (call_indirect (type $two) (local.get $a) (local.get $n)
        (i32.and (local.get $n) (i32.const 1))))""",
    "branches": """
      (block $out
        (br_if $out (i32.and (local.get $n) (i32.const 2)))
        (local.set $a (i32.add (local.get $a) (i32.const 7)))
        (br_if $out (i32.and (local.get $n) (i32.const 4)))
        (local.set $a (i32.xor (local.get $a) (i32.const 29))))""",
    "switch": """
      (block $two (block $one (block $zero
        (br_table $zero $one $two (i32.and (local.get $n) (i32.const 3))))
        (local.set $a (i32.add (local.get $a) (i32.const 3))))
        (local.set $a (i32.xor (local.get $a) (local.get $n))))""",
    "globals": """
      (global.set $state (i32.add (global.get $state) (local.get $n)))
      (local.set $a (i32.xor (local.get $a) (global.get $state)))""",
}
"""Loops as programs have them, with the counter $n."""

MOVES = "(table.copy $table $table (i32.const 2) (i32.const 5) (i32.const 2))"
COPIES = "(memory.copy (i32.and (local.get $n) (i32.const 1023)) (i32.const 4096) (i32.const 32))" * 8
TRUE: Mapping[str, str] = {
    "node+liftoff wasmtime": MOVES,
    "deno+liftoff wasmtime": MOVES,
    "wasmtime+winch wasmtime": COPIES,
    "bun+bbq wasmtime": COPIES,
    "wasmtime+pulley wasmer": "",
    "wazero+interpreter wasmtime": "",
}
"""Slow and fast side, and what takes the slow one longer than its tier explains ("": not known)."""

MODULE = """\
(module
  (type $two (func (param i32 i32) (result i32)))
  (memory (export "memory") 2)
  (table $table 8 funcref)
  (elem (i32.const 0) func $mix $other)
  (global $state (mut i32) (i32.const 1))
  (func $mix (type $two) (i32.xor (i32.mul (local.get 0) (i32.const 5)) (local.get 1)))
  (func $other (type $two) (i32.add (local.get 0) (local.get 1)))
  (func (export "_start")
    (local $n i32) (local $a i32) (local $b i64) (local $x f64) (local $y f64)
    (local.set $n (i32.const {trips}))
    (loop $again
      {body}
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (i32.store (i32.const 8192) (local.get $a))
    (i64.store (i32.const 8200) (local.get $b))
    (f64.store (i32.const 8208) (f64.add (local.get $x) (local.get $y)))))
"""


def programs(pair: str) -> dict[str, tuple[str, str]]:
    """By the name of its file: what is expected of a program, and its text."""
    found = {
        f"plain_{name.replace(' ', '_')}.wat": ("refused", MODULE.format(trips=TRIPS, body=body))
        for name, body in PLAIN.items()
    }
    if TRUE[pair]:
        found["true.wat"] = ("kept", MODULE.format(trips=TRUE_TRIPS, body=TRUE[pair]))
    return found


def ask(path: Path, pair: str) -> dict[str, Any]:
    """What `wreduce test` says of a file."""
    slow, fast = pair.split()
    answer = path.with_suffix(".json")
    words = ["test", str(path), "--oracle", ORACLE, "--slow", slow, "--fast", fast, "--json", str(answer)]
    command = [sys.executable, "-m", "reducer.cli", *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
    found = json.loads(answer.read_text()) if answer.exists() else {"reason": done.stderr.strip()}
    words_of = ("verdict", "ratio", "bar", "reason")
    return {"exit_code": done.returncode, **{word: found.get(word) for word in words_of}}


def main() -> None:
    """The command."""
    folder = Path(sys.argv[1])
    log = folder / RESULTS
    folder.mkdir(parents=True, exist_ok=True)
    rows = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    done = {(row["pair"], row["file"]) for row in rows}
    for pair in TRUE:
        place = folder / pair.replace(" ", "_")
        place.mkdir(exist_ok=True)
        for name, (expected, text) in programs(pair).items():
            if (pair, name) in done:
                continue
            (place / name).write_text(text, encoding="utf-8")
            found = ask(place / name, pair)
            as_expected = (found["exit_code"] == 0) == (expected == "kept") and found["exit_code"] in (0, 1)
            rows.append(
                {"pair": pair, "file": name, "expected": expected, "as_expected": as_expected, **found}
            )
            with log.open("a", encoding="utf-8") as file:
                file.write(json.dumps(rows[-1]) + "\n")
            print(f"{pair}  {name}: {found}{'' if as_expected else '  NOT AS EXPECTED'}", flush=True)
    for expected in ("refused", "kept"):
        mine = [row for row in rows if row["expected"] == expected]
        print(f"{sum(row['as_expected'] for row in mine)} of {len(mine)} {expected}, as they are to be")


if __name__ == "__main__":
    main()
