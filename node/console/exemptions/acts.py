"""What officers do about exemptions, each on a page of its own."""

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any, Final

from aiohttp import web

from accord.cases.exemption_codes import ExemptionOutcome, ExemptionPosition
from accord.pages.marked import marked as _N
from node.api.bodies import QuestionAsked, Reason
from node.api.certificate_bodies import Issued
from node.api.exemptions import Assessment, ExemptionUseWanted, PositionTaken, Told
from node.console.acting import Act, Prepare, Prepared
from node.console.forms.spec import FieldSpec, Spec, Widget, under
from node.console.traces.weapon_fields import FIREARM
from node.console.transfers.acting import formed, members
from node.console.visit import Visit
from node.exemptions.drafts import DecisionDraft, ExemptionDraft, OpinionDraft
from node.exemptions.views import ExemptionDetail

_PATH: Final = "/exemptions/{exemption_id}"
_WAITS: Final = _N("Done, or it waits for a second person.")
_REASON: Final[Spec] = {"reason": FieldSpec(label=_N("Reason"), widget=Widget.PARAGRAPH)}
_DRAFT: Final[Spec] = {
    "national_commission": FieldSpec(order=1),
    "ground": FieldSpec(order=2, widget=Widget.RADIO),
    "mandate": FieldSpec(
        order=3, help=_N("With a peace support operation: the decision behind it.")
    ),
    "items": FieldSpec(label=_N("Weapons"), row=_N("Item"), add=_N("Add an item"), rows=1, order=4),
    "items[].category": FieldSpec(order=1),
    "items[].type_text": FieldSpec(order=2),
    "items[].model_text": FieldSpec(order=3),
    "items[].calibre_text": FieldSpec(order=4),
    "items[].quantity": FieldSpec(order=5),
    "items[].weapons": FieldSpec(
        row=_N("Weapon"), add=_N("Add a weapon"), order=6, help=_N("Every one with its marks.")
    ),
    **under("items[].weapons[]", FIREARM),
    "supplier": FieldSpec(label=_N("Supplier"), order=5),
    "supply": FieldSpec(order=6),
    "supply.shipments": FieldSpec(order=1),
    "supply.from_date": FieldSpec(order=2),
    "supply.to_date": FieldSpec(order=3),
    "supply.route": FieldSpec(
        widget=Widget.LINES, order=4, help=_N("States and places in their order.")
    ),
    "supply.transport": FieldSpec(order=5),
    "supply.storage": FieldSpec(order=6),
    "supply.companies": FieldSpec(row=_N("Company"), add=_N("Add a company"), order=7),
    "end_user": FieldSpec(label=_N("End user"), order=7),
    "end_user_confirmation": FieldSpec(order=8),
    "end_use": FieldSpec(label=_N("End use"), order=9),
    "certificate_number": FieldSpec(order=10),
    "brokers": FieldSpec(row=_N("Broker"), add=_N("Add a broker"), order=11, more=True),
    "handling": FieldSpec(hidden=True),
    "language": FieldSpec(hidden=True),
}


async def _beside(_visit: Visit, exemption: ExemptionDetail) -> Prepared:
    return Prepared(beside={"exemption": exemption})


async def _begun(visit: Visit, _resource: Any) -> Prepared:
    return Prepared(values={"language": visit.reader.language})


async def _asked(_visit: Visit, exemption: ExemptionDetail) -> Prepared:
    """The request as it was made, to be corrected."""
    names = {one.name for one in fields(ExemptionDraft)} - {"handling", "language"}
    asked = exemption.request
    values = {name: getattr(asked, name) for name in names if getattr(asked, name) is not None}
    values |= {"handling": asked.preamble.handling, "language": asked.preamble.language}
    return Prepared(values=values, beside={"exemption": exemption})


async def _left(_visit: Visit, exemption: ExemptionDetail) -> Prepared:
    """All that is left of each item, to be lowered."""
    left = tuple(one for one in exemption.remaining if one.quantity)
    return Prepared(values={"quantities": left}, beside={"exemption": exemption})


async def _told(visit: Visit, exemption: ExemptionDetail) -> Prepared:
    return Prepared(options={"member": await members(visit)}, beside={"exemption": exemption})


def _made(visit: Visit, issued: Issued) -> web.StreamResponse:
    if not issued.id:
        return visit.see("exemptions", visit.done("requestExemption"))
    return visit.see("exemption", visit.done("requestExemption"), exemption_id=issued.id)


def _act(
    route: str,
    path: str,
    title: str,
    submit: str,
    *,
    text: str,
    done: str,
    spec: Mapping[str, FieldSpec] = MappingProxyType({}),
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
        back="exemption",
        section="exemptions",
        spec=spec,
        prepare=prepare,
        template="exemptions/act.html",
    )


