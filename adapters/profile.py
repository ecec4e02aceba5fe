"""What is in a register that nobody has described: its columns, and a mapping to begin with."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from accord.errors import BadData, FormatError
from accord.weapons import calibres, categories, countries, makers
from accord.weapons.normal import normal_forms
from accord.weapons.reading import read_mark
from adapters.cells import Cell, as_date, as_text
from adapters.raw_table import RawTable, raw_table

_MOST_ROWS = 20_000  # that are looked at
_MOST_SHOWN = 10
_MIN_SHARE = 0.5  # of a column's texts that must be of a kind
_SERIAL_HINTS = ("seri", "sér", "n/s", "s/n", "weapon no", "arma n", "number", "número", "numero")


class Guess(NamedTuple):
    """What a column seems to hold, and which share of its texts says so."""

    kind: str  # a field of the mapping, or empty
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of the register."""

    name: str
    filled: int
    distinct: int
    guess: Guess
    strange: tuple[tuple[str, int], ...]  # texts of the guessed kind that nothing knows, how often


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is in a register."""

    table: RawTable
    rows: int
    columns: tuple[Column, ...]
    record_id: str  # the column that names each row, if one does
    serial: str
    twice: tuple[tuple[str, int], ...]  # how many numbers stand in how many rows

    def of(self, kind: str) -> str:
        """The column that seems to hold this best, or nothing."""
        best = max(
            (one for one in self.columns if one.guess.kind == kind),
            key=lambda one: (one.guess.share, one.filled),
            default=None,
        )
        return best.name if best else ""


def profiled(path: Path) -> Profile:
    """Looks at the first rows of a register.

    Raises:
        RegistryAway, BadData: it cannot be read, or is no table.
    """
    table = raw_table(path)
    rows = list(islice(table.rows, _MOST_ROWS))
    if not rows:
        raise BadData("register.empty", f"{path.name} holds no row under its header")
    columns = tuple(
        _column(name, [row[at] if at < len(row) else None for row in rows])
        for at, name in enumerate(table.names)
    )
    serial = _serial(columns)
    at = table.names.index(serial) if serial else None
    numbers = Counter(
        form
        for row in rows
        if at is not None and at < len(row)
        for form in _exact(as_text(row[at]).text)
    )
    spread = Counter(count for count in numbers.values() if count > 1)
    return Profile(
        table=table,
        rows=len(rows),
        columns=columns,
        record_id=next(
            (one.name for one in columns if one.distinct == one.filled == len(rows)), ""
        ),
        serial=serial,
        twice=tuple((f"{count} rows", many) for count, many in sorted(spread.items())),
    )


def _exact(text: str) -> Iterator[str]:
    return (normal_forms(serial).n2 for serial in read_mark(text).serials)


def _column(name: str, cells: Sequence[Cell]) -> Column:
    texts = Counter(text for cell in cells if (text := as_text(cell).text))
    filled = sum(texts.values())
    guess = _guess(name, texts, filled, cells)
    knows = _KNOWS.get(guess.kind)
    strange = [(text, count) for text, count in texts.most_common() if knows and not knows(text)]
    return Column(
        name=name,
        filled=filled,
        distinct=len(texts),
        guess=guess,
        strange=tuple(strange[:_MOST_SHOWN]),
    )


def _guess(name: str, texts: Counter[str], filled: int, cells: Sequence[Cell]) -> Guess:
    """The kind that most of the texts are of; a serial is one only where its name says so too."""
    if not filled:
        return Guess("", 0.0)
    shares = {kind: _share(texts, filled, knows) for kind, knows in _KNOWS.items()}
    shares["date"] = sum(1 for cell in cells if _is_date(cell)) / filled
    readable = _share(texts, filled, lambda text: bool(read_mark(text).serials))
    if any(hint in name.casefold() for hint in _SERIAL_HINTS) and readable >= _MIN_SHARE:
        shares["serial"] = 1.0 + readable
    kind, share = max(shares.items(), key=lambda pair: pair[1])
    return Guess(kind, min(share, 1.0)) if share >= _MIN_SHARE else Guess("", share)


def _share(texts: Counter[str], filled: int, knows: Callable[[str], bool]) -> float:
    return sum(count for text, count in texts.items() if knows(text)) / filled


def _is_date(cell: Cell) -> bool:
    try:
        return as_date(cell) is not None
    except FormatError:
        return False


def _serial(columns: Sequence[Column]) -> str:
    """The column whose name and texts are a serial's; else the one with the most numbers."""
    named = [one for one in columns if one.guess.kind == "serial"]
    if named:
        return max(named, key=lambda one: (one.guess.share, one.distinct)).name
    return ""


_KNOWS: dict[str, Callable[[str], bool]] = {
    "maker": lambda text: makers.resolve(text) is not None,
    "calibre": lambda text: calibres.find(text) is not None,
    "type": lambda text: categories.resolve(text) is not None,
    "country": lambda text: countries.resolve(text) is not None,
}
