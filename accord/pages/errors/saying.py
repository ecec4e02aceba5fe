"""Finds the template of an English text and says it in the reader's language."""

import re
from collections.abc import Callable, Iterable
from typing import Final

from accord.errors import AccordError
from accord.pages.errors.table import table, without_field
from accord.pages.errors.template import Template, fill

Translate = Callable[[str], str]  # a text of the catalogues in the reader's language

LONGEST: Final = 8_000  # characters; a longer text is shown as it is
_DEPTH: Final = 2  # a sentence may stand in a sentence, and no deeper
_PATH: Final = r"[a-z_]+(?:\[[0-9]+\])?(?:\.[a-z_]+(?:\[[0-9]+\])?)*"
_PROBLEM: Final = re.compile(rf"(?:^|; )({_PATH}): ", re.ASCII)


def in_words(error: AccordError, translate: Translate) -> str | None:
    """An error in the reader's language; None where the source does not know its text."""
    if len(error.text) > LONGEST:
        return None
    found = _first(table().of_code(error.code), error.text, translate, _DEPTH)
    return found if found is not None else phrase(error.text, translate)


def phrase(text: str, translate: Translate) -> str | None:
    """A sentence of the source: a remedy, an advice, a reason; or a list of fields with remedies.

    None where the source does not know it, such as what somebody wrote.
    """
    if len(text) > LONGEST:
        return None
    for found in (
        _problems(text, translate, whole=True),
        _sentence(text, translate, _DEPTH),
        _problems(text, translate, whole=False),
    ):
        if found is not None:
            return found
    return None


def _sentence(text: str, translate: Translate, depth: int) -> str | None:
    known = table()
    if text in known.exact:
        return translate(text)
    if (found := _first(known.gapped, text, translate, depth)) is not None:
        return found
    for rest, whole in known.blaming.items():
        values = rest.match(text)
        if values is not None:
            filled = _filled(translate(whole), values, translate, depth)
            return without_field(filled)
    return None


def _first(
    templates: Iterable[Template], text: str, translate: Translate, depth: int
) -> str | None:
    for one in templates:
        values = one.match(text)
        if values is not None:
            return _filled(translate(one.text), values, translate, depth)
    return None


def _filled(text: str, values: tuple[str, ...], translate: Translate, depth: int) -> str:
    return fill(text, [_value(value, translate, depth) for value in values])


def _value(text: str, translate: Translate, depth: int) -> str:
    """What fills a gap: a sentence of its own, or a number, a name, a code as it stands."""
    found = _sentence(text, translate, depth - 1) if depth and " " in text else None
    return text if found is None else found


def _problems(text: str, translate: Translate, *, whole: bool) -> str | None:
    """A list such as `grounds: give at least one; text: say why`, field by field.

    None where nothing of it is known; where it is wanted whole, unless all of it is.
    """
    found = list(_PROBLEM.finditer(text))
    if not found or found[0].start() > 0:
        return None
    ends = [match.start() for match in found[1:]] + [len(text)]
    remedies = [text[match.end() : end] for match, end in zip(found, ends, strict=True)]
    said = [_sentence(remedy, translate, 1) for remedy in remedies]
    known = [one is not None for one in said]
    if not any(known) or (whole and not all(known)):
        return None
    parts = zip(found, remedies, said, strict=True)
    return "; ".join(f"{match[1]}: {one or remedy}" for match, remedy, one in parts)
