"""Which of the fences around guests this machine cannot put up, in words."""

import json
import subprocess
import sys

from reducer.children import run
from reducer.runtimes.opening import WORKERS

LOOK_S = 20.0
WITHOUT = {
    "network": "guests are not cut off from the network here, since the system refuses (unshare): "
    "what an engine gives to its guests is all that stands between",
    "seccomp": "native guests (wasm2c) are not fenced in here, since the system has no seccomp: "
    "run only modules there that you trust",
}


def missing_fences() -> list[str]:
    """One sentence for each fence that this machine lacks. It takes a process of its own, some 30 ms."""
    command = [sys.executable, "-I", "-S", str(WORKERS / "fences.py")]
    try:
        answer = run(command, timeout_s=LOOK_S)
        there = json.loads(answer.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        there = {}
    return [words for name, words in WITHOUT.items() if not there.get(name)]
