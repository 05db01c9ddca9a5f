"""Command lines and programs that misbehave: the right outcome, within the limits, and no process left."""

import os
import re
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import psutil
import pytest
import runtime_guests as guests
from real_runtimes import opened
from runtime_guests import binary, count_down
from stand_in_programs import stand_in

from reducer.runtimes import Limits, open_runtime

SECOND = 10**9
LIMITS = Limits(memory_bytes=400 << 20, output_bytes=1 << 20, start_ns=60 * SECOND)
OVERSHOOT = 3
PATIENCE_S = 20.0
ROOT = Path(__file__).parents[2]
# (module (memory (export "memory") 1) (func (export "_start"))): what stand-ins do is not in it
MODULE = bytes.fromhex(
    "0061736d01000000010401600000030201000503010001071302066d656d6f72790200065f737461727400000a040102000b"
)
# wasm2c takes half as long when its C compiler does not optimise.
UNOPTIMISED = "wasm2c:opt-level=0"
# Every command line of the table; those that are not installed here are skipped by name.
COMMANDS = (
    "wasmtime+cli",
    "wasmtime+cli-run",
    "wasmtime+cli-winch",
    "wasmer+cli",
    "wasmer+llvm",
    "iwasm+interp",
    "iwasm+fast-jit",
    "iwasm+llvm-jit",
    "iwasm+aot",
    "wasmedge@0.14+interpreter",
    "wasmedge@0.14+jit",
    "wasmedge@0.14+aot",
    "wasmedge@0.17+interpreter",
    "wasmedge@0.17+jit",
    "wasmedge@0.17+aot",
    "wazero+compiler",
    "wazero+interpreter",
    UNOPTIMISED,
    "wasmi",
)
# What a C compiler makes of a guest ends in the same way however it optimises.
OPTIMISED = ("wasm2c+gcc", "wasm2c+clang")
# One of each kind of command line; true where compiling is a step of its own.
AHEAD = {
    "wasmtime+cli": True,
    "wasmtime+cli-run": False,
    "wasmer+cli": True,
    "iwasm+llvm-jit": False,
    # wamrc at its best makes one addition of the loop.
    "iwasm+aot:opt-level=0": True,
    "wasmedge@0.17+jit": False,
    "wasmedge@0.17+aot": True,
    "wazero": True,
    "wasm2c": True,
    "wasmi": False,
}
# Each call has something to do when it comes back: no compiler makes a loop of it.
RECURSES = guests.command(
    "(call $deeper (i32.const 0))",
    fields="""(func $deeper (param i32)
      (call $deeper (i32.add (local.get 0) (i32.const 1)))
      (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (local.get 0))))""",
)


# ---- every command line that is installed


@pytest.mark.runtime
@pytest.mark.parametrize(
    "spec", [*COMMANDS, *(pytest.param(spec, marks=pytest.mark.long) for spec in OPTIMISED)]
)
def test_a_command_line_tells_every_end_of_a_guest(spec):
    with opened(spec, limits=LIMITS) as runtime:
        assert re.match(r"\d+\.\d+", runtime.version)

        def end_of(text):
            return runtime.run(binary(text), timeout_ns=60 * SECOND)

        assert end_of(guests.RETURNS).outcome.normal
        assert end_of(guests.EXITS_0).outcome.normal
        exits = end_of(guests.EXITS_7).outcome
        assert (exits.kind, exits.exit_code) == ("exited", 7)
        assert end_of(guests.GREETS).output == b"hello\n"
        for text, words in (
            (guests.TRAPS, "unreachable"),
            (guests.READS_OUT_OF_BOUNDS, "out.of.bounds"),
            (guests.TRAPS_WHEN_STARTED, "unreachable"),
        ):
            trap = end_of(text).outcome
            assert (trap.kind, bool(re.search(words, trap.message, re.I))) == ("trapped", True), trap
        for text in (guests.INVALID, guests.WANTS_AN_IMPORT, guests.HAS_NO_START):
            refused = end_of(text).outcome
            assert refused.kind == "invalid", refused
            assert refused.message and "\n" not in refused.message
        assert runtime.run(b"not wasm at all").outcome.normal is False


