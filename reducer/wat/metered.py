"""Two copies of a module's binary that find where its time is spent, and what is there at that moment.

The metering copy adds up what every call of some functions costs, with all that it calls; the recording copy
stops at a chosen call and keeps the function's arguments and the module's globals.  Both write to one more
memory, as the counting copy does (`wat/counted.py`).  Costs are in instructions of arms that were started,
those that only open and close blocks aside: what follows a branch within an arm counts as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from reducer.wat.counted import WORD, bodies, marked, number_of_instructions, with_words, written
from reducer.wat.errors import WatError
from reducer.wat.sections import number, sections

COSTS = "wreduce_costs"
"""The memory of the metering copy is exported under this name."""
RECORD = "wreduce_record"
"""That of the recording copy; word 0 are the calls so far, then two words for each value."""
OWN = "wreduce_own"
"""The module's own memory is exported under this name by the recording copy."""
SIZES = 64
"""Calls are told apart by the power of two of their costs."""
_FUNCTION_SECTION = 3
_PER_SIZE = 3
_PER_FUNCTION = 1 + SIZES * _PER_SIZE
_STORES = {"i32": b"\x36", "i64": b"\x37", "f32": b"\x38", "f64": b"\x39", "v128": b"\xfd\x0b"}
_ALIGNED = 0x40
"""An alignment of one byte, and a memory's number follows."""


class Called(NamedTuple):
    """The calls of a function that cost about the same: what they cost together, and of one of them, in the
    second half of that sum, which call it was, counted from 1, and what it cost."""

    function: int
    together: int
    call: int
    cost: int


class Global(NamedTuple):
    """A global's number and type."""

    number: int
    type: str


class GoesOn(NamedTuple):
    """How a recording copy goes on: the number of the function that it calls there and at each such start
    from then on; of one that is a metering copy as well, that of the memory COSTS."""

    function: int
    costs: int | None = None


def metered(
    binary: bytes,
    functions: int,
    memories: int,
    watched: Mapping[int, int],
    *,
    free: Collection[int] = (),
) -> bytes:
    """The metering copy of a module of so many functions and memories, imported ones included.

    `watched` has of each function to be watched, by its place among those that the module defines, how many
    parameters it has; what the bodies of `free` ones execute costs nothing.  Raises WatError where an
    instruction is not known.
    """
    code: list[bytes] = []
    moved: list[bytes] = []
    types: list[int] = []
    own_types = list(_types(binary))
    for index, body in enumerate(bodies(binary)):
        if index in free:
            code.append(body)
            continue
        first, *rest = marked(body)
        made = first + b"".join(_add(memories, number_of_instructions(piece)) + piece for piece in rest)
        if index in watched:
            block = WORD * (1 + len(moved) * _PER_FUNCTION)
            code.append(_wrapper(functions + len(moved), watched[index], memories, block))
            moved.append(made)
            types.append(own_types[index])
        else:
            code.append(made)
    return with_words(binary, [*code, *moved], memories, 1 + len(moved) * _PER_FUNCTION, COSTS, types=types)


def calls(values: Mapping[str, int], watched: Mapping[int, int]) -> tuple[int, list[Called]]:
    """What the whole run cost, and the calls of all functions that were watched, by their size, from the
    words of the memory COSTS."""
    found = []
    for place, function in enumerate(sorted(watched)):
        for size in range(SIZES):
            first = 2 + place * _PER_FUNCTION + size * _PER_SIZE
            together, call, cost = (values.get(f"{COSTS}{first + index}", 0) for index in range(_PER_SIZE))
            if together:
                found.append(Called(function, together, call, cost))
    return values.get(f"{COSTS}0", 0), found


def recording(
    binary: bytes,
    memories: int,
    called: Called,
    own: Sequence[str],
    globals_: Sequence[Global],
    *,
    arm: int = 0,
    goes_on: GoesOn | None = None,
) -> bytes:
    """The recording copy: at that call it stores the first locals, which are of these types, and these
    globals, and traps.  With `arm`, at that start of the function's arm of that number, counted from 1.

    One that `goes_on` does not show the module's own memory, which changes; one that meters stores as one
    more value what the run has cost so far.  Raises WatError for a value that cannot be stored.
    """
    code = list(bodies(binary))
    pieces = marked(code[called.function])
    pieces.insert(1 + arm, _stop(memories, called.call, own, globals_, goes_on))
    code[called.function] = b"".join(pieces)
    words = 1 + 2 * (len(own) + len(globals_) + 1)
    shown = {OWN: 0} if memories and goes_on is None else {}
    return with_words(binary, code, memories, words, RECORD, shown=shown)


