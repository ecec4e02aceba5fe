"""The story: a rifle seized in Corvina, traced through Arvenia to where it left the law in Belmara.

The officers' steps are calls of the nodes' REST interface, as their own programs would make them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from accord.adapter import RegistryRecord
from accord.cases.codes import (
    IllicitBasis,
    IntendedUse,
    Outcome,
    RecoveryCircumstance,
    RecoveryContext,
)
from accord.cases.trace import NoticeSearch, TraceResponse
from accord.dates import PartialDate
from accord_demo.lives import FEATURED, FEATURED_SEIZURE
from accord_demo.processes import wait_for
from accord_demo.region import Region
from accord_demo.sheets import records
from accord_demo.sight import show_sight
from node.api.bodies import Approval, Created, Following, NewLeg, RequestList
from node.casework.drafts import CaseDraft
from node.casework.views import CaseDetail, RequestDetail, Standing
from node.cli.client import Client, path

EXPECTED = ("XB", FEATURED.ended)


def draft(record: RegistryRecord) -> CaseDraft:
    """A case about a weapon of the seizure list."""
    return CaseDraft(
        firearm=record.firearm,
        illicit_basis=(IllicitBasis.NATIONAL_LAW,),
        legal_justification="Found in the possession of persons without a licence",
        intended_use=(IntendedUse.INVESTIGATION, IntendedUse.DIVERSION_ANALYSIS),
        circumstance=RecoveryCircumstance.SEIZED_CRIMINAL,
        recovery_date=record.status_date,
        recovery_context=(RecoveryContext.TRAFFICKING,),
        notice_searches=(
            NoticeSearch(
                system="national notices of lost and stolen weapons",
                reference=record.record_id,
                date=record.status_date,
            ),
        ),
    )


@dataclass(frozen=True, slots=True)
class Told:
    """How the story ended."""

    point: tuple[str, PartialDate | None]
    case_id: str

    @property
    def as_expected(self) -> bool:
        """Whether the point of diversion is where the rifle's life says it is."""
        state, day = EXPECTED
        return day is not None and self.point == (state, PartialDate.of(day))


