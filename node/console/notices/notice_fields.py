"""How a form asks for a lost weapon: the weapon, the loss, what finders should do, who is told."""

from accord.pages.marked import marked as _N
from node.console.forms.spec import FieldSpec, Spec, under
from node.console.traces.weapon_fields import FIREARM

_DATE = _N("As much of the date as is known; the year at least.")
_POLICY = _N("A full day; left open, it is the region's policy.")

NOTICE: Spec = {
    "type": FieldSpec(label=_N("How it was lost"), order=1),
    "firearm": FieldSpec(label=_N("The lost weapon"), order=2),
    **under("firearm", FIREARM),
    "lost_from": FieldSpec(label=_N("Lost on, or not before"), help=_DATE, order=3),
    "lost_to": FieldSpec(
        label=_N("Lost not after"), help=_N("The same day, where it is known."), order=4
    ),
    "discovered": FieldSpec(label=_N("Loss discovered on"), help=_DATE, order=5),
    "reported": FieldSpec(label=_N("Loss reported on"), help=_DATE, order=6),
    "loss_state": FieldSpec(
        label=_N("State where it was lost"),
        help=_N("Two letters, such as BR; or UNKNOWN."),
        order=7,
        longest=7,
    ),
    "loss_place": FieldSpec(label=_N("Place of the loss"), order=8),
    "holder_class": FieldSpec(
        label=_N("Who held it"), help=_N("A notice names no person."), order=9
    ),
    "requested_action": FieldSpec(label=_N("What finders are asked to do"), order=10),
    "cautions": FieldSpec(label=_N("Caution"), order=11),
    "caution_text": FieldSpec(
        label=_N("Caution in words"), help=_N("Needed with a caution."), order=12
    ),
    "legal_basis": FieldSpec(
        label=_N("Legal basis for circulating it"),
        help=_N("Needed before publication."),
        order=13,
    ),
    "distribution": FieldSpec(label=_N("Who receives it"), order=14),
    "audience_group": FieldSpec(
        label=_N("Group of members"),
        help=_N("A group that the signed policy names; with a group only."),
        order=15,
    ),
    "audience": FieldSpec(
        label=_N("Members"),
        help=_N("With members named in the notice only."),
        row=_N("Member"),
        add=_N("Add a member"),
        order=16,
    ),
    "audience[]": FieldSpec(label=_N("Member")),
    "case_reference": FieldSpec(
        label=_N("Originating case"),
        help=_N("The case number of the agency; left open, the notice's own."),
        order=17,
        more=True,
    ),
    "batch_id": FieldSpec(
        label=_N("Batch"),
        help=_N("The same word for every weapon of one loss."),
        order=18,
        more=True,
    ),
    "review_date": FieldSpec(label=_N("Review due on"), help=_POLICY, order=19, more=True),
    "retained_until": FieldSpec(label=_N("Kept until"), help=_POLICY, order=20, more=True),
    "export_to_iarms": FieldSpec(label=_N("Also record it in iARMS"), order=21, more=True),
    "reason": FieldSpec(
        label=_N("What was agreed about another State's notice"),
        help=_N("Only where another State looks for the same weapon and asks for something else."),
        order=22,
        more=True,
    ),
    "handling": FieldSpec(label=_N("Handling"), order=23, more=True),
    "language": FieldSpec(
        label=_N("Language of the free text"),
        help=_N("A code such as en or fr."),
        order=24,
        more=True,
        quiet=True,
    ),
}

AMENDMENT: Spec = {
    "reason": FieldSpec(label=_N("What this version changes, and why"), order=1),
    "draft": FieldSpec(label=_N("The notice as it should read"), order=2),
    **under("draft", {**NOTICE, "reason": FieldSpec(hidden=True)}),
}
