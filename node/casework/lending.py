"""The weapon of a case or of a request from abroad, lent to a room that asks others about it."""

from dataclasses import dataclass

from sqlalchemy import Connection

from accord.cases.restrictions import check_forwarding
from accord.cases.trace import TraceRequest
from node.casework import rows
from node.casework.rows import CaseRow, RequestRow
from node.desk import documents


@dataclass(frozen=True, slots=True)
class Lending:
    """The requests behind the matters of one desk.

    Raises (every method):
        PolicyError: there is no such case or request.
    """

    def of_case(self, tx: Connection, case_id: str) -> TraceRequest:
        """Our own case, as its next leg would describe it."""
        return documents.load(TraceRequest, rows.load(tx, CaseRow, case_id).request)

    def of_request(self, tx: Connection, request_id: str) -> tuple[str, TraceRequest]:
        """Another State's request, and that State; only where it consents (ITI 15(c)).

        Raises:
            PolicyError: `restriction.may_forward`.
        """
        row = rows.load(tx, RequestRow, request_id)
        request = documents.load(TraceRequest, row.request)
        check_forwarding(request)
        return row.requester, request
