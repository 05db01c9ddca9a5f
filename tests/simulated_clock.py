"""A clock that goes on when a test says so, or by so much at each look."""

from dataclasses import dataclass


@dataclass
class SimulatedClock:
    """`seconds` is what it shows; each look at it takes `step` seconds."""

    seconds: float = 0.0
    step: float = 0.0

    def __call__(self) -> float:
        self.seconds += self.step
        return self.seconds
