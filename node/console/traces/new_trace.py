"""A new trace: the weapon in the hand, its recovery, and the law; checked before it is opened."""

from typing import Any, Final

from aiohttp import web

from accord.pages.marked import marked as _N
from accord.weapons.codes import MarkCondition, MarkKind, MarkPosition
from accord.weapons.firearm import Mark
from node.api.bodies import Created
from node.casework.drafts import CaseDraft
from node.console.acting import Act, Prepared
from node.console.forms.form import Form
from node.console.labels import LABELS
from node.console.traces.case_fields import CASE
from node.console.traces.checking import checked, with_check
from node.console.visit import Visit

# Where an officer looks first.
FIRST_MARK: Final = Mark(
    kind=MarkKind.MANUFACTURER_SERIAL,
    condition=MarkCondition.INTACT,
    position=MarkPosition.FRAME,
)


async def _begun(visit: Visit, _resource: Any) -> Prepared:
    return Prepared(
        values={"firearm": {"marks": (FIRST_MARK,)}, "language": visit.reader.language},
        beside={"check": await checked(visit)},
    )


def _to_case(visit: Visit, made: Created) -> web.StreamResponse:
    return visit.see("case", visit.done("openCase"), case_id=made.id)


_OPEN: Final = Act(
    route="openCase",
    path="/traces/new",
    title=_N("New trace"),
    text=_N("Our own registers and the notices of the region are searched first."),
    submit=_N("Open the case"),
    done=_N("The case is open; our own registers are being searched."),
    back="cases",
    section="new-trace",
    spec=CASE,
    prepare=_begun,
    after=_to_case,
    template="traces/new.html",
)


PAGE: Final = with_check(_OPEN.page(Form(CaseDraft, spec=CASE, codes=LABELS)))
