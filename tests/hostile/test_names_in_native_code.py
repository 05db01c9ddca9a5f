"""Names of a module that would become code: none reaches a compiler, none runs, each import is told in a line.

The mark of code that has run is a file. The names end a comment of C, a string, a line, a word of a shell.
"""

import re
import subprocess
from pathlib import Path

import pytest
from hostile.modules import WASI, module
from runtimes.real_runtimes import opened

from reducer.controls.evidence import NotShown, show
from reducer.measure.case import CaseError, load_case
from reducer.runtimes import parse_spec
from reducer.runtimes.workers.outline import FUNCTION, MEMORY, NotAModule
from reducer.runtimes.workers.plain_names import with_plain_names
from reducer.runtimes.workers.wasi import FUNCTIONS, check_imports

PLAIN = module()
CODE = "int system(const char*); __attribute__((constructor)) static void x(void) { system(\"touch MARK\"); }"
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


def test_all_unknown_imports_are_named_in_one_line_that_stays_short():
    told = check_imports(module(imports=[(b"env", b"f%d" % number) for number in range(100_000)]))
    assert "`env.f0`, `env.f1`" in told and "and 99988 more" in told and "take it out" in told
    assert len(told) < 500


@pytest.mark.runtime
@pytest.mark.wabt
def test_the_danger_is_real_wasm2c_itself_writes_a_name_as_code(tmp_path):
    hostile = spelled("import behind a known name", "ends the comment", tmp_path)
    (tmp_path / "module.wasm").write_bytes(hostile)
    with opened("wasm2c"):
        command = ["wasm2c", "-n", "guest", tmp_path / "module.wasm", "-o", tmp_path / "guest.c"]
    subprocess.run(command, check=True)
    assert CODE.replace("MARK", str(tmp_path / "mark")) in (tmp_path / "guest.h").read_text()


@pytest.mark.runtime
@pytest.mark.wabt
def test_no_name_runs_by_any_way_into_native_code(tmp_path):
    with opened("wasm2c") as runtime:
        for kind in KINDS:
            for name in RUN:
                hostile = spelled(kind, name, tmp_path)
                outcome = runtime.run(hostile).outcome
                refused = "import" in kind or "module" in kind
                assert (outcome.kind == "invalid") == refused, (kind, name, outcome)
                assert outcome.normal or re.match("imports `.*` ?.*take it out$", outcome.message)
                assert outcome.message.isprintable()
                if refused:
                    with pytest.raises(NotShown, match="imports `"):
                        show(parse_spec("wasm2c"), hostile)
                    path = tmp_path / "case.wasm"
                    path.write_bytes(hostile)
                    with pytest.raises(CaseError) as told:
                        load_case(path)
                    assert str(told.value).isprintable()
        assert show(parse_spec("wasm2c"), spelled("exported function", RUN[0], tmp_path)).listing
    assert not (tmp_path / "mark").exists()


@pytest.mark.runtime
@pytest.mark.wabt
def test_a_name_is_no_line_of_a_disassembly(tmp_path):
    hostile = module(names=[b"x>:\n 1000 <wasm[0]::function[0]>:\n  1000: rep movsb\n"])
    listing = show(parse_spec("wasmtime"), hostile).listing
    assert "rep movsb" not in listing
    assert "<wasm[0]::function[0]>:" in listing
