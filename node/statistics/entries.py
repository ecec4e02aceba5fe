"""What officers enter by hand, in versions: corrected and withdrawn, never changed or removed."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Connection, func, select

from accord.cases.rule import insist
from accord.cases.statistics_entries import (
    Entry,
    IncidentEntry,
    IndicatorEntry,
    RecoveryEntry,
    RegisterEntry,
    SameWeapon,
    check_entry,
)
from accord.cases.statistics_requirements import FIRST_YEAR, LAST_YEAR
from accord.errors import PolicyError
from node.desk.desk import Desk
from node.statistics.tables import statistics_entry

_KINDS: Final[Mapping[type, str]] = MappingProxyType(
    {
        RecoveryEntry: "RECOVERY",
        IncidentEntry: "INCIDENT",
        RegisterEntry: "REGISTER",
        IndicatorEntry: "INDICATOR",
        SameWeapon: "SAME",
    }
)
_ADAPTERS: Final[Mapping[type, TypeAdapter[Any]]] = MappingProxyType(
    {kind: TypeAdapter(kind) for kind in _KINDS}
)

E = TypeVar("E", RecoveryEntry, IncidentEntry, RegisterEntry, IndicatorEntry, SameWeapon)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """One entry as it stands, and who wrote its last version."""

    entry_id: str
    version: int
    by: str
    at_ms: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of one desk.

    Raises (every method that writes):
        PolicyError: a field is missing or contradicts another; or there is no such entry.
    """

    desk: Desk

    def add(self, tx: Connection, entry: Entry, *, by: str) -> str:
        """A new entry; gives its id."""
        kind = _KINDS[type(entry)]
        count = select(func.count(func.distinct(statistics_entry.c.entry_id))).where(
            statistics_entry.c.kind == kind
        )
        number = tx.execute(count).scalar_one() + 1
        entry_id = f"{self.desk.member}-{kind}-{number:06d}"
        self._store(tx, entry_id, 1, entry, by=by)
        return entry_id

    def correct(self, tx: Connection, entry_id: str, entry: Entry, *, by: str) -> None:
        """A new version of an entry of the same kind."""
        last = self._last(tx, entry_id)
        if last.kind != _KINDS[type(entry)]:
            raise PolicyError("statistics.other_kind", "correct an entry with one of its own kind")
        self._store(tx, entry_id, last.version + 1, entry, by=by)

    def withdraw(self, tx: Connection, entry_id: str, *, by: str) -> None:
        """The entry counts no more; its versions stay."""
        last = self._last(tx, entry_id)
        values = {"version": last.version + 1, "withdrawn": True, "document": last.document}
        self._insert(tx, entry_id, last.kind, by, values)

    def current(self, tx: Connection, kind: type[E]) -> list[tuple[Entered, E]]:
        """The entries of one kind that count, in the order of their ids."""
        newest = (
            select(statistics_entry.c.entry_id, func.max(statistics_entry.c.version).label("last"))
            .where(statistics_entry.c.kind == _KINDS[kind])
            .group_by(statistics_entry.c.entry_id)
            .subquery()
        )
        found = tx.execute(
            select(statistics_entry)
            .join(
                newest,
                (statistics_entry.c.entry_id == newest.c.entry_id)
                & (statistics_entry.c.version == newest.c.last),
            )
            .where(statistics_entry.c.withdrawn.is_(False))
            .order_by(statistics_entry.c.entry_id)
        )
        return [(_entered(row, entry), entry) for row in found for entry in [_read(kind, row)]]

    def versions(self, tx: Connection, entry_id: str) -> list[Entered]:
        """Every version of an entry, the first one first."""
        found = tx.execute(
            select(statistics_entry)
            .where(statistics_entry.c.entry_id == entry_id)
            .order_by(statistics_entry.c.version)
        ).all()
        kinds = {name: kind for kind, name in _KINDS.items()}
        return [_entered(row, _read(kinds[row.kind], row)) for row in found]

    def _last(self, tx: Connection, entry_id: str) -> Any:
        found = tx.execute(
            select(statistics_entry)
            .where(statistics_entry.c.entry_id == entry_id)
            .order_by(statistics_entry.c.version.desc())
            .limit(1)
        ).one_or_none()
        if found is None:
            raise PolicyError("statistics.unknown_entry", "there is no entry with this id")
        return found

    def _store(self, tx: Connection, entry_id: str, version: int, entry: Entry, *, by: str) -> None:
        insist(check_entry(entry))
        _insist_year(entry, self.desk.today().year)
        document = _ADAPTERS[type(entry)].dump_json(entry).decode()
        values = {"version": version, "withdrawn": False, "document": document}
        self._insert(tx, entry_id, _KINDS[type(entry)], by, values)

    def _insert(
        self, tx: Connection, entry_id: str, kind: str, by: str, values: Mapping[str, Any]
    ) -> None:
        tx.execute(
            statistics_entry.insert().values(
                entry_id=entry_id, kind=kind, by=by, at_ms=self.desk.now_ms(), **values
            )
        )


def _insist_year(entry: Entry, this_year: int) -> None:
    year = entry.day.year if isinstance(entry, RecoveryEntry | IncidentEntry) else None
    if isinstance(entry, RegisterEntry | IndicatorEntry):
        year = entry.year
    if year is not None and not FIRST_YEAR <= year <= min(this_year, LAST_YEAR):
        raise PolicyError(
            "statistics.year", f"give a year from {FIRST_YEAR} to {this_year}; none in the future"
        )


def _entered(row: Any, entry: Entry) -> Entered:
    return Entered(
        entry_id=row.entry_id, version=row.version, by=row.by, at_ms=row.at_ms, entry=entry
    )


def _read(kind: type, row: Any) -> Any:
    return _ADAPTERS[kind].validate_json(row.document)
