"""The exact command lines of every mode, and what is made of what a program says; with stand-in programs."""

import pytest
from stand_in_programs import stand_in

from reducer import children
from reducer.runtimes import Limits, RuntimesError, open_runtime, parse_spec
from reducer.runtimes.mode import BUILT_IN
from reducer.runtimes.opening import engine_of
from reducer.runtimes.workers.call import Call, called

LIMITS = Limits(memory_bytes=400 << 20, start_ns=30 * 10**9)
# (module (memory (export "memory") 1) (func (export "_start"))): what stand-ins do is not in it
MODULE = bytes.fromhex(
    "0061736d01000000010401600000030201000503010001071302066d656d6f72790200065f737461727400000a040102000b"
)
NATIVE = BUILT_IN[0].parent / "native"


NOTHING_GIVEN = Call()


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """Makes stand-in programs, which are all that there is."""
    monkeypatch.setattr(children, "PACKAGES", {})
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return lambda name, version="1.0.0", body="": stand_in(tmp_path / "bin", name, version, body)


def commands_of(spec, call=NOTHING_GIVEN):
    """The compile steps and the run of a spec, programs by their names alone."""
    settings = engine_of(parse_spec(spec)).settings
    commands = [*settings["compile"], called(settings["run"], settings["gives"], call)]
    return [" ".join([command[0].rpartition("/")[2], *command[1:]]) for command in commands]


@pytest.mark.parametrize(
    ("spec", "version", "commands"),
    [
        (
            "wasmtime+cli:opt-level=0",
            "41.0.0",
            [
                "wasmtime compile -O opt-level=0 -o {folder}/module.cwasm {wasm}",
                "wasmtime run -C cache=n -O opt-level=0 --allow-precompiled --argv0 module.wasm "
                "{folder}/module.cwasm",
            ],
        ),
        (
            "wasmtime+cli:memory-reservation=0,signals-based-traps=n",
            "41.0.0",
            [
                "wasmtime compile -O memory-reservation=0 -O signals-based-traps=n "
                "-o {folder}/module.cwasm {wasm}",
                "wasmtime run -C cache=n -O memory-reservation=0 -O signals-based-traps=n "
                "--allow-precompiled --argv0 module.wasm {folder}/module.cwasm",
            ],
        ),
        (
            "wasmtime+cli-run:opt-level=s",
            "41.0.0",
            ["wasmtime run -C cache=n -C parallel-compilation=n -O opt-level=s {wasm}"],
        ),
        (
            "wasmtime+cli-winch",
            "45.0.0",
            [
                "wasmtime compile -C compiler=winch -o {folder}/module.cwasm {wasm}",
                "wasmtime run -C cache=n -C compiler=winch --allow-precompiled --argv0 module.wasm "
                "{folder}/module.cwasm",
            ],
        ),
        (
            "wasmer+cli",
            "6.1.0",
            [
                "wasmer compile --cranelift -o {folder}/module.wasmu {wasm}",
                "wasmer run --disable-cache --cranelift {folder}/module.wasmu",
            ],
        ),
        (
            "wasmer+llvm",
            "6.1.0",
            [
                "wasmer compile --llvm -o {folder}/module.wasmu {wasm}",
                "wasmer run --disable-cache --llvm {folder}/module.wasmu",
            ],
        ),
        (
            "wasmer+singlepass",
            "7.0.0",
            [
                "wasmer compile --singlepass -o {folder}/module.wasmu {wasm}",
                "wasmer run --disable-cache --singlepass {folder}/module.wasmu",
            ],
        ),
        ("iwasm+interp", "2.4.5", ["iwasm --interp {wasm}"]),
        ("iwasm+fast-jit", "2.4.5", ["iwasm --fast-jit {wasm}"]),
        ("iwasm+llvm-jit", "2.4.5", ["iwasm --llvm-jit {wasm}"]),
        (
            "iwasm+llvm-jit:opt-level=2",
            "2.4.5",
            ["iwasm --llvm-jit --llvm-jit-opt-level=2 {wasm}"],
        ),
        ("iwasm+aot", "2.4.5", ["wamrc -o {folder}/module.aot {wasm}", "iwasm {folder}/module.aot"]),
        (
            "iwasm+aot:opt-level=3,size-level=0",
            "2.4.5",
            ["wamrc --opt-level=3 --size-level=0 -o {folder}/module.aot {wasm}", "iwasm {folder}/module.aot"],
        ),
        ("wasmedge", "0.14.1", ["wasmedge {wasm}"]),
        ("wasmedge", "0.17.1", ["wasmedge run --run-mode=interpreter {wasm}"]),
        ("wasmedge+jit", "0.16.0", ["wasmedge --enable-jit {wasm}"]),
        ("wasmedge+jit", "0.17.0", ["wasmedge run --run-mode=jit {wasm}"]),
        (
            "wasmedge+aot:opt-level=3",
            "0.14.1",
            ["wasmedge compile --optimize 3 {wasm} {folder}/module.so", "wasmedge {folder}/module.so"],
        ),
        (
            "wasmedge+aot",
            "0.17.1",
            ["wasmedge compile {wasm} {folder}/module.so", "wasmedge run --run-mode=aot {folder}/module.so"],
        ),
        (
            "wazero",
            "1.12.0",
            ["wazero compile -cachedir {folder}/cache {wasm}", "wazero run -cachedir {folder}/cache {wasm}"],
        ),
        ("wazero+interpreter", "1.12.0", ["wazero run -interpreter {wasm}"]),
        ("wasmi", "2.0.0", ["wasmi --compilation-mode eager {wasm}"]),
        ("wasm-interp", "1.0.32", ["wasm-interp --dummy-import-func --run-all-exports {wasm}"]),
    ],
)
def test_the_command_lines_of_a_mode_are_these_word_for_word(programs, spec, version, commands):
    for name in ("iwasm", "wamrc", parse_spec(spec).name):
        programs(name, version)
    assert commands_of(spec) == commands


