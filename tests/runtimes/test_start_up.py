"""The module that returns at once, and what is left of a run when its start-up is taken off."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from runtime_guests import COUNTS_THEN_TRAPS, HAS_NO_START, TRAPS, binary

from reducer.children import program
from reducer.runtimes import FUEL_USED, open_runtime
from reducer.runtimes.workers.outline import NotAModule, leb128, number_at
from reducer.runtimes.workers.start_up import NoStart, net_of_start_up, returning_at_once

SEEDS = sorted((Path(__file__).parents[2] / "seeds").rglob("*.wat"))
# The global, the if, the return, and what an engine counts for a call.
FEW_INSTRUCTIONS = 20

IMPORTS = {
    "function": '(import "host" "f{n}" (func (param i64 f32) (result i32)))',
    "global": '(import "host" "g{n}" (global i64))',
    "mutable global": '(import "host" "m{n}" (global (mut f64)))',
    "reference": '(import "host" "r{n}" (global externref))',
    "table": '(import "host" "t{n}" (table 1 10 funcref))',
    "growing table": '(import "host" "u{n}" (table 200 externref))',
}


@st.composite
def modules(draw):
    """Modules as WAT, whose `_start` traps: with imports of all kinds, and with or without every section."""
    imports = draw(st.lists(st.sampled_from(sorted(IMPORTS)), max_size=6))
    fields = [IMPORTS[kind].format(n=number) for number, kind in enumerate(imports)]
    memory = draw(st.sampled_from(["", '(import "host" "m" (memory 1 3))', "(memory 1)", "(memory 1 200)"]))
    fields.append(memory)
    before = draw(st.integers(0, 3))
    fields += [f"(func $before{number} (local i32 i64) nop)" for number in range(before)]
    locals_ = draw(st.lists(st.sampled_from(["i32", "i64", "f32", "f64", "externref", "v128"]), max_size=200))
    parameters = " ".join(f"(local {type_})" for type_ in locals_)
    fields.append(f'(func $start (export "_start") {parameters} unreachable)')
    fields += [
        f"(func $after{number} (result i32) (i32.const 3))" for number in range(draw(st.integers(0, 2)))
    ]
    globals_ = draw(st.integers(0, 130))
    fields += [f"(global (mut i32) (i32.const {number}))" for number in range(globals_)]
    if draw(st.booleans()):
        fields.append("(table funcref (elem $start))")
    if memory and draw(st.booleans()):
        fields.append('(data (i32.const 8) "some") (data "passive")')
        if memory.startswith("(memory"):
            fields.append('(export "memory" (memory 0))')
    if before and draw(st.booleans()):
        fields.append("(start $before0)")
    return "(module\n" + "\n".join(fields) + ")"


def assembled(text, folder, *flags):
    source, target = folder / "module.wat", folder / "module.wasm"
    source.write_text(text)
    subprocess.run([program("wat2wasm"), *flags, source, "-o", target], check=True, timeout=60)
    return target.read_bytes()


def is_valid(module, folder):
    path = folder / "edited.wasm"
    path.write_bytes(module)
    return subprocess.run([program("wasm-validate"), path], check=False, timeout=60).returncode == 0


@given(text=modules(), names=st.booleans())
@settings(max_examples=60, deadline=None)
def test_the_module_stays_valid_whatever_it_imports_and_holds(tmp_path_factory, text, names):
    folder = tmp_path_factory.mktemp("module")
    module = assembled(text, folder, *(["--debug-names"] if names else []))
    edited = returning_at_once(module)
    assert is_valid(edited, folder)
    # It adds a global and six instructions, and takes nothing away.
    assert 0 < len(edited) - len(module) < 40


@given(kinds=st.lists(st.sampled_from(["func", "global"]), max_size=8), globals_=st.integers(0, 3))
@settings(max_examples=25, deadline=None)
def test_imported_functions_and_globals_are_counted(tmp_path_factory, kinds, globals_):
    imports = {
        "func": '(import "host" "f" (func))',
        "global": '(import "host" "g" (global i32))',
    }
    fields = [imports[kind] for kind in kinds] + ["(global i32 (i32.const 0))"] * globals_
    folder = tmp_path_factory.mktemp("module")
    text = f'(module {" ".join(fields)} (func) (func (export "_start") unreachable))'
    edited = returning_at_once(assembled(text, folder))
    (folder / "edited.wasm").write_bytes(edited)
    shown = subprocess.run(
        [program("wasm2wat"), "--fold-exprs", folder / "edited.wasm"],
        check=True,
        capture_output=True,
        timeout=60,
    )
    words = shown.stdout.decode().split()
    appended = kinds.count("global") + globals_
    assert f"(func (;{kinds.count('func') + 1};)" in " ".join(words)
    assert f"(global.get {appended}) (then (return))) (unreachable))" in " ".join(words)


@pytest.mark.runtime
@pytest.mark.parametrize("text", [TRAPS, COUNTS_THEN_TRAPS], ids=["plain", "with globals"])
def test_start_returns_before_its_first_instruction(text):
    with open_runtime("wasmtime") as runtime:
        assert runtime.run(binary(text)).outcome.kind == "trapped"
        assert runtime.run(returning_at_once(binary(text))).outcome.normal


@pytest.mark.runtime
def test_every_seed_does_next_to_nothing_when_it_returns_at_once(tmp_path):
    with open_runtime("wasmtime:fuel=on") as runtime:
        for path in SEEDS:
            edited = returning_at_once(assembled(path.read_text(), tmp_path))
            sample, values = runtime.observe(edited, [FUEL_USED], timeout_ns=30 * 10**9)
            assert sample.outcome.normal, path
            assert values[FUEL_USED] < FEW_INSTRUCTIONS, path


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HAS_NO_START, id="none"),
        pytest.param('(module (memory (export "_start") 1))', id="a memory"),
        pytest.param('(module (import "a" "b" (func)) (export "_start" (func 0)))', id="an import"),
    ],
)
def test_a_module_without_a_start_of_its_own_is_refused(text):
    with pytest.raises(NoStart):
        returning_at_once(binary(text))


@pytest.mark.parametrize(
    "data", [b"", b"not wasm at all", b"\0asm\x01\0\0\0\x01", b"\0asm\x01\0\0\0\x07\x03\x01"]
)
def test_what_is_no_module_is_told_apart(data):
    with pytest.raises(NotAModule):
        returning_at_once(data)


@given(cut=st.integers(9, 200))
def test_a_module_that_is_cut_off_gives_one_of_two_errors_and_no_other(cut):
    whole = binary(COUNTS_THEN_TRAPS)
    try:
        returning_at_once(whole[: min(cut, len(whole) - 1)])
    except (NoStart, NotAModule):
        return
    # Only what comes after the code can be missing without being missed.
    assert cut > len(whole) // 2


@given(number=st.integers(0, 2**32 - 1), rest=st.binary())
def test_a_number_is_read_as_it_was_written(number, rest):
    assert number_at(leb128(number) + rest, 0) == (number, len(leb128(number)))


def test_a_number_is_written_in_as_few_bytes_as_it_takes():
    assert [leb128(number) for number in (0, 127, 128, 624485)] == [
        b"\x00",
        b"\x7f",
        b"\x80\x01",
        b"\xe5\x8e\x26",
    ]


def test_a_time_within_the_noise_of_start_up_is_unmeasurable_and_not_infinite():
    start_up = [100.0, 98.0, 102.0, 101.0, 99.0]
    assert net_of_start_up(150.0, start_up) == pytest.approx(50.0)
    assert net_of_start_up(105.0, start_up) is None
    assert net_of_start_up(90.0, start_up) is None
    with pytest.raises(ValueError, match="empty module"):
        net_of_start_up(1.0, [])


def test_a_start_up_that_seems_not_to_vary_is_not_believed_to():
    assert net_of_start_up(109.0, [100.0] * 5) is None
    assert net_of_start_up(111.0, [100.0] * 5) == pytest.approx(11.0)
