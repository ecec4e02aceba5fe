"""Rows of delimited text: CSV, TSV and their relatives, in any encoding."""

import csv
import io

from accord.errors import BadData
from adapters.header import Lines, Named, Seeker, rows_under
from adapters.rules import FileSource, Mapping

DELIMITERS = (",", ";", "\t", "|")
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def text_rows(
    name: str, data: bytes, mapping: Mapping, source: FileSource, delimiters: tuple[str, ...]
) -> Named:
    """Every row under the header; the delimiter is the one under which the header is found.

    Raises:
        BadData: the encoding is another, a quote is open, or no row is the header.
    """
    text = decode(data, source, name)
    seekers = []
    for delimiter in delimiters:
        lines = _lines(text, delimiter, name)
        seeker = Seeker(mapping, source.header_row)
        header = seeker.seek(lines)
        if header is not None:
            yield from rows_under(header, lines)
            return
        seekers.append(seeker)
    raise max(seekers, key=lambda seeker: seeker.matched).error(name)


def decode(data: bytes, source: FileSource, name: str) -> str:
    """The text of a file: by its byte order mark, as the mapping says, or as UTF-8.

    A guess could turn every accent into another letter without a word, so there is none.

    Raises:
        BadData: it is in another encoding; names the line.
    """
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")
    encoding = source.encoding or marked
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        line = data[: getattr(error, "start", 0)].count(b"\n") + 1
        raise source.place.bad(
            "mapping.encoding_wrong",
            f"{name} is not {encoding} (line {line}); state the right one as source.encoding,"
            " such as windows-1252, cp850, iso-8859-2 or windows-1251",
        ) from error


def _lines(text: str, delimiter: str, name: str) -> Lines:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        start = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise BadData(
                "register.text_broken",
                f"{name}, line {start}: a quote is opened and never closed; correct it there",
            ) from error
        if cells is None:
            return
        yield start, cells
