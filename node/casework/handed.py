"""A trace for a bureau's file, without anything that another State has reserved (ITI 15(c))."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from accord.cases.codes import RecoveryCircumstance
from accord.cases.handover import (
    EarlierAnswer,
    EarlierSearch,
    Handed,
    ReplyItem,
    ReplyStatus,
    TraceItem,
    day,
    handover_firearm,
)
from accord.cases.restrictions import Use, blocking
from accord.cases.trace import NoticeSearch, TraceRequest, TraceResponse
from accord.cases.trace_case import CaseState
from accord.errors import PolicyError
from accord.wire.bounds import longest_list
from node.audit import trail
from node.audit.entry import Act
from node.casework import routing, rows
from node.casework.rows import CaseRow, LegRow
from node.desk import documents
from node.desk.desk import Desk
from node.desk.journal import Step

_SYSTEM = "INTERPOL, by the national central bureau"
_TOO_EARLY = frozenset({CaseState.REGISTERED, CaseState.DOMESTIC_TRACE, CaseState.NOTICE_SEARCH})
_HITS = frozenset({ReplyStatus.HIT, ReplyStatus.TRACED})


@dataclass(frozen=True, slots=True)
class HandedTraces:
    """The cases of one desk, as far as a bureau may have them."""

    desk: Desk

    def item(self, tx: Connection, subject: str, item_id: str) -> Handed:
        """One case as an item; what is held back is named by its leg.

        Raises:
            PolicyError: no such case, or our registers and the region's notices are not searched
                yet: INTERPOL is asked last.
        """
        case = rows.load(tx, CaseRow, subject)
        if case.state in _TOO_EARLY:
            raise PolicyError(
                "handover.too_early",
                "the own registers and the region's notices are searched before INTERPOL is asked",
            )
        request = documents.load(TraceRequest, case.request)
        free, withheld = _answers(tx, subject)
        domestic = documents.maybe(TraceResponse, case.domestic)
        pointers = [one.state for one in routing.pointers(request.firearm, domestic)]
        referred = [answer.next_state.state for _, answer in free if answer.next_state is not None]
        item = TraceItem(
            item_id=item_id,
            firearm=handover_firearm(request.firearm),
            illicit_basis=request.illicit_basis,
            legal_justification=request.legal_justification,
            circumstance=request.circumstance or RecoveryCircumstance.UNKNOWN,
            context=request.recovery_context,
            recovery_date=day(request.recovery_date),
            intended_use=request.intended_use,
            countries=tuple(dict.fromkeys([*pointers, *referred])),
            searches=tuple(
                EarlierSearch(
                    system=one.system, reference=one.reference, date=day(one.date), hit=one.hit
                )
                for one in request.notice_searches
            ),
            answers=tuple(_answer(leg, answer) for leg, answer in free),
        )
        return Handed(item=item, withheld=tuple(leg.leg_id for leg in withheld))

    def handed(
        self, tx: Connection, subject: str, file_id: str, withheld: tuple[str, ...], *, by: str
    ) -> None:
        """Writes into the timeline that the case went out, and into the trail what did not."""
        text = file_id + (f"; held back: {', '.join(withheld)}" if withheld else "")
        self._note(tx, subject, "HANDED_OVER", text, by=by)
        for leg_id in withheld:
            detail = f"hand-over of the answer to {leg_id}: R3"
            trail.append(
                tx,
                self.desk.now_ms(),
                actor=by,
                act=Act.REFUSED,
                subject=subject,
                detail=detail,
            )

    def replied(self, tx: Connection, subject: str, reply: ReplyItem, *, by: str) -> None:
        """Keeps INTERPOL's reference with the case; a hit is a lead, and an officer's to judge."""
        case = rows.load(tx, CaseRow, subject)
        request = documents.load(TraceRequest, case.request)
        search = NoticeSearch(
            system=_SYSTEM,
            reference=reply.reference,
            date=self.desk.today(),
            hit=reply.status in _HITS,
        )
        kept = [one for one in request.notice_searches if one.system != _SYSTEM]
        if len(kept) < longest_list("TraceRequest.notice_searches"):
            searched = replace(request, notice_searches=(*kept, search))
            rows.update(tx, replace(case, request=documents.dump(searched)))
        text = " ".join(part for part in (reply.status, reply.reference, reply.country) if part)
        self._note(tx, subject, "HANDOVER_REPLY", f"{text}: {reply.text}".strip(": "), by=by)

    def _note(self, tx: Connection, case_id: str, event: str, text: str, *, by: str) -> None:
        state = rows.load(tx, CaseRow, case_id).state
        self.desk.note(
            tx,
            Step(
                root=case_id,
                subject=case_id,
                actor=by,
                event=event,
                before=state,
                after=state,
                text=text,
            ),
        )


def _answers(
    tx: Connection, case_id: str
) -> tuple[list[tuple[LegRow, TraceResponse]], list[LegRow]]:
    """The answers that may go out, and the legs whose answers may not."""
    free, withheld = [], []
    for leg in rows.legs_of(tx, case_id):
        response = documents.maybe(TraceResponse, leg.response)
        if response is None:
            continue
        if blocking(response.preamble.use_restrictions, Use.EXPORT):
            withheld.append(leg)
        else:
            free.append((leg, response))
    return free, withheld


def _answer(leg: LegRow, response: TraceResponse) -> EarlierAnswer:
    last = response.last_legal_record
    return EarlierAnswer(
        state=leg.asked_state,
        disposition=response.disposition,
        last_record_status=last.status if last is not None else "",
        last_record_date=day(last.date) if last is not None else "",
        points_to=response.next_state.state if response.next_state is not None else "",
    )
