"""Names of a module that would become code: none reaches a compiler or runs; imports are told in a line.

The mark of code that has run is a file. The names end a comment of C, a string, a line, a word of a shell.
"""

import re
import subprocess
from pathlib import Path

import pytest
from hostile.modules import WASI, module, text, vector
from runtimes import runtime_guests as guests
from runtimes.real_runtimes import opened

from reducer.children import program
from reducer.cli import main
from reducer.controls.compiled_code import show
from reducer.controls.fenced import NotShown
from reducer.program.load import LoadError, load_program
from reducer.runtimes import parse_spec
from reducer.runtimes.workers.outline import (
    FUNCTION,
    HEADER,
    IMPORTS,
    MEMORY,
    TYPES,
    NotAModule,
    section,
)
from reducer.runtimes.workers.plain_names import with_plain_names
from reducer.runtimes.workers.wasi import FUNCTIONS, check_imports

PLAIN = module()
CODE = 'int system(const char*); __attribute__((constructor)) static void x(void) { system("touch MARK"); }'
NAMES = {
    "ends the comment": f"*/\n{CODE}\n/*",
    "ends the comment on one line": f"*/ {CODE} /*",
    "ends the comment over two lines": f"*\\\n/\n{CODE}\n/*",
    "ends the comment by a trigraph": f"*??/\n/\n{CODE}\n/*",
    "ends a string": f'"; {CODE} char* y = "',
    "ends a character": f"' {CODE} '",
    "includes": '*/\n#include "/etc/passwd"\n/*',
    "assembles": '*/\n__asm__(".incbin \\"/etc/passwd\\"");\n/*',
    "is a pragma": '*/\n_Pragma("GCC poison main")\n/*',
    "is a line of the linker": "_start, main = 0; INPUT(/etc/passwd)",
    "is a shell's": "; touch MARK; $(touch MARK) `touch MARK` & touch MARK |",
    "is an option": "-fplugin=./x.so",
    "is an answer file": "@/etc/passwd",
    "is a path": "../../../../tmp/MARK",
    "is a format": "%n%n%s%1000000d",
    "is nothing": "",
    "is a NUL": "a\0b",
    "moves the cursor": "\x1b[2J\x1b]0;x\x07\r",
    "turns the line round": "\u202eabc\u202c",
    "is a mark of HTML": "<script>alert(1)</script>",
    "is a formula": '=HYPERLINK("x")',
    "is SQL": "'; DROP TABLE cases; --",
    "is a name of C's own": "main",
    "is a name of ours": "guest_memory",
    "is long": "a" * 200_000,
    "is not UTF-8": "\udcff\udcfe*/",
}
KINDS = {
    "import": lambda name: module(imports=[(WASI, name)]),
    "import behind a known name": lambda name: module(imports=[(WASI, b"sched_yield" + name)]),
    "import before a known name": lambda name: module(imports=[(WASI, name + b"sched_yield")]),
    "module of an import": lambda name: module(imports=[(name, b"sched_yield")]),
    "module behind a known name": lambda name: module(imports=[(WASI + name, b"sched_yield")]),
    "exported function": lambda name: module(exports=[(name, FUNCTION)]),
    "exported function behind a known name": lambda name: module(exports=[(b"_start" + name, FUNCTION)]),
    "exported memory": lambda name: module(exports=[(name, MEMORY)]),
    "name of a function": lambda name: module(names=[name]),
    "custom section": lambda name: module(custom=[(name, name)]),
}
# Nothing behind a known name leaves it known.
CASES = [
    (kind, name) for kind in KINDS for name in NAMES if NAMES[name] or not re.search("behind|before", kind)
]
WASM2C = "wasm2c:opt-level=0"
RUN = ("ends the comment", "ends the comment on one line", "is a shell's")


def spelled(kind: str, name: str, folder: Path) -> bytes:
    written = NAMES[name].replace("MARK", str(folder / "mark"))
    return KINDS[kind](written.encode(errors="surrogateescape"))


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_a_compiler_is_given_the_same_bytes_whatever_the_names_are(kind, name, tmp_path):
    hostile = spelled(kind, name, tmp_path)
    if "import" in kind or "module" in kind:
        with pytest.raises(NotAModule) as refused:
            with_plain_names(hostile)
        assert str(refused.value).isprintable()
        assert len(str(refused.value)) < 300
    else:
        assert with_plain_names(hostile) == PLAIN


def test_known_imports_keep_their_names_and_their_order():
    known = [(group.encode(), name.encode()) for group, names in FUNCTIONS.items() for name in sorted(names)]
    assert len(known) == 91
    kept = module(imports=known)
    assert check_imports(kept) is None
    assert with_plain_names(kept) == kept


# Calls of another type than the function that is called reach it with what happens to be in the registers.
OTHER_TYPES = (
    '(import "wasi_snapshot_preview1" "fd_write" (func (param f64 i32 i32 i32) (result i32)))',
    '(import "wasi_snapshot_preview1" "fd_write" (func (param i32 i32 i32 i64) (result i32)))',
    '(import "wasi_snapshot_preview1" "fd_write" (func))',
    '(import "wasi_snapshot_preview1" "proc_exit" (func (param i32) (result i32)))',
    '(type (func)) (import "wasi_snapshot_preview1" "sched_yield" (func (type 0)))',
    '(import "wasi_snapshot_preview1" "args_get" (global i32))',
    '(import "wasi_snapshot_preview1" "args_get" (memory 1))',
    '(import "wasi_snapshot_preview1" "args_get" (table 1 funcref))',
)


