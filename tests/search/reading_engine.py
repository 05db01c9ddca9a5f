"""Two simulated engines that read: what they take is in the input, not in the program.

A line `slow N` takes N ns, on the slow side three times as long; `same N` takes as long on both.  Without a
line `open` the program exits with 1.  An argument that is a number has all of it done so many times.
"""

from collections.abc import Sequence

from simulated_runtime import SimulatedRuntime

from reducer.program.program import Program
from reducer.runtimes import MOST_FUEL, NOTHING_GIVEN, Invocation, Outcome, Sample
from reducer.runtimes.workers.call import Call
from reducer.timing import Lane
from reducer.wat.assemble import assembler_for
from reducer.wat.module import parse
from reducer.wat.naming import named

MODULE = '(module (memory 1) (func $main (export "_start")))'


class ReadingRuntime(SimulatedRuntime):
    """Its runs take what the input says; `factor` is what a slow line costs here."""

    def __init__(self, factor: float, seed: int = 0) -> None:
        super().__init__(lambda _binary: self._read(), seed=seed)
        self.factor = factor
        self.read: list[tuple[str, tuple[str, ...]]] = []
        self._called = NOTHING_GIVEN

    def run(
        self, binary: bytes, *, invocation: Invocation = NOTHING_GIVEN, timeout_ns: int | None = None
    ) -> Sample:
        self._called = invocation
        return super().run(binary, invocation=invocation, timeout_ns=timeout_ns)

    def observe(
        self,
        binary: bytes,
        exports: Sequence[str],
        *,
        invocation: Invocation = NOTHING_GIVEN,
        timeout_ns: int | None = None,
        fuel: int = MOST_FUEL,
    ) -> tuple[Sample, dict[str, int]]:
        return self.run(binary, invocation=invocation, timeout_ns=timeout_ns), {}

    def _read(self) -> tuple[Outcome, float]:
        call = Call(self._called.argv, (), self._called.stdin, self._called.dirs)
        text = call.input().decode()
        files = [content.decode() for folder in call.files() for content in folder.values()]
        self.read.append((text, self._called.argv))
        words = [line.split() for line in "\n".join([text, *files]).splitlines()]
        if ["open"] not in words:
            return Outcome("exited", 1), 1e-4
        ns = 1e5
        for line in words:
            if len(line) == 2 and line[1].isdigit() and line[0] in ("slow", "same"):
                ns += int(line[1]) * (self.factor if line[0] == "slow" else 1.0)
        times = [int(word) for word in self._called.argv if word.isdigit()]
        return Outcome("exited", 0), 1e-9 * ns * (times[0] if times else 1)


def reading_lane() -> Lane:
    """A lane of two such engines."""
    return Lane(ReadingRuntime(3.0, 1), ReadingRuntime(1.0, 2))


def reading_program(invocation: Invocation) -> Program:
    """A program that is called so."""
    return Program(named(parse(MODULE)), assembler_for(MODULE)[0], invocation=invocation)
