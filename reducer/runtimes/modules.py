"""Which modules a worker holds compiled, and what is known of compiling them: facts alone, no process."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from reducer.runtimes.runtime import Outcome, Sample

# An incumbent, a few candidates and the original.
MODULES_KEPT = 8
# Of large ones fewer, so many bytes of wasm in all, and one in any case: a compiled module takes up to ten
# times its size in each of the workers.
MAX_MODULES_BYTES = 24 << 20

Times = tuple[int, int] | tuple[None, None]
"""Wall and CPU time of compiling, in ns; not known of a module that was loaded, or that runs compile."""


@dataclass(frozen=True)
class _Module:
    compiled: Sample
    size: int


class Modules:
    """The modules of one worker by their keys, the one used longest ago first."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, _Module] = OrderedDict()
        self._times: dict[str, Times] = {}
        # What the worker has and is to forget.
        self._stale: list[str] = []

    def __contains__(self, key: str) -> bool:
        return key in self._held

    def used(self, key: str) -> Sample:
        """The sample of the compile phase of a module that the worker holds and is now to run."""
        self._held.move_to_end(key)
        return self._held[key].compiled

    def make_room(self, size: int) -> list[str]:
        """What the worker is to forget when it gets one more, of so many bytes."""
        forgotten, self._stale = self._stale, []
        while self._held and (
            len(self._held) >= MODULES_KEPT
            or sum(module.size for module in self._held.values()) + size > MAX_MODULES_BYTES
        ):
            forgotten.append(self._held.popitem(last=False)[0])
        return forgotten

    def add(self, key: str, size: int, times: Times) -> Sample:
        """The worker has one more, of so many bytes: the sample of its compile phase.

        Engines may still know what they have forgotten: of a module that it has compiled before, the first
        times hold."""
        wall, cpu = self._times.setdefault(key, times)
        sample = Sample(Outcome("exited", 0), compile_ns=wall, compile_cpu_ns=cpu)
        self._held[key] = _Module(sample, size)
        return sample

    def renew(self) -> None:
        """The worker is to compile all of them anew, as if it had seen none."""
        self._stale += self._held
        self._held.clear()
        self._times.clear()

    def clear(self) -> None:
        """The worker is gone."""
        self._held.clear()
        self._times.clear()
        self._stale = []
