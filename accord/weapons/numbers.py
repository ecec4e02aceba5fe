"""The numbers of a firearm that identify it, ready to be compared."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from accord.errors import FormatError
from accord.weapons.codes import MarkCondition, MarkKind, MarkPosition
from accord.weapons.firearm import Firearm, Mark
from accord.weapons.normal import NormalForms, is_unknown, normal_forms
from accord.weapons.pattern import Pattern

_SERIAL_KINDS = {MarkKind.MANUFACTURER_SERIAL, MarkKind.COMPONENT_SERIAL}
# Proof, patent and assembly numbers are shared by many weapons and identify none.
_IDENTIFYING = _SERIAL_KINDS | {
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


class Number(NamedTuple):
    """One identifying number: read whole, or in part where there is a pattern."""

    mark: Mark
    kind: MarkKind  # both serial kinds count as MANUFACTURER_SERIAL
    on_frame: bool
    label: str  # kind and position, without the number
    doubtful: bool  # restored, altered or partial: never equal without a person's eye
    forms: NormalForms
    pattern: Pattern | None


def numbers_of(firearm: Firearm) -> tuple[Number, ...]:
    """Every identifying number that can be compared, in the order of the marks."""
    return numbers_in(firearm.marks)


def numbers_in(marks: Iterable[Mark]) -> tuple[Number, ...]:
    """Every identifying number among marks, in their order."""
    return tuple([number for mark in marks if (number := _number(mark))])


@lru_cache(maxsize=8192)  # what is asked for is what is found
def _number(mark: Mark) -> Number | None:
    if mark.kind not in _IDENTIFYING or mark.condition is MarkCondition.NEVER_MARKED:
        return None
    forms = normal_forms(mark.text)
    pattern = None
    if is_partial(mark.text):
        pattern = _searchable_pattern(mark.text)
        if pattern is None:
            return None
    elif is_unknown(forms.n2) or mark.condition is MarkCondition.OBLITERATED:
        return None
    serial = mark.kind in _SERIAL_KINDS
    frame = mark.kind is not MarkKind.COMPONENT_SERIAL and mark.component is None
    return Number(
        mark=mark,
        kind=MarkKind.MANUFACTURER_SERIAL if serial else mark.kind,
        on_frame=frame and mark.position in _FRAME,
        doubtful=mark.condition in _DOUBTFUL,
        label=f"{mark.kind} on {mark.component or mark.position}",
        forms=forms,
        pattern=pattern,
    )


def is_partial(text: str) -> bool:
    """Whether a transcription says that some characters could not be read."""
    return not _MASKS.isdisjoint(text)


def _searchable_pattern(text: str) -> Pattern | None:
    try:
        pattern = Pattern.parse(text)
    except FormatError:
        return None
    return pattern if pattern.known >= MIN_KNOWN else None
