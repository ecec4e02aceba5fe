"""Where a passphrase or a PIN comes from: a file, a systemd credential, the environment."""

from collections.abc import Callable, Mapping
from pathlib import Path

from accord.errors import FormatError, UncheckableError
from accord.settings import SettingsFile

_MOST = 1024
_SOURCES = ("file", "credential", "env")


def source(text: str, resolved: Callable[[str], Path], where: str) -> str:
    """The same source with its path made absolute; `where` names what said it.

    Raises:
        FormatError: not a source.
    """
    kind, colon, name = text.partition(":")
    if kind not in _SOURCES or not colon or not name or (kind == "credential" and "/" in name):
        raise FormatError(
            "config.passphrase",
            f'{where} must be "file:PATH", "credential:NAME" (systemd) or "env:NAME"',
        )
    return f"file:{resolved(name)}" if kind == "file" else text


def setting(settings: SettingsFile) -> str:
    """The source that `[keys] passphrase` names; empty where it is absent.

    Raises:
        FormatError: not a source.
    """
    text = settings.text("keys", "passphrase", default="")
    where = f"{settings.file}: [keys] passphrase"
    return source(text, settings.resolved, where) if text else ""


def fetch(
    text: str, read: Callable[[Path, str], bytes], environ: Mapping[str, str], where: str
) -> bytes:
    """The passphrase at a source, without the line's end of a file.

    Raises:
        FormatError: it is empty or too long.
        UncheckableError: its file or the environment does not hold it; it may come later.
    """
    kind, _, name = text.partition(":")
    if kind == "env":
        found = _of(environ, name, where).encode(errors="surrogateescape")
    else:
        file = Path(name) if kind == "file" else _credentials(environ, where) / name
        found = _read(file, read, where).removesuffix(b"\n").removesuffix(b"\r")
    if not 1 <= len(found) <= _MOST:
        raise FormatError("config.passphrase", f"{where}: what it names has 1 to {_MOST} bytes")
    return found


def _read(file: Path, read: Callable[[Path, str], bytes], where: str) -> bytes:
    try:
        return read(file, where)
    except FormatError as error:
        raise UncheckableError("passphrase.absent", error.text) from error


def _credentials(environ: Mapping[str, str], where: str) -> Path:
    return Path(_of(environ, "CREDENTIALS_DIRECTORY", where))


def _of(environ: Mapping[str, str], name: str, where: str) -> str:
    if (value := environ.get(name)) is None:
        raise UncheckableError(
            "passphrase.absent", f"{where}: the environment has no {name}; set it for this process"
        )
    return value
