"""What officers do with a year's figures, each on a page of its own."""

from typing import Any

from aiohttp import web

from accord.pages.marked import marked as _N
from node.api.statistics_bodies import Approved, ComputeWanted, Numbered, Template
from node.console.acting import Act, Prepared
from node.console.forms.form import Form
from node.console.forms.spec import FieldSpec
from node.console.labels import LABELS
from node.console.statistics import pictures
from node.console.statistics.sheets import taken
from node.console.uploading import Upload
from node.console.visit import Visit
from node.people.rights import Right
from node.statistics.views import ReturnDetail

VERSION = "/statistics/{year}/versions/{version}"


def _made(visit: Visit, answer: Numbered) -> web.StreamResponse:
    done = visit.done("computeReturn")
    return visit.see("version", done, year=visit.path["year"], version=str(answer.version))


def _approved(visit: Visit, answer: Approved) -> web.StreamResponse:
    """The page of the version says itself that a second person is awaited."""
    done = visit.done("approveReturn") if answer.approved else {}
    return visit.see("version", done, **visit.path)


async def _about(visit: Visit, detail: ReturnDetail) -> Prepared:
    whole = detail.sdg.proportions[0]
    return Prepared(
        beside={
            "one": detail.summary,
            "whole": whole,
            "picture": pictures.proportion(visit.reader, whole),
        }
    )


_COMPUTE = Act(
    route="computeReturn",
    path="/statistics/{year}/versions/new",
    title=_N("Compute a new version"),
    text=_N("Everything that counts today is added up and kept as it stands. Nothing leaves."),
    submit=_N("Compute"),
    done=_N("The version is computed. Look at it, then let it be approved."),
    back="year",
    section="figures",
    spec={
        "nil_report": FieldSpec(
            label=_N("No transfers to report"),
            help=_N("The State tells the UN Register that nothing went out and nothing came in."),
        )
    },
    after=_made,
)
_PLAIN = (
    Act(
        route="approveReturn",
        path=VERSION + "/approval",
        title=_N("Approve these figures"),
        text=_N("They become the word of the State and go to the secretariat: sums, and no case."),
        submit=_N("Approve and send"),
        done=_N("The figures are approved and on their way to the secretariat."),
        back="version",
        section="figures",
        right=Right.APPROVE,
        prepare=_about,
        after=_approved,
        template="statistics/act.html",
    ),
    Act(
        route="sendReturn",
        path=VERSION + "/sending",
        title=_N("Send it again"),
        text=_N("The secretariat has not received these figures; they are sealed and sent anew."),
        submit=_N("Send it again"),
        done=_N("It is on its way."),
        back="version",
        section="figures",
        prepare=_about,
        template="statistics/act.html",
    ),
    Act(
        route="discardReturn",
        path=VERSION + "/discarding",
        title=_N("Discard this version"),
        text=_N("It is not to be approved. It is kept and stays readable."),
        submit=_N("Discard"),
        done=_N("The version is put aside."),
        danger=True,
        back="version",
        section="figures",
        prepare=_about,
        template="statistics/act.html",
    ),
)
_TEMPLATE = Upload(
    route="fillTemplate",
    path=VERSION + "/template",
    title=_N("Fill a template"),
    text=_N(
        "A template says into which cell of a workbook the sum of which counts goes. Its cells "
        "come back with their values."
    ),
    label=_N("Text of the template"),
    submit=_N("Fill and download"),
    back="version",
    section="figures",
    body=lambda text: Template(text=text),
    after=taken,
)
PAGES: tuple[Any, ...] = (
    _TEMPLATE.page(),
    _COMPUTE.page(Form(ComputeWanted, spec=_COMPUTE.spec, codes=LABELS)),
    *(act.page(None) for act in _PLAIN),
)
