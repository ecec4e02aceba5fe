"""What the node says of notices and hits in its own words, as officers read it."""

from collections.abc import Mapping
from typing import Final

from accord.cases.hit_codes import NotConfirmedReason
from accord.cases.hit_life import HitState
from accord.pages.marked import marked as _N
from node.console.labels import happened
from node.console.visit import Visit
from node.notices.reading import CONFLICT, LATE, NON_UNIQUE, SUSPENDED
from node.notices.views import HitDetail

CAVEATS: Final[Mapping[str, str]] = {
    NON_UNIQUE: _N("Three or more weapons share this number: it may be no serial number."),
    LATE: _N("It was published later after its discovery than the region's policy says."),
    SUSPENDED: _N("The owner has not validated it in time: it is suspended."),
    CONFLICT: _N("Another State holds a notice on this weapon."),
}
_ENDED: Final = frozenset(
    {
        NotConfirmedReason.NOTICE_CANCELLED.value,
        NotConfirmedReason.NOTICE_CLEARED.value,
        NotConfirmedReason.NOTICE_EXPIRED.value,
    }
)


def caveats_of(visit: Visit, caveats: tuple[str, ...]) -> tuple[str, ...]:
    """The caveats of a notice or a hit."""
    return tuple(visit.reader.text(CAVEATS.get(one, one)) for one in caveats)


def alert_of(visit: Visit, hit: HitDetail) -> str:
    """What the officer must know at once; empty where nothing is."""
    summary, reader = hit.summary, visit.reader
    if hit.reason in _ENDED:
        return reader.text(_N("The notice has ended: do not act on this hit."))
    if summary.state is HitState.ESCALATED:
        return reader.text(
            _N("%(state)s has left %(count)s requests unanswered."),
            state=reader.country(summary.owner),
            count=reader.number(summary.requests),
        )
    return summary.alert


def event_of(visit: Visit, event: str) -> str:
    """What a line of the history says happened."""
    named = happened(event)
    return visit.reader.text(named) if named else visit.label(event)
