"""How programs are started so that the working folder, a downloaded corpus perhaps, has no say in it.

A program is found by its full path, never in that folder; a Python of ours takes its modules from where this
one does, never from that folder; and a child that needs no folder stands in one that only root can write to.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from pathlib import Path

NOWHERE = "/"
"""The working folder of children that need none: cargo, rustup and bun read settings that name programs to
run from theirs."""

# With -m, this would put the working folder before everything else, and PYTHONPATH may name it.
_START = (
    "import json, runpy, sys; sys.path[:] = json.loads(sys.argv.pop(1)); "
    "module = sys.argv.pop(1); runpy.run_module(module, run_name='__main__', alter_sys=True)"
)


def search_path() -> str:
    """PATH without folders that are relative, empty, or the working folder."""
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    # Python and the shell take an empty PATH for the working folder.
    return os.pathsep.join(folder for folder in folders if _is_elsewhere(folder)) or os.defpath


def find_program(name: str) -> str | None:
    """The full path of a program on PATH, or None.  A name with a slash in it is a path already."""
    return shutil.which(name, path=search_path())


def program(name: str) -> str:
    """The full path of a program on PATH.  Raises FileNotFoundError, as starting it would."""
    found = find_program(name)
    if found is None:
        raise FileNotFoundError(errno.ENOENT, "not on PATH", name)
    return found


def python(module: str, *words: str) -> list[str]:
    """What starts `python -m MODULE WORDS` in a Python that finds what this one does, and reads neither
    modules of the working folder nor variables such as PYTHONPATH."""
    return [sys.executable, "-I", "-c", _START, json.dumps(_module_folders()), module, *words]


def keep_out_working_folder() -> None:
    """From now on neither modules nor programs come from there, in this process and in all below it.

    For the start of a command: `python -m` puts the working folder first, and PATH or PYTHONPATH may name it.
    """
    sys.path[:] = _module_folders()
    os.environ["PATH"] = search_path()


def _module_folders() -> list[str]:
    # This package is where it is, also where it is run from its checkout without being installed.
    own = str(Path(__file__).resolve().parents[1])
    return [*(entry for entry in sys.path if entry != own and _is_elsewhere(entry)), own]


def _is_elsewhere(folder: str) -> bool:
    if not os.path.isabs(folder):
        return False
    try:
        return not os.path.samefile(folder, os.curdir)
    except OSError:
        # It is not there, or the working folder is gone.
        return True
