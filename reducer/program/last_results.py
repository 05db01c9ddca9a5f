"""What the last call of each function gave: one run of a copy tells, in which every call passes through a
wrapper that keeps the results.

The functions themselves stay as they are, under another name, and their bodies are not looked into.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Collection, Mapping
from dataclasses import replace

from reducer.program.profile import Observe
from reducer.wat.module import Field, FunctionContext, Module
from reducer.wat.tree import FunctionType, Instr

RESULT = "wreduce_result_"
"""The exported globals are called this, a function's number and a result's."""
_INNER = "_wreduce_inner"
_TO_BITS = {
    "i32": ("i64.extend_i32_u",),
    "i64": (),
    "f32": ("i32.reinterpret_f32", "i64.extend_i32_u"),
    "f64": ("i64.reinterpret_f64",),
}
"""What makes an i64 of a value of each type."""
_FLOATS = {"f32": ("<I", "<f", 23, 0xFF), "f64": ("<Q", "<d", 52, 0x7FF)}
"""Of each type: its bits, its value, how many bits its fraction has, the exponent of what is no number."""


def last_results(module: Module, names: Collection[str], observe: Observe) -> dict[str, tuple[Instr, ...]]:
    """By the name of each of these functions of a named module: constants of what its last call gave (of a
    call that did not return, zeros).

    Left out are functions with results of other types than numbers, and with exports in their header; all of
    them where the copy did not end as it should.
    """
    types: dict[str, FunctionType] = {}
    for entry in module.functions:
        if entry.name in names and entry.exports_nothing:
            type_ = module.function_type(entry.name)
            if all(one in _TO_BITS for one in type_.results):
                types[entry.name] = type_
    keys = {
        name: [f"{RESULT}{number}_{index}" for index in range(len(type_.results))]
        for number, (name, type_) in enumerate(types.items())
    }
    asked = [key for several in keys.values() for key in several]
    values = observe(_with_wrappers(module, types, keys), asked) if asked else {}
    if values is None:
        return {}
    return {
        name: tuple(_constant(one, values[key]) for one, key in zip(type_.results, keys[name], strict=True))
        for name, type_ in types.items()
    }


def _with_wrappers(
    module: Module, types: Mapping[str, FunctionType], keys: Mapping[str, list[str]]
) -> Module:
    wrapped = {name: type_ for name, type_ in types.items() if type_.results}
    fields: list[Field] = []
    for entry in module.fields:
        if entry.keyword == "func" and entry.name in wrapped:
            fields += [_inner(entry), _wrapper(module, entry, wrapped[entry.name], keys[entry.name])]
        else:
            fields.append(entry)
    fields += [
        Field("global", f'(global ${key} (export "{key}") (mut i64) (i64.const 0))')
        for name in wrapped
        for key in keys[name]
    ]
    return module.with_fields(fields)


def _inner(entry: Field) -> Field:
    """The function under its other name."""
    text = entry.text.replace(entry.name, entry.name + _INNER, 1)
    return replace(entry, source=text, start=0, end=-1)


def _wrapper(module: Module, entry: Field, type_: FunctionType, keys: list[str]) -> Field:
    """A function of the same name and type that calls the other and keeps what it gives."""
    first = len(FunctionContext(module, entry).locals)
    locals_ = "".join(f" (local {one})" for one in type_.results)
    code = [f"local.get {index}" for index in range(len(type_.params))]
    code.append(f"call {entry.name}{_INNER}")
    places = list(range(first, first + len(type_.results)))
    code += [f"local.set {place}" for place in reversed(places)]
    for place, one, key in zip(places, type_.results, keys, strict=True):
        code += [f"local.get {place}", *_TO_BITS[one], f"global.set ${key}"]
    code += [f"local.get {place}" for place in places]
    return Field("func", f"{entry.header}{locals_}\n" + "\n".join(code) + ")")


def _constant(type_: str, bits: int) -> Instr:
    bits %= 2**64 if type_.endswith("64") else 2**32
    text = _float(type_, bits) if type_ in _FLOATS else str(_signed(type_, bits))
    return Instr(f"{type_}.const", (text,), (), (type_,))


def _signed(type_: str, bits: int) -> int:
    width = int(type_[1:])
    return bits - 2**width if bits >= 2 ** (width - 1) else bits


def _float(type_: str, bits: int) -> str:
    """A float as the text format has it."""
    as_bits, as_value, fraction, special = _FLOATS[type_]
    (value,) = struct.unpack(as_value, struct.pack(as_bits, bits))
    if not math.isnan(value):
        return str(value) if math.isinf(value) else float(value).hex()
    sign = "-" if bits >> fraction > special else ""
    return f"{sign}nan:0x{bits & (2**fraction - 1):x}"
