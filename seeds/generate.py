"""Makes unreduced inputs in the shape in which fuzzers find performance anomalies.

    python seeds/generate.py --family bulk_memory --instruction memory.copy --seed 7 --out copy_7.wat
    python seeds/generate.py --corpus night --seed 1
    python seeds/generate.py --known inputs

The second makes a folder of 200 files for `wreduce batch` (generator/corpus.py), for which it needs wat2wasm;
the third inputs with known kernels, for holding reducers against each other (generator/known.py).
The same arguments give the same file, byte by byte, on every Python; the header of each file names them. It
knows WebAssembly text alone: whether a program is slow on some runtime is for measuring to tell.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from generator.corpus import make_corpus
from generator.known import make_known
from generator.loops import SHAPES
from generator.program import Program, Request, make_program
from generator.targets import FAMILIES

from reducer.children import program


def generate(request: Request) -> str:
    """The text of the program asked for, header included.

    Raises ValueError where the family lacks the instruction that the request names.
    """
    program = make_program(request)
    return "".join(f";; {line}\n" for line in _header(request, program)) + program.text


def _header(request: Request, program: Program) -> list[str]:
    family = FAMILIES[request.family]
    targets = [f"{program.instructions.count(name)} x {name}" for name in dict.fromkeys(program.instructions)]
    return [
        f"Family {request.family} ({family.origin}), unreduced, {program.trip_count} trips.",
        f"In the hot loop: {', '.join(targets) or 'no target'}.",
        f"Made by: {command_line(request)}",
        f"Slow side: {family.slow}.",
        f"Fast side: {family.fast}.",
    ]


def command_line(request: Request) -> str:
    """The command that prints exactly this program."""
    words = ["python seeds/generate.py", f"--family {request.family}"]
    if request.instruction is not None:
        quoted = f"'{request.instruction}'" if " " in request.instruction else request.instruction
        words.append(f"--instruction {quoted}")
    words.append(f"--seed {request.seed}")
    for option in ("targets", "statements", "trip_count", "shape", "size"):
        value = getattr(request, option)
        if value is not None:
            words.append(f"--{option.replace('_', '-')} {value}")
    return " ".join(words)


def parse_arguments(arguments: Sequence[str]) -> tuple[Request, Path | None]:
    """Request and output file (None: standard output) from command-line words."""
    return _request(_parser().parse_args(arguments))


def _parser() -> argparse.ArgumentParser:
    instructions = [name for family in FAMILIES.values() for name in family.instructions]
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--family", choices=list(FAMILIES))
    parser.add_argument("--seed", type=int)
    parser.add_argument(
        "--instruction", choices=instructions, help="the target; drawn from the seed by default"
    )
    parser.add_argument("--targets", type=int, help="targets in the hot loop, 1 to 4 by default")
    parser.add_argument(
        "--statements", type=int, help="unrelated statements in the hot loop, 5 to 20 by default"
    )
    parser.add_argument("--trip-count", type=int, help="trips of the hot loop, 2^22 to 2^24 by default")
    parser.add_argument("--shape", choices=list(SHAPES), help="shape of the hot loop; drawn by default")
    parser.add_argument("--size", type=int, help="bytes of text, more or less; 32,000 to 58,000 by default")
    parser.add_argument("--out", type=Path, help="file to write; standard output by default")
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="make 200 files and their manifest there")
    parser.add_argument(
        "--known", type=Path, metavar="DIR", help="make inputs with known kernels and their manifest there"
    )
    return parser


def _request(options: argparse.Namespace) -> tuple[Request, Path | None]:
    request = Request(
        options.family,
        options.seed,
        options.instruction,
        options.targets,
        options.statements,
        options.trip_count,
        options.shape,
        options.size,
    )
    return request, options.out


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit code."""
    parser = _parser()
    options = parser.parse_args(sys.argv[1:] if arguments is None else arguments)
    folders = options.corpus is not None or options.known is not None
    if not folders and (options.family is None or options.seed is None):
        parser.error("give --family and --seed, or --corpus, or --known")
    try:
        if options.known is not None:
            make_known(options.known)
            return 0
        if options.corpus is not None:
            make_corpus(options.corpus, 1 if options.seed is None else options.seed, assemble)
            return 0
        request, out = _request(options)
        text = generate(request)
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        print(f"generate.py: {error}", file=sys.stderr)
        return 2
    if out is None:
        sys.stdout.write(text)
    else:
        out.write_text(text, encoding="utf-8")
    return 0


def assemble(text: str) -> bytes:
    """The binary of a text.

    Raises OSError where wat2wasm is not there, CalledProcessError where it refuses the text.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, binary = Path(folder, "program.wat"), Path(folder, "program.wasm")
        source.write_text(text, encoding="utf-8")
        subprocess.run(
            [program("wat2wasm"), source, "-o", binary], check=True, capture_output=True, timeout=60
        )
        return binary.read_bytes()


if __name__ == "__main__":
    sys.exit(main())
