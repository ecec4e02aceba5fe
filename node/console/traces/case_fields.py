"""How the form of a new trace asks: the weapon in the hand, its recovery, then the law."""

from accord.pages.marked import marked as _N
from node.console.forms.spec import FieldSpec, Spec, under
from node.console.traces.weapon_fields import FIREARM

CASE: Spec = {
    "firearm": FieldSpec(label=_N("The weapon in your hand"), order=1),
    **under("firearm", FIREARM),
    "circumstance": FieldSpec(label=_N("How it was recovered"), order=2),
    "circumstance_text": FieldSpec(label=_N("Circumstances"), order=3),
    "recovery_date": FieldSpec(
        label=_N("Recovered on"),
        help=_N("As much of the date as is known; the year at least."),
        required=True,
        order=4,
    ),
    "recovery_place": FieldSpec(label=_N("Place of recovery"), order=5),
    "recovery_context": FieldSpec(label=_N("Context"), order=6, more=True),
    "illicit_basis": FieldSpec(label=_N("Illicit because"), order=7, required=True),
    "legal_justification": FieldSpec(
        label=_N("Legal justification"),
        help=_N("With the statute that it rests on (ITI 17(a))."),
        order=8,
    ),
    "intended_use": FieldSpec(label=_N("Use of the answer"), order=9, required=True),
    "intended_use_text": FieldSpec(label=_N("Use in words"), order=10, more=True),
    "offence": FieldSpec(label=_N("Offence"), order=11),
    "offence_ncic": FieldSpec(label=_N("NCIC offence code"), order=12, more=True),
    "urgency_justification": FieldSpec(
        label=_N("Why it is urgent"),
        help=_N("Leave empty for the ordinary course; with a reason, the case is urgent."),
        order=13,
        more=True,
    ),
    "records_requested": FieldSpec(label=_N("Records asked for"), order=14, more=True),
    "last_holder_identity": FieldSpec(
        label=_N("The identity of the last holder is needed"), order=15, more=True
    ),
    "personal_data_justification": FieldSpec(
        label=_N("Why the identity is needed"), order=16, more=True
    ),
    "confidentiality_obstacle": FieldSpec(
        label=_N("What prevents confidentiality here"),
        help=_N("Leave empty where confidentiality can be guaranteed (ITI 15)."),
        order=17,
        more=True,
    ),
    "reply_wanted_by": FieldSpec(label=_N("Answer wanted by"), order=18, more=True),
    "embargo_regime": FieldSpec(label=_N("Embargo"), order=19, more=True),
    "exhibit_held_until": FieldSpec(label=_N("Exhibit kept until"), order=20, more=True),
    "may_forward": FieldSpec(
        label=_N("The State asked may pass the request on (ITI 15(c))"), order=21, more=True
    ),
    "use_restrictions": FieldSpec(
        label=_N("Restrictions on the use of this request"), order=22, more=True
    ),
    "notice_searches": FieldSpec(
        label=_N("Other notices searched"),
        help=_N("Our own are searched by themselves."),
        row=_N("Search"),
        add=_N("Add a search"),
        order=23,
        more=True,
    ),
    "notice_searches[].system": FieldSpec(label=_N("System")),
    "notice_searches[].reference": FieldSpec(label=_N("Reference")),
    "notice_searches[].date": FieldSpec(label=_N("Date")),
    "notice_searches[].hit": FieldSpec(label=_N("It matched")),
    "handling": FieldSpec(label=_N("Handling"), order=24, more=True),
    "language": FieldSpec(
        label=_N("Language of the free text"),
        help=_N("A code such as en or fr."),
        order=25,
        more=True,
        quiet=True,
    ),
    "official_role": FieldSpec(hidden=True),
}
