"""What an officer does about a case, each on a page of its own."""

from collections.abc import Mapping
from typing import Any

from accord.cases.codes import NotEstablishedReason, Outcome
from accord.cases.trace_case import NOT_PURSUED_REASONS
from accord.pages.marked import marked as _N
from node.api import bodies
from node.casework.drafts import OutcomeDraft
from node.casework.views import CaseDetail
from node.console.acting import Act, Prepared
from node.console.forms.spec import FieldSpec, Spec, Widget, under
from node.console.traces.checking import checked, with_check
from node.console.traces.leg_acts import CASE_PATH, REASON, beside, formed
from node.console.traces.weapon_fields import FIREARM
from node.console.visit import Visit


async def _described(visit: Visit, case: CaseDetail) -> Prepared:
    """The weapon as it is described now."""
    beside = {"case": case, "check": await checked(visit)}
    return Prepared(values={"firearm": case.request.firearm}, beside=beside)


async def _outcome(_visit: Visit, case: CaseDetail) -> Prepared:
    """What the node proposes, to be corrected."""
    proposed = case.proposed_outcome
    if proposed is None:
        return Prepared(beside={"case": case})
    values: Mapping[str, object] = {
        "outcome": proposed.outcome,
        "reason": proposed.reason,
        "point_of_diversion": proposed.point_of_diversion,
        "illicitly_manufactured": proposed.illicitly_manufactured,
        "uniquely_marked": proposed.uniquely_marked,
        "disposal": proposed.disposal,
    }
    return Prepared(values=values, beside={"case": case})


_OUTCOME: Spec = {
    "outcome": FieldSpec(
        label=_N("Outcome"),
        widget=Widget.RADIO,
        only=(
            Outcome.TRACED_INTERNATIONAL,
            Outcome.ESTABLISHED_OTHER_MEANS,
            Outcome.NOT_ESTABLISHED,
        ),
    ),
    "reason": FieldSpec(
        label=_N("Why it was not established"), help=_N("Only where nothing was established.")
    ),
    "point_of_diversion": FieldSpec(label=_N("Point of diversion")),
    "point_of_diversion.state": FieldSpec(label=_N("State"), help=_N("Two letters, such as BR.")),
    "point_of_diversion.place": FieldSpec(label=_N("Place")),
    "point_of_diversion.from_date": FieldSpec(label=_N("From the day")),
    "point_of_diversion.to_date": FieldSpec(label=_N("Until")),
    "point_of_diversion.stage": FieldSpec(label=_N("Stage")),
    "point_of_diversion.method": FieldSpec(label=_N("Method")),
    "point_of_diversion.circumstance": FieldSpec(label=_N("Circumstances")),
    "illicitly_manufactured": FieldSpec(
        label=_N("Illicitly manufactured: the diversion is the manufacture itself")
    ),
    "uniquely_marked": FieldSpec(label=_N("Uniquely marked")),
    "disposal": FieldSpec(label=_N("What was done with the weapon")),
}

_FORMED: tuple[tuple[Act, type[Any]], ...] = (
    (
        Act(
            route="reviseCase",
            path=CASE_PATH + "/revise",
            title=_N("Revise the description"),
            text=_N("A restored number or a better reading; States are asked by it from now on."),
            submit=_N("Save the description"),
            done=_N("The description is revised."),
            back="case",
            section="cases",
            spec={
                "firearm": FieldSpec(label=_N("The weapon in your hand"), order=1),
                **under("firearm", FIREARM),
                "reason": FieldSpec(label=_N("What changed, and why"), order=2),
            },
            prepare=_described,
            template="traces/describe.html",
        ),
        bodies.Revision,
    ),
    (
        Act(
            route="decideOwnRecord",
            path=CASE_PATH + "/own-record",
            title=_N("Our own record"),
            text=_N("A record of our own registers matches only in part. Is it this weapon?"),
            submit=_N("Decide"),
            done=_N("Decided."),
            back="case",
            section="cases",
            spec={"found": FieldSpec(label=_N("The record is of this weapon"))},
            prepare=beside,
            template="traces/own_record.html",
        ),
        bodies.OwnRecord,
    ),
    (
        Act(
            route="recordOutcome",
            path=CASE_PATH + "/outcome",
            title=_N("Record the outcome"),
            text=_N("Closes the case. The States that helped are told, as far as each may know."),
            submit=_N("Close the case"),
            done=_N("The case is closed."),
            back="case",
            section="cases",
            spec=_OUTCOME,
            prepare=_outcome,
        ),
        OutcomeDraft,
    ),
    (
        Act(
            route="doNotPursue",
            path=CASE_PATH + "/not-pursued",
            title=_N("Do not pursue"),
            text=_N("Closes the case without a trace, under one of the exceptions."),
            submit=_N("Close the case"),
            done=_N("The case is closed."),
            danger=True,
            back="case",
            section="cases",
            spec={
                "reason": FieldSpec(
                    label=_N("Exception"),
                    only=tuple(one for one in NotEstablishedReason if one in NOT_PURSUED_REASONS),
                )
            },
        ),
        bodies.NotPursued,
    ),
    (
        Act(
            route="reopenCase",
            path=CASE_PATH + "/reopen",
            title=_N("Reopen the case"),
            text=_N("It goes on with its whole history."),
            submit=_N("Reopen"),
            done=_N("The case goes on."),
            back="case",
            section="cases",
            spec=REASON,
        ),
        bodies.Reason,
    ),
)
_PLAIN = (
    Act(
        route="acceptOutcome",
        path=CASE_PATH + "/accept-outcome",
        title=_N("Close with the proposed outcome"),
        text=_N("Closes the case. The States that helped are told, as far as each may know."),
        submit=_N("Close the case"),
        done=_N("The case is closed."),
        back="case",
        section="cases",
        prepare=beside,
        template="traces/accept_outcome.html",
    ),
)

PAGES = (
    *(with_check(one) if one.name == "reviseCase" else one for one in formed(_FORMED)),
    *(act.page(None) for act in _PLAIN),
)
