"""Finds the template of an English text and says it in the reader's language."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Final

from accord.errors import AccordError
from accord.pages.errors.table import field_of, table, without_field
from accord.pages.errors.template import Template, fill
from accord.pages.marked import marked as _N

Translate = Callable[[str], str]  # a text of the catalogues in the reader's language

LONGEST: Final = 8_000  # characters; a longer text is shown as it is
_STATE: Final = 2  # letters of a State's code
_DEPTH: Final = 2  # a sentence may stand in a sentence, and no deeper
_PATH: Final = r"[a-z_]+(?:\[[0-9]+\])?(?:\.[a-z_]+(?:\[[0-9]+\])?)*"
_IS_PATH: Final = re.compile(r"[a-z_]+(?:\[[0-9]{1,4}\])?(?:\.[a-z_]+(?:\[[0-9]{1,4}\])?){0,15}")
_PROBLEM: Final = re.compile(rf"(?:^|; )({_PATH}): ", re.ASCII)
_CODES: Final = re.compile(r"[A-Z][A-Z0-9_]+(?:, [A-Z][A-Z0-9_]+)*", re.ASCII)
_BESIDE: Final = _N("{0}: {1}")
_AFTER: Final = _N("{0}; {1}")


@dataclass(frozen=True, slots=True)
class Words:
    """How a reader's language says what stands in the source: its sentences, codes and fields."""

    translate: Translate
    codes: Mapping[str, str] = field(default_factory=dict)  # what codes are called, as marked texts
    fields: Mapping[str, str] = field(default_factory=dict)  # what fields are called, likewise
    country: Translate = str  # the name of a State

    def error(self, error: AccordError) -> str | None:
        """An error in the reader's language; None where the source does not know its text."""
        if len(error.text) > LONGEST:
            return None
        found = self._first(table().of_code(error.code), error.text, _DEPTH)
        return found if found is not None else self.phrase(error.text)

    def phrase(self, text: str) -> str | None:
        """A sentence of the source: a remedy, an advice, a reason; or fields with remedies.

        None where the source does not know it, such as what somebody wrote.
        """
        if len(text) > LONGEST:
            return None
        several = len(_PROBLEM.findall(text)) > 1
        found = self._problems(text, whole=True) if several else None
        if found is None:
            found = self._sentence(text, _DEPTH)
        return self._problems(text, whole=False) if found is None else found

    def _sentence(self, text: str, depth: int) -> str | None:
        known = table()
        if text in known.exact:
            return self._named(text, self.translate(text))
        if (found := self._first(known.gapped, text, depth)) is not None:
            return found
        for rest, whole in known.blaming.items():
            values = rest.match(text)
            if values is not None:
                return without_field(self._filled(self.translate(whole), values, depth))
        return None

    def _first(self, templates: Iterable[Template], text: str, depth: int) -> str | None:
        for one in templates:
            values = one.match(text)
            if values is not None:
                said = self._filled(self.translate(one.text), values, depth)
                return self._named(one.text, said)
        return None

    def _filled(self, text: str, values: tuple[str, ...], depth: int) -> str:
        return fill(text, [self._value(value, depth) for value in values])

    def _value(self, text: str, depth: int) -> str:
        """What fills a gap: a sentence, codes, or a number or a name as it stands."""
        if _CODES.fullmatch(text):
            return ", ".join(self._code(code) for code in text.split(", "))
        found = self._sentence(text, depth - 1) if depth else None
        return text if found is None else found

    def _code(self, code: str) -> str:
        if code in self.codes:
            return self.translate(self.codes[code])
        return self.country(code) if len(code) == _STATE else code

    def _named(self, source: str, said: str) -> str:
        """A text that begins with a field, with the field's name as a form has it."""
        blamed = field_of(source)
        if blamed not in self.fields:
            return said
        return self._joined(_BESIDE, self.path(blamed), without_field(said))

    def path(self, path: str) -> str:
        """A field as a form calls it: firearm.marks[0].kind is Weapon – Marks 1 – Kind.

        What is no path of a field, such as another node may send, stays as it is.
        """
        return " – ".join(map(self._part, path.split("."))) if _IS_PATH.fullmatch(path) else path

    def _part(self, part: str) -> str:
        name, _, index = part.rstrip("]").partition("[")
        label = self.translate(self.fields[name]) if name in self.fields else name
        return f"{label} {int(index) + 1}" if index else label

    def _joined(self, template: str, first: str, second: str) -> str:
        return fill(self.translate(template), (first, second))

    def _problems(self, text: str, *, whole: bool) -> str | None:
        """A list such as `grounds: give at least one; text: say why`, field by field.

        None where nothing of it is known; where it is wanted whole, unless all of it is.
        """
        found = list(_PROBLEM.finditer(text))
        if not found or found[0].start() > 0:
            return None
        ends = [match.start() for match in found[1:]] + [len(text)]
        remedies = [text[match.end() : end] for match, end in zip(found, ends, strict=True)]
        said = [self._sentence(remedy, 1) for remedy in remedies]
        known = [one is not None for one in said]
        if not any(known) or (whole and not all(known)):
            return None
        parts = [
            self._joined(_BESIDE, self.path(match[1]), one or remedy)
            for match, remedy, one in zip(found, remedies, said, strict=True)
        ]
        return reduce(lambda before, part: self._joined(_AFTER, before, part), parts)
