"""The single timing lane: pairs of runs, their order, the core they run on, and how long they may take.

Uses runtimes; knows no oracle.
"""

from reducer.timing.allowance import Allowance, up_to
from reducer.timing.cores import choose_core, core_beside, everywhere
from reducer.timing.lane import Lane, OutOfTimeError
from reducer.timing.machine import describe_machine
from reducer.timing.pair import Clock, Order, Pair, Phase, time_of
from reducer.timing.timeouts import adaptive_timeout

__all__ = [
    "Allowance",
    "Clock",
    "Lane",
    "Order",
    "OutOfTimeError",
    "Pair",
    "Phase",
    "adaptive_timeout",
    "choose_core",
    "core_beside",
    "describe_machine",
    "everywhere",
    "time_of",
    "up_to",
]
