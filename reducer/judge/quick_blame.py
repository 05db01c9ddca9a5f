"""What carries the slowdown of an original: its hot code is knocked out class by class, then by operation and
site.

As few pairs as decide whether at least a fifth of the surplus goes with it.  They are no candidate's
evidence.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from reducer.edits import Edit
from reducer.judge.carriers import number_left, sites_of, standing, without_frame
from reducer.judge.judge import Judge
from reducer.judge.limits import SHORT_SLOW_NS
from reducer.judge.pairs import pair_of
from reducer.judge.question import phase_time
from reducer.judge.tuning import toward
from reducer.oracle import Decision, Noise
from reducer.oracle.surplus import LEAST_SHARE, ORIGINALS, scatter, share_interval, takes_a_share
from reducer.program.knock_outs import (
    PLAIN_CLASSES,
    KnockOut,
    class_knock_outs,
    declared_knock_outs,
    part_of_class,
    sound,
)
from reducer.program.never_run import without_never_run
from reducer.program.profile import Observe, Profile, node_counts, profile
from reducer.program.program import Program
from reducer.program.short_run import Refusal, ShortRun
from reducer.records.carriers import Carrier, Carriers
from reducer.timing import Allowance, OutOfTimeError, up_to
from reducer.wat.errors import WatError
from reducer.wat.tree import Instr, Node, walk

MAX_SECONDS = 20.0
"""Generated seeds take one to three; of a program whose runs take seconds, what is told by then.  The base is
counted and its edits are made within this time as well."""
MAX_RUNS = 40
"""And as long as so many runs of the slow side take, where that is more."""
LIMIT_SHARE = 0.25
"""And a quarter of what a time limit leaves; half of it for knock-outs that only are looked at."""
MAX_RUN_NS = 10_000_000
"""The fast side runs no longer: files under test are as they were written, and run for seconds.  Nor does the
slow side run longer than it does in the search: a surplus in ns needs no fast side that is known well."""
OWN_SLOW_NS = 12_000_000
"""The slow side's time where the clock is a worker's own: a pair scatters there as it does in longer runs."""
MAX_SITES = 8
"""Of more sites than this no single one has a fifth of what they carry together, or hardly."""
SITE_PAIRS = 6
"""A site that so many pairs do not rule out is named: equal sites are all carriers, and to tell the share of
each exactly takes longer than to look at all of them."""
MAX_LISTED = 256
"""So many sites of a carrier are named."""
INTERVAL_PAIRS = 8
"""So many pairs of each carrier give its share an interval of 99 %."""
MOST = 0.5
"""Where something that only some loops have carries so much, what every loop has is not asked about: it gives
that its operands."""


def quick_blame(
    judge: Judge,
    original: Program,
    observe: Observe,
    short: ShortRun | None,
    allowance: Allowance | None = None,
    known: Profile | None = None,
    times: Sequence[tuple[float, float]] = (),
) -> Carriers:
    """The carriers of the original that the judge is calibrated on, the largest share first.

    `observe` counts what its copies do, `short` is the check on its descendants (None: it does not end well
    in a short run).  `allowance` is the time for all of it; what is known by then is told.  `known` are the
    original's own counts, where a short run of it is the same run.  `times` are its slow and fast times of
    several pairs, in ns, where it is another program than the one that the judge is calibrated on.
    """
    most = max(MAX_SECONDS, MAX_RUNS * judge.run_ns / 1e9)
    allowance = allowance or up_to(judge.lane.deadline).part(LIMIT_SHARE, most)
    if judge.reading.question.main.side != "both":
        return Carriers(instead="a time is asked about, not a ratio")
    executes = judge.lane.phase == "execute"
    base = original if short is None else short.shortened(original)
    counted = None
    if executes:
        counted = known if known is not None and base is original else profile(base.module, observe)
    if executes and (counted is None or short is None):
        return Carriers(instead="what runs in the original could not be counted")
    if counted is not None:
        base, original = (without_never_run(program, counted) for program in (base, original))
    executed = _each_once(base) if counted is None else node_counts(base.module, counted)
    heat = without_frame(base.module, executed)
    rounds = 1 if counted is None else max(1, counted.hottest)
    times = times or _calibration(judge)
    try:
        noise = scatter([slow - fast for slow, fast in times])
    except ValueError as error:
        return Carriers(instead=str(error))
    slow_ns, fast_ns = (round(median(side)) for side in zip(*times, strict=True))
    own_clocks = judge.lane.slow.tells_least and judge.lane.fast.tells_least
    most_ns = OWN_SLOW_NS if own_clocks else SHORT_SLOW_NS
    longer = max(fast_ns / MAX_RUN_NS, slow_ns / most_ns)
    if executes and original.has_trips and longer > 1:
        original = toward(original, round(longer * most_ns), most_ns)
    return _QuickBlame(judge, original, base, short, heat, rounds, noise, allowance).carriers()


def _each_once(program: Program) -> dict[int, int]:
    """Every node as often as the next: what a compiler has to do with."""
    module = program.module
    return {id(node): 1 for function in module.functions for node in walk(module.body(function))}


def _calibration(judge: Judge) -> list[tuple[float, float]]:
    """The times on the slow and on the fast side of each pair that the original is known by, in ns."""
    phase, evidence = judge.reading.question.main.phase, judge.reading.evidence
    rows = () if evidence.original is None else evidence.pairs.get(evidence.original.key, ())
    times = [(phase_time(row.slow, phase), phase_time(row.fast, phase)) for row in rows]
    return [(float(slow), float(fast)) for slow, fast in times if slow is not None and fast is not None]


@dataclass(eq=False)
class _Suspect:
    """A knock-out as it is measured.  `group` is its class, or the kind of what is declared; times in ns.  It
    is kept where it takes `least` of the surplus."""

    group: str
    knock_out: KnockOut
    program: Program
    least: float = LEAST_SHARE
    slow: list[float] = field(default_factory=list)
    fast: list[float] = field(default_factory=list)
    decision: Decision | None = None

    @property
    def surpluses(self) -> list[float]:
        return [slow - fast for slow, fast in zip(self.slow, self.fast, strict=True)]

    @property
    def ln_ratio(self) -> float:
        return median(math.log(slow / fast) for slow, fast in zip(self.slow, self.fast, strict=True))

    @property
    def nodes(self) -> list[Instr]:
        """The instructions that go; none of what is declared."""
        sites = [entry.site for edit in self.knock_out.edits for entry in edit.replacements[:1]]
        return [] if self.is_declaration else [node for node in sites if isinstance(node, Instr)]

    @property
    def is_declaration(self) -> bool:
        return self.knock_out.node is None and not self.knock_out.change.operations

    @property
    def kept(self) -> bool:
        return self.decision is Decision.KEPT


class _QuickBlame:
    """One session of knock-outs."""

    def __init__(
        self,
        judge: Judge,
        original: Program,
        base: Program,
        short: ShortRun | None,
        heat: Mapping[int, int],
        rounds: int,
        noise: Noise,
        allowance: Allowance,
    ) -> None:
        self.judge, self.base, self.short, self.noise = judge, base, short, noise
        self.heat, self.rounds = heat, rounds
        self.counts = original.trip_counts
        # How many times more often everything runs at the trip count of the search.
        self.longer = original.trip_count / base.trip_count if base.has_trips else 1.0
        self.original = _Suspect("", KnockOut("class", "", part_of_class("", ()).change, ()), original)
        self.allowance, self.checking = allowance, allowance.part(0.5)

    def carriers(self) -> Carriers:
        """The whole session."""
        executes = self.judge.lane.phase == "execute"
        declared = declared_knock_outs(self.base, nesting=not executes)
        classes = class_knock_outs(self.base, self.heat, branches=False, allowance=self.checking)
        found = self._kept([*declared, *((made.text, made) for made in classes)])
        if max((self._share(suspect) for suspect in found), default=0.0) < MOST:
            plain = class_knock_outs(
                self.base, self.heat, PLAIN_CLASSES, branches=executes, allowance=self.checking
            )
            found += self._kept((made.text, made) for made in plain)
        found = [part for suspect in found for part in self._parts(suspect)]
        which = [(suspect, self._sites(suspect)) for suspect in found]
        self._measure(found, lambda suspect: suspect.kept and len(suspect.slow) < INTERVAL_PAIRS)
        made = [self._carrier(suspect, nodes) for suspect, nodes in which]
        # What is not known again in the original is known nowhere.
        made = [carrier for carrier in made if self._is_known(carrier)]
        return Carriers(tuple(sorted(made, key=lambda carrier: -carrier.share)))

    # ---- what is asked

    def _kept(self, knock_outs: Iterable[tuple[str, KnockOut]]) -> list[_Suspect]:
        """Those of the knock-outs that take a fifth of the surplus, decided side by side."""
        suspects = self._sound(knock_outs)
        self._measure(suspects, lambda suspect: suspect.decision is None)
        return [suspect for suspect in suspects if suspect.kept]

    def _sound(
        self, knock_outs: Iterable[tuple[str, KnockOut]], least: float = LEAST_SHARE
    ) -> list[_Suspect]:
        """Those of the knock-outs that can be measured.

        Cleaning one takes longer than to measure it, and changes what runs of it no more than it would that
        of the original, which is as it was written.  What is compiled it changes.
        """
        suspects = []
        cleans = self.judge.lane.phase != "execute"
        for group, knock_out in knock_outs:
            if self.checking.spent:
                break
            made, candidate, _ = sound(self.base, knock_out, self._refusal, self.checking, cleans=cleans)
            if candidate is not None:
                suspects.append(_Suspect(group, made, candidate.at(self.counts), least))
        return suspects

    def _refusal(self, candidate: Program) -> Refusal | None:
        if self.short is None:
            return None
        executes = self.judge.lane.phase == "execute"
        return self.short.changed_loop(candidate) if executes else self.short.refusal(candidate)

    def _parts(self, suspect: _Suspect) -> list[_Suspect]:
        """What carries by operation; the class itself where it takes several together."""
        by_operation: dict[str, list[Edit]] = {}
        for node, edit in zip(suspect.nodes, suspect.knock_out.edits, strict=False):
            by_operation.setdefault(node.op, []).append(edit)
        if len(by_operation) < 2:
            return [suspect]
        parts = [(suspect.group, part_of_class(suspect.group, edits)) for edits in by_operation.values()]
        return self._kept(parts) or [suspect]

    def _sites(self, suspect: _Suspect) -> Sequence[Node]:
        """The sites that carry half of an equal part or more, as far as few pairs can tell, the hottest
        first; all of them where none does."""
        nodes = suspect.nodes
        if not 2 <= len(nodes) <= MAX_SITES:
            return nodes
        edits = {id(edit.replacements[0].site): edit for edit in suspect.knock_out.edits}
        hottest = sorted(nodes, key=lambda node: -self.heat.get(id(node), 0))
        singly = [(suspect.group, part_of_class(suspect.group, [edits[id(node)]])) for node in hottest]
        sites = self._sound(singly, min(LEAST_SHARE, self._share(suspect) / len(nodes) / 2))
        self._measure(sites, lambda site: site.decision is None and len(site.slow) < SITE_PAIRS)
        left = [site for site in sites if site.decision is not Decision.NOT_SHOWN]
        return [node for site in left for node in site.nodes] or nodes

    # ---- measuring

    def _measure(self, suspects: Sequence[_Suspect], is_wanted: Callable[[_Suspect], bool]) -> None:
        """Rounds of the original and of all that are wanted, as long as there are any."""
        while not self.allowance.spent:
            wanted = [suspect for suspect in suspects if is_wanted(suspect)]
            if not wanted:
                return
            if not all(self._take(self.original) for _ in range(ORIGINALS)):
                return
            for suspect in wanted:
                if self.allowance.spent:
                    return
                if not self._take(suspect):
                    suspect.decision = Decision.NOT_SHOWN
                elif suspect.decision is None:
                    suspect.decision = takes_a_share(
                        self.original.surpluses, suspect.surpluses, self.noise, suspect.least
                    )

    def _take(self, suspect: _Suspect) -> bool:
        """One more pair; False where there is none.

        A slow side that is lost in its start took no longer than the fast one, as far as can be told: all
        that it had more went with the knock-out.
        """
        try:
            pair = pair_of(self.judge.lane, suspect.program, self.judge.timeout_ns)
        except (WatError, OutOfTimeError):
            return False
        if not (pair.comparable or (pair.lost and suspect is not self.original)):
            return False
        fast_ns = float(pair.fast_ns or 1)
        suspect.slow.append(float(pair.slow_ns or fast_ns))
        suspect.fast.append(fast_ns)
        return True

    # ---- what is told

    def _is_known(self, carrier: Carrier) -> bool:
        module = self.base.module
        if carrier.kind == "declaration":
            return number_left(module, carrier) > 0
        return bool(standing(module, carrier, self.heat))

    def _share(self, suspect: _Suspect) -> float:
        return share_interval(self.original.surpluses, suspect.surpluses).estimate

    def _carrier(self, suspect: _Suspect, nodes: Sequence[Node]) -> Carrier:
        original = self.original
        found = share_interval(original.surpluses, suspect.surpluses)
        known = math.isfinite(found.high)
        runs = self.longer * sum(self.heat.get(id(node), 0) for node in suspect.nodes) or 1.0
        operations = suspect.knock_out.change.operations
        name = operations[0] if len(operations) == 1 else suspect.knock_out.text
        whole = original.ln_ratio
        return Carrier(
            name,
            "declaration" if suspect.is_declaration else "instruction",
            suspect.group,
            operations,
            sites_of(self.base.module, nodes[:MAX_LISTED], self.heat, self.rounds),
            found.estimate,
            found.low if known else None,
            found.high if known else None,
            1 - suspect.ln_ratio / whole if whole > 0 else None,
            max(0.0, found.estimate) * median(original.surpluses) / runs,
            max(0.0, median(original.fast) - median(suspect.fast)) / runs,
        )
