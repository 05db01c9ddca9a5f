"""The canary: what its loops are, what it makes of the times they take, and what it sees in real runtimes."""

import json
import struct
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from simulated_runtime import SimulatedRuntime

from reducer.children import program
from reducer.runtimes import Outcome, RuntimesError, open_runtime
from reducer.runtimes.canary import LOOPS, ModeMismatch, check_mode, measure_canary, remembered, tier_of
from reducer.runtimes.canary_module import LANES, LIVE_STEPS, MAGIC, ROOTS, ROUNDS, canary_module
from reducer.runtimes.releases import cache_folder
from reducer.runtimes.spec import parse_spec
from reducer.runtimes.table import known_runtimes

# ns a trip, as measured: live, roots, dead.
MEASURED = {
    "Cranelift": (33.5, 98.7, 0.5),
    "Cranelift of wasmtime 41": (50.4, 97.9, 0.5),
    "LLVM of WasmEdge": (18.2, 101.3, 0.5),
    "OMG": (34.1, 108.3, 1.0),
    "Winch": (36.9, 135.7, 35.9),
    "Liftoff": (44.2, 101.1, 48.5),
    "V8 as it comes": (47.7, 101.8, 47.0),
    "BBQ": (28.2, 101.1, 22.9),
    "Pulley": (310.0, 176.5, 5.4),
    "wasm3": (314.3, 138.8, 305.0),
    "wasmi": (264.4, 100.9, 255.4),
    "wazero's interpreter": (2861.5, 356.4, 2671.7),
    "WasmEdge's interpreter": (4081.1, 427.4, 3861.2),
    "iwasm's interpreter": (188.5, 175.2, 255.1),
    "iwasm's fast JIT": (18.8, 118.0, 17.7),
    "iwasm's LLVM JIT": (18.5, 98.1, 0.5),
}
SEEN = {
    "optimising": ["Cranelift", "Cranelift of wasmtime 41", "LLVM of WasmEdge", "OMG", "iwasm's LLVM JIT"],
    "baseline": ["Winch", "Liftoff", "V8 as it comes", "BBQ", "iwasm's fast JIT"],
    "interpreter": [
        "Pulley",
        "wasm3",
        "wasmi",
        "wazero's interpreter",
        "WasmEdge's interpreter",
        "iwasm's interpreter",
    ],
}


def times(name: str) -> dict[str, float]:
    return dict(zip(("live", "roots", "dead"), MEASURED[name], strict=True))


