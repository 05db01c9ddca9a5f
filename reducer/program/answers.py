"""What the imports of a program answer while a recorded call runs: their results, and what they write to the
memory.

In a copy of the program every import that the call may reach has a wrapper.  From the recorded call on, it
keeps the memory as it is before the import is called, and logs the words that differ after that.  The copy
ends with that call, or with its last round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from reducer.program.program import Program
from reducer.program.spots import KernelError, Spot
from reducer.wat.assemble import Assembler
from reducer.wat.metered import COSTS, OWN, GoesOn, metered
from reducer.wat.module import Field, Module
from reducer.wat.tree import FunctionType

LOG = "wreduce_log"
"""The memory of the log is exported under this name.  Of each answer it has the number of its import, counted
from 1; how many words of memory it changed; of each of these its place and its content; and the results, two
words each."""
FULL = "wreduce_full"
"""The global that says why the log ends early is exported under this name; see `_TOO_MUCH`."""
MAX_MEMORY = 64 << 20
"""Bytes of the program's memory, which go through a pipe and into a text."""
MAX_CALLS = 1_000
"""Of imports by a recorded call: the whole memory is compared after each."""
MAX_WRITTEN = 256 << 10
"""Bytes that imports write: a kernel writes them in each trip."""
_TOO_MUCH = {
    1: f"it calls imported functions more than {MAX_CALLS:,} times",
    2: f"the imported functions that it calls write more than {MAX_WRITTEN >> 10} KiB of memory",
    3: f"the memory has more than {MAX_MEMORY >> 20} MiB",
}
_WORD, _VALUE, _PAGE = 8, 16, 1 << 16
_SUFFIX = "_wreduce_inner"
_STORED = ("i32", "i64", "f32", "f64", "v128")


@dataclass(frozen=True)
class Answer:
    """What one call of an import gave: the bits of its results, and the numbers of the words of memory that
    it changed, with what they came to hold."""

    results: tuple[int, ...]
    words: tuple[tuple[int, int], ...] = ()


class LoggingCopy(NamedTuple):
    """The binary of a logging copy, of a call a metering copy as well; how many memories it has; how a
    recording copy of it goes on; and what more to ask that for."""

    binary: bytes
    memories: int
    goes_on: GoesOn
    names: tuple[str, ...]


def logging_copy(program: Program, spot: Spot, imports: Sequence[str]) -> LoggingCopy:
    """The copy that logs what these imports answer during a spot's call or rounds; OWN is the memory, of
    which a program has one, as it was when these began.  Raises KernelError, WatError."""
    module = program.module
    types = {name: module.function_type(name) for name in imports}
    if odd := [one for type_ in types.values() for one in type_.results if one not in _STORED]:
        raise KernelError(f"an imported function that it may call gives a reference ({odd[0]})")
    (own,) = (entry.name for entry in module.entities("memory"))
    fields = [
        _renamed(entry) if entry.space == "function" and entry.name in {*imports, spot.function} else entry
        for entry in module.fields
    ]
    results = max(len(type_.results) for type_ in types.values())
    log_bytes = MAX_CALLS * _VALUE * (1 + results) + MAX_WRITTEN // _WORD * _VALUE
    texts = [_counting_depth(spot.function, module.function_type(spot.function))]
    texts += [_import_wrapper(name, type_, number) for number, (name, type_) in enumerate(types.items(), 1)]
    texts += _started(own), _keep(own), _compare(own), _TOO_MUCH_LOGGED
    texts.append(f'(memory $wreduce_log (export "{LOG}") {-(-log_bytes // _PAGE)})')
    texts.append(f'(memory $wreduce_own (export "{OWN}") 0 {MAX_MEMORY // _PAGE})')
    texts.append(f"(memory $wreduce_before 0 {MAX_MEMORY // _PAGE})")
    variables = {**_VARIABLES, "left": max(1, spot.rounds) + 1}
    texts += [f"(global $wreduce_{name} (mut i32) (i32.const {value}))" for name, value in variables.items()]
    texts.append(f'(global $wreduce_full (export "{FULL}") (mut i32) (i32.const 0))')
    copy = module.with_fields([*fields, *(Field(text[1:].split()[0], text) for text in texts)])
    # The log is in a memory of its own, of which wabt knows nothing.
    made = replace(program, module=copy, assembler=Assembler("wasm-tools"), trips=(), base=None)
    names = [entry.name for entry in copy.entities("function")]
    memories, started = len(copy.entities("memory")), names.index("$wreduce_started")
    if spot.rounds:
        return LoggingCopy(made.binary, memories, GoesOn(started), (LOG, FULL))
    # Another run may be given other things, so that the call costs something else than it did in that.
    ours = range(len(module.functions), len(copy.functions))
    binary = metered(made.binary, len(names), memories, {}, free=ours)
    return LoggingCopy(binary, memories + 1, GoesOn(started, memories), (COSTS, LOG, FULL))


