"""A lost-weapon notice, version by version, and who has applied which (A/75/78, para 88)."""

from dataclasses import dataclass

from accord.cases.notice_codes import (
    CancelReason,
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
from accord.weapons.firearm import Firearm


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One version of a notice: whole, so that nobody needs the versions before it.

    The originating case number is the preamble's case reference (NCIC OCA).
    """

    preamble: Preamble
    notice_id: str  # of its owner's choice; never used again
    version: int  # from 1, one more with each act
    act: NoticeAct
    state: NoticeState
    type: NoticeType
    firearm: Firearm
    lost_from: PartialDate | None = None
    lost_to: PartialDate | None = None  # equal to lost_from where the day is known
    discovered: PartialDate | None = None  # A/75/78, para 60
    reported: PartialDate | None = None
    loss_state: str = ""
    loss_place: str = ""
    holder_class: HolderClass | None = None
    batch_id: str = ""  # one notice for each numbered weapon of one loss
    requested_action: RequestedAction | None = None
    cautions: tuple[Caution, ...] = ()
    caution_text: str = ""
    legal_basis: str = ""  # for circulation
    review_date: PartialDate | None = None  # a full day
    retained_until: PartialDate | None = None  # a full day
    distribution: Distribution | None = None
    audience_group: str = ""  # with GROUP
    audience: tuple[str, ...] = ()  # with LIST: member ids
    export_to_iarms: bool = False
    cancel_reason: CancelReason | None = None  # with CANCEL
    reason: str = ""  # what this version changes, and why


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedRegister:
    """A register behind a member in which a version was searched for."""

    register: str
    searched_ms: int | None = None
    data_as_of_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedVersion:
    """A version that a member has made its own."""

    notice_id: str
    version: int
    applied_ms: int | None = None
    registers: tuple[AppliedRegister, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeApplied:
    """Tells the owner which versions of its notices a member has applied, and since when."""

    preamble: Preamble
    applied: tuple[AppliedVersion, ...] = ()
