"""The numbers of a firearm that identify it, ready to be compared."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from accord.errors import FormatError
from accord.weapons.codes import Component, MarkCondition, MarkKind, MarkPosition
from accord.weapons.firearm import Firearm, Mark
from accord.weapons.normal import NormalForms, is_unknown, normal_forms
from accord.weapons.pattern import Pattern

_SERIAL_KINDS = {MarkKind.MANUFACTURER_SERIAL, MarkKind.COMPONENT_SERIAL}
# Proof, patent and assembly numbers are shared by many weapons and identify none.
IDENTIFYING = _SERIAL_KINDS | {
    MarkKind.IMPORT_SERIAL,
    MarkKind.REGIONAL_SERIAL,
    MarkKind.STATE_OWNER_MARK,
    MarkKind.UNIT_MARK,
    MarkKind.CONFISCATION_MARK,
    MarkKind.COLLECTION_TAG,
    MarkKind.ALTERNATIVE_SYMBOL,
}
# The frame or receiver carries the identity; a serial without a place is taken to stand there.
_FRAME = {
    MarkPosition.FRAME,
    MarkPosition.RECEIVER,
    MarkPosition.LOWER_RECEIVER,
    MarkPosition.UNKNOWN,
}
_DOUBTFUL = {
    MarkCondition.PARTIAL,
    MarkCondition.OBLITERATED,
    MarkCondition.RESTORED,
    MarkCondition.ALTERED,
}
_MASKS = frozenset("?*[]")

MIN_KNOWN = 3  # characters that a partly read number must show to be searched
MIN_DIGITS = 4  # digits that a number must have to be compared by digits alone


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """What a mark is, whatever its text: few differ, and equal ones are the same object."""

    kind: MarkKind  # both serial kinds count as MANUFACTURER_SERIAL
    on_frame: bool
    label: str  # kind and position, without the number
    doubtful: bool  # restored, altered or partial: never equal without a person's eye
    whole: bool  # whether its text can be a whole number


class Number(NamedTuple):
    """One identifying number: read whole, or in part where there is a pattern."""

    mark: Mark
    standing: Standing
    forms: NormalForms
    pattern: Pattern | None


def numbers_of(firearm: Firearm) -> tuple[Number, ...]:
    """Every identifying number that can be compared, in the order of the marks."""
    return numbers_in(firearm.marks)


def numbers_in(marks: Iterable[Mark]) -> tuple[Number, ...]:
    """Every identifying number among marks, in their order."""
    return tuple([number for mark in marks if (number := _number(mark))])


def _number(mark: Mark) -> Number | None:
    standing = _standing(mark.kind, mark.condition, mark.position, mark.component)
    if standing is None:
        return None
    forms = normal_forms(mark.text)
    pattern = None
    if is_partial(mark.text):
        pattern = _searchable_pattern(mark.text)
        if pattern is None:
            return None
    elif not standing.whole or is_unknown(forms.n2):
        return None
    return Number(mark, standing, forms, pattern)


@cache  # of a few code lists
def _standing(
    kind: MarkKind, condition: MarkCondition, position: MarkPosition, component: Component | None
) -> Standing | None:
    if kind not in IDENTIFYING or condition is MarkCondition.NEVER_MARKED:
        return None
    frame = kind is not MarkKind.COMPONENT_SERIAL and component is None
    return Standing(
        kind=MarkKind.MANUFACTURER_SERIAL if kind in _SERIAL_KINDS else kind,
        on_frame=frame and position in _FRAME,
        label=f"{kind} on {component or position}",
        doubtful=condition in _DOUBTFUL,
        whole=condition is not MarkCondition.OBLITERATED,
    )


def is_partial(text: str) -> bool:
    """Whether a transcription says that some characters could not be read."""
    return not text.isalnum() and not _MASKS.isdisjoint(text)


@lru_cache(maxsize=8192)  # what is asked for is what is found
def _searchable_pattern(text: str) -> Pattern | None:
    try:
        pattern = Pattern.parse(text)
    except FormatError:
        return None
    return pattern if pattern.known >= MIN_KNOWN else None
