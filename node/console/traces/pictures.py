"""The pictures of a case, each with the same as a table for those who hear or copy it."""

from dataclasses import dataclass

from markupsafe import Markup

from accord.pages.charts import custody_chain, timeline
from accord.pages.charts.custody import custody
from accord.pages.charts.svg import Caption, Orientation, fitting, nothing
from accord.pages.charts.table import details
from accord.pages.marked import marked as _N
from node.casework.views import CaseDetail
from node.console.traces.custody import custody_of
from node.console.traces.journey import lanes_of
from node.console.traces.words import Words

BOTH: tuple[Orientation, Orientation] = ("horizontal", "vertical")
_CHAIN = (
    _N("State"),
    _N("Holder"),
    _N("Kind"),
    _N("Dates"),
    _N("Documents"),
    _N("Known"),
    _N("Then"),
)
_EVENTS = (_N("When"), _N("Request"), _N("What happened"))
_AS_TABLE = _N("The same as a table")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """What is drawn of a case; the stylesheet shows the orientation that fits the page."""

    custody: Markup
    requests: Markup


def pictures_of(case: CaseDetail, member: str, words: Words) -> Pictures:
    """The chain of custody, and the requests over time."""
    chain, lanes = custody_of(case, member, words), lanes_of(case, words)

    def caption(key: str, title: str, empty: str) -> Caption:
        return Caption(
            key=key,
            title=words.text(title),
            empty=words.text(empty),
            direction=words.reader.direction,
        )

    told = _N("Nobody has told anything of its life yet.")
    asked = _N("No State has been asked yet.")
    drawn = [
        custody(chain, caption(f"custody-{turned}", _N("Chain of custody"), told), turned)
        for turned in BOTH
    ]
    over_time = [
        timeline.timeline(
            lanes, caption(f"requests-{turned}", _N("Requests over time"), asked), turned
        )
        for turned in BOTH
    ]
    requests = fitting(*over_time)
    if lanes.lanes:
        table = timeline.table(lanes, [words.text(one) for one in _EVENTS])
        requests += details(table, words.text(_AS_TABLE))
    if len(chain.holders) < 2:  # where it was found says nothing of where it has been
        return Pictures(custody=nothing(caption("custody", "", told)), requests=requests)
    table = custody_chain.table(chain, [words.text(one) for one in _CHAIN])
    held = fitting(*drawn) + details(table, words.text(_AS_TABLE))
    return Pictures(custody=held, requests=requests)
