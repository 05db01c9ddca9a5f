"""Which program is the result where a hold-out does not confirm the smallest one."""

from types import SimpleNamespace
from typing import Any

import pytest
from simulated_engine import NS_A_FAST_COPY, NS_A_SLOW_COPY, _seconds, seed_program
from simulated_runtime import SimulatedRuntime

from reducer.judge.pairs import NoTimeError
from reducer.oracle import Noise
from reducer.oracle.verdict import VerdictKind
from reducer.search import finish
from reducer.timing import Lane

ORIGINAL, EARLIER, SMALLEST = (SimpleNamespace(key=key) for key in ("original", "earlier", "smallest"))


def confirmed(monkeypatch: pytest.MonkeyPatch, holds: Any, **verdicts: VerdictKind) -> tuple[Any, list[str]]:
    """What is confirmed where that step holds now and hold-outs end so; and what was held out."""
    tried = []

    def held_out(self: object, program: Any) -> Any:
        tried.append(program.key)
        return SimpleNamespace(program=program, verdict=verdicts[program.key])

    monkeypatch.setattr(finish._Finish, "_held_out", held_out)
    monkeypatch.setattr(finish, "last_that_holds", lambda *_given: holds)
    reduction = SimpleNamespace(
        incumbent=SMALLEST,
        history=[ORIGINAL, EARLIER, SMALLEST],
        tell=lambda *_words: None,
        judge=SimpleNamespace(reading=SimpleNamespace(noise=Noise(0.05, 0.02))),
    )
    anchor = SimpleNamespace(low=3.0)
    threshold = SimpleNamespace(against=lambda _anchor: 2.0)
    run = SimpleNamespace(started=0.0, request=SimpleNamespace(clause=SimpleNamespace(threshold=threshold)))
    ending: Any = finish._Finish(run, SimpleNamespace(reduction=reduction, anchor=anchor))  # type: ignore[arg-type]
    return ending._confirmed(), tried


KEPT, NOT_SHOWN, INCONCLUSIVE = VerdictKind.KEPT, VerdictKind.NOT_SHOWN, VerdictKind.INCONCLUSIVE


def test_a_result_that_passes_is_the_result(monkeypatch: pytest.MonkeyPatch) -> None:
    found, tried = confirmed(monkeypatch, ORIGINAL, smallest=KEPT)
    assert (found.program, found.verdict, tried) == (SMALLEST, KEPT, ["smallest"])


@pytest.mark.parametrize("first", [NOT_SHOWN, INCONCLUSIVE])
def test_an_earlier_step_that_passes_takes_its_place(
    monkeypatch: pytest.MonkeyPatch, first: VerdictKind
) -> None:
    found, tried = confirmed(monkeypatch, EARLIER, smallest=first, earlier=KEPT)
    assert (found.program, found.verdict, tried) == (EARLIER, KEPT, ["smallest", "earlier"])


def test_an_earlier_step_that_fails_too_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    found, tried = confirmed(monkeypatch, EARLIER, smallest=INCONCLUSIVE, earlier=INCONCLUSIVE)
    assert (found.program, found.verdict, len(tried)) == (SMALLEST, INCONCLUSIVE, 2)


@pytest.mark.parametrize("first", [NOT_SHOWN, INCONCLUSIVE])
def test_the_original_is_no_result(monkeypatch: pytest.MonkeyPatch, first: VerdictKind) -> None:
    found, tried = confirmed(monkeypatch, ORIGINAL, smallest=first, original=KEPT)
    assert (found.program, found.verdict, tried) == (SMALLEST, first, ["smallest"])


@pytest.mark.parametrize("lost", [0, 1, 3, 9])
def test_a_hold_out_whose_runs_have_no_time_is_taken_in_longer_ones(
    monkeypatch: pytest.MonkeyPatch, lost: int
) -> None:
    lengths: list[int] = []

    def held_out_at(_self: object, _program: Any, short_ns: int, target_ns: int) -> str:
        assert target_ns == 50_000_000
        lengths.append(short_ns)
        if len(lengths) <= lost:
            raise NoTimeError("a side gave no time")
        return "held out"

    monkeypatch.setattr(finish._Finish, "_held_out_at", held_out_at)
    monkeypatch.setattr(finish._Finish, "_short_ns", lambda _self, _program: 10_000_000)
    run: Any = SimpleNamespace(started=0.0, request=SimpleNamespace(final_seconds=0.05))
    ending: Any = finish._Finish(run, SimpleNamespace())  # type: ignore[arg-type]
    expected = [10_000_000, 20_000_000, 40_000_000, 50_000_000]
    if lost < len(expected):
        assert ending._held_out(SMALLEST) == "held out"
        assert lengths == expected[: lost + 1]
    else:
        with pytest.raises(NoTimeError):
            ending._held_out(SMALLEST)
        assert lengths == expected


def test_a_case_without_a_time_at_its_trip_count_is_measured_at_a_higher_one() -> None:
    slow, fast = (
        SimulatedRuntime(lambda binary, ns=ns: _seconds(binary, ns), lost_ns=lost_ns)
        for ns, lost_ns in ((NS_A_SLOW_COPY, 0), (NS_A_FAST_COPY, 4_000_000))
    )
    threshold = SimpleNamespace(against=lambda _anchor: 2.0)
    run: Any = SimpleNamespace(
        started=0.0,
        lane=Lane(slow, fast),
        request=SimpleNamespace(clause=SimpleNamespace(threshold=threshold)),
    )
    ending: Any = finish._Finish(run, SimpleNamespace(anchor=SimpleNamespace(low=2.0)))  # type: ignore[arg-type]
    program = seed_program().longer(1 / 16)
    assert ending._measured(program).estimate > 1.5
    fast.lost_ns = 10**9
    with pytest.raises(NoTimeError):
        ending._measured(program)
