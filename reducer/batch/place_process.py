"""A process that does tasks for a batch, one after the other: `python -m` this module, and a descriptor.

It ends, with everything in its process group, as soon as the process that started it does.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import traceback
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from reducer.printable import show
from reducer.runtimes import RuntimesError
from reducer.timing.cores import use_core

WORDS = 500


def main(descriptor: int) -> None:
    """Settle, then answer tasks until the other end is closed."""
    connection: Connection[Any, Any] = Connection(descriptor)
    threading.Thread(target=_end_with, args=(descriptor,), daemon=True).start()
    try:
        core, elsewhere = connection.recv()
        use_core(core, elsewhere)
        while True:
            folder, function, argument = connection.recv()
            connection.send(_answer(folder, function, argument))
    except (EOFError, ConnectionError):
        return


def _answer(folder: Path, function: Any, argument: Any) -> tuple[Any, str | None]:
    """The value, or why there is none."""
    try:
        os.chdir(folder)
        return function(argument), None
    except Exception as error:
        # An error costs only the case that caused it; it is reported, and kept with the case.
        show(*"".join(traceback.format_exception(error)).splitlines(), stream=sys.stderr)
        # The message of an error that a person can correct says what to do.
        kind = "" if isinstance(error, RuntimesError) else f"{type(error).__name__}: "
        return None, f"{kind}{' '.join(str(error).split())}"[:WORDS]


def _end_with(descriptor: int) -> None:
    """Ends this process group when the other end of the connection is gone, even in the middle of a task."""
    watch = select.poll()
    watch.register(descriptor, 0)
    while not any(event & (select.POLLHUP | select.POLLERR) for _, event in watch.poll()):
        pass
    if os.getpgid(0) == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]))
