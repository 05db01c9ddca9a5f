"""Programs that misbehave: the right outcome, within the limits, and no process left."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psutil
import pytest
from processes_there import PATIENCE_S, any_in_time, children_of_this_process, command_lines, gone, marked
from stand_in_programs import stand_in

from reducer.runtimes import Limits, open_runtime

SECOND = 10**9
LIMITS = Limits(memory_bytes=400 << 20, output_bytes=1 << 20, start_ns=60 * SECOND)
OVERSHOOT = 3
ROOT = Path(__file__).parents[2]
# (module (memory (export "memory") 1) (func (export "_start"))): what stand-ins do is not in it
MODULE = bytes.fromhex(
    "0061736d01000000010401600000030201000503010001071302066d656d6f72790200065f737461727400000a040102000b"
)


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
    """A single run may be disturbed by more than its start ever was."""
    runtime = program("import time; end = time.process_time() + 0.2\nwhile time.process_time() < end: pass")
    samples = [runtime.run(MODULE, timeout_ns=60 * SECOND) for _ in range(5)]
    assert all(sample.outcome.normal for sample in samples)
    assert sum(sample.execute_cpu_ns is None for sample in samples) > 2


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
