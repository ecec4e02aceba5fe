"""Two lost-weapon notices of Belmara and what becomes of the hits on them.

The first hit is confirmed, the weapon is seized and its notice cleared. The second notice proves to
be wrong while Corvina waits for an answer: its cancellation ends the hit at once.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from rich.console import Console

from accord.cases.codes import IllicitBasis, IntendedUse, RecoveryCircumstance
from accord.cases.hit import ComparedField
from accord.cases.hit_codes import (
    FieldResult,
    FindingEvent,
    HitAction,
    HitAnswer,
    HitDispositionKind,
    HitPriority,
    Instruction,
)
from accord.cases.hit_life import HitState
from accord.cases.hit_requirements import IDENTIFYING
from accord.cases.notice_codes import (
    CancelReason,
    Caution,
    HolderClass,
    NoticeState,
    NoticeType,
)
from accord.cases.trace_case import CaseState
from accord.dates import PartialDate
from accord.errors import AccordError
from accord.weapons.codes import (
    MarkCondition,
    MarkKind,
    MarkPosition,
    WeaponAction,
    WeaponCategory,
    WeaponType,
)
from accord.weapons.firearm import Firearm, Mark
from accord_demo.processes import wait_for
from accord_demo.region import Offices, Region
from node.api.bodies import Created, Reason
from node.api.hits import HitList
from node.api.notices import Cancellation
from node.casework.drafts import CaseDraft
from node.casework.views import CaseDetail
from node.cli.client import path
from node.notices.drafts import NoticeDraft
from node.notices.hit_forms import Acted, ConfirmationAsked, Disposed, HitReply, RecoveryReport
from node.notices.views import HitDetail, NoticeDetail

T = TypeVar("T")

_BURGLED = PartialDate(year=2024, month=11, day=11)
_SEIZED = PartialDate(year=2025, month=2, day=3)


def lose(console: Console, region: Region) -> bool:
    """Plays both notices; whether each ended as it must."""
    console.print("\n[bold]Lost weapons[/bold]")
    act = Loss(console, region)
    return act.confirmed("BP 730118") and act.cancelled("BP 730241")


def _pistol(serial: str) -> Firearm:
    return Firearm(
        category=WeaponCategory.SA1,
        type=WeaponType.PISTOL,
        action=WeaponAction.SEMI_AUTOMATIC,
        maker_text="CZ",
        model_text="75",
        calibre_text="9x19",
        country_of_manufacture="CZ",
        marks=(
            Mark(
                kind=MarkKind.MANUFACTURER_SERIAL,
                text=serial,
                condition=MarkCondition.INTACT,
                position=MarkPosition.FRAME,
            ),
        ),
    )


@dataclass(frozen=True, slots=True)
class Loss:
    """The officers' steps, said as they are taken."""

    console: Console
    region: Offices
    compared: tuple[ComparedField, ...] = field(
        default=tuple(ComparedField(field=one, result=FieldResult.SAME) for one in IDENTIFYING)
    )

    def confirmed(self, serial: str) -> bool:
        """From the theft to the cleared notice."""
        notice_id = self.publish(serial)
        case_id, hit_id = self.seize(serial)
        belmara = self.region.client("XB", "Desk officer Orlu")
        self.ask(hit_id)
        self.confirm(hit_id)
        case = self._case(case_id, lambda one: one.summary.state == CaseState.ESTABLISHED)
        self._say(
            "Belmara",
            "confirms: it is identical, the notice is active, and the pistol is to be returned. "
            f"Corvina's case {case_id} is {case.summary.state}: the notice is the last legal "
            "record, and no other State has to be asked.",
        )
        self.recover(hit_id)
        recovered = self._notice(
            "XB", notice_id, lambda one: one.summary.state is NoticeState.RECOVERED_PENDING
        )
        belmara.post(
            path("notices", notice_id, "clearance"),
            Reason(reason="the pistol is back in the armoury"),
            NoticeDetail,
        )
        cleared = self._notice(
            "XA", notice_id, lambda one: one.summary.state is NoticeState.CLEARED
        )
        self._say(
            "Belmara",
            f"clears the notice, {recovered.summary.state} until then: it was valid and is "
            f"satisfied. Arvenia, too, knows version {cleared.summary.version}: "
            f"{cleared.summary.state}.",
        )
        return True

    def cancelled(self, serial: str) -> bool:
        """A notice that should never have been, cancelled in the middle of a hit."""
        notice_id = self.publish(serial)
        _, hit_id = self.seize(serial)
        self.ask(hit_id)
        belmara = self.region.client("XB", "Desk officer Orlu")
        wrong = Cancellation(
            why=CancelReason.WRONG_WEAPON, reason="the armoury misread one figure of the number"
        )
        belmara.post(path("notices", notice_id, "cancellation"), wrong, NoticeDetail)
        hit = self._hit("XC", hit_id, lambda one: one.summary.state is HitState.NOT_CONFIRMED)
        self._say(
            "Belmara",
            f"cancels {notice_id}: it was never a valid record. Corvina's hit ends at once as "
            f"{hit.summary.state}, {hit.reason}: {hit.summary.alert}.",
        )
        return hit.reason == "NOTICE_CANCELLED"

    def announce(self, serial: str) -> str:
        """A pistol is stolen in Belmara, and Corvina has the notice."""
        belmara = self.region.client("XB", "Desk officer Orlu")
        draft = NoticeDraft(
            type=NoticeType.STOLEN,
            firearm=_pistol(serial),
            case_reference="B-2024-0311",
            lost_from=_BURGLED,
            lost_to=_BURGLED,
            discovered=_BURGLED,
            reported=_BURGLED,
            loss_state="XB",
            loss_place="police station, Port Ilva",
            holder_class=HolderClass.POLICE,
            cautions=(Caution.ARMED_AND_DANGEROUS,),
            caution_text="taken with two loaded magazines",
            legal_basis="Belmara Weapons Act, section 31",
        )
        notice_id = belmara.post(path("notices"), draft, Created).id
        belmara.post(path("notices", notice_id, "publication"), None, NoticeDetail)
        self._notice("XC", notice_id, lambda one: one.summary.state is NoticeState.ACTIVE)
        return notice_id

    def publish(self, serial: str) -> str:
        """The same, once every member has searched its registers for it."""
        notice_id = self.announce(serial)
        notice = self._notice("XB", notice_id, lambda one: all(row.current for row in one.matrix))
        applied = ", ".join(
            f"{row.member} ({', '.join(one.register for one in row.registers) or 'no register'})"
            for row in notice.matrix
        )
        self._say(
            "Belmara",
            f"publishes {notice_id} about a pistol stolen from a police station. Applied by: "
            f"{applied}.",
        )
        return notice_id

    def seize(self, serial: str) -> tuple[str, str]:
        """Corvina traces the pistol; the notice is found before any other State is asked."""
        corvina = self.region.client("XC", "Insp. Duarte")
        draft = CaseDraft(
            firearm=_pistol(serial),
            illicit_basis=(IllicitBasis.NATIONAL_LAW,),
            legal_justification="Found in a vehicle at the border, without a licence",
            intended_use=(IntendedUse.INVESTIGATION, IntendedUse.RETURN_TO_OWNER),
            circumstance=RecoveryCircumstance.SEIZED_CRIMINAL,
            recovery_date=_SEIZED,
        )
        case_id = corvina.post(path("cases"), draft, Created).id
        self._case(case_id, lambda one: one.summary.state == CaseState.HIT_FLOW)
        hits = corvina.get(path("hits"), HitList).hits
        hit = next(one for one in hits if one.reference == case_id)
        self._say(
            "Corvina",
            f"opens case {case_id} about a seized pistol: grade {hit.grade} with {hit.notice_id}. "
            "That is a lead and no ground for anything, so it asks Belmara, urgently.",
        )
        return case_id, hit.hit_id

    def ask(self, hit_id: str) -> None:
        """Corvina asks Belmara whether it is identical, and Belmara has the question."""
        corvina = self.region.client("XC", "Insp. Duarte")
        asked = ConfirmationAsked(
            compared=self.compared,
            event=FindingEvent.SEIZED,
            priority=HitPriority.URGENT,
            urgency_justification="the driver is held on this hit alone",
            sole_basis_for_detention=True,
            found_on=_SEIZED,
            found_place="border crossing, Tarn",
        )
        corvina.post(path("hits", hit_id, "request"), asked, HitDetail)
        waiting = self._hit("XB", hit_id, lambda one: one.summary.requests == 1)
        due = self._hit("XC", hit_id, lambda one: one.summary.answer_by is not None)
        rule = due.summary.answer_by.rule if due.summary.answer_by else ""
        self._say("Belmara", f"has the request ({waiting.summary.state}); its clock: {rule}.")

    def confirm(self, hit_id: str) -> None:
        """Belmara says that it is the pistol, and Corvina has the answer."""
        answer = HitReply(
            answer=HitAnswer.CONFIRMED,
            compared=self.compared,
            instruction=Instruction.RETURN_TO,
            return_to="XB",
        )
        belmara = self.region.client("XB", "Desk officer Orlu")
        belmara.post(path("hits", hit_id, "response"), answer, HitDetail)
        self._hit("XC", hit_id, lambda one: one.summary.state is HitState.CONFIRMED)

    def recover(self, hit_id: str) -> None:
        """Corvina seizes the pistol, reports it and sends it back."""
        corvina = self.region.client("XC", "Insp. Duarte")
        seized = Acted(action=HitAction.SEIZED, on=_SEIZED)
        corvina.post(path("hits", hit_id, "action"), seized, HitDetail)
        found = corvina.get(path("hits", hit_id), HitDetail).firearm
        report = RecoveryReport(
            recovered_on=_SEIZED,
            place="border crossing, Tarn",
            agency="Corvina Border Police",
            agency_case="CB-118",
            condition="complete, with one magazine",
            marks=found.marks if found else (),
        )
        corvina.post(path("hits", hit_id, "recovery"), report, HitDetail)
        returned = Disposed(disposition=HitDispositionKind.RETURNED, to_state="XB")
        corvina.post(path("hits", hit_id, "disposition"), returned, HitDetail)
        self._say("Corvina", "seizes the pistol, reports its recovery and returns it.")

    def _notice(
        self, member: str, notice_id: str, test: Callable[[NoticeDetail], bool]
    ) -> NoticeDetail:
        return self._until(member, path("notices", notice_id), NoticeDetail, test)

    def _hit(self, member: str, hit_id: str, test: Callable[[HitDetail], bool]) -> HitDetail:
        return self._until(member, path("hits", hit_id), HitDetail, test)

    def _case(self, case_id: str, test: Callable[[CaseDetail], bool]) -> CaseDetail:
        return self._until("XC", path("cases", case_id), CaseDetail, test)

    def _until(self, member: str, where: str, what: type[T], test: Callable[[T], bool]) -> T:
        client = self.region.client(member)

        def look() -> T | None:
            try:
                detail = client.get(where, what)
            except AccordError:
                return None  # not there yet
            return detail if test(detail) else None

        return wait_for(look, f"{where} in {member}")

    def _say(self, who: str, text: str) -> None:
        self.console.print(f"  [bold]{who}[/bold] {text}", soft_wrap=True)
