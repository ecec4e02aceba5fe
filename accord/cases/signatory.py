"""Officials with the power to sign, and whether one had it at a given instant (A/75/78, para 116).

Nothing is overwritten: each change of an official's status says when it takes effect and when it
was entered, so that authority can be judged as at the date of a signature and never as at today.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from accord.cases.certificate_codes import SignatoryPower, SignatoryStatus
from accord.cases.machine import Machine
from accord.cases.trace import Preamble
from accord.errors import PolicyError


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryChange:
    """One change of status: since when it holds, when it was entered, and why."""

    status: SignatoryStatus
    effective_from_ms: int
    recorded_ms: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """One official of a State, with the specimens that a signature is compared with."""

    official: str  # a token; the name stays with the State
    function: str = ""
    authority: str = ""
    state: str = ""
    powers: tuple[SignatoryPower, ...] = ()
    valid_from_ms: int | None = None
    valid_to_ms: int | None = None
    specimen_digest: bytes = b""  # SHA-256 of the image of the specimen signature
    stamp_digest: bytes = b""  # SHA-256 of the image of the stamp
    public_key: bytes = b""  # Ed25519
    changes: tuple[SignatoryChange, ...] = ()  # in the order of their entry

    @property
    def status(self) -> SignatoryStatus:
        """Where the official stands by the last entry."""
        return self.changes[-1].status if self.changes else SignatoryStatus.PENDING

    @property
    def revoked_from_ms(self) -> int | None:
        """Since when the authority is revoked; it may lie before the entry."""
        last = self.changes[-1] if self.changes else None
        return last.effective_from_ms if last and last.status is SignatoryStatus.REVOKED else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryEntry:
    """A register entry lodged with another State, each version in a message of its own."""

    preamble: Preamble
    signatory: Signatory


class SignatoryEvent(StrEnum):
    """What may happen to an entry."""

    ACTIVATE = "ACTIVATE"  # by another officer than the one who entered it
    SUSPEND = "SUSPEND"
    REINSTATE = "REINSTATE"
    REVOKE = "REVOKE"


_S = SignatoryStatus
_E = SignatoryEvent

SIGNATORY: Final = Machine(
    "signatory",
    SignatoryStatus.PENDING,
    MappingProxyType(
        {
            (_S.PENDING, _E.ACTIVATE): _S.ACTIVE,
            (_S.ACTIVE, _E.SUSPEND): _S.SUSPENDED,
            (_S.SUSPENDED, _E.REINSTATE): _S.ACTIVE,
            (_S.PENDING, _E.REVOKE): _S.REVOKED,
            (_S.ACTIVE, _E.REVOKE): _S.REVOKED,
            (_S.SUSPENDED, _E.REVOKE): _S.REVOKED,
        }
    ),
)


def changed(
    signatory: Signatory,
    event: SignatoryEvent,
    *,
    effective_from_ms: int,
    recorded_ms: int,
    reason: str,
) -> Signatory:
    """The entry after one more change.

    Raises:
        TransitionError: the event is not allowed in the entry's status.
        PolicyError: `signatory.effective_from`: in the future, or in the past without revoking.
    """
    status = SIGNATORY.step(signatory.status, event)
    if effective_from_ms > recorded_ms:
        raise PolicyError(
            "signatory.effective_from",
            "effective_from_ms: lies in the future; enter the change when it takes effect",
        )
    if effective_from_ms < recorded_ms and event is not SignatoryEvent.REVOKE:
        raise PolicyError(
            "signatory.effective_from", "effective_from_ms: only a revocation may reach back"
        )
    change = SignatoryChange(
        status=status,
        effective_from_ms=effective_from_ms,
        recorded_ms=recorded_ms,
        reason=reason,
    )
    return replace(signatory, changes=(*signatory.changes, change))


def status_at(changes: Sequence[SignatoryChange], at_ms: int) -> SignatoryStatus:
    """The status at an instant, as everything entered since tells it.

    A revocation is final from its effective date on, whatever was entered before it.
    """
    if any(one.status is _S.REVOKED and one.effective_from_ms <= at_ms for one in changes):
        return _S.REVOKED
    held = [one.status for one in changes if one.effective_from_ms <= at_ms]
    return held[-1] if held else _S.PENDING


def authorised(signatory: Signatory, power: SignatoryPower, at_ms: int) -> bool:
    """Whether the official could sign at this instant: appointed, with the power, and active."""
    return (
        power in signatory.powers
        and (signatory.valid_from_ms or 0) <= at_ms
        and (signatory.valid_to_ms is None or at_ms < signatory.valid_to_ms)
        and status_at(signatory.changes, at_ms) is _S.ACTIVE
    )
