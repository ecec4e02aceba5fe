"""Suggestions for a field from our tables, as the options of a list: a form works without."""

from collections.abc import Iterable, Iterator
from typing import Final

from aiohttp import web
from markupsafe import Markup

from accord.weapons import calibres, makers
from node.console.page import Page
from node.console.visit import Visit, html
from node.people.rights import Right

MOST: Final = 12
_LONGEST: Final = 60
_CODE: Final = 2


async def _suggest(visit: Visit) -> web.StreamResponse:
    text = visit.query.get("text", "")[:_LONGEST].strip().casefold()
    found = _FINDERS.get(visit.query.get("of", ""), _nothing)(text, visit) if text else ()
    options = (
        Markup('<option value="{}">{}</option>').format(value, name)
        for value, name in list(found)[:MOST]
    )
    return html(visit.request, Markup("").join(options))


def _nothing(_text: str, _visit: Visit) -> Iterator[tuple[str, str]]:
    return iter(())


def _makers(text: str, visit: Visit) -> Iterator[tuple[str, str]]:
    for one in makers.everyone():
        if _begins(text, (one.name, *one.variants)):
            yield one.name, visit.reader.country(one.country) if one.country else one.name


def _calibres(text: str, _visit: Visit) -> Iterator[tuple[str, str]]:
    for one in calibres.everyone():
        if _begins(text, (one.name, *one.synonyms)):
            yield one.name, ", ".join(one.synonyms[:3]) or one.name


def _countries(text: str, visit: Visit) -> Iterator[tuple[str, str]]:
    named = {**visit.reader.locale.territories, **visit.reader.states}
    for code, name in named.items():
        if len(code) == _CODE and code.isalpha() and _begins(text, (code, str(name))):
            yield code, str(name)


def _begins(text: str, names: Iterable[str]) -> bool:
    return any(name.casefold().startswith(text) for name in names)


_FINDERS: Final = {"maker": _makers, "calibre": _calibres, "country": _countries}
PAGE: Final = Page(path="/traces/suggestions", name="suggestions", show=_suggest, right=Right.WORK)
