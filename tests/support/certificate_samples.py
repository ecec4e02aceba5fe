"""Certificates, officials and exemption requests that meet every requirement, to be spoilt."""

from dataclasses import replace
from datetime import UTC, datetime

from accord.cases.certificate import (
    Certificate,
    CertificateItem,
    CertificateVerificationRequest,
    ItemQuantity,
    Party,
    SignedCertificate,
)
from accord.cases.certificate_codes import (
    AuthenticationMethod,
    CheckPurpose,
    PartyClass,
    SignatoryPower,
    SignatoryStatus,
    Undertaking,
)
from accord.cases.certificate_form import digest, sign
from accord.cases.codes import UseRestriction
from accord.cases.exemption import ExemptionItem, ExemptionRequest, SupplyProcess
from accord.cases.exemption_codes import ExemptionGround
from accord.cases.signatory import Signatory, SignatoryChange
from accord.cases.trace import Preamble
from accord.crypto.keys import SigningKey
from accord.dates import PartialDate
from accord.weapons.codes import MarkCondition, MarkKind, MarkPosition, WeaponCategory, WeaponType
from accord.weapons.firearm import Firearm, Mark

DAY_MS = 24 * 3600 * 1000
KEY = SigningKey(b"the official's key, thirty-two b")
SPECIMEN, STAMP, SCAN = b"s" * 32, b"t" * 32, b"i" * 32
PREAMBLE = Preamble(
    authority="XA-NPC",
    case_reference="TR-1",
    handling="OFFICIAL",
    use_restrictions=(UseRestriction.R0,),
    language="en",
)


def day_ms(year: int, month: int, day: int, hour: int = 0) -> int:
    return int(datetime(year, month, day, hour, tzinfo=UTC).timestamp() * 1000)


SIGNED_MS = day_ms(2026, 3, 2, 10)
NOW_MS = day_ms(2026, 3, 10)
ARMY = Party(
    name="Land Forces of Belmara",
    party_class=PartyClass.STATE_BODY,
    address="1 Citadel Road, Belmar",
    state="XB",
    representative="Head of Procurement",
)
FACTORY = Party(
    name="Arvenia Arms", party_class=PartyClass.COMPANY, address="2 Mill Lane, Arva", state="XA"
)
ITEMS = (
    CertificateItem(
        category=WeaponCategory.SA4,
        type_text="assault rifle",
        model_text="M70",
        calibre_text="7,62x39",
        quantity=100,
    ),
    CertificateItem(
        category=WeaponCategory.SA1, type_text="pistol", calibre_text="9 mm", quantity=20
    ),
)
CERTIFICATE = Certificate(
    number="EUC-2026-0007",
    issuing_state="XB",
    authority="XB-NPC",
    issued=PartialDate(year=2026, month=3, day=2),
    signed_ms=SIGNED_MS,
    expires=PartialDate(year=2026, month=12, day=31),
    signatory="XB-S-3",
    exporting_state="XA",
    exporter=FACTORY,
    importer=ARMY,
    end_user=ARMY,
    contract="C-44",
    items=ITEMS,
    end_use="equipment of two battalions",
    undertakings=tuple(Undertaking),
)
SIGNATORY = Signatory(
    official="XB-S-3",
    function="Director of Licensing",
    authority="XB-NPC",
    state="XB",
    powers=(SignatoryPower.END_USER_CERTIFICATE,),
    valid_from_ms=day_ms(2025, 1, 1),
    specimen_digest=SPECIMEN,
    stamp_digest=STAMP,
    public_key=KEY.public,
    changes=(
        SignatoryChange(
            status=SignatoryStatus.PENDING,
            effective_from_ms=day_ms(2025, 1, 1),
            recorded_ms=day_ms(2025, 1, 1),
        ),
        SignatoryChange(
            status=SignatoryStatus.ACTIVE,
            effective_from_ms=day_ms(2025, 1, 2),
            recorded_ms=day_ms(2025, 1, 2),
        ),
    ),
)


def signed(certificate: Certificate = CERTIFICATE, key: SigningKey = KEY) -> SignedCertificate:
    """The certificate under the official's digital signature."""
    return SignedCertificate(
        certificate=certificate,
        method=AuthenticationMethod.DIGITAL_SIGNATURE,
        signature=sign(certificate, key),
    )


def paper(certificate: Certificate = CERTIFICATE, image: bytes = SCAN) -> SignedCertificate:
    """The certificate as a scanned paper."""
    return SignedCertificate(
        certificate=replace(certificate, signed_ms=None),
        method=AuthenticationMethod.SPECIMEN_COMPARISON,
        image_digest=image,
    )


def asking(
    presented: SignedCertificate | None = None,
    *,
    transfer: str = "TR-1",
    shipment: str = "",
    quantities: tuple[tuple[int, int], ...] = (),
    purpose: CheckPurpose | None = None,
) -> CertificateVerificationRequest:
    """A request to verify; of a dispatch where it names a shipment."""
    presented = presented or signed()
    return CertificateVerificationRequest(
        preamble=PREAMBLE,
        presented=presented,
        document_digest=digest(presented.certificate),
        purpose=purpose or (CheckPurpose.DISPATCH if shipment else CheckPurpose.AUTHORISATION),
        transfer=transfer,
        shipment=shipment,
        quantities=tuple(ItemQuantity(item=item, quantity=count) for item, count in quantities),
    )


def weapon(number: int) -> Firearm:
    """One rifle with its serial number."""
    return Firearm(
        category=WeaponCategory.SA4,
        type=WeaponType.RIFLE,
        maker_text="Arvenia Arms",
        model_text="M70",
        calibre_text="7,62x39",
        country_of_manufacture="XA",
        marks=(
            Mark(
                kind=MarkKind.MANUFACTURER_SERIAL,
                text=f"AR {number:06}",
                condition=MarkCondition.INTACT,
                position=MarkPosition.RECEIVER,
            ),
        ),
    )


EXEMPTION_REQUEST = ExemptionRequest(
    preamble=PREAMBLE,
    request_id="XB-EX-1",
    revision=1,
    national_commission="National Commission of Belmara",
    ground=ExemptionGround.NATIONAL_DEFENCE_SECURITY,
    items=(
        ExemptionItem(
            category=WeaponCategory.SA4,
            type_text="assault rifle",
            model_text="M70",
            calibre_text="7,62x39",
            quantity=3,
            weapons=tuple(weapon(number) for number in (1, 2, 3)),
        ),
    ),
    supplier=replace(FACTORY, representative="Head of Sales"),
    supply=SupplyProcess(
        shipments=2,
        from_date=PartialDate(year=2026, month=6),
        to_date=PartialDate(year=2026, month=9),
        route=("XA", "port of Arva", "XB"),
        transport="sea",
        companies=(FACTORY,),
        storage="bonded store of the port, guarded by customs",
    ),
    end_user=ARMY,
    end_user_confirmation="Ministry of Defence, letter 12/2026",
    end_use="equipment of one company",
    certificate_number="EUC-2026-0007",
)
