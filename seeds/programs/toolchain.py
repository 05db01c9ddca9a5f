"""Debian's clang for wasm32 with WASI's C library, as packages unpacked in a folder of the user's.

Nothing is installed in the system, and no right to do so is needed. Compiler and linker are called one after
the other with all their paths: what a driver would look for beside itself lies elsewhere here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reducer.children import run
from reducer.runtimes.clients import Wanted
from reducer.runtimes.installing import Say, fetch_programs

LLVM = "usr/lib/llvm-14"
CLANG = Wanted(
    client="debian",
    package="clang-14",
    version="14",
    suites=("bookworm",),
    programs={"clang": f"{LLVM}/bin/clang", "wasm-ld": f"{LLVM}/bin/wasm-ld"},
    beside=("lld-14", "wasi-libc", "libclang-rt-14-dev-wasm32"),
)
# quickjs.c takes a minute on an idle core.
MAX_COMPILE_S = 1800.0


class BuildError(Exception):
    """A compiler or linker has failed; its words."""


@dataclass(frozen=True)
class Toolchain:
    """The compiler and the linker below `home`, and the folders that they need."""

    home: Path

    @property
    def _resources(self) -> Path:
        (found,) = (self.home / LLVM / "lib/clang").glob("[0-9]*.*")
        return found

    def compile(self, source: Path, target: Path, flags: Sequence[str], includes: Sequence[Path]) -> None:
        """Compile a C file to an object file. Raises BuildError."""
        headers = [*includes, self._resources / "include", self.home / "usr/include/wasm32-wasi"]
        command = [
            *(str(self.home / "bin/clang"), "--target=wasm32-wasi", "-no-canonical-prefixes", "-O2", "-w"),
            *("-nostdinc", *(f"-isystem{folder}" for folder in headers)),
            *(*flags, "-c", str(source), "-o", str(target)),
        ]
        _call(command, f"compiling {source.name}")

    def link(self, objects: Sequence[Path], target: Path, stack: int) -> None:
        """Link object files to a WASI command whose stack has `stack` bytes. Raises BuildError."""
        library = self.home / "usr/lib/wasm32-wasi"
        (builtins,) = self._resources.rglob("libclang_rt.builtins-wasm32.a")
        # With the stack first, an overflow is a trap, not another value in the data. Names stay, line numbers
        # go, which only the C library has.
        command = [
            *(str(self.home / "bin/wasm-ld"), "-m", "wasm32", "--strip-debug", "--stack-first"),
            *("-z", f"stack-size={stack}", f"-L{library}", str(library / "crt1-command.o")),
            *(*map(str, objects), "-lc", "-lm", str(builtins), "-o", str(target)),
        ]
        _call(command, f"linking {target.name}")


def toolchain(say: Say) -> Toolchain:
    """The toolchain of this machine's user, fetched where it is not there. Raises RuntimesError."""
    return Toolchain(fetch_programs("clang for wasm32", "clang-wasi", CLANG, say).folder)


def _call(command: Sequence[str], doing: str) -> None:
    answer = run(command, timeout_s=MAX_COMPILE_S)
    if answer.returncode != 0:
        raise BuildError(f"{doing} failed:\n{answer.stderr.decode(errors='replace').strip()}")
