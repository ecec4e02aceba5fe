"""Files that hold a whole register, or some of its rows: read by what the mapping says they are."""

from pathlib import Path

from adapters import fixed, tabular
from adapters.file import Reader, RegisterFile
from adapters.rules import FixedSource, Mapping


def reader_of(mapping: Mapping) -> Reader:
    """Reads records by the layout that the mapping has, or else rows under a header."""
    return fixed.rows if isinstance(mapping.source, FixedSource) else tabular.rows


def extract(path: Path, mapping: Mapping) -> RegisterFile:
    """The file, to be read as the mapping says."""
    return RegisterFile(path, reader_of(mapping))