@pytest.mark.timing
@pytest.mark.runtime
@pytest.mark.parametrize(("spec", "ahead"), AHEAD.items())
def test_compiling_is_told_apart_where_it_is_a_step_of_its_own(spec, ahead):
    trips = 2_000_000 if spec == "wasmi" else 50_000_000
    with opened(spec, limits=LIMITS) as runtime:
        short, long = (runtime.run(binary(count_down(count))) for count in (trips, 8 * trips))
    assert (long.compile_ns is not None) == ahead
    assert long.instantiate_cpu_ns > 0
    # Eight times the trips, with room for a busy machine.
    assert long.execute_cpu_ns > 3 * (short.execute_cpu_ns or 0)


@pytest.mark.runtime
def test_wabts_interpreter_has_no_wasi_and_tells_traps():
    with opened("wasm-interp", limits=LIMITS) as runtime:
        assert runtime.run(binary(guests.RETURNS)).outcome.normal
        trap = runtime.run(binary(guests.TRAPS))
        assert (trap.outcome.kind, trap.outcome.message) == ("trapped", "unreachable executed")
        assert runtime.run(binary(guests.INVALID)).outcome.kind == "invalid"
        # The call is answered with 0, and the guest goes on; what is told of it is not the guest's output.
        assert runtime.run(binary(guests.EXITS_7)).outcome.normal
        assert runtime.run(binary(guests.GREETS)).output == b""


@pytest.fixture(
    scope="module", params=[UNOPTIMISED, "wasmtime+cli", pytest.param("wasm2c", marks=pytest.mark.long)]
)
def real(request):
    with opened(request.param, limits=LIMITS) as runtime:
        yield runtime


@pytest.mark.runtime
class TestARealProgram:
    """Guests that misbehave, in programs that are installed here."""

    def test_an_endless_loop_is_timed_out_and_the_next_guest_runs(self, real):
        assert real.run(binary(guests.NEVER_ENDS), timeout_ns=SECOND).outcome.kind == "timed out"
        assert children_of_this_process() <= {real.pid}
        assert real.run(binary(guests.RETURNS)).outcome.normal

    def test_a_guest_that_fills_memory_takes_its_whole_tree_down_near_the_limit(self, real):
        assert real.run(binary(guests.RETURNS)).outcome.normal
        with highest_memory() as peak:
            outcome = real.run(binary(guests.EATS_MEMORY), timeout_ns=60 * SECOND).outcome
        assert outcome.kind == "out of memory"
        assert peak[0] < OVERSHOOT * LIMITS.memory_bytes
        assert children_of_this_process() <= {real.pid}
        assert real.run(binary(guests.RETURNS)).outcome.normal

    def test_deep_recursion_is_a_trap(self, real):
        outcome = real.run(binary(RECURSES), timeout_ns=60 * SECOND).outcome
        assert (outcome.kind, "stack exhausted" in outcome.message.lower()) == ("trapped", True)

    def test_100_mb_of_output_fill_neither_memory_nor_disk(self, real):
        assert real.run(binary(guests.RETURNS)).outcome.normal
        before = psutil.Process(real.pid).memory_info().rss
        sample = real.run(binary(guests.TALKS), timeout_ns=60 * SECOND)
        assert sample.outcome.normal
        assert sample.output == b"x" * LIMITS.output_bytes
        assert psutil.Process(real.pid).memory_info().rss - before < 30 << 20

    def test_a_worker_killed_in_the_midst_of_a_run_takes_the_guest_with_it(self, real):
        assert real.run(binary(guests.RETURNS)).outcome.normal
        killer = threading.Timer(2, os.kill, (real.pid, signal.SIGKILL))
        killer.start()
        outcome = real.run(binary(guests.NEVER_ENDS), timeout_ns=60 * SECOND).outcome
        killer.join()
        assert (outcome.kind, outcome.message) == ("crashed", "SIGKILL")
        assert children_of_this_process() == set()
        assert real.run(binary(guests.RETURNS)).outcome.normal


