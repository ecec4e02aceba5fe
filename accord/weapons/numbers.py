"""The numbers of a firearm that identify it, ready to be compared."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One identifying number: read whole, or in part where there is a pattern."""

    mark: Mark
    kind: MarkKind  # both serial kinds count as MANUFACTURER_SERIAL
    on_frame: bool
    doubtful: bool  # restored, altered or partial: never equal without a person's eye
    forms: NormalForms
    pattern: Pattern | None

    @property
    def label(self) -> str:
        """Kind and position, without the number."""
        return f"{self.mark.kind} on {self.mark.component or self.mark.position}"


def numbers_of(firearm: Firearm) -> tuple[Number, ...]:
    """Every identifying number that can be compared, in the order of the marks."""
    return numbers_in(firearm.marks)


def numbers_in(marks: Iterable[Mark]) -> tuple[Number, ...]:
    """Every identifying number among marks, in their order."""
    return tuple(_numbers(marks))


def _numbers(marks: Iterable[Mark]) -> Iterator[Number]:
    for mark in marks:
        if mark.kind not in _IDENTIFYING or mark.condition is MarkCondition.NEVER_MARKED:
            continue
        forms = normal_forms(mark.text)
        pattern = None
        if is_partial(mark.text):
            pattern = _searchable_pattern(mark.text)
            if pattern is None:
                continue
        elif is_unknown(forms.n2) or mark.condition is MarkCondition.OBLITERATED:
            continue
        yield Number(
            mark=mark,
            kind=MarkKind.MANUFACTURER_SERIAL if mark.kind in _SERIAL_KINDS else mark.kind,
            on_frame=mark.kind is not MarkKind.COMPONENT_SERIAL
            and mark.component is None
            and mark.position in _FRAME,
            doubtful=mark.condition in _DOUBTFUL,
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
