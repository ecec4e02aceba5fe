"""The asker's side: an inquiry to all or some members, and its result as answers come in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from sqlalchemy import Connection

from accord.cases.inquiry import Inquiry, InquiryAnswer, InquiryWithdrawal
from accord.cases.inquiry_machine import (
    AWAITED,
    INQUIRY,
    INQUIRY_ASKED,
    AskedEvent,
    AskedState,
    InquiryEvent,
    InquiryState,
)
from accord.cases.inquiry_requirements import check_inquiry, check_inquiry_withdrawal
from accord.cases.rule import insist
from accord.cases.trace import TraceRequest
from accord.errors import PolicyError
from accord.weapons.completeness import CompletenessLevel, assess
from accord.weapons.firearm import Firearm
from accord.wire.kinds import MessageKind
from node.calendars import clocks
from node.casework.description import completed
from node.casework.leads import Lead
from node.desk.agenda import Task
from node.desk.desk import NODE, Desk, Letter
from node.desk.documents import dump, load, maybe, weapon_line
from node.desk.journal import Step
from node.desk.sighting import NoticeSearch, Sighting, Source
from node.inquiries import rows, tables
from node.inquiries.rows import ASKED, INQUIRIES, AskedRow, InquiryRow
from node.inquiries.views import InquiryDraft

DEADLINE = "INQUIRY_DEADLINE"  # the chore at the end of the members' time
_MOST_RECIPIENTS = 64  # of one message


class Lending(Protocol):
    """The matters of this node whose weapon others may be asked about.

    Raises (every method):
        PolicyError: there is no such matter, or it may not be released.
    """

    def of_case(self, tx: Connection, case_id: str) -> TraceRequest:
        """Our own case, as its next leg would describe it."""
        ...

    def of_request(self, tx: Connection, request_id: str) -> tuple[str, TraceRequest]:
        """Another State's request, and that State."""
        ...


