"""Kinds of weapon by the words that registers use for them.

A word means what registers in its language mean by it: `espingarda` is read as a shotgun, as in
Brazil, although older Portuguese papers also use it for a rifle.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from accord.weapons.calibres import Calibre, CartridgeUse
from accord.weapons.codes import LegalOrigin, WeaponAction, WeaponCategory, WeaponType
from accord.weapons.firearm import Firearm
from accord.weapons.kind_table import ACTIONS, KINDS, ORIGINS
from accord.weapons.relation import Relation
from accord.weapons.spelling import Spellings
from accord.weapons.words import alternatives, fold, is_stated, read_table

_LONGEST_NAME = 5  # words
_MOST_WORDS = 40  # of a cell
_SURE_AMONG_OTHERS = 3  # letters of a word that counts among others
_MISTYPED_FROM = 6  # letters of a word in which one may be wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponKind:
    """What a type word says; None where it does not say."""

    type: WeaponType | None
    action: WeaponAction | None
    category: WeaponCategory | None
    legal_origin: LegalOrigin | None = None


# Pairs of types that registers use for the same weapon: machine pistols, carbines of pistol
# calibre, squad weapons, combination guns.
_TAKEN_FOR_EACH_OTHER = frozenset(
    frozenset(pair)
    for pair in (
        (WeaponType.PISTOL, WeaponType.SUBMACHINE_GUN),
        (WeaponType.PISTOL, WeaponType.SHOTGUN_PISTOL),
        (WeaponType.SHOTGUN, WeaponType.SHOTGUN_PISTOL),
        (WeaponType.SHOTGUN, WeaponType.RIFLE_SHOTGUN),
        (WeaponType.RIFLE, WeaponType.RIFLE_SHOTGUN),
        (WeaponType.RIFLE, WeaponType.SUBMACHINE_GUN),
        (WeaponType.RIFLE, WeaponType.MACHINE_GUN),
        (WeaponType.SUBMACHINE_GUN, WeaponType.MACHINE_GUN),
    )
)
# Cartridges of rifles that are older than assault rifles, and of those for hunting.
_BOLT_ACTION = frozenset(
    [
        "7x57",
        "7.65x53",
        "7.92x57",
        "30-06",
        "303",
        "6.5x50",
        "6.5x52",
        "6.5x54",
        "6.5x55",
        "8x50r",
        "8x56r",
        "7.5x55",
        "7.7x58",
        "7.35x51",
        "30-30",
        "30-40",
        "270",
        "243",
        "300wm",
        "338",
        "338wm",
        "375",
        "7rm",
        "408",
        "416",
    ]
)
_OF_PISTOLS = frozenset({CartridgeUse.HANDGUN, CartridgeUse.RIMFIRE})
_HEAVY = frozenset({"12.7x99", "12.7x108", "14.5x114"})
_TYPE_OF_CATEGORY = {
    WeaponCategory.SA1: WeaponType.PISTOL,
    WeaponCategory.SA2: WeaponType.RIFLE,
    WeaponCategory.SA3: WeaponType.SUBMACHINE_GUN,
    WeaponCategory.SA4: WeaponType.RIFLE,
    WeaponCategory.SA5: WeaponType.MACHINE_GUN,
    WeaponCategory.LW1: WeaponType.MACHINE_GUN,
    WeaponCategory.LW2: WeaponType.GRENADE,
    WeaponCategory.LW3: WeaponType.CANNON,
    WeaponCategory.LW4: WeaponType.CANNON,
    WeaponCategory.LW5: WeaponType.ROCKET,
    WeaponCategory.LW6: WeaponType.MORTAR,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KindReading:
    """The kind of weapon that a text names, and how it was found."""

    kind: WeaponKind
    confidence: float  # 0 to 1
    reason: str


@lru_cache(maxsize=8192)
def read(text: str) -> KindReading | None:
    """What a type's cell says, or None where it names no kind of weapon."""
    folded = fold(text)
    if folded in _BY_WORD:
        return KindReading(kind=_BY_WORD[folded], confidence=1.0, reason="by its name")
    if not is_stated(text):
        return None
    words = folded.split()[:_MOST_WORDS]
    found = _first(words, _BY_WORD)
    if found is not None:
        return _qualified(found, words, 0.95, "by its name among other words")
    for word in words:
        if len(word) >= _MISTYPED_FROM and (slip := _SPELLINGS.mistyped(word)):
            return _qualified(slip, words, 0.85, "by its name with one letter wrong")
    return None


def resolve(text: str) -> WeaponKind | None:
    """What a type's cell says, or None where it names no kind of weapon."""
    found = read(text)
    return found.kind if found else None


