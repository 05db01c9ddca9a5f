"""Modules as wasm-smith makes them of random bytes, the same ones of the same seed."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

from reducer.children import program

SIZES = (200, 1000, 4000, 16000)
"""Bytes that a module is made of: most of those of few have nothing to call."""


def smith(folder: Path, count: int, seed: int, *options: str) -> list[Path]:
    """Writes `count` modules into a folder, as `wasm-tools smith` leaves them with these options."""
    folder.mkdir(parents=True, exist_ok=True)
    draw, made = random.Random(seed), []
    for number in range(count):
        made.append(folder / f"{number:04}.wasm")
        subprocess.run(
            [program("wasm-tools"), "smith", *options, "-o", str(made[-1])],
            input=draw.randbytes(draw.choice(SIZES)),
            check=True,
            capture_output=True,
            timeout=60,
        )
    return made