@dataclass(frozen=True, slots=True)
class Asking:
    """What an officer does with inquiries of ours; every call is one step of one transaction.

    Raises (every method):
        PolicyError: unknown id, the gate, or a missing field; the code and text say which.
        TransitionError: the step is not allowed in the state; says what is.
    """

    desk: Desk
    lending: Lending
    notices: NoticeSearch

    def open_inquiry(self, tx: Connection, draft: InquiryDraft, *, by: str) -> str:
        """Asks the members; gives the inquiry's id."""
        concerned, lent = self._lent(tx, draft)
        members = self._members(draft, concerned)
        if lent is not None:
            draft = _filled(draft, lent)
        if draft.firearm is None:
            raise PolicyError("inquiry.weapon", "describe the weapon, or name its trace case")
        firearm = completed(draft.firearm)
        urgent = bool(draft.urgency_justification)
        _pass_gate(firearm, urgent=urgent, reason=draft.override_reason)
        number = rows.next_inquiry(tx)
        inquiry_id = f"{self.desk.member}-Q-{self.desk.today().year}-{number:05d}"
        now_ms = self.desk.now_ms()
        deadline = clocks(self.desk.region.policy, self.desk.member).inquiry(now_ms, urgent=urgent)
        inquiry = Inquiry(
            preamble=self.desk.opening(
                draft.case_id or draft.request_id or inquiry_id,
                handling=draft.handling,
                language=draft.language,
                urgency=draft.urgency_justification,
            ),
            inquiry_id=inquiry_id,
            firearm=firearm,
            intended_use=draft.intended_use,
            reason=draft.reason,
            legal_justification=draft.legal_justification,
            case_id=draft.case_id,
            confidentiality_obstacle=draft.confidentiality_obstacle,
            answer_by_ms=deadline.due_ms,
            deadline_rule=deadline.rule,
            policy_version=deadline.policy_version,
            members_asked=len(members),
        )
        insist(check_inquiry(inquiry, urgent=urgent, today=self.desk.today()))
        row = InquiryRow(
            number=number,
            inquiry_id=inquiry_id,
            conversation_id=self.desk.new_conversation().bytes,
            state=InquiryState.OPEN,
            case_id=draft.case_id,
            weapon=weapon_line(firearm),
            urgent=urgent,
            opened_ms=now_ms,
            updated_ms=now_ms,
            due_ms=deadline.due_ms,
            rule=deadline.rule,
            policy_version=deadline.policy_version,
            document=dump(inquiry),
        )
        INQUIRIES.insert(tx, row)
        for member in members:
            asked = rows.asked_id(inquiry_id, member)
            ASKED.insert(tx, AskedRow(asked_id=asked, inquiry_id=inquiry_id, member=member))
        self._post(tx, row, members, by=by, text=draft.override_reason)
        self.desk.schedule(tx, DEADLINE, inquiry_id, after_ms=deadline.due_ms - now_ms)
        self.notices.sighted(
            tx,
            Sighting(
                source=Source.INQUIRY,
                subject=inquiry_id,
                finder=self.desk.member,
                reference=inquiry.preamble.case_reference,
                firearm=firearm,
            ),
        )
        return inquiry_id

    def withdraw(self, tx: Connection, inquiry_id: str, reason: str, *, by: str) -> None:
        """Tells whoever has not answered that nothing is awaited any more."""
        row = INQUIRIES.load(tx, inquiry_id)
        after = INQUIRY.step(row.state, InquiryEvent.WITHDRAW)
        inquiry = load(Inquiry, row.document)
        withdrawal = InquiryWithdrawal(preamble=self.desk.preamble(inquiry.preamble), reason=reason)
        insist(check_inquiry_withdrawal(withdrawal))
        open_to = [
            one
            for one in rows.asked_of(tx, inquiry_id)
            if AskedEvent.WITHDRAW in INQUIRY_ASKED.allowed(one.state)
        ]
        for recipients in _batches([one.member for one in open_to]):
            kind = MessageKind.INQUIRY_WITHDRAWAL
            self.desk.send(tx, _letter(row, recipients, kind, withdrawal))
        for one in open_to:
            ASKED.update(tx, replace(one, state=AskedState.WITHDRAWN))
        self.desk.cancel(tx, DEADLINE, inquiry_id)
        self._move(tx, row, InquiryEvent.WITHDRAW, after, by=by, text=reason)

    def deadline_passed(self, tx: Connection, task: Task) -> None:
        """Who has not answered has timed out; the result is partial, and a late answer counts."""
        row = INQUIRIES.load(tx, task.subject)
        if row.state is not InquiryState.OPEN:
            return
        late = [one for one in rows.asked_of(tx, row.inquiry_id) if one.state in AWAITED]
        for one in late:
            after = INQUIRY_ASKED.step(one.state, AskedEvent.TIME_OUT)
            ASKED.update(tx, replace(one, state=after))
        after_all = INQUIRY.step(row.state, InquiryEvent.DEADLINE)
        text = "no answer of " + ", ".join(one.member for one in late)
        self._move(tx, row, InquiryEvent.DEADLINE, after_all, by=NODE, text=text)

    def heard(self, tx: Connection, row: InquiryRow) -> None:
        """Completes the inquiry where every member has been heard."""
        waiting = AWAITED | {AskedState.TIMED_OUT}
        everyone = all(one.state not in waiting for one in rows.asked_of(tx, row.inquiry_id))
        if everyone and InquiryEvent.ALL_HEARD in INQUIRY.allowed(row.state):
            after = INQUIRY.step(row.state, InquiryEvent.ALL_HEARD)
            self.desk.cancel(tx, DEADLINE, row.inquiry_id)
            self._move(tx, row, InquiryEvent.ALL_HEARD, after, by=NODE, text="")
        else:
            INQUIRIES.update(tx, replace(row, updated_ms=self.desk.now_ms()))

    def leads(self, tx: Connection, case_id: str) -> Iterator[Lead]:
        """The members whose registers have a hit on the weapon of a case of ours."""
        for row in INQUIRIES.find(tx, tables.inquiry.c.case_id == case_id):
            for one in rows.asked_of(tx, row.inquiry_id):
                answer = maybe(InquiryAnswer, one.answer)
                if one.state is AskedState.HIT and answer is not None:
                    hit = answer.hits[0]
                    text = f"hit of grade {hit.grade}, to be quoted as {hit.reference}"
                    yield Lead(member=one.member, reason=f"its register has a {text}")

    def _members(self, draft: InquiryDraft, concerned: str) -> tuple[str, ...]:
        """Whom to ask: those named, or all but ourselves and whoever asked us first."""
        directory = self.desk.region.directory
        active = {one.id for one in directory.members.values() if one.active} - {self.desk.member}
        if strangers := sorted(set(draft.members) - active):
            raise PolicyError(
                "inquiry.members", f"{strangers[0]} is not another active member of the region"
            )
        wanted = tuple(dict.fromkeys(draft.members)) or tuple(sorted(active - {concerned}))
        if not wanted:
            raise PolicyError("inquiry.members", "the region has no other active member to ask")
        return wanted

    def _lent(self, tx: Connection, draft: InquiryDraft) -> tuple[str, TraceRequest | None]:
        """The State behind the matter, where it is not ours, and what its request says."""
        if draft.request_id:
            return self.lending.of_request(tx, draft.request_id)
        if draft.case_id:
            return "", self.lending.of_case(tx, draft.case_id)
        return "", None

    def _post(
        self, tx: Connection, row: InquiryRow, members: tuple[str, ...], *, by: str, text: str
    ) -> None:
        inquiry = load(Inquiry, row.document)
        for recipients in _batches(list(members)):
            message_id, payload = self.desk.send(
                tx, _letter(row, recipients, MessageKind.INQUIRY, inquiry)
            )
            self.desk.note(
                tx,
                Step(
                    root=row.inquiry_id,
                    subject=row.inquiry_id,
                    actor=by,
                    event="ASK",
                    before=row.state,
                    after=row.state,
                    text=f"to {', '.join(recipients)}" + (f"; {text}" if text else ""),
                    message_id=message_id,
                    kind=MessageKind.INQUIRY,
                    document=payload,
                ),
            )

    def _move(
        self,
        tx: Connection,
        row: InquiryRow,
        event: InquiryEvent,
        after: InquiryState,
        *,
        by: str,
        text: str,
    ) -> None:
        self.desk.note(
            tx,
            Step(
                root=row.inquiry_id,
                subject=row.inquiry_id,
                actor=by,
                event=event,
                before=row.state,
                after=after,
                text=text,
            ),
        )
        INQUIRIES.update(tx, replace(row, state=after, updated_ms=self.desk.now_ms()))


