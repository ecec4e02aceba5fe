"""What this node already knows of a weapon: notices in force, and weapons met elsewhere."""

from dataclasses import dataclass

from sqlalchemy import Connection

from accord.cases.notice_codes import NoticeState
from accord.weapons.codes import MatchGrade
from accord.weapons.firearm import Firearm
from node.desk.documents import weapon_line
from node.desk.sighting import Source
from node.matching.index import Found, Index
from node.notices.candidates import SIGHTINGS, sightings
from node.notices.publishing import SHELF
from node.notices.rows import notices_among


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownNotice:
    """A notice that may be about the weapon, with the reasons."""

    notice_id: str
    owner: str
    state: NoticeState
    weapon: str
    grade: MatchGrade
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]
    non_unique: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWeapon:
    """A case, request or inquiry whose weapon it may be, with the reasons."""

    source: Source
    subject: str
    finder: str
    reference: str
    weapon: str
    grade: MatchGrade
    reasons_for: tuple[str, ...]
    reasons_against: tuple[str, ...]
    non_unique: bool


def known_notices(
    tx: Connection, firearm: Firearm, limit: int, *, near: bool = False
) -> tuple[KnownNotice, ...]:
    """Notices in force, best first; `near` as `Index.find` takes it."""
    found = Index().find(tx, SHELF, firearm, limit, near=near)
    notices = notices_among(tx, [one.subject for one in found])
    return tuple(
        KnownNotice(
            notice_id=one.subject,
            owner=notices[one.subject].owner,
            state=notices[one.subject].state,
            weapon=notices[one.subject].weapon,
            grade=one.match.grade,
            reasons_for=one.match.reasons_for,
            reasons_against=one.match.reasons_against,
            non_unique=one.non_unique,
        )
        for one in found
        if one.subject in notices
    )


def known_weapons(
    tx: Connection, firearm: Firearm, limit: int, *, near: bool = False
) -> tuple[KnownWeapon, ...]:
    """Weapons of our cases, and those that others asked about, for as long as policy keeps them."""
    found: list[Found] = Index().find(tx, SIGHTINGS, firearm, limit, near=near)
    met = sightings(tx, [one.subject for one in found])
    return tuple(
        KnownWeapon(
            source=met[one.subject].source,
            subject=met[one.subject].subject,
            finder=met[one.subject].finder,
            reference=met[one.subject].reference,
            weapon=weapon_line(met[one.subject].firearm),
            grade=one.match.grade,
            reasons_for=one.match.reasons_for,
            reasons_against=one.match.reasons_against,
            non_unique=one.non_unique,
        )
        for one in found
        if one.subject in met
    )