def logged(
    values: Mapping[str, int], module: Module, imports: Sequence[str]
) -> dict[str, tuple[Answer, ...]]:
    """What each of these imports answered, in order, from the words of the memory LOG; those that were not
    called are left out.  Raises KernelError where there was too much to log."""
    if full := values.get(FULL, 0):
        raise KernelError(_TOO_MUCH[full])

    def word(index: int) -> int:
        return values.get(f"{LOG}{index}", 0)

    found: dict[str, list[Answer]] = {}
    position = 0
    while number := word(position):
        name = imports[number - 1]
        first = position + 2
        position = first + 2 * word(position + 1)
        changed = tuple((word(index), word(index + 1)) for index in range(first, position, 2))
        results = []
        for _ in module.function_type(name).results:
            results.append(word(position) | word(position + 1) << 64)
            position += 2
        found.setdefault(name, []).append(Answer(tuple(results), changed))
    return {name: tuple(answers) for name, answers in found.items()}


def typed(type_: FunctionType) -> str:
    """Parameters and results as a function's header has them, without names."""
    params = f" (param {' '.join(type_.params)})" if type_.params else ""
    return params + (f" (result {' '.join(type_.results)})" if type_.results else "")


# ---- the copy


def _renamed(entry: Field) -> Field:
    """The function under its other name."""
    place = entry.declaration.name_position + len(entry.name)
    return replace(entry, source=entry.text[:place] + _SUFFIX + entry.text[place:], start=0, end=-1)


def _call(name: str, type_: FunctionType) -> str:
    gets = " ".join(f"(local.get {index})" for index in range(len(type_.params)))
    return f"(call {name}{_SUFFIX} {gets})"


def _counting_depth(name: str, type_: FunctionType) -> str:
    """In the place of the function that the spot is in: it tells apart the calls that are within each other,
    and ends the run where the recorded one returns."""
    return f"""(func {name}{typed(type_)}
  (global.set $wreduce_depth (i32.add (global.get $wreduce_depth) (i32.const 1)))
  {_call(name, type_)}
  (if (i32.eq (global.get $wreduce_at) (global.get $wreduce_depth)) (then (unreachable)))
  (global.set $wreduce_depth (i32.sub (global.get $wreduce_depth) (i32.const 1))))"""


def _import_wrapper(name: str, type_: FunctionType, number: int) -> str:
    """In the place of an import: it logs what that answers."""
    kept = [(len(type_.params) + index, one) for index, one in enumerate(type_.results)]
    locals_ = "".join(f" (local {one})" for _, one in kept)
    sets = "\n".join(f"local.set {place}" for place, _ in reversed(kept))
    stores = "\n".join(
        f"""({one}.store $wreduce_log (global.get $wreduce_end) (local.get {place}))
  (global.set $wreduce_end (i32.add (global.get $wreduce_end) (i32.const {_VALUE})))"""
        for place, one in kept
    )
    gets = "\n".join(f"local.get {place}" for place, _ in kept)
    return f"""(func {name}{typed(type_)}{locals_}
  (if (i32.lt_s (global.get $wreduce_at) (i32.const 0)) (then (return {_call(name, type_)})))
  (call $wreduce_keep)
  {_call(name, type_)}
  {sets}
  (call $wreduce_compare (i32.const {number}))
  {stores}
  {gets})"""


