"""A case for somebody else, without what its providers reserve (ITI 15(c)); attempts are kept."""

from dataclasses import replace

from sqlalchemy import Connection

from accord.cases.restrictions import Use, blocking, combined
from accord.cases.trace import TraceOutcome, TraceRequest, TraceResponse
from node.audit import trail
from node.audit.entry import Act
from node.casework import rows
from node.casework.rows import CaseRow
from node.casework.views import CaseExport, Withheld
from node.desk import documents, journal
from node.desk.desk import Desk


def exported(desk: Desk, tx: Connection, case_id: str, recipient: str, *, by: str) -> CaseExport:
    """The case as it may leave; what may not is named, and that it was asked for is written down.

    Raises:
        PolicyError: unknown id.
    """
    case = rows.load(tx, CaseRow, case_id)
    answers, withheld = [], []
    for leg in rows.legs_of(tx, case_id):
        response = documents.maybe(TraceResponse, leg.response)
        if response is None:
            continue
        restrictions = response.preamble.use_restrictions
        if blocking(restrictions, Use.EXPORT):
            withheld.append(
                Withheld(leg_id=leg.leg_id, provider=leg.member, restrictions=restrictions)
            )
        else:
            answers.append(response)
    blocked = ", ".join(one.leg_id for one in withheld)
    desk.note(
        tx,
        journal.Step(
            root=case_id,
            subject=case_id,
            actor=by,
            event="EXPORT",
            before=case.state,
            after=case.state,
            text=f"to {recipient}" + (f"; held back: {blocked}" if blocked else ""),
        ),
    )
    for one in withheld:
        _write_down(desk, tx, case_id, one, by=by)
    outcome = documents.maybe(TraceOutcome, case.outcome)
    if withheld and outcome is not None:  # the place was learnt from what is held back
        outcome = replace(outcome, point_of_diversion=None)
    return CaseExport(
        case_id=case_id,
        exported_ms=desk.now_ms(),
        recipient=recipient,
        request=documents.load(TraceRequest, case.request),
        answers=tuple(answers),
        restrictions=combined(answer.preamble.use_restrictions for answer in answers),
        withheld=tuple(withheld),
        outcome=outcome,
    )


def _write_down(desk: Desk, tx: Connection, case_id: str, one: Withheld, *, by: str) -> None:
    codes = ", ".join(blocking(one.restrictions, Use.EXPORT))
    trail.append(
        tx,
        desk.now_ms(),
        actor=by,
        act=Act.REFUSED,
        subject=case_id,
        detail=f"export of the answer to {one.leg_id}: {codes}",
    )
