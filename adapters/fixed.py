"""The fixed driver: an extract of a mainframe, by its record layout, in ASCII or EBCDIC.

Options: `file`, `mapping` (its `source` holds the layout) and `report`. The file is read whole
into an index and again whenever it changes; one that ends inside a record is an error.
"""

import re
from pathlib import Path

from accord.adapter import Adapter, Settings
from accord.errors import BadData
from adapters.cells import Cell
from adapters.file import RegisterFile
from adapters.header import Named
from adapters.options import register_file
from adapters.picture import read_field
from adapters.records import Row
from adapters.rules import FixedField, FixedSource, Mapping
from adapters.snapshot import SnapshotAdapter

_BLANK = b" \x00\x40\x1a"  # padding, and the mark that CP/M put at the end


def open_adapter(settings: Settings) -> Adapter:
    """The adapter of a node's settings.

    Raises:
        BadData: an option is missing or the mapping is wrong.
    """
    return fixed(*register_file(settings))


def fixed(path: Path, mapping: Mapping, report: Path | None = None) -> SnapshotAdapter:
    """The adapter over one extract."""
    return SnapshotAdapter(RegisterFile(path, rows), mapping, report)


def rows(name: str, data: bytes, mapping: Mapping) -> Named:
    """Every record of an extract.

    Raises:
        BadData: it ends inside a record, or the mapping has no layout.
    """
    source = mapping.source
    if not isinstance(source, FixedSource):
        raise source.place.bad(
            "mapping.source_kind", "this source has no layout; name its fields under 'layout'"
        )
    unknown = [column for column in mapping.columns if column not in _names(source)]
    if unknown:
        raise mapping.columns[unknown[0]].bad(
            "mapping.column_missing", f"the layout has no field {unknown[0]!r}"
        )
    return _rows(name, data, source)


def _rows(name: str, data: bytes, source: FixedSource) -> Named:
    for number, record in _records(name, data, source):
        if not record.strip(_BLANK):
            continue
        try:
            yield str(number), Row({one.name: _cell(one, record, source) for one in source.fields})
        except BadData as error:
            yield str(number), error


def _records(name: str, data: bytes, source: FixedSource) -> list[tuple[int, bytes]]:
    if not source.length:
        lines = re.split(_newlines(source.encoding), data)
        return [(number, line.rstrip(b"\r")) for number, line in enumerate(lines, start=1)]
    whole, rest = divmod(len(data), source.length)
    if rest and data[whole * source.length :].strip(_BLANK + b"\r\n"):
        raise BadData(
            "register.cut_short",
            f"{name} is no whole number of records of {source.length} bytes:"
            " transfer it again, in binary, or correct source.length",
        )
    return [(at + 1, data[at * source.length : (at + 1) * source.length]) for at in range(whole)]


def _newlines(encoding: str) -> bytes:
    """What ends a line: EBCDIC has two characters for it."""
    ends = [end.encode(encoding, "ignore") for end in ("\n", "\x85")]
    return b"|".join(re.escape(end) for end in ends if len(end) == 1)


def _cell(field: FixedField, record: bytes, source: FixedSource) -> Cell:
    cut = record[field.start - 1 : field.start - 1 + field.length]
    return read_field(field, cut, source.encoding)  # a line may end early


def _names(source: FixedSource) -> set[str]:
    return {field.name for field in source.fields}
