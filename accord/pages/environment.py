"""Templates: one Jinja2 environment a language, with everything escaped and nothing undefined."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from types import CodeType, MappingProxyType
from typing import Any

from babel.support import NullTranslations
from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    Environment,
    PackageLoader,
    StrictUndefined,
)
from jinja2.bccache import Bucket
from markupsafe import Markup

from accord.pages.errors.saying import Words
from accord.pages.errors.showing import shown_error, shown_finding, shown_phrase
from accord.pages.languages import NAMES, Reader
from accord.pages.shown import plain, shown

_TEXTS = 8_192  # more than there are

Labels = Mapping[type[StrEnum], Mapping[Any, str]]


class _Compiled(BytecodeCache):
    """A template is compiled once for all languages, which differ in what its names mean alone."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._kept[bucket.key] = bucket.checksum, bucket.code


_COMPILED = _Compiled()


class Pages:
    """The templates of an application in every language."""

    def __init__(
        self,
        packages: Sequence[str],
        catalogues: Mapping[str, NullTranslations],
        labels: Labels,
        *,
        codes: Mapping[str, str] = MappingProxyType({}),
        fields: Mapping[str, str] = MappingProxyType({}),
        **shared: object,
    ) -> None:
        """Takes the packages with a `templates` folder, and what every template may use.

        `codes` and `fields` say, as marked texts, what the texts of errors call by its name in
        the source.
        """
        loader: BaseLoader = ChoiceLoader(
            [PackageLoader(package) for package in ("accord.pages", *packages)]
        )
        self.catalogues = catalogues
        self.labels = labels
        self._codes = codes
        self._fields = fields
        self._environments = {
            language: self._environment(loader, language, shared) for language in NAMES
        }

    def render(self, template: str, reader: Reader, /, **values: object) -> str:
        """A page for a reader."""
        found = self._environments[reader.language].get_template(template)
        return found.render(reader=reader, **self._verbs(reader), **values)

    def macros(self, template: str, reader: Reader, /) -> Any:
        """The macros of a template, for what is drawn outside of a page."""
        found = self._environments[reader.language].get_template(template)
        return found.make_module({"reader": reader, **self._verbs(reader)})

    def field(self, reader: Reader, path: str) -> str:
        """A field as forms call it, by its name in the source."""
        return self._words(reader).path(path)

    def _words(self, reader: Reader) -> Words:
        return Words(reader.text, self._codes, self._fields, reader.country)

    def _verbs(self, reader: Reader) -> dict[str, object]:
        return _verbs(reader, self.labels, self._words(reader))

    def _environment(
        self, loader: BaseLoader, language: str, shared: Mapping[str, object]
    ) -> Environment:
        made = Environment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
            auto_reload=False,
            bytecode_cache=_COMPILED,
        )
        translations = self.catalogues.get(language, NullTranslations())
        # The extension adds these methods to the environment.
        install: Callable[..., None] = made.install_gettext_translations  # type: ignore[attr-defined]
        install(translations, newstyle=True)
        made.globals["_"] = _saying(translations)
        made.filters.update(shown=shown, plain=plain)
        made.globals.update(shared)
        return made


def _saying(translations: NullTranslations) -> Callable[..., Markup]:
    """The verb `_`, as the extension's own does it, but a text is looked up and escaped once."""

    @lru_cache(_TEXTS)
    def said(text: str) -> Markup:
        return Markup(translations.ugettext(text))  # noqa: S704 - the catalogue's, not a reader's

    def say(text: str, **values: object) -> Markup:
        return said(text) % values

    return say


def label(reader: Reader, labels: Labels, value: object) -> str:
    """A code in the reader's words."""
    if isinstance(value, StrEnum):
        named = labels.get(type(value), {}).get(value)
        return reader.text(named) if named else humanised(value.value)
    return humanised(str(value))


def humanised(code: str) -> str:
    """A code as people write it, where nothing better is known."""
    words = code.replace("_", " ").replace(".", " ").lower()
    return words[:1].upper() + words[1:]


def _verbs(reader: Reader, labels: Labels, words: Words) -> dict[str, object]:
    """How a template says things; macros that use them are imported `with context`."""
    return {
        "label": lambda value: label(reader, labels, value),
        "instant": reader.instant,
        "ago": reader.ago,
        "day": reader.day,
        "number": reader.number,
        "percent": reader.percent,
        "country": reader.country,
        "iso": reader.iso,
        "comma": reader.comma,
        "semicolon": reader.semicolon,
        "colon": reader.colon,
        "said": lambda error: shown_error(error, words),
        "phrase": lambda text: shown_phrase(text, words),
        "field": lambda path: shown(words.path(path)),
        "finding": lambda text, values: shown_finding(text, values, words, reader),
    }
