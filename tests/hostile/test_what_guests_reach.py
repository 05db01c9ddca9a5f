"""What a guest can reach of the machine: no file, folder, network, environment or process.

Asked of every engine.
"""

import os
import shutil
import subprocess
from pathlib import Path

import psutil
import pytest
from runtimes import runtime_guests as guests
from runtimes.real_runtimes import opened

from reducer.runtimes import fencing
from reducer.runtimes.workers import fences

pytestmark = pytest.mark.runtime

ROOT = Path(__file__).parents[2]
# One mode of every program that could open files, and of every engine in a process of ours.
ENGINES = (
    "wasmtime",
    "wasmtime+cli",
    "wasmtime+cli-run",
    "wasmer",
    "wasmer+cli",
    "wasm3",
    "node",
    "deno",
    "bun",
    "jsc",
    "wazero",
    "wazero+interpreter",
    "wasmedge@0.14+interpreter",
    "wasmedge@0.14+jit",
    "wasmedge@0.17+aot",
    "iwasm+interp",
    "wasm2c+gcc",
    "wasmi",
)
FOLDER, HOST, ABOVE, MADE, VARIABLE = 1, 2, 4, 8, 16
WASI = '(import "wasi_snapshot_preview1" '
PATHS = {
    64: (HOST, "etc/passwd"),
    96: (ABOVE, "../../../../../../../../etc/passwd"),
    160: (MADE, "wreduce-mark"),
}
# Asks for the number of variables; of the descriptors 3 to 20, whether they are folders; and opens three
# paths in each. Its exit code says what there was.
LOOKS_ROUND = f"""(module {guests.EXIT}
  {WASI}"fd_prestat_get" (func $folder (param i32 i32) (result i32)))
  {WASI}"path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  {WASI}"environ_sizes_get" (func $variables (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  {"".join(f'(data (i32.const {place}) "{path}")' for place, (_, path) in PATHS.items())}
  (func (export "_start") (local $fd i32) (local $found i32)
    (drop (call $variables (i32.const 0) (i32.const 4)))
    (if (i32.load (i32.const 0)) (then (local.set $found (i32.const {VARIABLE}))))
    (local.set $fd (i32.const 3))
    (loop $next
      (if (i32.eqz (call $folder (local.get $fd) (i32.const 0)))
        (then (local.set $found (i32.or (local.get $found) (i32.const {FOLDER})))))
      {
    "".join(
        f'''(if (i32.eqz (call $open (local.get $fd) (i32.const 1) (i32.const {place}) (i32.const {len(path)})
        (i32.const {bit == MADE:d}) (i64.const {66 if bit == MADE else 2}) (i64.const 0) (i32.const 0)
          (i32.const 0)))
          (then (local.set $found (i32.or (local.get $found) (i32.const {bit})))))'''
        for place, (bit, path) in PATHS.items()
    )
}
      (br_if $next (i32.ne (local.tee $fd (i32.add (local.get $fd) (i32.const 1))) (i32.const 21))))
    (call $exit (local.get $found))))"""
# It has no call that opens a file, and refuses a module that wants one.
WITHOUT = ("wasm3",)
# Its folders are in the memory of its process.
IN_MEMORY = ("wasmer",)


@pytest.fixture(scope="module", params=ENGINES)
def runtime(request):
    with opened(request.param) as made:
        yield made


def test_a_guest_finds_no_folder_no_file_and_no_environment(runtime):
    outcome = runtime.run(guests.binary(LOOKS_ROUND)).outcome
    if runtime.spec in WITHOUT:
        assert outcome.kind == "invalid" and "path_open" in outcome.message
    elif runtime.spec in IN_MEMORY:
        assert outcome.kind == "exited" and not outcome.exit_code & (HOST | ABOVE | VARIABLE)
    else:
        assert (outcome.kind, outcome.exit_code) == ("exited", 0), outcome
    assert not Path("wreduce-mark").exists()


def test_a_guest_has_a_network_of_its_own_with_nobody_in_it(runtime):
    worker = psutil.Process(runtime.pid)
    for process in (worker, *worker.children(recursive=True)):
        lines = Path(f"/proc/{process.pid}/net/dev").read_text().splitlines()[2:]
        assert [line.split(":")[0].strip() for line in lines] == ["lo"]


