"""The result of running a wasm binary, and the interface of every runtime.

Knows nothing of processes or engines; a simulated runtime has the same interface as a real one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Protocol, Self

from reducer.runtimes.invocation import NOTHING_GIVEN, Invocation
from reducer.runtimes.workers.traps import TrapKind, meaning

OutcomeKind = Literal["exited", "trapped", "timed out", "crashed", "out of memory", "invalid"]


@dataclass(frozen=True)
class Outcome:
    """How a run ended. `invalid`: the runtime refuses the module, when it compiles or when it links it.

    `trapped` is the guest's doing, `crashed` the runtime's: its process is gone, by a signal or by itself.
    """

    kind: OutcomeKind
    exit_code: int | None = None
    message: str = ""

    @property
    def normal(self) -> bool:
        """Exited with code 0; a `_start` that just returns counts as that."""
        return self.kind == "exited" and self.exit_code == 0

    @property
    def in_words(self) -> str:
        """`exits with code 3`, `traps: unreachable`."""
        if self.kind == "exited":
            return f"exits with code {self.exit_code}"
        kind = "traps" if self.kind == "trapped" else self.kind
        return f"{kind}: {self.message}" if self.message else str(kind)

    @property
    def traps(self) -> tuple[TrapKind, ...]:
        """The kinds of traps that the engine's words may mean; none where the run did not end in a trap that
        WebAssembly knows, which any engine would tell."""
        meant = meaning(self.message) if self.kind == "trapped" else ()
        return meant if isinstance(meant, tuple) else ()

    @property
    def no_ending(self) -> str:
        """Why this outcome cannot be a program's ending: the stack or memory is exhausted, or the run did not
        come to its end.  Empty for an exit, and for a trap that WebAssembly defines."""
        if self.kind == "exited" or self.traps:
            return ""
        if self.kind == "invalid":
            return "name a runtime that takes the module"
        meant = meaning(self.message) if self.kind == "trapped" else ()
        return meant if isinstance(meant, str) else "a program must come to its end by itself"


@dataclass(frozen=True)
class Sample:
    """One run: how it ended, and the time of each phase, in ns; None where it is not known.

    Wall times are of a monotonic clock, `cpu` times are of the whole worker process. The compile times are
    those of the one compilation that the worker made of this binary, whichever run made it; None where it has
    loaded what another worker has compiled.
    """

    outcome: Outcome
    compile_ns: int | None = None
    instantiate_ns: int | None = None
    execute_ns: int | None = None
    compile_cpu_ns: int | None = None
    instantiate_cpu_ns: int | None = None
    execute_cpu_ns: int | None = None
    output: bytes = b""
    # For a run that was stopped at its time-out: a lower bound on the time of its execute phase.
    least_ns: int | None = None
    least_cpu_ns: int | None = None

    @property
    def total_ns(self) -> int | None:
        """Wall time of all phases together, or None when the guest did not come to its end."""
        return _total(self.compile_ns, self.instantiate_ns, self.execute_ns)

    @property
    def total_cpu_ns(self) -> int | None:
        """CPU time of all phases together, or None when the guest did not come to its end."""
        return _total(self.compile_cpu_ns, self.instantiate_cpu_ns, self.execute_cpu_ns)


def _total(*phases: int | None) -> int | None:
    if phases[-1] is None:
        return None
    return sum(phase for phase in phases if phase is not None)


# More than any guest can use in its time, so this is no limit.
MOST_FUEL = 1 << 62
# The name under which, beside the globals, a metered run reports what it used.
FUEL_USED = "fuel used"


@dataclass(frozen=True)
class Limits:
    """What a guest may use before it is stopped. Times in ns, sizes in bytes."""

    # A runtime reserves address space by the GB, so this is of resident memory, as the parent sees it.
    memory_bytes: int = 2 << 30
    # How much of the guest's output is kept; the rest is discarded as it is written.
    output_bytes: int = 1 << 20
    # What a compiler may write into one file: a module of 10 MB becomes some 100 MB of C.
    file_bytes: int = 1 << 30
    # A 10 MB module takes an optimising compiler tens of seconds on one core.
    compile_ns: int = 300 * 10**9
    # The limit for a run without a time-out of its own, so that no guest can hang the tool for good.
    run_ns: int = 600 * 10**9
    # The shared library of an engine (100 MB) loads slowly from a cold disk.
    start_ns: int = 60 * 10**9


class Runtime(Protocol):
    """A runtime that is ready to run binaries. Close it when done, or use it as a context manager."""

    @property
    def spec(self) -> str:
        """The name it was asked for by."""
        ...

    @property
    def version(self) -> str:
        """The version that really runs."""
        ...

    def run(
        self, binary: bytes, *, invocation: Invocation = NOTHING_GIVEN, timeout_ns: int | None = None
    ) -> Sample:
        """Run a WASI preview 1 command in a fresh instance, called so; `timeout_ns` does not count the
        compiling.  Raises RuntimesError where the runtime cannot give a program that."""
        ...

    def observe(
        self,
        binary: bytes,
        exports: Sequence[str],
        *,
        invocation: Invocation = NOTHING_GIVEN,
        timeout_ns: int | None = None,
        fuel: int = MOST_FUEL,
    ) -> tuple[Sample, dict[str, int]]:
        """Run, then read exported i32 and i64 globals, even of a guest that trapped or exited; of a memory,
        how many bytes it has, and by its name and their number its 64-bit words that are not zero.

        A global that cannot be read (the guest was killed, or has no such export) is not in the answer. Where
        the runtime was opened with `fuel=on`, the guest traps when it has used `fuel` (about one an
        instruction), and FUEL_USED is in the answer.
        """
        ...

    @property
    def pid(self) -> int | None:
        """The process id of its worker; None where there is none just now."""
        ...

    @property
    def tells_least(self) -> bool:
        """Whether a run that was stopped reports a lower bound on the time of its execute phase."""
        ...

    @property
    def starts(self) -> int:
        """How many processes it has started; its last run was in the last of them."""
        ...

    def worker(self, index: int) -> "Runtime":
        """One of several workers, each with a process of its own, which is started when it is first used:
        this runtime itself for 0, and for every index where each run is a process of its own.  They are
        closed together with it."""
        ...

    def get_ready(self, *, wait: bool = False) -> None:
        """Starts a process where there is none; returns at once, or with `wait` when the process is ready.
        Raises RuntimesError in the second case."""
        ...

    def restart(self) -> None:
        """Goes on in a fresh process, as do its other workers.  Where that does not start, the next run
        raises RuntimesError."""
        ...

    def start_next(self) -> None:
        """Starts the process that the next `restart` goes on in, and returns at once.  May do nothing."""
        ...

    def renew(self) -> None:
        """Makes the next run compile its binary as if it had never seen it: in a fresh engine of the same
        process, several times, where engines share nothing; otherwise in a fresh process."""
        ...

    def close(self) -> None:
        """Leave no process behind. May be called twice."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...
