"""How every command ends: an error becomes one line and an exit code, a signal becomes the shell's code for
it, and a closed pipe is no error.  Whatever a command shows is escaped here, at the streams.

Loads little, because `wreduce test` passes through it as well.
"""

from __future__ import annotations

import _thread
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

from reducer import guardian
from reducer.cli.shell import BAD_INPUT, BROKEN, CLOSED_PIPE, INTERRUPTED
from reducer.errors import WreduceError
from reducer.printable import PrintableStream, show

DEBUG = "WREDUCE_DEBUG"
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

AGAIN_S = 0.01

_received: list[int] = []


def run_command(command: Callable[[], int]) -> int:
    """The exit code of the command, whatever becomes of it.  For the main thread."""
    _received.clear()
    before = {number: signal.getsignal(number) for number in SIGNALS}
    for number, handler in before.items():
        # nohup, and a shell for what it puts into the background, have a signal ignored: that stays.
        if handler is not signal.SIG_IGN:
            signal.signal(number, _interrupt)
    streams, there, hook = (sys.stdout, sys.stderr), guardian.guarded(), sys.unraisablehook
    sys.unraisablehook = _dropped
    sys.stdout, sys.stderr = PrintableStream(sys.stdout), PrintableStream(sys.stderr)
    try:
        return _ended(command)
    finally:
        # What was interrupted before its own end came to it.
        guardian.end_others(there)
        sys.stdout, sys.stderr = streams
        sys.unraisablehook = hook
        for number, handler in before.items():
            if handler is not signal.SIG_IGN:
                signal.signal(number, handler)


def _interrupt(number: int, frame: FrameType | None) -> None:
    _received.append(number)
    guardian.interrupt(number)


def _dropped(what: sys.UnraisableHookArgs) -> None:
    """Sends a signal again that came while a destructor ran, or a callback of a weak reference, as imports
    have: Python drops whatever these raise."""
    if not issubclass(what.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(what)
        return

    def send_again(number: int) -> None:
        # Not before the destructor has ended, nor after the command has.
        time.sleep(AGAIN_S)
        if sys.unraisablehook is _dropped:
            os.kill(os.getpid(), number)

    _thread.start_new_thread(send_again, (_received[-1] if _received else signal.SIGINT,))


def _ended(command: Callable[[], int]) -> int:
    try:
        try:
            code = command()
            sys.stdout.flush()
        except KeyboardInterrupt:
            code = INTERRUPTED
            # Where it came inside an exec, as of a dataclass that is made, Python would end by its own
            # SIGINT whatever our exit code is; the next exec makes it forget that.
            exec("")
            tell("interrupted")
        except BrokenPipeError:
            raise
        except WreduceError as error:
            code = error.exit_code
            tell(str(error))
        except OSError as error:
            code = BAD_INPUT
            tell(f"{error.filename}: {error.strerror}" if error.filename else str(error))
        except Exception as error:
            code = INTERRUPTED if _is_of_interrupt(error) else BROKEN
            if code == INTERRUPTED:
                tell("interrupted")
            else:
                _tell_broken(error)
    except BrokenPipeError:
        _close_pipes()
        return CLOSED_PIPE
    return 128 + _received[0] if code == INTERRUPTED and _received else code


def _is_of_interrupt(error: BaseException | None) -> bool:
    """Whether an error was caused by a signal: Python wraps one that arrives while a class is made."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def tell(words: str) -> None:
    """One line on standard error, which may be gone with its terminal."""
    try:
        show(f"wreduce: {' '.join(words.split())}", stream=sys.stderr)
    except BrokenPipeError:
        raise
    except OSError:
        return


def _tell_broken(error: Exception) -> None:
    if os.environ.get(DEBUG):
        traceback.print_exception(error)
    what = f"{type(error).__name__}: {str(error)[:300]}"
    tell(f"an error in wreduce itself, {what}; {DEBUG}=1 shows where it is: please report it")


def _close_pipes() -> None:
    """Python flushes both streams once more at its end, and must not fail then."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
            continue
        with suppress(OSError, ValueError):
            os.dup2(nothing, stream.fileno())
    os.close(nothing)
