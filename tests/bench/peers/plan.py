"""Which runs, in which order, and how long they may take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from peers.inputs import Input
from peers.rows import Row
from peers.running import Job
from peers.tools import TOOLS, WREDUCE

# Until a tool has been seen here: guesses, of a quiet machine.
GUESSED_S = {WREDUCE: 15.0, "wasm-tools-shrink": 240.0}
GUESSED_PEER_S = 300.0
JUDGING_S = 2.0
"""What the judgement of a result takes."""
ALL = (WREDUCE, *TOOLS)


def jobs(
    inputs: Sequence[Input], tools: Sequence[str], oracles: Sequence[str], repeats: int, busy: Sequence[int]
) -> Iterator[Job]:
    """Interleaved: all tools on one input, then on the next; all of that again for each repeat."""
    for repeat in range(repeats):
        for beside in busy:
            for entry in inputs:
                for tool in tools:
                    for oracle in ("own",) if tool == WREDUCE else oracles:
                        yield Job(entry, tool, oracle, repeat, beside)


def estimated_s(job: Job, limit_s: float, rows: Sequence[Row]) -> float:
    """How long a run will take: the median of that tool's runs until now, or a guess; the limit at most."""
    seen = [row.wall_s for row in rows if row.key[1:3] == (job.tool, job.oracle) and row.wall_s is not None]
    guess = GUESSED_S.get(job.tool, GUESSED_PEER_S) if job.input.expected == "kept" else 5.0
    return min(median(seen) if seen else guess, limit_s) + JUDGING_S


def check_words(given: str, known: Sequence[str], what: str) -> list[str]:
    """Words with commas between.  Raises ValueError where one is unknown."""
    words = given.split(",")
    for word in words:
        if word not in known:
            raise ValueError(f"there is no {what} {word}; there are {', '.join(known)}")
    return words