def recorded(values: Mapping[str, int], number_of: int) -> list[int]:
    """The values that a recording copy has stored, each as a number of 128 bits."""
    places = (1 + 2 * index for index in range(number_of))
    return [
        values.get(f"{RECORD}{place}", 0) | values.get(f"{RECORD}{place + 1}", 0) << 64 for place in places
    ]


def _types(binary: bytes) -> Iterator[int]:
    """The number of the type of every function that the module defines."""
    for section in sections(binary):
        if section.id == _FUNCTION_SECTION:
            count, position = number(binary, section.content)
            for _ in range(count):
                type_, position = number(binary, position)
                yield type_


# ---- code


def _place(memory: int, offset: int) -> bytes:
    return bytes([_ALIGNED]) + written(memory) + written(offset)


def _load(memory: int, offset: int, address: bytes = b"\x41\x00") -> bytes:
    return address + b"\x29" + _place(memory, offset)


def _store(memory: int, offset: int, value: bytes, address: bytes = b"\x41\x00") -> bytes:
    return address + value + b"\x37" + _place(memory, offset)


def _signed(value: int) -> bytes:
    """A signed LEB128 number that is not negative."""
    found = written(value)
    return found if not found[-1] & 0x40 else found[:-1] + bytes([found[-1] | 0x80, 0x00])


def _add(memory: int, cost: int) -> bytes:
    """`total += cost`."""
    if not cost:
        return b""
    return _store(memory, 0, _load(memory, 0) + b"\x42" + _signed(cost) + b"\x7c")


def _wrapper(inner: int, params: int, memory: int, block: int) -> bytes:
    """The body of a function that calls the inner one and adds up what that has cost.

    Of calls of one size, the one is remembered with which their sum reaches another power of two.
    """
    cost, call, old, new, place = (written(params + index) for index in range(5))

    def get(index: bytes) -> bytes:
        return b"\x20" + index

    sums = block + WORD
    return b"".join(
        (
            b"\x02\x04\x7e\x01\x7f",
            _store(memory, block, _load(memory, block) + b"\x42\x01\x7c\x22" + call),
            _load(memory, 0) + b"\x21" + cost,
            *(get(written(index)) for index in range(params)),
            b"\x10" + written(inner),
            _load(memory, 0) + get(cost) + b"\x7d\x21" + cost,
            # place = (63 - clz(cost | 1)) * 24
            b"\x42\x3f"
            + get(cost)
            + b"\x42\x01\x84\x79\x7d\x42"
            + _signed(_PER_SIZE * WORD)
            + b"\x7e\xa7\x21",
            place,
            _load(memory, sums, get(place)) + b"\x22" + old + get(cost) + b"\x7c\x21" + new,
            # The highest bit of the sum has changed: (new ^ old) > old, unsigned.
            get(new) + get(old) + b"\x85" + get(old) + b"\x56\x04\x40",
            _store(memory, sums + WORD, get(call), get(place)),
            _store(memory, sums + 2 * WORD, get(cost), get(place)),
            b"\x0b",
            _store(memory, sums, get(new), get(place)),
            b"\x0b",
        )
    )


def _stop(
    memory: int, call: int, own: Sequence[str], globals_: Sequence[Global], goes_on: GoesOn | None
) -> bytes:
    """At that call: store everything, and trap or go on."""
    values = [(b"\x20" + written(index), type_) for index, type_ in enumerate(own)]
    values += [(b"\x23" + written(one.number), one.type) for one in globals_]
    if goes_on is not None and goes_on.costs is not None:
        values.append((_load(goes_on.costs, 0), "i64"))
    stores = []
    for index, (value, type_) in enumerate(values):
        if type_ not in _STORES:
            raise WatError(f"a value of type {type_} cannot be stored")
        stores.append(b"\x41\x00" + value + _STORES[type_] + _place(memory, WORD * (1 + 2 * index)))
    number = _load(memory, 0) + b"\x42" + _signed(call)
    made = [_store(memory, 0, _load(memory, 0) + b"\x42\x01\x7c"), number + b"\x51\x04\x40", *stores]
    if goes_on is None:
        return b"".join([*made, b"\x00\x0b"])
    # From that call on, unsigned.
    return b"".join([*made, b"\x0b", number, b"\x5a\x04\x40\x10" + written(goes_on.function) + b"\x0b"])
