"""The gate before a trace leaves: most traces that fail lacked identifiers (ITI 17(b), 21)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from accord.weapons.categories import kind_of
from accord.weapons.codes import MarkCondition, MarkKind
from accord.weapons.firearm import Firearm, Mark
from accord.weapons.numbers import numbers_in
from accord.weapons.words import is_stated

_TRACEABLE = {MarkKind.IMPORT_MARK, MarkKind.IMPORT_SERIAL, MarkKind.STATE_OWNER_MARK}
_UNREADABLE = {MarkCondition.OBLITERATED, MarkCondition.NEVER_MARKED}


class CompletenessLevel(StrEnum):
    """COMPLETE leaves; PARTIAL leaves with a reason; INSUFFICIENT only where it is urgent."""

    COMPLETE = "COMPLETE"
    PARTIAL = "PARTIAL"
    INSUFFICIENT = "INSUFFICIENT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """How complete a description is, what it lacks, and what to do about it."""

    level: CompletenessLevel
    missing: tuple[str, ...]  # serial, maker, calibre, type
    advice: tuple[str, ...]  # one sentence for each


_ADVICE = {
    "serial": "examine frame and receiver, restore the number if it was removed, and give every"
    " import, proof, owner or component mark",
    "maker": "give the maker as marked, a factory symbol, or the country of manufacture",
    "calibre": "give the calibre as marked, or measure it",
    "type": "say what kind of weapon it is",
}


def assess(firearm: Firearm) -> Completeness:
    """How complete a description is for tracing."""
    level, missing = level_of(
        firearm.marks,
        maker=is_stated(firearm.maker_text)
        or bool(firearm.maker_id or firearm.factory_code)
        or firearm.country_of_manufacture not in ("", "UNKNOWN"),
        calibre=is_stated(firearm.calibre_text) or bool(firearm.calibre_id),
        type_=kind_of(firearm).type is not None or firearm.category is not None,
    )
    return Completeness(
        level=level, missing=missing, advice=tuple(_ADVICE[name] for name in missing)
    )


def level_of(
    marks: Iterable[Mark], *, maker: bool, calibre: bool, type_: bool
) -> tuple[CompletenessLevel, tuple[str, ...]]:
    """The level, and what is missing, of marks beside what else is known."""
    marks = tuple(marks)
    numbers = numbers_in(marks)
    stated = {
        "serial": any(
            number.standing.kind is MarkKind.MANUFACTURER_SERIAL
            and number.standing.on_frame
            and number.pattern is None
            for number in numbers
        ),
        "maker": maker,
        "calibre": calibre,
        "type": type_,
    }
    missing = tuple(name for name, known in stated.items() if not known)
    traceable = numbers or any(
        mark.kind in _TRACEABLE and mark.text and mark.condition not in _UNREADABLE
        for mark in marks
    )
    if not missing:
        return CompletenessLevel.COMPLETE, missing
    level = CompletenessLevel.PARTIAL if traceable else CompletenessLevel.INSUFFICIENT
    return level, missing
