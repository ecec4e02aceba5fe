"""Cases of one State at every turn that a trace can take, told by the States' real casework."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from casework_kit import Federation, case_draft, rifle, sold_abroad, stolen_here
from console_client import ConsoleClient, officer
from region_api import RegionApi, services_of

from accord.cases.codes import Disposition, Ground, WhyYou
from accord.weapons.codes import MarkCondition, MarkKind, MarkPosition
from accord.weapons.firearm import Firearm, Mark
from node.casework.drafts import AnswerDraft, CaseDraft
from node.casework.views import CaseDetail
from node.people.rights import Role

OWN = "XC"


@dataclass(frozen=True, slots=True)
class Story:
    """A federation in which an officer of one State works."""

    federation: Federation

    def opened(self, draft: CaseDraft | None = None) -> str:
        """A case whose own registers are searched."""
        desk = self.federation[OWN]
        case_id = desk.write(
            lambda tx: desk.casework.cases.open_case(tx, draft or case_draft(), by="ana")
        )
        self.federation.settle()
        return case_id

    def case(self, case_id: str) -> CaseDetail:
        """The case as it stands."""
        desk = self.federation[OWN]
        return desk.read(lambda tx: desk.casework.views.case_detail(tx, case_id))

    def asked(self, case_id: str, state: str = "XA") -> str:
        """A leg that the State has received."""
        desk = self.federation[OWN]
        why = WhyYou.COUNTRY_OF_MANUFACTURE
        leg_id = desk.write(
            lambda tx: desk.casework.cases.send_leg(tx, case_id, state, why, by="ana")
        )
        self.federation.settle()
        return leg_id

    def approved(self, state: str) -> None:
        """The State releases what its registers propose."""
        desk = self.federation[state]
        request_id = self.waiting(state)
        desk.write(lambda tx: desk.casework.requests.approve(tx, request_id, by="bo"))
        self.federation.settle()

    def answered(self, state: str, draft: AnswerDraft) -> None:
        """The State answers in an officer's own words."""
        desk = self.federation[state]
        request_id = self.waiting(state)
        desk.write(lambda tx: desk.casework.requests.answer(tx, request_id, draft, by="bo"))
        self.federation.settle()

    def questioned(self, state: str, text: str) -> None:
        """The State asks for more."""
        desk = self.federation[state]
        request_id = self.waiting(state)
        fields = ("firearm.marks",)
        desk.write(lambda tx: desk.casework.requests.ask(tx, request_id, fields, text, by="bo"))
        self.federation.settle()

    def waiting(self, state: str) -> str:
        """The newest request that waits for an officer of the State."""
        desk = self.federation[state]
        return desk.read(desk.casework.views.list_requests)[0].request_id

    def referred(self) -> str:
        """The maker's State has answered: the weapon went to another."""
        self.federation["XA"].records.append(sold_abroad(rifle(), "XA", "XB"))
        case_id = self.opened()
        self.asked(case_id)
        self.federation.clock.advance(hours=30)
        self.approved("XA")
        return case_id

    def established(self) -> str:
        """Two States have answered, and the last legal record is known."""
        case_id = self.referred()
        self.federation["XB"].records.append(stolen_here(rifle("AR-104417"), "XB"))
        leg_id = self.case(case_id).legs[0].leg_id
        desk = self.federation[OWN]
        desk.write(lambda tx: desk.casework.cases.follow_referral(tx, case_id, leg_id, by="ana"))
        self.federation.settle()
        self.federation.clock.advance(days=3)
        self.approved("XB")
        return case_id

    def refused(self, disposition: Disposition = Disposition.REFUSED) -> str:
        """The State asked refuses, or keeps part of its answer back."""
        case_id = self.opened(case_draft(rifle("RF 2201")))
        self.asked(case_id)
        withheld = ("chain",) if disposition is Disposition.RESTRICTED else ()
        answer = AnswerDraft(
            disposition=disposition,
            grounds=(Ground.G1,),
            explanation="An investigation into the dealer is open until June.",
            withheld=withheld,
        )
        self.answered("XA", answer)
        return case_id

    def in_question(self) -> str:
        """The State asked wants to know more."""
        case_id = self.opened(case_draft(rifle("QU 3177")))
        self.asked(case_id)
        self.questioned("XA", "Is there an import mark on the barrel?")
        return case_id

    def blocked(self) -> str:
        """Nothing is left on the weapon by which it could be found."""
        return self.opened(case_draft(unmarked()))


def unmarked() -> Firearm:
    """A rifle whose number was ground off."""
    gone = Mark(
        kind=MarkKind.MANUFACTURER_SERIAL,
        condition=MarkCondition.OBLITERATED,
        position=MarkPosition.RECEIVER,
    )
    return rifle(marks=(gone,))


def at_desk(
    region: RegionApi,
    use: Callable[[ConsoleClient], Awaitable[None]],
    *roles: Role,
    state: str = OWN,
) -> None:
    """Somebody of the State signs in at its console and works there."""
    desk = region.federation[state]

    async def run() -> None:
        async with officer(services_of(desk), desk.clock, *roles) as console:
            await use(console)

    asyncio.run(run())
