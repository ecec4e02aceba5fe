"""Repairs: what a peer says it lacks, from the archive, or the reason why there is none to give.

A message that ended without delivery is explained and not sent: its sender has been told so and may
have sent another. Everything else goes out again byte for byte, even past its not-after: that
bounds how long the hub tries and not how long the content is true, and a late answer always counts.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from accord.wire.bounds import MAX_PAYLOAD
from accord.wire.exchange import EndReason, ExchangeRepair, Explanation, MissingRange
from node.exchange.archive import Archived, archived, last_sent
from node.exchange.messages import DeliveryStatus

MOST = 256  # envelopes or explanations in one repair
MAX_BYTES = 512 * 1024  # of envelopes in one repair, unless one alone has more
LARGEST = MAX_PAYLOAD - 1024  # an envelope that still fits a repair
AT_ONCE = 4  # repairs for one request; the peer asks for the rest again

_ENDS = {
    DeliveryStatus.REFUSED: EndReason.REFUSED,
    DeliveryStatus.UNDELIVERED: EndReason.UNDELIVERED,
    DeliveryStatus.REJECTED: EndReason.REJECTED,
}


class _Envelope(NamedTuple):
    envelope: bytes


def repairs(
    tx: Connection, recipient: str, missing: Sequence[MissingRange]
) -> list[ExchangeRepair]:
    """The first repairs of what a recipient lacks; none where all of it is still on its way."""
    done: list[ExchangeRepair] = []
    filling = _Filling()
    for one in _answers(tx, recipient, missing):
        if not filling.takes(one):
            done.append(filling.repair())
            filling = _Filling()
            if len(done) == AT_ONCE:
                return done
        filling.add(one)
    return done if filling.empty else [*done, filling.repair()]


def _answers(
    tx: Connection, recipient: str, missing: Sequence[MissingRange]
) -> Iterator[_Envelope | Explanation]:
    sent, _ = last_sent(tx, recipient)
    for asked in missing:
        following = asked.first
        for one in archived(tx, recipient, asked.first, min(asked.last, sent)):
            if following < one.sequence:
                yield _never_sealed(following, one.sequence - 1)
            following = one.sequence + 1
            if one.status is not DeliveryStatus.SEALED:  # else the outbox sends it yet
                yield _answer(one)
        if following <= asked.last:
            yield _never_sealed(following, asked.last)


def _answer(one: Archived) -> _Envelope | Explanation:
    reason, code = _ENDS.get(one.status), one.code
    if one.kind.family == "exchange":
        reason, code = EndReason.SUPERSEDED, ""
    elif reason is None and len(one.envelope) > LARGEST:
        reason = EndReason.TOO_LARGE
    if reason is None:
        return _Envelope(one.envelope)
    return Explanation(first=one.sequence, last=one.sequence, reason=reason, code=code)


def _never_sealed(first: int, last: int) -> Explanation:
    return Explanation(first=first, last=last, reason=EndReason.NEVER_SEALED)


class _Filling:
    """A repair in the making."""

    def __init__(self) -> None:
        self._envelopes: list[bytes] = []
        self._explanations: list[Explanation] = []
        self._bytes = 0

    @property
    def empty(self) -> bool:
        return not self._envelopes and not self._explanations

    def takes(self, one: _Envelope | Explanation) -> bool:
        """Whether there is room for one more."""
        match one:
            case _Envelope(envelope):
                fits = self._bytes + len(envelope) <= MAX_BYTES
                return self.empty or (fits and len(self._envelopes) < MOST)
            case Explanation():
                return self._bytes <= MAX_BYTES and len(self._explanations) < MOST

    def add(self, one: _Envelope | Explanation) -> None:
        match one:
            case _Envelope(envelope):
                self._envelopes.append(envelope)
                self._bytes += len(envelope)
            case Explanation():
                self._explain(one)

    def _explain(self, one: Explanation) -> None:
        last = self._explanations[-1] if self._explanations else None
        if last and (last.last + 1, last.reason, last.code) == (one.first, one.reason, one.code):
            one = Explanation(first=last.first, last=one.last, reason=one.reason, code=one.code)
            self._explanations.pop()
        self._explanations.append(one)

    def repair(self) -> ExchangeRepair:
        return ExchangeRepair(
            envelopes=tuple(self._envelopes), explanations=tuple(self._explanations)
        )
