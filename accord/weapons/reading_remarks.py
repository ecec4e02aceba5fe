"""Finds in a cell's words what they say about its numbers."""

import re
from functools import lru_cache

from accord.weapons.codes import MarkKind, MarkPosition
from accord.weapons.numbers import is_partial
from accord.weapons.reading_words import KINDS, POSITIONS, REMARKS, SLIP_STEMS, SLIP_WORDS, Remark
from accord.weapons.spelling import is_one_slip
from accord.weapons.words import ORDINARY, fold

_STOCK_NUMBER = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{3}-\d{4}(?!\d)")  # of NATO supply
_ABBREVIATED = {"pat": MarkKind.PATENT_NUMBER, "nsn": MarkKind.OTHER, "lot": MarkKind.OTHER}
_LEADING_WORDS = 4  # before a number, among which its kind is said
_SAYS_SERIAL = frozenset(
    ["serial", "serie", "seriennummer", "matricula", "matricola", "s", "sn", "номер"]
)
_SHORTEST_SLIP = 6  # letters of a word in which one may be wrong


@lru_cache(maxsize=8192)
def remarks_in(text: str) -> frozenset[Remark]:
    """Every remark in the words of a text."""
    words = f" {' '.join(word for word in fold(text).split() if not _has_digit(word))}"
    found = set()
    for stem, remark in REMARKS:
        if f" {stem}" in words:
            found.add(remark)
            words = words.replace(f" {stem}", " ¤")
    for word in words.split():
        if len(word) >= _SHORTEST_SLIP and word.isalpha():
            found |= _slips(word)
    if is_partial(text) and not any(char.isalnum() for char in text):
        found.add(Remark.ILLEGIBLE)
    return frozenset(found)


@lru_cache(maxsize=4096)
def positions_in(text: str) -> tuple[MarkPosition, ...]:
    """Every place that the words of a text name, in their order."""
    words = f" {fold(text)}"
    found = [(words.find(f" {stem}"), position) for stem, position in POSITIONS]
    return tuple(dict.fromkeys(position for at, position in sorted(found) if at >= 0))


@lru_cache(maxsize=8192)
def position_in(text: str) -> MarkPosition:
    """The place that words name; one where a number was removed is not where this one stands."""
    words = f" {fold(text)}"
    for stem, remark in REMARKS:
        if remark is Remark.REMOVED:
            words = words.partition(f" {stem}")[0]
    for position in (MarkPosition.FRAME, MarkPosition.RECEIVER):  # these carry the identity
        if any(f" {stem}" in words for stem, one in POSITIONS if one is position):
            return position
    found = positions_in(words)
    return found[0] if found else MarkPosition.UNKNOWN


def kind_before(words: str) -> MarkKind | None:
    """What a number is by the words that lead to it, where these do not say a serial number."""
    last = fold(words).split()[-_LEADING_WORDS:]
    if not _SAYS_SERIAL.isdisjoint(last):
        return None
    if last and last[-1] in _ABBREVIATED:
        return _ABBREVIATED[last[-1]]
    folded = f" {' '.join(last)}"
    return next((kind for stem, kind in KINDS if f" {stem}" in folded), None)


def kind_of(number: str) -> MarkKind | None:
    """What a number is by its own first letters or its shape, where it is no serial number."""
    if _STOCK_NUMBER.search(number):
        return MarkKind.OTHER
    return _ABBREVIATED.get(fold(number).split(" ")[0])


def _has_digit(word: str) -> bool:
    return any(char.isdigit() for char in word)


def _slips(word: str) -> set[Remark]:
    """The remark of the stem that a word begins with, or of the word, but for one letter."""
    if word in ORDINARY:
        return set()
    return {remark for whole, remark in SLIP_WORDS if is_one_slip(word, whole)} | {
        remark
        for stem, remark in SLIP_STEMS
        if any(is_one_slip(word[: len(stem) + more], stem) for more in (-1, 0, 1))
    }
