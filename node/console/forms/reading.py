"""Strict readers of what people type into one box, with the digits of their script."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from accord.dates import PartialDate
from accord.encoding import from_base64
from accord.errors import FormatError
from node.api.codec import MAX_INTEGER
from node.console.forms import messages
from node.console.forms.messages import Message
from node.console.forms.shape import DAY_PARTS, File

_LONGEST_NUMBER: Final = 80  # characters; the smallest number that a body holds has fewer
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_WHOLE: Final = re.compile(r"[0-9]{1,19}", re.ASCII)
_NUMBER: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)?", re.ASCII)
_MOMENT: Final = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[T ]([0-9]{2}):([0-9]{2})"
    r"(?::([0-9]{2})(?:\.([0-9]{1,3}))?)?",
    re.ASCII,
)
# The digits of Arabic, and those of Persian and Urdu; the Arabic decimal separator.
_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "01234567890123456789.")


class UnreadableError(Exception):
    """The box holds something else."""

    def __init__(self, message: Message, part: str = "") -> None:
        super().__init__(message.text)
        self.message = message
        self.part = part  # the box of a date


def whole(text: str) -> int:
    """A whole number.

    Raises:
        UnreadableError: signs, points, spaces inside, or too large.
    """
    digits = _digits(text)
    if _WHOLE.fullmatch(digits) is None:
        raise UnreadableError(messages.NOT_WHOLE)
    if (value := int(digits)) > MAX_INTEGER:
        raise UnreadableError(messages.NUMBER_TOO_LARGE)
    return value


def number(text: str) -> float:
    """A number with a decimal point or comma.

    Raises:
        UnreadableError: signs, exponents, or separators of thousands.
    """
    digits = _digits(text)
    if len(digits) > _LONGEST_NUMBER or _NUMBER.fullmatch(digits) is None:
        raise UnreadableError(messages.NOT_NUMBER)
    return float(digits.replace(",", "."))


def moment(text: str, zone: tzinfo) -> int:
    """Milliseconds of a local time; of a time that the clocks show twice, the first.

    Raises:
        UnreadableError: not a local time, or one that the clocks skip.
    """
    found = _MOMENT.fullmatch(_digits(text))
    if found is None:
        raise UnreadableError(messages.NOT_A_MOMENT)
    *until_minute, second, fraction = found.groups(default="0")
    try:
        year, month, day, hour, minute = (int(part) for part in until_minute)
        thousandths = int(fraction.ljust(3, "0"))
        there = datetime(
            year, month, day, hour, minute, int(second), thousandths * 1000, tzinfo=zone
        )
        at = there.astimezone(UTC)
        back = at.astimezone(zone)
    except (ValueError, OverflowError) as error:
        raise UnreadableError(messages.NOT_A_DATE) from error
    if back.replace(tzinfo=None) != there.replace(tzinfo=None):
        raise UnreadableError(messages.SKIPPED_MOMENT)
    return (at - _EPOCH) // timedelta(milliseconds=1)


def is_moment(text: str) -> bool:
    """Whether a browser's own box for a moment can show a text."""
    return "T" in text and _MOMENT.fullmatch(text) is not None


def day(boxes: Mapping[str, str]) -> dict[str, int]:
    """The parts of a date that are known.

    Raises:
        UnreadableError: a box holds no number, or there is no such date.
    """
    parts: dict[str, int] = {}
    for part in DAY_PARTS:
        if boxes.get(part, "").strip():
            try:
                parts[part] = whole(boxes[part])
            except UnreadableError as error:
                raise UnreadableError(error.message, part) from error
    if "year" not in parts:
        raise UnreadableError(messages.YEAR_MISSING, "year")
    if "day" in parts and "month" not in parts:
        raise UnreadableError(messages.MONTH_MISSING, "month")
    try:
        PartialDate(year=parts["year"], month=parts.get("month"), day=parts.get("day"))
    except FormatError as error:
        raise UnreadableError(messages.NOT_A_DATE) from error
    return parts


def file(text: str, shape: File) -> str:
    """The base64 of a file or of its digest, as the page that showed it wrote it.

    Raises:
        UnreadableError: another encoding, or more bytes than the body takes.
    """
    try:
        content = from_base64(text)
    except FormatError as error:
        raise UnreadableError(messages.NOT_A_FILE) from error
    if len(content) > shape.longest:
        raise UnreadableError(messages.FILE_TOO_LARGE)
    return text


def is_clean(text: str) -> bool:
    """Whether a body can carry a text: no U+0000, and no half of a character."""
    return "\0" not in text and not any("\ud800" <= one <= "\udfff" for one in text)


def _digits(text: str) -> str:
    return text.strip().translate(_DIGITS)