def _filled(draft: InquiryDraft, request: TraceRequest) -> InquiryDraft:
    """The draft with the request's words where it has none of its own."""
    return replace(
        draft,
        firearm=draft.firearm or request.firearm,
        intended_use=draft.intended_use or request.intended_use,
        legal_justification=draft.legal_justification or request.legal_justification,
        confidentiality_obstacle=draft.confidentiality_obstacle or request.confidentiality_obstacle,
    )


def _letter(
    row: InquiryRow, recipients: tuple[str, ...], kind: MessageKind, message: object
) -> Letter:
    return Letter(
        root=row.inquiry_id,
        subject=row.inquiry_id,
        recipients=recipients,
        kind=kind,
        message=message,
        conversation=row.conversation,
        urgent=row.urgent,
    )


def _batches(members: list[str]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(members), _MOST_RECIPIENTS):
        yield tuple(members[start : start + _MOST_RECIPIENTS])


def _pass_gate(firearm: Firearm, *, urgent: bool, reason: str) -> None:
    """The gate of a trace holds for an inquiry too: it reaches every register of the region."""
    completeness = assess(firearm)
    if completeness.level is CompletenessLevel.COMPLETE:
        return
    advice = "; ".join(completeness.advice)
    if completeness.level is CompletenessLevel.INSUFFICIENT and not urgent:
        raise PolicyError(
            "inquiry.insufficient",
            f"the weapon is not identified well enough to be asked about: {advice}",
        )
    if not reason.strip():
        raise PolicyError(
            "inquiry.reason_needed",
            f"the identification is {completeness.level}; give a reason to ask, or: {advice}",
        )
