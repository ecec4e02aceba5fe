"""The tabular driver: a register kept as CSV, TSV or XLSX.

Options: `file`, `mapping` and `report` (the list of rejected rows, beside the file if left out).
The file is read whole into an index at first use and again whenever it changes. A file that cannot
be read is an error, and never half a register.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from accord.adapter import Adapter, Description, Health, Query, RegistryRecord, Settings
from accord.errors import AdapterError, BadData, RegistryAway
from accord.weapons.keys import search_keys, shares
from accord.weapons.matching import rank
from adapters.header import Named
from adapters.index import KeyIndex, KeyIndexBuilder
from adapters.mapping import load_mapping
from adapters.register import Loading, Survey, write_report
from adapters.rules import FileSource, Format, Mapping
from adapters.text_file import DELIMITERS, text_rows
from adapters.workbook import workbook_rows

MAX_BYTES = 512 << 20
_SUFFIXES = {
    ".xlsx": Format.XLSX,
    ".xlsm": Format.XLSX,
    ".csv": Format.CSV,
    ".txt": Format.CSV,
    ".tsv": Format.TSV,
    ".tab": Format.TSV,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A register as it was read at one moment."""

    records: tuple[RegistryRecord, ...]  # those that no search will find among them
    index: KeyIndex[RegistryRecord]
    survey: Survey
    as_of_ms: int


def open_adapter(settings: Settings) -> Adapter:
    """The adapter of a node's settings.

    Raises:
        BadData: an option is missing or the mapping is wrong.
    """
    path = settings.path("file")
    report = settings.path("report") if "report" in settings.options else default_report(path)
    return TabularAdapter(path, load_mapping(settings.path("mapping")), report)


def default_report(path: Path) -> Path:
    """Where rows that no search will find are listed, beside the register."""
    return path.with_name(path.stem + ".rejected.csv")


def read_register(path: Path, mapping: Mapping) -> Register:
    """The whole register in a file.

    Raises:
        RegistryAway: the file cannot be read.
        BadData: the file is broken or is not laid out as the mapping says.
    """
    try:
        facts = path.stat()
        if facts.st_size > MAX_BYTES:
            raise BadData(
                "register.too_large",
                f"{path.name} is larger than {MAX_BYTES >> 20} MiB; load it into a database",
            )
        data = path.read_bytes()
    except OSError as error:
        raise _away(path, error) from error
    loading = Loading(mapping)
    index = KeyIndexBuilder[RegistryRecord]()
    records = []
    for _, record, keys in loading.records(_rows(path, data, mapping)):
        records.append(record)
        index.add(record, keys)
    return Register(
        records=tuple(records),
        index=index.build(),
        survey=loading.survey(),
        as_of_ms=facts.st_mtime_ns // 1_000_000,
    )


class TabularAdapter:
    """A register in one file; safe to call from several threads."""

    def __init__(self, path: Path, mapping: Mapping, report: Path | None) -> None:
        self._path = path
        self._mapping = mapping
        self._report = report
        self._lock = threading.Lock()
        self._seen: tuple[int, ...] = ()  # what identifies the file's present contents
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
            RegistryAway, BadData: it cannot be read.
        """
        return self.register().survey

    def close(self) -> None:
        """Forgets the register."""
        with self._lock:
            self._closed = True
            self._outcome = None

    def register(self) -> Register:
        """The register as the file holds it now; read again only when the file changed.

        Raises:
            RegistryAway, BadData: it cannot be read.
        """
        with self._lock:
            if self._closed:
                raise RegistryAway("registry.closed", "the adapter is closed; open it again")
            try:
                facts = self._path.stat()
            except OSError as error:
                self._outcome = None
                raise _away(self._path, error) from error
            seen = (facts.st_mtime_ns, facts.st_size, facts.st_ino)
            if self._outcome is None or seen != self._seen:
                self._outcome, self._seen = self._load(), seen
            if isinstance(self._outcome, AdapterError):
                raise self._outcome
            return self._outcome

    def _load(self) -> Register | AdapterError:
        try:
            register = read_register(self._path, self._mapping)
            if self._report is not None:
                write_report(self._report, register.survey.remarks)
        except AdapterError as error:
            return error
        return register


def _rows(path: Path, data: bytes, mapping: Mapping) -> Named:
    source = mapping.source
    if not isinstance(source, FileSource):
        raise source.place.bad(
            "mapping.source_kind", "this source is a table of a database; use the adapter 'sql'"
        )
    shape = source.format or _SUFFIXES.get(path.suffix.lower())
    if shape is None:
        raise source.place.bad(
            "mapping.format", f"cannot tell what {path.name} is; write format: csv, tsv or xlsx"
        )
    if shape is Format.XLSX:
        return workbook_rows(path.name, data, mapping, source)
    default = ("\t",) if shape is Format.TSV else DELIMITERS
    delimiters = (source.delimiter,) if source.delimiter else default
    return text_rows(path.name, data, mapping, source, delimiters)


def _away(path: Path, error: OSError) -> RegistryAway:
    return RegistryAway(
        "register.away", f"cannot read {path}: {error.strerror}; check the path and its rights"
    )
