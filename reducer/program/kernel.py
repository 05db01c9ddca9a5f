"""A kernel: a module of its own that restores what a call of one function found, and calls it over and over.

It has what that function reaches, the recorded memory as data, the recorded globals and arguments as
constants, and `_start` with a loop.  What the program imports gives the recorded answers.  Where a call
leaves something that changes the next one, each trip first writes back what the call has changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from reducer.edits.declared import with_declarations
from reducer.program.answers import MAX_MEMORY
from reducer.program.profile import Profile
from reducer.program.program import Program, TripConstant
from reducer.program.reach import reached_by
from reducer.program.replay import ANSWERS, Replay, replay, string, writes, zeros
from reducer.program.snapshot import Snapshot
from reducer.program.sparse import sparse_segments
from reducer.program.spots import KernelError
from reducer.wat.constants import text_of
from reducer.wat.instructions import has_trait
from reducer.wat.metered import OWN
from reducer.wat.module import Field, Module
from reducer.wat.rebuild import rebuild
from reducer.wat.tree import Instr, instructions, walk

CALLER = "$wreduce_kernel"
"""The function that calls the other one."""
ONCE = "$wreduce_once"
"""In a kernel that is to be metered: one call."""
FRAME = (CALLER, ONCE, ANSWERS)
"""How the names of functions begin that are a kernel's own, and not the program's."""
_NEVER = "$wreduce_never"
_RESET = "$wreduce_reset"
MAX_RUNS = 256
"""Runs of bytes that are restored, or are a segment of data each; nearer ones are joined until they are so
few."""
FIRST_GAP = 16
"""A segment of its own costs about so many bytes."""
_PAGE = 1 << 16
WRITES_BACK = ("global.set", "i64.store", "memory.init")
"""What a kernel writes back with."""
_SEGMENT_USES = ("memory.init", "data.drop", "table.init", "elem.drop")

Runs = list[tuple[int, bytes]]
"""Pieces of a memory: where each begins, and its bytes."""


def kernel(
    program: Program,
    snapshot: Snapshot,
    ran: Profile,
    trips: int,
    *,
    reset: Collection[int] | None = None,
    once: bool = False,
    data: Runs | None = None,
) -> Program:
    """The kernel of a program at so many trips.

    `ran` is the program's profile: functions in tables that never ran are left out, or give way to one that
    traps.  `reset` are the numbers of the words of memory that each trip writes back, with the globals;
    `once` makes it one to be metered and looked into; `data` stands for the whole of the recorded memory.
    Raises KernelError.
    """
    module = program.module
    reached = reached_by(module, snapshot.function, ran)
    indirect = _uses_tables(module, reached)
    segments = _segments_used(module, reached)
    replayed = replay(module, {name: given for name, given in snapshot.answers.items() if name in reached})
    fields: list[Field] = []
    for entry in module.fields:
        if entry.keyword == "elem" and indirect and entry.name not in segments:
            sparse = sparse_segments(module, entry, reached)
            if sparse is not None:
                fields += sparse
                continue
        kept = _kept(module, entry, reached, indirect, segments, snapshot, replayed)
        fields += [] if kept is None else [kept]
    fields += replayed.fields
    if indirect:
        fields.append(Field("func", f"(func {_NEVER} unreachable)"))
    memory = next(iter(module.entities("memory")), None)
    if memory is not None:
        pieces = runs(snapshot.words, snapshot.words) if data is None else data
        fields += (_active(number, *piece) for number, piece in enumerate(pieces))
        if once:
            fields.append(Field("export", f'(export "{OWN}" (memory {memory.name}))'))
    restored, segment = _restored(module, reached, snapshot, reset)
    fields += segment
    fields += _calling(module, snapshot, trips, replayed.first + restored, once)
    made = replace(
        program,
        module=with_declarations(module.with_fields(fields)),
        trips=(),
        base=None,
        stubs=(),
        entry=snapshot.spot.in_words,
    )
    return replace(made, trips=(_trip(made.module),))


def runs(places: Iterable[int], words: Mapping[int, int]) -> Runs:
    """Pieces of a memory of these words that hold those at these places; places that lie near each other are
    in one, and there are MAX_RUNS at most."""
    gap, ordered = FIRST_GAP, sorted(places)
    while True:
        found: list[list[int]] = []
        for place in ordered:
            if found and 8 * (place - found[-1][1] - 1) <= gap:
                found[-1][1] = place
            else:
                found.append([place, place])
        if len(found) <= MAX_RUNS:
            break
        gap *= 2
    return [
        (8 * first, b"".join(words.get(index, 0).to_bytes(8, "little") for index in range(first, last + 1)))
        for first, last in found
    ]


def writes_back(module: Module) -> bool:
    """Whether a kernel, or what has come of one, still writes back what a call has changed."""
    caller = next((one for one in module.functions if one.name == CALLER), None)
    return caller is not None and any(node.op in WRITES_BACK for node in instructions(module.body(caller)))


def frame(made: Program) -> Program | None:
    """A kernel whose trips only write back what a call changes; None where it writes nothing back."""
    module = made.module
    if not writes_back(module):
        return None
    caller = module.find("function", CALLER)
    body = module.body(caller)
    calls = {
        id(node): ()
        for loop in instructions(body)
        for arm in (() if loop.block is None else loop.block.arms)
        for node in arm.body
        if any(one.op == "call" for one in instructions((node,)))
    }
    alone = caller.with_text(caller.header, rebuild(body, (), replaced=calls))
    fields = [alone if entry is caller else entry for entry in module.fields]
    return replace(made, module=module.with_fields(fields), base=None)


# ---- what stays


def _bodies_of(module: Module, reached: set[str]) -> Iterable[Instr]:
    for function in module.functions:
        if function.name in reached:
            yield from instructions(module.body(function))


def _uses_tables(module: Module, reached: set[str]) -> bool:
    return any(
        has_trait(node.op, "reads_table") or has_trait(node.op, "writes_table") or node.op == "elem.drop"
        for node in _bodies_of(module, reached)
    )


def _segments_used(module: Module, reached: set[str]) -> set[str]:
    return {
        immediate
        for node in _bodies_of(module, reached)
        if node.op in _SEGMENT_USES or node.op.startswith("array.")
        for immediate in node.immediates
    }


def _kept(
    module: Module,
    entry: Field,
    reached: set[str],
    indirect: bool,
    segments: set[str],
    snapshot: Snapshot,
    replayed: Replay,
) -> Field | None:
    """What a field of the program is in the kernel; None where it goes."""
    if entry.keyword in ("export", "start"):
        # Some runtimes refuse a command without its memory.
        return entry if any(one.space == "memory" for one in entry.declaration.references) else None
    if entry.space == "function":
        if entry.name not in reached:
            return None
        if entry.imported is not None:
            return replayed.functions.get(entry.name) or zeros(module, entry.name)
        return _unexported(module, entry)
    if entry.keyword in ("table", "elem"):
        return _with_never(_unexported(module, entry), reached) if indirect else None
    if entry.space == "memory":
        return _sized(entry, snapshot.memory_bytes)
    if entry.keyword == "data":
        if entry.name not in segments:
            return None
        # An active segment was dropped when the program began.
        return Field("data", f'(data {entry.name} "")') if entry.declaration.ops else entry
    if entry.space == "global" and entry.name in snapshot.globals:
        constant = text_of((snapshot.globals[entry.name],))
        return Field("global", f"(global {entry.name} (mut {entry.declaration.value_type}) ({constant}))")
    return _unexported(module, entry)


def _unexported(module: Module, entry: Field) -> Field:
    if not entry.space or not entry.declaration.exports:
        return entry
    if entry.keyword != "func":
        return entry.with_spans((start, end, "") for start, end in entry.declaration.export_spans)
    header, position = "", 0
    for start, end in sorted(entry.declaration.export_spans):
        header += entry.header[position:start]
        position = end
    return entry.with_text(header + entry.header[position:], module.body(entry))


def _with_never(entry: Field, reached: set[str]) -> Field:
    """A table or its elements, without functions that never ran."""
    return entry.with_spans(
        (reference.start, reference.start + len(reference.text), _NEVER)
        for reference in entry.declaration.references
        if reference.space == "function" and reference.text not in reached
    )


def _sized(entry: Field, memory_bytes: int) -> Field:
    """The memory at its size of that moment."""
    declaration = entry.declaration
    if declaration.segment or declaration.limits is None:
        raise KernelError("the program's memory brings its own data")
    start, end = declaration.limits
    _, _, most = entry.text[start:end].strip().partition(" ")
    return entry.with_spans([(start, end, f"{memory_bytes // _PAGE} {most}".rstrip())])


# ---- what comes


def _active(number: int, place: int, content: bytes) -> Field:
    return Field("data", f"(data $wreduce_data_{number} (i32.const {place}) {string(content)})")


def _restored(
    module: Module, reached: set[str], snapshot: Snapshot, reset: Collection[int] | None
) -> tuple[str, Sequence[Field]]:
    """The code that writes back what a call has changed, and the segment that it takes it from."""
    if reset is None:
        return "", ()
    written = {node.immediates[0] for node in _bodies_of(module, reached) if node.op == "global.set"}
    lines = [
        f"(global.set {name} ({text_of((constant,))}))"
        for name, constant in snapshot.globals.items()
        if name in written
    ]
    source = bytearray()
    lines += writes(runs(reset, snapshot.words), _RESET, source)
    if len(source) > MAX_MEMORY:
        raise KernelError("a call changes most of the memory")
    return "\n".join(lines), [Field("data", f"(data {_RESET} {string(bytes(source))})")] if source else ()


def _calling(module: Module, snapshot: Snapshot, trips: int, restored: str, once: bool) -> Sequence[Field]:
    """`_start`, which makes so many trips."""
    function = snapshot.function
    arguments = " ".join(f"({text_of((constant,))})" for constant in snapshot.arguments)
    results = module.function_type(function).results
    call = f"(call {function} {arguments})\n" + "drop\n" * len(results)
    fields = [Field("func", f"(func {ONCE}\n{call})")] if once else []
    body = f"{restored}\n(call {ONCE})" if once else restored + call
    counted = "$wreduce_trips"
    text = f"""(func {CALLER} (export "_start") (local {counted} i32)
(local.set {counted} (i32.const {trips}))
(loop $wreduce_again
{body}
(br_if $wreduce_again
(local.tee {counted} (i32.sub (local.get {counted}) (i32.const 1))))))"""
    return [*fields, Field("func", text)]


def _trip(module: Module) -> TripConstant:
    body = module.body(module.find("function", CALLER))
    nodes = (node for node in walk(body) if isinstance(node, Instr) and node.op == "i32.const")
    return TripConstant(CALLER, next(nodes))
