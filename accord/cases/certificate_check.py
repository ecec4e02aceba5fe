"""The issuing State's verdict on a certificate that was presented: one of nine, and why.

The gravest finding speaks: a document that was never issued or was altered is called so even where
it has also expired. Authority is judged as at the signature and never as at today.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from accord.cases.certificate import (
    Certificate,
    CertificateVerificationRequest,
    ItemQuantity,
    SignedCertificate,
)
from accord.cases.certificate_codes import (
    AuthenticationMethod,
    CheckPurpose,
    CheckResult,
    SignatoryPower,
)
from accord.cases.certificate_form import check_signature, differing, digest
from accord.cases.certificate_ledger import Use, exceeded, remaining
from accord.cases.machine import Machine
from accord.cases.signatory import Signatory, authorised
from accord.dates import PartialDate
from accord.errors import AccordError


class CheckState(StrEnum):
    """Where a verification stands; OVERDUE is a flag with a clock and no state."""

    ASKED = "ASKED"
    ANSWERED = "ANSWERED"
    UNDELIVERED = "UNDELIVERED"


class CheckEvent(StrEnum):
    """What may happen to a verification."""

    ANSWER = "ANSWER"
    CORRECT = "CORRECT"  # the issuing State takes an answer back: a revocation reaches here too
    FAIL_DELIVERY = "FAIL_DELIVERY"


CERTIFICATE_CHECK: Final = Machine(
    "certificate_check",
    CheckState.ASKED,
    MappingProxyType(
        {
            (CheckState.ASKED, CheckEvent.ANSWER): CheckState.ANSWERED,
            (CheckState.ASKED, CheckEvent.FAIL_DELIVERY): CheckState.UNDELIVERED,
            (CheckState.ANSWERED, CheckEvent.CORRECT): CheckState.ANSWERED,
            # It overtook the answer, which then comes too late to count.
            (CheckState.ASKED, CheckEvent.CORRECT): CheckState.ANSWERED,
            (CheckState.UNDELIVERED, CheckEvent.CORRECT): CheckState.ANSWERED,
            # The hub gave it up while a courier had it: the answer counts.
            (CheckState.UNDELIVERED, CheckEvent.ANSWER): CheckState.ANSWERED,
        }
    ),
)


class SpecimenComparison(StrEnum):
    """What an officer of the issuing State sees beside the specimens."""

    SAME = "SAME"
    DIFFERENT = "DIFFERENT"
    UNDECIDED = "UNDECIDED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the issuing State's own register holds under a number."""

    issued: SignedCertificate
    signatory: Signatory | None = None
    revoked_from_ms: int | None = None
    revoked_because: str = ""
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The result and what it rests on."""

    result: CheckResult
    differing: tuple[str, ...] = ()
    used_for: str = ""
    reason: str = ""
    effective_from_ms: int | None = None
    remaining: tuple[ItemQuantity, ...] = ()


def granted(certificate: Certificate) -> Mapping[int, int]:
    """The quantity of each item, counted from 1."""
    return {number: item.quantity for number, item in enumerate(certificate.items, 1)}


def signed_at_ms(certificate: Certificate) -> int:
    """The instant of signature; the last one of its day where only the day is known.

    An official whose authority ended on that day is so not taken to have signed before it ended.
    """
    if certificate.signed_ms is not None:
        return certificate.signed_ms
    return last_ms(certificate.issued) if certificate.issued else 0


def last_ms(day: PartialDate) -> int:
    """The last millisecond of a day, a month or a year, in UTC."""
    year, month = day.year, day.month or 12
    if day.day is not None:
        end = datetime.combine(date(year, month, day.day), datetime.max.time(), UTC)
    elif (year, month) == (9999, 12):
        end = datetime.max.replace(tzinfo=UTC)
    else:
        following = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        end = datetime.combine(following, datetime.max.time(), UTC)
    return int(end.timestamp() * 1000)


def needs_comparison(asked: CertificateVerificationRequest, record: Record | None) -> bool:
    """Whether only a look at the specimens can tell: a paper whose image we did not make."""
    return (
        record is not None
        and record.issued.method is AuthenticationMethod.SPECIMEN_COMPARISON
        and not differing(record.issued.certificate, asked.presented.certificate)
        and asked.presented.image_digest != record.issued.image_digest
    )


def judge(
    asked: CertificateVerificationRequest,
    record: Record | None,
    *,
    asker: str,
    now_ms: int,
    comparison: SpecimenComparison | None = None,
) -> Verdict:
    """The verdict on what was presented, as the register stands now.

    Where `needs_comparison`, a verdict without an officer's comparison is CANNOT_VERIFY.
    """
    if record is None:
        return Verdict(result=CheckResult.NOT_ISSUED)
    certificate = record.issued.certificate
    changed = differing(certificate, asked.presented.certificate)
    if not changed and asked.document_digest != digest(certificate):
        changed = ("document_digest",)
    if changed:
        return Verdict(result=CheckResult.AUTHENTIC_BUT_ALTERED, differing=changed[:100])
    return (
        withdrawn(record)
        or _unsigned(asked.presented, record, needs_comparison(asked, record), comparison)
        or _expired(certificate, now_ms)
        or _used(asked, record, asker)
    )


def withdrawn(record: Record) -> Verdict | None:
    """Why the certificate no longer holds, or never did: revoked, or its official had no power."""
    if record.revoked_from_ms is not None:
        return Verdict(
            result=CheckResult.REVOKED,
            reason=record.revoked_because,
            effective_from_ms=record.revoked_from_ms,
        )
    signatory, at_ms = record.signatory, signed_at_ms(record.issued.certificate)
    if signatory is None or not authorised(signatory, SignatoryPower.END_USER_CERTIFICATE, at_ms):
        return Verdict(
            result=CheckResult.SIGNATORY_NOT_AUTHORISED_ON_DATE,
            effective_from_ms=signatory.revoked_from_ms if signatory else None,
        )
    return None


def _unsigned(
    presented: SignedCertificate,
    record: Record,
    compare: bool,
    comparison: SpecimenComparison | None,
) -> Verdict | None:
    if record.issued.method is AuthenticationMethod.DIGITAL_SIGNATURE:
        return _badly_signed(presented, record)
    match comparison if compare else SpecimenComparison.SAME:
        case SpecimenComparison.SAME:
            return None
        case SpecimenComparison.DIFFERENT:
            return Verdict(result=CheckResult.AUTHENTIC_BUT_ALTERED, differing=("image_digest",))
        case SpecimenComparison.UNDECIDED:
            return _unknown("the image does not allow a comparison with the specimens")
        case None:
            return _unknown("the image was not compared with the specimens")


def _badly_signed(presented: SignedCertificate, record: Record) -> Verdict | None:
    if presented.method is not AuthenticationMethod.DIGITAL_SIGNATURE:
        return _unknown("it was issued with a digital signature: present it with that")
    try:
        check_signature(presented, record.signatory.public_key if record.signatory else b"")
    except AccordError:
        return Verdict(result=CheckResult.AUTHENTIC_BUT_ALTERED, differing=("signature",))
    return None


def _unknown(reason: str) -> Verdict:
    return Verdict(result=CheckResult.CANNOT_VERIFY, reason=reason)


def _expired(certificate: Certificate, now_ms: int) -> Verdict | None:
    if certificate.expires is not None and now_ms > last_ms(certificate.expires):
        return Verdict(result=CheckResult.EXPIRED)
    return None


def _used(asked: CertificateVerificationRequest, record: Record, asker: str) -> Verdict:
    certificate = record.issued.certificate
    this = (asker, asked.transfer)
    others = [use.transfer for use in record.uses if (use.member, use.transfer) != this]
    if others and not certificate.several_transfers:
        return Verdict(result=CheckResult.ALREADY_USED_FOR, used_for=others[0])
    left = remaining(granted(certificate), record.uses, (asker, asked.transfer, asked.shipment))
    nothing = asked.purpose is CheckPurpose.AUTHORISATION and not any(left.values())
    if nothing or exceeded(left, asked.quantities):
        return Verdict(result=CheckResult.QUANTITY_EXHAUSTED)
    if asked.purpose is CheckPurpose.DISPATCH:
        shipped = Use(member=asker, transfer=asked.transfer, quantities=asked.quantities)
        left = remaining(left, [shipped])
    return Verdict(
        result=CheckResult.AUTHENTIC,
        remaining=tuple(ItemQuantity(item=item, quantity=n) for item, n in left.items()),
    )
