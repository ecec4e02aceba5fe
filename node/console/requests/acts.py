"""What an officer does about a request from abroad, each on a page of its own."""

from typing import Any, Final

from accord.pages.marked import marked as _N
from node.api import bodies
from node.casework.drafts import AnswerDraft
from node.casework.views import RequestDetail
from node.console.acting import Act, Prepared
from node.console.forms.form import Form
from node.console.forms.spec import FieldSpec, Spec, Widget, under
from node.console.labels import LABELS
from node.console.visit import Visit

_PATH = "/requests/{request_id}"
_SENT = _N("The answer is on its way, or waits for a second person where the rules ask for one.")
_GROUNDS: Spec = {
    "grounds": FieldSpec(
        label=_N("Grounds"), help=_N("There are four, and no others (ITI 22)."), order=1
    ),
    "explanation": FieldSpec(label=_N("Reasons"), widget=Widget.PARAGRAPH, order=2),
}
_NUMBER: Spec = {"number": FieldSpec(label=_N("Candidate"), hidden=True)}
_USE = FieldSpec(label=_N("Restrictions on use"), more=True)


# What of an answer can be kept back (release.py), the likeliest first.
WITHHELD: Final = (
    "chain.party",
    "chain",
    "last_legal_record",
    "next_state",
    "point_of_diversion",
    "reported_lost_or_stolen",
    "notice_id",
    "record_holder",
    "matched",
    "searched",
    "expected_lifting",
)
# What a requester may be asked to add.
ASKED: Final = (
    "firearm.marks",
    "firearm.photographs",
    "firearm.maker_text",
    "firearm.model_text",
    "firearm.calibre_text",
    "firearm.type",
    "firearm.country_of_manufacture",
    "firearm.year_of_manufacture",
    "firearm.import_country",
    "recovery_date",
    "recovery_place",
    "circumstance",
    "illicit_basis",
    "legal_justification",
    "intended_use",
)


async def _beside(visit: Visit, request: RequestDetail) -> Prepared:
    withheld = visit.fields(WITHHELD)
    return Prepared(
        options={
            "withheld[]": withheld,
            "widened.withheld[]": withheld,
            "fields[]": visit.fields(ASKED),
        },
        beside={"request": request, "answers": ()},
    )


async def _numbered(visit: Visit, request: RequestDetail) -> Prepared:
    """The answer of the candidate that the link named, else the proposed one."""
    number = _number(visit, request)
    shown = request.proposal
    if number:
        shown = request.candidates[number - 1].response
    return Prepared(
        values={"number": number},
        options={"withheld[]": visit.fields(WITHHELD)},
        beside={"request": request, "answers": () if shown is None else (shown,)},
    )


async def _waiting(_visit: Visit, request: RequestDetail) -> Prepared:
    answers = () if request.waiting is None else (request.waiting,)
    return Prepared(beside={"request": request, "answers": answers})


def _number(visit: Visit, request: RequestDetail) -> int:
    given = visit.query.get("number", "")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 4 else 0
    return number if number <= len(request.candidates) else 0


_CHAIN: Spec = {
    "chain": FieldSpec(label=_N("Chain of holders"), row=_N("Holder"), add=_N("Add a holder")),
    "chain[].sequence": FieldSpec(label=_N("Order")),
    "chain[].role": FieldSpec(label=_N("Kind of holder"), widget=Widget.SELECT),
    "chain[].state": FieldSpec(label=_N("State"), help=_N("Two letters, such as BR.")),
    "chain[].party": FieldSpec(label=_N("Name")),
    "chain[].from_date": FieldSpec(label=_N("From the day")),
    "chain[].to_date": FieldSpec(label=_N("Until")),
    "chain[].event": FieldSpec(label=_N("How it came there"), widget=Widget.SELECT),
    "chain[].authorisations": FieldSpec(
        label=_N("Authorisations"), row=_N("Authorisation"), more=True
    ),
    "chain[].authorisations[].number": FieldSpec(label=_N("Number")),
    "chain[].authorisations[].kind": FieldSpec(label=_N("What it is")),
    "chain[].authorisations[].issued": FieldSpec(label=_N("Issued")),
    "chain[].authorisations[].expires": FieldSpec(label=_N("Expires")),
    "chain[].authorisations[].transit_states": FieldSpec(
        label=_N("States of transit"), widget=Widget.LINES
    ),
    "chain[].evidence": FieldSpec(label=_N("Evidence"), widget=Widget.SELECT),
}
_HIDDEN = FieldSpec(hidden=True)  # the register's own answer says this better than a form
_ANSWER: Spec = {
    "matched": _HIDDEN,
    "searched": _HIDDEN,
    "record_holder": FieldSpec(label=_N("Record held by"), more=True),
    "last_legal_record": FieldSpec(label=_N("Last legal record"), more=True),
    "last_legal_record.date": FieldSpec(label=_N("Date")),
    "last_legal_record.status": FieldSpec(label=_N("Status")),
    "last_legal_record.holder_class": FieldSpec(label=_N("Kind of holder")),
    "reported_lost_or_stolen": FieldSpec(label=_N("Reported lost or stolen"), more=True),
    "notice_id": FieldSpec(label=_N("Notice"), more=True),
    "next_state": FieldSpec(label=_N("Points to"), more=True),
    "next_state.state": FieldSpec(label=_N("State"), help=_N("Two letters, such as BR.")),
    "next_state.reason": FieldSpec(label=_N("Reason")),
    "next_state.document_references": FieldSpec(label=_N("Documents"), widget=Widget.LINES),
    "point_of_diversion": FieldSpec(label=_N("Point of diversion"), more=True),
    "point_of_diversion.state": FieldSpec(label=_N("State"), help=_N("Two letters, such as BR.")),
    "point_of_diversion.place": FieldSpec(label=_N("Place")),
    "point_of_diversion.from_date": FieldSpec(label=_N("From the day")),
    "point_of_diversion.to_date": FieldSpec(label=_N("Until")),
    "point_of_diversion.stage": FieldSpec(label=_N("Stage")),
    "point_of_diversion.method": FieldSpec(label=_N("Method")),
    "point_of_diversion.circumstance": FieldSpec(label=_N("Circumstances")),
    "disposition": FieldSpec(label=_N("Answer"), order=-9),
    "explanation": FieldSpec(label=_N("Explanation"), order=-8, widget=Widget.PARAGRAPH),
    "grounds": FieldSpec(
        label=_N("Grounds"), help=_N("There are four, and no others (ITI 22)."), order=-7
    ),
    "kind": FieldSpec(label=_N("Final or interim"), more=True),
    "withheld": FieldSpec(label=_N("Fields that are withheld"), more=True),
    "withheld[]": FieldSpec(label=_N("Field")),
    "expected_lifting": FieldSpec(label=_N("Expected to be lifted"), more=True),
    **_CHAIN,
    "use_restrictions": _USE,
}

