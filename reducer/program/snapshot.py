"""Where the time of a program is spent, in calls of one function, and what is there when one of them begins.

One metered run tells what the calls of every function cost with all that they call; another stops at a call
that stands for many, and gives its arguments, the globals and the memory.  Costs are counts: nothing is timed.
"""

from __future__ import annotations

import math
import struct
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reducer.errors import WreduceError
from reducer.program.profile import MAX_OBSERVE_NS, Profile, node_counts
from reducer.program.program import Program
from reducer.runtimes import Runtime
from reducer.wat.instructions import has_trait
from reducer.wat.metered import COSTS, OWN, RECORD, Called, Global, calls, metered, recorded, recording
from reducer.wat.module import Field, Module
from reducer.wat.tree import Instr, instructions

MIN_SHARE = 0.2
"""Calls of about one cost are worth a kernel where they take this share of all or more."""
LARGE_SHARE = 0.5
"""Those that take so much are tried before all others."""
MIN_COST = 64
"""Of a call of fewer instructions, the loop around it is a large part."""
MIN_CALLS = 8
"""A call that costs more than this part of all is nearly the program."""
MAX_SPOTS = 6
"""Each costs a whole run to record."""
MAX_SPOTS_OF_ONE = 2
MAX_MEMORY = 64 << 20
"""Bytes of the program's memory, which go through a pipe and into a text."""


class KernelError(WreduceError):
    """Why there is no kernel, in words that follow "no kernel: "."""


@dataclass(frozen=True)
class Spot:
    """Calls of one function that cost about the same: the function's name, the share of the whole cost that
    they take, and one of them."""

    function: str
    share: float
    called: Called


@dataclass(frozen=True)
class Snapshot:
    """What a call finds: its arguments as constants, the mutable globals by name as constants, the words of
    the memory that are not zero by their number, and the memory's size in bytes."""

    spot: Spot
    arguments: tuple[Instr, ...]
    globals: Mapping[str, Instr]
    words: Mapping[int, int]
    memory_bytes: int


def check_recordable(module: Module, counts: Profile) -> None:
    """Raises KernelError for a program whose state cannot be recorded."""
    memories = module.entities("memory")
    if len(memories) > 1:
        raise KernelError("the program has several memories")
    for memory in memories:
        declaration = memory.declaration
        if declaration.address != "i32" or declaration.limits is None or "pagesize" in memory.text:
            raise KernelError("the program's memory has 64-bit addresses or pages of another size")
    types = [entry.declaration.value_type for entry in _mutable(module)]
    if odd := [type_ for type_ in types if type_ not in _CONSTANTS]:
        raise KernelError(f"a global holds a reference ({odd[0]})")
    executed = node_counts(module, counts)
    for function in module.functions:
        if not counts.functions.get(function.name, 0):
            continue
        for node in instructions(module.body(function)):
            if executed[id(node)] and has_trait(node.op, "writes_table"):
                raise KernelError(f"the program changes its tables ({node.op})")


def spots(program: Program, counts: Profile, runtime: Runtime) -> list[Spot]:
    """The calls that take most of a program's cost, those that cost least a call first.

    Raises KernelError where the metered run does not end as the program does, and WatError.
    """
    module = program.module
    watched = {
        index: len(module.function_type(entry.name).params)
        for index, entry in enumerate(module.functions)
        if counts.functions.get(entry.name, 0) and "_start" not in entry.declaration.exports
    }
    memories = len(module.entities("memory"))
    binary = metered(program.binary, len(module.entities("function")), memories, watched)
    sample, values = runtime.observe(
        binary, [COSTS], invocation=program.invocation, timeout_ns=MAX_OBSERVE_NS
    )
    if not program.ending.of(sample.outcome):
        raise KernelError(f"the metered run ends otherwise ({sample.outcome.in_words})")
    total, found = calls(values, watched)
    likely = [
        one
        for one in found
        if one.together >= MIN_SHARE * total and MIN_COST <= one.cost <= total / MIN_CALLS
    ]
    likely.sort(key=lambda one: (one.together < LARGE_SHARE * total, one.cost))
    taken: Counter[int] = Counter()
    chosen = []
    for one in likely:
        taken[one.function] += 1
        if taken[one.function] <= MAX_SPOTS_OF_ONE:
            chosen.append(Spot(module.functions[one.function].name, one.together / total, one))
    return chosen[:MAX_SPOTS]


