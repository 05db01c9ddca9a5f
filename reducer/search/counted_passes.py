"""The passes over what a counted run shows, coarse to fine: what was never executed, functions, cold code.

Of a large program every function is asked about, the one with the least of the surplus first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reducer.edits import Edit
from reducer.program.profile import Observe
from reducer.search.by_surplus import BySurplus
from reducer.search.cold import cold_calls, cold_functions, in_layers, never_run, unexecuted
from reducer.search.passes import Pass, along, in_parts
from reducer.search.schedule import cold


@dataclass(frozen=True)
class CountedPass:
    """A pass by its name, the edits it works on, how it goes about them; `large`: only of large programs, or
    only of others."""

    name: str
    select: Callable[[BySurplus], list[Edit]]
    strategy: Callable[[Sequence[Edit]], Pass[Edit]]
    large: bool | None = None


NEVER_RUN = CountedPass("unexecuted code", lambda by: never_run(by.module, by.profile), in_layers)
"""All that never ran, in one candidate."""


def counted_passes(observe: Observe) -> tuple[CountedPass, ...]:
    """All of them; `observe` runs copies of the program that is reduced."""
    return (
        NEVER_RUN,
        CountedPass("unexecuted code", lambda by: unexecuted(by.module, by.profile), in_layers),
        CountedPass("whole functions", lambda by: by.stubs(observe), along, large=True),
        CountedPass("whole functions", lambda by: by.stubs(None), along, large=True),
        CountedPass("unexecuted code", lambda by: unexecuted(by.module, by.profile), in_layers, large=True),
        CountedPass("cold functions", lambda by: cold_calls(by.module, by.profile, observe), in_parts),
        CountedPass("cold functions", lambda by: cold_functions(by.module, by.profile), in_parts),
        CountedPass("cold code", BySurplus.cold_statements, along, large=True),
        CountedPass("cold code", lambda by: cold(by.module, by.profile), in_parts, large=False),
    )
