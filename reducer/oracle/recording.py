"""Recorded pairs of one program, as text: what `wreduce doctor --trace` writes and `simulate --trace` reads.

It does no file work.
"""

import json
import math
from dataclasses import dataclass
from typing import Self

# Fewer tell nothing of the tails; the calibration takes 24.
LEAST_PAIRS = 20


@dataclass(frozen=True, slots=True)
class Recording:
    """What was run, in words, and x = ln(T_slow/T_fast) of every pair, in order."""

    what: str
    xs: tuple[float, ...]

    def to_text(self) -> str:
        """JSON, which `from_text` reads."""
        return json.dumps({"what": self.what, "xs": [round(x, 5) for x in self.xs]}, indent=1) + "\n"

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Raises ValueError, in words, where the text is something else."""
        try:
            data = json.loads(text)
            recording = cls(str(data["what"]), tuple(float(x) for x in data["xs"]))
        except (ValueError, KeyError, TypeError):
            raise ValueError('not a recording: it holds {"what": words, "xs": [numbers]}') from None
        if len(recording.xs) < LEAST_PAIRS or not all(map(math.isfinite, recording.xs)):
            raise ValueError(f"a recording has {LEAST_PAIRS} pairs at least, all of them finite")
        return recording
