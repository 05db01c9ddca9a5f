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
    """Read that one from now on (None: the one that is read anyway), in all processes below this one as well,
    wherever these stand."""
    named = path or os.environ.get(VARIABLE)
    if named:
        os.environ[VARIABLE] = os.path.abspath(named)


def unread_words() -> str:
    """What to tell somebody in whose working folder a wreduce.toml lies that is not read; else nothing."""
    own = config_file()
    try:
        if not os.path.lexists(NAME) or (own is not None and own.samefile(NAME)):
            return ""
    except OSError:
        # One of the two is a link to nowhere, or not there.
        pass
    return (
        f"the {NAME} in this folder is not read, since it names programs to run: to read it, --config {NAME}"
    )
