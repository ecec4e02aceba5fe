"""Errors and sentences in a page: in the reader's words, or in English and marked as such."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from markupsafe import Markup, escape

from accord.errors import AccordError
from accord.pages.errors.saying import Words
from accord.pages.languages import SOURCE, Reader
from accord.pages.shown import plain, shown

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LARGE: Final = re.compile(r"[1-9]\d{3,14}", re.ASCII)  # smaller ones need no signs
_INSTANT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)


def shown_error(error: AccordError, words: Words) -> Markup:
    """What went wrong."""
    return _marked(words.error(error), error.text)


def shown_phrase(text: str, words: Words) -> Markup:
    """A sentence of the source that stands in an answer: a remedy, an advice, a reason."""
    return _marked(words.phrase(text), text)


def shown_finding(text: str, values: Mapping[str, object], words: Words, reader: Reader) -> Markup:
    """A marked text with its values, each isolated from the direction of what is around it.

    Numbers, days and instants are written in the reader's way.

    An error among them is said in the reader's words where its code tells which it is.
    """
    isolated = {name: shown(_written(value, reader)) for name, value in values.items()}
    if "error" in values and "code" in values:
        error = AccordError(str(values["code"]), str(values["error"]))
        isolated["error"] = shown_error(error, words)
    return Markup(escape(words.translate(text))) % isolated  # noqa: S704 - escaped on the spot


def _written(value: object, reader: Reader) -> object:
    text = str(value)
    if _LARGE.fullmatch(text):
        return reader.number(int(text))
    try:
        if _DAY.fullmatch(text):
            day = datetime.fromisoformat(text)
            return reader.partial(day.year, day.month, day.day)
        if _INSTANT.fullmatch(text):
            return reader.instant(int(datetime.fromisoformat(text).timestamp() * 1000))
    except ValueError:
        pass  # no day of any calendar: as it came
    return value


def _marked(found: str | None, english: str) -> Markup:
    if found is not None:
        return shown(found)
    return Markup('<bdi lang="{}">{}</bdi>').format(SOURCE, plain(english))
