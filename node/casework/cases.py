"""The requester's side: one recovered weapon, one case, one leg for each State asked."""

from sqlalchemy import Connection

from accord.cases.codes import NotEstablishedReason, WhyYou
from accord.weapons.firearm import Firearm
from node.casework.drafts import CaseDraft, OutcomeDraft


class CaseService:
    """What an officer can do with a case; every call is one step of one transaction.

    Raises (every method):
        PolicyError: unknown id, a guard, or a missing field; the code and text say which.
        TransitionError: the step is not allowed in the state; says what is.
    """

    def open_case(self, tx: Connection, draft: CaseDraft, *, by: str) -> str:
        """Registers the case and searches the own registers first; gives its case id."""
        raise NotImplementedError

    def revise(
        self, tx: Connection, case_id: str, firearm: Firearm, reason: str, *, by: str
    ) -> None:
        """A new version of the weapon's description, such as a restored serial."""
        raise NotImplementedError

    def send_leg(
        self,
        tx: Connection,
        case_id: str,
        state: str,
        why: WhyYou,
        *,
        by: str,
        override_reason: str = "",
    ) -> str:
        """Asks one State; gives the leg id. PARTIAL identification needs an override reason."""
        raise NotImplementedError

    def follow_referral(
        self, tx: Connection, case_id: str, leg_id: str, *, by: str, override_reason: str = ""
    ) -> str:
        """Asks the State that the leg's answer points at; gives the new leg id."""
        raise NotImplementedError

    def reply_question(
        self, tx: Connection, leg_id: str, text: str, firearm: Firearm | None, *, by: str
    ) -> None:
        """Answers the question that the leg waits with (ITI 21)."""
        raise NotImplementedError

    def ask_clarification(
        self, tx: Connection, leg_id: str, text: str, *, by: str, revised_undertaking: str = ""
    ) -> None:
        """Asks for the reasons behind a restriction, delay or refusal (ITI 23)."""
        raise NotImplementedError

    def withdraw(self, tx: Connection, leg_id: str, reason: str, *, by: str) -> None:
        """Ends a leg whose answer is no longer needed."""
        raise NotImplementedError

    def comment(self, tx: Connection, leg_id: str, text: str, *, by: str) -> None:
        """Sends free text beside the leg."""
        raise NotImplementedError

    def record_outcome(
        self, tx: Connection, case_id: str, outcome: OutcomeDraft | None, *, by: str
    ) -> None:
        """Closes the case, by the proposed outcome where none is given; tells who helped."""
        raise NotImplementedError

    def not_pursued(
        self, tx: Connection, case_id: str, reason: NotEstablishedReason, *, by: str
    ) -> None:
        """Closes the case under an exception: amnesty, before 1946, or already destroyed."""
        raise NotImplementedError

    def reopen(self, tx: Connection, case_id: str, reason: str, *, by: str) -> None:
        """New evidence: the case goes on with its history."""
        raise NotImplementedError
