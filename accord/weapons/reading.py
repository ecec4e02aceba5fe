"""Reads a register's serial-number cell, which says in words what the officer saw.

Police cells mix the number with remarks in their language: "KFX42404 (ARMAÇÃO) e KFR98649
(FERROLHO)", "suprimido (após revelação: 2371)", "removido por ação mecânica", "165????". The cell
itself stays the record; what is read here only proposes marks, each with its reasons.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from accord.errors import FormatError
from accord.weapons.codes import MarkCondition, MarkKind, MarkPosition
from accord.weapons.firearm import Mark
from accord.weapons.normal import is_unknown, normal_forms
from accord.weapons.numbers import is_partial
from accord.weapons.pattern import MAX_LENGTH as LONGEST_PATTERN
from accord.weapons.pattern import Pattern
from accord.weapons.reading_numbers import Clause, Number, clauses, prepared, spelled_out
from accord.weapons.reading_remarks import kind_before, kind_of, remarks_in
from accord.weapons.reading_words import Remark
from accord.weapons.words import is_stated

MAX_LENGTH = 500  # characters of a cell; what follows is not read
_PLAIN = re.compile(r"[A-Za-z]{0,4}[0-9]{3,}[A-Za-z]{0,3}")  # most cells, and quick to read
_SHORTEST_SERIAL = 2  # characters
_UNKNOWN = MarkPosition.UNKNOWN
_SERIAL = MarkKind.MANUFACTURER_SERIAL
# How far each character of a number can be trusted that was found in this condition.
_CERTAINTY = {
    MarkCondition.INTACT: 1.0,
    MarkCondition.COVERED: 0.9,
    MarkCondition.RESTORED: 0.8,
    MarkCondition.PARTIAL: 0.7,
    MarkCondition.ALTERED: 0.5,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadNumber:
    """One number in a cell: what it is, where it stands and how it was found."""

    text: str  # without the remarks; ? and * for what is unread
    condition: MarkCondition
    kind: MarkKind = _SERIAL
    position: MarkPosition = _UNKNOWN
    reasons: tuple[str, ...] = ()

    @property
    def certainty(self) -> float:
        """How far the characters that are read can be trusted, 0 to 1."""
        return _CERTAINTY.get(self.condition, 0.5)

    def mark(self, kind: MarkKind) -> Mark:
        """The mark that this number proposes."""
        certain = self.condition in (MarkCondition.INTACT, MarkCondition.COVERED)
        confidence = (0.0 if char in "?*" else self.certainty for char in self.text)
        return Mark(
            kind=kind if self.kind is _SERIAL else self.kind,
            text=self.text,
            condition=self.condition,
            position=self.position,
            character_confidence=() if certain else tuple(confidence),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one cell says: its numbers, how they were found, and why it was read so."""

    text: str  # the cell, untouched
    condition: MarkCondition  # of the frame's mark where the cell tells the marks apart
    numbers: tuple[ReadNumber, ...] = ()
    removed_at: tuple[MarkPosition, ...] = ()  # where other marks were removed
    reasons: tuple[str, ...] = ()

    @property
    def serials(self) -> tuple[str, ...]:
        """The serial numbers that were read whole."""
        return tuple(number.text for number in self._whole)

    @property
    def positions(self) -> tuple[MarkPosition, ...]:
        """Where each whole serial number stands."""
        return tuple(number.position for number in self._whole)

    @property
    def pattern(self) -> str | None:
        """The serial number read in part that shows most."""
        partial = [one.text for one in self.numbers if one.kind is _SERIAL and is_partial(one.text)]
        return max(partial, key=lambda text: (Pattern.parse(text).known, text), default=None)

    @property
    def is_plain(self) -> bool:
        """Whether the cell is one serial number, read whole and without a remark."""
        return (
            len(self.numbers) == 1
            and not self.reasons
            and self.numbers[0].condition is MarkCondition.INTACT
            and self.numbers[0].kind is _SERIAL
            and self.numbers[0].position is _UNKNOWN
        )

    @property
    def is_readable(self) -> bool:
        """Whether a serial number was read whole and without a doubt about it."""
        sure = (MarkCondition.INTACT, MarkCondition.COVERED)
        return any(number.condition in sure for number in self._whole)

    @property
    def certainty(self) -> float:
        """How far the best number can be trusted; 0 without one."""
        return max((number.certainty for number in self.numbers), default=0.0)

    def marks(self, kind: MarkKind = _SERIAL) -> tuple[Mark, ...]:
        """The marks that the cell proposes: one for each number, or one that says why none."""
        marks = [number.mark(kind) for number in self.numbers]
        marks += [
            Mark(kind=kind, condition=MarkCondition.OBLITERATED, position=position)
            for position in self.removed_at
        ]
        return tuple(marks) or (Mark(kind=kind, condition=self.condition),)

    @property
    def _whole(self) -> tuple[ReadNumber, ...]:
        return tuple(
            one for one in self.numbers if one.kind is _SERIAL and not is_partial(one.text)
        )


def read_mark(text: str) -> Reading:
    """Reads a cell; whatever it holds, there is a reading."""
    if _PLAIN.fullmatch(text) and not is_unknown(text):
        intact = MarkCondition.INTACT
        return Reading(
            text=text, condition=intact, numbers=(ReadNumber(text=text, condition=intact),)
        )
    return _read_words(text)


