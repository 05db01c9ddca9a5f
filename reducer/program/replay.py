"""What stands in a kernel for the imports of its program: functions that give the recorded answers.

Each gives its own answers in turn, the last one over and over; every trip of the kernel begins with the
first.  An import that always answers the same needs no turns, and one that the recorded call has not called
gives zeros.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reducer.program.answers import Answer, typed
from reducer.program.snapshot import constant
from reducer.wat.constants import MAX_DEPTH, constants_of, text_of
from reducer.wat.module import Field, Module

ANSWERS = "$wreduce_answers"
"""How the names of functions begin that give answers, which are a kernel's own, and not the program's."""
_NEXT = "$wreduce_next"
_WRITTEN = "$wreduce_written"


@dataclass(frozen=True)
class Replay:
    """By the names of imports what stands in their place; other fields that these need; and the code that
    goes back to the first answers."""

    functions: Mapping[str, Field]
    fields: Sequence[Field]
    first: str


def replay(module: Module, answers: Mapping[str, Sequence[Answer]]) -> Replay:
    """What stands for the imported functions of a module that have given these answers."""
    functions, fields, first = {}, [], []
    written = bytearray()
    for number, (name, given) in enumerate(answers.items()):
        type_ = module.function_type(name)
        different = list(dict.fromkeys(given))
        codes = [_code(type_.results, answer, written) for answer in different]
        if len(codes) == 1 and not different[0].words:
            functions[name] = Field("func", f"(func {name}{typed(type_)} {codes[0]})")
            continue
        own = f"{ANSWERS}_{number}"
        functions[name] = Field("func", f"(func {name}{typed(type_)} (call {own}))")
        results = f" (result {' '.join(type_.results)})" if type_.results else ""
        if len(codes) > 1:
            counter = f"{_NEXT}_{number}"
            fields.append(Field("global", f"(global {counter} (mut i32) (i32.const 0))"))
            first.append(f"(global.set {counter} (i32.const 0))")
            code = _in_turn(codes, [different.index(answer) for answer in given], counter)
        else:
            code = codes[0]
        fields.append(Field("func", f"(func {own}{results}{code})"))
    if written:
        fields.append(Field("data", f"(data {_WRITTEN} {string(bytes(written))})"))
    return Replay(functions, fields, "\n".join(first))


def zeros(module: Module, name: str) -> Field:
    """A function that gives zeros in the place of an import."""
    type_ = module.function_type(name)
    constants = constants_of(module, type_.results, MAX_DEPTH)
    body = "unreachable" if constants is None else text_of(constants)
    return Field("func", f"(func {name}{typed(type_)} {body})")


def writes(pieces: Iterable[tuple[int, bytes]], segment: str, source: bytearray) -> list[str]:
    """Instructions that write pieces of the memory; what they copy from the segment is added to `source`."""
    lines = []
    for place, content in pieces:
        if len(content) == 8:
            value = int.from_bytes(content, "little", signed=True)
            lines.append(f"(i64.store (i32.const {place}) (i64.const {value}))")
        else:
            copied = f"(i32.const {len(source)}) (i32.const {len(content)})"
            lines.append(f"(memory.init {segment} (i32.const {place}) {copied})")
            source += content
    return lines


def string(content: bytes) -> str:
    """Bytes as a string of the text format."""
    return '"' + "".join(_BYTES[byte] for byte in content) + '"'


_BYTES = [
    chr(byte) if 32 <= byte < 127 and chr(byte) not in '"\\' else f"\\{byte:02x}" for byte in range(256)
]


def _code(results: Iterable[str], answer: Answer, written: bytearray) -> str:
    """The code of one answer; what it copies from the segment is added to `written`."""
    lines = writes(_pieces(answer.words), _WRITTEN, written)
    constants = (constant(type_, bits) for type_, bits in zip(results, answer.results, strict=True))
    return "\n".join([*lines, text_of(tuple(constants))])


def _pieces(words: Sequence[tuple[int, int]]) -> Iterable[tuple[int, bytes]]:
    """Pieces of the memory without gaps that have these words: where each begins, and its bytes."""
    found: dict[int, bytearray] = {}
    end = -1
    for place, word in words:
        if place != end:
            first = 8 * place
            found[first] = bytearray()
        found[first] += word.to_bytes(8, "little")
        end = place + 1
    return ((first, bytes(content)) for first, content in found.items())


def _in_turn(codes: Sequence[str], order: Sequence[int], counter: str) -> str:
    """The code that gives one of several answers: the one that is next in this order."""
    labels = [f"$answer_{index}" for index in range(len(codes) - 1)]
    targets = " ".join(labels[index] if index < len(labels) else "$last" for index in order)
    opened = "\n".join(f"block {label}" for label in ["$last", *reversed(labels)])
    closed = "".join(f"end\n{code}\nreturn\n" for code in codes[:-1])
    return f""" (local $which i32)
(local.set $which (global.get {counter}))
(global.set {counter} (i32.add (local.get $which) (i32.const 1)))
{opened}
(br_table {targets} (local.get $which))
{closed}end
{codes[-1]}"""
