"""What a check found, in words that a console can translate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from accord.errors import AccordError

BY_CODE = "%(error)s [%(code)s]"  # an error of ours as it stands


class Outcome(StrEnum):
    """How a check ended."""

    GOOD = "GOOD"
    BAD = "BAD"
    UNKNOWN = "UNKNOWN"  # could not be checked; says nothing against anybody


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a hub or a node needs; texts are marked, and take the values by name."""

    name: str
    outcome: Outcome
    text: str  # what was found; where bad, the cause
    remedy: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    vital: bool = True  # where bad, the work cannot go on

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
    """The work cannot all be done because of it."""
    return Finding(name=name, outcome=Outcome.BAD, text=text, remedy=remedy, values=values)


def warning(name: str, text: str, remedy: str = "", **values: object) -> Finding:
    """Somebody must see to it, and the work goes on meanwhile."""
    return Finding(
        name=name, outcome=Outcome.BAD, text=text, remedy=remedy, values=values, vital=False
    )


def unknown(name: str, text: str, remedy: str = "", **values: object) -> Finding:
    """It could not be checked."""
    return Finding(name=name, outcome=Outcome.UNKNOWN, text=text, remedy=remedy, values=values)


def failed(name: str, error: Exception, **values: object) -> Finding:
    """A check that met with an error; its text names cause and remedy itself."""
    if isinstance(error, AccordError):
        return bad(name, BY_CODE, "", error=error.text, code=error.code, **values)
    return bad(name, "%(error)s", "", error=_of_system(error), **values)


def _of_system(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.filename or ''}: {error.strerror or type(error).__name__}".lstrip(": ")
    return type(error).__name__
