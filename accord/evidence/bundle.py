"""The evidence bundle: a ZIP file of public formats, so that any tool can look inside.

    README.txt                 what this is, for a person
    trust/...                  the region's TUF metadata, directory and policy
    messages/ID.envelope       an envelope, byte for byte as it was sent
    messages/ID.key            the content key of one that is disclosed (32 bytes)
    statements/LEAF.signed     a SignedStatement of the hub: receipt, refusal or report
    statements/LEAF.statement  a Statement that the hub's log alone vouches for
    statements/LEAF.tlog-proof its place in the log (C2SP tlog-proof)
    checkpoints/SIZE.note      an older checkpoint: what is not yet in it came later
    checkpoints/SIZE.proof     how that checkpoint begins the newest one, base64 lines

ID is a message id, LEAF the statement's index in the log, SIZE a log's size.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from accord.errors import FormatError

_MAX_BUNDLE = 256 * 1024 * 1024
_MAX_FILE = 16 * 1024 * 1024
_MAX_FILES = 20_000
_NUMBER = r"(?:0|[1-9][0-9]{0,18})"
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_NAME = re.compile(
    rf"README\.txt|trust/(?:targets/)?[0-9a-z_.-]{{1,120}}|messages/{_UUID}\.(?:envelope|key)"
    rf"|statements/{_NUMBER}\.(?:signed|statement|tlog-proof)"
    rf"|checkpoints/{_NUMBER}\.(?:note|proof)",
    re.ASCII,
)
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same evidence gives the same bytes


def trust_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The bundle's trust files, by their published names."""
    folder = "trust/"
    return {
        name.removeprefix(folder): data for name, data in files.items() if name.startswith(folder)
    }


def pack(files: Mapping[str, bytes]) -> bytes:
    """The bundle's bytes.

    Raises:
        FormatError: a name that a bundle does not have, or too much.
    """
    _bounded((name, len(data)) for name, data in files.items())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), files[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The files of a bundle by name.

    Raises:
        FormatError: not a bundle: no ZIP file, other or repeated names, or too large.
    """
    if len(data) > _MAX_BUNDLE:
        raise FormatError("evidence.too_large", "the bundle is larger than any evidence")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _bounded((one.filename, one.file_size) for one in archive.infolist())
            return {one.filename: _read(archive, one) for one in archive.infolist()}
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,  # a compression that this Python has not
        RuntimeError,
        OSError,
        ValueError,
    ) as error:
        raise FormatError("evidence.not_zip", "the bundle is not a whole ZIP file") from error


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as file:
        data = file.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise FormatError("evidence.not_zip", "a file in the bundle is not as long as it says")
    return data


def _bounded(entries: Iterator[tuple[str, int]]) -> None:
    seen: set[str] = set()
    total = 0
    for name, size in entries:
        if _NAME.fullmatch(name) is None:
            raise FormatError("evidence.name", "the bundle holds a file that no bundle has")
        if name in seen:
            raise FormatError("evidence.name_twice", "the bundle holds two files of one name")
        seen.add(name)
        total += size
        if size > _MAX_FILE or total > _MAX_BUNDLE or len(seen) > _MAX_FILES:
            raise FormatError("evidence.too_large", "the bundle is larger than any evidence")
