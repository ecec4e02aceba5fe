"""How a form asks for a weapon: as one reads it off, mark by mark, the rest folded away."""

from accord.pages.marked import marked as _N
from node.console.forms.spec import FieldSpec, Spec, Widget

_MARK: Spec = {
    "kind": FieldSpec(label=_N("What mark it is"), order=3),
    "text": FieldSpec(
        label=_N("As seen"),
        help=_N(
            "Exactly as it stands: ? for a character nobody can read, * for several,"
            " [38] for a 3 or an 8."
        ),
        widget=Widget.LINE,
        order=2,
    ),
    "position": FieldSpec(label=_N("Where on the weapon"), order=1),
    "condition": FieldSpec(label=_N("Condition"), order=4),
    "component": FieldSpec(label=_N("Part that is numbered by itself"), order=5, more=True),
    "applied_by_state": FieldSpec(
        label=_N("State that applied it"),
        help=_N("Two letters, such as BR; for import, proof, owner and regional marks."),
        more=True,
        longest=7,
    ),
    "applied_by": FieldSpec(label=_N("Body that applied it"), more=True),
    "applied_year": FieldSpec(label=_N("Year applied"), more=True),
    "restoration_method": FieldSpec(
        label=_N("How it was restored"),
        help=_N("Needed for a restored mark."),
        more=True,
    ),
    "character_confidence": FieldSpec(hidden=True),
}

FIREARM: Spec = {
    "marks": FieldSpec(
        label=_N("Marks"),
        help=_N("Turn the weapon in your hand: frame and receiver first, then every other part."),
        row=_N("Mark"),
        add=_N("Add a mark"),
        rows=1,
        order=1,
    ),
    **{f"marks[].{name}": said for name, said in _MARK.items()},
    "maker_text": FieldSpec(
        label=_N("Maker"),
        help=_N("As marked, in its own script; UNKNOWN where nothing says it."),
        widget=Widget.LINE,
        order=2,
        required=True,
    ),
    "model_text": FieldSpec(
        label=_N("Model"),
        help=_N("As marked; UNKNOWN where nothing says it."),
        widget=Widget.LINE,
        order=3,
        required=True,
    ),
    "calibre_text": FieldSpec(
        label=_N("Calibre"),
        help=_N("As marked or measured; UNKNOWN where nothing says it."),
        widget=Widget.LINE,
        order=4,
        required=True,
    ),
    "type": FieldSpec(label=_N("Kind of weapon"), order=5),
    "action": FieldSpec(label=_N("Action"), order=6),
    "category": FieldSpec(
        label=_N("Category"),
        help=_N("Left open, it follows from kind and calibre where they say it."),
        order=7,
    ),
    "country_of_manufacture": FieldSpec(
        label=_N("Country of manufacture"),
        help=_N("Two letters, such as BR; four for a former State, such as YUCS; or UNKNOWN."),
        order=8,
        longest=7,
    ),
    "year_of_manufacture": FieldSpec(label=_N("Year of manufacture"), order=9),
    "year_of_manufacture.first": FieldSpec(label=_N("From the year")),
    "year_of_manufacture.last": FieldSpec(label=_N("To the year")),
    "import_country": FieldSpec(
        label=_N("Country of the last legal import"),
        help=_N("Two letters, from the import mark."),
        order=10,
        longest=7,
        more=True,
    ),
    "import_year": FieldSpec(label=_N("Year of the last legal import"), order=11, more=True),
    "importer_name": FieldSpec(label=_N("Importer"), order=12, more=True),
    "type_text": FieldSpec(label=_N("Kind in words"), order=13, more=True),
    "factory_code": FieldSpec(label=_N("Factory code or symbol"), order=14, more=True),
    "legal_origin": FieldSpec(label=_N("Origin"), order=15, more=True),
    "automatic_fire": FieldSpec(label=_N("Automatic fire"), order=16, more=True),
    "characteristics": FieldSpec(label=_N("Measures and appearance"), order=17, more=True),
    "characteristics.barrel_length_mm": FieldSpec(label=_N("Barrel length (mm)")),
    "characteristics.overall_length_mm": FieldSpec(label=_N("Overall length (mm)")),
    "characteristics.capacity": FieldSpec(label=_N("Capacity (cartridges)")),
    "characteristics.finish": FieldSpec(label=_N("Finish")),
    "characteristics.stock": FieldSpec(label=_N("Stock")),
    "characteristics.modifications": FieldSpec(label=_N("Modifications")),
    "photographs": FieldSpec(
        label=_N("Photographs"),
        help=_N(
            "The file stays with you: the request names it by its digest, so that what is sent"
            " later can be recognised."
        ),
        row=_N("Photograph"),
        add=_N("Add a photograph"),
        order=18,
        more=True,
    ),
    "photographs[].digest": FieldSpec(label=_N("File")),
    "photographs[].media_type": FieldSpec(label=_N("Media type"), help=_N("Such as image/jpeg.")),
    "photographs[].purpose": FieldSpec(label=_N("What it shows")),
    "references": FieldSpec(
        label=_N("Identified with a reference tool"),
        row=_N("Reference"),
        add=_N("Add a reference"),
        order=19,
        more=True,
    ),
    "references[].tool": FieldSpec(label=_N("Tool")),
    "references[].number": FieldSpec(label=_N("Reference number")),
    "references[].identified_by": FieldSpec(label=_N("Identified by")),
    "references[].confidence": FieldSpec(label=_N("How sure")),
    "ballistics": FieldSpec(
        label=_N("Ballistic material"),
        row=_N("Exhibit"),
        add=_N("Add an exhibit"),
        order=20,
        more=True,
    ),
    "ballistics[].system": FieldSpec(label=_N("System")),
    "ballistics[].country": FieldSpec(label=_N("Country")),
    "ballistics[].exhibit": FieldSpec(label=_N("Exhibit number")),
    "ballistics[].date": FieldSpec(label=_N("Date")),
    "remarks": FieldSpec(
        label=_N("Remarks"), help=_N("Needed where the maker is unknown: say why."), order=21
    ),
    "maker_id": FieldSpec(hidden=True),
    "calibre_id": FieldSpec(hidden=True),
}
