"""What an officer, a register or another room says of a lost weapon before it is a notice: pure."""

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any, Final

from accord.cases.notice import Notice
from accord.cases.notice_codes import (
    Caution,
    Distribution,
    HolderClass,
    NoticeAct,
    NoticeState,
    NoticeType,
    RequestedAction,
)
from accord.cases.trace import Preamble
from accord.dates import PartialDate
from accord.trust.policy_notice import NoticePolicy
from accord.weapons.firearm import Firearm


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDraft:
    """A lost weapon as an officer describes it; what is empty may be added before publication."""

    type: NoticeType
    firearm: Firearm
    case_reference: str = ""  # the originating case; the notice's own id where empty
    lost_from: PartialDate | None = None
    lost_to: PartialDate | None = None
    discovered: PartialDate | None = None
    reported: PartialDate | None = None
    loss_state: str = ""
    loss_place: str = ""
    holder_class: HolderClass | None = None
    batch_id: str = ""
    requested_action: RequestedAction | None = RequestedAction.SEIZE_AND_REPORT
    cautions: tuple[Caution, ...] = ()
    caution_text: str = ""
    legal_basis: str = ""
    review_date: PartialDate | None = None  # the policy's, where empty
    retained_until: PartialDate | None = None  # the policy's, where empty
    distribution: Distribution | None = Distribution.ALL_MEMBERS
    audience_group: str = ""
    audience: tuple[str, ...] = ()
    export_to_iarms: bool = False
    reason: str = ""  # what changes and why; at publication, with whom a conflict was settled
    handling: str = "OFFICIAL"
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryChange:
    """A change in a national register that may make a notice: an officer decides."""

    register: str
    record_id: str
    type: NoticeType
    firearm: Firearm
    changed_on: PartialDate | None = None
    holder_class: HolderClass | None = None

    @property
    def origin(self) -> str:
        """Which record of which register it is about."""
        return f"{self.register}: {self.record_id}"[:200]


_OWN_WORDS: Final = frozenset({"case_reference", "handling", "language"})  # of the preamble
_SHARED: Final = tuple(field.name for field in fields(NoticeDraft) if field.name not in _OWN_WORDS)


def as_notice(draft: NoticeDraft, *, notice_id: str, preamble: Preamble) -> Notice:
    """The draft as a notice that nobody has received."""
    values: dict[str, Any] = {name: getattr(draft, name) for name in _SHARED}
    return Notice(
        preamble=preamble,
        notice_id=notice_id,
        version=0,
        act=NoticeAct.PUBLISH,
        state=NoticeState.DRAFT,
        **values,
    )


def amended(notice: Notice, draft: NoticeDraft) -> Notice:
    """The notice with the draft's words; dates that the draft leaves open stay."""
    values: dict[str, Any] = {name: getattr(draft, name) for name in _SHARED}
    for name in ("review_date", "retained_until"):
        values[name] = values[name] or getattr(notice, name)
    preamble = replace(
        notice.preamble,
        case_reference=draft.case_reference or notice.preamble.case_reference,
        handling=draft.handling,
        language=draft.language,
    )
    return replace(notice, preamble=preamble, **values)


def draft_of(notice: Notice) -> NoticeDraft:
    """The notice's own words, to be changed in part; what the last version changed is not kept."""
    values: dict[str, Any] = {name: getattr(notice, name) for name in _SHARED}
    return NoticeDraft(
        **values | {"reason": ""},
        case_reference=notice.preamble.case_reference,
        handling=notice.preamble.handling,
        language=notice.preamble.language,
    )


def dated(notice: Notice, *, today: date, policy: NoticePolicy) -> Notice:
    """The notice with the policy's days of review and expiry where it names none."""
    expires = notice.retained_until or _after(today, policy.retention_days)
    review = notice.review_date or _after(today, policy.first_review_days)
    return replace(notice, retained_until=expires, review_date=_earlier(review, expires))


def validated(notice: Notice, *, today: date, policy: NoticePolicy) -> Notice:
    """The notice with its next day of review."""
    review = _after(today, policy.review_days)
    return replace(notice, review_date=_earlier(review, notice.retained_until or review))


def of_change(change: RegistryChange, *, member: str) -> NoticeDraft:
    """What a register's change says of a lost weapon; the rest is for an officer to add."""
    return NoticeDraft(
        type=change.type,
        firearm=change.firearm,
        case_reference=change.record_id,
        lost_from=change.changed_on,
        lost_to=change.changed_on,
        loss_state=member,
        holder_class=change.holder_class,
    )


def _after(today: date, days: int) -> PartialDate:
    return PartialDate.of(today + timedelta(days=days))


def _earlier(review: PartialDate, expires: PartialDate) -> PartialDate:
    """The review, but not after the expiry; a date that is no full day is refused later."""
    if review.day is None or expires.day is None:
        return review
    return min(review, expires)
