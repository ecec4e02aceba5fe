"""A transfer of rifles from Arvenia through Belmara to Corvina, to be spoilt field by field."""

from dataclasses import fields, replace
from typing import Any

from trace_samples import PREAMBLE

from accord.cases.ledger import Ledger
from accord.cases.transfer import (
    EmbargoScreening,
    EndUser,
    ImportAuthorisation,
    Licence,
    LineQuantity,
    TransferFile,
    TransferItem,
    TransferParty,
    TransitLeg,
)
from accord.cases.transfer_codes import (
    AuthorisationDecision,
    ConfirmedBy,
    DeliveryResult,
    EndUse,
    EndUserClass,
    PsvConsent,
    RetransferClause,
    RiskResult,
    ScreeningResult,
    SerialCheck,
    TransferType,
    TransportMode,
)
from accord.cases.transfer_delivery import (
    CountedItem,
    DeliveryVerification,
    DispatchedItem,
    ShipmentDispatched,
)
from accord.cases.transfer_guards import CertificateStanding, Grounds, Passage
from accord.cases.transit import TransitState
from accord.dates import PartialDate
from accord.trust.policy_transfer import TransferPolicy
from accord.weapons.codes import WeaponCategory, WeaponType
from accord.weapons.firearm import Firearm
from node.transfers.drafts import TransferDraft

ID = "XA-T-2026-00001"
NOW_MS = 1_767_225_600_000  # 2026-01-01
RIFLE = Firearm(
    category=WeaponCategory.SA4,
    type=WeaponType.RIFLE,
    maker_text="Arvenia Arms",
    model_text="AR-7",
    calibre_text="5.56x45",
    country_of_manufacture="XA",
)


def day(month: int, number: int, year: int = 2026) -> PartialDate:
    return PartialDate(year=year, month=month, day=number)


def licence(number: str, expires: PartialDate, authority: str = "XA-NPC") -> Licence:
    return Licence(
        number=number, authority=authority, place="Capital", issued=day(1, 1), expires=expires
    )


IMPORT = ImportAuthorisation(
    preamble=PREAMBLE,
    transfer_id=ID,
    decision=AuthorisationDecision.ISSUED,
    licence=licence("XC-I-1", day(12, 31), "XC-NPC"),
    quantities=(LineQuantity(item=1, quantity=20),),
)
EXPORT = licence("XA-E-1", day(11, 30))
FILE = TransferFile(
    preamble=PREAMBLE,
    transfer_id=ID,
    version=1,
    type=TransferType.PERMANENT_EXPORT,
    exporter=TransferParty(
        state="XA", authority="XA-NPC", name="Arvenia Arms", address="1 Works Road"
    ),
    importer=TransferParty(
        state="XC", authority="XC-NPC", name="Corvina Supply", address="2 Port Street"
    ),
    end_user=EndUser(
        end_user_class=EndUserClass.POLICE, state="XC", name="Corvina Police", address="3 Square"
    ),
    transits=(TransitLeg(state="XB", mode=TransportMode.ROAD, tranship=True),),
    items=(TransferItem(number=1, firearm=RIFLE, quantity=20),),
    end_use=EndUse.LAW_ENFORCEMENT,
    end_use_text="for the police of Corvina alone",
    certificate_number="XC-EUC-2026-00001",
    export_authorisation=EXPORT,
    retransfer_clause=RetransferClause.PRIOR_CONSENT,
    retransfer_text="not without Arvenia's consent",
    psv_consent=PsvConsent.GRANTED,
    risk_result=RiskResult.LOW,
    embargo_screenings=(
        EmbargoScreening(regime="UN", date=day(1, 1), result=ScreeningResult.CLEAR),
    ),
    planned_departure=day(2, 1),
    planned_arrival=day(2, 20),
    means="lorry",
    route="Capital, Belmara crossing, Corvina port",
    consignment_address="3 Square, Corvina",
    planned_shipments=2,
)
GROUNDS = Grounds(
    file=FILE,
    import_answer=IMPORT,
    passages=(Passage(state="XB", standing=TransitState.NO_OBJECTION),),
    certificate=CertificateStanding(result="AUTHENTIC", verified_ms=NOW_MS, remaining=20),
    exemption=None,
    certificate_days=90,
    exemption_required=False,
    retransfer_consent=False,
    policy=TransferPolicy(),
    today=day(1, 20),
    now_ms=NOW_MS,
)
LEDGER = Ledger(authorised={1: 20})


def serials(first: int, count: int) -> tuple[str, ...]:
    return tuple(f"AR {number:06d}" for number in range(first, first + count))


def dispatched(shipment: int, first: int, count: int, **changes: Any) -> ShipmentDispatched:
    sample = ShipmentDispatched(
        preamble=PREAMBLE,
        transfer_id=ID,
        shipment=shipment,
        planned_shipments=2,
        exit_date=day(2, 1),
        customs_reference="XA-C-1",
        items=(DispatchedItem(item=1, quantity=count, serials=serials(first, count)),),
        seals=("S1",),
        carrier="Road Carrier",
        route="by Belmara",
        export_authorisation=EXPORT,
        certificate_number=FILE.certificate_number,
        certificate_verified_ms=NOW_MS,
    )
    return replace(sample, **changes)


def delivered(shipment: int, first: int, count: int, **changes: Any) -> DeliveryVerification:
    sample = DeliveryVerification(
        preamble=PREAMBLE,
        transfer_id=ID,
        shipment=shipment,
        confirmed_by=ConfirmedBy.END_USER,
        date_of_entry=day(2, 18),
        place="Corvina port",
        items=(CountedItem(item=1, quantity=count, serials=serials(first, count)),),
        serials_checked=SerialCheck.ALL,
        result=DeliveryResult.COMPLETE,
    )
    return replace(sample, **changes)


def transfer_from(exporter: str, importer: str, **changes: Any) -> TransferDraft:
    """A proposal of rifles straight from one State to another."""
    names = {one.name for one in fields(TransferDraft)} & {one.name for one in fields(FILE)}
    values = {name: getattr(FILE, name) for name in names}
    ends = {
        "exporter": replace(FILE.exporter, state=exporter, authority=f"{exporter}-NPC"),
        "importer": replace(FILE.importer, state=importer, authority=f"{importer}-NPC"),
        "end_user": replace(FILE.end_user, state=importer),
        "transits": (),
    }
    return TransferDraft(**(values | ends | changes))
