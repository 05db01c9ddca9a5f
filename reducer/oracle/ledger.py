"""The ledger: all evidence about a candidate, by its content hash, so that no verdict is ever drawn again.

A retry continues where the earlier tries stopped.  What is decided at a bar stays decided at that bar.  Only
a failed checkpoint, which is fresh evidence about a kept program, can change a verdict, and only to "not
shown".  The ledger reads and writes no files.
"""

from reducer.oracle.noise import Noise
from reducer.oracle.sequential import Decision, SequentialTest
from reducer.oracle.settings import DEFAULTS, Settings


class Ledger:
    """Evidence and verdicts by content hash.  `noise` and `settings` are the current ones and may be
    replaced; `two_kinds` says whether processes are of two kinds here, see SequentialTest.
    """

    def __init__(self, noise: Noise, settings: Settings = DEFAULTS, *, two_kinds: bool = False) -> None:
        self.noise = noise
        self.settings = settings
        self.two_kinds = two_kinds
        self._xs: dict[str, list[float]] = {}
        self._processes: dict[str, list[int]] = {}
        self._decided: dict[tuple[str, float], Decision] = {}
        self._overturned: dict[str, float] = {}

    def xs(self, key: str) -> tuple[float, ...]:
        """All pairs that were ever measured of this content, in order."""
        return tuple(self._xs.get(key, ()))

    def add(self, key: str, x: float, process: int | None = None) -> None:
        """Record one pair, x = ln(T_slow/T_fast), or the least x could be when the slow run was cut off, and
        the process that it comes from (None: one of its own)."""
        xs = self._xs.setdefault(key, [])
        xs.append(x)
        self._processes.setdefault(key, []).append(-len(xs) if process is None else process)

    def test(self, key: str, bar: float) -> SequentialTest:
        """The sequential test of this content at this bar, given all earlier evidence.

        While its decision is None, measure a pair and `add` it both here and to the test; then ask for
        `verdict`.
        """
        processes = self._processes.get(key, ())
        test = SequentialTest(
            bar, self.noise, self.settings, self.xs(key), processes, two_kinds=self.two_kinds
        )
        standing = self._standing(key, bar)
        if standing is not None:
            test.decision = standing
        return test

    def verdict(self, key: str, bar: float) -> Decision | None:
        """The verdict at this bar; None while more pairs are wanted. Once given, it is remembered."""
        decision = self.test(key, bar).decision
        if decision is not None:
            self._decided[key, bar] = decision
        return decision

    def decide(self, key: str, bar: float, decision: Decision) -> None:
        """Takes over what an earlier run decided about this content at this bar."""
        self._decided[key, bar] = decision

    def overturn(self, key: str, bar: float) -> None:
        """Fresh pairs showed that it does not hold `bar`: it is "not shown" there and above, for good."""
        self._overturned[key] = min(bar, self._overturned.get(key, bar))

    def _standing(self, key: str, bar: float) -> Decision | None:
        if bar >= self._overturned.get(key, float("inf")):
            return Decision.NOT_SHOWN
        return self._decided.get((key, bar))
