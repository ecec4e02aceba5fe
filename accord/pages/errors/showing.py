"""Errors and sentences in a page: in the reader's words, or in English and marked as such."""

from markupsafe import Markup

from accord.errors import AccordError
from accord.pages.errors.saying import in_words, phrase
from accord.pages.languages import SOURCE, Reader
from accord.pages.shown import plain, shown


def shown_error(error: AccordError, reader: Reader) -> Markup:
    """What went wrong."""
    return _marked(in_words(error, reader.text), error.text)


def shown_phrase(text: str, reader: Reader) -> Markup:
    """A sentence of the source that stands in an answer: a remedy, an advice, a reason."""
    return _marked(phrase(text, reader.text), text)


def _marked(found: str | None, english: str) -> Markup:
    if found is not None:
        return shown(found)
    return Markup('<bdi lang="{}">{}</bdi>').format(SOURCE, plain(english))
