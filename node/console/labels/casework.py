"""Where cases, requests and inquiries stand, as a work list says it."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from accord.cases.inquiry_codes import HowToAsk, InquiryOutcome
from accord.cases.inquiry_machine import AskedState, InquiryState, ReceivedState
from accord.cases.trace_case import CaseState
from accord.cases.trace_leg import LegState
from accord.pages.marked import marked as _N
from node.casework.views import Standing
from node.desk.sighting import Source
from node.desk.waiting import WorkKind

LABELS: Final[Mapping[type[StrEnum], Mapping[Any, str]]] = MappingProxyType(
    {
        CaseState: {
            CaseState.REGISTERED: _N("Case opened"),
            CaseState.DOMESTIC_TRACE: _N("Our own registers are searched"),
            CaseState.NOTICE_SEARCH: _N("Notices are searched"),
            CaseState.HIT_FLOW: _N("Hit being confirmed"),
            CaseState.INTERNATIONAL: _N("Another State is to be asked"),
            CaseState.WAITING_LEGS: _N("Awaiting answers from abroad"),
            CaseState.ESTABLISHED: _N("Last legal record established"),
            CaseState.EXHAUSTED: _N("All requests ended without a last legal record"),
            CaseState.REOPENED: _N("Reopened"),
            CaseState.TRACED_DOMESTIC: _N("Closed: traced in our own registers"),
            CaseState.TRACED_INTERNATIONAL: _N("Closed: traced through another State"),
            CaseState.ESTABLISHED_OTHER_MEANS: _N("Closed: origin established by other means"),
            CaseState.NOT_ESTABLISHED: _N("Closed: origin not established"),
            CaseState.NOT_PURSUED: _N("Closed: not pursued"),
        },
        LegState: {
            LegState.DRAFT: _N("Draft"),
            LegState.SUBMITTED: _N("Sent, not delivered yet"),
            LegState.DELIVERED: _N("Delivered, awaiting acknowledgement"),
            LegState.ACKNOWLEDGED: _N("Acknowledged, awaiting answer"),
            LegState.INFO_REQUESTED: _N("More information asked for (ITI 21)"),
            LegState.IN_PROGRESS: _N("Search under way"),
            LegState.DELAYED: _N("Delayed (ITI 22)"),
            LegState.ANSWERED_RESTRICTED: _N("Answered with restrictions (ITI 22)"),
            LegState.REFUSED: _N("Refused (ITI 22)"),
            LegState.CLARIFYING_RESTRICTION: _N(
                "Clarification of the restriction asked for (ITI 23)"
            ),
            LegState.CLARIFYING_REFUSAL: _N("Clarification of the refusal asked for (ITI 23)"),
            LegState.ANSWERED_FULL: _N("Answered in full"),
            LegState.ANSWERED_NEGATIVE: _N("Answered: nothing found"),
            LegState.ANSWERED_REFERRED: _N("Answered: referred to another State"),
            LegState.RESTRICTION_UPHELD: _N("Restriction upheld"),
            LegState.REFUSAL_UPHELD: _N("Refusal upheld"),
            LegState.DUPLICATE: _N("Duplicate"),
            LegState.REJECTED: _N("Rejected: could not be read or verified"),
            LegState.UNDELIVERED: _N("Could not be delivered"),
            LegState.RETURNED_INCOMPLETE: _N("Returned: a question stayed unanswered"),
            LegState.WITHDRAWN: _N("Withdrawn"),
        },
        InquiryOutcome: {
            InquiryOutcome.HIT: _N("Hit"),
            InquiryOutcome.NO_HIT: _N("No hit"),
            InquiryOutcome.REFUSED: _N("Refused"),
            InquiryOutcome.UNAVAILABLE: _N("A register could not be searched"),
            InquiryOutcome.COULD_NOT_INTERPRET: _N("The description gives nothing to search by"),
        },
        HowToAsk: {
            HowToAsk.TRACE_REQUEST: _N("Send a trace request"),
            HowToAsk.HIT_CONFIRMATION: _N("Ask for confirmation of the hit"),
        },
        InquiryState: {
            InquiryState.OPEN: _N("Awaiting answers"),
            InquiryState.PARTIAL: _N("Deadline passed, answers missing"),
            InquiryState.COMPLETE: _N("Everybody has answered"),
            InquiryState.WITHDRAWN: _N("Withdrawn"),
        },
        AskedState: {
            AskedState.SENT: _N("Sent"),
            AskedState.DELIVERED: _N("Delivered"),
            AskedState.HIT: _N("Hit"),
            AskedState.NO_HIT: _N("No hit"),
            AskedState.REFUSED: _N("Refused"),
            AskedState.UNAVAILABLE: _N("A register could not be searched"),
            AskedState.COULD_NOT_INTERPRET: _N("The description gives nothing to search by"),
            AskedState.TIMED_OUT: _N("No answer in time"),
            AskedState.WITHDRAWN: _N("Withdrawn"),
        },
        ReceivedState: {
            ReceivedState.SEARCHING: _N("Our own registers are searched"),
            ReceivedState.PROPOSED: _N("An officer decides"),
            ReceivedState.ANSWERED: _N("Answered"),
            ReceivedState.WITHDRAWN: _N("Withdrawn"),
        },
        Standing: {
            Standing.SEARCHING: _N("Registers are being searched"),
            Standing.BLOCKED: _N("Blocked: identification incomplete"),
            Standing.OFFICER: _N("Waits for us"),
            Standing.ABROAD: _N("Waits for another State"),
            Standing.CLOSED: _N("Closed"),
        },
        Source: {
            Source.CASE: _N("One of our cases"),
            Source.REQUEST: _N("Request from another State"),
            Source.INQUIRY: _N("Inquiry of another member"),
            Source.REGISTER: _N("Our own register"),
            Source.OFFICER: _N("Entered by an officer"),
            Source.MEMBER: _N("Reported by a member"),
        },
        WorkKind: {
            WorkKind.REQUEST: _N("Request from abroad"),
            WorkKind.CASE: _N("Case"),
            WorkKind.HIT: _N("Hit"),
            WorkKind.INQUIRY: _N("Inquiry"),
            WorkKind.NOTICE: _N("Notice"),
            WorkKind.TRANSFER: _N("Transfer"),
            WorkKind.CERTIFICATE_CHECK: _N("Certificate"),
            WorkKind.EXEMPTION: _N("Exemption"),
        },
    }
)
