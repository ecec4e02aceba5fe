"""Reads a register's serial-number cell, which says in words what the officer saw.

Police cells mix the number with remarks in their language: "KFX42404 (ARMAÇÃO) e KFR98649
(FERROLHO)", "suprimido (após revelação: 2371)", "removido por ação mecânica", "165????". The cell
itself stays the record; what is read here only proposes marks.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from accord.errors import FormatError
from accord.weapons.codes import MarkCondition, MarkKind, MarkPosition
from accord.weapons.firearm import Mark
from accord.weapons.normal import is_unknown, normal_forms
from accord.weapons.numbers import is_partial
from accord.weapons.pattern import Pattern
from accord.weapons.reading_words import OTHER_WORDS, POSITIONS, REMARKS, WORD_STEMS, Remark
from accord.weapons.words import fold

MAX_LENGTH = 500  # characters of a cell; what follows is not read
_SHORTEST = 3  # characters of a number that stands among words
_LONGEST_AFFIX = 5  # letters of a separate prefix or suffix: "PCERJ 83", "KNA 42 D"

_MASKED: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\((?:[0-9A-Za-z]|\?)\)"), "?"),  # one character in brackets is a guess
    (re.compile(r"\((?:ileg[ií]vel|illegible|ilegible|illisible)\)", re.IGNORECASE), "*"),
    (re.compile(r"(?<![a-zà-ÿ])x{2,}(?![a-zà-ÿ])|X{3,}"), lambda run: "?" * len(run[0])),
    (re.compile(r"_"), "?"),
)
_SLASH = re.compile(r"/(?=\s|[^\W\d_]{4})|(?<=\s)/")  # between words; 655578/30218 keeps its own
_TOKEN = re.compile(r"[,;:()]|[^\s,;:()]+")
_EDGES = ".-/'\"´`=[]{}"
_LABEL = re.compile(r"(?:n[º°]|№|s/n)[.:]*|(?:n[o.r]|nro|sn)[.:]*$", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z]{0,4}[0-9]{3,}[A-Za-z]{0,3}")  # most cells, and quick to read
_MEASURE = re.compile(r"\d+(?:[.,]\d+)?(?:cm|mm|kg)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one cell says: its numbers, how they were found, and why it was read so."""

    text: str  # the cell, untouched
    condition: MarkCondition
    serials: tuple[str, ...] = ()  # numbers read whole, without the remarks
    positions: tuple[MarkPosition, ...] = ()  # where each stands
    pattern: str | None = None  # the number read in part that shows most
    reasons: tuple[str, ...] = ()

    def marks(self, kind: MarkKind = MarkKind.MANUFACTURER_SERIAL) -> tuple[Mark, ...]:
        """The marks that the cell proposes: one for each number, or one that says why none."""
        marks = [
            Mark(kind=kind, text=serial, condition=self.condition, position=position)
            for serial, position in zip(self.serials, self.positions, strict=True)
        ]
        if self.pattern is not None:
            marks.append(Mark(kind=kind, text=self.pattern, condition=self.condition))
        return tuple(marks) or (Mark(kind=kind, condition=self.condition),)


@dataclass(frozen=True, slots=True)
class _Number:
    text: str
    start: int
    end: int


def read_mark(text: str) -> Reading:
    """Reads a cell; whatever it holds, there is a reading."""
    if _PLAIN.fullmatch(text) and not is_unknown(text):
        unknown = (MarkPosition.UNKNOWN,)
        return Reading(
            text=text, condition=MarkCondition.INTACT, serials=(text,), positions=unknown
        )
    plain = text[:MAX_LENGTH]
    for shape, mask in _MASKED:
        plain = shape.sub(mask, plain)
    plain = _SLASH.sub(" ; ", plain)
    remarks = _remarks(plain)
    numbers = _numbers(plain)
    whole = [number for number in numbers if not is_partial(number.text)]
    known = [number for number in whole if not is_unknown(normal_forms(number.text).n2)]
    positions = _positions(plain, numbers)
    pattern = _best_pattern(number.text for number in numbers if is_partial(number.text))
    reasons = [remark.value for remark in Remark if remark in remarks]
    if not known and pattern is None:
        condition = _condition_without_number(remarks)
        if whole:
            reasons.append("the number is a placeholder")
        elif not remarks:
            empty = not any(char.isalnum() for char in text)
            reasons.append("nothing is recorded" if empty else "the text is not understood")
        return Reading(text=text, condition=condition, reasons=tuple(reasons))
    if pattern is not None:
        reasons.append("some characters are masked")
    return Reading(
        text=text,
        condition=_condition_of_number(remarks, masked=pattern is not None and not known),
        serials=tuple(number.text for number in known),
        positions=tuple(positions[number] for number in known),
        pattern=pattern,
        reasons=tuple(reasons),
    )


