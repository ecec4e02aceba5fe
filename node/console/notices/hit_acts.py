"""What the finder and the owner do with a hit, each on a page of its own."""

from dataclasses import fields
from typing import Any

from aiohttp import web

from accord.cases.hit_codes import HitAnswer
from accord.dates import PartialDate
from accord.pages.marked import marked as _N
from node.api.bodies import Created
from node.api.hits import Dismissal
from node.console.acting import Act, Prepared
from node.console.forms.spec import FieldSpec, Spec, Widget, under
from node.console.notices.comparison import fields_named, lines_of, to_compare
from node.console.traces.leg_acts import formed
from node.console.traces.weapon_fields import FIREARM
from node.console.visit import Visit
from node.notices.hit_forms import (
    Acted,
    ConfirmationAsked,
    Disposed,
    HitByHand,
    HitReply,
    RecoveryReport,
)
from node.notices.views import HitDetail

HIT_PATH = "/hits/{hit_id}"
_COMPARED: Spec = {
    "compared": FieldSpec(
        label=_N("What you compared by eye"),
        help=_N("All identifying data: number, maker, calibre and kind."),
        row=_N("Comparison"),
        add=_N("Compare another field"),
        order=1,
    ),
    "compared[].field": FieldSpec(label=_N("Field")),
    "compared[].result": FieldSpec(label=_N("Result"), widget=Widget.SELECT),
}
_ANSWERED = tuple(one.name for one in fields(HitReply))
_DAY = FieldSpec(label=_N("On"), help=_N("Left open, it is today."), order=2)
_TEXT = FieldSpec(label=_N("In words"), widget=Widget.PARAGRAPH, order=9)


def _beside(visit: Visit, hit: HitDetail) -> dict[str, Any]:
    return {"hit": hit, "lines": lines_of(hit, visit.label, visit.reader.country)}


async def _shown(visit: Visit, hit: HitDetail) -> Prepared:
    return Prepared(beside=_beside(visit, hit))


async def _asking(visit: Visit, hit: HitDetail) -> Prepared:
    return Prepared(
        values={"compared": to_compare()},
        options={"compared[].field": fields_named(visit)},
        beside=_beside(visit, hit),
    )


async def _answering(visit: Visit, hit: HitDetail) -> Prepared:
    """The answer that the link named, and what the finder compared to be compared again."""
    values: dict[str, object] = {"compared": to_compare()}
    if (wanted := visit.query.get("answer", "")) in HitAnswer.__members__:
        values["answer"] = HitAnswer(wanted)
        if values["answer"] in {HitAnswer.IN_PROCESS, HitAnswer.NOT_CONFIRMED}:
            values["compared"] = ()
    elif (asked := hit.waiting) is not None:
        # What the first of two people said, for the second to say the same.
        values = {name: getattr(asked, name) for name in _ANSWERED}
    return Prepared(
        values=values,
        options={
            "compared[].field": fields_named(visit),
            "return_to": await _states(visit),
        },
        beside=_beside(visit, hit),
    )


async def _reporting(visit: Visit, hit: HitDetail) -> Prepared:
    """The marks as the finder described them, to be read off once more."""
    values: dict[str, object] = {}
    if hit.firearm is not None:
        values["marks"] = hit.firearm.marks
    if hit.action is not None and isinstance(hit.action.on, PartialDate):
        values["recovered_on"] = hit.action.on
    return Prepared(values=values, beside=_beside(visit, hit))


async def _disposing(visit: Visit, hit: HitDetail) -> Prepared:
    return Prepared(options={"to_state": await _states(visit)}, beside=_beside(visit, hit))


async def _by_hand(visit: Visit, _resource: Any) -> Prepared:
    notice = await visit.call("showNotice", notice_id=visit.path["notice_id"])
    return Prepared(
        fixed={"notice_id": notice.summary.notice_id},
        beside={"notice": notice},
    )


async def _states(visit: Visit) -> dict[str, str]:
    directory = await visit.call("showDirectory")
    states = {one.id: visit.reader.country(one.id) for one in directory.members}
    return dict(sorted(states.items(), key=lambda one: one[1]))


def _answered(visit: Visit, hit: HitDetail) -> web.StreamResponse:
    """A confirmation that waits for a second person is not on its way, and the page says so."""
    query = {} if hit.waits_for_second else visit.done("answerConfirmation")
    return visit.see("hit", query, hit_id=visit.path["hit_id"])


def _to_hit(visit: Visit, made: Created) -> web.StreamResponse:
    return visit.see("hit", visit.done("openHit"), hit_id=made.id)


