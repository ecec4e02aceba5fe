"""What an officer does about one request to one State, each on a page of its own."""

from collections.abc import Iterable, Iterator
from typing import Any

from aiohttp import web

from accord.cases.codes import WhyYou
from accord.pages.marked import marked as _N
from node.api import bodies
from node.api.bodies import Created
from node.casework.views import CaseDetail
from node.console.acting import Act, Prepared
from node.console.forms.form import Form
from node.console.forms.spec import FieldSpec, Spec, Widget, under
from node.console.labels import LABELS
from node.console.page import Page
from node.console.traces.weapon_fields import FIREARM
from node.console.visit import Visit

CASE_PATH = "/cases/{case_id}"
REASON: Spec = {"reason": FieldSpec(label=_N("Reason"), widget=Widget.PARAGRAPH)}
_LEG = CASE_PATH + "/legs/{leg_id}"
_SENT = _N("The request is on its way.")
_OVERRIDE = FieldSpec(
    label=_N("Why it is sent all the same"),
    help=_N("Needed where the weapon is identified only in part, or is an antique."),
)


def formed(acts: Iterable[tuple[Act, type[Any]]]) -> Iterator[Page]:
    """The page of each act with the form of its body."""
    for act, body in acts:
        yield act.page(Form(body, spec=act.spec, codes=LABELS))


async def beside(_visit: Visit, case: CaseDetail) -> Prepared:
    """The case, for whoever decides about it."""
    return Prepared(beside={"case": case})


async def _target(visit: Visit, case: CaseDetail) -> Prepared:
    """The State that the link named, of those that the region's members answer for."""
    states = {one.state: visit.reader.country(one.state) for one in case.suggestions}
    directory = await visit.call("showDirectory")
    members = {one.id: visit.reader.country(one.id) for one in directory.members}
    others = {**members, **states}
    others.pop(str(visit.frame["member"]), None)
    wanted, why = visit.query.get("state", ""), visit.query.get("why", "")
    values: dict[str, object] = {}
    if wanted in others:
        values["state"] = wanted
    if why in WhyYou.__members__:
        values["why"] = WhyYou(why)
    return Prepared(
        values=values,
        options={"state": dict(sorted(others.items(), key=lambda one: one[1]))},
        beside={"case": case},
    )


def _to_leg(visit: Visit, made: Created) -> web.StreamResponse:
    """To the leg that was made."""
    return visit.see("case", visit.done("sendLeg"), case_id=visit.path["case_id"])


_ACTS: tuple[tuple[Act, type[Any]], ...] = (
    (
        Act(
            route="sendLeg",
            path=CASE_PATH + "/ask",
            title=_N("Ask a State"),
            text=_N("The request is sealed for that State alone and sent at once."),
            submit=_N("Send the request"),
            done=_SENT,
            back="case",
            section="cases",
            spec={
                "state": FieldSpec(label=_N("State"), order=1),
                "why": FieldSpec(label=_N("Why that State"), widget=Widget.SELECT, order=2),
                "override_reason": _OVERRIDE,
            },
            prepare=_target,
            after=_to_leg,
        ),
        bodies.NewLeg,
    ),
    (
        Act(
            route="followReferral",
            path=_LEG + "/follow",
            title=_N("Follow the referral"),
            text=_N("Asks the State that the answer points at."),
            submit=_N("Send the request"),
            done=_SENT,
            back="case",
            section="cases",
            spec={"override_reason": _OVERRIDE},
            after=_to_leg,
        ),
        bodies.Following,
    ),
    (
        Act(
            route="replyToQuestion",
            path=_LEG + "/reply",
            title=_N("Answer the question"),
            text=_N("The clock of the State asked goes on when the reply arrives (ITI 21)."),
            submit=_N("Send the reply"),
            done=_N("The reply is on its way."),
            back="case",
            section="cases",
            spec={
                "text": FieldSpec(label=_N("Reply"), order=1),
                "firearm": FieldSpec(label=_N("A better description"), order=2),
                **under("firearm", FIREARM),
            },
            prepare=beside,
            template="traces/leg_act.html",
        ),
        bodies.Reply,
    ),
    (
        Act(
            route="askClarification",
            path=_LEG + "/clarify",
            title=_N("Ask for the reasons"),
            text=_N("A restriction, a delay or a refusal has to be explained (ITI 23)."),
            submit=_N("Ask"),
            done=_N("The question is on its way."),
            back="case",
            section="cases",
            spec={
                "text": FieldSpec(label=_N("What should be explained")),
                "revised_undertaking": FieldSpec(
                    label=_N("What we undertake in return"),
                    help=_N("Such as whom alone the answer will reach."),
                ),
            },
            prepare=beside,
            template="traces/leg_act.html",
        ),
        bodies.ClarificationAsked,
    ),
    (
        Act(
            route="commentOnLeg",
            path=_LEG + "/comment",
            title=_N("Comment"),
            text=_N("Free text for the State asked; nothing waits for it."),
            submit=_N("Send the comment"),
            done=_N("The comment is on its way."),
            back="case",
            section="cases",
            spec={"text": FieldSpec(label=_N("Comment"))},
            prepare=beside,
            template="traces/leg_act.html",
        ),
        bodies.Comment,
    ),
    (
        Act(
            route="withdrawLeg",
            path=_LEG + "/withdraw",
            title=_N("Withdraw the request"),
            text=_N("The State asked is told that the answer is no longer needed."),
            submit=_N("Withdraw"),
            done=_N("The request is withdrawn."),
            danger=True,
            back="case",
            section="cases",
            spec=REASON,
            prepare=beside,
            template="traces/leg_act.html",
        ),
        bodies.Reason,
    ),
)
PAGES = tuple(formed(_ACTS))
