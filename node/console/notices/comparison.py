"""The weapon that was met beside the one that the notice describes, field by field: pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from accord.cases.hit import ComparedField
from accord.cases.hit_codes import FieldResult
from accord.cases.hit_requirements import IDENTIFYING
from accord.pages.marked import marked as _N
from accord.weapons.firearm import Firearm
from accord.weapons.matching import compare
from node.console.visit import Visit
from node.notices.views import HitDetail

Say = Callable[[object], str]

# What each side compares by eye, under the names that the messages use.
COMPARED: Final = {
    "serial": _N("Serial number"),
    "maker": _N("Maker"),
    "model": _N("Model"),
    "calibre": _N("Calibre"),
    "type": _N("Kind of weapon"),
    "country": _N("Country of manufacture"),
    "import": _N("Import mark"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One field of both weapons, and what each side has said of it."""

    label: str  # marked
    met: Sequence[str]
    noticed: Sequence[str]
    finder: FieldResult | None = None
    owner: FieldResult | None = None
    code: bool = False  # characters off the metal

    @property
    def alike(self) -> bool:
        """Whether both are written alike, spaces and capitals aside; no judgement."""
        return bool(self.met) and set(map(_bare, self.met)) & set(map(_bare, self.noticed)) != set()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """Why the two may be one weapon, and what speaks against it."""

    speak_for: Sequence[str]
    against: Sequence[str]


def lines_of(hit: HitDetail, say: Say, country: Callable[[str], str]) -> Sequence[Line]:
    """Every field that at least one of the two weapons states."""
    met = {} if hit.firearm is None else dict(_stated(hit.firearm, say, country))
    noticed = {} if hit.noticed is None else dict(_stated(hit.noticed, say, country))
    finder = _results(hit.request.compared if hit.request else ())
    owner = _results(hit.response.compared if hit.response else ())
    return tuple(
        Line(
            label=label,
            met=met.get(name, ()),
            noticed=noticed.get(name, ()),
            finder=finder.get(name),
            owner=owner.get(name),
            code=name == "serial",
        )
        for name, label in COMPARED.items()
        if name in met or name in noticed or name in IDENTIFYING
    )


def reasons_of(hit: HitDetail) -> Reasons:
    """The reasons of the match, apart by what they say."""
    said = hit.matched.reasons if hit.matched else ()
    if hit.firearm is None or hit.noticed is None:
        return Reasons(speak_for=said, against=())
    against = frozenset(compare(hit.firearm, hit.noticed, near=True).reasons_against)
    return Reasons(
        speak_for=tuple(one for one in said if one not in against),
        against=tuple(one for one in said if one in against),
    )


def to_compare(lines: Iterable[str] = IDENTIFYING) -> Sequence[dict[str, object]]:
    """A row for each identifying field, for the officer to fill in by eye."""
    return tuple({"field": name} for name in lines)


def fields_named(visit: Visit) -> dict[str, str]:
    """The fields that may be compared, in the reader's words."""
    return {name: visit.reader.text(label) for name, label in COMPARED.items()}


def _stated(
    firearm: Firearm, say: Say, country: Callable[[str], str]
) -> Iterable[tuple[str, Sequence[str]]]:
    made = firearm.country_of_manufacture
    imported = firearm.import_country
    values = {
        "serial": tuple(mark.text for mark in firearm.marks if mark.text),
        "maker": (firearm.maker_text,),
        "model": (firearm.model_text,),
        "calibre": (firearm.calibre_text,),
        "type": (say(firearm.type) if firearm.type else firearm.type_text,),
        "country": (country(made) if made not in {"", "UNKNOWN"} else "",),
        "import": (country(imported) if imported else "",),
    }
    for name, found in values.items():
        if stated := tuple(one for one in found if one):
            yield name, stated


def _results(compared: Sequence[ComparedField]) -> dict[str, FieldResult]:
    return {one.field: one.result for one in compared}


def _bare(text: str) -> str:
    return "".join(one for one in text.casefold() if one.isalnum())