_VARIABLES = {"depth": 0, "at": -1, "calls": 0, "end": 0, "written": 0}
"""Globals of a copy: how many calls of the function are within each other now, and were when the recording
began, -1 before that; how many answers are in the log, and where it ends; how many bytes imports wrote.  One
more are the rounds that are `left`; for a call it is 1, since that ends before another one begins as deep."""


def _started(own: str) -> str:
    """What the copy calls when the recording begins and at each such start from then on."""
    return f"""(func $wreduce_started
  (if (i32.lt_s (global.get $wreduce_at) (i32.const 0))
    (then
      (global.set $wreduce_at (global.get $wreduce_depth))
      {_copied(own, "$wreduce_own")}))
  (if (i32.eq (global.get $wreduce_at) (global.get $wreduce_depth))
    (then
      (global.set $wreduce_left (i32.sub (global.get $wreduce_left) (i32.const 1)))
      (if (i32.eqz (global.get $wreduce_left)) (then (unreachable))))))"""


def _keep(own: str) -> str:
    """What keeps the memory before an import is called."""
    return f"(func $wreduce_keep {_copied(own, '$wreduce_before')})"


def _copied(own: str, to: str) -> str:
    """Instructions that make the other memory one like the program's."""
    return f"""(if
  (i32.lt_s (memory.grow {to} (i32.sub (memory.size {own}) (memory.size {to}))) (i32.const 0))
  (then (call $wreduce_too_much (i32.const 3))))
(memory.copy {to} {own} (i32.const 0) (i32.const 0) (i32.shl (memory.size {own}) (i32.const 16)))"""


def _compare(own: str) -> str:
    """What begins an answer in the log, with the words that differ from those that were kept."""
    return f"""(func $wreduce_compare (param $number i32)
  (local $start i32) (local $place i32) (local $size i32)
  (if (i32.eq (global.get $wreduce_calls) (i32.const {MAX_CALLS}))
    (then (call $wreduce_too_much (i32.const 1))))
  (global.set $wreduce_calls (i32.add (global.get $wreduce_calls) (i32.const 1)))
  (local.set $start (global.get $wreduce_end))
  (i32.store $wreduce_log (local.get $start) (local.get $number))
  (global.set $wreduce_end (i32.add (global.get $wreduce_end) (i32.const {_VALUE})))
  (local.set $size (i32.shl (memory.size {own}) (i32.const 16)))
  (block $done (loop $next
    (br_if $done (i32.ge_u (local.get $place) (local.get $size)))
    (if (i64.ne (i64.load {own} (local.get $place)) (i64.load $wreduce_before (local.get $place)))
      (then
        (if (i32.eq (global.get $wreduce_written) (i32.const {MAX_WRITTEN}))
          (then (call $wreduce_too_much (i32.const 2))))
        (global.set $wreduce_written (i32.add (global.get $wreduce_written) (i32.const {_WORD})))
        (i32.store $wreduce_log (global.get $wreduce_end) (i32.shr_u (local.get $place) (i32.const 3)))
        (i64.store $wreduce_log offset=8 (global.get $wreduce_end) (i64.load {own} (local.get $place)))
        (global.set $wreduce_end (i32.add (global.get $wreduce_end) (i32.const {_VALUE})))))
    (local.set $place (i32.add (local.get $place) (i32.const {_WORD})))
    (br $next)))
  (i32.store $wreduce_log offset=8 (local.get $start)
    (i32.shr_u
      (i32.sub (i32.sub (global.get $wreduce_end) (local.get $start)) (i32.const {_VALUE}))
      (i32.const 4))))"""


_TOO_MUCH_LOGGED = """(func $wreduce_too_much (param $why i32)
  (global.set $wreduce_full (local.get $why))
  (unreachable))"""
