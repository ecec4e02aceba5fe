"""What an officer does in the register of officials who may sign."""

from types import MappingProxyType
from typing import Any, Final

from aiohttp import web

from accord.cases.signatory import Signatory
from accord.pages.marked import marked as _N
from node.api.bodies import Created, Reason
from node.api.signatories import Lodging, SignatoryRevocation
from node.certificates.views import SignatoryDetail
from node.console.acting import Act, Prepare, Prepared
from node.console.certificates.fields import SIGNATORY
from node.console.forms.spec import FieldSpec, Spec, Widget
from node.console.transfers.acting import formed, members
from node.console.visit import Visit

_PATH: Final = "/signatories/{official_id}"
_REASON: Final[Spec] = {"reason": FieldSpec(label=_N("Reason"), widget=Widget.PARAGRAPH, order=1)}
_ACT: Final = "certificates/signatory_act.html"


async def _new(visit: Visit, _resource: Any) -> Prepared:
    return Prepared(
        values={"authority": visit.frame["authority"], "valid_from_ms": visit.reader.now_ms},
        fixed={"state": str(visit.frame["member"])},
    )


async def _beside(_visit: Visit, signatory: SignatoryDetail) -> Prepared:
    return Prepared(beside={"signatory": signatory})


async def _others(visit: Visit, signatory: SignatoryDetail) -> Prepared:
    """Every State that does not have the entry yet."""
    named = await members(visit)
    fresh = tuple(one for one in named if one not in signatory.lodged_with)
    return Prepared(
        values={"members": fresh},
        options={"members[]": named},
        beside={"signatory": signatory},
    )


def _entered(visit: Visit, made: Created) -> web.StreamResponse:
    return visit.see("signatory", visit.done("enterSignatory"), official_id=made.id)


def _act(
    route: str,
    path: str,
    title: str,
    submit: str,
    *,
    text: str,
    done: str,
    spec: Spec = MappingProxyType({}),
    prepare: Prepare = _beside,
    danger: bool = False,
) -> Act:
    return Act(
        route=route,
        path=_PATH + path,
        title=title,
        text=text,
        submit=submit,
        done=done,
        danger=danger,
        back="signatory",
        section="signatories",
        spec=spec,
        prepare=prepare,
        template=_ACT,
    )


_FORMED: tuple[tuple[Act, type[Any]], ...] = (
    (
        Act(
            route="enterSignatory",
            path="/signatories/new",
            title=_N("Enter an official"),
            text=_N("An official of our own; somebody else confirms the entry."),
            submit=_N("Enter the official"),
            done=_N("The entry waits for somebody else to confirm it."),
            back="signatories",
            section="signatories",
            spec=SIGNATORY,
            prepare=_new,
            after=_entered,
        ),
        Signatory,
    ),
    (
        _act(
            "suspendSignatory",
            "/suspend",
            _N("Suspend the official"),
            _N("Suspend"),
            text=_N("From now on; what was signed before holds."),
            done=_N("The official is suspended."),
            spec=_REASON,
        ),
        Reason,
    ),
    (
        _act(
            "reinstateSignatory",
            "/reinstate",
            _N("Reinstate the official"),
            _N("Reinstate"),
            text=_N("The authority is given back, from now on."),
            done=_N("The official may sign again."),
            spec=_REASON,
        ),
        Reason,
    ),
    (
        _act(
            "revokeSignatory",
            "/revoke",
            _N("End the authority"),
            _N("End the authority"),
            text=_N("For good, also backwards; whoever relied on a signature since is told."),
            done=_N("The authority has ended, or waits for a second person."),
            danger=True,
            spec={
                **_REASON,
                "effective_from_ms": FieldSpec(
                    label=_N("Has ended on"), help=_N("Left open: from now on."), order=2
                ),
            },
        ),
        SignatoryRevocation,
    ),
    (
        _act(
            "lodgeSignatory",
            "/lodge",
            _N("Give it to other States"),
            _N("Send the entry"),
            text=_N("With the digests of the specimens, so that they can compare."),
            done=_N("The entry is on its way."),
            prepare=_others,
            spec={
                "members": FieldSpec(
                    label=_N("States"),
                    row=_N("State"),
                    add=_N("Add a State"),
                    widget=Widget.ROWS,
                    required=True,
                )
            },
        ),
        Lodging,
    ),
)
_PLAIN: tuple[Act, ...] = (
    _act(
        "activateSignatory",
        "/activate",
        _N("Confirm the entry"),
        _N("Confirm the entry"),
        text=_N("Never by the person who made it; the official may sign from now on."),
        done=_N("The official may sign."),
    ),
)
PAGES = (*formed(_FORMED), *(one.page(None) for one in _PLAIN))
