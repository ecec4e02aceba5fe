"""The tabular driver: a register kept as CSV, TSV, XLSX, XLS or ODS.

Options: `file`, `mapping` and `report` (the list of rejected rows, beside the file if left out).
The file is read whole into an index at first use and again whenever it changes. A file that cannot
be read is an error, and never half a register.
"""

from pathlib import Path, PurePath

from accord.adapter import Adapter, Settings
from adapters.file import RegisterFile
from adapters.header import Named
from adapters.options import register_file
from adapters.rules import FileSource, Format, Mapping
from adapters.sheets import sheet_rows
from adapters.snapshot import Register, SnapshotAdapter, read_register
from adapters.text_file import DELIMITERS, text_rows
from adapters.workbook import workbook_rows

_SUFFIXES = {
    ".xlsx": Format.XLSX,
    ".xlsm": Format.XLSX,
    ".xls": Format.XLS,
    ".ods": Format.ODS,
    ".csv": Format.CSV,
    ".txt": Format.CSV,
    ".tsv": Format.TSV,
    ".tab": Format.TSV,
}


def open_adapter(settings: Settings) -> Adapter:
    """The adapter of a node's settings.

    Raises:
        BadData: an option is missing or the mapping is wrong.
    """
    return tabular(*register_file(settings))


def tabular(path: Path, mapping: Mapping, report: Path | None = None) -> SnapshotAdapter:
    """The adapter over one file."""
    return SnapshotAdapter(RegisterFile(path, rows), mapping, report)


def read_file(path: Path, mapping: Mapping) -> Register:
    """The whole register in a file.

    Raises:
        RegistryAway: the file cannot be read.
        BadData: it is broken, or is not laid out as the mapping says.
    """
    return read_register(RegisterFile(path, rows), mapping)


def rows(name: str, data: bytes, mapping: Mapping) -> Named:
    """Every row of a file, by its format.

    Raises:
        BadData: it is broken, of no format known here, or not laid out as the mapping says.
    """
    source = mapping.source
    if not isinstance(source, FileSource):
        raise source.place.bad(
            "mapping.source_kind", "this source is no file with a header; use its own adapter"
        )
    shape = source.format or _SUFFIXES.get(PurePath(name).suffix.lower())
    if shape is None:
        raise source.place.bad(
            "mapping.format",
            f"cannot tell what {name} is; write format: csv, tsv, xlsx, xls or ods",
        )
    if shape is Format.XLSX:
        return workbook_rows(name, data, mapping, source)
    if shape in {Format.XLS, Format.ODS}:
        return sheet_rows(name, data, mapping, source)
    default = ("\t",) if shape is Format.TSV else DELIMITERS
    delimiters = (source.delimiter,) if source.delimiter else default
    return text_rows(name, data, mapping, source, delimiters)