_FORMED: tuple[tuple[Act, type[Any]], ...] = (
    (
        Act(
            route="approveAnswer",
            path=_PATH + "/approve",
            title=_N("Send this answer"),
            submit=_N("Send the answer"),
            done=_SENT,
            back="request",
            section="requests",
            spec={**_NUMBER, "use_restrictions": _USE},
            prepare=_numbered,
            template="requests/act.html",
        ),
        bodies.Approval,
    ),
    (
        Act(
            route="restrictAnswer",
            path=_PATH + "/restrict",
            title=_N("Withhold something"),
            text=_N("The answer says what is withheld and on which ground (ITI 22)."),
            submit=_N("Send the restricted answer"),
            done=_SENT,
            back="request",
            section="requests",
            spec={
                **_NUMBER,
                **_GROUNDS,
                "withheld": FieldSpec(
                    label=_N("Fields that are withheld"),
                    help=_N("The holder alone keeps back names, the chain all that it tells."),
                ),
                "withheld[]": FieldSpec(label=_N("Field")),
            },
            prepare=_numbered,
            template="requests/act.html",
        ),
        bodies.Restriction,
    ),
    (
        Act(
            route="answerRequest",
            path=_PATH + "/answer",
            title=_N("Answer in your own words"),
            submit=_N("Send the answer"),
            done=_SENT,
            back="request",
            section="requests",
            spec=_ANSWER,
            prepare=_beside,
            template="requests/act.html",
        ),
        AnswerDraft,
    ),
    (
        Act(
            route="refuseRequest",
            path=_PATH + "/refuse",
            title=_N("Refuse the request"),
            text=_N("A refusal names its ground and its reasons; the requester may ask for more."),
            submit=_N("Send the refusal"),
            done=_SENT,
            danger=True,
            back="request",
            section="requests",
            spec=_GROUNDS,
            prepare=_beside,
            template="requests/act.html",
        ),
        bodies.Refusal,
    ),
    (
        Act(
            route="askRequester",
            path=_PATH + "/ask",
            title=_N("Ask for more"),
            text=_N("Our clock stands still until the requester replies (ITI 21)."),
            submit=_N("Send the question"),
            done=_N("The question is on its way."),
            back="request",
            section="requests",
            spec={
                "text": FieldSpec(label=_N("Question"), widget=Widget.PARAGRAPH, order=1),
                "fields": FieldSpec(
                    label=_N("Fields that we need"),
                    order=2,
                ),
                "fields[]": FieldSpec(label=_N("Field")),
            },
            prepare=_beside,
            template="requests/act.html",
        ),
        bodies.QuestionAsked,
    ),
    (
        Act(
            route="clarifyAnswer",
            path=_PATH + "/clarify",
            title=_N("Give the reasons"),
            text=_N("Explains a restriction, a delay or a refusal; the answer may be widened."),
            submit=_N("Send the reasons"),
            done=_N("The reasons are on their way."),
            back="request",
            section="requests",
            spec={
                "text": FieldSpec(label=_N("Reasons"), widget=Widget.PARAGRAPH, order=1),
                "widened": FieldSpec(label=_N("A wider answer"), order=2),
                **under("widened", _ANSWER),
            },
            prepare=_beside,
            template="requests/act.html",
        ),
        bodies.Clarification,
    ),
)
_PLAIN = (
    Act(
        route="releaseAnswer",
        path=_PATH + "/release",
        title=_N("Release the answer"),
        text=_N("You are the second person: exactly this answer leaves, and no other."),
        submit=_N("Release the answer"),
        done=_N("The answer is on its way."),
        back="request",
        section="requests",
        prepare=_waiting,
        template="requests/act.html",
    ),
    Act(
        route="searchAgain",
        path=_PATH + "/search",
        title=_N("Search again"),
        text=_N("Our registers are searched once more, and an answer is proposed anew."),
        submit=_N("Search again"),
        done=_N("Our registers are being searched."),
        back="request",
        section="requests",
        prepare=_beside,
        template="requests/act.html",
    ),
    Act(
        route="resendAnswer",
        path=_PATH + "/resend",
        title=_N("Send it again"),
        text=_N("Our last word did not arrive; it is sealed and sent once more."),
        submit=_N("Send it again"),
        done=_N("It is on its way."),
        back="request",
        section="requests",
        prepare=_beside,
        template="requests/act.html",
    ),
)
PAGES = (
    *(act.page(Form(body, spec=act.spec, codes=LABELS)) for act, body in _FORMED),
    *(act.page(None) for act in _PLAIN),
)
