"""What each program is made of: its source package, the C files that are compiled, and a main of ours.

A main reads its work from standard input, or takes it as its first argument, and prints what comes of it: the
same on every engine.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Recipe:
    """One program: `main` is a file of main/, `folder` where its source has the files, `stack` in bytes."""

    package: str
    suite: str
    main: str
    folder: str
    files: tuple[str, ...]
    flags: tuple[str, ...] = ()
    stack: int = 1 << 20


LUA = (
    *("lapi", "lcode", "lctype", "ldebug", "ldo", "ldump", "lfunc", "lgc", "llex", "lmem", "lobject"),
    *("lopcodes", "lparser", "lstate", "lstring", "ltable", "ltm", "lundump", "lvm", "lzio"),
    *("lauxlib", "lbaselib", "lmathlib", "lstrlib", "ltablib", "lutf8lib"),
)
ZLIB = (
    *("adler32", "compress", "crc32", "deflate", "inffast", "inflate", "inftrees", "trees", "uncompr"),
    "zutil",
)

RECIPES: Mapping[str, Recipe] = {
    # EMSCRIPTEN leaves out atomics, threads and what asks the system for the size of an allocation.
    "qjs": Recipe(
        "quickjs",
        "trixie",
        "qjs.c",
        ".",
        ("quickjs.c", "libregexp.c", "libunicode.c", "cutils.c", "dtoa.c"),
        ("-DEMSCRIPTEN", "-D_GNU_SOURCE", '-DCONFIG_VERSION="debian"'),
        stack=4 << 20,
    ),
    # Seeds of hashing and sorting are of the clock otherwise, and each run would be another one.
    "lua": Recipe(
        "lua5.4",
        "trixie",
        "lua.c",
        "src",
        tuple(f"{name}.c" for name in LUA),
        ("-Dluai_makeseed(state)=0", "-Dl_randomizePivot()=0", "-D_WASI_EMULATED_SIGNAL"),
    ),
    "zlib": Recipe("zlib", "bookworm", "zlib.c", ".", tuple(f"{name}.c" for name in ZLIB)),
    "duktape": Recipe("duktape", "trixie", "duktape.c", "src", ("duktape.c",), stack=4 << 20),
}
