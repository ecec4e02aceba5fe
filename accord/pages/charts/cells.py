"""Values as statistics give them: known, hidden because they are small, or absent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accord.pages.charts.drawing import Drawing
from accord.pages.charts.svg import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One value and how it is written; hidden, it is only known to be small."""

    value: float | None
    shown: str
    hidden: bool = False

    @property
    def size(self) -> float:
        """What there is to draw."""
        return max(0.0, self.value) if self.value is not None and not self.hidden else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What the cells at one place of every group have in common."""

    label: str
    tone: Tone = "accent"
    pale: bool = False

    @property
    def look(self) -> str:
        """The classes of its shapes."""
        return f"{'c-pale' if self.pale else 'c-fill'} c-{self.tone}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Cells, one a series, under a name; `total` is what all of them are together."""

    label: str
    cells: Sequence[Cell]
    total: str = ""


def largest(cells: Iterable[Cell]) -> float:
    """The largest value that is drawn, at least a little."""
    return max((cell.size for cell in cells), default=0.0) or 1.0


def hatched(drawing: Drawing, key: str, look: str) -> tuple[str, str]:
    """The class and fill of what is hidden, in a series' tone."""
    return f"c-hidden {look.rsplit(maxsplit=1)[-1]}", drawing.hatch(key)
