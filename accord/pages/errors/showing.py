"""Errors and sentences in a page: in the reader's words, or in English and marked as such."""

from collections.abc import Mapping

from markupsafe import Markup, escape

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


def shown_finding(text: str, values: Mapping[str, object], words: Words) -> Markup:
    """A marked text with its values, each isolated from the direction of what is around it.

    An error among them is said in the reader's words where its code tells which it is.
    """
    isolated = {name: shown(value) for name, value in values.items()}
    if "error" in values and "code" in values:
        error = AccordError(str(values["code"]), str(values["error"]))
        isolated["error"] = shown_error(error, words)
    return Markup(escape(words.translate(text))) % isolated  # noqa: S704 - escaped on the spot


def _marked(found: str | None, english: str) -> Markup:
    if found is not None:
        return shown(found)
    return Markup('<bdi lang="{}">{}</bdi>').format(SOURCE, plain(english))
