"""Gets the other reducers into the user's cache, beside the runtimes: Binaryen, twice, and Shrink Ray.

wasm-tools comes with wreduce. Nothing that is fetched is part of the project.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from reducer.children import find_program
from reducer.runtimes.clients import Wanted
from reducer.runtimes.debian import debian, start_script
from reducer.runtimes.errors import RuntimesError
from reducer.runtimes.programs import programs_folder

BINARYEN = {"108": "bookworm", "131": "sid"}
"""Which release of Debian has which release of Binaryen."""
BINARYEN_PROGRAMS = ("wasm-reduce", "wasm-opt")
SHRINK_RAY = "26.9.13.0"
OPTIONAL = ("llama-cpp-python", "huggingface-hub")
"""Shrink Ray reduces without these, which are for its language models: one takes an hour to build."""
PYTHONS = ("python3.14", "python3.13", "python3.12")
# Prints what a package that is installed without its dependencies depends on.
_REQUIREMENTS = """
from importlib.metadata import requires
print(*(line for line in requires("shrinkray") if "extra ==" not in line), sep="\\n")
"""


class Missing(Exception):
    """A tool that cannot be had here; the message says why."""


@dataclass(frozen=True)
class Got:
    """A program that is there, and its version."""

    program: Path
    version: str


def binaryen(version: str) -> Got:
    """wasm-reduce of that release.  Raises Missing."""
    folder = programs_folder() / "binaryen" / version
    program = folder / "bin" / "wasm-reduce"
    if not os.access(program, os.X_OK):
        wanted = Wanted("debian", "binaryen", version, {}, suites=(BINARYEN[version],))
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        try:
            debian(wanted, folder)
            (folder / "bin").mkdir(exist_ok=True)
            for name in BINARYEN_PROGRAMS:
                script = start_script(folder, folder, folder / "usr" / "bin" / name, wanted)
                (folder / "bin" / name).write_text(script, encoding="utf-8")
                (folder / "bin" / name).chmod(0o755)
        except RuntimesError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise Missing(str(error)) from None
    return Got(program, version)


def shrink_ray() -> Got:
    """Shrink Ray, in an environment of its own.  Raises Missing."""
    folder = programs_folder() / "shrinkray" / SHRINK_RAY
    program = folder / "bin" / "shrinkray"
    if not os.access(program, os.X_OK):
        python = _new_python()
        shutil.rmtree(folder, ignore_errors=True)
        try:
            subprocess.run([python, "-m", "venv", folder], check=True, capture_output=True)
            _install(folder, "--no-deps", f"shrinkray=={SHRINK_RAY}")
            listed = subprocess.run(
                [folder / "bin" / "python", "-c", _REQUIREMENTS], check=True, capture_output=True, text=True
            ).stdout.splitlines()
            _install(folder, *(line for line in listed if not line.startswith(OPTIONAL)))
        except subprocess.CalledProcessError as error:
            shutil.rmtree(folder, ignore_errors=True)
            said = (error.stderr or b"").strip()
            raise Missing(f"Shrink Ray cannot be installed: {said[-200:]!r}") from None
    return Got(program, SHRINK_RAY)


def wasm_tools() -> Got:
    """wasm-tools, which wreduce depends on.  Raises Missing."""
    program = find_program("wasm-tools")
    if program is None:
        raise Missing("wasm-tools is not there")
    said = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout
    return Got(Path(program), said.split()[1])


def _new_python() -> str:
    """A Python of 3.12 or later, on PATH or among those of pyenv; one that starts."""
    places = [shutil.which(name) for name in PYTHONS]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    places += sorted((str(path) for path in pyenv.glob("3.1[2-9]*/bin/python3")), reverse=True)
    if sys.version_info >= (3, 12):
        places.insert(0, sys.executable)
    for place in filter(None, places):
        check = [place, "-c", "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))"]
        if subprocess.run(check, capture_output=True).returncode == 0:
            return place
    raise Missing("Shrink Ray needs Python 3.12 or later, and there is none")


def _install(folder: Path, *packages: str) -> None:
    pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-input", "--only-binary=:all:", *packages], check=True, capture_output=True)
