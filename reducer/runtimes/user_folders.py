"""Where a user's own files of wreduce lie, as the XDG base directory specification has it."""

import os
from pathlib import Path


def user_folder(variable: str, default: str) -> Path:
    """The folder `wreduce` below the one that the variable names, or below `default` in the home folder.

    A relative folder is ignored, as the specification says: it would mean the working folder.
    """
    named = os.environ.get(variable, "")
    return (Path(named) if os.path.isabs(named) else Path.home() / default) / "wreduce"
