"""Reads how each pair stands."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from node.exchange.archive import last_sent
from node.exchange.inbox import load_link, missing
from node.exchange.messages import DeliveryStatus
from node.exchange.pair_rules import DISCREPANCIES, NUMBER_REUSED
from node.exchange.pair_views import NumberRange, PairFinding, PairView
from node.exchange.pairs import PairState, load_pairs
from node.exchange.tables import inbox_fork, outbox_delivery, pair_finding

_ENDED = (DeliveryStatus.REFUSED, DeliveryStatus.REJECTED, DeliveryStatus.UNDELIVERED)
_RECEIPTED = (
    DeliveryStatus.ACCEPTED,
    DeliveryStatus.DELIVERED,
    DeliveryStatus.REJECTED,
    DeliveryStatus.UNDELIVERED,
)


def pair_views(tx: Connection) -> tuple[PairView, ...]:
    """Every pair that ever spoke, by member."""
    findings = _findings(tx)
    counts = _counts(tx)
    return tuple(
        _view(tx, member, state, counts.get(member, Counter()), findings.get(member, ()))
        for member, state in load_pairs(tx).items()
    )


def unexplained(tx: Connection) -> tuple[int, int]:
    """With how many peers messages are missing at either end, and with how many more is wrong."""
    asking = {
        member
        for member, state in load_pairs(tx).items()
        if state.theirs is not None and state.theirs.missing
    }
    return len(asking | missing(tx).keys()), len(_findings(tx))


def _view(
    tx: Connection,
    member: str,
    state: PairState,
    counts: Counter[str],
    findings: tuple[PairFinding, ...],
) -> PairView:
    link = load_link(tx, member)
    ranges = [
        NumberRange(
            first=gap.first,
            last=gap.last,
            since_ms=gap.noticed_ms,
            reason=gap.reason.value if gap.reason else "",
            code=gap.code,
        )
        for gap in link.gaps
    ]
    lacking = tuple(one for one in ranges if not one.reason)
    theirs = state.theirs
    they_lack = theirs.missing if theirs else ()
    return PairView(
        member=member,
        sent=last_sent(tx, member)[0],
        receipted=_sum(counts, _RECEIPTED),
        delivered=_sum(counts, (DeliveryStatus.DELIVERED,)),
        ended=_sum(counts, _ENDED),
        received=link.sequence,
        missing=lacking,
        explained=tuple(one for one in ranges if one.reason),
        findings=findings,
        heard_ms=state.heard_ms,
        they_sent=theirs.sent if theirs else 0,
        they_received=theirs.received if theirs else 0,
        they_lack=tuple(
            NumberRange(first=one.first, last=one.last, since_ms=one.noticed_ms)
            for one in they_lack
        ),
        agrees=not (lacking or they_lack or findings) if theirs else None,
    )


def _sum(counts: Counter[str], states: Iterable[DeliveryStatus]) -> int:
    return sum(counts[state.value] for state in states)


def _counts(tx: Connection) -> dict[str, Counter[str]]:
    """How many sealed messages stand where, by recipient."""
    rows = tx.execute(
        select(outbox_delivery.c.recipient, outbox_delivery.c.status, func.count())
        .where(outbox_delivery.c.frame.is_not(None))
        .group_by(outbox_delivery.c.recipient, outbox_delivery.c.status)
    )
    found: dict[str, Counter[str]] = {}
    for recipient, status, count in rows:
        found.setdefault(recipient, Counter())[status] = count
    return found


def _findings(tx: Connection) -> dict[str, tuple[PairFinding, ...]]:
    forks = tx.execute(select(inbox_fork.c.sender, inbox_fork.c.sequence, inbox_fork.c.noticed_ms))
    others = tx.execute(
        select(
            pair_finding.c.member,
            pair_finding.c.sequence,
            pair_finding.c.noticed_ms,
            pair_finding.c.code,
        )
    )
    rows = [(*row, NUMBER_REUSED.code) for row in forks] + [tuple(row) for row in others]
    found: dict[str, tuple[PairFinding, ...]] = {}
    for member, sequence, noticed_ms, code in sorted(
        rows, key=lambda row: (row[0], row[2], row[1])
    ):
        one = PairFinding(
            code=code, text=DISCREPANCIES[code], sequence=sequence, noticed_ms=noticed_ms
        )
        found[member] = (*found.get(member, ()), one)
    return found
