"""What one counted run shows to be cold goes coarse to fine: functions, then blocks, then statements."""

import pytest
from simulated_engine import program_of

from reducer.edits import apply
from reducer.program.executed import class_of, executed
from reducer.program.profile import Profile, observer, profile
from reducer.runtimes import open_runtime
from reducer.search.cold import cold_calls, cold_functions, in_layers, never_run
from reducer.search.passes import MANY, in_parts
from reducer.wat.assemble import assembler_for
from reducer.wat.module import Field, Module, parse
from reducer.wat.naming import named
from reducer.wat.printer import print_module
from reducer.wat.tree import Body, Instr, walk


def module_of(text: str) -> Module:
    return named(parse(f"(module {text})"))


def counts_of(module: Module, functions: dict[str, int], arm: int = 0) -> Profile:
    """A profile in which every arm of what ran has one count."""
    arms = {
        id(one): arm
        for function in module.functions
        if functions[function.name]
        for node in walk(module.body(function))
        if isinstance(node, Instr) and node.block is not None
        for one in node.block.arms
    }
    return Profile(functions, arms)


def asked(search, answers) -> list[list]:
    """The sets that a pass asks for, answered by a function."""
    sets = []
    try:
        subset = next(search)
        while True:
            sets.append(list(subset))
            subset = search.send(answers(subset))
    except StopIteration:
        return sets


BIG = " ".join(f"(func $never{number} (result i32) (i32.const {number}))" for number in range(MANY + 1))

MAIN = '(func $main (export "_start") (if (i32.const 0) (then (drop (call $never3)))))'


def test_all_that_never_ran_goes_in_one_candidate_and_stays_valid() -> None:
    module = module_of(
        f'{BIG} (func $main (export "_start") (if (i32.const 0) (then (drop (call $never3)))))'
    )
    functions = {entry.name: 0 for entry in module.functions} | {"$main": 1}
    edits = never_run(module, counts_of(module, functions))
    assert len(edits) == MANY + 1 + 1
    assert asked(in_layers(edits), lambda _subset: True) == [edits]
    text = print_module(apply(module, edits))
    assembler_for(text)
    assert text.count("unreachable") == MANY + 1
    assert "call $never3" not in text


def test_bodies_that_never_ran_are_not_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    module = module_of(f"{BIG} {MAIN}")
    functions = {entry.name: 0 for entry in module.functions} | {"$main": 1}
    counts = counts_of(module, functions)
    looked: set[str] = set()
    body = Module.body

    def noted(self: Module, function: Field) -> Body:
        found = body(self, function)
        if not (isinstance(found[0], Instr) and found[0].op == "unreachable"):
            looked.add(function.name)
        return found

    monkeypatch.setattr(Module, "body", noted)
    assert len(never_run(module, counts)) == MANY + 2
    assert looked == {"$main"}


def test_few_functions_that_never_ran_are_left_to_those_that_drop_them() -> None:
    module = module_of('(func $never) (func $main (export "_start"))')
    assert never_run(module, Profile({"$never": 0, "$main": 1}, {})) == []


def test_where_all_is_refused_functions_are_asked_before_what_is_inside_others() -> None:
    module = module_of(
        f'{BIG} (func $main (export "_start") (if (i32.const 0) (then (drop (call $never3)))))'
    )
    functions = {entry.name: 0 for entry in module.functions} | {"$main": 1}
    edits = never_run(module, counts_of(module, functions))
    inside = edits[-1]
    sets = asked(in_layers(edits), lambda subset: inside not in subset)
    assert sets == [edits, edits[:-1], edits]


def test_functions_that_call_nothing_hot_are_offered_coldest_first() -> None:
    module = module_of(
        """(func $hot (param i32) (loop (nop) (nop)))
           (func $warm (nop) (nop) (nop))
           (func $cool (nop))
           (func $leads (call $hot (i32.const 1)) (call $cool))
           (func $main (export "_start") (call $leads) (call $warm) (call $cool))"""
    )
    functions = dict.fromkeys(("$hot", "$warm", "$cool", "$leads", "$main"), 1)
    edits = cold_functions(module, counts_of(module, functions, arm=10_000))
    assert [edit.functions[0].name for edit in edits] == ["$cool", "$warm"]


@pytest.mark.runtime
def test_calls_of_cold_functions_give_what_they_gave_last() -> None:
    program = program_of(
        """(module (global $g (mut i32) (i32.const 0))
             (func $next (result i32) (global.set $g (i32.add (global.get $g) (i32.const 7))) (global.get $g))
             (func $quiet (param i32))
             (func $hot (param $n i32)
               (loop $l (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
             (func $main (export "_start")
               (drop (call $next)) (call $quiet (i32.const 3))
               (call $hot (i32.add (call $next) (i32.const 5000)))))"""
    )
    with open_runtime("wasmtime") as runtime:
        observe = observer(runtime, program)
        counts = profile(program.module, observe)
        assert counts is not None
        edits = cold_calls(program.module, counts, observe)
    assert [edit.label for edit in edits] == [
        "calls of $quiet -> what they gave last",
        "calls of $next -> what they gave last",
    ]
    text = print_module(apply(program.module, edits))
    assembler_for(text)
    assert "call $quiet" not in text and "call $next" not in text
    assert "i32.const 14" in text


def test_a_function_that_calls_through_a_table_may_call_anything() -> None:
    module = module_of(
        """(table 1 funcref) (func $hot (loop (nop))) (func $any (call_indirect (i32.const 0)))
           (func $cool (nop)) (func $cold (nop)) (func $main (export "_start") (call $any) (call $cool))"""
    )
    functions = dict.fromkeys(("$hot", "$any", "$cool", "$cold", "$main"), 1)
    edits = cold_functions(module, counts_of(module, functions, arm=999))
    assert [edit.functions[0].name for edit in edits] == ["$cool", "$cold"]


def test_thousands_of_elements_take_a_few_dozen_candidates() -> None:
    elements = list(range(5000))
    assert len(asked(in_parts(elements), lambda subset: not any(one % 3 == 0 for one in subset))) <= 64
    assert len(asked(in_parts(elements), lambda subset: 4999 not in subset)) <= 12


@pytest.mark.parametrize(
    ("op", "expected"),
    [
        ("i32.load", "load"),
        ("i64.store8", "store"),
        ("call", "call"),
        ("call_indirect", "indirect call"),
        ("memory.copy", "bulk"),
        ("f64.mul", "float"),
        ("i32.div_s", "division"),
        ("br_if", "branch"),
        ("i32.add", "other"),
    ],
)
def test_every_instruction_has_one_class(op: str, expected: str) -> None:
    assert class_of(op) == expected


def test_executed_instructions_are_counted_by_function_and_class() -> None:
    module = module_of(
        """(memory 1) (func $never (drop (i32.load (i32.const 0))))
           (func $main (export "_start") (loop (drop (i32.load (i32.const 0)))))"""
    )
    found = executed(module, counts_of(module, {"$never": 0, "$main": 2}, arm=30))
    assert found == {"$main": {"load": 30, "other": 62}}