@pytest.mark.parametrize(
    ("spec", "version", "run"),
    [
        (
            "wasmtime+cli-run",
            "41.0.0",
            "wasmtime run -C cache=n -C parallel-compilation=n --env A=b c --dir /host::/d {wasm} 1 -x",
        ),
        ("wasmedge", "0.14.1", "wasmedge --env A=b c --dir /d:/host:readonly {wasm} 1 -x"),
        ("iwasm+interp", "2.4.5", "iwasm --interp --env=A=b c --map-dir=/d::/host {wasm} 1 -x"),
        ("wazero+interpreter", "1.12.0", "wazero run -interpreter -env A=b c {wasm} -- 1 -x"),
        ("wasmi", "2.0.0", "wasmi --compilation-mode eager --env A=b c {wasm} 1 -x"),
    ],
)
def test_a_command_line_gives_what_the_program_is_given(programs, spec, version, run):
    programs(parse_spec(spec).name, version)
    assert commands_of(spec, Call(("1", "-x"), (("A", "b c"),), "", (("/host", "/d"),)))[-1] == run


@pytest.mark.parametrize("compiler", ["gcc", "clang"])
def test_wasm2c_is_a_translation_and_a_c_compiler(programs, tmp_path, compiler):
    programs("wasm2c", "1.0.42")
    programs(compiler, "12.2.0")
    assert commands_of(f"wasm2c+{compiler}:opt-level=3") == [
        "wasm2c -n guest {wasm} -o {folder}/guest.c",
        f"{compiler} -O2 -O3 -w -I{{folder}} -I{tmp_path}/wasm2c -I{tmp_path}/include -o {{folder}}/guest "
        f"{{folder}}/guest.c {NATIVE}/start.c {NATIVE}/fence.c {NATIVE}/wasi.c "
        f"{tmp_path}/wasm2c/wasm-rt-impl.c {tmp_path}/wasm2c/wasm-rt-mem-impl.c "
        f"{tmp_path}/wasm2c/wasm-rt-exceptions-impl.c -lm",
        "guest",
    ]


# ---- iwasm is in no registry: here it is a program that takes its command lines and nothing else

IWASM = """
import re
expected = {expected!r}
if [re.sub(".*/", "", word) for word in words] != expected:
    say("Usage: iwasm [-options] wasm_file [args...]")
    say("options:")
    sys.exit(1)
module = open(words[-1], "rb").read()
# The module with a _start that returns at once, or the one compiled from it, is the longer one.
if len(module) <= {size}:
{guest}
"""
WAMRC = """
assert words[-3] == "-o" and words[-2].endswith("/module.aot") and words[-1].endswith("/module.wasm"), words
if {fails}:
    say("WASM module load failed: unknown function")
    complain("Error: compile failed")
    sys.exit(1)
open(words[-2], "wb").write(open(words[-1], "rb").read())
"""
MODES = {
    "interp": ["--interp", "module.wasm"],
    "fast-jit": ["--fast-jit", "module.wasm"],
    "llvm-jit": ["--llvm-jit", "module.wasm"],
    "aot": ["module.aot"],
}


def iwasm(programs, guest, *, mode="interp", expected=None, name="iwasm", fails=False):
    """Puts iwasm and wamrc where they are found; the guest's lines run where `_start` would."""
    lines = "\n".join(f"    {line}" for line in guest.splitlines())
    programs(name, "2.4.5", IWASM.format(expected=expected or MODES[mode], size=len(MODULE), guest=lines))
    programs("wamrc", "2.4.5", WAMRC.format(fails=fails))