def _condition_of_number(remarks: frozenset[Remark], *, masked: bool) -> MarkCondition:
    if Remark.RESTORED in remarks:
        return MarkCondition.RESTORED
    if Remark.ALTERED in remarks:
        return MarkCondition.ALTERED
    if masked or remarks & {Remark.REMOVED, Remark.PARTLY, Remark.ILLEGIBLE}:
        return MarkCondition.PARTIAL
    return MarkCondition.COVERED if Remark.COVERED in remarks else MarkCondition.INTACT


_WITHOUT_NUMBER = (
    (Remark.REMOVED, MarkCondition.OBLITERATED),
    (Remark.ALTERED, MarkCondition.ALTERED),
    (Remark.NEVER, MarkCondition.NEVER_MARKED),
    (Remark.ILLEGIBLE, MarkCondition.WORN),
    (Remark.COVERED, MarkCondition.COVERED),
)


def _condition_without_number(remarks: frozenset[Remark]) -> MarkCondition:
    found = (condition for remark, condition in _WITHOUT_NUMBER if remark in remarks)
    return next(found, MarkCondition.NOT_EXAMINED)


def _remarks(text: str) -> frozenset[Remark]:
    words = f" {fold(text)}"
    found = set()
    for stem, remark in REMARKS:
        if f" {stem}" in words:
            found.add(remark)
            words = words.replace(f" {stem}", " ")
    if is_partial(text) and not any(char.isalnum() for char in text):
        found.add(Remark.ILLEGIBLE)
    return frozenset(found)


def _numbers(text: str) -> list[_Number]:
    groups = list(_groups(text))
    alone = len(groups) == 1 and not _other_words(text, groups[0])
    return [group for group in groups if _is_number(group.text, alone=alone)]


def _is_number(text: str, *, alone: bool) -> bool:
    shown = [char for char in text if char.isalnum()]
    if not any(char.isdigit() for char in shown) and not is_partial(text):
        return alone and len(shown) >= _SHORTEST
    return bool(shown) and (alone or len(text) >= _SHORTEST)


def _other_words(text: str, group: _Number) -> bool:
    return any(char.isalnum() for char in text[: group.start] + text[group.end :])


def _groups(text: str) -> Iterator[_Number]:
    """Runs of tokens that look like one number, from the words around them."""
    tokens = list(_TOKEN.finditer(text))
    run: list[re.Match[str]] = []
    for i, token in enumerate(tokens):
        # "DO 151709" starts with a prefix, although "do" is a word.
        leads = i == 0 or (bool(run) and not any(_has_digit(part[0]) for part in run))
        number_follows = i + 1 < len(tokens) and _has_digit(tokens[i + 1][0])
        if _belongs(token[0], prefix=leads and number_follows):
            run.append(token)
        elif run:
            yield _join(run)
            run = []
    if run:
        yield _join(run)


def _join(run: Sequence[re.Match[str]]) -> _Number:
    text = " ".join(_bare(token[0]) for token in run)
    return _Number(text, run[0].start(), run[-1].end())


def _belongs(token: str, *, prefix: bool) -> bool:
    """Whether a token is a number, a mask, or letters that stand before or after a number."""
    bare = _bare(token)
    folded = fold(bare)
    if not bare or _MEASURE.fullmatch(bare) or folded.startswith(WORD_STEMS):
        return False
    letters = folded.replace(" ", "")
    if _has_digit(bare) or (is_partial(bare) and (not letters or bare.isupper())):
        return True
    affix = bare.isupper() and letters.isalpha() and len(letters) <= _LONGEST_AFFIX
    return affix and (prefix or folded not in OTHER_WORDS)


def _bare(token: str) -> str:
    return _LABEL.sub("", token.strip(_EDGES), count=1).strip(_EDGES)


def _has_digit(token: str) -> bool:
    return any(char.isdigit() for char in token)


def _positions(text: str, numbers: Sequence[_Number]) -> dict[_Number, MarkPosition]:
    """Where each number stands: said before it ("cano: 123") or after it ("123 (cano)")."""
    starts = [number.start for number in numbers]
    ends = [number.end for number in numbers]
    before = [text[i:j] for i, j in zip([0, *ends], starts, strict=False)]
    after = [text[i:j] for i, j in zip(ends, [*starts[1:], len(text)], strict=False)]
    before = [re.split(r"[.;]", words)[-1] for words in before]  # the clause that leads to it
    said_before = bool(before) and _position(before[0]) is not MarkPosition.UNKNOWN
    places = before if said_before else after
    return {number: _position(place) for number, place in zip(numbers, places, strict=True)}


def _position(text: str) -> MarkPosition:
    """The place that words name; one where a number was removed is not where this one stands."""
    words = f" {fold(text)}"
    for stem, remark in REMARKS:
        if remark is Remark.REMOVED:
            words = words.partition(f" {stem}")[0]
    found = [position for stem, position in POSITIONS if f" {stem}" in words]
    return found[0] if found else MarkPosition.UNKNOWN


def _best_pattern(texts: Iterable[str]) -> str | None:
    patterns = []
    for text in texts:
        try:
            patterns.append((Pattern.parse(text).known, text))
        except FormatError:
            continue
    return max(patterns)[1] if patterns and max(patterns)[0] else None
