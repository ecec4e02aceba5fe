"""The holder's side: requests from abroad, the answers proposed, and their release."""

from sqlalchemy import Connection

from accord.cases.codes import Ground, UseRestriction
from node.casework.drafts import AnswerDraft


class RequestService:
    """What an officer can do with a request from abroad; every call is one step.

    Raises (every method):
        PolicyError: unknown id, or a field that the answer lacks; the code and text say which.
        TransitionError: the step is not allowed in the state; says what is.
    """

    def search_again(self, tx: Connection, request_id: str, *, by: str) -> None:
        """Searches the own registers once more."""
        raise NotImplementedError

    def approve(
        self,
        tx: Connection,
        request_id: str,
        *,
        by: str,
        number: int = 0,
        use_restrictions: tuple[UseRestriction, ...] | None = None,
    ) -> None:
        """Releases the proposed answer, or that of the candidate with this number (from 1)."""
        raise NotImplementedError

    def answer(self, tx: Connection, request_id: str, draft: AnswerDraft, *, by: str) -> None:
        """Releases an officer's own answer: also interim, delayed and restricted ones."""
        raise NotImplementedError

    def restrict(
        self,
        tx: Connection,
        request_id: str,
        *,
        withheld: tuple[str, ...],
        grounds: tuple[Ground, ...],
        explanation: str,
        by: str,
        number: int = 0,
    ) -> None:
        """Releases the proposed answer without the withheld fields (ITI 22)."""
        raise NotImplementedError

    def refuse(
        self,
        tx: Connection,
        request_id: str,
        grounds: tuple[Ground, ...],
        explanation: str,
        *,
        by: str,
    ) -> None:
        """Refuses on one of the four grounds, with the reasons (ITI 22, 23)."""
        raise NotImplementedError

    def ask(
        self, tx: Connection, request_id: str, fields: tuple[str, ...], text: str, *, by: str
    ) -> None:
        """Asks the requester for more; the response clock pauses (ITI 21)."""
        raise NotImplementedError

    def clarify(
        self,
        tx: Connection,
        request_id: str,
        text: str,
        *,
        by: str,
        widened: AnswerDraft | None = None,
    ) -> None:
        """Explains a restriction, delay or refusal; the answer may be widened (ITI 23)."""
        raise NotImplementedError
