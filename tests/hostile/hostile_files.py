"""Files that a stranger may put into a corpus, by kind: each a list of (file name, content)."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from hostile.floods import FLOODS
from hostile.modules import WASI, module

File = tuple[str, bytes]
MARKER = "code-was-run"
"""No file of this name may come to be: whatever would make it has run somebody else's code."""
COMMAND = f"touch {MARKER}"
INJECTIONS = (
    f'sched_yield*/\n__attribute__((constructor)) void f(void){{system("{COMMAND}");}}/*',
    f"$({COMMAND})",
    f"`{COMMAND}`",
    f"; {COMMAND} #",
    f"'; {COMMAND}; '",
    f'"; {COMMAND}; "',
    f"| {COMMAND}",
    f"=cmd|'/c {COMMAND}'!A1",
    f"{{{{ ''.__class__.__mro__[1].__subclasses__() }}}} {COMMAND}",
    "<script>document.title='x'</script>",
    "\x1b]0;owned\x07\x1b[2J\x1b[31m",
    "\u202e\u2066txt.exe\u200b",
    "%s%n%x%p",
    "'); DROP TABLE cases; --",
    "../../../../tmp/outside",
    "[link=file:///etc/passwd]here[/link]",
    "```\n# heading\n| a | b |",
    "a\nb\r\nc\td",
)
LONG = 20_000


def _named(kind: Callable[[bytes], bytes]) -> list[bytes]:
    return [kind(text.encode()) for text in INJECTIONS]


def _text(body: str, rest: str = "") -> bytes:
    return f'(module (memory (export "memory") 1) {rest} (func (export "_start") {body}))'.encode()


def _escaped(text: str) -> str:
    return "".join(f"\\{byte:02x}" for byte in text.encode())


def _numbered(kind: str, contents: Iterator[bytes] | list[bytes], ending: str) -> list[File]:
    return [(f"{kind}_{number}.{ending}", content) for number, content in enumerate(contents)]


def _bent(whole: bytes, seed: int, count: int) -> Iterator[bytes]:
    """The file with some of its bytes changed, taken out or put in twice."""
    source = random.Random(seed)
    for _ in range(count):
        content = bytearray(whole)
        for _ in range(source.randint(1, 4)):
            place = source.randrange(8, len(content))
            match source.randrange(3):
                case 0:
                    content[place] = source.randrange(256)
                case 1:
                    del content[place]
                case _:
                    content[place:place] = content[place - 8 : place]
        yield bytes(content)


def files() -> dict[str, list[File]]:
    """All of them, by kind."""
    honest = module(exports=[(b"answer", 0)])
    strings = [_text("", f'(data (i32.const 0) "{_escaped(text)}")') for text in INJECTIONS]
    comments = [
        f";; {text!r}\n(; {text} ;)\n".encode() + _text("") for text in INJECTIONS if "\n" not in text
    ]
    banners = [character * LONG + ending for character in ';("\\$)01ab' for ending in ("", "\n(module)")]
    return {
        "import names": _numbered("imports", _named(lambda name: module(imports=[(WASI, name)])), "wasm"),
        "import modules": _numbered("modules", _named(lambda name: module(imports=[(name, b"f")])), "wasm"),
        "export names": _numbered("exports", _named(lambda name: module(exports=[(name, 0)])), "wasm"),
        "function names": _numbered("names", _named(lambda name: module(names=[name])), "wasm"),
        "custom sections": _numbered("custom", _named(lambda name: module(custom=[(name, name)])), "wasm"),
        "strings": _numbered("strings", strings, "wat"),
        "comments": _numbered("comments", comments, "wat"),
        "file names": [
            (text.replace("/", "_").replace("\0", "")[:120] + ".wat", _text("")) for text in INJECTIONS
        ],
        "delimiters": _numbered("delimiters", [banner.encode() for banner in banners], "wat"),
        "cut off": _numbered(
            "cut", [honest[:end] for end in range(0, len(honest), max(1, len(honest) // 40))], "wasm"
        ),
        "bent": _numbered("bent", _bent(honest, 1, 60), "wasm"),
        "no module": _numbered(
            "junk",
            [random.Random(seed).randbytes(200) for seed in range(20)]
            + [b"", b"\0asm", b"\xff\xfe", b"(", b"(component)"],
            "wasm",
        ),
        "never ends": _numbered(
            "endless", [_text("(loop $l (br $l))"), _text("(call $f)", "(func $f (call $f))")], "wat"
        ),
        "too much of one thing": [
            (f"flood_{name.replace(' ', '_')}.wasm", make()) for name, make in FLOODS.items()
        ],
        "depth": _numbered(
            "deep",
            [
                _text("(block " * 3000 + ")" * 3000),
                _text("(drop " + "(i32.eqz " * 3000 + "(i32.const 0)" + ")" * 3000 + ")"),
                b"(module " + b"(@a " * 3000 + b")" * 3000 + b")",
            ],
            "wat",
        ),
    }