# What engines read where they stand, each with the name of what it would run.
STANDING_THERE = {
    "bunfig.toml": 'preload = ["./run.js"]\n',
    ".env": "NODE_OPTIONS=--require=./run.js\nBUN_OPTIONS=--preload=./run.js\n",
    "package.json": '{"type": "module", "imports": {"#fs": "./run.js"}}',
    "deno.json": '{"imports": {"fs": "./run.js"}}',
    ".node_repl_history": "",
    "wasmedge.py": "open('mark', 'w')",
    "sitecustomize.py": "open('mark', 'w')",
    "json.py": "open('mark', 'w')",
    "run.js": "require('fs').writeFileSync('mark', '')",
}


@pytest.mark.parametrize("spec", ENGINES)
def test_no_engine_runs_what_lies_in_the_folder_that_we_stand_in(spec, tmp_path, monkeypatch):
    for name, content in STANDING_THERE.items():
        (tmp_path / name).write_text(content)
    monkeypatch.chdir(tmp_path)
    with opened(spec) as runtime:
        assert runtime.run(guests.binary(guests.RETURNS)).outcome.normal
    assert {path.name for path in tmp_path.iterdir()} == set(STANDING_THERE)


def test_a_program_on_a_relative_path_is_still_found_when_it_runs_elsewhere(tmp_path, monkeypatch):
    (tmp_path / "node").symlink_to(shutil.which("node") or pytest.skip("node is not installed"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", ".", prepend=os.pathsep)
    with opened("node") as runtime:
        assert runtime.run(guests.binary(guests.RETURNS)).outcome.normal


TRIES = """
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
int put_up_fence(void);
#define TRY(name, success) printf("%s %s\\n", name, (success) ? "may" : "may not")
int main(void) {
  enum { USABLE = PROT_READ | PROT_WRITE, OWN = MAP_PRIVATE | MAP_ANONYMOUS };
  char *words[] = {"/bin/true", NULL};
  struct stat facts;
  struct timespec now;
  if (put_up_fence()) return 77;
  void *page = mmap(NULL, 4096, USABLE, OWN, -1, 0);
  TRY("print", 1);
  TRY("map", page != MAP_FAILED);
  TRY("allocate", malloc(1 << 24) != NULL);
  TRY("clock", clock_gettime(CLOCK_MONOTONIC, &now) == 0);
  TRY("read a file", open("/etc/passwd", O_RDONLY) >= 0);
  TRY("make a file", open("wreduce-mark", O_CREAT | O_WRONLY, 0600) >= 0);
  TRY("look at a file", stat("/etc/passwd", &facts) == 0);
  TRY("connect", socket(AF_INET, SOCK_STREAM, 0) >= 0);
  TRY("connect here", socket(AF_UNIX, SOCK_STREAM, 0) >= 0);
  TRY("start a process", syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0) >= 0);
  TRY("start a program", execv(words[0], words) == 0);
  TRY("send a signal", kill(getppid(), 0) == 0);
  TRY("map code", mmap(NULL, 4096, USABLE | PROT_EXEC, OWN, -1, 0) != MAP_FAILED);
  TRY("make code", mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0);
  TRY("take down the fence", put_up_fence() == 0);
  return 0;
}
"""


def test_native_code_may_print_use_memory_and_see_the_time_and_nothing_else(tmp_path):
    (tmp_path / "tries.c").write_text(TRIES)
    fence = ROOT / "reducer" / "runtimes" / "native" / "fence.c"
    with opened("wasm2c+gcc"):
        subprocess.run(["gcc", "tries.c", fence, "-o", "tries"], cwd=tmp_path, check=True)
    ended = subprocess.run([tmp_path / "tries"], cwd=tmp_path, capture_output=True, text=True, check=False)
    if ended.returncode == 77:
        pytest.skip("this system has no seccomp")
    may = [line.removesuffix(" may") for line in ended.stdout.splitlines() if line.endswith(" may")]
    assert may == ["print", "map", "allocate", "clock"]
    assert len(ended.stdout.splitlines()) == 15
    assert not (tmp_path / "wreduce-mark").exists()


def test_what_fences_this_machine_lacks_is_said_in_words(monkeypatch):
    # Whether there is seccomp, the test of native code above shows as well.
    assert (fencing.WITHOUT["seccomp"] in fencing.missing_fences()) != fences.has_seccomp()
    monkeypatch.setattr(fencing, "WORKERS", Path("/nowhere"))
    assert fencing.missing_fences() == list(fencing.WITHOUT.values())