@pytest.fixture(autouse=True)
def memory(tmp_path, monkeypatch):
    """Where the canary keeps what it has seen."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "wreduce" / "canary.json"


def runtime_like(name: str, spec: str, **options) -> SimulatedRuntime:
    """A simulated runtime on which the loops take what they took there."""
    sizes = {len(canary_module(loop, 1 << 20)) // 10: loop for loop in LOOPS}
    assert len(sizes) == len(LOOPS)

    def behave(binary: bytes) -> tuple[Outcome, float]:
        loop = min(sizes.items(), key=lambda entry: abs(entry[0] - len(binary) // 10))[1]
        return Outcome("exited", 0), times(name)[loop] * trips_of(binary) / 1e9

    return SimulatedRuntime(behave, spec=spec, **options)


def trips_of(binary: bytes) -> int:
    """The constant that the first local is set to."""
    place = binary.index(bytes([4, 1, 0x7F, 2, 0x7E, 1, 0x7C, LANES, 0x7E, 0x41])) + 10
    number, shift = 0, 0
    while True:
        byte = binary[place]
        number |= (byte & 0x7F) << shift
        shift, place = shift + 7, place + 1
        if not byte & 0x80:
            return number


# ---- the loops


def as_text(loop: str, trips: int) -> str:
    """What the binary is meant to be, in the text format."""
    lanes = [f"$lane{number}" for number in range(LANES)]
    if loop == "roots":
        work = "local.get $root f64.const 2.5 f64.add f64.sqrt local.set $root\n" * ROOTS
    else:
        work = "".join(
            f"local.get $state i64.const {number} i64.rotl local.set {lane}\n"
            for number, lane in enumerate(lanes, 4)
        )
        step = "local.get {0} local.get $state i64.add local.get $kept i64.xor local.set {0}\n"
        work += "".join(step.format(lane) for lane in lanes) * ROUNDS
        if loop == "live":
            work += "".join(f"local.get $kept local.get {lane} i64.xor local.set $kept\n" for lane in lanes)
    return f"""(module (memory (export "memory") 1)
      (func (export "_start") (local $trips i32) (local $state i64) (local $kept i64) (local $root f64)
        {" ".join(f"(local {lane} i64)" for lane in lanes)}
        i32.const {trips} local.set $trips
        i64.const {MAGIC} local.set $state
        loop
          local.get $state i64.const 7 i64.rotl i64.const {MAGIC} i64.add local.set $state
          {work}
          local.get $trips i32.const 1 i32.sub local.tee $trips br_if 0
        end
        local.get $kept local.get $state i64.xor local.get $root i64.reinterpret_f64 i64.xor
        i64.const {MAGIC} i64.eq
        if unreachable end))"""


@pytest.mark.parametrize("trips", [1, 100, 1 << 20, 1 << 30])
@pytest.mark.parametrize("loop", LOOPS)
def test_the_binary_is_what_wabt_makes_of_the_text(tmp_path, loop, trips):
    (tmp_path / "canary.wat").write_text(as_text(loop, trips))
    subprocess.run([program("wat2wasm"), "canary.wat"], cwd=tmp_path, check=True, timeout=60)
    assert canary_module(loop, trips) == (tmp_path / "canary.wasm").read_bytes()


def test_the_live_steps_are_counted_right():
    live = canary_module("live", 1)
    body = live[live.index(b"_start") :]
    added = body.count(bytes([0x20, 1, 0x7C])) + body.count(bytes([0x20, 2, 0x85]))
    assert added == LIVE_STEPS
    assert struct.pack("<d", 2.5) in canary_module("roots", 1)


# ---- what is made of the times


@pytest.mark.parametrize("tier", SEEN)
def test_times_of_real_runtimes_tell_what_they_are(tier):
    assert {name: tier_of(times(name)) for name in SEEN[tier]} == dict.fromkeys(SEEN[tier], tier)


@pytest.mark.parametrize("factor", [0.2, 5.0])
@pytest.mark.parametrize("name", MEASURED)
def test_a_slower_or_faster_machine_changes_nothing(name, factor):
    scaled = {loop: time * factor for loop, time in times(name).items()}
    assert tier_of(scaled) == tier_of(times(name))


@pytest.mark.parametrize("loop", LOOPS)
@pytest.mark.parametrize("name", MEASURED)
def test_a_loop_that_is_disturbed_by_a_quarter_changes_nothing(name, loop):
    assert tier_of({**times(name), loop: times(name)[loop] * 1.25}) == tier_of(times(name))


def test_the_canary_finds_its_trip_counts_and_sees_through_noise():
    for tier, names in SEEN.items():
        for name in names:
            canary = measure_canary(runtime_like(name, "wasmtime", spike_rate=0.1))
            assert canary.seen == tier
            for loop, time in times(name).items():
                assert canary.ns_per_trip[loop] == pytest.approx(time, rel=0.2)


# ---- true to its name


def test_a_runtime_that_is_what_it_says_is_asked_once(memory):
    runtime = runtime_like("Cranelift", "wasmtime")
    assert check_mode(runtime).seen == "optimising"
    assert runtime.restarts == 1
    runs = runtime.runs
    assert check_mode(runtime).seen == "optimising"
    assert runtime.runs == runs
    assert len(json.loads(memory.read_text())) == 1


def test_what_is_known_is_known_in_another_checkout_as_well(monkeypatch):
    check_mode(runtime_like("Cranelift", "wasmtime"))
    table = known_runtimes()["wasmtime"]
    modes = {name: replace(mode, here=Path("/elsewhere")) for name, mode in table.modes.items()}
    there = {**known_runtimes(), "wasmtime": replace(table, modes=modes)}
    monkeypatch.setattr("reducer.runtimes.identity.known_runtimes", lambda: there)
    assert remembered(parse_spec("wasmtime"), "1.0.0") is not None


def test_another_version_is_asked_anew():
    assert check_mode(runtime_like("Cranelift", "wasmtime", version="1.0.0")).seen
    assert remembered(parse_spec("wasmtime"), "1.0.0") is not None
    assert remembered(parse_spec("wasmtime"), "1.0.1") is None


def test_a_runtime_that_is_something_else_is_an_error_that_names_both(memory):
    with pytest.raises(ModeMismatch) as caught:
        check_mode(runtime_like("Pulley", "wasmtime"))
    words = str(caught.value)
    assert "wasmtime (1.0.0) is to be an optimising compiler, and runs as an interpreter" in words
    assert "wasmtime+pulley" in words and "\n" not in words
    assert caught.value.seen == "interpreter"
    assert not memory.exists()


def test_a_baseline_compiler_does_not_pass_for_an_optimising_one_nor_the_other_way_round():
    with pytest.raises(ModeMismatch, match="runs as a baseline compiler"):
        check_mode(runtime_like("Winch", "wasmtime"))
    with pytest.raises(ModeMismatch, match="to be a baseline compiler, and runs as an optimising compiler"):
        check_mode(runtime_like("Cranelift", "wasmtime+winch"))


def test_one_disturbed_measurement_accuses_nobody():
    disturbed = runtime_like("Pulley", "wasmtime")
    measure_canary(disturbed)
    runtime = runtime_like("Cranelift", "wasmtime")
    calm, slow = runtime._behave, disturbed._behave
    runtime._behave = lambda binary: (slow if runtime.runs <= disturbed.runs else calm)(binary)
    assert check_mode(runtime).seen == "optimising"
    assert runtime.runs > disturbed.runs


def test_a_loop_that_takes_no_time_ends_the_canary():
    runtime = SimulatedRuntime(lambda binary: (Outcome("exited", 0), 1e-9), spec="wasmtime")
    with pytest.raises(RuntimesError, match="live loop takes no time that can be told"):
        check_mode(runtime)


def test_a_runtime_that_cannot_run_the_canary_says_why():
    runtime = SimulatedRuntime(
        lambda binary: (Outcome("invalid", None, "not to my taste"), 0.0), spec="wasmtime"
    )
    with pytest.raises(RuntimesError, match=r"does not run its canary.*not to my taste"):
        check_mode(runtime)


@pytest.mark.parametrize("content", ["", "[]", "{broken", '{"x": 1}'])
def test_a_memory_that_cannot_be_read_is_no_memory(memory, content):
    memory.parent.mkdir(parents=True)
    memory.write_text(content)
    assert check_mode(runtime_like("Cranelift", "wasmtime")).seen == "optimising"


def test_without_a_place_to_keep_it_the_canary_still_tells(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert check_mode(runtime_like("Cranelift", "wasmtime")).seen == "optimising"


# ---- the real ones

PERSONS_CACHE = cache_folder().parent
REAL = [
    "wasmtime",
    "wasmtime+winch",
    "wasmtime+pulley",
    "wasmer",
    "node+liftoff",
    "node+turbofan",
    "bun+bbq",
    "wasmedge+interpreter",
    "wasmedge+aot",
    "wazero",
    "wazero+interpreter",
    "wasm-interp",
    "wasmi",
    "wasm2c+gcc",
]


@pytest.mark.timing
@pytest.mark.runtime
@pytest.mark.parametrize("spec", REAL)
def test_a_real_runtime_is_what_its_mode_says(spec, monkeypatch, programs_here):
    monkeypatch.setenv("XDG_CACHE_HOME", programs_here)
    try:
        runtime = open_runtime(spec)
    except RuntimesError as error:
        pytest.skip(str(error))
    with runtime:
        check_mode(runtime)


@pytest.fixture
def programs_here(tmp_path) -> str:
    """A cache that has the person's programs and releases, and no memory of the canary."""
    folder = tmp_path / "cache" / "wreduce"
    folder.mkdir(parents=True)
    for name in ("programs", "wasmtime"):
        (folder / name).symlink_to(PERSONS_CACHE / name)
    return str(folder.parent)


@pytest.mark.timing
@pytest.mark.runtime
def test_a_real_interpreter_does_not_pass_for_a_compiler(tmp_path, monkeypatch):
    own = tmp_path / "wreduce.toml"
    own.write_text(
        '[runtime.mine]\nrun = ["wasm-interp", "--run-all-exports", "{wasm}"]\nexpects = "optimising"\n'
    )
    monkeypatch.setenv("WREDUCE_TOML", str(own))
    words = r"mine \(.*\) is to be an optimising compiler, and runs as an interpreter"
    with open_runtime("mine") as runtime, pytest.raises(ModeMismatch, match=words):
        check_mode(runtime)
