"""What an officer does with inquiries, each on a page of its own."""

from functools import partial
from typing import Any, Final

from aiohttp import web

from accord.pages.marked import marked as _N
from node.api import bodies
from node.api.bodies import Created
from node.api.inquiries import NotInterpretable
from node.console.acting import Act, Prepared
from node.console.forms.spec import FieldSpec, Spec, Widget, under
from node.console.inquiries.scope import scopes_of
from node.console.notices.notice_acts import audiences
from node.console.traces.leg_acts import REASON, formed
from node.console.traces.new_trace import FIRST_MARK
from node.console.traces.weapon_fields import FIREARM
from node.console.visit import Visit
from node.inquiries.views import InquiryDraft, ReceivedDetail

INQUIRY_PATH = "/inquiries/{inquiry_id}"
RECEIVED_PATH = "/inquiry-requests/{received_id}"
# What would help to find a weapon.
HELPFUL: Final = (
    "firearm.marks",
    "firearm.photographs",
    "firearm.maker_text",
    "firearm.model_text",
    "firearm.calibre_text",
    "firearm.type",
    "firearm.country_of_manufacture",
    "firearm.year_of_manufacture",
    "firearm.import_country",
)
_SENT = _N("The answer is on its way, or waits for a second person where the rules ask for one.")


async def _begun(visit: Visit, _resource: Any) -> Prepared:
    """The weapon in the hand, or that of the case or request that the link named."""
    named = await audiences(visit)
    values: dict[str, object] = {"language": visit.reader.language}
    for name in ("case_id", "request_id"):
        if visit.query.get(name):
            values[name] = visit.query[name]
    if values.keys().isdisjoint({"case_id", "request_id"}):
        values["firearm"] = {"marks": (FIRST_MARK,)}
    return Prepared(values=values, options={"members[]": named["audience[]"]})


async def _beside(visit: Visit, received: ReceivedDetail) -> Prepared:
    answer = received.proposal
    return Prepared(
        options={"fields[]": visit.fields(HELPFUL)},
        beside={
            "received": received,
            "answer": answer,
            "scopes": scopes_of(answer.searched if answer else (), visit.reader),
        },
    )


def _to_inquiry(visit: Visit, made: Created) -> web.StreamResponse:
    return visit.see("inquiry", visit.done("openInquiry"), inquiry_id=made.id)


_OPEN: Spec = {
    "firearm": FieldSpec(
        label=_N("The weapon"),
        help=_N("Left open, it is the weapon of the case or request below."),
        order=1,
    ),
    **under("firearm", FIREARM),
    "reason": FieldSpec(
        label=_N("Why so many are asked"), widget=Widget.PARAGRAPH, order=2, required=True
    ),
    "intended_use": FieldSpec(
        label=_N("Use of the answer"), help=_N("At least one (ITI 17(c))."), order=3
    ),
    "legal_justification": FieldSpec(
        label=_N("Legal justification"),
        help=_N("With the statute that it rests on (ITI 17(a))."),
        order=4,
    ),
    "members": FieldSpec(
        label=_N("Whom to ask"),
        help=_N("Nobody ticked asks every member of the region."),
        order=5,
    ),
    "members[]": FieldSpec(label=_N("Member")),
    "urgency_justification": FieldSpec(
        label=_N("Why it is urgent"),
        help=_N("Leave empty for the ordinary course; with a reason, the inquiry is urgent."),
        order=6,
        more=True,
    ),
    "override_reason": FieldSpec(
        label=_N("Why it is sent all the same"),
        help=_N("Needed where the weapon is identified only in part."),
        order=7,
        more=True,
    ),
    "confidentiality_obstacle": FieldSpec(
        label=_N("What prevents confidentiality here"),
        help=_N("Leave empty where confidentiality can be guaranteed (ITI 15)."),
        order=8,
        more=True,
    ),
    "case_id": FieldSpec(label=_N("Our trace case"), order=9, more=True),
    "request_id": FieldSpec(
        label=_N("Another State's request"),
        help=_N("Only where that State lets it be passed on."),
        order=10,
        more=True,
    ),
    "handling": FieldSpec(label=_N("Handling"), order=11, more=True),
    "language": FieldSpec(
        label=_N("Language of the free text"),
        help=_N("A code such as en or fr."),
        order=12,
        more=True,
        quiet=True,
    ),
}
_received = partial(
    Act,
    back="inquiry-request",
    section="inquiry-requests",
    prepare=_beside,
    template="inquiries/act.html",
)
_FORMED: tuple[tuple[Act, type[Any]], ...] = (
    (
        Act(
            route="openInquiry",
            path="/inquiries/new",
            title=_N("New inquiry"),
            text=_N("Asks members at once whether a register of theirs knows the weapon."),
            submit=_N("Ask"),
            done=_N("The inquiry is on its way."),
            back="inquiries",
            section="inquiries",
            spec=_OPEN,
            prepare=_begun,
            after=_to_inquiry,
        ),
        InquiryDraft,
    ),
    (
        Act(
            route="withdrawInquiry",
            path=INQUIRY_PATH + "/withdraw",
            title=_N("Withdraw the inquiry"),
            text=_N("Whoever has not answered is told that nothing is awaited any more."),
            submit=_N("Withdraw"),
            done=_N("The inquiry is withdrawn."),
            danger=True,
            back="inquiry",
            section="inquiries",
            spec=REASON,
        ),
        bodies.Reason,
    ),
    (
        _received(
            route="refuseInquiry",
            path=RECEIVED_PATH + "/refuse",
            title=_N("Refuse to answer"),
            text=_N("On one or more of the four grounds, with the reasons (ITI 22, 23)."),
            submit=_N("Refuse"),
            done=_SENT,
            danger=True,
            spec={
                "grounds": FieldSpec(
                    label=_N("Grounds"), help=_N("There are four, and no others (ITI 22)."), order=1
                ),
                "explanation": FieldSpec(label=_N("Reasons"), widget=Widget.PARAGRAPH, order=2),
            },
        ),
        bodies.Refusal,
    ),
    (
        _received(
            route="sayNotInterpretable",
            path=RECEIVED_PATH + "/not-interpretable",
            title=_N("Cannot be interpreted"),
            text=_N("The description gives nothing to search by: say what would help."),
            submit=_N("Say so"),
            done=_SENT,
            spec={
                "explanation": FieldSpec(
                    label=_N("What cannot be read"), widget=Widget.PARAGRAPH, order=1
                ),
                "fields": FieldSpec(label=_N("Fields that would help"), order=2),
                "fields[]": FieldSpec(label=_N("Field")),
            },
        ),
        NotInterpretable,
    ),
)


_PLAIN = (
    _received(
        route="approveInquiryAnswer",
        path=RECEIVED_PATH + "/approve",
        title=_N("Release the answer"),
        text=_N("It says whether a register knows the weapon, and never what the record says."),
        submit=_N("Release"),
        done=_SENT,
    ),
    _received(
        route="searchForInquiryAgain",
        path=RECEIVED_PATH + "/search",
        title=_N("Search again"),
        text=_N("Searches our own registers once more, also to correct an answer that was given."),
        submit=_N("Search"),
        done=_N("Our own registers are being searched."),
    ),
    _received(
        route="resendInquiryAnswer",
        path=RECEIVED_PATH + "/resend",
        title=_N("Send the answer again"),
        text=_N("The answer did not arrive; it goes out in a new message."),
        submit=_N("Send"),
        done=_N("The answer is on its way."),
    ),
)
PAGES = (*formed(_FORMED), *(act.page(None) for act in _PLAIN))
