"""How the forms of transfers ask; what is not said here has its common name."""

from typing import Final

from accord.pages.marked import marked as _N
from node.console.forms.spec import FieldSpec, Spec, Widget, under
from node.console.traces.weapon_fields import FIREARM

REASON: Final[Spec] = {"reason": FieldSpec(label=_N("Reason"), widget=Widget.PARAGRAPH)}
_LINE = FieldSpec(label=_N("Line of the licence"), order=1)
_MANY = FieldSpec(label=_N("Quantity"), order=2)
_EACH = FieldSpec(
    label=_N("Serial numbers"),
    help=_N("As they stand on the weapons, one for each."),
    widget=Widget.LINES,
    order=3,
)

QUANTITIES: Final[Spec] = {
    "items": FieldSpec(label=_N("Quantities"), row=_N("Line"), add=_N("Add a line")),
    "items[].item": _LINE,
    "items[].quantity": _MANY,
}
COUNTED: Final[Spec] = {**QUANTITIES, "items[].serials": _EACH}

LICENCE: Final[Spec] = {
    "number": FieldSpec(order=1),
    "issued": FieldSpec(order=2, help=_N("A whole date.")),
    "expires": FieldSpec(
        label=_N("Holds until"), order=3, help=_N("The last day on which it holds.")
    ),
    "authority": FieldSpec(order=4),
    "place": FieldSpec(order=5),
    "conditions": FieldSpec(order=6, more=True, widget=Widget.PARAGRAPH),
}

ROUTE: Final[Spec] = {
    "transits": FieldSpec(row=_N("State of transit"), add=_N("Add a State of transit"), order=20),
    "transits[].state": FieldSpec(order=1),
    "transits[].mode": FieldSpec(order=2),
    "transits[].tranship": FieldSpec(order=3),
    "means": FieldSpec(order=21, help=_N("Such as lorry, vessel or flight.")),
    "route": FieldSpec(order=22, help=_N("Places in their order.")),
}

DRAFT: Final[Spec] = {
    "type": FieldSpec(order=1),
    "exporter": FieldSpec(label=_N("Exporter"), order=2),
    "importer": FieldSpec(label=_N("Importer"), order=3),
    "end_user": FieldSpec(label=_N("End user"), order=4),
    "end_user.state": FieldSpec(
        label=_N("State"), help=_N("The importing State, where this is left open."), order=2
    ),
    "end_user.end_user_class": FieldSpec(order=1),
    "end_user.name": FieldSpec(order=3),
    "end_user.address": FieldSpec(order=4),
    "end_user.non_state": FieldSpec(order=5),
    "items": FieldSpec(label=_N("Weapons"), row=_N("Line"), add=_N("Add a line"), rows=1, order=5),
    "items[].number": FieldSpec(label=_N("Line of the licence"), help=_N("From 1."), order=1),
    "items[].quantity": FieldSpec(order=2),
    "items[].firearm": FieldSpec(label=_N("What all of them share"), order=3),
    **under("items[].firearm", FIREARM),
    "items[].firearm.marks": FieldSpec(hidden=True),
    "items[].firearm.photographs": FieldSpec(hidden=True),
    "items[].firearm.references": FieldSpec(hidden=True),
    "items[].firearm.ballistics": FieldSpec(hidden=True),
    "items[].serials": FieldSpec(
        help=_N("Where they are known already."),
        widget=Widget.LINES,
        order=4,
        more=True,
    ),
    "items[].serial_first": FieldSpec(order=5, more=True),
    "items[].serial_last": FieldSpec(order=6, more=True),
    "items[].value": FieldSpec(
        order=7, more=True, help=_N("In the smallest unit of the currency.")
    ),
    "items[].currency": FieldSpec(order=8, more=True, help=_N("Three letters, such as XOF.")),
    "end_use": FieldSpec(order=6),
    "end_use_text": FieldSpec(order=7, widget=Widget.PARAGRAPH),
    "certificate_number": FieldSpec(order=8),
    "retransfer_clause": FieldSpec(order=9),
    "retransfer_text": FieldSpec(order=10, more=True),
    "psv_consent": FieldSpec(order=11),
    "planned_departure": FieldSpec(order=12),
    "planned_arrival": FieldSpec(order=13),
    "planned_shipments": FieldSpec(order=14),
    **ROUTE,
    "consignment_address": FieldSpec(order=23),
    "risk_result": FieldSpec(order=24),
    "risk_measures": FieldSpec(order=25, widget=Widget.LINES, more=True),
    "embargo_screenings": FieldSpec(
        order=26, row=_N("Embargo screening"), add=_N("Add a screening"), rows=1
    ),
    "intermediaries": FieldSpec(
        order=27, row=_N("Intermediary"), add=_N("Add an intermediary"), more=True
    ),
    "exemption_number": FieldSpec(order=28, more=True),
    "original_transfer": FieldSpec(
        order=29, more=True, help=_N("With a re-export or retransfer: under which they came.")
    ),
    "retransfer_consent": FieldSpec(order=30, more=True),
    "handling": FieldSpec(hidden=True),
    "language": FieldSpec(hidden=True),
}
