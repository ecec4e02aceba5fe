"""The signed regional policy: deadlines are policy, never code (ITI 18 sets no number of days)."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from accord.errors import FormatError
from accord.trust.fields import Fields, read_object
from accord.trust.policy_calendars import (
    NationalCalendar,
    check_holidays,
    check_weekend,
    read_calendars,
)
from accord.trust.policy_certificate import CertificatePolicy, read_certificate_policy
from accord.trust.policy_exemption import ExemptionPolicy, read_exemption_policy
from accord.trust.policy_inquiry import InquiryPolicy, read_inquiry
from accord.trust.policy_notice import NoticePolicy, read_notice_policy
from accord.trust.policy_retention import RetentionPolicy, read_retention
from accord.trust.policy_statistics import StatisticsPolicy, read_statistics
from accord.trust.policy_successors import SuccessorRule, read_successors
from accord.trust.policy_transfer import TransferPolicy, read_transfer_policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """The clocks of a region; the defaults are a proposal that a region's signed policy replaces.

    Days are calendar days unless the name says otherwise. Weekend days count from Monday as 0.
    """

    acknowledge_working_days: int = 2
    acknowledge_urgent_hours: int = 4
    respond_days: int = 30
    respond_urgent_days: int = 1
    clarify_days: int = 15
    silence_days: int = 60  # a question unanswered for so long returns the request
    remind_after_days: int = 1  # from a deadline that passed to the first reminder
    remind_every_days: int = 7
    reminders_at_most: int = 3  # about one deadline; the last one escalates
    weekend: tuple[int, ...] = (5, 6)
    holidays: frozenset[str] = frozenset()  # ISO dates, YYYY-MM-DD


def _no_calendars() -> Mapping[str, NationalCalendar]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One verified version of the regional policy."""

    version: int
    expires_ms: int
    deadlines: Deadlines
    calendars: Mapping[str, NationalCalendar] = field(default_factory=_no_calendars)  # by State
    inquiry: InquiryPolicy = field(default_factory=InquiryPolicy)
    notices: NoticePolicy = field(default_factory=NoticePolicy)
    retention: RetentionPolicy = field(default_factory=RetentionPolicy)
    statistics: StatisticsPolicy = field(default_factory=StatisticsPolicy)
    transfers: TransferPolicy = field(default_factory=TransferPolicy)
    max_referral_depth: int = 8  # legs of one case
    max_message_days: int = 30  # from creation to not-after
    clock_skew_seconds: int = 300  # how far ahead a sender's clock may be
    offline_grace_days: int = 14  # how long a node works on when it cannot learn of new trust
    witnesses: tuple[str, ...] = ()  # the members whose nodes cosign the hub's log
    witness_quorum: int = 0  # how many of them make a checkpoint witnessed
    certificate: CertificatePolicy = field(default_factory=CertificatePolicy)
    exemption: ExemptionPolicy = field(default_factory=ExemptionPolicy)
    successors: tuple[SuccessorRule, ...] = ()  # who answers for a former State's factories


def read_policy(payload: bytes) -> Policy:
    """The policy in a verified payload; absent numbers take the proposal's.

    Raises:
        FormatError: names the field.
    """
    fields = read_object(payload, "policy")
    policy = Policy(
        version=fields.integer("version"),
        expires_ms=fields.integer("expires_ms"),
        deadlines=_deadlines(fields.inner("deadlines")),
        calendars=read_calendars(fields),
        inquiry=_inquiry(fields.optional_inner("inquiry")),
        notices=read_notice_policy(fields.optional_inner("notices")),
        retention=read_retention(fields.optional_inner("retention")),
        statistics=read_statistics(fields.optional_inner("statistics")),
        transfers=read_transfer_policy(fields.optional_inner("transfers")),
        max_referral_depth=fields.integer("max_referral_depth", 8),
        max_message_days=fields.integer("max_message_days", 30),
        clock_skew_seconds=fields.integer("clock_skew_seconds", 300),
        offline_grace_days=fields.integer("offline_grace_days", 14),
        witnesses=fields.texts("witnesses"),
        witness_quorum=fields.integer("witness_quorum", 0),
        certificate=read_certificate_policy(fields.optional_inner("certificate")),
        exemption=read_exemption_policy(fields.optional_inner("exemption")),
        successors=read_successors(fields),
    )
    fields.done()
    if policy.witness_quorum > len(set(policy.witnesses)):
        raise FormatError(
            "policy.quorum", "policy.witness_quorum: more than there are different witnesses"
        )
    return policy


def _deadlines(fields: Fields) -> Deadlines:
    proposal = Deadlines()
    names = [field.name for field in dataclasses.fields(Deadlines) if field.type is int]
    numbers = {name: fields.integer(name, getattr(proposal, name)) for name in names}
    deadlines = Deadlines(
        **numbers,
        weekend=fields.integers("weekend", proposal.weekend),
        holidays=frozenset(fields.texts("holidays")),
    )
    fields.done()
    check_weekend(deadlines.weekend, "policy.deadlines.weekend")
    check_holidays(deadlines.holidays, "policy.deadlines.holidays")
    if not deadlines.remind_every_days:
        raise FormatError(
            "policy.reminders", "policy.deadlines.remind_every_days: at least one day"
        )
    return deadlines


def _inquiry(fields: Fields | None) -> InquiryPolicy:
    return InquiryPolicy() if fields is None else read_inquiry(fields)
