"""A register that is read whole into an index, and again whenever it is another.

Files, extracts and services that can only list are registers of this kind; each brings a `Rows`
that knows when its contents are others and gives the rows. What cannot be read is an error, and
never half a register.
"""

import threading
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

from accord.adapter import (
    Capability,
    Changes,
    Description,
    Health,
    Query,
    RegistryRecord,
)
from accord.errors import AdapterError, BadQuery, RegistryAway
from accord.weapons.keys import search_keys, shares
from accord.weapons.matching import rank
from adapters.changes import Changed, order_key, page
from adapters.header import Named
from adapters.index import KeyIndex, KeyIndexBuilder
from adapters.register import Loading, Survey, write_report
from adapters.rules import Mapping


class Rows(Protocol):
    """Where a register's rows come from."""

    name: str

    def state(self) -> Hashable:
        """Differs whenever the rows may be others; cheap.

        Raises:
            RegistryAway: they cannot be reached.
        """
        ...

    def rows(self, mapping: Mapping) -> Named:
        """Every row.

        Raises:
            AdapterError: they cannot be reached, or are not laid out as the mapping says.
        """
        ...

    def as_of_ms(self) -> int:
        """When what `rows` gave last was true."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A register as it was read at one moment."""

    records: tuple[RegistryRecord, ...]  # those that no search will find among them
    index: KeyIndex[RegistryRecord]
    survey: Survey
    as_of_ms: int
    changed: tuple[Changed, ...] = ()  # in order; where the mapping can tell


def read_register(source: Rows, mapping: Mapping, changed_by: str = "") -> Register:
    """The whole register; the column tells when each row changed.

    Raises:
        AdapterError: it cannot be read.
    """
    loading = Loading(mapping)
    index = KeyIndexBuilder[RegistryRecord]()
    records: list[RegistryRecord] = []
    changed: list[Changed] = []
    for one in loading.records(source.rows(mapping)):
        records.append(one.record)
        index.add(one.record, one.keys)
        if changed_by:
            key = order_key(one.row.values.get(changed_by))
            changed.append(Changed(key, one.record.record_id, one.record))
    return Register(
        records=tuple(records),
        index=index.build(),
        survey=loading.survey(),
        as_of_ms=source.as_of_ms(),
        changed=tuple(sorted(changed, key=lambda one: one[:2])),
    )


class SnapshotAdapter:
    """Searches such a register; safe to call from several threads."""

    def __init__(
        self, source: Rows, mapping: Mapping, report: Path | None = None, changed_by: str = ""
    ) -> None:
        """Takes where the list of rows goes that no search will find, if anywhere.

        The column that tells when a row changed is the mapping's, unless another is named.
        """
        self._source = source
        self._mapping = mapping
        self._report = report
        self._changed_by = changed_by or mapping.source.changed
        self._lock = threading.Lock()
        self._seen: Hashable = None
        self._outcome: Register | AdapterError | None = None
        self._closed = False

    def describe(self) -> Description:
        """What this register is.

        Raises:
            AdapterError: it cannot be read now.
        """
        register = self.register()
        return Description(
            register=self._mapping.register,
            record_holder=self._mapping.record_holder,
            data_as_of_ms=register.as_of_ms,
            records=register.survey.counts.searchable,
            rejected=register.survey.counts.rejected,
            searchable_fields=("serial",),
            capabilities=(Capability.CHANGES,) if self._changed_by else (),
            coverage=self._mapping.coverage,
        )

    def find(self, query: Query) -> Sequence[RegistryRecord]:
        """Every record that shares a searchable key with the firearm, at most `query.limit`.

        Raises:
            RegistryAway, BadData: the register cannot be read.
        """
        keys = search_keys(query.firearm)
        index = self.register().index
        certain = index.certain(keys)
        if len(certain) > query.limit:
            ranked = rank(query.firearm, certain, widen=True)  # the best are not to be cut off
            return [candidate.record for candidate in ranked[: query.limit]]
        candidates = index.candidates(keys)
        sharing = (one for one in candidates if shares(keys, search_keys(one.firearm)))
        return list(islice(sharing, query.limit))

    def changes(self, cursor: str, limit: int) -> Changes:
        """What was added or changed since the cursor.

        Raises:
            BadQuery: the mapping names no `changed` column, or the cursor is another register's.
            RegistryAway, BadData: the register cannot be read.
        """
        if not self._changed_by:
            raise BadQuery(
                "registry.no_changes", "the mapping names no column 'changed' of its source"
            )
        return page(self.register().changed, cursor, limit)

    def health(self) -> Health:
        """Whether the register can be searched now."""
        try:
            counts = self.register().survey.counts
        except AdapterError as error:
            return Health(ready=False, text=str(error))
        text = f"{counts.searchable} searchable records; {counts.rejected} rows rejected"
        return Health(ready=True, text=text)

    def survey(self) -> Survey:
        """What the mapping makes of the register.

        Raises:
            AdapterError: it cannot be read.
        """
        return self.register().survey

    def sample(self, limit: int) -> Sequence[RegistryRecord]:
        """Searchable records, at most so many.

        Raises:
            AdapterError: the register cannot be read.
        """
        records = self.register().records
        return list(islice((one for one in records if search_keys(one.firearm)), limit))

    def close(self) -> None:
        """Forgets the register."""
        with self._lock:
            self._closed = True
            self._outcome = None

    def register(self) -> Register:
        """The register as it is now; read again only when it may be another.

        Raises:
            AdapterError: it cannot be read.
        """
        with self._lock:
            if self._closed:
                raise RegistryAway("registry.closed", "the adapter is closed; open it again")
            try:
                state = self._source.state()
            except AdapterError:
                self._outcome = None
                raise
            if self._outcome is None or state != self._seen:
                self._outcome, self._seen = self._load(), state
            if isinstance(self._outcome, AdapterError):
                raise self._outcome
            return self._outcome

    def _load(self) -> Register | AdapterError:
        try:
            register = read_register(self._source, self._mapping, self._changed_by)
            if self._report is not None:
                write_report(self._report, register.survey.remarks)
        except AdapterError as error:
            return error
        return register
