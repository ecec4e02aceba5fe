"""Routes about a weapon before it is a case: how it is understood, and what is known of it."""

import asyncio
from dataclasses import dataclass

from accord.errors import FormatError
from accord.weapons.codes import MarkCondition, MarkKind
from accord.weapons.firearm import Firearm, Mark
from accord.weapons.numbers import IDENTIFYING, is_partial
from node.api.bodies import SearchAnswer
from node.api.route import AnyRoute, Call, Route
from node.api.services import Services
from node.api.weapon_reading import WeaponReading, reading_of
from node.notices.lookup import KnownNotice, KnownWeapon, known_notices, known_weapons

MOST = 50  # of each kind


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponWanted:
    """A weapon described, or nothing but a mark; one of the two."""

    firearm: Firearm | None = None
    mark: str = ""  # whatever it is; ? one unknown character, * a run, [AB] alternatives
    near: bool = False  # also numbers that are one slip away


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponKnown:
    """Everything that this node knows of such a weapon, each kind best first."""

    registers: SearchAnswer
    notices: tuple[KnownNotice, ...]
    weapons: tuple[KnownWeapon, ...]  # of our cases, and of those that others asked about


async def _read(_services: Services, call: Call[Firearm]) -> WeaponReading:
    return await asyncio.to_thread(reading_of, call.body)


async def _look(services: Services, call: Call[WeaponWanted]) -> WeaponKnown:
    wanted = call.body
    firearm = wanted.firearm or _bearing(wanted.mark.strip())

    def shelves() -> tuple[tuple[KnownNotice, ...], tuple[KnownWeapon, ...]]:
        with services.store.read() as tx:
            return (
                known_notices(tx, firearm, MOST, near=wanted.near),
                known_weapons(tx, firearm, MOST, near=wanted.near),
            )

    registers = await services.registers.search(firearm)
    notices, weapons = await asyncio.to_thread(shelves)
    return WeaponKnown(registers=registers, notices=notices, weapons=weapons)


def _bearing(text: str) -> Firearm:
    """A weapon of which one mark is known, and not even which."""
    if not text:
        raise FormatError("search.nothing", "mark: give a mark, or describe the weapon")
    condition = MarkCondition.PARTIAL if is_partial(text) else MarkCondition.INTACT
    kinds = sorted(IDENTIFYING, key=list(MarkKind).index)
    return Firearm(marks=tuple(Mark(kind=one, text=text, condition=condition) for one in kinds))


ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="POST",
        path="/v1/firearms/reading",
        name="readFirearm",
        tag="firearms",
        summary="How a description is understood, and what would complete it; nothing is kept",
        body=Firearm,
        answer=WeaponReading,
        wait=_read,
    ),
    Route(
        method="POST",
        path="/v1/firearms/search",
        name="searchWeapon",
        tag="firearms",
        summary="What registers, notices, cases and past requests here say of a weapon or a mark",
        body=WeaponWanted,
        answer=WeaponKnown,
        wait=_look,
    ),
)
