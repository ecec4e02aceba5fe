"""The life of a hit, kept alike by the finder and by the notice's owner (SIS art 39; Nlets YQ/YR).

A hit is a lead. Two questions are answered before anybody acts on it: is it identical, and is the
notice still active? A late answer counts in every state that still waits for one.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from accord.cases.hit_codes import HitAction, HitAnswer, NotConfirmedReason
from accord.cases.machine import Machine
from accord.cases.notice_codes import NoticeState


class HitState(StrEnum):
    """Where a hit stands."""

    CANDIDATE = "CANDIDATE"
    DISMISSED = "DISMISSED"
    CONFIRMATION_REQUESTED = "CONFIRMATION_REQUESTED"
    AWAITING = "AWAITING"  # the owner will confirm by a stated time
    ESCALATED = "ESCALATED"
    CONFIRMED = "CONFIRMED"
    NOT_CONFIRMED = "NOT_CONFIRMED"
    SEIZED = "SEIZED"
    DISCREETLY_REPORTED = "DISCREETLY_REPORTED"
    RELEASED = "RELEASED"
    RECOVERED = "RECOVERED"
    DISPOSED = "DISPOSED"


class HitEvent(StrEnum):
    """What may happen to a hit."""

    DISMISS = "DISMISS"
    REQUEST = "REQUEST"
    CONFIRM = "CONFIRM"
    NEGATE = "NEGATE"
    PROMISE = "PROMISE"
    REPEAT = "REPEAT"  # the time has passed without an answer: the next request
    ESCALATE = "ESCALATE"  # the time of the last request has passed
    SEIZE = "SEIZE"
    REPORT_DISCREETLY = "REPORT_DISCREETLY"
    RELEASE = "RELEASE"
    REPORT_RECOVERY = "REPORT_RECOVERY"
    RECORD_DISPOSITION = "RECORD_DISPOSITION"
    LOSE_NOTICE = "LOSE_NOTICE"  # it was cancelled: it never was a ground for anything
    OUTLIVE_NOTICE = "OUTLIVE_NOTICE"  # it was cleared or has expired before it was confirmed


_S = HitState
_E = HitEvent

WAITING: Final = frozenset({_S.CONFIRMATION_REQUESTED, _S.AWAITING, _S.ESCALATED})
UNCONFIRMED: Final = WAITING | {_S.CANDIDATE}
OPEN: Final = UNCONFIRMED | {_S.CONFIRMED, _S.SEIZED, _S.RECOVERED}
SETTLED: Final = frozenset(HitState) - OPEN

_PATH: Final = {
    (_S.CANDIDATE, _E.REQUEST): _S.CONFIRMATION_REQUESTED,
    (_S.CONFIRMED, _E.SEIZE): _S.SEIZED,
    (_S.CONFIRMED, _E.REPORT_DISCREETLY): _S.DISCREETLY_REPORTED,
    (_S.CONFIRMED, _E.RELEASE): _S.RELEASED,
    # Until somebody has acted on it, the owner may take a confirmation back.
    (_S.CONFIRMED, _E.NEGATE): _S.NOT_CONFIRMED,
    (_S.SEIZED, _E.REPORT_RECOVERY): _S.RECOVERED,
    (_S.RECOVERED, _E.RECORD_DISPOSITION): _S.DISPOSED,
}
_ON_ANSWER: Final = {
    _E.CONFIRM: _S.CONFIRMED,
    _E.NEGATE: _S.NOT_CONFIRMED,
    _E.PROMISE: _S.AWAITING,
}
HIT: Final = Machine(
    "hit",
    HitState.CANDIDATE,
    MappingProxyType(
        _PATH
        | {(state, event): after for state in WAITING for event, after in _ON_ANSWER.items()}
        | {(state, _E.DISMISS): _S.DISMISSED for state in UNCONFIRMED}
        | {
            (state, event): after
            for state in (_S.CONFIRMATION_REQUESTED, _S.AWAITING)
            for event, after in (
                (_E.REPEAT, _S.CONFIRMATION_REQUESTED),
                (_E.ESCALATE, _S.ESCALATED),
            )
        }
        | {(state, _E.LOSE_NOTICE): _S.NOT_CONFIRMED for state in OPEN}
        | {(state, _E.OUTLIVE_NOTICE): _S.NOT_CONFIRMED for state in UNCONFIRMED}
    ),
)

ANSWER_EVENTS: Final[Mapping[HitAnswer, HitEvent]] = MappingProxyType(
    {
        HitAnswer.CONFIRMED: HitEvent.CONFIRM,
        HitAnswer.CONFIRMED_ACTION_PENDING: HitEvent.CONFIRM,
        HitAnswer.IN_PROCESS: HitEvent.PROMISE,
        HitAnswer.NOT_CONFIRMED: HitEvent.NEGATE,
    }
)
ACTION_EVENTS: Final[Mapping[HitAction, HitEvent]] = MappingProxyType(
    {
        HitAction.SEIZED: HitEvent.SEIZE,
        HitAction.DISCREETLY_REPORTED: HitEvent.REPORT_DISCREETLY,
        HitAction.RELEASED: HitEvent.RELEASE,
    }
)
# What the end of a notice does to its open hits, and what the finder is told.
NOTICE_ENDS: Final[Mapping[NoticeState, tuple[HitEvent, NotConfirmedReason]]] = MappingProxyType(
    {
        NoticeState.CANCELLED: (HitEvent.LOSE_NOTICE, NotConfirmedReason.NOTICE_CANCELLED),
        NoticeState.CLEARED: (HitEvent.OUTLIVE_NOTICE, NotConfirmedReason.NOTICE_CLEARED),
        NoticeState.EXPIRED: (HitEvent.OUTLIVE_NOTICE, NotConfirmedReason.NOTICE_EXPIRED),
    }
)


def lapse(requests_made: int, most: int) -> HitEvent:
    """What happens when the owner's time has passed: ask again, or escalate."""
    return HitEvent.REPEAT if requests_made < most else HitEvent.ESCALATE
