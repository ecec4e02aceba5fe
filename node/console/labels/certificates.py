"""End-user certificates, their verification, and the officials who sign (A/75/78, paras 50-53)."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from accord.cases.certificate_check import CheckState, SpecimenComparison
from accord.cases.certificate_codes import (
    AuthenticationMethod,
    CheckPurpose,
    CheckResult,
    PartyClass,
    SignatoryPower,
    SignatoryStatus,
    Undertaking,
)
from accord.pages.marked import marked as _N
from node.certificates.rows import CheckSide, Side

LABELS: Final[Mapping[type[StrEnum], Mapping[Any, str]]] = MappingProxyType(
    {
        PartyClass: {
            PartyClass.STATE_BODY: _N("State body"),
            PartyClass.COMPANY: _N("Company"),
            PartyClass.PERSON: _N("Private person"),
        },
        Undertaking: {
            Undertaking.NO_RETRANSFER_WITHOUT_CONSENT: _N(
                "No retransfer without prior written consent"
            ),
            Undertaking.DELIVERY_VERIFICATION: _N("Delivery will be verified"),
            Undertaking.POST_SHIPMENT_VERIFICATION: _N("Post-shipment visits are accepted"),
        },
        AuthenticationMethod: {
            AuthenticationMethod.DIGITAL_SIGNATURE: _N("Digital signature"),
            AuthenticationMethod.SPECIMEN_COMPARISON: _N("Comparison with a specimen signature"),
        },
        CheckPurpose: {
            CheckPurpose.AUTHORISATION: _N("Before authorising the export"),
            CheckPurpose.DISPATCH: _N("Before a shipment leaves"),
        },
        CheckResult: {
            CheckResult.AUTHENTIC: _N("Authentic"),
            CheckResult.AUTHENTIC_BUT_ALTERED: _N("Authentic, but altered"),
            CheckResult.NOT_ISSUED: _N("Not issued by this State"),
            CheckResult.REVOKED: _N("Revoked"),
            CheckResult.EXPIRED: _N("Expired"),
            CheckResult.SIGNATORY_NOT_AUTHORISED_ON_DATE: _N(
                "The signatory was not authorised on that date"
            ),
            CheckResult.QUANTITY_EXHAUSTED: _N("The quantity is used up"),
            CheckResult.ALREADY_USED_FOR: _N("Already used for another transfer"),
            CheckResult.CANNOT_VERIFY: _N("Cannot be verified"),
        },
        SignatoryPower: {
            SignatoryPower.END_USER_CERTIFICATE: _N("End-user certificates"),
            SignatoryPower.IMPORT: _N("Import licences"),
            SignatoryPower.EXPORT: _N("Export licences"),
            SignatoryPower.TRANSIT: _N("Transit authorisations"),
            SignatoryPower.EXEMPTION: _N("Exemption requests"),
        },
        SignatoryStatus: {
            SignatoryStatus.PENDING: _N("To be confirmed by another officer"),
            SignatoryStatus.ACTIVE: _N("Authorised to sign"),
            SignatoryStatus.SUSPENDED: _N("Suspended"),
            SignatoryStatus.REVOKED: _N("Revoked"),
        },
        CheckState: {
            CheckState.ASKED: _N("Verification asked for"),
            CheckState.ANSWERED: _N("Verification answered"),
            CheckState.UNDELIVERED: _N("Could not be delivered"),
        },
        SpecimenComparison: {
            SpecimenComparison.SAME: _N("Same hand"),
            SpecimenComparison.DIFFERENT: _N("Different hand"),
            SpecimenComparison.UNDECIDED: _N("Undecided"),
        },
        CheckSide: {
            CheckSide.ASKING: _N("We ask"),
            CheckSide.ANSWERING: _N("We answer"),
        },
        Side: {
            Side.ISSUED: _N("Issued by us"),
            Side.PRESENTED: _N("Presented to us"),
        },
    }
)
