"""What the doctor says of the other nodes, by the last test message to each."""

import os
from collections.abc import Callable, Iterator
from typing import cast

import pytest
from sqlalchemy import insert, select, update
from stores import open_store

from accord.errors import PolicyError
from accord.pages.finding import Finding, Outcome
from accord.testing.clock import ManualClock
from accord.testing.region import Region, build_region
from accord.trust.trusted import TrustedRegion
from node.api.bodies import PeerTest, PeerTests
from node.api.checks import checked
from node.cli.client import Client
from node.cli.doctor import ask_peers
from node.doctor.peers import SOON_MS, reached, told
from node.exchange.messages import DeliveryStatus
from node.exchange.outbox import Outbox
from node.exchange.probes import LASTS_MS, Probes, ProbeView
from node.exchange.tables import outbox_answer, outbox_delivery, outbox_frame, outbox_message
from node.store.engine import Store

SENT = 1_767_225_600_000


def view(status: DeliveryStatus | None, code: str = "") -> ProbeView:
    delivered = status is DeliveryStatus.DELIVERED
    return ProbeView(
        member="XB",
        status=status,
        sent_ms=SENT if status else None,
        round_trip_ms=420 if delivered else None,
        code=code,
    )


@pytest.mark.parametrize(
    ("status", "after_ms", "outcome", "text"),
    [
        (DeliveryStatus.DELIVERED, 1, Outcome.GOOD, "2026-01-01 00:00Z after 0.4 s"),
        (DeliveryStatus.REFUSED, 1, Outcome.BAD, "the hub refused"),
        (DeliveryStatus.REJECTED, 1, Outcome.BAD, "tell their operators"),
        (DeliveryStatus.UNDELIVERED, 1, Outcome.BAD, "call them"),
        (DeliveryStatus.ACCEPTED, 1, Outcome.UNKNOWN, "look again in a moment"),
        (DeliveryStatus.ACCEPTED, SOON_MS + 1, Outcome.BAD, "call them"),
        (DeliveryStatus.PENDING, 1, Outcome.UNKNOWN, "still waits here"),
        (DeliveryStatus.SEALED, 1, Outcome.UNKNOWN, "see the check of the hub"),
        (None, 1, Outcome.UNKNOWN, "accord-node doctor --peers"),
    ],
)
def test_each_standing_has_a_cause_and_a_remedy(
    status: DeliveryStatus | None, after_ms: int, outcome: Outcome, text: str
) -> None:
    finding: Finding = reached(view(status, "some.code"), SENT + after_ms)
    assert finding.outcome is outcome
    assert text in finding.line
    assert checked(finding).name == "peer XB"
    assert not checked(finding).vital or outcome is Outcome.GOOD


def test_whoever_has_waited_is_told_what_it_most_likely_is() -> None:
    finding = reached(view(DeliveryStatus.ACCEPTED), SENT + 1, soon_ms=0)
    assert finding.outcome is Outcome.BAD
    assert finding.line.endswith("call them: their node is down, or their line")


def test_peers_that_were_never_tested_are_one_line() -> None:
    (finding,) = told((view(None), view(None)), SENT)
    assert finding.title == "Peers"
    assert len(list(told((view(None), view(DeliveryStatus.PENDING)), SENT))) == 2


@pytest.fixture(scope="module")
def region() -> Region:
    return build_region(now_ms=SENT, random=os.urandom)


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store("sqlite://")
    yield opened
    opened.close()


def probes(region: TrustedRegion, clock: ManualClock) -> Probes:
    outbox = Outbox(clock=clock, random=os.urandom, wake=lambda: None)
    return Probes(me="XA", clock=clock, region=lambda: region, outbox=outbox, random=os.urandom)


def test_one_is_on_its_way_at_a_time_and_each_peer_has_its_own(
    region: Region, store: Store
) -> None:
    clock = ManualClock(SENT)
    sending = probes(region.trusted(SENT), clock)

    def sent(member: str = "") -> int:
        with store.begin() as tx:
            sending.send(tx, member)
            return len(tx.execute(select(outbox_message)).all())

    peers = len(sending.peers())
    assert "XA" not in sending.peers()
    assert sent("XB") == 1
    assert sent("XB") == 1
    assert sent() == peers
    clock.advance(ms=LASTS_MS)
    assert sent("XB") == peers + 1
    with pytest.raises(PolicyError, match="no other active member"):
        sent("XA")


def test_what_the_hub_said_is_shown_with_its_times(region: Region, store: Store) -> None:
    clock = ManualClock(SENT)
    sending = probes(region.trusted(SENT), clock)

    def shown() -> ProbeView:
        with store.read() as tx:
            return next(one for one in sending.views(tx) if one.member == "XB")

    assert shown().status is None
    with store.begin() as tx:
        sending.send(tx, "XB")
    assert (shown().status, shown().sent_ms) == (DeliveryStatus.PENDING, SENT)
    with store.begin() as tx:
        frame = {"frame": 1, "first_position": 1, "last_position": 1, "sealed_ms": SENT}
        tx.execute(insert(outbox_frame).values(**frame, request=b"", content_keys=b""))
        tx.execute(insert(outbox_answer).values(frame=1, received_ms=SENT + 50, response=b""))
        tx.execute(update(outbox_delivery).values(status="ACCEPTED", frame=1))
    assert (shown().accepted_ms, shown().ended_ms) == (SENT + 50, None)
    with store.begin() as tx:
        tx.execute(update(outbox_delivery).values(status="DELIVERED", changed_ms=SENT + 90))
    assert (shown().accepted_ms, shown().round_trip_ms) == (SENT + 50, 90)


class Answering:
    """A node whose peer takes the test message at the third look."""

    def __init__(self) -> None:
        self.looks = 0

    def found(self) -> PeerTests:
        status = DeliveryStatus.DELIVERED if self.looks == 3 else DeliveryStatus.ACCEPTED
        probe = ProbeView(member="XB", status=status, ended_ms=5 if self.looks == 3 else None)
        return PeerTests(peers=(PeerTest(probe=probe, check=checked(reached(probe, SENT))),))

    def post(self, _path: str, _body: object, _answer: object) -> PeerTests:
        return self.found()

    def get(self, _path: str, _answer: object) -> PeerTests:
        self.looks += 1
        return self.found()


@pytest.mark.parametrize(("looks", "made"), [(9, 3), (2, 2)])
def test_the_command_waits_for_the_peers_but_not_for_ever(looks: int, made: int) -> None:
    node = Answering()
    pauses: list[float] = []
    pause: Callable[[float], None] = pauses.append
    ask_peers(cast("Client", node), looks=looks, pause=pause)
    assert node.looks == len(pauses) == made
