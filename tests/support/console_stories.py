"""What happens in a region before an officer opens the browser."""

from collections.abc import Callable
from dataclasses import replace

from accord_demo.lives import FEATURED, MAKER
from accord_demo.processes import wait_for
from console_region import ConsoleRegion

from accord.cases.codes import IllicitBasis, IntendedUse, RecoveryCircumstance
from accord.cases.hit_life import HitState
from accord.cases.transfer_file import FileState
from accord.dates import PartialDate
from accord.errors import AccordError
from accord.weapons.codes import MarkCondition, MarkKind, MarkPosition, WeaponCategory, WeaponType
from accord.weapons.firearm import Firearm, Mark
from node.api.bodies import Created, RequestList
from node.casework.drafts import CaseDraft
from node.casework.views import CaseDetail, Standing
from node.cli.client import path
from node.notices.views import HitDetail
from node.transfers.views import TransferDetail

SCRIPT = "<script>document.title = 'taken'</script><img src=x onerror=\"document.title = 'taken'\">"
OVERRIDE = "\u202eREVO\u202c"
LONG = "W" * 120

# What an officer types about the demonstration's rifle.
WEAPON = {
    "firearm.marks[0].text": "AW 1O48237",
    "firearm.maker_text": "Arvenia Arms Works",
    "firearm.model_text": "AR-6",
    "firearm.calibre_text": "7,62 x 39",
    "firearm.type": "RIFLE",
    "firearm.category": "SA4",
    "firearm.country_of_manufacture": "XA",
    "circumstance": "SEIZED_CRIMINAL",
    "recovery_date.year": "2026",
    "recovery_date.month": "6",
    "recovery_date.day": "9",
    "recovery_place": "Alto Brenal",
    "illicit_basis": "NATIONAL_LAW",
    "legal_justification": "Found in a lorry at the border, without a licence",
    "intended_use": "INVESTIGATION",
}


def rifle() -> Firearm:
    """The demonstration's rifle, as the officer reads it off."""
    return Firearm(
        category=WeaponCategory.SA4,
        type=WeaponType.RIFLE,
        maker_text=MAKER,
        model_text=FEATURED.model,
        calibre_text="7,62 x 39",
        country_of_manufacture="XA",
        marks=(
            Mark(
                kind=MarkKind.MANUFACTURER_SERIAL,
                text="AW 1O48237",
                condition=MarkCondition.INTACT,
                position=MarkPosition.RECEIVER,
            ),
        ),
    )


def seized(firearm: Firearm) -> CaseDraft:
    """Why its origin is sought."""
    return CaseDraft(
        firearm=firearm,
        illicit_basis=(IllicitBasis.NATIONAL_LAW,),
        legal_justification="Found in a lorry at the border, without a licence",
        intended_use=(IntendedUse.INVESTIGATION, IntendedUse.DIVERSION_ANALYSIS),
        circumstance=RecoveryCircumstance.SEIZED_CRIMINAL,
        recovery_date=PartialDate(year=2026, month=6, day=9),
        recovery_place="Alto Brenal",
    )


def hostile(draft: CaseDraft) -> CaseDraft:
    """The same with everything in its texts that a stranger might send."""
    firearm = replace(
        draft.firearm,
        maker_text=f"{SCRIPT}{OVERRIDE}",
        model_text=LONG,
        remarks=f"{OVERRIDE} {LONG}",
    )
    return replace(draft, firearm=firearm, legal_justification=SCRIPT, recovery_place=LONG)


def opened_case(region: ConsoleRegion, draft: CaseDraft, member: str = "XC") -> str:
    """The id of a case that an officer has opened."""
    return region.client(member).post(path("cases"), draft, Created).id


def awaited(
    region: ConsoleRegion, case_id: str, test: Callable[[CaseDetail], bool], member: str = "XC"
) -> CaseDetail:
    """The case, once it passes the test."""

    def look() -> CaseDetail | None:
        case = region.client(member).get(path("cases", case_id), CaseDetail)
        return case if test(case) else None

    return wait_for(look, "the case to go on")


def searched(case: CaseDetail) -> bool:
    """Whether the own registers have been searched, and an officer is to go on."""
    return case.summary.standing is Standing.OFFICER


def answered(state: str) -> Callable[[CaseDetail], bool]:
    """Whether the State has answered."""
    return lambda case: any(one.state_asked == state and one.response for one in case.legs)


def inbox(region: ConsoleRegion, member: str, case_id: str) -> str:
    """The id of the request that came of a case, once its registers are searched."""

    def look() -> str | None:
        waiting = {"standing": Standing.OFFICER}
        found = region.client(member).get(path("requests"), RequestList, waiting).requests
        return next((one.request_id for one in found if one.case_reference == case_id), None)

    return wait_for(look, "the request to wait for an officer")


def hit_awaited(region: ConsoleRegion, member: str, hit_id: str, state: HitState) -> HitDetail:
    """The hit as the member sees it, once it is in the state."""

    def look() -> HitDetail | None:
        try:
            hit = region.client(member).get(path("hits", hit_id), HitDetail)
        except AccordError:
            return None  # not there yet
        return hit if hit.summary.state is state else None

    return wait_for(look, f"the hit to be {state}")


def shipped(
    region: ConsoleRegion, member: str, transfer_id: str, state: FileState
) -> TransferDetail:
    """The transfer as the member sees it, once its file is in the state."""

    def look() -> TransferDetail | None:
        found = region.client(member).get(path("transfers", transfer_id), TransferDetail)
        return found if found.summary.state == state else None

    return wait_for(look, f"the transfer to be {state}")


def until(look: Callable[[], object], what: str) -> None:
    """Waits for something to be so."""
    wait_for(lambda: look() or None, what)
