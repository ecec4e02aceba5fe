"""Requirements as tables: a field, what must hold of it, and the remedy where it does not."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from accord.errors import PolicyError

M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Problem:
    """One field that does not meet its requirement, and the remedy."""

    field: str
    text: str

    def __str__(self) -> str:
        return f"{self.field}: {self.text}"


@dataclass(frozen=True, slots=True)
class Rule(Generic[M]):
    """A requirement of one field; `holds` is asked of the whole message."""

    field: str
    remedy: str
    holds: Callable[[M], object]


def broken(rules: Sequence[Rule[M]], message: M, path: str = "") -> Iterator[Problem]:
    """The rules that a message does not meet, in the order of the table."""
    for rule in rules:
        if not rule.holds(message):
            yield Problem(f"{path}{rule.field}", rule.remedy)


def said(text: str) -> bool:
    """Whether a text holds more than white space."""
    return bool(text.strip())


def insist(problems: Iterable[Problem]) -> None:
    """Passes where there is no problem.

    Raises:
        PolicyError: `requirement.missing`, with every field and its remedy.
    """
    text = "; ".join(str(problem) for problem in problems)
    if text:
        raise PolicyError("requirement.missing", text)
