"""Serial numbers that are none: a model, a calibre or a maker typed into the number's cell."""

import re
from dataclasses import replace
from functools import lru_cache

from accord.weapons import calibres, makers, models
from accord.weapons.codes import MarkCondition, MarkKind
from accord.weapons.identify import Words
from accord.weapons.makers import Maker
from accord.weapons.normal import normal_forms
from accord.weapons.reading import Reading, ReadNumber

_SHORTEST_MODEL = 3  # characters of a model that is recognised in the number's cell
_LONGEST_MODEL = 16
# No model and no calibre has such a run; digits alone prove nothing, and masks are no model.
_LONG_RUN = re.compile(r"[0-9]{5}|^[0-9 ]+$|[?*]")


def settled(reading: Reading, words: Words, maker: Maker | None) -> Reading:
    """The reading, in the light of the other cells: a model's name is no serial number."""
    if not any(number.kind is MarkKind.MANUFACTURER_SERIAL for number in reading.numbers):
        return reading
    numbers = tuple(_settled(number, words, maker) for number in reading.numbers)
    if numbers == reading.numbers:
        return reading
    left = [one for one in numbers if one.kind is MarkKind.MANUFACTURER_SERIAL]
    reasons = tuple(reason for number in numbers for reason in number.reasons)
    return replace(
        reading,
        numbers=numbers,
        condition=reading.condition if left else MarkCondition.NOT_EXAMINED,
        reasons=tuple(dict.fromkeys((*reading.reasons, *reasons))),
    )


def _settled(number: ReadNumber, words: Words, maker: Maker | None) -> ReadNumber:
    kind = _kind(number, words, maker)
    if kind is None:
        return number
    reason = f"the number is the {kind.value.lower()} typed into its cell"
    return replace(number, kind=kind, reasons=(*number.reasons, reason))


def _kind(number: ReadNumber, words: Words, maker: Maker | None) -> MarkKind | None:
    text = number.text
    if (
        number.kind is not MarkKind.MANUFACTURER_SERIAL
        or _LONG_RUN.search(text)
        or not _SHORTEST_MODEL <= len(text) <= _LONGEST_MODEL
    ):
        return None
    n2 = normal_forms(text).n2
    if n2 == _model_form(words.model) or models.is_model_of(text, maker):
        return MarkKind.MODEL
    if text[:1] in ".0123456789" and _is_calibre(text):
        return MarkKind.CALIBRE
    if n2.isalpha() and makers.read(text) is not None:
        return MarkKind.MANUFACTURER_NAME
    return None


@lru_cache(maxsize=4096)
def _model_form(model: str) -> str:
    return normal_forms(model).n2


def _is_calibre(text: str) -> bool:
    found = calibres.read(text)
    return found is not None and found.confidence >= 1 and any(char.isalpha() for char in text)
