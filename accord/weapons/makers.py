"""Makers by any of their names, and how two of them relate."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from accord.weapons.maker_table import DESIGNS, FACTORY_CODES, IMPORTERS, MANUFACTURERS
from accord.weapons.relation import Relation
from accord.weapons.words import alternatives, fold, read_table

_LONGEST_NAME = 6  # words
_SURE_ANYWHERE = 4  # letters: a shorter name counts only where the text begins
# What follows is copied, not made by, the maker that it names.
_COPY = frozenset({"tipo", "type", "style", "estilo", "copy", "copia", "replica", "clone"})


class MakerRole(StrEnum):
    """What a name on a weapon says about its owner."""

    MANUFACTURER = "MANUFACTURER"
    IMPORTER_BRAND = "IMPORTER_BRAND"
    DESIGNER_PATTERN = "DESIGNER_PATTERN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """A maker; works of one family in other countries are makers of their own."""

    id: str
    name: str
    role: MakerRole
    country: str  # ISO 3166-1 alpha-2; empty for a design
    family: str
    variants: tuple[str, ...]


@lru_cache(maxsize=4096)
def resolve(text: str) -> Maker | None:
    """The maker that a text names, or None where it names none or only what was copied."""
    words = fold(text).split()
    if not _COPY.isdisjoint(words):
        return None
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            name = " ".join(words[start : start + length])
            if name in _BY_NAME and (start == 0 or len(name) >= _SURE_ANYWHERE):
                return _BY_NAME[name]
    return None


def by_factory_code(text: str) -> Maker | None:
    """The maker whose factory marks its weapons with this symbol."""
    return _BY_FACTORY_CODE.get(fold(text))


def by_id(id_: str) -> Maker | None:
    """The entry with this identifier of our table."""
    return _BY_ID.get(id_)


def relation(some: Maker | None, other: Maker | None) -> Relation:
    """How two makers relate; an importer's name or a design's says nothing against a maker."""
    if some is None or other is None:
        return Relation.UNKNOWN
    if some.id == other.id:
        return Relation.SAME
    if some.family == other.family:
        return Relation.FAMILY
    if {some.role, other.role} != {MakerRole.MANUFACTURER}:
        return Relation.COMPATIBLE
    return Relation.CONFLICT


def _read_tables() -> Iterator[Maker]:
    for role, table in (
        (MakerRole.MANUFACTURER, MANUFACTURERS),
        (MakerRole.IMPORTER_BRAND, IMPORTERS),
        (MakerRole.DESIGNER_PATTERN, DESIGNS),
    ):
        for id_, country, family, name, variants in read_table(table, 5):
            yield Maker(
                id=id_,
                name=name,
                role=role,
                country=country,
                family=family or id_,
                variants=alternatives(variants),
            )


def _read_names() -> Mapping[str, Maker]:
    names: dict[str, Maker] = {}
    for maker in _BY_ID.values():
        for name in (maker.name, maker.id, *maker.variants):
            names.setdefault(fold(name), maker)
    return MappingProxyType(names)


_BY_ID = MappingProxyType({maker.id: maker for maker in _read_tables()})
_BY_NAME = _read_names()
_BY_FACTORY_CODE = MappingProxyType(
    {
        fold(code): _BY_ID[id_]
        for id_, codes in read_table(FACTORY_CODES, 2)
        for code in alternatives(codes)
    }
)
