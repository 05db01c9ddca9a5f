"""Runs a file once by one of the workers beside this script, as wreduce drives the engine:

    python3 -I run_once.py wasmtime_worker.py FILE [mode=NAME] [ends=ENDING] [given=JSON] [OPTION=VALUE...]
    python3 -I run_once.py javascript_worker.py FILE -- node --expose-gc guest.js fresh

Prints the CPU time of `_start` in ns, where it ends with that exit code (0 if none is named), or in that trap
(`ends='integer divide by zero'`; of several kinds, ` or ` stands between them).
`given` says what the program is given: argv, env, stdin, dirs.
An embedded engine comes from this Python's own packages.  It goes out with a report and the worker that it
starts, so it knows the standard library and these files only.
"""

import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE]

if TYPE_CHECKING:
    from reducer.runtimes.workers import protocol, traps
else:
    import protocol
    import traps

NEEDED = (
    "run_once.py", "protocol.py", "fences.py", "outline.py", "wasi.py", "call.py", "traps.py", "archive.py",
)  # fmt: skip
"""What goes along with a worker that is sent away."""
OUTPUT_BYTES = 1 << 20
FILE_BYTES = 1 << 30
# The worker takes the fuel of a run where the engine counts it; as much as wasmtime can hold.
FUEL = (1 << 63) - 1


def settings_of(words: Sequence[str], command: Sequence[str]) -> protocol.Header:
    """What the worker is told; `words` are KEY=VALUE, `command` starts a JavaScript engine."""
    options = dict(word.split("=", 1) for word in words)
    return {
        "mode": options.pop("mode", ""), "options": options, "library": sysconfig.get_path("purelib"),
        "core": None, "has_children": False, "parent": os.getpid(), "follow": False,
        "output_bytes": OUTPUT_BYTES, "file_bytes": FILE_BYTES, "run": list(command),
        "environment": dict(os.environ), "version": "",
    }  # fmt: skip


def cpu_ns(worker: str, binary: bytes, settings: protocol.Header, ends: str, given: protocol.Header) -> int:
    """The CPU time of one run.  Ends the program with a line where the module is refused or ends in
    another way."""
    command = [sys.executable, "-I", os.path.join(HERE, worker), json.dumps(settings)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin is not None and child.stdout is not None
        _answer(child.stdout)
        compile_ = {"do": "compile", "key": "file", "forget": [], "afresh": False, "invocation": given}
        refused = _ask(child.stdin, child.stdout, compile_, binary).get("refused")
        if refused:
            sys.exit(f"run_once.py: the module is refused: {refused}")
        run = {"do": "run", "key": "file", "exports": [], "fuel": FUEL, "invocation": given}
        report = _ask(child.stdin, child.stdout, run)
        child.stdin.close()
    if not ended_so(report, ends) or not report["execute"]:
        sys.exit(f"run_once.py: {report['kind']} {report['exit_code'] or ''} {report['message']}".rstrip())
    return int(report["execute"][1])


def ended_so(report: protocol.Header, ends: str) -> bool:
    """Whether a run came to that ending: an exit code, or kinds of traps of which its words mean one."""
    if report["kind"] == "exited":
        return str(report["exit_code"]) == ends
    meant = traps.meaning(report["message"]) if report["kind"] == "trapped" else ""
    return not isinstance(meant, str) and any(kind in ends.split(" or ") for kind in meant)


def _ask(
    requests: IO[bytes], answers: IO[bytes], header: protocol.Header, payload: bytes = b""
) -> protocol.Header:
    requests.write(protocol.encode(header, payload))
    requests.flush()
    return _answer(answers)


def _answer(answers: IO[bytes]) -> protocol.Header:
    lengths = answers.read(protocol.LENGTHS.size)
    if len(lengths) < protocol.LENGTHS.size:
        sys.exit("run_once.py: the worker ended before it answered")
    header, payload = protocol.LENGTHS.unpack(lengths)
    answer: protocol.Header = json.loads(answers.read(header))
    answers.read(payload)
    return answer


def main(arguments: Sequence[str]) -> None:
    """Run the file that the arguments name."""
    split = arguments.index("--") if "--" in arguments else len(arguments)
    own, command = arguments[:split], arguments[split + 1 :]
    if len(own) < 2 or not all("=" in word for word in own[2:]):
        sys.exit(
            "usage: run_once.py WORKER FILE [mode=NAME] [ends=ENDING] [given=JSON] [OPTION=VALUE...] "
            "[-- COMMAND...]"
        )
    with open(own[1], "rb") as file:
        binary = file.read()
    words = [word for word in own[2:] if word.partition("=")[0] not in ("ends", "given")]
    said = dict(word.split("=", 1) for word in own[2:])
    given = json.loads(said.get("given", "{}"))
    print(cpu_ns(own[0], binary, settings_of(words, command), said.get("ends", "0"), given))


if __name__ == "__main__":
    main(sys.argv[1:])