# ---- programs that misbehave


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Opens a runtime whose program is these lines of Python."""
    made = []

    def make(body, extra="", keeps_artefacts=False, **limits):
        path = stand_in(tmp_path, "program", body=textwrap.dedent(body))
        (tmp_path / "wreduce.toml").write_text(
            f'[runtime.mine]\nrun = ["{path}", "{{wasm}}"]\n{PATTERNS}\n{extra}'
        )
        monkeypatch.setenv("WREDUCE_TOML", str(tmp_path / "wreduce.toml"))
        made.append(
            open_runtime(
                "mine",
                limits=Limits(memory_bytes=300 << 20, start_ns=60 * SECOND, **limits),
                keeps_artefacts=keeps_artefacts,
            )
        )
        return made[-1]

    yield make
    for runtime in made:
        runtime.close()


PATTERNS = 'trap = "trap: (.*)"\nrefused = "refused: .*"'
# In front of a body that is for the real run alone: start-up is measured on a longer module.
REAL_RUN = f"if len(open(words[0], 'rb').read()) > {len(MODULE)}: sys.exit(0)\n"
# A child in a session of its own, with the pipes of its parent, that can be found by its last word.
LEAVES_A_CHILD = """
import subprocess
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", {mark!r}], start_new_session=True)
"""


@pytest.mark.parametrize(
    ("body", "kind", "code", "message"),
    [
        pytest.param("complain('a warning')", "exited", 0, "", id="speaks on standard error"),
        pytest.param("complain('for a reason'); sys.exit(3)", "exited", 3, "for a reason", id="fails"),
        pytest.param("os.abort()", "crashed", None, "SIGABRT", id="aborts"),
        pytest.param(
            "complain('oh no'); os.kill(os.getpid(), 11)", "crashed", None, "SIGSEGV: oh no", id="crashes"
        ),
        pytest.param("complain('a trap: deep'); os.abort()", "trapped", None, "deep", id="aborts on a trap"),
        pytest.param("complain('trap: x'); sys.exit(0)", "exited", 0, "", id="words of a trap alone"),
    ],
)
def test_the_end_of_a_program_is_told_by_its_code_its_signal_and_its_words(
    program, body, kind, code, message
):
    outcome = program(REAL_RUN + body).run(MODULE).outcome
    assert (outcome.kind, outcome.exit_code, outcome.message) == (kind, code, message)


def test_a_program_that_refuses_the_module_makes_it_invalid_before_a_run(program):
    outcome = program("complain('refused: too new'); sys.exit(2)").run(MODULE).outcome
    assert (outcome.kind, outcome.message) == ("invalid", "refused: too new")


def test_a_guest_that_prints_the_words_of_a_refusal_is_not_refused(program):
    outcome = program(REAL_RUN + "complain('refused: so to say'); sys.exit(2)").run(MODULE).outcome
    assert (outcome.kind, outcome.exit_code) == ("exited", 2)


def test_100_mb_on_standard_error_are_read_and_their_end_is_kept(program):
    body = "for _ in range(1600): os.write(2, b'noise ' * 11000)\ncomplain('the end'); sys.exit(3)"
    runtime = program(REAL_RUN + body)
    outcome = runtime.run(MODULE, timeout_ns=60 * SECOND).outcome
    assert outcome.exit_code == 3
    assert outcome.message.endswith("noise the end")
    assert psutil.Process(runtime.pid).memory_info().rss < 100 << 20


def test_a_child_that_a_program_leaves_behind_ends_with_the_run(program, tmp_path):
    runtime = program(REAL_RUN + LEAVES_A_CHILD.format(mark=str(tmp_path)) + "say('done')")
    start = time.monotonic()
    sample = runtime.run(MODULE, timeout_ns=60 * SECOND)
    # Its pipes were the child's as well, and nobody has waited for that.
    assert time.monotonic() - start < 60
    assert sample.outcome.normal
    assert sample.output == b"done\n"
    assert marked(tmp_path) == []


def test_a_child_of_a_program_that_is_stopped_ends_with_it_even_in_a_session_of_its_own(program, tmp_path):
    runtime = program(REAL_RUN + LEAVES_A_CHILD.format(mark=str(tmp_path)) + "import time; time.sleep(600)")
    assert runtime.run(MODULE, timeout_ns=3 * SECOND).outcome.kind == "timed out"
    assert gone(lambda: marked(tmp_path))


def test_the_memory_of_children_counts(program):
    body = """
    import time
    if os.fork() == 0:
        kept = bytearray(b"x") * (400 << 20)
    time.sleep(600)
    """
    outcome = program(REAL_RUN + textwrap.dedent(body)).run(MODULE, timeout_ns=60 * SECOND).outcome
    assert outcome.kind == "out of memory"
    assert "300 MiB allowed" in outcome.message


def test_a_compiler_that_crashes_is_a_crash_and_one_that_fails_is_a_refusal(program, tmp_path):
    compiler = stand_in(tmp_path, "compiler", body="complain('internal'); os.kill(os.getpid(), 11)")
    extra = f'compile = ["{compiler}", "{{wasm}}"]'
    outcome = program("pass", extra).run(MODULE).outcome
    assert (outcome.kind, outcome.message) == ("crashed", "SIGSEGV while compiling: internal")
    stand_in(tmp_path, "compiler", body="complain('warning: x'); complain('Error: bad type'); sys.exit(1)")
    outcome = program("pass", extra).run(MODULE).outcome
    assert (outcome.kind, outcome.message) == ("invalid", "Error: bad type")


def test_a_compiler_that_hangs_is_timed_out(program, tmp_path):
    compiler = stand_in(tmp_path, "compiler", body="import time; time.sleep(600)")
    runtime = program("pass", f'compile = ["{compiler}", "{{wasm}}"]', compile_ns=2 * SECOND)
    assert runtime.run(MODULE).outcome.kind == "timed out"
    assert gone(lambda: [line for line in command_lines() if str(compiler) in line])


def test_what_is_compiled_is_kept_and_not_compiled_again(program, tmp_path):
    log = tmp_path / "log"
    compiler = stand_in(tmp_path, "compiler", body=f"open({str(log)!r}, 'a').write('x')")
    runtime = program("pass", f'compile = ["{compiler}", "{{wasm}}"]')
    samples = [runtime.run(MODULE) for _ in range(3)]
    assert len({sample.compile_ns for sample in samples}) == 1
    # Once for the module, and once for the one that returns at once.
    assert log.read_text() == "xx"


def test_what_is_compiled_outlives_the_process_that_compiled_it_where_artefacts_are_kept(program, tmp_path):
    log = tmp_path / "log"
    body = f"open({str(log)!r}, 'a').write('x'); open(words[1], 'w').write('compiled')"
    compiler = stand_in(tmp_path, "compiler", body=body)
    extra = f'compile = ["{compiler}", "{{wasm}}", "{{folder}}/module.aot"]'
    body = "say(open(os.path.dirname(words[0]) + '/module.aot').read())"
    runtime = program(body, extra, keeps_artefacts=True)
    first = runtime.run(MODULE)
    runtime.restart()
    second = runtime.run(MODULE)
    assert (first.compile_ns is None, second.compile_ns is None) == (False, True)
    assert first.output == second.output == b"compiled\n"
    assert log.read_text() == "xx"


def test_a_program_is_not_told_where_artefacts_are_kept(program, tmp_path):
    compiler = stand_in(tmp_path, "compiler")
    runtime = program(
        "say(' '.join([*words, os.getcwd(), *os.environ.values()]))",
        f'compile = ["{compiler}", "{{wasm}}"]',
        keeps_artefacts=True,
    )
    told = runtime.run(MODULE).output.decode()
    folder = runtime._artefacts.folder
    assert "module.wasm" in told and folder not in told
    assert os.stat(folder).st_mode & 0o777 == 0o700


@pytest.mark.timing
def test_time_is_that_of_the_program_less_its_start(program):
    idle, busy = ("import time; end = time.process_time() + {}\nwhile time.process_time() < end: pass\n",) * 2
    runtime = program(idle.format(0.05) + REAL_RUN + busy.format(0.5))
    sample = runtime.run(MODULE, timeout_ns=60 * SECOND)
    assert sample.compile_ns is None
    assert 0.05 * SECOND < sample.instantiate_cpu_ns < 0.3 * SECOND
    assert 0.4 * SECOND < sample.execute_cpu_ns < 0.7 * SECOND
    assert sample.total_cpu_ns == sample.instantiate_cpu_ns + sample.execute_cpu_ns


@pytest.mark.timing
def test_a_run_that_takes_no_longer_than_a_start_has_no_execute_time(program):
    sample = program(
        "import time; end = time.process_time() + 0.2\nwhile time.process_time() < end: pass"
    ).run(MODULE, timeout_ns=60 * SECOND)
    assert sample.outcome.normal
    assert sample.execute_cpu_ns is None


def test_globals_of_a_guest_cannot_be_read_and_the_message_says_who_can(program):
    with pytest.raises(Exception, match="use wasmtime"):
        program("pass").observe(MODULE, ["counter"])


def test_nothing_is_left_after_close(program, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", None)
    before = children_of_this_process()
    runtime = program("open('written', 'w').write('x')")
    assert runtime.run(MODULE).outcome.normal
    assert list((tmp_path / "temporary").iterdir())
    runtime.close()
    runtime.close()
    assert list((tmp_path / "temporary").iterdir()) == []
    assert children_of_this_process() == before


@pytest.mark.parametrize("signal_number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_neither_process_nor_file_outlives_a_parent_that_is_ended_in_the_midst_of_a_run(
    program, tmp_path, signal_number
):
    program(REAL_RUN + "import time; time.sleep(600)").close()
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    (tmp_path / "module.wasm").write_bytes(MODULE)
    source = f"""
        import sys
        from pathlib import Path
        sys.path.insert(0, {str(ROOT)!r})
        from reducer.runtimes import open_runtime
        runtime = open_runtime("mine")
        print(runtime.pid, flush=True)
        runtime.run(Path({str(tmp_path / "module.wasm")!r}).read_bytes())
    """
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(source)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(temporary)},
        text=True,
    )
    assert parent.stdout.readline()
    # The idle runs are over when one stays.
    there = any_in_time(
        lambda: [line for line in command_lines() if line.endswith("/module.wasm") and "idle" not in line]
    )
    parent.send_signal(signal_number)
    parent.wait(timeout=PATIENCE_S)
    parent.stdout.close()
    assert there
    assert gone(lambda: [line for line in command_lines() if str(temporary) in line])
    assert gone(lambda: list(temporary.iterdir()))


# ---- what is there


class highest_memory:
    """The resident bytes of all that this process has started, at their highest, in a list of one."""

    def __enter__(self):
        self.peak = [0]
        self.done = threading.Event()
        self.thread = threading.Thread(target=self.watch)
        self.thread.start()
        return self.peak

    def __exit__(self, *error):
        self.done.set()
        self.thread.join()

    def watch(self):
        while not self.done.wait(0.02):
            total = 0
            for child in psutil.Process().children(recursive=True):
                try:
                    total += child.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            self.peak[0] = max(self.peak[0], total)


def children_of_this_process():
    """Without the guardian, which is there as long as a folder is to be removed."""
    found = set()
    for child in psutil.Process().children(recursive=True):
        try:
            if child.status() != psutil.STATUS_ZOMBIE and "guardian.py" not in "".join(child.cmdline()):
                found.add(child.pid)
        except psutil.NoSuchProcess:
            continue
    return found


def command_lines():
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        if process.info["cmdline"] and process.info["status"] != psutil.STATUS_ZOMBIE:
            found.append(" ".join(process.info["cmdline"]))
    return found


def marked(path):
    """Processes whose last word is the path."""
    return [line for line in command_lines() if line.endswith(f" {path}")]


def any_in_time(look):
    deadline = time.monotonic() + PATIENCE_S
    while not (found := look()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def gone(look):
    deadline = time.monotonic() + PATIENCE_S
    while look() and time.monotonic() < deadline:
        time.sleep(0.05)
    return not look()
