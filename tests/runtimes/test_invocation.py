"""A guest gets the arguments, environment, standard input and folders that it is given, on every engine."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from runtimes import runtime_guests as guests
from runtimes.real_runtimes import opened

from reducer.runtimes import Invocation, RuntimesError
from reducer.runtimes.inputs import content_hash
from reducer.runtimes.workers import call

pytestmark = pytest.mark.runtime

WASI = '(import "wasi_snapshot_preview1" '
ENGINES = (
    "wasmtime", "wasmtime@41.0.0", "wasmtime+cli", "wasmtime+cli-run",
    "wasmer", "wasmer+cli", "wasm3", "node", "deno", "bun", "jsc", "wazero", "wazero+interpreter",
    "wasmedge@0.14+interpreter", "wasmedge@0.17+aot",
    "iwasm+interp", "wasm2c+gcc", "wasmi",
)  # fmt: skip
# Whose command line cannot say what the program is called.
NAMED_OTHERWISE = ("iwasm+interp", "wasmi", "wasmer", "wasmer+cli")
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
      (if (call $read (i32.const 0) (i32.const 24) (i32.const 1) (i32.const 32))
        (then (call $exit (i32.const 9))))
      (if (i32.load (i32.const 32)) (then
        (call $print (i32.const 16384) (i32.load (i32.const 32))) (br $more))))))"""

# What is asked of a folder: a path, how it is opened (1 makes a file, 8 empties one), and the rights.
INSIDE, OUTSIDE, TO_WRITE = (
    (("below/data.txt", 0, 2), ("below/../below/./data.txt", 0, 2)),
    tuple((path, 0, 2) for path in ("../secret", "below/../../secret", "/etc/passwd", "link")),
    (("below/data.txt", 8, 66), ("new", 1, 66), ("below/new", 5, 66)),
)


def opens(*asked: tuple[str, int, int]) -> str:
    """A guest that opens these in the folder that it is given, tries to write to each, and prints of each the
    first bytes that it can read, with a NUL behind them. It exits with 3 where there is no folder."""
    places = [512 + 64 * number for number in range(len(asked))]
    texts = "".join(
        f'(data (i32.const {at}) "{path}")' for at, (path, _, _) in zip(places, asked, strict=True)
    )
    calls = "".join(
        f"(call $try (i32.const {at}) (i32.const {len(path)}) (i32.const {flags}) (i64.const {rights}))"
        for at, (path, flags, rights) in zip(places, asked, strict=True)
    )
    return f"""(module {guests.EXIT} {guests.WRITE}
      {WASI}"path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
      {WASI}"fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
      {WASI}"fd_prestat_get" (func $prestat (param i32 i32) (result i32)))
      {WASI}"fd_prestat_dir_name" (func $name (param i32 i32 i32) (result i32)))
      (memory (export "memory") 1) {texts} (data (i32.const 200) "spoilt")
      (global $fd (mut i32) (i32.const 2))
      (func $print (param $from i32) (param $size i32)
        (i32.store (i32.const 0) (local.get $from))
        (i32.store (i32.const 4) (local.get $size))
        (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))
      (func $try (param $path i32) (param $length i32) (param $flags i32) (param $rights i64)
        (if (i32.eqz (call $open (global.get $fd) (i32.const 1) (local.get $path) (local.get $length)
            (local.get $flags) (local.get $rights) (i64.const 0) (i32.const 0) (i32.const 32))) (then
          (i32.store (i32.const 0) (i32.const 256))
          (i32.store (i32.const 4) (i32.const 100))
          (i32.store (i32.const 8) (i32.const 0))
          (drop (call $read (i32.load (i32.const 32)) (i32.const 0) (i32.const 1) (i32.const 8)))
          (call $print (i32.const 256) (i32.load (i32.const 8)))
          (i32.store (i32.const 0) (i32.const 200))
          (i32.store (i32.const 4) (i32.const 6))
          (drop (call $write (i32.load (i32.const 32)) (i32.const 0) (i32.const 1) (i32.const 8)))))
        (call $print (i32.const 255) (i32.const 1)))
      (func (export "_start") (local $length i32)
        ;; The folder whose name ends in "t", as "/input" does: some engines have folders of their own.
        (loop $next
          (global.set $fd (i32.add (global.get $fd) (i32.const 1)))
          (if (i32.gt_u (global.get $fd) (i32.const 12)) (then (call $exit (i32.const 3))))
          (br_if $next (call $prestat (global.get $fd) (i32.const 16)))
          (local.set $length (i32.load (i32.const 20)))
          (drop (call $name (global.get $fd) (i32.const 400) (local.get $length)))
          (br_if $next (i32.ne (i32.load8_u offset=399 (local.get $length)) (i32.const 116))))
        {calls}))"""