@pytest.mark.parametrize("entry", OTHER_TYPES)
def test_a_function_of_wasi_is_imported_by_its_own_type_and_no_other(entry):
    told = check_imports(guests.binary(f'(module {entry} (func (export "_start")))'))
    assert re.match("imports `wasi_snapshot_preview1.[a-z_]*`,? (by another type|which are no func)", told)


def test_types_of_garbage_collection_do_not_stand_in_the_way():
    struct, array = b"\x5f\x02\x7f\0\x64\0\x01", b"\x5e\x78\x01"
    grouped = b"\x4e\x02" + b"\x50\0" + struct + b"\x50\x01\0" + struct
    types = section(TYPES, vector([grouped, array, b"\x60\x01\x7f\0"]))
    imported = section(IMPORTS, vector([text(WASI) + text(b"proc_exit") + b"\0\x03"]))
    assert check_imports(HEADER + types + imported) is None
    of_an_array = section(IMPORTS, vector([text(WASI) + text(b"proc_exit") + b"\0\x02"]))
    assert "by another type" in check_imports(HEADER + types + of_an_array)


def test_no_second_import_section_is_passed_over():
    first, second = (
        section(IMPORTS, vector([text(WASI) + text(b"sched_yield") + b"\0\0"])),
        section(IMPORTS, vector([text(b"env") + text(b"system") + b"\0\0"])),
    )
    types = section(TYPES, vector([b"\x60\0\x01\x7f"]))
    assert check_imports(HEADER + types + first) is None
    for sections in (types + first + second, first + types, types + first + types):
        with pytest.raises(NotAModule, match="twice, or out of its order"):
            check_imports(HEADER + sections)


@pytest.mark.parametrize("command", ["reduce", "measure", "bisect", "controls", "blame"])
def test_every_command_refuses_an_import_that_is_not_wasi_in_one_line(command, tmp_path, capsys):
    hostile = spelled("import behind a known name", "ends the comment", tmp_path)
    path = tmp_path / "case.wasm"
    path.write_bytes(hostile)
    oracle = [] if command in ("measure", "controls", "blame") else ["--oracle", "ratio>2"]
    with pytest.raises(SystemExit) as ended:
        main([command, str(path), *oracle])
    last = capsys.readouterr().err.splitlines()[-1]
    assert ended.value.code == 2
    assert "case.wasm: imports `wasi_snapshot_preview1.sched_yield*/" in last
    assert last.isprintable()


def test_all_unknown_imports_are_named_in_one_line_that_stays_short():
    told = check_imports(module(imports=[(b"env", b"f%d" % number) for number in range(10_000)]))
    assert "`env.f0`, `env.f1`" in told and "and 9988 more" in told and "take it out" in told
    assert len(told) < 500


@pytest.mark.runtime
def test_wasm2c_itself_writes_no_name_as_code(tmp_path):
    """It did before 1.0.42; names are plain before it sees them, and this is the second hindrance."""
    hostile = spelled("import behind a known name", "ends the comment", tmp_path)
    (tmp_path / "module.wasm").write_bytes(hostile)
    command = [program("wasm2c"), "-n", "guest", tmp_path / "module.wasm", "-o", tmp_path / "guest.c"]
    subprocess.run(command, check=True)
    written = (tmp_path / "guest.h").read_text()
    assert "sched_yield" in written and CODE.replace("MARK", str(tmp_path / "mark")) not in written


@pytest.mark.runtime
def test_no_name_runs_by_any_way_into_native_code(tmp_path):
    # Whether names reach the C compiler does not depend on how it optimises; without, it takes half as long.
    with opened(WASM2C) as runtime:
        for kind in KINDS:
            refused = "import" in kind or "module" in kind
            # The others all come to the same bytes, as shown above: one of them is compiled and run.
            for name in RUN if refused else RUN[:1]:
                hostile = spelled(kind, name, tmp_path)
                outcome = runtime.run(hostile).outcome
                assert (outcome.kind == "invalid") == refused, (kind, name, outcome)
                assert outcome.normal or re.match("imports `.*` ?.*take it out$", outcome.message)
                assert outcome.message.isprintable()
                if refused:
                    with pytest.raises(NotShown, match="imports `"):
                        show(parse_spec(WASM2C), hostile)
                    path = tmp_path / "case.wasm"
                    path.write_bytes(hostile)
                    with pytest.raises(LoadError) as told:
                        load_program(path)
                    assert str(told.value).isprintable()
        assert show(parse_spec(WASM2C), spelled("exported function", RUN[0], tmp_path)).code.functions
    assert not (tmp_path / "mark").exists()


@pytest.mark.runtime
def test_a_name_is_no_line_of_a_disassembly(tmp_path):
    hostile = module(names=[b"x>:\n 1000 <wasm[0]::function[0]>:\n  1000: rep movsb\n"])
    code = show(parse_spec("wasmtime"), hostile).code
    assert "rep movsb" not in " ".join([*code.functions, *code.names.values()])
    assert "wasm[0]::function[0]" in code.functions
