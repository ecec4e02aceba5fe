"""A weapon's description made fit to travel: what was left blank is said to be unknown."""

from dataclasses import replace

from accord.weapons.categories import kind_of
from accord.weapons.codes import MarkCondition, MarkKind
from accord.weapons.firearm import Firearm, Mark
from accord.weapons.words import is_stated

UNKNOWN = "UNKNOWN"
_OF_A_STATE = {
    MarkKind.IMPORT_MARK,
    MarkKind.IMPORT_SERIAL,
    MarkKind.PROOF_MARK,
    MarkKind.STATE_OWNER_MARK,
    MarkKind.REGIONAL_SERIAL,
}


def completed(firearm: Firearm) -> Firearm:
    """The same weapon with UNKNOWN for blanks and the kind that its words name.

    Nothing that was stated is changed, and no mark's text ever is.
    """
    kind = kind_of(firearm)
    maker = firearm.maker_text or UNKNOWN
    imported = any(mark.kind is MarkKind.IMPORT_MARK for mark in firearm.marks)
    return replace(
        firearm,
        category=firearm.category or kind.category,
        type=firearm.type or kind.type,
        action=firearm.action or kind.action,
        maker_text=maker,
        model_text=firearm.model_text or UNKNOWN,
        calibre_text=firearm.calibre_text or UNKNOWN,
        country_of_manufacture=firearm.country_of_manufacture or UNKNOWN,
        import_country=firearm.import_country or (UNKNOWN if imported else ""),
        marks=tuple(_completed(mark) for mark in firearm.marks),
        remarks=firearm.remarks or ("" if is_stated(maker) else "the maker is not stated"),
    )


def _completed(mark: Mark) -> Mark:
    restored = mark.condition is MarkCondition.RESTORED
    return replace(
        mark,
        applied_by_state=mark.applied_by_state or (UNKNOWN if mark.kind in _OF_A_STATE else ""),
        restoration_method=mark.restoration_method or (UNKNOWN if restored else ""),
    )
