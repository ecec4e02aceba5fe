"""Whatever the network does to a pair's messages, contact ends with both ends agreeing (I7)."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from pair_kit import End, contact, talk

from accord.testing.clock import ManualClock

FATES = ("arrives", "lost", "twice", "late", "refused")


@dataclass(frozen=True)
class Step:
    """A few messages of one end, what the network does to each, and the time it takes."""

    first: bool  # which end speaks
    fates: tuple[str, ...]
    urgent: bool
    seconds: int


steps = st.lists(
    st.builds(
        Step,
        first=st.booleans(),
        fates=st.lists(st.sampled_from(FATES), min_size=1, max_size=5).map(tuple),
        urgent=st.booleans(),
        seconds=st.integers(0, 90),
    ),
    max_size=8,
)


@given(steps, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_every_gap_ends_repaired_or_explained(story: list[Step], dice: Random) -> None:
    clock = ManualClock()
    ends = [End(name, clock, seed) for seed, name in enumerate(("XA", "XB"))]
    one, other = ends
    try:
        refused: set[bytes] = set()
        written: dict[str, list[bytes]] = {"XA": [], "XB": []}
        held: list[tuple[End, bytes]] = []
        for number, step in enumerate(story):
            speaker, hearer = (one, other) if step.first else (other, one)
            for index in range(len(step.fates)):
                payload = b"%d.%d" % (number, index)
                written[hearer.name].append(payload)
                speaker.write(hearer.name, payload=payload, urgent=step.urgent)
            fates = iter(step.fates)
            fate: dict[bytes, str] = {}

            def judged(
                envelope: bytes, fate: dict[bytes, str] = fate, fates: Iterator[str] = fates
            ) -> str | None:
                # Counters and repairs that go out with a step share its fate and then get lost.
                if envelope not in fate:
                    fate[envelope] = next(fates, "lost")
                return "quota.full" if fate[envelope] == "refused" else None

            arriving: list[bytes] = []
            for envelope in speaker.post(judged):
                match fate[envelope]:
                    case "arrives":
                        arriving.append(envelope)
                    case "twice":
                        arriving += [envelope, envelope]
                    case "late":
                        held.append((hearer, envelope))
                    case _:
                        pass
            refused |= {envelope for envelope, what in fate.items() if what == "refused"}
            dice.shuffle(arriving)
            hearer.take(arriving)
            clock.advance(seconds=step.seconds)
            speaker.keeper.look()
        dice.shuffle(held)
        for hearer, envelope in held:
            hearer.take([envelope])

        for _ in range(4):
            clock.advance(seconds=61)
            contact(one, other)

        assert one.failures == other.failures == []
        lost = 0
        for end, peer in ((one, other), (other, one)):
            view = end.pair(peer.name) if story else None
            if view is None:
                continue
            assert (view.missing, view.they_lack, view.findings) == ((), (), ())
            assert view.agrees
            assert view.received == peer.pair(end.name).sent
            assert view.they_received <= view.sent
            got = end.payloads()
            assert len(set(got)) == len(got)
            assert set(got) <= set(written[end.name])
            lost += len(written[end.name]) - len(got)
        assert lost <= len(refused)
        for _ in range(3):
            clock.advance(seconds=61)
            assert talk(one, other) == 0
    finally:
        one.close()
        other.close()
