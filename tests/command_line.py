"""`wreduce` called in this process: to be tried a hundred times, it is loaded once."""

from __future__ import annotations

import io
import os
import signal
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from reducer.cli import main


@dataclass(frozen=True)
class Ended:
    """How a call ended, and what it wrote; named as in subprocess.CompletedProcess."""

    returncode: int
    stdout: str
    stderr: str


def wreduce_here(*arguments: object, cwd: Path) -> Ended:
    """As the command `wreduce` in that folder.  What it changes in this process is as before afterwards."""
    out, errors = io.StringIO(), io.StringIO()
    ends_by = signal.getsignal(signal.SIGTERM)
    try:
        with (
            chdir(cwd),
            patch.dict(os.environ),
            patch.object(sys, "path", [*sys.path]),
            redirect_stdout(out),
            redirect_stderr(errors),
        ):
            main([*map(str, arguments)])
    except SystemExit as left:
        assert left.code is None or isinstance(left.code, int), left.code
        return Ended(left.code or 0, out.getvalue(), errors.getvalue())
    finally:
        signal.signal(signal.SIGTERM, ends_by)
    raise AssertionError("a command ends by SystemExit")
