"""Cartridges by any of their names; comparison is three-valued and never string equality.

A legacy register often says only a family ("9 mm", ".38"), which is compatible with each of its
members. Bare numbers follow practice: 12 is a gauge, 9 is millimetres, 32 can be either, until the
kind of weapon decides. How a text is cut into words is `calibre_text`'s subject.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from accord.weapons import calibre_table
from accord.weapons.calibre_text import (
    Chunk,
    as_gauge,
    chunks,
    is_date,
    plain,
    repaired,
    sizes,
    spellings,
)
from accord.weapons.codes import WeaponType
from accord.weapons.relation import Relation
from accord.weapons.words import alternatives, is_stated, read_table

_LONGEST = 200  # characters of a cell


class CartridgeUse(StrEnum):
    """What weapons a cartridge is made for."""

    HANDGUN = "HANDGUN"
    RIMFIRE = "RIMFIRE"
    RIFLE = "RIFLE"
    SHOTGUN = "SHOTGUN"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibre:
    """A cartridge, or a family where `members` names cartridges."""

    id: str
    name: str
    synonyms: tuple[str, ...]
    use: CartridgeUse | None = None  # None for a family
    compatible: frozenset[str] = frozenset()  # cartridges that its weapons are also said to take
    members: frozenset[str] = frozenset()

    @property
    def cartridges(self) -> frozenset[str]:
        """The cartridges that this can mean."""
        return self.members or frozenset({self.id})

    @property
    def uses(self) -> frozenset[CartridgeUse]:
        """What weapons its cartridges are made for."""
        entries = (_BY_ID[id_] for id_ in self.cartridges)
        return frozenset(entry.use for entry in entries if entry.use is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibreReading:
    """The calibre that a text names, and how it was found."""

    calibre: Calibre
    confidence: float  # 0 to 1
    reason: str


_SMOOTH = frozenset({WeaponType.SHOTGUN, WeaponType.SHOTGUN_PISTOL, WeaponType.RIFLE_SHOTGUN})
_RIFLED = frozenset(
    {
        WeaponType.PISTOL,
        WeaponType.RIFLE,
        WeaponType.SUBMACHINE_GUN,
        WeaponType.MACHINE_GUN,
    }
)
# What a bare number means once the weapon is known to have a smooth bore, or a rifled one.
_SMOOTH_BORE = {"32": "32ga", ".32": "32ga", "10": "10ga"}
_LAUNCHED = {"40": "40x46"}
_RIFLED_BORE = {"32": ".32", "10": "10x25"}


@lru_cache(maxsize=8192)
def read(text: str, type_: WeaponType | None = None) -> CalibreReading | None:
    """The cartridge or family that a calibre's cell names, or None where it names none."""
    if not is_stated(text):
        return None
    written = plain(text[:_LONGEST])
    as_typed = () if is_date(written) else ((written, ""),)
    for attempt, note in (*as_typed, *repaired(written)):
        found = _whole(attempt)
        if found is not None:
            reason = f"by its name{note}"
            return _narrowed(found, type_, 0.9 if note else 1.0, reason)
    return _within(written, type_, everything=True)


@lru_cache(maxsize=8192)
def find(text: str, type_: WeaponType | None = None) -> CalibreReading | None:
    """The calibre that a longer text names among other words; a bare number is none."""
    return _within(plain(text), type_, everything=False)


def resolve(text: str, type_: WeaponType | None = None) -> Calibre | None:
    """The cartridge or family that a calibre's cell names, or None where it names none."""
    found = read(text, type_)
    return found.calibre if found else None


def by_id(id_: str) -> Calibre | None:
    """The entry with this identifier of our table."""
    return _BY_ID.get(id_)


def everyone() -> tuple[Calibre, ...]:
    """The whole table."""
    return tuple(_BY_ID.values())


