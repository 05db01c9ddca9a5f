"""How to run a wasm binary and account for it: runtimes by name, each in a worker process of its own.

Knows nothing of ratios, oracles or candidates: a binary goes in, a Sample comes out.
"""

from reducer.runtimes.errors import RuntimesError
from reducer.runtimes.invocation import Ending, Given, Invocation
from reducer.runtimes.opening import open_runtime
from reducer.runtimes.runtime import FUEL_USED, MOST_FUEL, Limits, Outcome, OutcomeKind, Runtime, Sample
from reducer.runtimes.spec import Spec, parse_spec

__all__ = [
    "FUEL_USED",
    "MOST_FUEL",
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
    "open_runtime",
    "parse_spec",
]
