"""What must hold before an export is authorised and before a shipment leaves.

Each guard is one rule with its source. `check_export` and `check_dispatch` apply them in the order
in which an officer would look.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from accord.cases.ledger import Ledger
from accord.cases.transfer import ImportAuthorisation, Licence, TransferFile
from accord.cases.transfer_codes import (
    AuthorisationDecision,
    PsvConsent,
    RiskResult,
    ScreeningResult,
    TransferType,
)
from accord.cases.transfer_delivery import ShipmentDispatched
from accord.cases.transit import CLEAR, TransitState
from accord.dates import PartialDate
from accord.errors import PolicyError
from accord.trust.policy_transfer import TransferPolicy

DAY_MS: Final = 24 * 3_600_000
AUTHENTIC: Final = "AUTHENTIC"
TEMPORARY: Final = frozenset(one for one in TransferType if one.name.startswith("TEMPORARY"))
_PASSES_ON: Final = frozenset({TransferType.RE_EXPORT, TransferType.RETRANSFER})


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateStanding:
    """What is known of an end-user certificate: the issuing State's answer, and when it came."""

    result: str  # one of the nine results; AUTHENTIC alone lets a transfer go on
    verified_ms: int = 0
    remaining: int | None = None  # weapons that may still be sent under it; None: not limited
    verify_again: bool = False  # it is in doubt since: a signatory lost its authority


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionStanding:
    """What is known of a regional exemption certificate."""

    granted: bool
    remaining: int | None = None
    expires: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One State on the way, and where its word stands."""

    state: str
    standing: TransitState


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Everything that an authorisation or a dispatch rests on, as of now."""

    file: TransferFile
    import_answer: ImportAuthorisation | None
    passages: Sequence[Passage]
    certificate: CertificateStanding | None
    exemption: ExemptionStanding | None
    certificate_days: int  # an older verification is made again before weapons leave
    exemption_required: bool  # whether the region requires a certificate of every transfer
    retransfer_consent: bool  # the consent that the file names was given, and its terms accepted
    policy: TransferPolicy
    today: PartialDate
    now_ms: int


def check_export(grounds: Grounds, export: Licence) -> None:
    """Passes where the export may be authorised.

    Raises:
        PolicyError: the first guard that does not hold, with what to do.
    """
    check_risk(grounds.file)
    check_screening(grounds.file)
    check_certificate(grounds.certificate)
    check_import_authorised(grounds.import_answer, grounds.today)
    check_end_user(grounds.file, grounds.import_answer)
    check_transits(grounds.passages)
    check_exemption(grounds)
    check_retransfer(grounds)
    check_expiry(export, grounds.import_answer, grounds.today)


def check_dispatch(
    grounds: Grounds, ledger: Ledger, dispatch: ShipmentDispatched, suspended: str
) -> Ledger:
    """The ledger after the shipment, where the shipment may leave.

    Raises:
        PolicyError: the first guard that does not hold, with what to do.
    """
    if suspended:
        raise PolicyError(
            "transfer.suspended", "nothing more may leave under this file: see why it is suspended"
        )
    check_import_authorised(grounds.import_answer, grounds.today)
    check_dispatch_date(dispatch, grounds.file)
    check_entry_date(dispatch, grounds.import_answer)
    check_transits(grounds.passages)
    check_certificate(grounds.certificate)
    check_certificate_fresh(grounds)
    check_exemption(grounds)
    drawn = ledger.draw(dispatch.shipment, dispatch.items)
    if drawn is not ledger:
        check_certificate_quantity(grounds, dispatch)
    return drawn


def check_risk(file: TransferFile) -> None:
    """No export at an overriding risk (ATT 7(3))."""
    if file.risk_result is RiskResult.OVERRIDING:
        raise PolicyError("transfer.risk", "risk_result: an overriding risk excludes the export")


