"""What was typed and not taken is kept for a moment, for whoever typed it, at nobody's cost."""

from random import Random

from accord.testing.clock import ManualClock
from node.console.refills import KEPT_MS, MOST_EACH, Refills

TYPED = [("reason", "a new disk")]


def refills(clock: ManualClock, most: int = 200) -> Refills:
    return Refills(clock, Random(3).randbytes, most)


def test_nobody_else_is_given_what_somebody_typed() -> None:
    clock = ManualClock()
    kept = refills(clock)
    key = kept.keep("ana", TYPED)
    assert kept.take("bako", key) == ()
    assert list(kept.take("ana", key)) == TYPED
    clock.advance(ms=KEPT_MS)
    assert kept.take("ana", key) == ()


def test_whoever_types_much_loses_their_own_oldest_and_nobody_elses() -> None:
    kept = refills(ManualClock())
    others = kept.keep("ana", TYPED)
    keys = [kept.keep("bako", TYPED) for _ in range(MOST_EACH + 1)]
    assert kept.take("ana", others)
    assert not kept.take("bako", keys[0])
    assert kept.take("bako", keys[1])


def test_what_is_kept_is_bounded() -> None:
    kept = refills(ManualClock(), most=2)
    first, *rest = (kept.keep(name, TYPED) for name in ("ana", "bako", "caro"))
    assert not kept.take("ana", first)
    assert kept.take("bako", rest[0])
    assert kept.keep("ana", [("reason", "x" * 300_000)]) == ""