def snapshot(program: Program, spot: Spot, runtime: Runtime) -> Snapshot:
    """What is there when the spot's call begins.  Raises KernelError, WatError."""
    module = program.module
    params = module.function_type(spot.function).params
    if odd := [type_ for type_ in params if type_ not in _CONSTANTS]:
        raise KernelError(f"{spot.function} takes a reference ({odd[0]})")
    mutable = {entry.name: entry.declaration.value_type for entry in _mutable(module)}
    numbers = {entry.name: number for number, entry in enumerate(module.entities("global"))}
    memories = len(module.entities("memory"))
    globals_ = [Global(numbers[name], type_) for name, type_ in mutable.items()]
    binary = recording(program.binary, memories, spot.called, params, globals_)
    names = [RECORD, OWN] if memories else [RECORD]
    sample, values = runtime.observe(binary, names, invocation=program.invocation, timeout_ns=MAX_OBSERVE_NS)
    if values.get(f"{RECORD}0", 0) != spot.called.call:
        raise KernelError(f"call {spot.called.call} of {spot.function} is not reached: "
                          f"{sample.outcome.in_words}")
    if (memory_bytes := values.get(OWN, 0)) > MAX_MEMORY:
        raise KernelError(f"the memory has {memory_bytes >> 20} MiB ({MAX_MEMORY >> 20} MiB at most)")
    types = [*params, *mutable.values()]
    found = [constant(type_, bits) for type_, bits in zip(types, recorded(values, len(types)), strict=True)]
    return Snapshot(
        spot,
        tuple(found[: len(params)]),
        dict(zip(mutable, found[len(params) :], strict=True)),
        words_of(values),
        memory_bytes,
    )


def words_of(values: Mapping[str, int]) -> dict[int, int]:
    """By their number the words of the memory OWN that are not zero."""
    begin = len(OWN)
    return {int(name[begin:]): word for name, word in values.items() if name.startswith(OWN) and name != OWN}


def _mutable(module: Module) -> list[Field]:
    return [entry for entry in module.entities("global") if entry.declaration.mutable]


# ---- constants


def _integer(bits: int, width: int) -> str:
    return str(bits - (1 << width) if bits >> (width - 1) else bits)


def _float(bits: int, form: str, fraction: int, width: int) -> str:
    size = width // 8
    value = struct.unpack(f"<{form}", bits.to_bytes(size, "little"))[0]
    sign = "-" if bits >> (width - 1) else ""
    if math.isnan(value):
        return f"{sign}nan:0x{bits & ((1 << fraction) - 1):x}"
    return f"{sign}inf" if math.isinf(value) else float(value).hex()


def _vector(bits: int) -> Sequence[str]:
    return ("i32x4", *(_integer(bits >> (32 * lane) & 0xFFFFFFFF, 32) for lane in range(4)))


_CONSTANTS = {
    "i32": lambda bits: (_integer(bits, 32),),
    "i64": lambda bits: (_integer(bits, 64),),
    "f32": lambda bits: (_float(bits, "f", 23, 32),),
    "f64": lambda bits: (_float(bits, "d", 52, 64),),
    "v128": lambda bits: tuple(_vector(bits)),
}


def constant(type_: str, bits: int) -> Instr:
    """The constant of a number type that has these bits."""
    width = {"i32": 32, "f32": 32, "v128": 128}.get(type_, 64)
    return Instr(f"{type_}.const", _CONSTANTS[type_](bits & ((1 << width) - 1)), (), (type_,))
