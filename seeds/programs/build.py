"""Builds large real programs as WASI commands, from Debian's source packages with Debian's clang.

    python seeds/programs/build.py qjs --out programs
    python seeds/programs/build.py qjs lua zlib --out programs

Compiler and sources are fetched once, without root, into wreduce's cache (~/.cache/wreduce); the first time
takes a minute. README.md beside this file says how the programs are run, and which engines differ on them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from recipes import RECIPES, Recipe
from sources import source
from toolchain import BuildError, Toolchain, toolchain

from reducer.runtimes.errors import RuntimesError
from reducer.runtimes.user_folders import user_folder

HERE = Path(__file__).resolve().parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Build what the command line names; 0, or 1 with one line of what is wrong."""
    parser = argparse.ArgumentParser(description="Builds large real programs as WASI commands.")
    parser.add_argument("names", nargs="+", choices=sorted(RECIPES), metavar="NAME", help=", ".join(RECIPES))
    parser.add_argument("--out", type=Path, required=True, help="Folder for NAME.wasm")
    wanted = parser.parse_args(arguments)
    try:
        tools = toolchain(say)
        wanted.out.mkdir(parents=True, exist_ok=True)
        for name in wanted.names:
            build(name, RECIPES[name], tools, wanted.out / f"{name}.wasm")
    except (RuntimesError, BuildError, ValueError, OSError) as error:
        say(f"build.py: {error}")
        return 1
    return 0


def build(name: str, recipe: Recipe, tools: Toolchain, target: Path) -> None:
    """Build one program. Raises RuntimesError, BuildError, ValueError, OSError."""
    root = source(recipe.package, recipe.suite, user_folder("XDG_CACHE_HOME", ".cache") / "sources")
    version = (root / "DEBIAN_VERSION").read_text(encoding="utf-8").strip()
    say(f"{name}: building {recipe.package} {version}")
    folder = root / recipe.folder
    sources = [HERE / "main" / recipe.main, *(folder / file for file in recipe.files)]
    with tempfile.TemporaryDirectory() as objects:
        made = [Path(objects) / f"{number}.o" for number in range(len(sources))]
        for path, made_of in zip(sources, made, strict=True):
            tools.compile(path, made_of, recipe.flags, (HERE / "include", folder))
        tools.link(made, target, recipe.stack)
    say(f"{target}: {target.stat().st_size:,} bytes")


def say(line: str) -> None:
    """Tell a person what is done, beside what the command prints."""
    print(line, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