@pytest.fixture(scope="module", params=ENGINES)
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
        name, *words = sample.output.split(b"\0", 7)
        assert words[:4] == [b"100", b"-x", b"a b;$c", b""]
        assert sorted(words[4:6]) == [b"A_B=x=y z", b"SIZE=7"]
        assert words[6] == b"one\ntwo\0 and three"
        assert runtime.spec in NAMED_OTHERWISE or name == b"module.wasm"


def test_a_guest_that_is_given_nothing_finds_its_name_and_an_empty_input(runtime):
    sample = runtime.run(guests.binary(ECHOES))
    assert sample.outcome.kind == "exited"
    assert sample.output.count(b"\0") == 1


def test_a_guest_reads_files_below_its_folder_and_nothing_else(runtime, folder):
    invocation = Invocation(dirs=((str(folder), "/input"),))
    if runtime.spec in WITHOUT_FOLDERS:
        with pytest.raises(RuntimesError, match=r"cannot give a program folders: leave out --dir, or name"):
            runtime.run(guests.binary(guests.RETURNS), invocation=invocation)
        return
    asked = guests.binary(opens(*INSIDE, *OUTSIDE, *TO_WRITE))
    for _ in range(2):
        # What one run has changed, if it could, is as it was in the next.
        sample = runtime.run(asked, invocation=invocation)
        assert (sample.outcome.kind, sample.outcome.exit_code) == ("exited", 0), sample.outcome
        read = sample.output.split(b"\0")
        assert read[:2] == [b"hello", b"hello"]
        assert not any(read[2:6]), read
    assert sorted(entry.name for entry in folder.iterdir()) == ["below", "link"]
    assert sorted(entry.name for entry in (folder / "below").iterdir()) == ["data.txt"]
    assert (folder / "below" / "data.txt").read_text() == "hello"


def test_what_cannot_be_read_is_named_in_one_line(runtime, tmp_path):
    invocation = Invocation(stdin=str(tmp_path / "none"))
    outcome = runtime.run(guests.binary(guests.RETURNS), invocation=invocation).outcome
    assert outcome.kind == "invalid"
    assert outcome.message.endswith("none cannot be read: No such file or directory")


def test_the_hash_of_what_is_given_changes_with_every_byte_and_name(folder):
    invocation = Invocation(stdin=str(folder / "below" / "data.txt"), dirs=((str(folder), "/input"),))
    seen = {content_hash(invocation), content_hash(replace(invocation, stdin=""))}
    (folder / "below" / "data.txt").rename(folder / "data.txt")
    moved = replace(invocation, stdin=str(folder / "data.txt"))
    seen.add(content_hash(moved))
    (folder / "data.txt").write_text("hellO")
    seen.add(content_hash(moved))
    assert len(seen) == 4
    assert content_hash(Invocation(argv=("1",))) == ""


def test_too_much_is_refused_before_anything_runs(folder, monkeypatch):
    monkeypatch.setattr(call, "MAX_BYTES", 4)
    with pytest.raises(RuntimesError, match=r"data\.txt has more than 0 MiB"):
        content_hash(Invocation(dirs=((str(folder), "/input"),)))
