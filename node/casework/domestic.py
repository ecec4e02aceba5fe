"""The search of the own registers, which comes before any other State is asked: pure."""

from dataclasses import replace

from accord.cases.codes import RecordStatus
from accord.cases.trace import Preamble, TraceRequest, TraceResponse
from accord.dates import PartialDate
from node.casework.proposal import propose
from node.registry.host import RankedRecord, SearchResult

_CUSTODY = {
    RecordStatus.SEIZED,
    RecordStatus.FOUND,
    RecordStatus.SURRENDERED,
    RecordStatus.CONFISCATED,
    RecordStatus.SENT_FOR_DESTRUCTION,
}


def own_answer(
    request: TraceRequest, result: SearchResult, *, own: str, preamble: Preamble
) -> TraceResponse:
    """What our registers say of our own case, in the words that another State would get.

    The record of this very recovery says nothing of the weapon's origin and is left out.
    """
    elsewhere = tuple(
        one for one in result.candidates if not _is_the_recovery(one, request.recovery_date)
    )
    return propose(
        replace(request, last_holder_identity=True),  # our own data may name our own holders
        replace(result, candidates=elsewhere),
        own=own,
        preamble=preamble,
    ).response


def _is_the_recovery(one: RankedRecord, recovered: PartialDate | None) -> bool:
    record = one.record
    if record.status not in _CUSTODY:
        return False
    if recovered is None or record.status_date is None:
        return True
    return _last_day(record.status_date) >= _first_day(recovered)


def _first_day(day: PartialDate) -> tuple[int, int, int]:
    return (day.year, day.month or 1, day.day or 1)


def _last_day(day: PartialDate) -> tuple[int, int, int]:
    return (day.year, day.month or 12, day.day or 31)
