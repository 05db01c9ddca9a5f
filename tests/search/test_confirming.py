"""Which program is the result where a hold-out does not confirm the smallest one."""

from types import SimpleNamespace
from typing import Any

import pytest

from reducer.oracle import Noise
from reducer.oracle.verdict import VerdictKind
from reducer.search import finish

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
