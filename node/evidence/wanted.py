"""Which messages belong to a case or a request, and which contents are not ours to disclose."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from accord.cases.restrictions import Use, blocking
from node.casework.views import CaseDetail, Entry, MessageStatus, RequestDetail


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The messages of one matter."""

    subject: str  # "case ..." or "request ..."
    ids: frozenset[UUID]
    reserved: frozenset[UUID]  # a provider forbids that their contents leave this node
    remarks: str  # for the reader of the bundle


def of_case(case: CaseDetail) -> Wanted:
    """The messages of a case; an answer that its provider reserves stays sealed (ITI 15(c))."""
    reserved = {
        leg.leg_id: leg.member for leg in case.legs if blocking(leg.restrictions, Use.EXPORT)
    }
    sent = (message for leg in case.legs for message in leg.messages)
    codes = sorted({code for leg in case.legs for code in leg.restrictions})
    return Wanted(
        subject=f"case {case.summary.case_id}",
        ids=_ids(sent, case.timeline),
        reserved=frozenset(
            UUID(entry.message_id)
            for entry in case.timeline
            if entry.message_id and reserved.get(entry.subject) == entry.actor
        ),
        remarks=_remarks(codes),
    )


def of_request(request: RequestDetail) -> Wanted:
    """The messages of a request from abroad, all of which were meant for this State."""
    codes = sorted({code for one in request.answers for code in one.preamble.use_restrictions})
    return Wanted(
        subject=f"request {request.summary.request_id}",
        ids=_ids(request.messages, request.timeline),
        reserved=frozenset(),
        remarks=_remarks(codes),
    )


def _ids(messages: Iterable[MessageStatus], timeline: Iterable[Entry]) -> frozenset[UUID]:
    named = {one.message_id for one in messages} | {one.message_id for one in timeline}
    return frozenset(UUID(one) for one in named if one)


def _remarks(codes: Iterable[str]) -> str:
    listed = ", ".join(codes)
    return f"Use restrictions that bind whoever reads this: {listed or 'none'}.\n"
