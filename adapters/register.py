"""A register read as a whole: every row is a record, or stands in the report with a reason."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Frozen
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, NamedTuple, Protocol, TypeVar, runtime_checkable

from accord.adapter import RegistryRecord
from accord.encoding import harmless_cell
from accord.errors import BadData
from accord.weapons.keys import SearchKeys, search_keys
from adapters.records import RecordBuilder, Row
from adapters.rules import Mapping

Name = TypeVar("Name", bound=object)

REJECTED = "REJECTED"
UNSEARCHABLE = "UNSEARCHABLE"  # kept, but without a mark that can be looked up


@dataclass(frozen=True, slots=True)
class Remark:
    """What became of one row that no search will find."""

    row: str  # the row of the sheet, the line of the file, or the key in the table
    outcome: str  # REJECTED or UNSEARCHABLE
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Rows by what became of them; they sum up."""

    rows: int  # all rows under the header that hold anything
    left_out: int  # by the mapping's `rows`
    rejected: int
    unsearchable: int
    searchable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What a mapping makes of a whole register."""

    counts: Counts
    unmapped: Frozen[tuple[str, str], int]  # (field, value as written) and how often
    remarks: tuple[Remark, ...]


@runtime_checkable
class Surveyed(Protocol):
    """An adapter that can tell what its mapping makes of the register."""

    def survey(self) -> Survey:
        """Reads the whole register.

        Raises:
            AdapterError: it cannot be read.
        """
        ...


class Loaded(NamedTuple, Generic[Name]):
    """One record, the row it was, and the keys that find it if any do."""

    name: Name
    row: Row
    record: RegistryRecord
    keys: SearchKeys


class Loading:
    """Reads rows into an index and counts what becomes of each."""

    def __init__(self, mapping: Mapping) -> None:
        self._builder = RecordBuilder(mapping)
        self._ids: dict[str, str] = {}
        self._rows = self._left_out = self._searchable = 0
        self._remarks: list[Remark] = []

    def survey(self) -> Survey:
        """What became of the rows read so far."""
        by_outcome = Counter(remark.outcome for remark in self._remarks)
        counts = Counts(
            rows=self._rows,
            left_out=self._left_out,
            rejected=by_outcome[REJECTED],
            unsearchable=by_outcome[UNSEARCHABLE],
            searchable=self._searchable,
        )
        unmapped = dict(self._builder.unmapped)
        return Survey(counts=counts, unmapped=unmapped, remarks=tuple(self._remarks))

    def records(self, rows: Iterable[tuple[Name, Row | BadData]]) -> Iterator[Loaded[Name]]:
        """Every record of the rows."""
        for row_name, row in rows:
            name = str(row_name)
            self._rows += 1
            if isinstance(row, BadData):
                self._reject(name, row.text)
                continue
            if not self._builder.wants(row):
                self._left_out += 1
                continue
            try:
                record = self._builder.build(row)
            except BadData as error:
                self._reject(name, error.text)
                continue
            first = self._ids.setdefault(record.record_id, name)
            if first != name:
                self._reject(name, f"the record id is already that of row {first}")
                continue
            keys = search_keys(record.firearm)
            if keys:
                self._searchable += 1
            else:
                self._remarks.append(Remark(name, UNSEARCHABLE, _why_unsearchable(record)))
            yield Loaded(row_name, row, record, keys)

    def _reject(self, name: str, reason: str) -> None:
        self._remarks.append(Remark(name, REJECTED, reason))


def _why_unsearchable(record: RegistryRecord) -> str:
    marks = record.firearm.marks
    if not marks:
        return "no mark is recorded"
    conditions = ", ".join(sorted({mark.condition.value for mark in marks}))
    return f"no number to look up ({conditions})"


def write_report(path: Path, remarks: Iterable[Remark]) -> None:
    """Writes the report of rows as CSV: row, outcome, reason; whole or not at all.

    Raises:
        BadData: it cannot be written there.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(("row", "outcome", "reason"))
    writer.writerows(
        (harmless_cell(remark.row), remark.outcome, harmless_cell(remark.reason))
        for remark in remarks
    )
    partial = path.with_name(path.name + ".partial")
    try:
        partial.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
        partial.replace(path)
    except OSError as error:
        raise BadData(
            "register.report_unwritable",
            f"cannot write the report of rejected rows to {path.parent}: {error.strerror};"
            " set the adapter option 'report' to a file that can be written",
        ) from error
