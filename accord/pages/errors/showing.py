"""Errors and sentences in a page: in the reader's words, or in English and marked as such."""

from markupsafe import Markup

from accord.errors import AccordError
from accord.pages.errors.saying import Words
from accord.pages.languages import SOURCE
from accord.pages.shown import plain, shown


def shown_error(error: AccordError, words: Words) -> Markup:
    """What went wrong."""
    return _marked(words.error(error), error.text)


def shown_phrase(text: str, words: Words) -> Markup:
    """A sentence of the source that stands in an answer: a remedy, an advice, a reason."""
    return _marked(words.phrase(text), text)


def _marked(found: str | None, english: str) -> Markup:
    if found is not None:
        return shown(found)
    return Markup('<bdi lang="{}">{}</bdi>').format(SOURCE, plain(english))
