"""What a firearm's description must say before it is sent (MOSAIC 05.30, ITI 8 and 17(b))."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from accord.cases.age import future_years
from accord.cases.rule import Problem, Rule, broken, said
from accord.dates import PartialDate
from accord.weapons.codes import MarkCondition, MarkKind
from accord.weapons.countries import resolve as country
from accord.weapons.firearm import Firearm, Mark
from accord.weapons.words import is_stated

UNKNOWN: Final = "UNKNOWN"

# Nothing can be transcribed from a mark in one of these conditions.
_UNREADABLE: Final = frozenset(
    {
        MarkCondition.NEVER_MARKED,
        MarkCondition.OBLITERATED,
        MarkCondition.COVERED,
        MarkCondition.NOT_EXAMINED,
    }
)
# These marks mean nothing without the State that applied them.
_OF_A_STATE: Final = frozenset(
    {
        MarkKind.IMPORT_MARK,
        MarkKind.IMPORT_SERIAL,
        MarkKind.PROOF_MARK,
        MarkKind.STATE_OWNER_MARK,
        MarkKind.REGIONAL_SERIAL,
    }
)


def _country_or_unknown(text: str) -> bool:
    return text == UNKNOWN or country(text) == text


_FIREARM: Final[tuple[Rule[Firearm], ...]] = (
    Rule("category", "choose SA1 to SA6 or LW1 to LW7", lambda f: f.category),
    Rule("type", "choose the type, or describe it in words", lambda f: f.type or said(f.type_text)),
    Rule("maker_text", "transcribe the maker, or write UNKNOWN", lambda f: said(f.maker_text)),
    Rule(
        "remarks",
        "say why the maker is unknown",
        lambda f: is_stated(f.maker_text) or said(f.remarks),
    ),
    Rule("model_text", "transcribe the model, or write UNKNOWN", lambda f: said(f.model_text)),
    Rule(
        "calibre_text", "transcribe the calibre, or write UNKNOWN", lambda f: said(f.calibre_text)
    ),
    Rule(
        "country_of_manufacture",
        "give an ISO 3166-1 code, a four-letter code of a former State, XK, or UNKNOWN",
        lambda f: _country_or_unknown(f.country_of_manufacture),
    ),
    Rule(
        "year_of_manufacture",
        "the first year cannot be after the last",
        lambda f: (
            f.year_of_manufacture is None
            or f.year_of_manufacture.first <= f.year_of_manufacture.last
        ),
    ),
    Rule(
        "import_country",
        "an import mark names a country: give it, or UNKNOWN (ITI 8(b))",
        lambda f: (
            said(f.import_country) or all(mark.kind is not MarkKind.IMPORT_MARK for mark in f.marks)
        ),
    ),
    Rule(
        "import_country",
        "give an ISO 3166 code, or UNKNOWN",
        lambda f: not f.import_country or _country_or_unknown(f.import_country),
    ),
    Rule(
        "marks",
        "describe at least one mark, or one in the condition NEVER_MARKED (ITI 17(b))",
        lambda f: f.marks,
    ),
)
_MARK: Final[tuple[Rule[Mark], ...]] = (
    Rule(
        "text",
        "transcribe what can be read, with ? for an unknown character",
        lambda m: said(m.text) or m.condition in _UNREADABLE,
    ),
    Rule(
        "applied_by_state",
        "name the State that applied the mark, or UNKNOWN",
        lambda m: said(m.applied_by_state) or m.kind not in _OF_A_STATE,
    ),
    Rule(
        "restoration_method",
        "say how the mark was restored, or UNKNOWN",
        lambda m: said(m.restoration_method) or m.condition is not MarkCondition.RESTORED,
    ),
    Rule(
        "character_confidence",
        "give one number for each character of the text, or none",
        lambda m: len(m.character_confidence) in (0, len(m.text)),
    ),
)


def check_firearm(
    firearm: Firearm, path: str = "firearm.", *, today: PartialDate | None = None
) -> Iterator[Problem]:
    """What the description still needs; `today` bounds its years, where the caller has a clock."""
    yield from broken(_FIREARM, firearm, path)
    for number, mark in enumerate(firearm.marks):
        yield from broken(_MARK, mark, f"{path}marks[{number}].")
    if today is not None:
        yield from future_years(firearm, today, path)


def declare_unknown(firearm: Firearm, explanation: str) -> Firearm:
    """The same description with UNKNOWN where a text that must be given is empty.

    For descriptions taken from a register; the explanation goes into the remarks where the maker
    is among the unknowns and nothing is said there yet. No mark's own text is touched.
    """
    return replace(
        firearm,
        maker_text=firearm.maker_text or UNKNOWN,
        model_text=firearm.model_text or UNKNOWN,
        calibre_text=firearm.calibre_text or UNKNOWN,
        country_of_manufacture=firearm.country_of_manufacture or UNKNOWN,
        import_country=firearm.import_country or _import_country(firearm),
        marks=tuple(_declare_unknown(mark) for mark in firearm.marks),
        remarks=firearm.remarks or ("" if is_stated(firearm.maker_text) else explanation),
    )


def _import_country(firearm: Firearm) -> str:
    """What the import marks say, and UNKNOWN where they are there and say nothing."""
    marks = [mark for mark in firearm.marks if mark.kind is MarkKind.IMPORT_MARK]
    states = [mark.applied_by_state for mark in marks if mark.applied_by_state]
    if states:
        return states[0]
    return UNKNOWN if marks else ""


def _declare_unknown(mark: Mark) -> Mark:
    by_state = mark.kind in _OF_A_STATE and not mark.applied_by_state
    restored = mark.condition is MarkCondition.RESTORED and not mark.restoration_method
    if not (by_state or restored):
        return mark
    return replace(
        mark,
        applied_by_state=UNKNOWN if by_state else mark.applied_by_state,
        restoration_method=UNKNOWN if restored else mark.restoration_method,
    )
