"""Options of an adapter that are not plain texts."""

from pathlib import Path

from accord.adapter import Settings
from accord.errors import BadData
from adapters.file import default_report
from adapters.mapping import load_mapping
from adapters.rules import Mapping


def seconds(settings: Settings, name: str, default: float) -> float:
    """A number of seconds, up to a day.

    Raises:
        BadData: it is no such number.
    """
    text = settings.options.get(name, "")
    try:
        number = float(text) if text else default
    except ValueError:
        number = 0.0
    if not 0 < number <= 86_400:
        raise BadData(
            "adapter.option_wrong",
            f"the adapter option {name!r} is a number of seconds, up to a day",
        )
    return number


def secret(settings: Settings, name: str) -> str:
    """The one line of a file that holds a password or token.

    Raises:
        BadData: there is no such file, or it holds more or less than one line of visible text.
    """
    path = settings.path(name)
    try:
        text = path.read_text("utf-8").strip()
    except (OSError, UnicodeError) as error:
        raise BadData("adapter.secret", f"cannot read {path}; put the secret there") from error
    if not text or not text.isprintable():
        raise BadData("adapter.secret", f"{path} must hold the secret in one line")
    return text


def register_file(settings: Settings) -> tuple[Path, Mapping, Path]:
    """A register's file, its mapping, and where the rows go that no search will find.

    Raises:
        BadData: an option is missing or the mapping is wrong.
    """
    path = settings.path("file")
    report = settings.path("report") if "report" in settings.options else default_report(path)
    return path, load_mapping(settings.path("mapping")), report