def with_calibre(kind: WeaponKind, calibre: Calibre | None) -> WeaponKind:
    """The kind, as the calibre settles it.

    A machine gun may be light, heavy, or of a pistol's calibre; a `fuzil` for the cartridge of an
    old army rifle is no assault rifle.
    """
    if calibre is None:
        return kind
    if kind.type is WeaponType.MACHINE_GUN:
        return _machine_gun(kind, calibre)
    too_old = calibre.cartridges <= _BOLT_ACTION or calibre.uses <= {CartridgeUse.RIMFIRE}
    if kind.category is WeaponCategory.SA4 and kind.action is None and too_old:
        return replace(kind, category=WeaponCategory.SA2)
    return kind


def _machine_gun(kind: WeaponKind, calibre: Calibre) -> WeaponKind:
    if calibre.cartridges <= _HEAVY:
        return replace(kind, category=WeaponCategory.LW1)
    if kind.category is None and calibre.uses <= _OF_PISTOLS:
        return replace(kind, type=WeaponType.SUBMACHINE_GUN, category=WeaponCategory.SA3)
    if kind.category is None and calibre.uses == {CartridgeUse.RIFLE}:
        return replace(kind, category=WeaponCategory.SA5)
    return kind


def kind_of(firearm: Firearm) -> WeaponKind:
    """What a description says of its kind: its codes first, then its type word."""
    word = resolve(firearm.type_text)
    type_ = firearm.type or (word.type if word else None)
    if type_ is None and firearm.category is not None:
        type_ = _TYPE_OF_CATEGORY.get(firearm.category)
    return WeaponKind(
        type=type_,
        action=firearm.action or (word.action if word else None),
        category=firearm.category or (word.category if word else None),
        legal_origin=firearm.legal_origin or (word.legal_origin if word else None),
    )


def relation(some: WeaponKind, other: WeaponKind) -> Relation:
    """How two kinds relate; a revolver and a pistol conflict although both are handguns."""
    if some.type is None or other.type is None:
        return Relation.UNKNOWN
    if some.type != other.type:
        pair = frozenset((some.type, other.type))
        return Relation.COMPATIBLE if pair in _TAKEN_FOR_EACH_OTHER else Relation.CONFLICT
    if some.action == other.action:
        return Relation.SAME
    actions = {some.action, other.action}
    if WeaponAction.REVOLVER in actions and not actions.isdisjoint(
        {WeaponAction.SEMI_AUTOMATIC, WeaponAction.AUTOMATIC}
    ):
        return Relation.CONFLICT
    return Relation.COMPATIBLE


def _first(words: list[str], table: Mapping[str, WeaponKind]) -> WeaponKind | None:
    """The longest name in the words, shapes before origins, the first before the last."""
    found: list[tuple[bool, int, int, WeaponKind]] = []
    for start in range(len(words)):
        for length in range(min(_LONGEST_NAME, len(words) - start), 0, -1):
            kind = table.get(" ".join(words[start : start + length]))
            if kind is not None and len(words[start]) >= _SURE_AMONG_OTHERS:
                found.append((kind.type is None, -length, start, kind))
    return min(found, key=lambda one: one[:3])[3] if found else None


def _qualified(kind: WeaponKind, words: list[str], confidence: float, reason: str) -> KindReading:
    """The kind with what other words say of its action and its origin."""
    padded = f" {' '.join(words)} "
    if kind.action is None or kind.action is WeaponAction.SEMI_AUTOMATIC:
        action = next((one for word, one in _BY_ACTION if f" {word} " in padded), None)
        if action is WeaponAction.REVOLVER and kind.type is not WeaponType.PISTOL:
            action = None
        kind = replace(kind, action=action or kind.action)
    if kind.legal_origin is None:
        origin = next((one for word, one in _BY_ORIGIN if f" {word} " in padded), None)
        kind = replace(kind, legal_origin=origin)
    return KindReading(kind=kind, confidence=confidence, reason=reason)


def _read_words() -> Mapping[str, WeaponKind]:
    words: dict[str, WeaponKind] = {}
    for type_, action, category, names in read_table(KINDS, 4):
        kind = WeaponKind(
            type=WeaponType(type_),
            action=WeaponAction(action) if action else None,
            category=WeaponCategory(category) if category else None,
        )
        words.update((fold(name), kind) for name in alternatives(names))
    for origin, names in read_table(ORIGINS, 2):
        kind = WeaponKind(type=None, action=None, category=None, legal_origin=LegalOrigin(origin))
        words.update((fold(name), kind) for name in alternatives(names))
    return MappingProxyType(words)


_BY_WORD = _read_words()
_BY_ACTION = tuple(
    (fold(word), WeaponAction(action))
    for action, words in read_table(ACTIONS, 2)
    for word in alternatives(words)
)
_BY_ORIGIN = tuple(
    (fold(word), LegalOrigin(origin))
    for origin, words in read_table(ORIGINS, 2)
    for word in alternatives(words)
)
_SPELLINGS = Spellings(
    {word: kind for word, kind in _BY_WORD.items() if len(word) >= _MISTYPED_FROM}
)
