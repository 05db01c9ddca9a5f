"""A process that ends what this one has started, and removes its scratch folders, when this one is killed.

Nothing of ours runs after kill -9.  So we tell a guardian, a process of its own, over a pipe which process
groups and folders must not stay.  When the pipe closes, for whatever reason, it ends the groups and removes
the folders that were not taken back.  It exists only as long as there is something to guard.  Run as a
script, this file is the guardian: standard library only.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator

REMOVE_SECONDS = 10.0
"""A killed process may write for a moment more: for this long the guardian tries to remove a folder."""

_lock = threading.RLock()
# What is guarded, one line for each entry, as the guardian reads it.
_guarded: set[str] = set()
_guardian: subprocess.Popen[bytes] | None = None


# How many blocks of the main thread must not be interrupted now, and what a signal that arrived meanwhile
# raises at their end.
_held = 0
_pending: type[KeyboardInterrupt] | None = None


class Terminated(KeyboardInterrupt):
    """The sender of the signal does not wait: SIGTERM, or the terminal is gone."""


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Delays the effect of a signal to the end of the block: then it is known what the block has started."""
    global _held, _pending
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _held += 1
    try:
        yield
    finally:
        _held -= 1
        if _pending and not _held:
            raised, _pending = _pending, None
            raise raised


def interrupt(number: int = signal.SIGINT) -> None:
    """The work of a signal handler: raises KeyboardInterrupt for ^C and Terminated for any other signal, at
    once or at the end of an uninterrupted block."""
    global _pending
    raised = KeyboardInterrupt if number == signal.SIGINT else Terminated
    if not _held:
        raise raised
    _pending = raised


def guarded() -> frozenset[str]:
    """All that is guarded now, for `end_others`."""
    return frozenset(_guarded)


def end_others(but: frozenset[str]) -> None:
    """Ends and removes everything that is guarded now and was not in `but`: what an interrupted command has
    left."""
    for line in _guarded - but:
        kind, name = line.split(" ")
        if kind == "folder":
            remove_folder(os.fsdecode(bytes.fromhex(name)))
            continue
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(int(name), signal.SIGKILL)
        release_group(int(name))
        with contextlib.suppress(ChildProcessError):
            os.waitpid(int(name), 0)


def guard_group(group: int) -> None:
    """Has this process group ended when this process is gone."""
    _guard(f"group {group}")


def guards_group(group: int) -> bool:
    """Whether this process group is guarded; it is, until it is ended."""
    return f"group {group}" in _guarded


def release_group(group: int) -> None:
    """Takes the group back.  To be called before its leader is waited for, while no other process can have
    its number."""
    _release(f"group {group}")


def make_folder() -> str:
    """A new scratch folder, which is gone when this process is; `remove_folder` removes it before."""
    folder = tempfile.mkdtemp(prefix="wreduce-")
    _guard(_line_of(folder))
    return folder


def remove_folder(folder: str) -> None:
    """Removes the folder with everything in it.  May be called twice."""
    shutil.rmtree(folder, ignore_errors=True)
    _release(_line_of(folder))


@contextlib.contextmanager
def scratch_folder() -> Iterator[str]:
    """A folder that exists during the block."""
    folder = make_folder()
    try:
        yield folder
    finally:
        remove_folder(folder)


def _line_of(folder: str) -> str:
    # As hexadecimal digits, because a name may contain a line end.
    return f"folder {os.fsencode(folder).hex()}"


def _guard(line: str) -> None:
    with _lock:
        _guarded.add(line)
        if _guardian is None:
            _start()
        else:
            _tell(f"+{line}")


def _release(line: str) -> None:
    global _guardian
    with _lock:
        if line not in _guarded:
            return
        _guarded.remove(line)
        _tell(f"-{line}")
        if not _guarded and _guardian is not None:
            ending, _guardian = _guardian, None
            assert ending.stdin is not None
            with contextlib.suppress(BrokenPipeError):
                ending.stdin.close()
            ending.wait()


def _start() -> None:
    """Starts a guardian, and tells it all that is guarded now."""
    global _guardian
    # It has a session of its own, so that a signal to our group, as by ^C, does not reach it.
    _guardian = subprocess.Popen(
        [sys.executable, "-I", "-S", os.path.abspath(__file__)],
        cwd="/",
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        start_new_session=True,
    )
    for line in sorted(_guarded):
        _tell(f"+{line}")


def _tell(words: str) -> None:
    assert _guardian is not None and _guardian.stdin is not None
    try:
        _guardian.stdin.write(f"{words}\n".encode())
    except BrokenPipeError:
        # The guardian was killed.
        _guardian.wait()
        _start()


# ---- the guardian itself


def main() -> None:
    """Listen until the pipe closes, then end and remove what is left."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    left: set[str] = set()
    for line in sys.stdin:
        (left.add if line[0] == "+" else left.discard)(line[1:].rstrip("\n"))
    things = [line.split(" ") for line in left]
    for kind, name in things:
        if kind == "group":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(int(name), signal.SIGKILL)
    for kind, name in things:
        if kind == "folder":
            _remove(os.fsdecode(bytes.fromhex(name)))


def _remove(folder: str) -> None:
    deadline = time.monotonic() + REMOVE_SECONDS
    while os.path.lexists(folder) and time.monotonic() < deadline:
        shutil.rmtree(folder, ignore_errors=True)
        time.sleep(0.02)


if __name__ == "__main__":
    main()
