"""Writing a file for the bureau, and taking its reply in."""

from aiohttp import web

from accord.cases.handover import HandoverKind
from accord.pages.marked import marked as _N
from node.api.handover import BureauReply, HandoverWanted
from node.console.acting import Act, Prepared
from node.console.forms.form import Form
from node.console.forms.spec import FieldSpec, Widget
from node.console.labels import LABELS
from node.console.uploading import Upload
from node.console.visit import Visit
from node.handover.views import FileDetail, Made

NEW = "/handover/new"


def _written(visit: Visit, made: Made) -> web.StreamResponse:
    """What is in the file and what is not; or that a second person is awaited."""
    same = {"kind": made.kind.value, "subjects": ",".join(made.subjects)}
    return visit.page("handover/made.html", made=made, again=visit.to("handOver", same))


def _taken(visit: Visit, detail: FileDetail) -> web.StreamResponse:
    return visit.see("showHandover", visit.done("takeBureauReply"), file_id=detail.summary.file_id)


async def _wanted(visit: Visit, _resource: object) -> Prepared:
    """The cases or notices that a link named, one after the other."""
    kind, subjects = visit.query.get("kind", ""), visit.query.get("subjects", "")
    known = frozenset[str](HandoverKind)
    return Prepared(
        values={
            "kind": HandoverKind(kind) if kind in known else HandoverKind.TRACE,
            "subjects": tuple(one for one in subjects.split(",") if one),
        }
    )


_HAND_OVER = Act(
    route="handOver",
    path=NEW,
    title=_N("Hand over to the bureau"),
    text=_N(
        "The file holds the weapon, its marks and what was searched before. Names of people, "
        "addresses, photographs, and answers that a State reserves are never in it."
    ),
    submit=_N("Write the file"),
    back="handovers",
    section="handover",
    spec={
        "kind": FieldSpec(label=_N("What it holds"), widget=Widget.RADIO, order=1),
        "subjects": FieldSpec(
            label=_N("Cases or notices"),
            help=_N("One number a line: cases for a trace, notices for a record."),
            widget=Widget.LINES,
            order=2,
        ),
    },
    prepare=_wanted,
    after=_written,
)
_REPLY = Upload(
    route="takeBureauReply",
    path="/handover/replies/new",
    title=_N("Take in a reply"),
    text=_N(
        "The bureau's reply file. It is believed nothing: one field that does not fit, and it is "
        "refused as a whole. The same file twice changes nothing."
    ),
    label=_N("Text of the reply"),
    submit=_N("Take it in"),
    done=_N("The reply is taken in. What it says is a lead; an officer judges."),
    back="handovers",
    section="handover",
    body=lambda text: BureauReply(content=text),
    after=_taken,
)
PAGES = (
    _HAND_OVER.page(Form(HandoverWanted, spec=_HAND_OVER.spec, codes=LABELS)),
    _REPLY.page(),
)
