"""What the secretariat does with the States' returns, each on a page of its own."""

from typing import Any

from aiohttp import web

from accord.pages.marked import marked as _N
from node.api.statistics_bodies import Approved, Doubt, Numbered
from node.console.acting import Act, Prepared
from node.console.forms.form import Form
from node.console.forms.spec import FieldSpec, Widget
from node.console.labels import LABELS
from node.console.visit import Visit
from node.people.rights import Right
from node.statistics.views import RegionalDetail

YEAR = "/region/{year}"
COMPILATION = YEAR + "/compilations/{version}"


def _compiled(visit: Visit, answer: Numbered) -> web.StreamResponse:
    done, version = visit.done("compileRegion"), str(answer.version)
    return visit.see("previewCompilation", done, year=visit.path["year"], version=version)


def _published(visit: Visit, answer: Approved) -> web.StreamResponse:
    """The page of the compilation says itself that a second person is awaited."""
    done = visit.done("publishCompilation") if answer.approved else {}
    return visit.see("previewCompilation", done, **visit.path)


async def _doubt(visit: Visit, detail: RegionalDetail) -> Prepared:
    state, version = visit.path["state"], visit.path["version"]
    query = next(
        (one.query for one in detail.received if (one.state, str(one.version)) == (state, version)),
        "",
    )
    return Prepared(values={"text": query}, beside={"state": state, "version": version})


_QUERY = Act(
    route="queryReturn",
    path=YEAR + "/returns/{state}/{version}/query",
    title=_N("Query a return"),
    text=_N(
        "The State reads this. Its return does not count until a corrected one comes; an empty "
        "text settles the doubt."
    ),
    submit=_N("Send the query"),
    done=_N("The State is told."),
    back="region-year",
    section="region",
    spec={"text": FieldSpec(label=_N("What is doubtful"), widget=Widget.PARAGRAPH, required=False)},
    prepare=_doubt,
    template="statistics/query.html",
)
_PLAIN = (
    Act(
        route="compileRegion",
        path=YEAR + "/compilations/new",
        title=_N("Compile the region's figures"),
        text=_N("The returns that count are added up as a new version. Nothing is published yet."),
        submit=_N("Compile"),
        done=_N("The figures are compiled. This is what would be published."),
        back="region-year",
        section="region",
        after=_compiled,
    ),
    Act(
        route="publishCompilation",
        path=COMPILATION + "/publication",
        title=_N("Approve and publish"),
        text=_N("Exactly these figures go to all members; small counts are hidden in them."),
        submit=_N("Approve and publish"),
        done=_N("The figures are published and on their way to all members."),
        back="previewCompilation",
        section="region",
        right=Right.APPROVE,
        after=_published,
    ),
    Act(
        route="discardCompilation",
        path=COMPILATION + "/discarding",
        title=_N("Discard this compilation"),
        text=_N("It is not to be published. It is kept and stays readable."),
        submit=_N("Discard"),
        done=_N("The version is put aside."),
        danger=True,
        back="previewCompilation",
        section="region",
    ),
)
PAGES: tuple[Any, ...] = (
    *(act.page(None) for act in _PLAIN),
    _QUERY.page(Form(Doubt, spec=_QUERY.spec, codes=LABELS)),
)