class Story:
    """Plays it step by step, and says what happens."""

    def __init__(self, region: Region, console: Console) -> None:
        self._region = region
        self._console = console
        self._step = 0

    def play(self) -> Told:
        """From the seizure to the point of diversion."""
        corvina = self._region.client("XC", "Insp. Duarte")
        record = self._seizure()
        case_id = self.open_case(corvina, record)
        first = self._ask_maker(corvina, case_id)
        self._follow(corvina, case_id, first)
        self._answer_in_belmara()
        case = self._close(corvina, case_id)
        show_sight(self._console, self._region, case)
        return Told(_point(case), case_id)

    def _say(self, who: str, text: str) -> None:
        self._step += 1
        self._console.print(f"\n[bold]{self._step}. {who}[/bold]  {text}")

    def _seizure(self) -> RegistryRecord:
        found = {one.record_id: one for one in records(self._region, "XC")}[FEATURED_SEIZURE]
        weapon, mark = found.firearm, found.firearm.marks[0]
        self._say(
            "Corvina",
            f"The police seize a rifle on {found.status_date} and list it as {FEATURED_SEIZURE}: "
            f"{weapon.maker_text}, {weapon.model_text}, calibre {weapon.calibre_text}, "
            f"number {mark.text!r} (the O is an officer's reading of a zero).",
        )
        return found

    def open_case(self, client: Client, record: RegistryRecord) -> str:
        """Opens the case; the node searches Corvina's own register first."""
        case_id = client.post(path("cases"), draft(record), Created).id
        case = self.until(client, case_id, lambda one: bool(one.suggestions))
        suggestion = case.suggestions[0]
        self._say(
            "Corvina",
            f"Case {case_id} is opened. Its own register knows nothing of the rifle before the "
            f"seizure ({_said(case.domestic)}). The markings point at {suggestion.state}: "
            f"{suggestion.reason}.",
        )
        return case_id

    def _ask_maker(self, client: Client, case_id: str) -> str:
        suggestion = self.until(client, case_id, lambda one: bool(one.suggestions)).suggestions[0]
        leg = NewLeg(state=suggestion.state, why=suggestion.why)
        leg_id = client.post(path("cases", case_id, "legs"), leg, Created).id
        case = self.until(client, case_id, _answered(leg_id))
        answer = next(one.response for one in case.legs if one.leg_id == leg_id)
        self._say(
            "Arvenia",
            "The factory's database answers, and the release rules let the answer go by itself: "
            f"{_said(answer)}.",
        )
        self._chain(answer)
        return leg_id

    def _follow(self, client: Client, case_id: str, leg_id: str) -> None:
        follow = path("cases", case_id, "legs", leg_id, "referral")
        client.post(follow, Following(), Created)
        self._say("Corvina", "Follows the referral: the requester asks Belmara itself.")

    def _answer_in_belmara(self) -> None:
        belmara = self._region.client("XB", "Maj. Ilves")
        waiting = wait_for(
            lambda: (
                belmara.get(path("requests"), RequestList, {"standing": Standing.OFFICER}).requests
                or None
            ),
            "Belmara's officer to see the request",
        )
        request = belmara.get(path("requests", waiting[0].request_id), RequestDetail)
        best = request.candidates[0]
        self._say(
            "Belmara",
            f"The ministry's sheet has it as record {best.record_id}, grade {best.grade}: "
            f"{'; '.join(best.reasons_for)}. Proposed: {_said(request.proposal)}. "
            "Belmara's rules want an officer's approval, and get it.",
        )
        approval = path("requests", request.summary.request_id, "approval")
        belmara.post(approval, Approval(), RequestDetail)

    def _close(self, client: Client, case_id: str) -> CaseDetail:
        case = self.until(client, case_id, lambda one: one.proposed_outcome is not None)
        self._chain(case.legs[-1].response)
        client.post(path("cases", case_id, "outcome", "proposed"), None, CaseDetail)
        case = self.until(client, case_id, lambda one: one.summary.standing is Standing.CLOSED)
        state, day = _point(case)
        outcome = case.summary.outcome
        point = outcome.point_of_diversion if outcome else None
        self._say(
            "Corvina",
            f"Closes the case: {outcome.outcome if outcome else 'open'}. "
            f"Point of diversion: [bold]{state}, {day}[/bold], "
            f"{point.stage if point else None}, {point.method if point else None}. "
            "The use restrictions stay attached: "
            f"{', '.join(case.restrictions) or 'none'}.",
        )
        return case

    def _chain(self, answer: TraceResponse | None) -> None:
        table = Table("", "event", "State", "role", "party", "from", box=None, padding=(0, 2))
        for link in answer.chain if answer else ():
            table.add_row(
                str(link.sequence),
                str(link.event or ""),
                link.state,
                str(link.role or ""),
                link.party,
                str(link.from_date or ""),
            )
        self._console.print(table)

    @staticmethod
    def until(client: Client, case_id: str, test: Callable[[CaseDetail], bool]) -> CaseDetail:
        """The case, once it passes the test."""

        def look() -> CaseDetail | None:
            case = client.get(path("cases", case_id), CaseDetail)
            return case if test(case) else None

        return wait_for(look, "the case to go on")


def _answered(leg_id: str) -> Callable[[CaseDetail], bool]:
    return lambda case: any(leg.leg_id == leg_id and leg.response for leg in case.legs)


def _said(response: TraceResponse | None) -> str:
    if response is None:
        return "no answer"
    where = f" to {response.next_state.state}" if response.next_state else ""
    grade = f", match grade {response.matched.grade}" if response.matched else ""
    return f"{response.disposition}{where}{grade}"


def _point(case: CaseDetail) -> tuple[str, PartialDate | None]:
    outcome = case.summary.outcome
    if outcome is None or outcome.outcome is not Outcome.TRACED_INTERNATIONAL:
        return "", None
    point = outcome.point_of_diversion
    return (point.state, point.from_date) if point else ("", None)
