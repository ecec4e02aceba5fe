"""The life of a notice, kept alike by its owner and by everybody who received it.

CANCEL and CLEAR are two acts: a cancelled notice was never a valid record, a cleared one was valid
and is satisfied (NCIC keeps the two apart for the same reason).
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from accord.cases.machine import Machine
from accord.cases.notice_codes import NoticeAct, NoticeState


class NoticeEvent(StrEnum):
    """What may happen to a notice; all but the first and the last reach its audience."""

    DISCARD = "DISCARD"  # a draft
    PUBLISH = "PUBLISH"
    AMEND = "AMEND"
    VALIDATE = "VALIDATE"
    SUSPEND = "SUSPEND"  # not validated in grace, or by an officer's decision
    RECOVER = "RECOVER"
    RESUME = "RESUME"
    CANCEL = "CANCEL"
    CLEAR = "CLEAR"
    EXPIRE = "EXPIRE"
    COME_UP_FOR_REVIEW = "COME_UP_FOR_REVIEW"


_S = NoticeState
_E = NoticeEvent

# Still looked for; a suspended notice is flagged, and found all the same.
SEARCHED: Final = frozenset({_S.ACTIVE, _S.REVIEW_DUE, _S.SUSPENDED})
IN_FORCE: Final = SEARCHED | {_S.RECOVERED_PENDING}
ENDED: Final = frozenset({_S.CANCELLED, _S.CLEARED, _S.EXPIRED})
PUBLISHED: Final = IN_FORCE | ENDED

_PATH: Final = {
    (_S.DRAFT, _E.PUBLISH): _S.ACTIVE,
    (_S.DRAFT, _E.DISCARD): _S.DISCARDED,
    (_S.ACTIVE, _E.COME_UP_FOR_REVIEW): _S.REVIEW_DUE,
    (_S.ACTIVE, _E.SUSPEND): _S.SUSPENDED,
    (_S.REVIEW_DUE, _E.SUSPEND): _S.SUSPENDED,
    (_S.RECOVERED_PENDING, _E.CLEAR): _S.CLEARED,
    (_S.RECOVERED_PENDING, _E.RESUME): _S.ACTIVE,
}
NOTICE: Final = Machine(
    "notice",
    NoticeState.DRAFT,
    MappingProxyType(
        _PATH
        # A change is no validation: only VALIDATE says that the record is still true.
        | {(state, _E.AMEND): state for state in SEARCHED}
        | {(state, _E.VALIDATE): _S.ACTIVE for state in SEARCHED}
        | {(state, _E.RECOVER): _S.RECOVERED_PENDING for state in SEARCHED}
        | {(state, _E.CANCEL): _S.CANCELLED for state in IN_FORCE}
        | {(state, _E.EXPIRE): _S.EXPIRED for state in IN_FORCE}
    ),
)

# The states that a version with this act can announce.
ANNOUNCED: Final[Mapping[NoticeAct, frozenset[NoticeState]]] = MappingProxyType(
    {
        act: frozenset(
            after for (_, event), after in NOTICE.table.items() if event == NoticeEvent(act)
        )
        for act in NoticeAct
    }
)
