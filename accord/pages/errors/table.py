"""The templates of the source: by the code of an error, and all of them together."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Final

from accord.pages.errors.template import Template

# Many texts begin with the field to blame; a form shows the rest beside the field.
_FIELD: Final = re.compile(r"[a-z_]+(?:\.[a-z_]+)*: ", re.ASCII)

_WORD: Final = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Table:
    """Templates in the order in which they are tried: the one with most words first."""

    codes: Mapping[str, tuple[Template, ...]]
    families: Mapping[Template, tuple[Template, ...]]  # codes with gaps: {0}.not_allowed
    exact: frozenset[str]
    gapped: tuple[Template, ...]
    blaming: Mapping[Template, str]  # the rest after a field, and the whole text

    def of_code(self, code: str) -> tuple[Template, ...]:
        """What an error with this code may say."""
        if code in self.codes:
            return self.codes[code]
        return tuple(
            one
            for family, templates in self.families.items()
            if family.match(code)
            for one in templates
        )


@cache
def table() -> Table:
    """The table of this version of the source; read once."""
    made = json.loads(files("accord.pages.errors").joinpath("texts.json").read_bytes())
    codes = {code: _sorted(texts) for code, texts in made["errors"].items()}
    every = set(chain(made["sentences"], *made["errors"].values()))
    rests = {text[len(found[0]) :]: text for text in every if (found := _FIELD.match(text))}
    blaming = {rest: text for rest, text in rests.items() if _WORD.search(rest)}
    return Table(
        codes={code: found for code, found in codes.items() if "{" not in code},
        families={Template.of(code): found for code, found in codes.items() if "{" in code},
        exact=frozenset(text for text in every if "{" not in text),
        gapped=_sorted(text for text in every if "{" in text),
        blaming={one: blaming[one.text] for one in _sorted(blaming)},
    )


def field_of(text: str) -> str:
    """The field that a text begins with; empty where it begins with none."""
    found = _FIELD.match(text)
    return found[0].removesuffix(": ") if found else ""


def without_field(text: str) -> str:
    """A text, perhaps translated, without the field that it begins with."""
    return re.sub(r"^[a-z_]+(?:\.[a-z_]+)*\s?: ", "", text)


def _sorted(texts: Iterable[str]) -> tuple[Template, ...]:
    return tuple(sorted(map(Template.of, texts), key=lambda one: (-one.weight, one.text)))
