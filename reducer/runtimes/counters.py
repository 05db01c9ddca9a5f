"""Counts the instructions or cycles of a command line with perf, instead of its CPU time.

Knows what to ask perf, and whether this machine can count; the worker puts the resulting command before its
runs.
"""

import subprocess
from pathlib import Path

from reducer.children import find_program, program, run
from reducer.guardian import scratch_folder
from reducer.runtimes.errors import RuntimesError

# In user mode only: what the kernel does for a program is not the runtime's code.
EVENTS = {"instructions": "instructions:u", "cycles": "cycles:u"}
TRIAL_S = 30.0


def perf_command(counter: str) -> list[str]:
    """The words before `-o FILE -- COMMAND`.  Raises RuntimesError where that cannot be counted here."""
    if counter not in EVENTS:
        raise RuntimesError(f"{counter!r} cannot be counted: use {' or '.join(EVENTS)}")
    perf = find_program("perf")
    if perf is None:
        raise RuntimesError(
            f"counting {counter} needs perf, which is not installed: apt-get install linux-perf"
        )
    command = [perf, "stat", "-x,", "-e", EVENTS[counter]]
    with scratch_folder() as folder:
        record = Path(folder, "counted")
        try:
            answer = run([*command, "-o", str(record), "--", program("true")], cwd=folder, timeout_s=TRIAL_S)
            words = record.read_text() if record.exists() else answer.stderr.decode(errors="replace")
        except (OSError, subprocess.TimeoutExpired) as error:
            raise RuntimesError(f"perf does not run: {error}") from error
    lines = [line for line in words.splitlines() if line and not line.startswith("#")]
    if not lines or not lines[0].partition(",")[0].isdigit():
        said = lines[0].partition(",")[0] if lines else "nothing"
        raise RuntimesError(f"perf counts no {counter} on this machine (it says: {said}): use the CPU time")
    return command
