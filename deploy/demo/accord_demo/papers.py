"""The papers of the demo's transfer: the official, the certificate, the proposal, the licences."""

import os
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from accord.cases.certificate import Certificate, CertificateItem, Party
from accord.cases.certificate_codes import (
    PartyClass,
    SignatoryPower,
    Undertaking,
)
from accord.cases.signatory import Signatory
from accord.cases.transfer import (
    EmbargoScreening,
    EndUser,
    Licence,
    TransferItem,
    TransferParty,
    TransitLeg,
)
from accord.cases.transfer_codes import (
    EndUse,
    EndUserClass,
    PsvConsent,
    RetransferClause,
    RiskResult,
    ScreeningResult,
    TransferType,
    TransportMode,
)
from accord.crypto.keys import SigningKey
from accord.dates import PartialDate
from accord.weapons.codes import WeaponCategory, WeaponType
from accord.weapons.firearm import Firearm
from node.transfers.drafts import (
    TransferDraft,
)

SENT = tuple(f"AW {number}" for number in range(880101, 880111))
CERTIFICATE = "XC-EUC-2026-0012"
OFFICIAL = "XC-S-7"
RIFLE = Firearm(
    category=WeaponCategory.SA4,
    type=WeaponType.RIFLE,
    maker_text="Arvenia Arms Works",
    model_text="AR-6",
    calibre_text="7.62x39",
    country_of_manufacture="XA",
)


def official_of(key: SigningKey, official: str = OFFICIAL) -> Signatory:
    """An official of Corvina who may sign certificates from now on."""
    return Signatory(
        official=official,
        function="Director of Procurement",
        authority="XC-NPC",
        state="XC",
        powers=(SignatoryPower.END_USER_CERTIFICATE,),
        valid_from_ms=now_ms(),
        specimen_digest=os.urandom(32),
        stamp_digest=os.urandom(32),
        public_key=key.public,
    )


def certificate_of(number: str = CERTIFICATE, official: str = OFFICIAL) -> Certificate:
    """Corvina's certificate for its police."""
    police = Party(
        name="Corvina Police",
        party_class=PartyClass.STATE_BODY,
        address="3 Harbour Square, Corvina",
        state="XC",
        representative="Commissioner",
    )
    return Certificate(
        number=number,
        issuing_state="XC",
        authority="XC-NPC",
        issued=day(),
        signed_ms=now_ms(),
        expires=day(365),
        signatory=official,
        exporting_state="XA",
        exporter=replace(
            police,
            name="Arvenia Arms Works",
            party_class=PartyClass.COMPANY,
            address="1 Works Road, Arva",
            state="XA",
        ),
        importer=police,
        end_user=police,
        contract="C-2026-4",
        items=(
            CertificateItem(
                category=WeaponCategory.SA4,
                type_text="assault rifle",
                model_text="AR-6",
                calibre_text="7.62x39",
                quantity=len(SENT),
            ),
        ),
        end_use="equipment of the police",
        undertakings=tuple(Undertaking),
    )


def draft(certificate: str = CERTIFICATE) -> TransferDraft:
    """Arvenia's proposal: ten rifles for the police of Corvina, by Belmara."""
    return TransferDraft(
        type=TransferType.STATE_TO_STATE,
        exporter=TransferParty(
            state="XA", authority="XA-NPC", name="Arvenia Arms Works", address="1 Works Road, Arva"
        ),
        importer=TransferParty(
            state="XC",
            authority="XC-NPC",
            name="Corvina Police",
            address="3 Harbour Square, Corvina",
        ),
        end_user=EndUser(
            end_user_class=EndUserClass.POLICE,
            state="XC",
            name="Corvina Police",
            address="3 Harbour Square, Corvina",
        ),
        items=(TransferItem(number=1, firearm=RIFLE, quantity=len(SENT)),),
        end_use=EndUse.LAW_ENFORCEMENT,
        end_use_text="for the police of Corvina alone",
        certificate_number=certificate,
        retransfer_clause=RetransferClause.PRIOR_CONSENT,
        retransfer_text="not without Arvenia's consent",
        psv_consent=PsvConsent.GRANTED,
        planned_departure=day(),
        planned_arrival=day(20),
        means="lorry",
        route="Arva, Belmara crossing, Corvina port",
        consignment_address="3 Harbour Square, Corvina",
        transits=(TransitLeg(state="XB", mode=TransportMode.ROAD, tranship=True),),
        risk_result=RiskResult.LOW,
        embargo_screenings=(
            EmbargoScreening(regime="UN", date=day(), result=ScreeningResult.CLEAR),
        ),
    )


def licence(number: str, authority: str, days: int) -> Licence:
    """A licence of today that holds for so many days."""
    return Licence(
        number=number, authority=authority, place="Capital", issued=day(), expires=day(days)
    )


def now_ms() -> int:
    """The time, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def day(after: int = 0) -> PartialDate:
    """Today, or so many days later."""
    return PartialDate.of((datetime.now(UTC) + timedelta(days=after)).date())
