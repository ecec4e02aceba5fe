"""Cartridges by any of their names; comparison is three-valued and never string equality.

A legacy register often says only a family ("9 mm", ".38"), which is compatible with each of its
members. Bare numbers follow practice: 12 is a gauge, 9 is millimetres, 32 can be either.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from accord.weapons.calibre_table import CARTRIDGES, FAMILIES
from accord.weapons.relation import Relation
from accord.weapons.words import alternatives, read_table

_SIGNS = str.maketrans({"×": "x", "х": "x", "✕": "x", "·": ".", "_": " ", "´": " ", "'": " "})
_MILLIMETRES = re.compile(r"(?<=[0-9 ])(?:mm|мм|ملم|مم)\b\.?")
_CROSS = re.compile(r"(?<=[0-9])\s*(?:mm)?\s*x\s*(?=[0-9])")
_RIM = re.compile(r"(?<=[0-9]x[0-9]{2})\s*(?:mm)?\s*r\b")
_SIZE = re.compile(r"[0-9.]+x[0-9.]+r?")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9]),(?=[0-9])")
_INTEGER_AS_FLOAT = re.compile(r"(?<=[0-9])\.0+(?![0-9])")
_INCHES_AS_FLOAT = re.compile(r"0?\.([0-9]{1,3})")  # spreadsheets make 0.4 of .40
_CALIBRE = re.compile(r"\b(?:cal|calibre|caliber|calibro|kal|kaliber|калибр)\b[ .:]*")
_GAUGE = re.compile(
    r"\.?(10|12|16|20|24|28|32|36|410)(?: ?(?:ga|gauge|gage|g|bore)\b| ?[/x ] ?[5-9][0-9](?![0-9]))"
)
# Spreadsheets read the gauge and chamber 12/70 as December 1970.
_AS_DATE = re.compile(r"19([5-9][0-9])-(1[0-2])-01(?:[ t]00:00:00)?")


_ABBREVIATIONS = {
    "rem": "remington",
    "win": "winchester",
    "mag": "magnum",
    "spl": "special",
    "spc": "special",
    "spcl": "special",
    "spec": "special",
    "esp": "special",
    "especial": "special",
    "lugar": "luger",
    "automatic": "auto",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibre:
    """A cartridge, or a family where `members` names cartridges."""

    id: str
    name: str
    synonyms: tuple[str, ...]
    compatible: frozenset[str] = frozenset()  # cartridges that its weapons are also said to take
    members: frozenset[str] = frozenset()


@lru_cache(maxsize=4096)
def resolve(text: str) -> Calibre | None:
    """The cartridge or family that a text names, or None where it names none."""
    plain = _plain(text)
    if damaged := _AS_DATE.fullmatch(plain):
        plain = f"{damaged[2]}/{damaged[1]}"
    outside, *inside = re.split(r"[()]", plain)
    for part in (outside, *inside, *re.split(r"[/;]", outside)):
        if gauge := _GAUGE.match(part.strip()):
            return _BY_ID["36ga" if gauge[1] == "410" else f"{gauge[1]}ga"]
        for spelling in _spellings(part):
            if spelling in _BY_NAME:
                return _BY_NAME[spelling]
    sizes = (_BY_NAME.get(size) for size in _SIZE.findall(plain))
    return next((calibre for calibre in sizes if calibre), None)


def by_id(id_: str) -> Calibre | None:
    """The entry with this identifier of our table."""
    return _BY_ID.get(id_)


def relation(some: Calibre | None, other: Calibre | None) -> Relation:
    """How two calibres relate; a family is compatible with whatever shares a cartridge with it."""
    if some is None or other is None:
        return Relation.UNKNOWN
    if some.id == other.id:
        return Relation.SAME
    these, those = some.members or {some.id}, other.members or {other.id}
    if these & those or these & other.compatible or those & some.compatible:
        return Relation.COMPATIBLE
    return Relation.CONFLICT


def _plain(text: str) -> str:
    """Small letters, Latin signs, decimal points, sizes closed up: `9 x 19 мм` is `9x19 mm`."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_SIGNS).strip()
    plain = _INTEGER_AS_FLOAT.sub("", _BETWEEN_DIGITS.sub(".", plain))
    if fraction := _INCHES_AS_FLOAT.fullmatch(plain):
        return "." + fraction[1].ljust(2, "0")
    plain = _RIM.sub("r", _CROSS.sub("x", plain))
    return _CALIBRE.sub("", _MILLIMETRES.sub(" mm", plain)).strip()


def _spellings(part: str) -> Iterator[str]:
    """The ways to look a name up: as it is, without millimetres, and without its first dot."""
    words = re.sub(r"(?<![0-9 ])\.|\.(?![0-9])", " ", " " + part)  # abbreviations lose their dots
    written = re.sub(r"[^\w.&]+", " ", re.sub(r"\s*&\s*", "&", words)).split()
    words = " ".join(_ABBREVIATIONS.get(word, word) for word in written)
    short = " ".join(word for word in words.split() if word != "mm")
    yield from (words, short, words.removeprefix("."), short.removeprefix("."))


def _read_tables() -> Mapping[str, Calibre]:
    entries = [
        Calibre(
            id=id_,
            name=name,
            synonyms=alternatives(synonyms),
            compatible=frozenset(compatible.split()),
        )
        for id_, name, compatible, synonyms in read_table(CARTRIDGES, 4)
    ]
    entries += [
        Calibre(
            id=id_, name=name, synonyms=alternatives(synonyms), members=frozenset(members.split())
        )
        for id_, name, synonyms, members in read_table(FAMILIES, 4)
    ]
    return MappingProxyType({entry.id: entry for entry in entries})


def _read_names() -> Mapping[str, Calibre]:
    written: dict[str, Calibre] = {}
    shortened: dict[str, Calibre] = {}
    for entry in _BY_ID.values():
        for name in (entry.id, entry.name, *entry.synonyms):
            full, *shorter = _spellings(_plain(name))
            written.setdefault(full, entry)
            shortened.update((short, entry) for short in shorter if short not in shortened)
    return MappingProxyType(shortened | written)


_BY_ID = _read_tables()
_BY_NAME = _read_names()
