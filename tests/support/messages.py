"""Finds every text that a page shows and keeps each room's catalogues in step with them.

A room is a package folder with a `locale/` folder: `locale/fr.po` and so on translate what the
room's own modules mark (`_N`, `_`) and its templates say. `make messages` rewrites the files: texts
that are gone are dropped and translations are kept. Where rooms share a text, the first of them
by its path says how it is translated; what no room has translated is left to be translated.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import chain
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Final

import spoken
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

LANGUAGES: Final = ("fr", "es", "pt", "ar")
_PACKAGES = ("accord", "hub", "node")
_KEYWORDS: Final[Mapping[str, tuple[int, ...] | None]] = MappingProxyType(
    {"_": None, "_N": None, "gettext": None, "ngettext": (1, 2), "plural": (1, 2)}
)
_METHODS = {".py": "python", ".html": "jinja2"}
_MADE = spoken.PLACE.name  # every text of it is marked
_OPTIONS = {"trimmed": "true", "extensions": "jinja2.ext.i18n,jinja2.ext.do"}
_PERCENT = re.compile(r"%\(\w+\)[sd]")
_TAG = re.compile(r"</?[a-z][^<>]*>")

Key = tuple[str, ...]  # one text, or the singular and the plural
NOTHING: Final[Mapping[Key, Message]] = MappingProxyType({})


def rooms(root: Path) -> list[Path]:
    """Every room of the checkout, in the order of its path."""
    found = (place for name in _PACKAGES for place in (root / name).rglob("locale"))
    return sorted(place.parent for place in found if place.is_dir())


def catalogue_path(room: Path, language: str) -> Path:
    """Where a room keeps one language."""
    return room / "locale" / f"{language}.po"


def texts(room: Path) -> list[Key]:
    """What the room marks, sorted; rooms inside it keep their own."""
    inside = [place for place in rooms_below(room) if place != room]
    found: set[Key] = set()
    for path in room.rglob("*"):
        if _is_read(path) and not any(place in path.parents for place in inside):
            found.update(_marked(path))
    return sorted(found)


def rooms_below(room: Path) -> list[Path]:
    """The room itself and the rooms inside it."""
    return [place.parent for place in room.rglob("locale") if place.is_dir()]


def _is_read(path: Path) -> bool:
    return path.suffix in _METHODS or path.name == _MADE


def _marked(path: Path) -> Iterator[Key]:
    if path.name == _MADE:
        made = json.loads(path.read_bytes())
        found = chain(made["sentences"], *made["errors"].values())
        yield from ((text,) for text in found)
        return
    with path.open("rb") as source:
        for _, message, _, _ in extract(
            _METHODS[path.suffix], source, keywords=_KEYWORDS, options=_OPTIONS
        ):
            key = tuple(message) if isinstance(message, tuple | list) else (message,)
            if key[0]:
                yield key


def load(path: Path, language: str) -> dict[Key, Message]:
    """The messages of a PO file by their text; none where there is no file yet."""
    if not path.exists():
        return {}
    catalogue = read_po(BytesIO(path.read_bytes()), locale=language, abort_invalid=True)
    return {_key(message): message for message in catalogue if message.id}


def _key(message: Message) -> Key:
    return tuple(message.id) if isinstance(message.id, tuple | list) else (message.id,)


def written(
    room: Path, language: str, wanted: list[Key], others: Mapping[Key, Message] = NOTHING
) -> bytes:
    """The room's PO file as it should stand: these texts, with what is translated already."""
    kept = {**load(catalogue_path(room, language), language), **others}
    catalogue = Catalog(locale=language, fuzzy=False, header_comment=f"# {room.name}: {language}")
    for key in wanted:
        old = kept.get(key)
        catalogue.add(key if len(key) > 1 else key[0], old.string if old else None)
    out = BytesIO()
    write_po(out, catalogue, width=100, no_location=True, omit_header=True, sort_output=True)
    return _header(language) + out.getvalue().strip(b"\n") + b"\n"


def _header(language: str) -> bytes:
    """What a translator's tool needs to know, and nothing that changes from day to day."""
    lines = (
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {get_plural(language).plural_forms}",
    )
    text = "".join(f'"{line}\\n"\n' for line in lines)
    return f'msgid ""\nmsgstr ""\n{text}\n'.encode()


def faults(key: Key, message: Message, language: str) -> Iterator[str]:
    """What is wrong with one translation."""
    forms = _forms(message)
    wanted = get_plural(language).num_plurals if len(key) > 1 else 1
    if len(forms) != wanted or not all(form.strip() for form in forms):
        yield "not translated"
        return
    # A form for exactly none, one or two may say it in a word; the last one is for any number.
    for form in forms:
        if not _placeholders(form) <= _placeholders(key[-1]):
            yield "a placeholder that the text does not have"
    if _placeholders(forms[-1]) != _placeholders(key[-1]):
        yield "placeholders differ"
    if any(sorted(_TAG.findall(form)) != sorted(_TAG.findall(key[-1])) for form in forms):
        yield "HTML differs"
    if any(_edges(form) != _edges(key[-1]) for form in forms):
        yield "space at an edge differs"


def _forms(message: Message) -> tuple[str, ...]:
    string = message.string
    return tuple(string) if isinstance(string, tuple | list) else (string or "",)


def _placeholders(text: str) -> set[str]:
    names = {f"{{{name}}}" for _, name, _, _ in _parsed(text) if name is not None}
    return names | set(_PERCENT.findall(text))


def _parsed(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    try:
        return list(Formatter().parse(text))
    except ValueError:  # braces that are no placeholders
        return []


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def update(root: Path) -> None:
    """Rewrites every room's catalogues, after the sentences that the source may say."""
    if (root / spoken.PLACE).exists():
        (root / spoken.PLACE).write_text(spoken.render(root), encoding="utf-8")
    wanted = {room: texts(room) for room in rooms(root)}
    for language in LANGUAGES:
        known: dict[Key, Message] = {}
        for room in wanted:
            for key, said in load(catalogue_path(room, language), language).items():
                if any(_forms(said)):
                    known.setdefault(key, said)
        for room, keys in wanted.items():
            catalogue_path(room, language).write_bytes(written(room, language, keys, known))


if __name__ == "__main__":
    update(Path(sys.argv[1]))