@lru_cache(maxsize=8192)
def _read_words(text: str) -> Reading:
    plain = prepared(text[:MAX_LENGTH])
    everywhere = remarks_in(plain)
    if not is_stated(text) and not everywhere:
        empty = not any(char.isalnum() for char in text)
        reason = "nothing is recorded" if empty else "says that nothing is known"
        return Reading(text=text, condition=MarkCondition.NOT_EXAMINED, reasons=(reason,))
    found = clauses(plain)
    numbers, placeholders = _numbers(found, everywhere)
    reasons = [remark.value for remark in Remark if remark in everywhere]
    if not numbers:
        if placeholders:
            reasons.append("the number is a placeholder")
        elif not everywhere:
            reasons.append("the text is not understood")
        condition = _condition_without_number(everywhere)
        return Reading(text=text, condition=condition, reasons=tuple(reasons))
    removed_at = _removed_at(found, numbers)
    serials = [number for number in numbers if number.kind is _SERIAL]
    if any(is_partial(number.text) for number in serials):
        reasons.append("some characters are masked")
    for number in numbers:
        reasons += [reason for reason in number.reasons if reason not in reasons]
    if not serials:
        condition = _condition_without_number(everywhere)
    elif MarkPosition.FRAME in removed_at and not _on_frame(serials):
        condition = MarkCondition.OBLITERATED
    else:
        condition = _worst(serials)
    return Reading(
        text=text,
        condition=condition,
        numbers=tuple(numbers),
        removed_at=removed_at,
        reasons=tuple(reasons),
    )


def _numbers(
    found: Sequence[Clause], everywhere: frozenset[Remark]
) -> tuple[list[ReadNumber], bool]:
    numbers: list[ReadNumber] = []
    placeholders = False
    loose = _loose_remarks(found)
    several = sum(len(clause.numbers) for clause in found)
    for clause in found:
        said = remarks_in(clause.text) if several > 1 or len(found) > 1 else everywhere
        for number in clause.numbers:
            masked = is_partial(number.text)
            n2 = normal_forms(number.text).n2
            if not masked and (is_unknown(n2) or len(n2) < _SHORTEST_SERIAL):
                placeholders = True
                continue
            if masked and not _is_searchable(number.text):
                continue
            numbers.append(_number(number, clause, said | loose, masked=masked))
    return numbers, placeholders


def _number(
    number: Number, clause: Clause, remarks: frozenset[Remark], *, masked: bool
) -> ReadNumber:
    kind, reasons = kind_before(number.lead) or kind_of(number.text), []
    if kind is not None:
        reasons.append(f"the words before the number say {kind.value.lower().replace('_', ' ')}")
    condition = _condition_of_number(remarks, masked=masked)
    if spelled_out(number):
        reasons.append("the digits are written out in words")
    elif condition is MarkCondition.INTACT and not any(char.isdigit() for char in number.text):
        condition = MarkCondition.PARTIAL
        reasons.append("letters alone are no whole number")
    return ReadNumber(
        text=number.text,
        condition=condition,
        kind=kind or _SERIAL,
        position=number.position,
        reasons=tuple(reasons),
    )


def _loose_remarks(found: Sequence[Clause]) -> frozenset[Remark]:
    """Remarks that name no place: they may be about every number of the cell."""
    return frozenset().union(*(remarks_in(clause.text) for clause in found if not clause.positions))


def _removed_at(found: Sequence[Clause], numbers: Sequence[ReadNumber]) -> tuple[MarkPosition, ...]:
    places = []
    for clause in found:
        if clause.numbers or Remark.REMOVED not in remarks_in(clause.text):
            continue
        places += [place for place in clause.positions if place is not _UNKNOWN]
    taken = {number.position for number in numbers}
    return tuple(dict.fromkeys(place for place in places if place not in taken))


def _condition_of_number(remarks: frozenset[Remark], *, masked: bool) -> MarkCondition:
    if Remark.RESTORED in remarks:
        return MarkCondition.RESTORED
    if Remark.ALTERED in remarks:
        return MarkCondition.ALTERED
    if masked or remarks & {Remark.REMOVED, Remark.WORKED, Remark.PARTLY, Remark.ILLEGIBLE}:
        return MarkCondition.PARTIAL
    return MarkCondition.COVERED if Remark.COVERED in remarks else MarkCondition.INTACT


_WITHOUT_NUMBER = (
    (Remark.REMOVED, MarkCondition.OBLITERATED),
    (Remark.ALTERED, MarkCondition.ALTERED),
    (Remark.WORKED, MarkCondition.OBLITERATED),
    (Remark.NEVER, MarkCondition.NEVER_MARKED),
    (Remark.ILLEGIBLE, MarkCondition.WORN),
    (Remark.COVERED, MarkCondition.COVERED),
)
_BEST_FIRST = (
    MarkCondition.INTACT,
    MarkCondition.COVERED,
    MarkCondition.RESTORED,
    MarkCondition.PARTIAL,
    MarkCondition.ALTERED,
)


def _condition_without_number(remarks: frozenset[Remark]) -> MarkCondition:
    if Remark.PARTLY in remarks and remarks & {Remark.REMOVED, Remark.WORKED}:
        return MarkCondition.PARTIAL  # something is left, and was not written down
    found = (condition for remark, condition in _WITHOUT_NUMBER if remark in remarks)
    return next(found, MarkCondition.NOT_EXAMINED)


def _on_frame(numbers: Sequence[ReadNumber]) -> bool:
    frames = (MarkPosition.FRAME, MarkPosition.RECEIVER)
    return any(number.position in frames for number in numbers)


def _worst(numbers: Sequence[ReadNumber]) -> MarkCondition:
    """The condition of the numbers on the frame, or of all; a doubt about one is told."""
    frames = (MarkPosition.FRAME, MarkPosition.RECEIVER, _UNKNOWN)
    main = [number for number in numbers if number.position in frames] or list(numbers)
    return max((number.condition for number in main), key=_BEST_FIRST.index)


def _is_searchable(text: str) -> bool:
    if len(text) > LONGEST_PATTERN:
        return False
    try:
        return Pattern.parse(text).known > 0
    except FormatError:
        return False
