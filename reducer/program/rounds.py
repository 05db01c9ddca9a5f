"""Some rounds of a loop as a function of their own: it goes on where a recorded round begins.

The function is a copy of the loop's own, with nothing but the loop and the blocks around it, so that branches
mean what they did; one that leaves the loop ends the function.
"""

from __future__ import annotations

from dataclasses import replace

from reducer.program.profile import with_counters
from reducer.program.snapshot import Snapshot
from reducer.program.spots import KernelError, Loop, loops
from reducer.wat.constants import MAX_DEPTH, constants_of
from reducer.wat.module import Field, FunctionContext, Module
from reducer.wat.printer import print_function
from reducer.wat.rebuild import complete
from reducer.wat.tree import Arm, Block, FunctionType, Instr, Node

ROUNDS = "$wreduce_rounds"
_LEFT = "$wreduce_left"


def with_rounds(module: Module, snapshot: Snapshot) -> tuple[Module, Snapshot]:
    """The module with a function that makes the rounds of a snapshot, and the snapshot with that as what is
    called; the very same two where it is of a call.  Raises KernelError."""
    spot = snapshot.spot
    if not spot.rounds:
        return module, snapshot
    function = module.find("function", spot.function)
    body = module.body(function)
    arm = list(with_counters(body))[spot.arm - 1]
    loop = next((one for one in loops(body) if one.node.block and one.node.block.arms[0] is arm), None)
    results = FunctionContext(module, function).results()
    zeros = constants_of(module, results, MAX_DEPTH)
    if loop is None or zeros is None:
        raise KernelError("the loop cannot stand alone")
    params = len(snapshot.arguments)
    restored = [
        Instr("local.set", (name,), (constant,))
        for name, constant in list(snapshot.locals.items())[params:]
        if constant.immediates != ("0",)
    ]
    left = Instr("i32.const", (str(spot.rounds + 1),), (), ("i32",))
    made = (*restored, Instr("local.set", (_LEFT,), (left,)), _alone(loop, zeros))
    field = function.with_text(_header(function), complete(made, results))
    # From its text it gets nodes of its own: counts and edits are told apart by these.
    fresh = Field("func", print_function(module, field))
    return module.with_fields([*module.fields, fresh]), replace(snapshot, function=ROUNDS)


def _header(function: Field) -> str:
    """The header of the function's copy, which has a local more and no export."""
    declaration, header = function.declaration, function.header
    changes = [(start, end, "") for start, end in declaration.export_spans]
    start = declaration.name_position
    changes.append((start, start + len(declaration.name), ROUNDS))
    for begin, end, written in sorted(changes, reverse=True):
        header = header[:begin] + written + header[end:]
    return f"{header} (local {_LEFT} i32)"


def _alone(loop: Loop, zeros: tuple[Node, ...]) -> Node:
    """The loop, which counts its rounds, in blocks that have nothing else in them."""
    block = loop.node.block
    assert block is not None
    left = Instr("local.get", (_LEFT,), (), ("i32",))
    fewer = Instr("i32.sub", (), (left, Instr("i32.const", ("1",), (), ("i32",))), ("i32",))
    over = Instr("i32.eqz", (), (Instr("local.tee", (_LEFT,), (fewer,), ("i32",)),), ("i32",))
    leaves = Arm("then", (), (Instr("return", (), zeros),))
    check = Instr("if", (), (over,), (), Block("", "", FunctionType(), (leaves,)))
    arm = replace(block.arms[0], body=(check, *block.arms[0].body))
    node = replace(loop.node, block=replace(block, arms=(arm,)))
    for around in reversed(loop.around):
        outer = around.block
        assert outer is not None
        inside = Arm("block", (), complete((_void(node),), outer.type.results))
        node = Instr("block", (), (), around.results, replace(outer, arms=(inside,)))
    return _void(node)


def _void(node: Instr) -> Instr:
    return Instr("drop", (), (node,)) if node.results else node
