"""A guest gets the arguments, environment, standard input and folders that it is given, alike on every engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from runtimes import runtime_guests as guests
from runtimes.real_runtimes import opened

from reducer.runtimes import Invocation, RuntimesError

pytestmark = [pytest.mark.runtime, pytest.mark.wabt]

WASI = '(import "wasi_snapshot_preview1" '
ENGINES = (
    "wasmtime", "wasmtime@41.0.0", "wasmtime@46.0.1", "wasmtime+winch", "wasmtime+cli", "wasmtime+cli-run",
    "wasmer", "wasmer+cli", "wasm3", "node", "deno", "bun", "jsc", "wazero", "wazero+interpreter",
    "wasmedge@0.14+interpreter", "wasmedge@0.14+aot", "wasmedge@0.17+interpreter", "wasmedge@0.17+aot",
    "iwasm+interp", "wasm2c+gcc", "wasmi",
)  # fmt: skip
# Whose command line cannot say what the program is called.
NAMED_BY_ITS_PATH = ("iwasm+interp", "wasmi", "wasmer", "wasmer+cli")
WITHOUT_FOLDERS = ("wasmer", "wasm3", "wazero", "wazero+interpreter", "wasm2c+gcc", "wasmi")

# Prints its arguments, then its variables, each with a NUL behind it, then its standard input, to the end.
ECHOES = f"""(module {guests.EXIT} {guests.WRITE}
  {WASI}"args_sizes_get" (func $args_sizes (param i32 i32) (result i32)))
  {WASI}"args_get" (func $args (param i32 i32) (result i32)))
  {WASI}"environ_sizes_get" (func $environ_sizes (param i32 i32) (result i32)))
  {WASI}"environ_get" (func $environ (param i32 i32) (result i32)))
  {WASI}"fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (func $print (param $from i32) (param $size i32)
    (i32.store (i32.const 0) (local.get $from))
    (i32.store (i32.const 4) (local.get $size))
    (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))
  (func (export "_start")
    (drop (call $args_sizes (i32.const 16) (i32.const 20)))
    (drop (call $args (i32.const 1024) (i32.const 4096)))
    (call $print (i32.const 4096) (i32.load (i32.const 20)))
    (drop (call $environ_sizes (i32.const 16) (i32.const 20)))
    (drop (call $environ (i32.const 1024) (i32.const 8192)))
    (call $print (i32.const 8192) (i32.load (i32.const 20)))
    (loop $more
      (i32.store (i32.const 24) (i32.const 16384))
      (i32.store (i32.const 28) (i32.const 5))
      (if (call $read (i32.const 0) (i32.const 24) (i32.const 1) (i32.const 32)) (then (call $exit (i32.const 9))))
      (if (i32.load (i32.const 32)) (then
        (call $print (i32.const 16384) (i32.load (i32.const 32))) (br $more))))))"""

OPEN = f"""{guests.EXIT} {guests.WRITE}
  {WASI}"path_open" (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  {WASI}"fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  {WASI}"fd_prestat_get" (func $prestat (param i32 i32) (result i32)))
  {WASI}"fd_prestat_dir_name" (func $name (param i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  ;; The preopened folder whose name ends in "t", of "/input": 0 where there is none.
  (func $folder (result i32) (local $fd i32) (local $end i32)
    (local.set $fd (i32.const 3))
    (loop $next
      (if (i32.eqz (call $prestat (local.get $fd) (i32.const 512))) (then
        (local.set $end (i32.load (i32.const 516)))
        (drop (call $name (local.get $fd) (i32.const 600) (local.get $end)))
        (if (i32.eq (i32.load8_u (i32.add (i32.const 599) (local.get $end))) (i32.const 116))
          (then (return (local.get $fd))))))
      (br_if $next (i32.lt_u (local.tee $fd (i32.add (local.get $fd) (i32.const 1))) (i32.const 12))))
    (i32.const 0))"""


def opening(path: str, flags: int = 0, rights: int = 2) -> str:
    """A guest that opens a path in its folder, prints its first bytes and exits with 0, or with 1 if it cannot
    (3 where there is no folder at all)."""
    return f"""(module {OPEN} (data (i32.const 64) "{path}")
      (func (export "_start")
        (if (i32.eqz (call $folder)) (then (call $exit (i32.const 3))))
        (if (call $path_open (call $folder) (i32.const 1) (i32.const 64) (i32.const {len(path)})
            (i32.const {flags}) (i64.const {rights}) (i64.const 0) (i32.const 0) (i32.const 32))
          (then (call $exit (i32.const 1))))
        (i32.store (i32.const 0) (i32.const 256))
        (i32.store (i32.const 4) (i32.const 100))
        (drop (call $read (i32.load (i32.const 32)) (i32.const 0) (i32.const 1) (i32.const 8)))
        (i32.store (i32.const 4) (i32.load (i32.const 8)))
        (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))"""


@pytest.fixture(params=ENGINES)
def runtime(request: pytest.FixtureRequest) -> Iterator:
    with opened(request.param) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder to give, with a secret beside it and a link to that within."""
    (tmp_path / "secret").write_text("secret")
    inside = tmp_path / "given"
    (inside / "below").mkdir(parents=True)
    (inside / "below" / "data.txt").write_text("hello")
    (inside / "link").symlink_to(tmp_path / "secret")
    return inside


def test_arguments_environment_and_standard_input_arrive_in_every_run(runtime, tmp_path):
    given = tmp_path / "in put.txt"
    given.write_bytes(b"one\ntwo\0 and three")
    invocation = Invocation(("100", "-x", "a b;$c", ""), (("SIZE", "7"), ("A_B", "x=y z")), str(given))
    for _ in range(2):
        sample = runtime.run(guests.binary(ECHOES), invocation=invocation)
        assert (sample.outcome.kind, sample.outcome.exit_code) == ("exited", 0), sample.outcome
        name, *words = sample.output.split(b"\0", 5)
        assert words[:4] == [b"100", b"-x", b"a b;$c", b""]
        variables, rest = words[4].split(b"\0", 2)[:2], words[4].split(b"\0", 2)[2]
        assert sorted(variables) == [b"A_B=x=y z", b"SIZE=7"]
        assert rest == b"one\ntwo\0 and three"
        if runtime.spec not in NAMED_BY_ITS_PATH:
            assert name == b"module.wasm"


def test_a_guest_that_is_given_nothing_finds_its_name_and_an_empty_input(runtime):
    sample = runtime.run(guests.binary(ECHOES))
    assert sample.outcome.kind == "exited"
    assert sample.output.count(b"\0") == 1


def test_a_guest_reads_files_below_its_folder_and_nothing_else(runtime, folder):
    if runtime.spec in WITHOUT_FOLDERS:
        with pytest.raises(
            RuntimesError, match=r"cannot give a program folders: leave out --dir, or name an"
        ):
            runtime.run(guests.binary(opening("x")), invocation=Invocation(dirs=((str(folder), "/input"),)))
        return
    invocation = Invocation(dirs=((str(folder), "/input"),))

    def run(path: str, flags: int = 0, rights: int = 2) -> tuple[int | None, bytes]:
        sample = runtime.run(guests.binary(opening(path, flags, rights)), invocation=invocation)
        assert sample.outcome.kind == "exited", sample.outcome
        return sample.outcome.exit_code, sample.output

    assert run("below/data.txt") == (0, b"hello")
    assert run("below/../below/./data.txt") == (0, b"hello")
    for outside in ("../secret", "below/../../secret", "/etc/passwd", "link", "../../../../../../etc/passwd"):
        assert run(outside)[1] == b"", outside
    for path, flags in (("below/data.txt", 8), ("below/data.txt", 0), ("new", 1), ("below/new", 5)):
        run(path, flags, rights=66)
    assert run("below/data.txt") == (0, b"hello")
    assert run("new")[0] == 1
    assert sorted(entry.name for entry in folder.iterdir()) == ["below", "link"]
    assert (folder / "below" / "data.txt").read_text() == "hello"


def test_what_cannot_be_read_is_named_in_one_line(runtime, tmp_path):
    outcome = runtime.run(
        guests.binary(guests.RETURNS), invocation=Invocation(stdin=str(tmp_path / "none"))
    ).outcome
    assert outcome.kind == "invalid"
    assert outcome.message.endswith("none cannot be read: No such file or directory")
