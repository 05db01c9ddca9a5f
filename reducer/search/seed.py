"""The seed before the search: it is run as it is, brought to the search's trip count, and calibrated.  In a
run that is resumed it is restored from what was saved, and no pair that is on disk is measured again."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace

from reducer.judge.evidence import Evidence
from reducer.judge.guards import Guards
from reducer.judge.judge import Judge
from reducer.judge.ordinary import before_the_search, ordinary_between
from reducer.judge.pairs import middle
from reducer.judge.quick_blame import quick_blame
from reducer.judge.reading import Reading
from reducer.judge.tuning import target_of
from reducer.judge.verdict import Verdict
from reducer.oracle import FloatClass
from reducer.program.never_run import without_never_run
from reducer.program.profile import MAX_OBSERVE_NS, Observe, Profile, limit_for, observer, profile
from reducer.program.program import Program
from reducer.program.short_run import SHORT_TRIPS, ShortRun, short_run
from reducer.program.special_numbers import special_numbers
from reducer.program.wants import asked_for_in_vain
from reducer.records.carriers import NOT_ASKED
from reducer.records.errors import RecordError
from reducer.records.evidence import CarriersRow, SubjectRow
from reducer.records.ordinary import Ordinary
from reducer.records.run import Anchor, Side, Size, Stage, State
from reducer.records.run_folder import RunFolder, check_same_question
from reducer.runtimes import Runtime, parse_spec
from reducer.runtimes.canary import check_mode
from reducer.runtimes.inputs import content_hash
from reducer.runtimes.opening import check_gives
from reducer.runtimes.table import own_tables
from reducer.search.events import Notify, Progress, silent
from reducer.search.first_run import first_run
from reducer.search.input import Ground, InputSearch, cut_in_words
from reducer.search.opened import Opened, open_sides
from reducer.search.refusing import refuse
from reducer.search.request import NotShownError, Request
from reducer.search.seed_trips import calibrated, tuned_seed, with_same_trips, with_timed_trips
from reducer.timing import Lane, Pair

SPECIAL_NS = 3_000_000_000
"""Where the run that looks for special numbers takes longer than this, it is left out: every candidate would
need such a run as well."""


@dataclass(frozen=True)
class Seed:
    """The original at the trip count of the search, the judge that is calibrated on it, what it showed; what
    of it runs how often, where that is known already."""

    original: Program
    judge: Judge
    anchor: Anchor
    observe: Observe
    counts: Profile | None = None
    observing: Runtime | None = None


class Measuring:
    """Holds the runtimes of one run."""

    def __init__(
        self,
        request: Request,
        folder: RunFolder,
        stack: ExitStack,
        deadline: float | None,
        notify: Notify = silent,
        opened: Opened | None = None,
    ) -> None:
        """Starts the runtimes, where they are not `opened`; the stack closes them.  Raises RuntimesError,
        RecordError."""
        self.request, self.folder, self.notify = request, folder, notify
        question, state = request.question, folder.state
        for name in (question.slow, question.fast):
            check_gives(name, request.program.invocation)
        opened = opened or open_sides(question, stack)
        self.observing, sides = opened.observing, list(opened.sides)
        for side in sides:
            check_mode(side)
        if state is not None:
            called = state.given.invocation
            if content_hash(called) != called.contents:
                raise RecordError(
                    "what the program reads, by --stdin or --dir, has changed since the run began: "
                    "put it back, or name another --run-dir"
                )
            check_same_question(folder.path, state, request.oracle.text, side_of(sides[0]), side_of(sides[1]))
            if sides[0].spec != state.slow.spec:
                sides.reverse()
            if state.own_runtimes != _own_runtimes(*sides):
                raise RecordError("the run was begun with another wreduce.toml: name that with --config")
        self.sides = sides
        self.ordinary: Ordinary | None = None
        self.lane = Lane(sides[0], sides[1], phase=question.main.phase, deadline=deadline)
        self.lane.between = lambda: notify(None)
        # The other processes start while the seed is run for the first time.
        self.lane.get_ready(wait=False)

    def seed(self) -> Seed:
        """The seed, measured now or found again.  Raises ProgramError, NotShownError, MeasurementError,
        RecordError."""
        state = self.folder.state
        seed = self._measured() if state is None else self._found_again(state)
        low = self.request.clause.threshold.against(seed.anchor.low)
        sides = self.lane.slow.spec, self.lane.fast.spec
        line = before_the_search(*sides, self.ordinary, self.request.oracle.text, low)
        if line:
            self.notify(line)
        return seed

    def _take_up(self, ordinary: Ordinary | None) -> None:
        """Takes over what ordinary loops show, for the question and the records.  Raises QuestionError."""
        self.ordinary = ordinary
        self.request = self.request.against(ordinary)

    # ---- measured

    def _measured(self) -> Seed:
        program, first, counting = first_run(self.lane, self.request, self.observing, self.notify)
        self._take_up(ordinary_between(self.lane, self.notify))
        judge = self._judge(first)
        turned = self.lane.slow is not self.sides[0]
        bar = self.request.clause.threshold
        if not bar.of_original:
            self._refuse(judge.far_below(program, -first.x if turned else first.x, bar.value))
        observe = observer(self.observing, program, limit_for(max(first.slow_ns or 0, first.fast_ns or 0)))
        counts = counting.profile(program, observe)
        # What looks at bodies need not look at those that never run.
        running = program if counts is None else without_never_run(program, counts)
        lacks = asked_for_in_vain(running, observe)
        for line in lacks:
            self.notify(line)
        said = (*program.said, *lacks)
        known = (first.fast_ns or 1, first.slow_ns or 1)
        ground = self._calibrated(judge, program, known[::-1] if turned else known, counts)
        anchor = judge.reading.anchor
        assert anchor is not None
        if self.request.cuts_input:
            self._begin(ground.original, judge, anchor, said, stage="input")
            ground = self._with_less_input(judge, ground, anchor)
        return self._begun(judge, ground, anchor, said)

    def _calibrated(
        self, judge: Judge, program: Program, known: tuple[int, int], counts: Profile | None
    ) -> Ground:
        """The judge's original that a program gives, at the search's trip count; `known` are the fast and the
        slow side's time in ns, `counts` the program's profile.  Raises NotShownError, MeasurementError."""
        bar = self.request.clause.threshold
        observe = observer(self.observing, program, limit_for(max(known)))
        counted = (
            program
            if counts is None
            else with_timed_trips(self.lane, self.observing, program, counts, known[1])
        )
        short = None if counts is None else short_run(self.observing, counted, counts)
        original = counted
        if self.lane.phase in ("compile", "instantiate") and short is not None:
            # The time of these phases does not depend on the trip count, so the smallest one takes the least
            # time.
            original = short.shortened(counted)
        original, fast_ns, slow_ns = tuned_seed(self.lane, original, known)
        self._lower_bound(judge, original, fast_ns, slow_ns)
        shortest = original if short is None else short.shortened(original)
        shortest = shortest if counts is None else without_never_run(shortest, counts)
        special = special_numbers(shortest.module, observer(self.observing, program, SPECIAL_NS))
        classes = None if special is None else tuple(str(kind) for kind in special.classes)
        threshold = None if bar.of_original else bar.value
        longer = original.trip_count / counted.trip_count if counted.has_trips else 1.0
        rounds = None if counts is None else counts.hottest * longer
        original, fast_ns, refused = calibrated(
            judge, original, (fast_ns, slow_ns), rounds=rounds, special=classes, threshold=threshold
        )
        self._refuse(refused)
        counted_run = None if counts is None else (program.module, counts)
        return Ground(original, observe, short, fast_ns, counted_run)

    def _begun(self, judge: Judge, ground: Ground, anchor: Anchor, said: tuple[str, ...]) -> Seed:
        """The seed of a calibrated original, on disk."""
        original, short = ground.original, ground.short
        # For the checkpoint after the search; what is measured until then is no candidate's evidence.
        self.lane.start_next()
        deleted = judge.deleted(original)
        if deleted is not None:
            raise NotShownError(f"{deleted} (--allow-deleted keeps such a case)", about=original.path)
        # The bars are those of the seed as it was given; noise is what the search will see.
        anchor = replace(anchor, noise=judge.reading.noise)
        # Of a program without a trip count, the counts are those of the file as it is.
        module, counts = ground.counts or (None, None)
        whole = counts if original.module is module else None
        try:
            self._blame(judge, original, ground.observe, short, whole)
        finally:
            # Interrupted, what was measured of the seed is not lost: the run can be continued.
            self._begin(original, judge, anchor, said)
        return replace(self._seed(original, judge, ground.observe, short, anchor), counts=whole)

    def _blame(
        self,
        judge: Judge,
        original: Program,
        observe: Observe,
        short: ShortRun | None,
        known: Profile | None,
    ) -> None:
        """What carries the slowdown, into the evidence and to whoever listens."""
        anchor, size = judge.reading.anchor, self.request.program.size
        self.notify(
            Progress(
                "looking for what carries the slowdown",
                size[0],
                size[0],
                size[1],
                size[1],
                None if anchor is None else anchor.interval,
                0,
                0,
                self.lane.pairs,
                "carriers",
                None if anchor is None else anchor.low,
                until=self.lane.deadline,
            )
        )
        found = quick_blame(judge, original, observe, short, known=known)
        judge.reading.evidence.add(CarriersRow(found))
        self.notify(f"carriers: {found.in_words}")

    def _refuse(self, verdict: Verdict | None) -> None:
        refuse(verdict, self.lane, self.request.oracle.text)

    def _begin(
        self, original: Program, judge: Judge, anchor: Anchor, said: tuple[str, ...], stage: Stage = "search"
    ) -> None:
        """The run's state on disk, from which it can be gone on with."""
        evidence, begun = judge.reading.evidence, self.folder.state
        instructions, size = self.request.program.size
        state = State(
            Size(str(original.path), size, instructions),
            self.folder.seed_file,
            self.request.oracle.text,
            side_of(self.lane.slow),
            side_of(self.lane.fast),
            anchor,
            original.trip_counts,
            original.ending,
            given=self.request.given if begun is None else begun.given,
            asked=None if begun is None else begun.asked,
            said=(*said, *cut_in_words(self.folder.path, begun)),
            own_runtimes=_own_runtimes(self.lane.slow, self.lane.fast),
            carriers=evidence.carriers or NOT_ASKED,
            ordinary=self.ordinary,
            stage=stage,
            campaign=self.request.campaign,
        )
        if begun is not None:
            self.folder.search_begins(state)
            return
        self.folder.begin(state, evidence.all_rows())
        evidence.log = self.folder.evidence

    def _with_less_input(self, judge: Judge, ground: Ground, anchor: Anchor) -> Ground:
        """The original with less input, calibrated anew where some could be cut."""
        search = InputSearch(
            judge,
            ground,
            self.request.guard_bar(anchor),
            anchor,
            lambda program: observer(self.observing, program),
            self.folder,
            self.notify,
        )

        def calibrated(program: Program, known: tuple[int, int]) -> Ground:
            counts = profile(program.module, observer(self.observing, program))
            return self._calibrated(judge, program, known, counts)

        return search.calibrated(calibrated)

    # ---- found again

    def _found_again(self, state: State) -> Seed:
        """The seed of a resumed run: its trip constants are counted again, its pairs are read from the
        evidence."""
        self._take_up(state.ordinary)
        judge = self._judge()
        judge.reading.evidence.read()
        ground = self._ground_of(judge, state)
        if state.stage != "input":
            return self._seed(ground.original, judge, ground.observe, ground.short, state.anchor)
        counts = profile(ground.original.module, ground.observe)
        if counts is not None:
            ground = replace(ground, counts=(ground.original.module, counts))
        ground = self._with_less_input(judge, ground, state.anchor)
        return self._begun(judge, ground, state.anchor, state.said)

    def _ground_of(self, judge: Judge, state: State) -> Ground:
        """The original with its input as far as that was cut, of which the judge takes up the calibration."""
        program = replace(self.request.program, ending=state.ending, invocation=state.given.invocation)
        found = judge.reading.evidence.original
        observe = observer(self.observing, program, MAX_OBSERVE_NS)
        # While the input is cut, what is calibrated has the input of before.
        inputs = [state.given]
        if state.stage == "input" and state.asked is not None:
            inputs.append(state.asked)

        def is_calibrated(tried: Program) -> bool:
            keys = [tried.called(given.invocation).key for given in inputs]
            return found is not None and found.key in keys

        counted = program
        if state.trip_counts and found is not None:
            counted = with_same_trips(self.observing, program, is_calibrated)
        short = short_run(self.observing, counted)
        same = len(counted.trips) == len(state.trip_counts)
        original = counted.at(state.trip_counts) if same else counted
        if found is None or not is_calibrated(original):
            raise RecordError(f"{self.folder.path} does not fit its seed: name another --run-dir")
        judge.reading.take_up_original()
        judge.run_ns = judge.reading.longest_ns
        rows = judge.reading.evidence.pairs[found.key]
        fast_ns, slow_ns = middle(row.fast[-1] for row in rows), middle(row.slow[-1] for row in rows)
        self._lower_bound(judge, original, fast_ns, slow_ns)
        return Ground(original, observe, short, fast_ns)

    # ---- both

    def _judge(self, first: Pair | None = None) -> Judge:
        subject = SubjectRow(self.lane.slow.spec, self.lane.fast.spec, self.lane.phase)
        # A run can be resumed once it has a state; until then its evidence stays in memory.
        evidence = Evidence(subject, None if self.folder.state is None else self.folder.evidence)
        question = replace(self.request.question, slow=subject.slow, fast=subject.fast)
        judge = Judge(self.lane, Reading(question, evidence, allow_deleted=self.request.allow_deleted))
        samples = () if first is None else (first.slow, first.fast)
        judge.run_ns = max((sample.total_ns or 0 for sample in samples if sample is not None), default=0)
        return judge

    def _lower_bound(self, judge: Judge, original: Program, fast_ns: int, slow_ns: int) -> None:
        """How long the fast side shall take in the search: as long as it does at the seed's trip count.

        A seed whose fast side cannot take as long as is wanted is measured as it is: its trips cannot be
        raised, or its slow side would take too long."""
        judge.target_ns = target_of(self.lane, slow_ns / max(1, fast_ns))
        if self.lane.phase == "execute" and (not original.has_trips or fast_ns < judge.target_ns // 2):
            judge.target_ns = min(judge.target_ns, fast_ns)
            judge.reading.min_ns = min(judge.reading.min_ns, fast_ns // 4)

    def _seed(
        self, original: Program, judge: Judge, observe: Observe, short: ShortRun | None, asked: Anchor
    ) -> Seed:
        """`asked` is the anchor of the seed with the input that it was given with."""
        anchor, found = judge.reading.anchor, judge.reading.evidence.original
        carriers = judge.reading.evidence.carriers
        assert anchor is not None and found is not None
        shortens = short is not None and short.has_trips and original.trip_count > SHORT_TRIPS
        executes = self.lane.phase == "execute"
        if executes and shortens:
            judge.short_run = short
        special = None if found.special is None else [FloatClass(word) for word in found.special]
        judge.guards = Guards(
            observe,
            anchor.interval.estimate,
            found.ns_per_round if executes else None,
            special,
            short.trips if shortens and short is not None else (),
            () if carriers is None else carriers.found,
            executes,
        )
        return Seed(original, judge, asked, observe, observing=self.observing)


def _own_runtimes(*sides: Runtime) -> str:
    """The definitions of the user's own runtimes, where a side is one of them."""
    return own_tables(parse_spec(side.spec).name for side in sides)


def side_of(runtime: Runtime) -> Side:
    """A side as records name it."""
    return Side(runtime.spec, runtime.version)