def check_screening(file: TransferFile) -> None:
    """No export into an embargo, and none unscreened (ATT 6; ITI 6(b); A/75/78, para 28)."""
    if not file.embargo_screenings:
        raise PolicyError("transfer.not_screened", "embargo_screenings: screen the transfer first")
    if any(one.result is ScreeningResult.EMBARGOED for one in file.embargo_screenings):
        raise PolicyError("transfer.embargo", "embargo_screenings: an embargo excludes the export")


def check_certificate(standing: CertificateStanding | None) -> None:
    """The issuing State must have said that the certificate is authentic (FP 10(5))."""
    if standing is None:
        raise PolicyError(
            "transfer.certificate_unknown",
            "certificate_number: present the certificate and have its issuing State verify it",
        )
    if standing.result != AUTHENTIC:
        raise PolicyError(
            "transfer.certificate",
            f"certificate_number: its issuing State answered {standing.result}; present another",
        )


def check_certificate_fresh(grounds: Grounds) -> None:
    """An old verification is made again before weapons leave (A/75/78, paras 52, 116)."""
    standing, days = grounds.certificate, grounds.certificate_days
    if standing is None:
        return
    if standing.verify_again or grounds.now_ms - standing.verified_ms > days * DAY_MS:
        raise PolicyError(
            "transfer.certificate_stale",
            f"certificate_number: in doubt, or over {days} days since verified; verify it again",
        )


def check_certificate_quantity(grounds: Grounds, dispatch: ShipmentDispatched) -> None:
    """No certificate covers more than it names, over all shipments and files (A/75/78, para 52)."""
    count = sum(one.quantity for one in dispatch.items)
    limits = {
        "certificate_number": grounds.certificate.remaining if grounds.certificate else None,
        "exemption_number": grounds.exemption.remaining if grounds.exemption else None,
    }
    for name, remaining in limits.items():
        if remaining is not None and count > remaining:
            raise PolicyError(
                "transfer.certificate_exhausted",
                f"{name}: {count} is more than the {remaining} that remain under it",
            )


def check_import_authorised(answer: ImportAuthorisation | None, today: PartialDate) -> None:
    """The importing State comes first, and its licence must still hold (FP 10(2)(a))."""
    if answer is None:
        raise PolicyError(
            "transfer.import_missing", "wait for the importing State's authorisation (FP 10(2)(a))"
        )
    if answer.decision is not AuthorisationDecision.ISSUED or answer.licence is None:
        raise PolicyError(
            "transfer.import_not_authorised", f"the importing State's decision: {answer.decision}"
        )
    if not _holds(answer.licence, today):
        raise PolicyError(
            "transfer.import_expired", "the import authorisation has expired: ask for a new one"
        )


def check_end_user(file: TransferFile, answer: ImportAuthorisation | None) -> None:
    """No weapon for a non-State actor that its State has not authorised (ECOWAS 3(2))."""
    if file.end_user.non_state and not (answer is not None and answer.non_state_authorised):
        raise PolicyError(
            "transfer.non_state_end_user",
            "end_user: a non-State actor needs the importing State's explicit authorisation (E9)",
        )


def check_transits(passages: Sequence[Passage]) -> None:
    """Every State on the way, in writing and before shipment (FP 10(2)(b); 258/2012, 7)."""
    for passage in passages:
        if passage.standing not in CLEAR:
            raise PolicyError(
                "transfer.transit_not_clear",
                f"{passage.state}: its word is {passage.standing}; wait for its written "
                "no-objection, accept its conditions, or change the route",
            )


def check_exemption(grounds: Grounds) -> None:
    """Where the region requires it, its certificate must be granted and hold (ECOWAS 4, 5)."""
    exemption = grounds.exemption
    if not grounds.exemption_required and not grounds.file.exemption_number:
        return
    if exemption is None or not exemption.granted:
        raise PolicyError(
            "transfer.exemption_missing",
            "exemption_number: the region's exemption certificate must be granted first",
        )
    if exemption.expires is not None and grounds.today > exemption.expires:
        raise PolicyError(
            "transfer.exemption_expired", "exemption_number: the certificate has expired"
        )