def narrowed(calibre: Calibre, type_: WeaponType | None) -> Calibre:
    """What a bare number means for this kind of weapon: `32` is a gauge in a shotgun."""
    if type_ in _SMOOTH:
        return _BY_ID[_SMOOTH_BORE.get(calibre.id, calibre.id)]
    if type_ in _RIFLED:
        return _BY_ID[_RIFLED_BORE.get(calibre.id, calibre.id)]
    if type_ is WeaponType.GRENADE:
        return _BY_ID[_LAUNCHED.get(calibre.id, calibre.id)]
    return calibre


def relation(some: Calibre | None, other: Calibre | None) -> Relation:
    """How two calibres relate; a family is compatible with whatever shares a cartridge with it."""
    if some is None or other is None:
        return Relation.UNKNOWN
    if some.id == other.id:
        return Relation.SAME
    these, those = some.cartridges, other.cartridges
    if these & those or these & other.compatible or those & some.compatible:
        return Relation.COMPATIBLE
    return Relation.CONFLICT


def _whole(text: str) -> Calibre | None:
    """The calibre that the whole text names, or one of the parts that it says it in."""
    for part in as_parts(text):
        if gauge := as_gauge(part):
            return _BY_ID[gauge]
        for spelling in spellings(part):
            if spelling in _BY_NAME:
                return _BY_NAME[spelling]
    known = (_BY_NAME.get(size) for size in sizes(text))
    return next((calibre for calibre in known if calibre), None)


def as_parts(text: str) -> Iterable[str]:
    """The text without what stands in brackets, what does, and what slashes part."""
    outside, *inside = text.replace(")", "(").split("(")
    return (outside, *inside, *outside.replace(";", "/").split("/"))


def _within(text: str, type_: WeaponType | None, *, everything: bool) -> CalibreReading | None:
    best: tuple[tuple[bool, int], Calibre] | None = None
    for chunk in chunks(text):
        found = _named(chunk, everything=everything)
        weight = chunk.is_sure, chunk.weight
        if found is not None and (best is None or weight > best[0]):
            best = weight, found
    if best is None:
        return None
    return _narrowed(best[1], type_, 0.85, "by its name among other words")


def _named(chunk: Chunk, *, everything: bool) -> Calibre | None:
    if not chunk.is_sure and not everything:
        return None
    if gauge := as_gauge(chunk.text):
        return _BY_ID[gauge]
    known = (_BY_NAME.get(spelling) for spelling in spellings(chunk.text))
    return next((calibre for calibre in known if calibre), None)


def _narrowed(
    found: Calibre, type_: WeaponType | None, confidence: float, reason: str
) -> CalibreReading:
    calibre = narrowed(found, type_)
    if calibre is not found:
        reason += ", and by the kind of weapon"
    return CalibreReading(calibre=calibre, confidence=confidence, reason=reason)


def _read_tables() -> Mapping[str, Calibre]:
    entries = [
        Calibre(
            id=id_,
            name=name,
            synonyms=alternatives(synonyms),
            use=use,
            compatible=frozenset(compatible.split()),
        )
        for use in CartridgeUse
        for id_, name, compatible, synonyms in read_table(getattr(calibre_table, use), 4)
    ]
    entries += [
        Calibre(
            id=id_, name=name, synonyms=alternatives(synonyms), members=frozenset(members.split())
        )
        for id_, name, synonyms, members in read_table(calibre_table.FAMILIES, 4)
    ]
    return MappingProxyType({entry.id: entry for entry in entries})


def _read_names() -> Mapping[str, Calibre]:
    written: dict[str, Calibre] = {}
    shortened: dict[str, Calibre] = {}
    for entry in _BY_ID.values():
        for name in (entry.id, entry.name, *entry.synonyms):
            full, *shorter = spellings(plain(name))
            written.setdefault(full, entry)
            shortened.update((short, entry) for short in shorter if short not in shortened)
    return MappingProxyType(shortened | written)


_BY_ID = _read_tables()
_BY_NAME = _read_names()
