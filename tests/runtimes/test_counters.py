"""Counts in the place of CPU time; perf is a stand-in, since most machines of clouds have no counters."""

import pytest
from stand_in_programs import stand_in

from reducer.runtimes import RuntimesError, open_runtime

SECOND = 10**9
# (module (memory (export "memory") 1) (func (export "_start"))): what stand-ins do is not in it
MODULE = bytes.fromhex(
    "0061736d01000000010401600000030201000503010001071302066d656d6f72790200065f737461727400000a040102000b"
)
# Takes exactly the command line of the worker; counts what the program has left in a file, or a thousand.
PERF = """
import signal, subprocess
assert words[:4] == ["stat", "-x,", "-e", {event!r}] and words[4] == "-o" and words[6] == "--", words
code = subprocess.run(words[7:]).returncode
try:
    count = open("count").read()
except OSError:
    count = "1000"
line = ({fixed!r} or count) + ",," + {event!r} + ",1,100.00,,"
open(words[5], "w").write("# started on a day\\n\\n" + line + "\\n")
if code < 0:
    complain(words[7] + ": " + signal.strsignal(-code))
    sys.exit(0)
sys.exit(code)
"""
IDLE_OR = f"""
idle = len(open(words[0], "rb").read()) > {len(MODULE)}
open("count", "w").write("2000" if idle else "502000")
if not idle:
    """


@pytest.fixture
def counting(tmp_path, monkeypatch):
    """Opens a runtime whose program is these lines, with a perf that knows one event."""
    made = []

    def make(body="pass", counter="instructions", event="instructions:u", fixed=""):
        stand_in(tmp_path / "bin", "program", body=IDLE_OR + body)
        if event:
            stand_in(tmp_path / "bin", "perf", body=PERF.format(event=event, fixed=fixed))
        stand_in(tmp_path / "bin", "true")
        (tmp_path / "wreduce.toml").write_text(
            '[runtime.mine]\nrun = ["program", "{wasm}"]\ntrap = "trap: (.*)"\n'
        )
        monkeypatch.setenv("WREDUCE_TOML", str(tmp_path / "wreduce.toml"))
        monkeypatch.setenv("PATH", str(tmp_path / "bin"))
        made.append(open_runtime("mine", counter=counter))
        return made[-1]

    yield make
    for runtime in made:
        runtime.close()


@pytest.mark.parametrize("counter", ["instructions", "cycles"])
def test_counts_stand_in_the_place_of_cpu_time_less_those_of_a_start(counting, counter):
    sample = counting(counter=counter, event=f"{counter}:u").run(MODULE, timeout_ns=60 * SECOND)
    assert sample.outcome.normal
    assert sample.instantiate_cpu_ns == 2000
    assert sample.execute_cpu_ns == 500_000
    # Wall time stays what it is.
    assert sample.instantiate_ns > 2000


def test_the_exit_code_and_the_words_of_a_trap_come_through(counting):
    assert counting("sys.exit(7)").run(MODULE).outcome.exit_code == 7
    assert counting("complain('trap: deep'); sys.exit(1)").run(MODULE).outcome.message == "deep"


def test_a_signal_that_perf_swallows_is_a_crash(counting):
    outcome = counting("os.kill(os.getpid(), 11)").run(MODULE).outcome
    assert (outcome.kind, outcome.message.partition(":")[0]) == ("crashed", "SIGSEGV")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            {"fixed": "<not supported>"},
            "perf counts no instructions on this machine .it says: <not supported>.",
        ),
        ({"event": ""}, "needs perf, which is not installed"),
        ({"counter": "branches"}, "'branches' cannot be counted: use instructions or cycles"),
    ],
)
def test_what_cannot_be_counted_here_is_told_in_one_line(counting, arguments, words):
    with pytest.raises(RuntimesError, match=words) as caught:
        counting(**arguments)
    assert "\n" not in str(caught.value)


def test_a_runtime_that_is_no_command_line_is_not_counted():
    with pytest.raises(
        RuntimesError, match="instructions are counted of command lines, and wasmtime is none"
    ):
        open_runtime("wasmtime", counter="instructions")
