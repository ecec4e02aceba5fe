"""What a check found, in words that the console can translate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from accord.errors import AccordError


class Outcome(StrEnum):
    """How a check ended."""

    GOOD = "GOOD"
    BAD = "BAD"
    UNKNOWN = "UNKNOWN"  # could not be checked; says nothing against anybody


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that the hub needs; texts are marked, and take the values by name."""

    name: str
    outcome: Outcome
    text: str  # what was found; where bad, the cause
    remedy: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def line(self) -> str:
        """Cause and remedy in English, for the command line and the log."""
        said = [one % self.values for one in (self.text, self.remedy) if one]
        return "; ".join(said)

    @property
    def title(self) -> str:
        """The name in English."""
        return self.name % self.values


def good(name: str, text: str, **values: object) -> Finding:
    """Nothing is wrong with it."""
    return Finding(name=name, outcome=Outcome.GOOD, text=text, values=values)


def bad(name: str, text: str, remedy: str = "", **values: object) -> Finding:
    """The hub cannot do all of its work because of it."""
    return Finding(name=name, outcome=Outcome.BAD, text=text, remedy=remedy, values=values)


def unknown(name: str, text: str, remedy: str = "", **values: object) -> Finding:
    """It could not be checked."""
    return Finding(name=name, outcome=Outcome.UNKNOWN, text=text, remedy=remedy, values=values)


def failed(name: str, error: Exception, **values: object) -> Finding:
    """A check that met with an error; its text names cause and remedy itself."""
    said = str(error) if isinstance(error, AccordError) else _of_system(error)
    return bad(name, "%(error)s", "", error=said, **values)


def _of_system(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.filename or ''}: {error.strerror or type(error).__name__}".lstrip(": ")
    return type(error).__name__
