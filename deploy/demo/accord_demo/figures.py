"""The figures: two States return theirs, the secretariat adds them up, and one opens its own."""

from rich.console import Console

from accord.cases.codes import Outcome, RecoveryCircumstance
from accord.cases.statistics_entries import RecoveryEntry
from accord.dates import PartialDate
from accord_demo.lives import FEATURED_SEIZURE
from accord_demo.processes import wait_for
from accord_demo.region import Region
from accord_demo.sheets import records
from node.api.bodies import Created
from node.api.statistics_bodies import (
    Approved,
    ComputeWanted,
    Numbered,
    PublicationList,
    SdgNow,
)
from node.cli import show_region, show_statistics
from node.cli.client import path
from node.statistics.views import RegionalDetail

_SECRETARIAT = "XA"
_AMNESTY = 40


def count(console: Console, region: Region, case_id: str) -> bool:
    """Plays one cycle of statistics; whether the rifle of the story stands behind the figure."""
    found = {one.record_id: one for one in records(region, "XC")}[FEATURED_SEIZURE]
    if found.status_date is None:
        return False
    year = found.status_date.year
    console.print(
        f"\n[bold]Statistics[/bold]  Corvina also took in {_AMNESTY} arms in its amnesty month, "
        "and Belmara found 25, the origin of 5 of which a court established."
    )
    day = PartialDate(year=year)
    surrendered, found_ = RecoveryCircumstance.SURRENDERED, RecoveryCircumstance.FOUND
    _returned(region, "XC", [_entry(day, _AMNESTY, surrendered)], year)
    established = Outcome.ESTABLISHED_OTHER_MEANS
    _returned(region, "XB", [_entry(day, 5, found_, established), _entry(day, 20, found_)], year)
    secretariat = region.client(_SECRETARIAT, "the secretariat")
    where = path("statistics", "regional", str(year))

    def arrived() -> RegionalDetail | None:
        view = secretariat.get(where, RegionalDetail)
        return view if len(view.states) == 2 else None

    view = wait_for(arrived, "the returns to arrive")
    console.print(
        "Both approve their figures and send them, as counts and nothing else. The secretariat "
        "adds up numerators and denominators, never percentages; Arvenia sent nothing and is not "
        "published:"
    )
    title = f"SDG 16.4.2 of the demonstration region, {year}"
    console.print(show_statistics.proportions(title, view.sdg.proportions[:1]))
    console.print(show_region.states(view))
    version = secretariat.post(f"{where}/compilations", None, Numbered).version
    secretariat.post(f"{where}/compilations/{version}/publication", None, Approved)
    shown = _published(region, year)
    hidden = sum(one.hidden for one in shown.publications[0].figures)
    console.print(
        f"What is published hides {hidden} small counts, and what would give them away. Only "
        "Corvina can open its own figure: accord-node statistics, in Corvina's node:"
    )
    own = region.client("XC", "Insp. Duarte").get(path("statistics", "years", str(year)), SdgNow)
    console.print(show_statistics.now(own))
    traced = [one.subject for one in own.weapons if one.tracing == "TRACED_INTERNATIONAL"]
    return traced == [case_id] and view.sdg.proportions[0].seized_found_surrendered == 66


def _entry(
    day: PartialDate,
    quantity: int,
    circumstance: RecoveryCircumstance,
    outcome: Outcome | None = None,
) -> RecoveryEntry:
    return RecoveryEntry(
        day=day,
        quantity=quantity,
        circumstance=circumstance,
        outcome=outcome,
        source="the ministry's protocol",
    )


def _returned(region: Region, member: str, entries: list[RecoveryEntry], year: int) -> None:
    analyst, approver = region.client(member, "analyst"), region.client(member, "approver")
    for entry in entries:
        analyst.post(path("statistics", "recoveries"), entry, Created)
    where = path("statistics", "years", str(year), "versions")
    version = analyst.post(where, ComputeWanted(), Numbered).version
    approver.post(f"{where}/{version}/approval", None, Approved)


def _published(region: Region, year: int) -> PublicationList:
    belmara = region.client("XB", "Maj. Ilves")

    def shown() -> PublicationList | None:
        found = belmara.get(path("statistics", "publications", str(year)), PublicationList)
        return found if found.publications else None

    return wait_for(shown, "the publication to arrive")
