"""Weapons and what happened to them, made up from a seed: believable, and nobody's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

MAKER = "Arvenia Arms Works"
UNITS = ("1st Depot, Port Kelva", "2nd Depot, Sorrel Bay", "Border Guard, Tamsin Pass")
FIRST_DAY = date(1998, 1, 5)


class Kind(StrEnum):
    """What sort of weapon the factory's ledger calls it."""

    PISTOL = "Pistol"
    REVOLVER = "Revolver"
    RIFLE = "Rifle"
    ASSAULT_RIFLE = "Assault rifle"
    CARBINE = "Carbine"
    SHOTGUN = "Shotgun"
    SUBMACHINE_GUN = "Submachine gun"
    MACHINE_GUN = "Machine gun"
    OTHER = "Other"


class Fate(StrEnum):
    """How a weapon's lawful life went on after it left the factory."""

    IN_STORE = "in store"  # at the ministry that bought it
    STOLEN = "stolen"  # from a depot of that ministry
    SOLD = "sold"  # as surplus to a civilian
    LOST = "lost"  # on duty
    AT_HOME = "at home"  # never exported


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """One weapon. Later dates are `None` where the thing never happened."""

    serial: str
    maker: str
    model: str
    kind: Kind
    calibre: str
    country: str  # of manufacture, ISO 3166-1
    made: date
    exported: date | None
    licence: str
    fate: Fate
    unit: str  # who held it last by right
    ended: date | None  # stolen, lost or sold then


_MODELS = (
    ("AR-6", Kind.ASSAULT_RIFLE, "7.62x39", "AW"),
    ("AR-6K", Kind.ASSAULT_RIFLE, "5.56x45", "AK"),
    ("P-99", Kind.PISTOL, "9x19", "P"),
    ("SM-3", Kind.SUBMACHINE_GUN, "9x19", "SM"),
)
FEATURED = Life(  # the rifle of the story: made, sold abroad, stored, stolen
    serial="AW-1048237",
    maker=MAKER,
    model="AR-6",
    kind=Kind.ASSAULT_RIFLE,
    calibre="7.62x39",
    country="XA",
    made=date(2006, 5, 17),
    exported=date(2009, 3, 2),
    licence="EXP-2009-0114",
    fate=Fate.STOLEN,
    unit=UNITS[0],
    ended=date(2014, 11, 8),
)


def lives(random: Random, count: int) -> Iterator[Life]:
    """So many weapons of the factory, the featured rifle somewhere among them."""
    place, number = random.randrange(count), 1_000_000
    for index in range(count):
        number += random.randrange(1, 900)
        model, kind, calibre, prefix = random.choice(_MODELS)
        made = FIRST_DAY + timedelta(days=random.randrange(7000))
        life = lived(
            random,
            serial=f"{prefix}-{number}",
            maker=MAKER,
            model=model,
            kind=kind,
            calibre=calibre,
            country="XA",
            made=made,
        )
        yield FEATURED if index == place else life


def lived(
    random: Random,
    *,
    serial: str,
    maker: str,
    model: str,
    kind: Kind,
    calibre: str,
    country: str,
    made: date,
) -> Life:
    """A weapon that left the factory then, with a fate of its own."""
    fate = random.choices(list(Fate), weights=[50, 8, 10, 7, 25])[0]
    exported = ended = None
    if fate is not Fate.AT_HOME:
        exported = made + timedelta(days=random.randrange(60, 900))
        if fate is not Fate.IN_STORE:
            ended = exported + timedelta(days=random.randrange(100, 2500))
    return Life(
        serial=serial,
        maker=maker,
        model=model,
        kind=kind,
        calibre=calibre,
        country=country,
        made=made,
        exported=exported,
        licence=f"EXP-{exported.year}-{random.randrange(1, 400):04}" if exported else "",
        fate=fate,
        unit=random.choice(UNITS),
        ended=ended,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seizure:
    """A line of the recovering state's seizure list, written in a hurry."""

    number: str
    day: date
    kind: str
    maker: str
    model: str
    calibre: str
    serial: str
    country: str
    place: str


FEATURED_SEIZURE = "CV-2026/0417"
_KINDS = {
    Kind.ASSAULT_RIFLE: "Fusil de asalto",
    Kind.PISTOL: "Pistola",
    Kind.SUBMACHINE_GUN: "Subfusil",
}
_CALIBRES = {
    "7.62x39": ("7,62 x 39", "7.62X39 MM", "7.62x39"),
    "5.56x45": ("5,56", "5.56 x 45 mm", ".223"),
    "9x19": ("9 mm", "9 mm Luger", "9x19"),
}
_PLACES = ("Alto Brenal", "Puerto Osso", "Villa Corvina", "Frontera Norte")


def seizures(random: Random, known: Sequence[Life], count: int) -> Iterator[Seizure]:
    """Seizures of known weapons as an officer types them, the featured rifle last."""
    taken = [life for life in known if life.fate is not Fate.IN_STORE and life != FEATURED]
    for index, life in enumerate(random.sample(taken, min(count, len(taken))), 1):
        day = date(2026, 1, 3) + timedelta(days=random.randrange(120))
        yield _seizure(random, f"CV-2026/{index:04}", life, day, _damaged(random, life.serial))
    yield _seizure(random, FEATURED_SEIZURE, FEATURED, date(2026, 6, 9), "AW 1O48237")


def _seizure(random: Random, number: str, life: Life, day: date, serial: str) -> Seizure:
    return Seizure(
        number=number,
        day=day,
        kind=_KINDS[life.kind],
        maker=random.choice((MAKER, MAKER.upper(), "ARVENIA  ARMS WORKS")),
        model=life.model.replace("-", random.choice(("-", " ", ""))),
        calibre=random.choice(_CALIBRES[life.calibre]),
        serial=serial,
        country="Arvenia",
        place=random.choice(_PLACES),
    )


def _damaged(random: Random, serial: str) -> str:
    match random.randrange(8):
        case 0:
            return serial.replace("-", " ")
        case 1:
            return serial.replace("0", "O")
        case 2:
            return serial[:-2] + "??"
        case 3:
            return "limado"  # filed off
        case 4:
            return f"{serial} (restaurado)"
        case _:
            return serial
