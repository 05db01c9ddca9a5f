"""A runtime that runs nothing: it answers from a function and seeded noise, at once and always alike.

For tests of whatever decides on measurements. No process, no clock.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

from reducer.runtimes import MOST_FUEL, NOTHING_GIVEN, Invocation, Outcome, Sample

# Start-up of a worker's instance; of the order that real ones show.
INSTANTIATE_NS = 100_000
COMPILE_NS = 5_000_000

Behaviour = Callable[[bytes], tuple[Outcome, float]]


class SimulatedRuntime:
    """Runs take the seconds that `behave` says, times lognormal noise, times now and then a spike."""

    def __init__(
        self,
        behave: Behaviour,
        *,
        seed: int = 0,
        spread: float = 0.02,
        spike_rate: float = 0.01,
        spike_factor: float = 2.0,
        spec: str = "simulated",
        version: str = "1.0.0",
        globals_of: Callable[[bytes], Mapping[str, int]] | None = None,
        lost_ns: int = 0,
    ) -> None:
        """A run of less than `lost_ns` has no time: its start varies by that much."""
        self.spec = spec
        self.version = version
        self.runs = 0
        # How programs were called.
        self.invocations: set[Invocation] = set()
        self.tells_least = True
        self.restarts = 0
        self.renewals = 0
        self.closed = False
        self._behave = behave
        self._random = random.Random(seed)
        self._spread = spread
        self._spike_rate = spike_rate
        self._spike_factor = spike_factor
        self._globals_of = globals_of
        self.lost_ns = lost_ns

    def run(
        self, binary: bytes, *, invocation: Invocation = NOTHING_GIVEN, timeout_ns: int | None = None
    ) -> Sample:
        """A sample of what `behave` says; CPU and wall time are the same."""
        self.runs += 1
        self.invocations.add(invocation)
        outcome, seconds = self._behave(binary)
        if outcome.kind == "invalid":
            return Sample(outcome)
        execute = max(1, round(seconds * self._noise() * 1e9))
        if timeout_ns is not None and execute > timeout_ns:
            outcome = Outcome("timed out", None, f"no end within {timeout_ns / 1e9:.3g} s")
        # As in a real worker: of a guest that was killed, no time is known.
        killed = outcome.kind in ("timed out", "crashed", "out of memory")
        lost = killed or execute < self.lost_ns
        return Sample(
            outcome,
            compile_ns=COMPILE_NS,
            compile_cpu_ns=COMPILE_NS,
            instantiate_ns=None if killed else INSTANTIATE_NS,
            instantiate_cpu_ns=None if killed else INSTANTIATE_NS,
            execute_ns=None if lost else execute,
            execute_cpu_ns=None if lost else execute,
            least_ns=timeout_ns if outcome.kind == "timed out" and self.tells_least else None,
            least_cpu_ns=timeout_ns if outcome.kind == "timed out" and self.tells_least else None,
        )

    def observe(
        self,
        binary: bytes,
        exports: Sequence[str],
        *,
        invocation: Invocation = NOTHING_GIVEN,
        timeout_ns: int | None = None,
        fuel: int = MOST_FUEL,
    ) -> tuple[Sample, dict[str, int]]:
        """A run, and of the globals that `globals_of` says those that were asked for."""
        sample = self.run(binary, invocation=invocation, timeout_ns=timeout_ns)
        values = self._globals_of(binary) if self._globals_of is not None else {}
        return sample, {name: values[name] for name in exports if name in values}

    @property
    def starts(self) -> int:
        """As many as it was restarted, and the first."""
        return 1 + self.restarts

    def worker(self, index: int) -> Self:
        """All workers are this one."""
        return self

    def get_ready(self, *, wait: bool = False) -> None:
        """It is."""

    @property
    def pid(self) -> None:
        """It has no process."""

    def start_next(self) -> None:
        """There is nothing to start."""

    def restart(self) -> None:
        """Counted, and otherwise without effect."""
        self.restarts += 1

    def renew(self) -> None:
        """Counted, and otherwise without effect."""
        self.renewals += 1

    def close(self) -> None:
        """Noted, and otherwise without effect."""
        self.closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _noise(self) -> float:
        noise = self._random.lognormvariate(0.0, self._spread)
        return noise * self._spike_factor if self._random.random() < self._spike_rate else noise
