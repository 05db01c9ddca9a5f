"""Which wreduce.toml is read: it names programs to run, so never one that merely lies in the working folder.

It is the user's own: named by an option, by $WREDUCE_TOML, or in the user's configuration folder.
"""

import os
from pathlib import Path

from reducer.runtimes.user_folders import user_folder

NAME = "wreduce.toml"
VARIABLE = "WREDUCE_TOML"


def config_file() -> Path | None:
    """The file that is read, or None: $WREDUCE_TOML, or ~/.config/wreduce/wreduce.toml where there is one."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    own = user_folder("XDG_CONFIG_HOME", ".config") / NAME
    return own if own.is_file() else None


def use_config_file(path: Path | None) -> None:
    """Reads that file from now on (None: the usual one), in this process and in all processes that it starts,
    wherever they run."""
    named = path or os.environ.get(VARIABLE)
    if named:
        os.environ[VARIABLE] = os.path.abspath(named)


def unread_words() -> str:
    """The line for a user in whose working folder lies a wreduce.toml that is not read; otherwise empty."""
    own = config_file()
    try:
        if not os.path.lexists(NAME) or (own is not None and own.samefile(NAME)):
            return ""
    except OSError:
        # One of the two files is a dangling link, or does not exist.
        pass
    return (
        f"the {NAME} in this folder is not read, since it names programs to run: to read it, --config {NAME}"
    )
