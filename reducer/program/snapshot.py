"""What is there when a call of a function begins, or a round of one of its loops.

A copy of the program stops at that moment, and keeps the locals, the globals and the memory.  Where imports
may be called, it goes on until the call ends, and logs what these answer.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from reducer.program.answers import MAX_MEMORY, Answer, logged, logging_copy
from reducer.program.profile import MAX_OBSERVE_NS, Profile, node_counts
from reducer.program.program import Program
from reducer.program.spots import KernelError, Spot
from reducer.runtimes import Runtime
from reducer.wat.instructions import has_trait
from reducer.wat.metered import COSTS, OWN, RECORD, Global, recorded, recording
from reducer.wat.module import Field, FunctionContext, Module
from reducer.wat.tree import Instr, instructions


@dataclass(frozen=True)
class Snapshot:
    """What a call or a round finds, as constants: the arguments of the call, or all locals by name; the
    mutable globals by name; the words of the memory that are not zero by their number, and the memory's size
    in bytes.  `function` is what a kernel is to call, `cost` what the call was seen to cost in instructions,
    `answers` what the imports that it called have given, by their names."""

    spot: Spot
    function: str
    arguments: tuple[Instr, ...]
    locals: Mapping[str, Instr]
    globals: Mapping[str, Instr]
    words: Mapping[int, int]
    memory_bytes: int
    cost: int
    answers: Mapping[str, Sequence[Answer]] = field(default_factory=dict)

    @property
    def answered(self) -> set[int]:
        """The numbers of the words of memory that imports changed.  An import that writes what was there
        already is not seen to write, so that each trip has to find the same there."""
        return {place for given in self.answers.values() for answer in given for place, _ in answer.words}


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


def snapshot(program: Program, spot: Spot, runtime: Runtime, imports: Sequence[str] = ()) -> Snapshot:
    """What is there at the spot, and what these imported functions answer from then on.  Raises KernelError,
    WatError."""
    module, called = program.module, spot.called
    context = FunctionContext(module, module.find("function", spot.function))
    params = module.function_type(spot.function).params
    own = context.locals if spot.rounds else context.locals[: len(params)]
    if odd := [type_ for _, type_ in own if type_ not in _CONSTANTS]:
        raise KernelError(f"it has a reference ({odd[0]}) in a local")
    mutable = {entry.name: entry.declaration.value_type for entry in _mutable(module)}
    numbers = {entry.name: number for number, entry in enumerate(module.entities("global"))}
    memories = len(module.entities("memory"))
    types = [type_ for _, type_ in own]
    globals_ = [Global(numbers[name], type_) for name, type_ in mutable.items()]
    names = [RECORD, OWN] if memories else [RECORD]
    source, goes_on = program.binary, None
    # Without a memory, WASI's functions cannot be called.
    if imports and memories:
        source, memories, goes_on, more = logging_copy(program, spot, imports)
        names += more
    binary = recording(source, memories, called, types, globals_, arm=spot.arm, goes_on=goes_on)
    sample, values = runtime.observe(binary, names, invocation=program.invocation, timeout_ns=MAX_OBSERVE_NS)
    if values.get(f"{RECORD}0", 0) < called.call:
        raise KernelError(f"it is not reached: {sample.outcome.in_words}")
    answers = logged(values, module, imports)
    if (memory_bytes := values.get(OWN, 0)) > MAX_MEMORY:
        raise KernelError(f"the memory has {memory_bytes >> 20} MiB ({MAX_MEMORY >> 20} MiB at most)")
    types += mutable.values()
    *bits, begin = recorded(values, len(types) + 1)
    found = [constant(type_, one) for type_, one in zip(types, bits, strict=True)]
    return Snapshot(
        spot,
        spot.function,
        tuple(found[: len(params)]),
        dict(zip((name for name, _ in own), found[: len(own)], strict=True)) if spot.rounds else {},
        dict(zip(mutable, found[len(own) :], strict=True)),
        words_of(values),
        memory_bytes,
        values[f"{COSTS}0"] - begin if COSTS in names else called.cost,
        answers,
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


_CONSTANTS: dict[str, Callable[[int], tuple[str, ...]]] = {
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
