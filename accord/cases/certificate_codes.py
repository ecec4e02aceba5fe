"""Code lists of certificates, their verification, and the officials who sign."""

from enum import StrEnum


class PartyClass(StrEnum):
    """What a party to a transfer is; a State body answers to a State."""

    STATE_BODY = "STATE_BODY"
    COMPANY = "COMPANY"
    PERSON = "PERSON"


class Undertaking(StrEnum):
    """What the end user's State undertakes (A/75/78, paras 50, 53)."""

    NO_RETRANSFER_WITHOUT_CONSENT = "NO_RETRANSFER_WITHOUT_CONSENT"
    DELIVERY_VERIFICATION = "DELIVERY_VERIFICATION"
    POST_SHIPMENT_VERIFICATION = "POST_SHIPMENT_VERIFICATION"


class AuthenticationMethod(StrEnum):
    """What shows that the official signed."""

    DIGITAL_SIGNATURE = "DIGITAL_SIGNATURE"
    SPECIMEN_COMPARISON = "SPECIMEN_COMPARISON"


class CheckPurpose(StrEnum):
    """A certificate is verified before the export is authorised, and again at dispatch."""

    AUTHORISATION = "AUTHORISATION"
    DISPATCH = "DISPATCH"


class CheckResult(StrEnum):
    """The nine answers of the issuing State."""

    AUTHENTIC = "AUTHENTIC"
    AUTHENTIC_BUT_ALTERED = "AUTHENTIC_BUT_ALTERED"
    NOT_ISSUED = "NOT_ISSUED"
    REVOKED = "REVOKED"
    EXPIRED = "EXPIRED"
    SIGNATORY_NOT_AUTHORISED_ON_DATE = "SIGNATORY_NOT_AUTHORISED_ON_DATE"
    QUANTITY_EXHAUSTED = "QUANTITY_EXHAUSTED"
    ALREADY_USED_FOR = "ALREADY_USED_FOR"
    CANNOT_VERIFY = "CANNOT_VERIFY"


class SignatoryPower(StrEnum):
    """What an official may sign."""

    END_USER_CERTIFICATE = "END_USER_CERTIFICATE"
    IMPORT = "IMPORT"
    EXPORT = "EXPORT"
    TRANSIT = "TRANSIT"
    EXEMPTION = "EXEMPTION"


class SignatoryStatus(StrEnum):
    """Where an official stands."""

    PENDING = "PENDING"
    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"
    REVOKED = "REVOKED"
