"""The counted run of a seed beside its first run: they take about as long, and need not wait for each other.

The run that counts is not timed, and goes on another core.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Mapping
from contextlib import suppress

from reducer.errors import WreduceError
from reducer.program.profile import OBSERVE_NS, Observe, Profile, profile, watched
from reducer.program.program import Program
from reducer.runtimes import Runtime, Sample
from reducer.wat.counted import COUNTS
from reducer.wat.module import Module


class CountedBeside:
    """A counted run that has begun.  Nobody else may use its runtime until `profile` or `stop` returns."""

    def __init__(self, runtime: Runtime, program: Program) -> None:
        """Starts the run.  Raises WatError."""
        self._runtime, self._program = runtime, program
        self._found: tuple[Sample, Mapping[str, int]] | None = None
        # Assembled here, not by two threads at once.
        _ = program.binary
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def profile(self, program: Program, observe: Observe) -> Profile | None:
        """The counts of the program, whose ending is known by now; None where it did not end so.  Where this
        run took longer than a run may of which nothing is known, another one is made by `observe`."""
        self._thread.join()
        if self._found is None or self._found[0].outcome.kind == "timed out":
            return profile(program.module, observe)
        sample, values = self._found

        def observed(_module: Module, _names: list[str]) -> Mapping[str, int] | None:
            return values if program.ending.of(sample.outcome) else None

        return profile(program.module, observed)

    def stop(self) -> None:
        """Ends the run where it still goes on; its runtime then goes on in a fresh process."""
        process = self._runtime.pid
        if self._thread.is_alive() and process is not None:
            # Not by the runtime, which is the thread's until that has seen its process die.
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._thread.join()

    def _run(self) -> None:
        program = self._program
        # Whoever runs it next is told why it cannot be run.
        with suppress(WreduceError, OSError, RuntimeError):
            self._found = watched(self._runtime, program, program.module, [COUNTS], OBSERVE_NS)
