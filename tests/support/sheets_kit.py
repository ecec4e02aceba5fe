"""Files of old programs, as small as they can be."""

import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path

_CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.2"><office:body><office:spreadsheet><table:table table:name="S">{rows}
</table:table></office:spreadsheet></office:body></office:document-content>"""

_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
 manifest:version="1.2"><manifest:file-entry manifest:full-path="content.xml"
 manifest:media-type="text/xml"/></manifest:manifest>"""


def write_ods(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """An OpenDocument spreadsheet of texts."""
    body = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", _MANIFEST)
        packed.writestr("content.xml", _CONTENT.format(rows=body))


def _cell(text: str) -> str:
    value = f"<text:p>{escape(text)}</text:p>"
    return f'<table:table-cell office:value-type="string">{value}</table:table-cell>'


def write_dbf(
    path: Path, columns: Mapping[str, int], rows: Iterable[Sequence[str]], encoding: str
) -> None:
    """A dBase III table of character columns with these widths."""
    lines = [
        b" "
        + b"".join(
            text.encode(encoding).ljust(width)[:width]
            for text, width in zip(row, columns.values(), strict=True)
        )
        for row in rows
    ]
    fields = b"".join(
        struct.pack("<11sc4xB15x", name.encode(), b"C", width) for name, width in columns.items()
    )
    size = 32 + len(fields) + 1
    width = 1 + sum(columns.values())
    header = struct.pack("<B3BIHH20x", 3, 126, 11, 24, len(lines), size, width)
    path.write_bytes(header + fields + b"\r" + b"".join(lines) + b"\x1a")
