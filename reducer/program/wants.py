"""Whether a program asks for something that it was not given: standard input, files, or a clock that
advances.

One run of an instrumented copy shows it: calls of WASI's `fd_read` and `path_open` pass through functions
that count them. An import that is never called is not asked for.
"""

from __future__ import annotations

from collections.abc import Mapping

from reducer.program.profile import Observe, profile
from reducer.program.program import Program
from reducer.wat.module import Field, FunctionContext, Module
from reducer.wat.rebuild import Nodes, rebuild
from reducer.wat.tree import Instr, Node

INPUT, FILES = "wreduce_reads_input", "wreduce_opens_files"
Watched = tuple[str, tuple[str, ...], str]
# For each WASI function: the counter of its calls, its parameters, and which calls are counted.
WATCHED: Mapping[str, Watched] = {
    "fd_read": (INPUT, ("i32", "i32", "i32", "i32"), "(i32.eqz (local.get 0))"),
    "path_open": (
        FILES,
        ("i32", "i32", "i32", "i32", "i32", "i64", "i64", "i32", "i32"),
        "(i32.const 1)",
    ),
}
CLOCK = "wreduce_asks_clock"
CLOCKS: Mapping[str, Watched] = {
    "clock_time_get": (CLOCK, ("i32", "i64", "i32"), "(i32.const 1)"),
    "poll_oneoff": (CLOCK, ("i32", "i32", "i32", "i32"), "(i32.const 1)"),
}
MIN_ASKED = 2
"""A program that asks only once does not wait.  One that waits asks again, though it may work longer and
longer in between."""
SAID = {
    INPUT: "the program reads standard input and was given none: --stdin FILE",
    FILES: "the program opens files and was given no folder: --dir HOST[::GUEST]",
}


def asked_for_in_vain(program: Program, observe: Observe) -> list[str]:
    """A line for each of standard input and files that the program asks for and was not given."""
    module, called = program.module, program.invocation
    given = {INPUT: bool(called.stdin), FILES: bool(called.dirs)}
    watched = {name: how for name, how in _imported(module, WATCHED).items() if not given[how[0]]}
    if not watched:
        return []
    counts = observe(_counting(module, watched), list({counter: None for counter, _, _ in watched.values()}))
    return [] if counts is None else [line for name, line in SAID.items() if counts.get(name)]


def waits_for_a_clock(program: Program, observe: Observe) -> str | None:
    """What a program that does not end asks for over and over, and may be waiting for, in words; None where
    it asks for nothing. `observe` gives the counts of the first moment of a run."""
    counts = profile(program.module, observe) if program.stubs else None
    if counts is not None:
        asked, name = max((counts.functions.get(function, 0), shown) for function, shown in program.stubs)
        if asked >= MIN_ASKED:
            return f"at its start it asked the stubbed {name} {asked:,} times, which always answers zero"
    watched = _imported(program.module, CLOCKS)
    counted = observe(_counting(program.module, watched), [CLOCK]) if watched else None
    if counted is not None and counted[CLOCK] >= MIN_ASKED:
        return f"at its start it asked the clock {counted[CLOCK]:,} times: it may wait for time to pass"
    return None


def _imported(module: Module, functions: Mapping[str, Watched]) -> dict[str, Watched]:
    """How the functions of WASI that a module imports are watched, by their names in the module."""
    return {
        entry.name: functions[entry.imported[1]]
        for entry in module.fields
        if entry.imported is not None and entry.imported[1] in functions
    }


def _counting(module: Module, watched: Mapping[str, Watched]) -> Module:
    def redirected(node: Node, before: Node) -> Nodes:
        if isinstance(node, Instr) and node.op == "call" and node.immediates[0] in watched:
            target = f"$wreduce_watch_{list(watched).index(node.immediates[0])}"
            return (Instr("call", (target,), node.operands, node.results),)
        return (node,)

    fields = [
        entry.with_tree(rebuild(module.body(entry), FunctionContext(module, entry).results(), redirected))
        if entry.keyword == "func" and entry.imported is None and _may_call(entry, watched)
        else entry
        for entry in module.fields
    ]
    fields += [
        Field("global", f'(global ${name} (export "{name}") (mut i64) (i64.const 0))')
        for name in {counter: None for counter, _, _ in watched.values()}
    ]
    fields += [Field("func", _watcher(index, name, *watched[name])) for index, name in enumerate(watched)]
    return module.with_fields(fields)


def _may_call(entry: Field, watched: Mapping[str, Watched]) -> bool:
    """Whether a function's text has such a name: only then its body is read."""
    return entry.tree is not None or any(name in entry.text for name in watched)


def _watcher(index: int, name: str, counter: str, parameters: tuple[str, ...], counted: str) -> str:
    """A function that counts its call and passes it on."""
    handed = " ".join(f"(local.get {number})" for number in range(len(parameters)))
    return (
        f"(func $wreduce_watch_{index} (param {' '.join(parameters)}) (result i32)\n"
        f"(global.set ${counter} (i64.add (global.get ${counter}) (i64.extend_i32_u {counted})))\n"
        f"(call {name} {handed}))"
    )