_FORMED: tuple[tuple[Act, type[Any]], ...] = (
    (
        Act(
            route="requestExemption",
            path="/exemptions/new",
            title=_N("Ask for an exemption"),
            text=_N("With all that article 5(1) asks for; the secretariat circulates it."),
            submit=_N("Send the request"),
            done=_N("The request is on its way, or waits for a second person."),
            back="exemptions",
            section="exemptions",
            spec=_DRAFT,
            prepare=_begun,
            after=_made,
        ),
        ExemptionDraft,
    ),
    (
        _act(
            "correctExemption",
            "/correct",
            _N("Send it corrected"),
            _N("Send the request"),
            text=_N("The corrected request takes the place of the one before."),
            done=_N("The corrected request is on its way."),
            spec=_DRAFT,
            prepare=_asked,
        ),
        ExemptionDraft,
    ),
    (
        _act(
            "withdrawExemption",
            "/withdraw",
            _N("Withdraw the request"),
            _N("Withdraw"),
            text=_N("The secretariat and the members are told."),
            done=_N("The request is withdrawn."),
            spec=_REASON,
            danger=True,
        ),
        Reason,
    ),
    (
        _act(
            "useExemption",
            "/use",
            _N("Count a shipment"),
            _N("Ask the secretariat to count it"),
            text=_N("Before it leaves; the secretariat keeps the count for the whole region."),
            done=_N("The secretariat is asked to count it."),
            spec={
                "transfer": FieldSpec(label=_N("Transfer"), order=1),
                "shipment": FieldSpec(order=2),
                "quantities": FieldSpec(row=_N("Item"), add=_N("Add an item"), order=3),
            },
            prepare=_left,
        ),
        ExemptionUseWanted,
    ),
    (
        _act(
            "answerExemption",
            "/position",
            _N("Take a position"),
            _N("Send the position"),
            text=_N("An objection names its criteria (ECOWAS Convention, art 6)."),
            done=_N("Our position is on its way."),
            spec={
                "position": FieldSpec(
                    widget=Widget.RADIO,
                    only=(
                        ExemptionPosition.NO_OBJECTION,
                        ExemptionPosition.OBJECTION,
                        ExemptionPosition.COMMENT,
                    ),
                    order=1,
                ),
                "criteria": FieldSpec(order=2, help=_N("Where you object.")),
                "text": FieldSpec(label=_N("Reasons"), widget=Widget.PARAGRAPH, order=3),
            },
        ),
        PositionTaken,
    ),
    (
        _act(
            "returnExemption",
            "/return",
            _N("Return it to the applicant"),
            _N("Return it"),
            text=_N("The applicant is told what is missing, and sends it corrected."),
            done=_N("The request is returned."),
            spec={
                "text": FieldSpec(
                    label=_N("What is missing, in words"), widget=Widget.PARAGRAPH, order=1
                ),
                "fields": FieldSpec(widget=Widget.LINES, order=2),
            },
        ),
        QuestionAsked,
    ),
    (
        _act(
            "circulateExemption",
            "/circulate",
            _N("Circulate to the members"),
            _N("Circulate it"),
            text=_N("With the technical assessment; the clock of the answers begins (art 5(2))."),
            done=_N("The request is on its way to the members."),
            spec={"text": FieldSpec(label=_N("Technical assessment"), widget=Widget.PARAGRAPH)},
        ),
        Assessment,
    ),
    (
        _act(
            "giveExemptionOpinion",
            "/opinion",
            _N("Give the opinion"),
            _N("Send the opinion"),
            text=_N("Reasoned and confidential (art 5(3)); without consensus, a body decides."),
            done=_WAITS,
            spec={
                "kind": FieldSpec(widget=Widget.RADIO, order=1),
                "reasons": FieldSpec(widget=Widget.PARAGRAPH, order=2),
            },
        ),
        OpinionDraft,
    ),
    (
        _act(
            "decideExemption",
            "/decision",
            _N("Record the decision"),
            _N("Record the decision"),
            text=_N("After a consensus as the opinion says; else as the political body says."),
            done=_WAITS,
            spec={
                "outcome": FieldSpec(
                    widget=Widget.RADIO,
                    only=(ExemptionOutcome.GRANTED, ExemptionOutcome.REFUSED),
                    order=1,
                ),
                "reasons": FieldSpec(widget=Widget.PARAGRAPH, order=2),
                "reference": FieldSpec(
                    order=3, help=_N("Of the decision, where the body decided.")
                ),
                "valid_to": FieldSpec(order=4, help=_N("Left open, as long as the policy allows.")),
                "conditions": FieldSpec(widget=Widget.PARAGRAPH, order=5),
            },
        ),
        DecisionDraft,
    ),
    (
        _act(
            "revokeExemption",
            "/revoke",
            _N("Revoke the exemption"),
            _N("Revoke"),
            text=_N("What has not left under it stops; every State is told."),
            done=_WAITS,
            spec=_REASON,
            danger=True,
        ),
        Reason,
    ),
    (
        _act(
            "tellExemption",
            "/tell",
            _N("Tell a State once more"),
            _N("Send it again"),
            text=_N("The last word goes to that State again, where a message was lost."),
            done=_N("It is on its way."),
            spec={"member": FieldSpec(label=_N("State"))},
            prepare=_told,
        ),
        Told,
    ),
)
_PLAIN: tuple[Act, ...] = (
    _act(
        "seeExemption",
        "/seen",
        _N("Say that we have read it"),
        _N("Tell the secretariat"),
        text=_N("It is no position; the clock goes on."),
        done=_N("The secretariat is told."),
    ),
)
PAGES = (*formed(_FORMED), *(one.page(None) for one in _PLAIN))
