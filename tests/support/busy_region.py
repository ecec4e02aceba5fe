"""A region in which much has happened: what the pages of its consoles show when they are full."""

from dataclasses import dataclass, replace
from functools import partial

from accord_demo.lost import Loss
from busy_transfers import BusyTransfers
from certificate_kit import exemption_draft
from console_region import ConsoleRegion
from console_stories import answered, awaited, inbox, opened_case, rifle, searched, seized, until
from rich.console import Console

from accord.cases.codes import (
    Ground,
    IntendedUse,
    NotEstablishedReason,
    Outcome,
    RecoveryCircumstance,
    WhyYou,
)
from accord.cases.exemption_codes import ExemptionOutcome, ExemptionPosition, OpinionKind
from accord.cases.handover import HandoverKind
from accord.cases.notice_codes import NoticeType
from accord.cases.statistics import RegisterLine
from accord.cases.statistics_codes import AgeGroup, Harm, Sex, TransferDirection
from accord.cases.statistics_entries import (
    IncidentEntry,
    IndicatorEntry,
    RecoveryEntry,
    RegisterEntry,
    SameWeapon,
    Victims,
)
from accord.cases.statistics_indicators import MANUAL_KPIS
from accord.dates import PartialDate
from accord.weapons.codes import WeaponCategory
from accord.weapons.firearm import Firearm
from node.api.bodies import (
    Approval,
    ClarificationAsked,
    Created,
    NewLeg,
    NotPursued,
    QuestionAsked,
    Refusal,
)
from node.api.certificate_bodies import Issued
from node.api.exemptions import Assessment, ExemptionList, PositionTaken
from node.api.handover import HandoverWanted
from node.api.inquiries import ReceivedList
from node.api.statistics_bodies import Approved, ComputeWanted, Numbered
from node.casework.views import CaseDetail, RequestDetail
from node.cli.client import Client, path
from node.exemptions.drafts import DecisionDraft, OpinionDraft
from node.exemptions.views import ExemptionDetail
from node.handover.views import Made
from node.inquiries.views import InquiryDraft
from node.notices.drafts import NoticeDraft
from node.people.rights import Right, Role
from node.people.views import NewToken, TokenMade
from node.statistics.views import RegionalDetail

SECRETARIAT = "XA"
YEAR = 2025
_DAY = PartialDate(year=YEAR, month=3, day=4)
_HURT = Victims(harm=Harm.INJURED, sex=Sex.FEMALE, age=AgeGroup.CHILD, count=2)


