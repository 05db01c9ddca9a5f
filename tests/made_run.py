"""A run folder that has just begun, for tests that need no reduction."""

from pathlib import Path

from reducer.oracle import Interval, Noise
from reducer.records.run import Anchor, Side, Size, State
from reducer.records.run_folder import RunFolder

SEED = b'(module (memory 1) (func (export "_start")))'
ANCHOR = Anchor(Noise(0.05, 0.0), 2.5, Interval(2.5, 3.0, 3.5, 0.99), 24)
SIDES = (Side("wasmtime@41.0.0", "41.0.0"), Side("wasmer", "0.5.0"))


def begun_folder(path: Path, seed: bytes = SEED) -> RunFolder:
    """The folder of a run whose seed has been measured."""
    folder = RunFolder(path, seed, resume=False)
    folder.begin(State(Size("seed.wat", 300, 40), folder.seed_file, "ratio>2", *SIDES, ANCHOR))
    return folder
