"""The traces as statistics see them: recovered weapons, and what was seen of cases and requests."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from sqlalchemy import Connection, func, select

from accord.cases.codes import (
    ChainEvent,
    Disposition,
    HolderRole,
    Outcome,
    RecordStatus,
    RecoveryCircumstance,
)
from accord.cases.statistics_codes import ArmsCategory, CounterCode, LegEnd, Timeliness
from accord.cases.statistics_tally import Observation
from accord.cases.statistics_times import hours_band, years_band
from accord.cases.statistics_weapons import Recovery, actions_of, level_of
from accord.cases.trace import ChainLink, TraceOutcome, TraceRequest, TraceResponse
from accord.cases.trace_case import CLOSED
from accord.cases.trace_leg import LegEvent, LegState
from accord.dates import PartialDate
from node.casework import tables
from node.casework.outcome import uniquely_marked
from node.casework.rows import CaseRow, LegRow, RequestRow, typed
from node.desk import documents
from node.desk.tables import casework_event

_HOUR_MS: Final = 3600 * 1000
_DAYS_OF_YEAR: Final = 365.25
_TRACED: Final = frozenset({Outcome.TRACED_DOMESTIC, Outcome.TRACED_INTERNATIONAL})
_ENDS: Final = {
    LegState.DELAYED: LegEnd.DELAYED,
    LegState.ANSWERED_RESTRICTED: LegEnd.RESTRICTED,
    LegState.CLARIFYING_RESTRICTION: LegEnd.RESTRICTED,
    LegState.RESTRICTION_UPHELD: LegEnd.RESTRICTED,
    LegState.REFUSED: LegEnd.REFUSED,
    LegState.CLARIFYING_REFUSAL: LegEnd.REFUSED,
    LegState.REFUSAL_UPHELD: LegEnd.REFUSED,
    LegState.ANSWERED_FULL: LegEnd.FULL,
    LegState.ANSWERED_NEGATIVE: LegEnd.NEGATIVE,
    LegState.ANSWERED_REFERRED: LegEnd.REFERRED,
    LegState.DUPLICATE: LegEnd.DUPLICATE,
    LegState.REJECTED: LegEnd.REJECTED,
    LegState.UNDELIVERED: LegEnd.UNDELIVERED,
    LegState.RETURNED_INCOMPLETE: LegEnd.RETURNED_INCOMPLETE,
    LegState.WITHDRAWN: LegEnd.WITHDRAWN,
}
_NOT_ASKED: Final = frozenset({LegState.DRAFT, LegState.UNDELIVERED})
_NOTHING_OWED: Final = frozenset({LegState.WITHDRAWN, LegState.RETURNED_INCOMPLETE})
_GROUNDED: Final = frozenset({Disposition.RESTRICTED, Disposition.DELAYED, Disposition.REFUSED})
_RECEIVED: Final = frozenset(
    {LegEvent.ACKNOWLEDGE, LegEvent.DECLINE_COMPETENCE, LegEvent.DECLARE_DUPLICATE}
)
_ANSWERED: Final = frozenset(
    {
        LegEvent.ANSWER_FULL,
        LegEvent.ANSWER_RESTRICTED,
        LegEvent.ANSWER_NEGATIVE,
        LegEvent.ANSWER_REFERRED,
        LegEvent.REFUSE,
        LegEvent.DECLINE_COMPETENCE,
    }
)
# The first lawful holder after the trade, whose date starts the clock of time-to-crime.
_RETAIL: Final = frozenset({HolderRole.CIVILIAN_HOLDER, HolderRole.PRIVATE_SECURITY})
_RETAIL_EVENTS: Final = frozenset({ChainEvent.ISSUED, ChainEvent.REGISTERED})
_GONE: Final = frozenset({RecordStatus.LOST, RecordStatus.STOLEN})


@dataclass(frozen=True, slots=True)
class CountedTraces:
    """What the traces give to the statistics of one node."""

    def recoveries(self, tx: Connection) -> Iterator[Recovery]:
        """Every case as one recovered weapon, as much as is known of it now."""
        legs = _legs(tx)
        for case in _cases(tx):
            yield _recovery(case, legs.get(case.case_id, []))

    def observations(self, tx: Connection, year: int, now_ms: int) -> Iterator[Observation]:
        """What happened to cases, legs and requests in one year, UTC."""
        legs = _legs(tx)
        closed = _closed(tx)
        for case in _cases(tx):
            yield from _of_case(case, legs.get(case.case_id, []), closed, year)
        for several in legs.values():
            for leg in several:
                if _year(leg.sent_ms) == year:
                    yield from _of_leg(leg)
        yield from _of_requests(tx, year, now_ms)


def _cases(tx: Connection) -> Iterator[CaseRow]:
    found = tx.execute(select(tables.trace_case).order_by(tables.trace_case.c.number))
    for row in found:
        yield typed(CaseRow, row._mapping)


def _legs(tx: Connection) -> dict[str, list[LegRow]]:
    by_case: dict[str, list[LegRow]] = {}
    for row in tx.execute(select(tables.trace_leg).order_by(tables.trace_leg.c.number)):
        leg = typed(LegRow, row._mapping)
        by_case.setdefault(leg.case_id, []).append(leg)
    return by_case


def _closed(tx: Connection) -> dict[str, int]:
    """When each case was closed last."""
    event = casework_event.c
    found = tx.execute(
        select(event.subject, func.max(event.at_ms))
        .where(event.subject == event.root, event.to_state.in_(CLOSED))
        .where(event.from_state != event.to_state)
        .group_by(event.subject)
    )
    return {row[0]: row[1] for row in found}


def _recovery(case: CaseRow, legs: list[LegRow]) -> Recovery:
    request = documents.load(TraceRequest, case.request)
    outcome = documents.maybe(TraceOutcome, case.outcome)
    firearm = request.firearm
    return Recovery(
        subject=case.case_id,
        day=request.recovery_date or _day(case.opened_ms),
        circumstance=request.circumstance or RecoveryCircumstance.UNKNOWN,
        level=level_of(outcome.outcome, outcome.reason) if outcome else level_of(None, None),
        uniquely_marked=uniquely_marked(firearm)
        or (outcome is not None and outcome.uniquely_marked),
        illicitly_manufactured=outcome is not None and outcome.illicitly_manufactured,
        category=ArmsCategory(firearm.category) if firearm.category else ArmsCategory.UNKNOWN,
        context=frozenset(request.recovery_context),
        place=request.recovery_place.strip(),
        actions=actions_of(
            outcome.disposal if outcome else (),
            asked_abroad=any(leg.state not in _NOT_ASKED for leg in legs),
        ),
        firearm=firearm,
    )


def _of_case(
    case: CaseRow, legs: list[LegRow], closed: dict[str, int], year: int
) -> Iterator[Observation]:
    if _year(case.opened_ms) == year:
        yield Observation(CounterCode.CASES_OPENED, case.case_id)
    outcome = documents.maybe(TraceOutcome, case.outcome)
    if outcome is None:
        return
    if outcome.outcome in _TRACED:
        yield from _times(case, legs, year)
    if _year(closed.get(case.case_id, case.updated_ms)) == year:
        yield Observation(CounterCode.CASES_CLOSED, case.case_id, (outcome.outcome,))
        asked = sum(leg.state not in _NOT_ASKED for leg in legs)
        if outcome.outcome in _TRACED and asked:
            yield Observation(CounterCode.LEGS_OF_TRACED_CASES, case.case_id, value=asked)


def _times(case: CaseRow, legs: list[LegRow], year: int) -> Iterator[Observation]:
    """How long the weapon was on its way, where the dates are known."""
    recovered = documents.load(TraceRequest, case.request).recovery_date
    if recovered is None or recovered.year != year:
        return
    answers = [documents.maybe(TraceResponse, leg.response) for leg in legs]
    said = [one for one in (documents.maybe(TraceResponse, case.domestic), *answers) if one]
    retail = [link.from_date for one in said for link in one.chain if _retail(link)]
    lost = [
        one.last_legal_record.date
        for one in said
        if one.last_legal_record is not None and one.last_legal_record.status in _GONE
    ]
    for code, dates in (
        (CounterCode.TIME_TO_CRIME, retail),
        (CounterCode.TIME_SINCE_DIVERSION, lost),
    ):
        known = [_date(day) for day in dates if day is not None]
        if not known:
            continue
        years = (_date(recovered) - min(known)).days / _DAYS_OF_YEAR
        if years >= 0:  # a loss reported after the recovery is an error of some record
            yield Observation(code, case.case_id, (years_band(years),), measure=years)


def _retail(link: ChainLink) -> bool:
    return link.role in _RETAIL or link.event in _RETAIL_EVENTS


def _of_leg(leg: LegRow) -> Iterator[Observation]:
    response = documents.maybe(TraceResponse, leg.response)
    end = _ENDS.get(leg.state, LegEnd.OPEN)
    said = response.disposition if response is not None else None
    if end is LegEnd.NEGATIVE and said is Disposition.IDENTIFICATION_DOUBTED:
        end = LegEnd.IDENTIFICATION_DOUBTED
    yield Observation(CounterCode.LEGS, leg.leg_id, (end,))
    if response is not None and response.disposition in _GROUNDED:
        for ground in sorted(set(response.grounds)):
            yield Observation(CounterCode.LEG_GROUNDS, leg.leg_id, (response.disposition, ground))


def _of_requests(tx: Connection, year: int, now_ms: int) -> Iterator[Observation]:
    first = _first_events(tx)
    for row in tx.execute(select(tables.incoming_request)):
        request = typed(RequestRow, row._mapping)
        if _year(request.received_ms) != year:
            continue
        subject = request.request_id
        yield Observation(CounterCode.REQUESTS_RECEIVED, subject)
        acknowledged = _first(first, subject, _RECEIVED)
        answered = _first(first, subject, _ANSWERED)
        if answered is not None:
            yield Observation(CounterCode.REQUESTS_ANSWERED, subject)
        for timeliness, hours, due_ms, at_ms in (
            (
                CounterCode.ACKNOWLEDGEMENTS,
                CounterCode.ACKNOWLEDGEMENT_HOURS,
                request.acknowledge_due_ms,
                acknowledged if acknowledged is not None else answered,
            ),
            (CounterCode.RESPONSES, CounterCode.RESPONSE_HOURS, request.respond_due_ms, answered),
        ):
            if at_ms is None and request.state in (
                LegState.WITHDRAWN,
                LegState.RETURNED_INCOMPLETE,
            ):
                continue
            yield Observation(timeliness, subject, (_timeliness(due_ms, at_ms, now_ms),))
            if at_ms is not None:
                took = (at_ms - request.received_ms) / _HOUR_MS
                yield Observation(hours, subject, (hours_band(took),), measure=took)


def _first_events(tx: Connection) -> dict[tuple[str, str], int]:
    event = casework_event.c
    found = tx.execute(
        select(event.root, event.event, func.min(event.at_ms))
        .where(event.event.in_(_RECEIVED | _ANSWERED))
        .group_by(event.root, event.event)
    )
    return {(row[0], row[1]): row[2] for row in found}


def _first(
    events: dict[tuple[str, str], int], root: str, wanted: frozenset[LegEvent]
) -> int | None:
    times = [events[root, one] for one in wanted if (root, one) in events]
    return min(times) if times else None


def _timeliness(due_ms: int, at_ms: int | None, now_ms: int) -> Timeliness:
    if at_ms is not None:
        return Timeliness.ON_TIME if at_ms <= due_ms else Timeliness.LATE
    return Timeliness.OVERDUE if now_ms > due_ms else Timeliness.NOT_DUE


def _day(at_ms: int) -> PartialDate:
    return PartialDate.of(datetime.fromtimestamp(at_ms / 1000, UTC).date())


def _year(at_ms: int) -> int:
    return datetime.fromtimestamp(at_ms / 1000, UTC).year


def _date(day: PartialDate) -> date:
    return date(day.year, day.month or 1, day.day or 1)
