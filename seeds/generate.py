"""Makes unreduced inputs in the shape in which fuzzers find performance anomalies.

    python seeds/generate.py --family bulk_memory --instruction memory.copy --seed 7 --out copy_7.wat

The same arguments give the same file, byte by byte, on every Python; the header of each file names them. It
knows WebAssembly text alone: whether a program is slow on some runtime is for measuring to tell.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from generator.program import Program, Request, make_program
from generator.targets import FAMILIES


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
    for option in ("targets", "statements", "trip_count"):
        value = getattr(request, option)
        if value is not None:
            words.append(f"--{option.replace('_', '-')} {value}")
    return " ".join(words)


def parse_arguments(arguments: Sequence[str]) -> tuple[Request, Path | None]:
    """Request and output file (None: standard output) from command-line words."""
    instructions = [name for family in FAMILIES.values() for name in family.instructions]
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--family", required=True, choices=list(FAMILIES))
    parser.add_argument("--seed", required=True, type=int)
    parser.add_argument(
        "--instruction", choices=instructions, help="the target; drawn from the seed by default"
    )
    parser.add_argument("--targets", type=int, help="targets in the hot loop, 1 to 4 by default")
    parser.add_argument(
        "--statements", type=int, help="unrelated statements in the hot loop, 5 to 20 by default"
    )
    parser.add_argument("--trip-count", type=int, help="trips of the hot loop, 2^22 to 2^24 by default")
    parser.add_argument("--out", type=Path, help="file to write; standard output by default")
    options = parser.parse_args(arguments)
    request = Request(
        options.family,
        options.seed,
        options.instruction,
        options.targets,
        options.statements,
        options.trip_count,
    )
    return request, options.out


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns its exit code."""
    request, out = parse_arguments(sys.argv[1:] if arguments is None else arguments)
    try:
        text = generate(request)
    except ValueError as error:
        print(f"generate.py: {error}", file=sys.stderr)
        return 2
    if out is None:
        sys.stdout.write(text)
    else:
        out.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
