"""No worker outlives the process that started it, whatever ends that process; and none dies before it."""

import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import psutil
import pytest
from real_runtimes import ONE_OF_EACH, opened, skip_without
from runtime_guests import NEVER_ENDS, RETURNS, binary
from stub_runtime import ENGINE, LIMITS, deed

from reducer.runtimes.embedded import EmbeddedRuntime

ROOT = Path(__file__).parents[2]
PATIENCE_S = 20.0


def gone_in_time(pid):
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.02)
    return False


def start_parent(opening, binary_path):
    """A process that opens a runtime by the expression, prints the worker's id, and runs the binary."""
    program = f"""
        import sys, threading
        from pathlib import Path
        sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / "tests" / "runtimes")!r}]
        from reducer.runtimes import open_runtime
        runtime = {opening}
        print(runtime.pid, flush=True)
        runtime.run(Path({str(binary_path)!r}).read_bytes())
    """
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE, text=True
    )
    return parent, int(parent.stdout.readline())


def end(parent, signal_number):
    time.sleep(0.3)
    parent.send_signal(signal_number)
    parent.wait(timeout=PATIENCE_S)
    parent.stdout.close()


@pytest.mark.runtime
@pytest.mark.parametrize("name", ONE_OF_EACH)
@pytest.mark.parametrize("signal_number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_worker_outlives_its_parent_even_in_the_midst_of_a_guest(tmp_path, name, signal_number):
    guest = tmp_path / "guest.wasm"
    guest.write_bytes(binary(NEVER_ENDS))
    skip_without(name)
    parent, worker = start_parent(f"open_runtime({name!r})", guest)
    family = [worker, *(child.pid for child in psutil.Process(worker).children(recursive=True))]
    end(parent, signal_number)
    assert all(gone_in_time(pid) for pid in family)


@pytest.mark.runtime
@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_the_pipe_alone_ends_a_worker_that_another_thread_started(tmp_path, name):
    guest = tmp_path / "guest.wasm"
    guest.write_bytes(binary(NEVER_ENDS))
    opening = (
        f"(box := [], (t := threading.Thread(target=lambda: box.append(open_runtime({name!r})))).start(),"
        " t.join(), box[0])[-1]"
    )
    skip_without(name)
    parent, worker = start_parent(opening, guest)
    family = [worker, *(child.pid for child in psutil.Process(worker).children(recursive=True))]
    end(parent, signal.SIGKILL)
    assert all(gone_in_time(pid) for pid in family)


def test_a_worker_outlives_the_thread_that_started_it():
    started = []
    thread = threading.Thread(
        target=lambda: started.append(EmbeddedRuntime("stub", ENGINE, core=None, limits=LIMITS))
    )
    thread.start()
    thread.join()
    with started[0] as runtime:
        before = runtime.pid
        time.sleep(0.1)
        assert runtime.run(deed("nothing")).outcome.normal
        assert runtime.pid == before


@pytest.mark.runtime
@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_close_leaves_no_process(name):
    before = {child.pid for child in psutil.Process().children(recursive=True)}
    with opened(name) as runtime:
        assert runtime.run(binary(RETURNS)).outcome.normal
        runtime.restart()
        assert runtime.run(binary(RETURNS)).outcome.normal
    assert {child.pid for child in psutil.Process().children(recursive=True)} <= before
