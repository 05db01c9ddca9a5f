"""How many decisions a whole search takes on engines whose times are counts.

python tests/search/counted_search.py seeds/bulk_memory/memory_copy_1.wat ...
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from counted_engine import counted_lane
from made_run import begun_folder
from simulated_engine import Told, judge_of

from reducer.judge.carriers import Carrier, Carriers, sites_of
from reducer.judge.tuning import tuned_in_lane
from reducer.oracle import bar_for, sure_bar
from reducer.program.load import load_program
from reducer.program.profile import OBSERVER, observer, profile
from reducer.program.short_run import short_run
from reducer.program.trips import with_trips
from reducer.records.evidence import CarriersRow
from reducer.records.run_folder import read_decisions
from reducer.runtimes import open_runtime
from reducer.search.history import History
from reducer.search.reduction import Reduction
from reducer.search.siblings import siblings
from reducer.wat.tree import Instr, Node, children

THRESHOLD = 2.0
KERNEL = 30
"""Instructions of a program that is nothing but a loop and what is slow in it."""
SLOW = ("memory.copy", "memory.fill")


@dataclass(frozen=True)
class Counted:
    """What a search took: decisions, those that ran a guest, those until the kernel was there; its result."""

    decisions: int
    guests: int
    until_kernel: int
    instructions: int
    text: str
    course: tuple[str, ...]


def carriers_of(program, counts) -> Carriers:
    """The copies and fills in hot code, as a blame would find them."""
    found: list[Node] = []
    work = [
        (node, counts.functions.get(f.name, 0))
        for f in program.module.functions
        for node in program.module.body(f)
    ]
    while work:
        node, heat = work.pop()
        if isinstance(node, Instr) and node.op in SLOW and 64 * heat > counts.hottest:
            found.append(node)
        arms = node.block.arms if isinstance(node, Instr) and node.block is not None else ()
        inside = {id(item): counts.arms.get(id(arm), 0) for arm in arms for item in arm.body}
        work += [(child, inside.get(id(child), heat)) for child in children(node)]
    if not found:
        return Carriers()
    sites = sites_of(program.module, found, {}, 1.0)
    return Carriers(
        (Carrier("memory.copy", "instruction", "bulk memory", SLOW, sites, 1.0, None, None, None, 1.0, 0.1),)
    )


def search(path: Path, folder: Path, *, with_carriers: bool = True) -> Counted:
    """One search as `wreduce` makes it: coarse, fine, fine at the threshold, siblings."""
    with open_runtime(OBSERVER) as counting:
        program = load_program(path)
        lane, observe = counted_lane(counting), observer(counting, program)
        program = with_trips(program, observe)
        short = short_run(counting, program)
        assert short is not None
        original, _, slow_ns = tuned_in_lane(lane, short.shortened(program))
        judge = judge_of(lane, None, text=f"ratio>{THRESHOLD}")
        judge.run_ns = slow_ns
        assert judge.calibrate(original) is None
        judge.short_run = short
        anchor = judge.reading.anchor
        assert anchor is not None
        counts = profile(original.module, observe)
        assert counts is not None
        judge.reading.evidence.add(
            CarriersRow(carriers_of(original, counts) if with_carriers else Carriers())
        )
        run_folder = begun_folder(folder, path.read_bytes())
        reduction = Reduction(judge, observe, run_folder, anchor, History(original), Told([]))
        bar = bar_for(THRESHOLD, anchor.low, noise=anchor.noise)
        reduction.coarse(bar)
        reduction.fine(bar)
        low = max(sure_bar(THRESHOLD, anchor.noise), THRESHOLD * 1.1)
        if low < bar:
            reduction.fine(low)
        siblings(reduction, min(bar, low))
        run_folder.close()
    decisions = read_decisions(folder)
    kernel = [
        place for place, one in enumerate(decisions, 1) if one.instructions and one.instructions <= KERNEL
    ]
    result = reduction.incumbent
    course = tuple(f"{one.stage}: {one.verdict}: {one.instructions} {one.labels}" for one in decisions)
    return Counted(
        judge.tally.proposed,
        judge.tally.timed,
        min(kernel, default=0),
        result.module.instructions(),
        result.text,
        course,
    )


def main() -> None:
    """A line for each seed and the medians."""
    paths = [Path(word) for word in sys.argv[1:] if not word.startswith("-")]
    found = []
    for path in paths or sorted(Path("seeds/bulk_memory").glob("memory_*.wat")):
        with TemporaryDirectory() as folder:
            found.append(search(path, Path(folder) / "run", with_carriers="--blind" not in sys.argv))
        one = found[-1]
        if "-v" in sys.argv:
            print(*one.course, one.text, sep="\n")
        words = _in_words(one.decisions, one.guests, one.until_kernel)
        print(f"{path.name}: {words}, {one.instructions} instructions")
    columns = zip(*((one.decisions, one.guests, one.until_kernel) for one in found), strict=True)
    print(f"medians: {_in_words(*map(median, columns))}")


def _in_words(decisions: float, guests: float, until_kernel: float) -> str:
    return f"{decisions} decisions, {guests} guests, kernel after {until_kernel}"


if __name__ == "__main__":
    main()
