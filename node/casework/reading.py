"""Reads the views out of the store."""

from sqlalchemy import Connection

from node.casework.views import (
    CaseDetail,
    CaseExport,
    CaseSummary,
    Counts,
    MessageStatus,
    RequestDetail,
    RequestSummary,
    Standing,
)


class CaseworkViews:
    """The casework as it stands now; nothing here changes it, except that exports are recorded."""

    def list_cases(
        self,
        tx: Connection,
        standing: Standing | None = None,
        state: str = "",
        limit: int = 100,
        before: str = "",
    ) -> tuple[CaseSummary, ...]:
        """Cases, the newest first; `before` is the last case id of the page before."""
        raise NotImplementedError

    def case_detail(self, tx: Connection, case_id: str) -> CaseDetail:
        """Everything about one case. Raises PolicyError for an unknown id."""
        raise NotImplementedError

    def list_requests(
        self,
        tx: Connection,
        standing: Standing | None = None,
        state: str = "",
        limit: int = 100,
        before: str = "",
    ) -> tuple[RequestSummary, ...]:
        """Requests from abroad, the newest first."""
        raise NotImplementedError

    def request_detail(self, tx: Connection, request_id: str) -> RequestDetail:
        """Everything about one request. Raises PolicyError for an unknown id."""
        raise NotImplementedError

    def message_status(self, tx: Connection, message_id: str) -> MessageStatus:
        """One message that the casework sent. Raises PolicyError for an unknown id."""
        raise NotImplementedError

    def counts(self, tx: Connection) -> Counts:
        """How many cases and requests stand where."""
        raise NotImplementedError

    def export_case(self, tx: Connection, case_id: str, recipient: str, *, by: str) -> CaseExport:
        """The case for somebody else; needs a write transaction, for the attempt is recorded."""
        raise NotImplementedError