_ACTS: tuple[tuple[Act, type[Any]], ...] = (
    (
        Act(
            route="requestConfirmation",
            path=HIT_PATH + "/ask",
            title=_N("Ask the owner to confirm"),
            text=_N("Is it identical, and is the notice still active? The clock starts at once."),
            submit=_N("Ask"),
            done=_N("The owner is asked; the clock runs."),
            back="hit",
            section="hits",
            spec={
                **_COMPARED,
                "event": FieldSpec(label=_N("How the weapon was met"), order=2),
                "priority": FieldSpec(label=_N("Priority"), order=3),
                "sole_basis_for_detention": FieldSpec(
                    label=_N("Somebody is held on this hit alone"), order=4
                ),
                "urgency_justification": FieldSpec(
                    label=_N("Why it is urgent"), help=_N("Needed where it is urgent."), order=5
                ),
                "found_on": FieldSpec(label=_N("Found on"), order=6),
                "found_place": FieldSpec(label=_N("Found at"), order=7),
                "text": _TEXT,
                "firearm": FieldSpec(label=_N("A better description"), order=10, more=True),
                **under("firearm", FIREARM),
            },
            prepare=_asking,
            template="notices/hit_act.html",
        ),
        ConfirmationAsked,
    ),
    (
        Act(
            route="answerConfirmation",
            path=HIT_PATH + "/answer",
            title=_N("Answer the finder"),
            text=_N("Confirm, do not confirm, or say by when you will."),
            submit=_N("Send the answer"),
            done=_N("The answer is on its way."),
            back="hit",
            section="hits",
            spec={
                "answer": FieldSpec(label=_N("Answer"), widget=Widget.RADIO, order=0),
                **_COMPARED,
                "instruction": FieldSpec(
                    label=_N("What the finder should do with the weapon"),
                    help=_N("With a confirmation."),
                    order=2,
                ),
                "return_to": FieldSpec(
                    label=_N("State to return it to"), help=_N("With a return only."), order=3
                ),
                "reason": FieldSpec(
                    label=_N("Why it is not confirmed"),
                    help=_N("Only where it is not confirmed."),
                    order=4,
                ),
                "confirm_by_ms": FieldSpec(
                    label=_N("Will confirm by"),
                    help=_N("Only where it is still being examined."),
                    order=5,
                ),
                "text": _TEXT,
            },
            prepare=_answering,
            after=_answered,
            template="notices/hit_act.html",
        ),
        HitReply,
    ),
    (
        Act(
            route="dismissHit",
            path=HIT_PATH + "/dismiss",
            title=_N("Not the weapon: dismiss the hit"),
            text=_N("You have compared the marks, and it is another weapon."),
            submit=_N("Dismiss"),
            done=_N("The hit is dismissed."),
            danger=True,
            back="hit",
            section="hits",
            spec={
                "reason": FieldSpec(label=_N("Reason"), order=1),
                "text": FieldSpec(
                    label=_N("What differs"),
                    help=_N("Needed, except for a duplicate."),
                    widget=Widget.PARAGRAPH,
                    order=2,
                ),
            },
            prepare=_shown,
            template="notices/hit_act.html",
        ),
        Dismissal,
    ),
    (
        Act(
            route="recordHitAction",
            path=HIT_PATH + "/action",
            title=_N("Record what was done"),
            text=_N("Under your own law, on the confirmed hit (SIS art 39)."),
            submit=_N("Record"),
            done=_N("The owner of the notice is told what was done."),
            back="hit",
            section="hits",
            spec={
                "action": FieldSpec(label=_N("What was done"), order=1),
                "on": _DAY,
                "text": _TEXT,
            },
            prepare=_shown,
            template="notices/hit_act.html",
        ),
        Acted,
    ),
    (
        Act(
            route="reportRecovery",
            path=HIT_PATH + "/recovery",
            title=_N("Report the recovery"),
            text=_N("The weapon is in safe hands; the owner then clears the notice."),
            submit=_N("Send the report"),
            done=_N("The recovery is reported."),
            back="hit",
            section="hits",
            spec={
                "recovered_on": FieldSpec(label=_N("Recovered on"), order=1),
                "place": FieldSpec(label=_N("Place"), order=2),
                "agency": FieldSpec(label=_N("Agency that holds the weapon"), order=3),
                "agency_case": FieldSpec(label=_N("Case number of the agency"), order=4),
                "condition": FieldSpec(label=_N("Condition of the weapon"), order=5),
                **{
                    pattern: said
                    for pattern, said in FIREARM.items()
                    if pattern == "marks" or pattern.startswith("marks[")
                },
                "marks": FieldSpec(
                    label=_N("Marks as seen at recovery"),
                    row=_N("Mark"),
                    add=_N("Add a mark"),
                    rows=1,
                    order=6,
                ),
            },
            prepare=_reporting,
            template="notices/hit_act.html",
        ),
        RecoveryReport,
    ),
    (
        Act(
            route="recordDisposition",
            path=HIT_PATH + "/disposition",
            title=_N("Record where the weapon went"),
            text=_N("The hit ends with it."),
            submit=_N("Record"),
            done=_N("It is recorded where the weapon went."),
            back="hit",
            section="hits",
            spec={
                "disposition": FieldSpec(label=_N("Where it went"), order=1),
                "on": _DAY,
                "to_state": FieldSpec(
                    label=_N("State"), help=_N("Where it was returned."), order=3
                ),
                "text": _TEXT,
            },
            prepare=_disposing,
            template="notices/hit_act.html",
        ),
        Disposed,
    ),
    (
        Act(
            route="openHit",
            path="/notices/{notice_id}/hit",
            title=_N("We may have this weapon"),
            text=_N("Opens a hit by hand, where no number shows it."),
            submit=_N("Open the hit"),
            done=_N("The hit is open: compare the marks by eye."),
            back="notice",
            section="notices",
            spec={
                "reference": FieldSpec(label=_N("Your case"), order=1),
                "event": FieldSpec(label=_N("How the weapon was met"), order=2),
                "why": FieldSpec(
                    label=_N("What makes you believe it"), widget=Widget.PARAGRAPH, order=3
                ),
                "firearm": FieldSpec(label=_N("The weapon in your hand"), order=4),
                **under("firearm", FIREARM),
            },
            prepare=_by_hand,
            after=_to_hit,
            template="notices/act.html",
        ),
        HitByHand,
    ),
)
PAGES = tuple(formed(_ACTS))
