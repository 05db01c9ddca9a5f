"""The ledger: a retry adds evidence, a verdict is never re-rolled."""

import math

from reducer.oracle import Decision, Ledger, Noise

NOISE = Noise(0.05)
HIGH, LOW, AT_TWO = math.log(5), math.log(0.5), math.log(2)


def test_a_retry_continues_where_the_last_try_stopped() -> None:
    ledger = Ledger(NOISE)
    ledger.add("a", HIGH)
    ledger.add("a", HIGH)
    assert ledger.verdict("a", 2.0) is None
    assert ledger.test("a", 2.0).pairs == 2
    ledger.add("a", HIGH)
    assert ledger.verdict("a", 2.0) is Decision.KEPT
    assert ledger.xs("a") == (HIGH, HIGH, HIGH)


def test_contents_do_not_share_evidence() -> None:
    ledger = Ledger(NOISE)
    ledger.add("a", HIGH)
    assert ledger.xs("b") == ()
    assert ledger.test("b", 2.0).pairs == 0


def test_a_verdict_stays_whatever_is_added_and_however_the_noise_changes() -> None:
    ledger = Ledger(NOISE)
    for x in (LOW, LOW):
        ledger.add("a", x)
    assert ledger.verdict("a", 2.0) is Decision.NOT_SHOWN
    for _ in range(30):
        ledger.add("a", HIGH)
    ledger.noise = Noise(0.3)
    assert ledger.verdict("a", 2.0) is Decision.NOT_SHOWN
    assert ledger.test("a", 2.0).decision is Decision.NOT_SHOWN


def test_another_bar_is_another_question_to_the_same_evidence() -> None:
    ledger = Ledger(NOISE)
    for _ in range(3):
        ledger.add("a", math.log(2.4))
    assert ledger.verdict("a", 2.8) is Decision.NOT_SHOWN
    assert ledger.verdict("a", 2.0) is Decision.KEPT


def test_a_failed_checkpoint_overturns_a_keep_at_its_bar_and_above_for_good() -> None:
    ledger = Ledger(NOISE)
    for _ in range(3):
        ledger.add("a", HIGH)
    assert ledger.verdict("a", 2.0) is Decision.KEPT
    ledger.overturn("a", 2.0)
    assert ledger.verdict("a", 2.0) is Decision.NOT_SHOWN
    assert ledger.verdict("a", 2.8) is Decision.NOT_SHOWN
    assert ledger.verdict("a", 1.5) is Decision.KEPT
    ledger.overturn("a", 2.8)
    assert ledger.verdict("a", 2.0) is Decision.NOT_SHOWN