@dataclass(frozen=True, slots=True)
class BusyRegion:
    """Three States, one of them with the secretariat, and what their officers have begun."""

    region: ConsoleRegion

    def begin(self) -> None:
        """Every subject, at several of its turns."""
        # First: their papers bear the machine's time, and signing in moves the clock.
        BusyTransfers(self.region).begin()
        self.lost_weapons()
        self.inquiries()
        self.exemptions()
        self.figures()
        self.people()
        self.traces()  # last, since lists begin with what is new
        until(self.region.quiet, "everything to arrive")

    def traces(self) -> None:
        """Cases of Corvina that wait, were answered, asked about, given up; one of Belmara."""
        corvina, belmara = self._at("XC"), self._at("XB")
        referred = self._asked("XC", "XA", rifle())
        awaited(self.region, referred, answered("XA"))
        question = QuestionAsked(
            fields=("firearm.marks",), text="Is there an import mark on the barrel?"
        )
        request_id = self._waiting("XC", "XB", rifle())
        belmara.post(path("requests", request_id, "question"), question, RequestDetail)
        request_id = self._waiting("XC", "XB", rifle())
        first = self._signed_in("XB", "tamm")  # of two people: neither may be the machine
        first.post(path("requests", request_id, "approval"), Approval(), RequestDetail)
        self._waiting("XB", "XC", _unknown())
        self.refused()
        case_id = self._searched("XC", rifle())
        why = NotPursued(reason=NotEstablishedReason.DESTROYED_BEFORE_TRACE)
        corvina.post(path("cases", case_id, "not-pursued"), why, CaseDetail)
        wanted = HandoverWanted(kind=HandoverKind.TRACE, subjects=(referred,))
        corvina.post(path("handover", "files"), wanted, Made)

    def refused(self) -> None:
        """Corvina refuses Belmara two answers; of one it is asked for the reasons."""
        corvina, belmara = self._at("XC"), self._at("XB")
        for asks in (False, True):
            case_id = self._asked("XB", "XC", _unknown())
            request_id = inbox(self.region, "XC", case_id)
            refusal = Refusal(grounds=(Ground.G1,), explanation="An investigation is open.")
            corvina.post(path("requests", request_id, "refusal"), refusal, RequestDetail)
            case = awaited(self.region, case_id, answered("XC"), "XB")
            if asks:
                leg = path("cases", case_id, "legs", case.legs[0].leg_id, "clarification")
                belmara.post(leg, ClarificationAsked(text="Until when?"), CaseDetail)

    def lost_weapons(self) -> None:
        """Hits of Corvina at every turn, each on a notice of Belmara; and a draft of Belmara."""
        loss = Loss(Console(quiet=True), self.region)
        hits = []
        for serial in ("BP 730118", "BP 730241", "BP 730355", "BP 730472"):
            loss.announce(serial)
            hits.append(loss.seize(serial)[1])
        for hit_id in hits[1:]:
            loss.ask(hit_id)
        for hit_id in hits[2:]:
            loss.confirm(hit_id)
        loss.recover(hits[3])
        begun = NoticeDraft(type=NoticeType.LOST, firearm=_unknown())
        self._at("XB").post(path("notices"), begun, Created)

    def inquiries(self) -> None:
        """Belmara asks every member; Corvina's own registers have been searched."""
        wanted = InquiryDraft(
            firearm=rifle(),
            intended_use=(IntendedUse.INVESTIGATION,),
            reason="found in a container whose papers name no origin",
            legal_justification="Firearms Act, section 5",
        )
        for asker, asked in (("XB", "XC"), ("XC", "XB")):
            self._at(asker).post(path("inquiries"), wanted, Created)
            until(partial(self._received, asked), "an inquiry")

    def exemptions(self) -> None:
        """Requests of Belmara: new, returned, before the members, ripe for a decision, granted."""
        secretariat = self._at(SECRETARIAT)
        self._applied("XB-EUC-2026-0006")
        returned = self._applied("XB-EUC-2026-0007")
        lacking = QuestionAsked(fields=("end_use",), text="For which company?")
        secretariat.post(path("exemptions", returned, "return"), lacking, ExemptionDetail)
        self._circulated("XB-EUC-2026-0008")
        self._agreed("XB-EUC-2026-0009")
        granted = self._agreed("XB-EUC-2026-0010")
        decision = DecisionDraft(outcome=ExemptionOutcome.GRANTED)
        secretariat.post(path("exemptions", granted, "decision"), decision, ExemptionDetail)

    def figures(self) -> None:
        """Two States have sent theirs, which the secretariat has compiled; newer ones wait."""
        self._returned("XB", TransferDirection.EXPORT, 40)
        self._returned("XC", TransferDirection.IMPORT, 8)
        where, secretariat = path("statistics", "regional", str(YEAR)), self._at(SECRETARIAT)
        until(
            lambda: len(secretariat.get(where, RegionalDetail).states) == 2,
            "the returns",
        )
        for kept in (True, False):
            version = secretariat.post(f"{where}/compilations", None, Numbered).version
            if kept:
                secretariat.post(f"{where}/compilations/{version}/publication", None, Approved)
        corvina = self._at("XC")
        newer = path("statistics", "years", str(YEAR), "versions")
        corvina.post(newer, ComputeWanted(), Numbered)

    def people(self) -> None:
        """A token with which Corvina's own system calls."""
        self.region.person("XC", "warehouse", Role.OFFICER)
        wanted = NewToken(
            account="warehouse", purpose="the armoury's system", scopes=(Right.READ,), days=30
        )
        self._at("XC").post(path("tokens"), wanted, TokenMade)

    def _returned(self, member: str, direction: TransferDirection, quantity: int) -> None:
        analyst = self._at(member)
        for outcome, count in ((Outcome.TRACED_DOMESTIC, quantity), (None, 5)):
            recovery = RecoveryEntry(
                day=_DAY,
                quantity=count,
                circumstance=RecoveryCircumstance.FOUND,
                outcome=outcome,
                source="protocol 7",
            )
            analyst.post(path("statistics", "recoveries"), recovery, Created)
        partner = "XC" if member == "XB" else "XB"
        line = RegisterLine(
            direction=direction,
            category=WeaponCategory.SA4,
            partner=partner,
            authorised=20,
            actual=quantity,
        )
        entered = {
            "register-lines": RegisterEntry(year=YEAR, line=line, source="licence 3"),
            "incidents": IncidentEntry(day=_DAY, victims=(_HURT,), source="police"),
            "indicators": IndicatorEntry(
                year=YEAR, indicator=MANUAL_KPIS[0], state=member, value="12", source="customs"
            ),
            "same-weapon": SameWeapon(
                case_id=opened_case(self.region, seized(_unknown()), member),
                distinct=True,
                reason="recovered anew",
            ),
        }
        for place, entry in entered.items():
            analyst.post(path("statistics", place), entry, Created)
        where = path("statistics", "years", str(YEAR), "versions")
        version = analyst.post(where, ComputeWanted(), Numbered).version
        approver = self.region.client(member, "approver")
        approver.post(f"{where}/{version}/approval", None, Approved)

    def _circulated(self, certificate: str) -> str:
        secretariat, corvina = self._at(SECRETARIAT), self._at("XC")
        request_id = self._applied(certificate)
        assessment = Assessment(text="The arms fit the stated need.")
        where = path("exemptions", request_id, "circulation")
        secretariat.post(where, assessment, ExemptionDetail)
        until(lambda: self._known(corvina, request_id), "the circulation")
        return request_id

    def _agreed(self, certificate: str) -> str:
        """The members agree, and the secretariat has given its opinion."""
        secretariat, request_id = self._at(SECRETARIAT), self._circulated(certificate)
        where = path("exemptions", request_id)
        agreed = PositionTaken(position=ExemptionPosition.NO_OBJECTION)
        self._at("XC").post(f"{where}/position", agreed, ExemptionDetail)
        until(lambda: self._tallied(request_id), "the position")
        opinion = OpinionDraft(kind=OpinionKind.CONFIRM, reasons="Article 4(1)(i) is met.")
        secretariat.post(f"{where}/opinion", opinion, ExemptionDetail)
        return request_id

    def _tallied(self, request_id: str) -> bool:
        where = path("exemptions", request_id)
        tally = self._at(SECRETARIAT).get(where, ExemptionDetail).tally
        return tally is not None and tally.consensus

    def _applied(self, certificate: str) -> str:
        asked = exemption_draft(certificate_number=certificate)
        request_id = self._at("XB").post(path("exemptions"), asked, Issued).id
        until(lambda: self._known(self._at(SECRETARIAT), request_id), "the request")
        return request_id

    def _received(self, member: str) -> bool:
        return bool(self._at(member).get(path("inquiry-requests"), ReceivedList).received)

    def _known(self, client: Client, request_id: str) -> bool:
        found = client.get(path("exemptions"), ExemptionList).exemptions
        return any(one.request_id == request_id for one in found)

    def _searched(self, member: str, firearm: Firearm) -> str:
        case_id = opened_case(self.region, seized(firearm), member)
        awaited(self.region, case_id, searched, member)
        return case_id

    def _asked(self, member: str, state: str, firearm: Firearm) -> str:
        case_id = self._searched(member, firearm)
        leg = NewLeg(state=state, why=WhyYou.LAST_LEGAL_IMPORT)
        self._at(member).post(path("cases", case_id, "legs"), leg, Created)
        return case_id

    def _waiting(self, member: str, state: str, firearm: Firearm) -> str:
        return inbox(self.region, state, self._asked(member, state, firearm))

    def _signed_in(self, member: str, name: str) -> Client:
        token = self.region.person(member, name, Role.APPROVER).sign_in().token
        return replace(self._at(member), token=token, officer="")

    def _at(self, member: str) -> Client:
        return self.region.client(member)


def _unknown() -> Firearm:
    """A rifle that no register of the region knows."""
    known = rifle()
    return replace(known, marks=tuple(replace(one, text="ZX 551207") for one in known.marks))
