"""Makers by any of their names, and how two of them relate."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from accord.weapons.maker_table import (
    ARSENALS,
    DESIGNS,
    FACTORY_CODES,
    IMPORTERS,
    MANUFACTURERS,
)
from accord.weapons.relation import Relation
from accord.weapons.script import romanised
from accord.weapons.spelling import Spellings
from accord.weapons.words import ORDINARY, alternatives, fold, is_stated, read_table

_LONGEST_NAME = 6  # words
_LONGEST_TEXT = 40  # words that are read of a cell
_SURE_ANYWHERE = 4  # letters: a shorter name counts only where the text begins
# Names that are words too: among others they count only where the text begins.
_ALSO_WORDS = frozenset(
    fold(
        "belga star unique eternal royal silver spectre detective freedom honor patriot radical"
        " traditions primary holland escort advantage adler cometa tanque"
    ).split()
)
# What follows or precedes is copied, not made by, the maker that it names.
_COPY_OF = frozenset(
    ["tipo", "copy", "copia", "replica", "clone", "imitacao", "imitacion", "imitation", "copie"]
)
_COPIED = frozenset(["type", "style", "estilo", "pattern", "clone", "copy", "replica", "copia"])
_OF = frozenset(["de", "da", "do", "of", "d", "du", "del", "a", "la"])


class MakerRole(StrEnum):
    """What a name on a weapon says about its owner."""

    MANUFACTURER = "MANUFACTURER"
    ARSENAL = "ARSENAL"  # a State's factory, which makes for its own forces
    IMPORTER_BRAND = "IMPORTER_BRAND"
    DESIGNER_PATTERN = "DESIGNER_PATTERN"


_MAKES = frozenset({MakerRole.MANUFACTURER, MakerRole.ARSENAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """A maker; works of one family in other countries are makers of their own."""

    id: str
    name: str
    role: MakerRole
    country: str  # ISO 3166-1 alpha-2; empty for a design
    family: str
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MakerReading:
    """The maker that a text names, and how it was found."""

    maker: Maker
    confidence: float  # 0 to 1
    reason: str


@lru_cache(maxsize=8192)
def read(text: str) -> MakerReading | None:
    """The maker that a text names, or None where it names none or only what was copied."""
    if not is_stated(text):
        return None
    parts = _without_copied(fold(text).split()[:_LONGEST_TEXT])
    found = _by_name(parts) or _by_slip(parts)
    if found is None and not text.isascii():
        romanised_parts = _without_copied(fold(romanised(text)).split()[:_LONGEST_TEXT])
        other = _by_name(romanised_parts) or _by_slip(romanised_parts)
        if other is not None:
            return MakerReading(
                maker=other.maker, confidence=0.85, reason=f"{other.reason}, in another script"
            )
    return found


def resolve(text: str) -> Maker | None:
    """The maker that a text names, or None where it names none or only what was copied."""
    found = read(text)
    return found.maker if found else None


def by_factory_code(text: str) -> Maker | None:
    """The maker whose factory marks its weapons with this symbol."""
    return _BY_FACTORY_CODE.get(fold(text))


def by_id(id_: str) -> Maker | None:
    """The entry with this identifier of our table."""
    return _BY_ID.get(id_)


def everyone() -> tuple[Maker, ...]:
    """The whole table."""
    return tuple(_BY_ID.values())


def relation(some: Maker | None, other: Maker | None) -> Relation:
    """How two makers relate; an importer's name or a design's says nothing against a maker."""
    if some is None or other is None:
        return Relation.UNKNOWN
    if some.id == other.id:
        return Relation.SAME
    if some.family == other.family:
        return Relation.FAMILY
    if not {some.role, other.role} <= _MAKES:
        return Relation.COMPATIBLE
    return Relation.CONFLICT


def _by_name(parts: list[list[str]]) -> MakerReading | None:
    """A name as the table writes it: who made it before who sold it, the first before the last."""
    found = [
        _BY_NAME[name] for name, start in _runs(parts) if name in _BY_NAME and _is_sure(name, start)
    ]
    for maker in sorted(found, key=lambda maker: _RANK[maker.role]):
        return MakerReading(maker=maker, confidence=_SURENESS[maker.role], reason="by its name")
    return None


def _by_slip(parts: list[list[str]]) -> MakerReading | None:
    runs = [name for name, start in _runs(parts) if start < _LONGEST_NAME and name not in _BY_NAME]
    for name in runs:
        maker = _SPELLINGS.closed_up(name)
        if maker and len(name) >= _SURE_ANYWHERE and " " in name:
            return MakerReading(
                maker=maker, confidence=0.95, reason="by its name, spaced differently"
            )
    for name in runs:
        if maker := _SPELLINGS.mistyped(name):
            return MakerReading(
                maker=maker, confidence=0.85, reason="by its name with one letter wrong"
            )
    whole = " ".join(word for part in parts for word in part)
    if maker := _SPELLINGS.cut_off(whole):
        return MakerReading(maker=maker, confidence=0.8, reason="by the beginning of its name")
    return None


def _is_sure(name: str, start: int) -> bool:
    return start == 0 or (len(name) >= _SURE_ANYWHERE and name not in _ALSO_WORDS)


def _runs(parts: list[list[str]]) -> Iterator[tuple[str, int]]:
    """Every run of words with its place; earlier ones first, and longer ones before shorter."""
    offset = 0
    for words in parts:
        for start in range(len(words)):
            for length in range(min(_LONGEST_NAME, len(words) - start), 0, -1):
                yield " ".join(words[start : start + length]), offset + start
        offset += len(words)


def _without_copied(words: list[str]) -> list[list[str]]:
    """The words in stretches, without the names that a `copy of` or a `style` goes with."""
    parts: list[list[str]] = [[]]
    skip = False
    for i, word in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else ""
        if skip and word in _OF:
            continue
        if skip or (following in _COPIED and i + 1 < len(words)):
            skip = False
            parts.append([])
        elif word in _COPY_OF and (not parts[-1] or word not in _COPIED):
            skip = True
        elif word not in _COPIED:
            parts[-1].append(word)
    return [part for part in parts if part]


def _read_tables() -> Iterator[Maker]:
    arsenals = frozenset(ARSENALS.split())
    for role, table in (
        (MakerRole.MANUFACTURER, MANUFACTURERS),
        (MakerRole.IMPORTER_BRAND, IMPORTERS),
        (MakerRole.DESIGNER_PATTERN, DESIGNS),
    ):
        for id_, country, family, name, variants in read_table(table, 5):
            yield Maker(
                id=id_,
                name=name,
                role=MakerRole.ARSENAL if id_ in arsenals else role,
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


_RANK = {role: rank for rank, role in enumerate(MakerRole)} | {MakerRole.ARSENAL: 0}
_SURENESS = {
    MakerRole.MANUFACTURER: 1.0,
    MakerRole.ARSENAL: 1.0,
    MakerRole.IMPORTER_BRAND: 0.8,
    MakerRole.DESIGNER_PATTERN: 0.6,
}
_BY_ID = MappingProxyType({maker.id: maker for maker in _read_tables()})
_BY_NAME = _read_names()
_SPELLINGS = Spellings(_BY_NAME, ORDINARY)
_BY_FACTORY_CODE = MappingProxyType(
    {
        fold(code): _BY_ID[id_]
        for id_, codes in read_table(FACTORY_CODES, 2)
        for code in alternatives(codes)
    }
)