def check_retransfer(grounds: Grounds) -> None:
    """What came under a promise goes on only with its exporter's consent (A/75/78, para 50)."""
    if grounds.file.type in _PASSES_ON and not grounds.retransfer_consent:
        raise PolicyError(
            "transfer.retransfer_consent",
            "retransfer_consent: name a consent that the first exporting State has granted",
        )


def check_expiry(export: Licence, answer: ImportAuthorisation | None, today: PartialDate) -> None:
    """No export licence outlives the import licence (Regulation (EC) 258/2012, 7(5))."""
    if not _holds(export, today):
        raise PolicyError("transfer.export_expired", "expires: the day has passed")
    if answer is not None and answer.licence is not None:
        last = answer.licence.expires
        if export.expires > last:
            raise PolicyError(
                "transfer.export_outlives_import",
                f"expires: the import authorisation ends on {last}; choose that day or an earlier",
            )


def check_dispatch_date(dispatch: ShipmentDispatched, file: TransferFile) -> None:
    """Nothing leaves before its licence is issued or after it has ended (FP 10(3))."""
    licence = file.export_authorisation
    if licence is None:
        raise PolicyError("transfer.export_missing", "authorise the export first (FP 10(2))")
    if not licence.issued <= dispatch.exit_date <= licence.expires:
        raise PolicyError(
            "transfer.outside_licence",
            f"exit_date: the licence holds from {licence.issued} to {licence.expires}",
        )


def check_entry_date(dispatch: ShipmentDispatched, answer: ImportAuthorisation | None) -> None:
    """Nothing leaves that the importing State would no longer let in (FP 10(2)(a))."""
    if answer is None or answer.decision is not AuthorisationDecision.ISSUED:
        raise PolicyError(
            "transfer.import_not_authorised", "no import authorisation covers this shipment"
        )
    if answer.licence is None or dispatch.exit_date > answer.licence.expires:
        raise PolicyError(
            "transfer.import_expired", "exit_date: the import authorisation has ended by then"
        )


def check_told(
    dispatch: ShipmentDispatched, answer: ImportAuthorisation | None, ledger: Ledger
) -> Ledger:
    """The importing State's own ledger after a shipment that it is told of.

    Raises:
        PolicyError: what it was told does not fit what it has authorised itself.
    """
    check_entry_date(dispatch, answer)
    licence = dispatch.export_authorisation
    if not licence.issued <= dispatch.exit_date <= licence.expires:
        raise PolicyError(
            "transfer.outside_licence",
            f"exit_date: the licence holds from {licence.issued} to {licence.expires}",
        )
    check_expiry(licence, answer, dispatch.exit_date)
    return ledger.draw(dispatch.shipment, dispatch.items)


def check_temporary_notice(file: TransferFile, *, given: bool, days: int) -> None:
    """A temporary export is announced some working days ahead (Regulation (EU) 2025/41, 22)."""
    if file.type in TEMPORARY and not given:
        raise PolicyError(
            "transfer.temporary_notice",
            f"exit_date: a temporary export leaves {days} working days after it was announced",
        )


def check_visit(file: TransferFile) -> None:
    """A visit needs the importing State's consent, given in the file (A/75/78, para 53)."""
    if file.psv_consent is not PsvConsent.GRANTED:
        raise PolicyError(
            "transfer.psv_not_agreed",
            f"psv_consent is {file.psv_consent}: a visit needs the importing State's consent",
        )


def exempt(
    file: TransferFile, *, by_sea_or_air: bool, tranship: bool, policy: TransferPolicy
) -> bool:
    """Whether the policy spares a State on the way its question (258/2012, 7(1)(b); FP 10(6))."""
    no_tranship = by_sea_or_air and not tranship and policy.exempt_without_transhipment
    return no_tranship or (file.type in TEMPORARY and policy.exempt_temporary)


def _holds(licence: Licence, today: PartialDate) -> bool:
    return today <= licence.expires