def run_once(spec):
    with open_runtime(spec, limits=LIMITS) as runtime:
        return runtime.run(MODULE, timeout_ns=30 * 10**9)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("suffix", ["", "-own"])
def test_iwasm_runs_in_each_mode_by_its_own_program_or_the_general_one(programs, mode, suffix):
    name = f"iwasm-{mode}" if suffix else "iwasm"
    iwasm(programs, "say('hello')", mode=mode, name=name)
    sample = run_once(f"iwasm+{mode}")
    assert sample.outcome.normal, sample.outcome
    assert sample.output == b"hello\n"
    assert (sample.compile_ns is not None) == (mode == "aot")


@pytest.mark.parametrize("mode", MODES)
def test_a_trap_of_iwasm_is_told_on_its_output_and_taken_out_of_the_guests(programs, mode):
    iwasm(programs, "say('before'); say('Exception: unreachable'); sys.exit(1)", mode=mode)
    sample = run_once(f"iwasm+{mode}")
    assert (sample.outcome.kind, sample.outcome.message) == ("trapped", "unreachable")
    assert sample.output == b"before\n"


def test_a_trap_is_told_apart_from_a_line_that_the_guest_did_not_end(programs):
    iwasm(programs, "say('beforeException: unreachable'); sys.exit(1)")
    sample = run_once("iwasm")
    assert (sample.outcome.kind, sample.outcome.message) == ("trapped", "unreachable")
    assert sample.output == b"before"


def test_what_iwasm_logs_is_not_the_guests_output(programs):
    log = "[04:19:49:359 - 7F10A4D28780]: warning: failed to link import function (host, surprise)"
    iwasm(programs, f"say({log!r}); say('[a guest] - speaks')")
    assert run_once("iwasm").output == b"[a guest] - speaks\n"


def test_the_exit_code_of_a_guest_is_iwasms(programs):
    iwasm(programs, "sys.exit(7)")
    assert run_once("iwasm").outcome.exit_code == 7


def test_a_guest_that_prints_the_words_of_a_trap_and_ends_well_has_not_trapped(programs):
    iwasm(programs, "say('Exception: none at all')")
    assert run_once("iwasm").outcome.normal


def test_a_program_that_does_not_take_its_command_line_is_told_by_its_usage(programs):
    iwasm(programs, "pass", expected=MODES["interp"])
    outcome = run_once("iwasm+llvm-jit").outcome
    assert (outcome.kind, outcome.message) == ("invalid", "Usage: iwasm [-options] wasm_file [args...]")


def test_a_module_that_wamrc_refuses_is_invalid(programs):
    iwasm(programs, "pass", mode="aot", fails=True)
    outcome = run_once("iwasm+aot").outcome
    assert outcome.kind == "invalid"
    assert outcome.message == "WASM module load failed: unknown function"


# ---- a person's own


def test_a_persons_runtime_runs_from_three_lines(programs, tmp_path, monkeypatch):
    programs("mine", body="say('from ' + words[0])")
    (tmp_path / "wreduce.toml").write_text('[runtime.mine]\nrun = ["mine", "--fast", "{wasm}"]\n')
    monkeypatch.setenv("WREDUCE_TOML", str(tmp_path / "wreduce.toml"))
    with open_runtime("mine", limits=LIMITS) as runtime:
        assert (runtime.spec, runtime.version) == ("mine", "unknown")
        sample = runtime.run(MODULE)
    assert sample.outcome.normal
    assert sample.output == b"from --fast\n"


def test_a_compiler_of_ones_own_that_is_not_there_is_told_when_it_is_opened(programs, tmp_path, monkeypatch):
    programs("mine")
    (tmp_path / "wreduce.toml").write_text(
        '[runtime.mine]\ncompile = ["no-such-compiler", "{wasm}"]\nrun = ["mine", "{folder}/out"]\n'
    )
    monkeypatch.setenv("WREDUCE_TOML", str(tmp_path / "wreduce.toml"))
    with pytest.raises(RuntimesError, match=r"mine\+default needs no-such-compiler"):
        open_runtime("mine")


def test_a_runtime_gets_its_environment_and_none_of_ours(programs, tmp_path, monkeypatch):
    programs("mine", body="say(' '.join(sorted(os.environ)) + ' ' + os.environ['LEVEL'])")
    (tmp_path / "wreduce.toml").write_text(
        '[runtime.mine]\nrun = ["mine", "{wasm}"]\nenvironment = { LEVEL = "3" }\n'
    )
    monkeypatch.setenv("WREDUCE_TOML", str(tmp_path / "wreduce.toml"))
    monkeypatch.setenv("SECRET", "1")
    with open_runtime("mine", limits=LIMITS) as runtime:
        words = runtime.run(MODULE).output.decode().split()
    assert words[-1] == "3"
    assert "LEVEL" in words and "HOME" in words
    assert "SECRET" not in words
