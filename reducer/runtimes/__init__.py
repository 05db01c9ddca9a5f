"""How to run a wasm binary and account for it: runtimes by name, each in a worker process of its own.

Knows nothing of ratios, oracles or candidates: a binary goes in, a Sample comes out.
"""

from reducer.runtimes.ending import Ending, common_ending, usual_ending, why_no_ending
from reducer.runtimes.errors import RuntimesError
from reducer.runtimes.invocation import NOTHING_GIVEN, Given, Invocation
from reducer.runtimes.opening import open_runtime
from reducer.runtimes.runtime import FUEL_USED, MOST_FUEL, Limits, Outcome, OutcomeKind, Runtime, Sample
from reducer.runtimes.spec import Spec, parse_spec
from reducer.runtimes.workers.traps import TrapKind

__all__ = [
    "FUEL_USED",
    "MOST_FUEL",
    "NOTHING_GIVEN",
    "Ending",
    "Given",
    "Invocation",
    "Limits",
    "Outcome",
    "OutcomeKind",
    "Runtime",
    "RuntimesError",
    "Sample",
    "Spec",
    "TrapKind",
    "common_ending",
    "open_runtime",
    "parse_spec",
    "usual_ending",
    "why_no_ending",
]
