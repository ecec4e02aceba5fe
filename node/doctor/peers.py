"""Whether the other nodes can be reached, by the last test message to each."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from accord.pages.finding import Finding, good, unknown, warning
from accord.pages.marked import marked as _N
from accord.trust.trusted import TrustedRegion
from node.config import NodeConfig
from node.doctor.store import not_made_yet, opened
from node.exchange.messages import DeliveryStatus
from node.exchange.probes import ProbeView, last_probes

SOON_MS = 120_000  # a node that is up collects within a moment
_PEER, PEERS = _N("Peer %(peer)s"), _N("Peers")
_CALL = _N("call them: their node is down, or their line")
_NEVER = _N("no test message was sent yet")
_TEST = _N("test them: accord-node doctor --peers")
_FAILED = {
    DeliveryStatus.REFUSED: (
        _N("the hub refused the test message of %(at)s [%(code)s]"),
        _N("see what the directory says of this member, and ask the secretariat"),
    ),
    DeliveryStatus.REJECTED: (
        _N("their node could not take the test message of %(at)s [%(code)s]"),
        _N("tell their operators: their node has other keys, an older directory, or a wrong clock"),
    ),
    DeliveryStatus.UNDELIVERED: (
        _N("did not collect the test message of %(at)s [%(code)s]"),
        _CALL,
    ),
}


def peers(config: NodeConfig, region: TrustedRegion, now_ms: int) -> Iterator[Finding]:
    """What is known of each active member; nothing is sent here."""
    others = tuple(
        sorted(
            one.id
            for one in region.directory.members.values()
            if one.active and one.id != config.member
        )
    )
    yield from told(_read(config, others), now_ms)


def told(probes: tuple[ProbeView, ...], now_ms: int) -> Iterator[Finding]:
    """A finding for each peer; one for all of them where none was ever tested."""
    if all(one.status is None for one in probes):
        yield unknown(PEERS, _NEVER, _TEST)
        return
    for one in probes:
        yield reached(one, now_ms)


def reached(probe: ProbeView, now_ms: int, soon_ms: int = SOON_MS) -> Finding:
    """What the last test message says of a peer; the node works on, whatever that is.

    A message that a peer has not collected for longer than `soon_ms` speaks against its node.
    """
    peer, sent_ms = probe.member, probe.sent_ms or 0
    if probe.status is None:
        return unknown(_PEER, _NEVER, _TEST, peer=peer)
    at = f"{datetime.fromtimestamp(sent_ms / 1000, UTC):%Y-%m-%d %H:%MZ}"
    if probe.status is DeliveryStatus.DELIVERED:
        text = _N("took the test message of %(at)s after %(seconds)s s")
        seconds = f"{(probe.round_trip_ms or 0) / 1000:.1f}"
        return good(_PEER, text, peer=peer, at=at, seconds=seconds)
    if probe.status in _FAILED:
        text, remedy = _FAILED[probe.status]
        return warning(_PEER, text, remedy, peer=peer, at=at, code=probe.code)
    if probe.status is not DeliveryStatus.ACCEPTED:
        text = _N("the test message of %(at)s still waits here")
        wait = _N("it is sent once the hub answers; see the check of the hub")
        return unknown(_PEER, text, wait, peer=peer, at=at)
    text = _N("the test message of %(at)s is at the hub, not collected yet")
    if now_ms - sent_ms > soon_ms:
        return warning(_PEER, text, _CALL, peer=peer, at=at)
    return unknown(_PEER, text, _N("look again in a moment"), peer=peer, at=at)


def _read(config: NodeConfig, others: tuple[str, ...]) -> tuple[ProbeView, ...]:
    if not_made_yet(config):
        return ()
    with closing(opened(config)) as store:
        try:
            with store.read() as tx:
                return last_probes(tx, others)
        except SQLAlchemyError:
            return ()  # the database's own check has said so
