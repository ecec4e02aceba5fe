"""Other States' registers for a real seizure list: made from it, respelled, with a fate each.

Nothing of the list is kept: the registers live in the demonstration's folder and go with it.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random

from accord.adapter import MarkCondition, MarkKind, RegistryRecord, WeaponType
from accord.weapons import calibres, makers
from accord.weapons.codes import WeaponAction
from accord_demo.lives import FIRST_DAY, Kind, Life, lived

_READABLE = {MarkCondition.INTACT, MarkCondition.RESTORED}
_MADE, _HELD = 0.85, 0.9  # shares that the factory's and the importer's registers still have
_KINDS = {
    WeaponType.PISTOL: Kind.PISTOL,
    WeaponType.RIFLE: Kind.RIFLE,
    WeaponType.SHOTGUN: Kind.SHOTGUN,
    WeaponType.SUBMACHINE_GUN: Kind.SUBMACHINE_GUN,
    WeaponType.MACHINE_GUN: Kind.MACHINE_GUN,
}


def countries(records: Sequence[RegistryRecord]) -> frozenset[str]:
    """The countries that the list's weapons were made in, as far as it or their makers say."""
    return frozenset(filter(None, map(_country, records)))


def made_abroad(random: Random, records: Sequence[RegistryRecord]) -> Iterator[Life]:
    """Lives for the weapons of the list that a register could know; some are missing from it."""
    for record in records:
        weapon, serial, country = record.firearm, _serial(record), _country(record)
        if not serial or not country or not weapon.maker_text or random.random() > _MADE:
            continue
        kind = _KINDS.get(weapon.type or WeaponType.OTHER, Kind.OTHER)
        if weapon.action is WeaponAction.REVOLVER:
            kind = Kind.REVOLVER
        elif weapon.action is WeaponAction.CARBINE:
            kind = Kind.CARBINE
        yield lived(
            random,
            serial=serial,
            maker=_respelled_maker(random, weapon.maker_text),
            model=weapon.model_text or "not recorded",
            kind=kind,
            calibre=_respelled_calibre(random, weapon.calibre_text),
            country=country,
            made=FIRST_DAY + timedelta(days=random.randrange(5000)),
        )


def still_held(random: Random, known: Sequence[Life]) -> Iterator[Life]:
    """The exported weapons that the importing State's sheet still has."""
    return (life for life in known if life.exported and random.random() <= _HELD)


def _country(record: RegistryRecord) -> str:
    stated = record.firearm.country_of_manufacture
    if stated not in {"", "UNKNOWN"}:
        return stated
    maker = makers.resolve(record.firearm.maker_text)
    return maker.country if maker else ""


def _serial(record: RegistryRecord) -> str:
    for mark in record.firearm.marks:
        readable = mark.condition in _READABLE and not set("?*[]") & set(mark.text)
        if mark.kind is MarkKind.MANUFACTURER_SERIAL and readable:
            return mark.text
    return ""


def _respelled_maker(random: Random, text: str) -> str:
    maker = makers.resolve(text)
    return random.choice([maker.name, *maker.variants]) if maker else text.title()


def _respelled_calibre(random: Random, text: str) -> str:
    calibre = calibres.resolve(text)
    return random.choice([calibre.name, *calibre.synonyms]) if calibre else text
