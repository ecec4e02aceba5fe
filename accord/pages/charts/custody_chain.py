"""What the picture of a chain of custody shows, and the same in words (ITI 5; FP 7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Literal, TypeAlias

from accord.pages.charts.drawing import Drawing
from accord.pages.charts.lettering import BODY, CODE, SMALL, STRONG, Face, sentence
from accord.pages.charts.marks import station
from accord.pages.charts.svg import Point
from accord.pages.charts.table import Table

# By a record, by somebody's declaration, by inference; known to the asked State only; by nobody.
Standing: TypeAlias = Literal["proved", "stated", "inferred", "withheld", "unknown"]
STANDINGS: Sequence[Standing] = ("proved", "stated", "inferred", "withheld", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who had the weapon; `name` may be a token, or the word for what is withheld."""

    code: str  # the state's, two or three letters
    state: str
    name: str = ""
    kind: str = ""
    dates: str = ""
    documents: str = ""
    standing: Standing = "proved"
    recovery: bool = False  # where the weapon came to light


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """How the weapon passed to the next holder."""

    event: str = ""
    date: str = ""
    documents: str = ""
    standing: Standing = "proved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diversion:
    """Where the weapon left the law: after the holder with this index, or -1, as it was made."""

    after: int
    label: str  # the term
    detail: str = ""  # place, date, stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Holders in order; `passages[i]` leads from `holders[i]`, and where absent is unknown."""

    holders: Sequence[Holder]
    passages: Sequence[Passage] = ()
    diversion: Diversion | None = None
    words: Mapping[Standing, str] = field(default_factory=dict)  # for the legend

    def passage(self, index: int) -> Passage:
        """The passage from a holder to the next."""
        return self.passages[index] if index < len(self.passages) else Passage(standing="unknown")

    def astray(self, index: int) -> bool:
        """Whether a holder had the weapon after it left the law."""
        return self.diversion is not None and index > self.diversion.after

    def breaks(self, index: int) -> bool:
        """Whether the weapon left the law on the passage from a holder."""
        return self.diversion is not None and index == self.diversion.after


def holder_lines(holder: Holder) -> Sequence[tuple[str, Face, int, str]]:
    """What stands beside a station: words, face, most lines, class."""
    hidden = "c-quiet c-slanted" if holder.standing in ("withheld", "unknown") else ""
    lines = (
        (holder.state, STRONG, 2, ""),
        (holder.name, BODY, 2, hidden),
        (sentence(holder.kind, holder.dates), SMALL, 2, "c-quiet"),
        (holder.documents, CODE, 2, "c-quiet"),
    )
    return [line for line in lines if line[0]]


def draw_station(drawing: Drawing, chain: Chain, index: int, center: Point, key: str) -> None:
    """A holder's station."""
    holder = chain.holders[index]
    fill = drawing.hatch(key) if holder.standing == "withheld" else ""
    tone = "c-bad" if chain.astray(index) else "c-accent"
    look = f"c-station c-{holder.standing} {tone}"
    hint = chain.words.get(holder.standing, "")
    station(drawing, center, holder.code, look, fill=fill, hint=hint, ringed=holder.recovery)


def passage_look(chain: Chain, index: int, *, arriving: bool = False) -> str:
    """The classes of the line from a holder, or of its end at the next; its tone last."""
    tone = "c-bad" if chain.astray(index + arriving) else "c-accent"
    return f"c-passage c-{chain.passage(index).standing} {tone}"


def legend_items(chain: Chain, drawing: Drawing, key: str) -> Sequence[tuple[str, str, str]]:
    """What the stations' and lines' looks mean, of those that occur."""
    passages = [chain.passage(index) for index in range(len(chain.holders) - 1)]
    found = {one.standing for one in chain.holders} | {one.standing for one in passages}
    return [
        (
            f"c-station c-{standing} c-accent",
            drawing.hatch(key) if standing == "withheld" else "",
            chain.words[standing],
        )
        for standing in STANDINGS
        if standing in found and standing in chain.words
    ]


def described(chain: Chain) -> Sequence[str]:
    """The chain in sentences: a holder, how the weapon went on, and where it left the law."""
    passages = [chain.passage(index) for index in range(len(chain.holders) - 1)]
    told = [_broken_said(chain)] if chain.breaks(-1) else []
    for index, (holder, passage) in enumerate(zip_longest(chain.holders, passages)):
        told.append(_holder_said(chain, holder))
        if chain.breaks(index):
            told.append(_broken_said(chain))
        if passage is not None and (said := _passage_said(chain, passage)):
            told.append(said)
    return told


def table(chain: Chain, headings: Sequence[str]) -> Table:
    """One row a holder: state, holder, kind, dates, documents, how it is known, how it went on."""
    last = len(chain.holders) - 1
    rows = [
        (
            holder.state,
            holder.name,
            holder.kind,
            holder.dates,
            holder.documents,
            chain.words.get(holder.standing, ""),
            _onward(chain, index, last),
        )
        for index, holder in enumerate(chain.holders)
    ]
    return Table(headings=headings, rows=rows)


def _onward(chain: Chain, index: int, last: int) -> str:
    said = _passage_said(chain, chain.passage(index)) if index < last else ""
    broken = chain.breaks(index) or (index == 0 and chain.breaks(-1))
    return sentence(_broken_said(chain), said) if broken else said


def _broken_said(chain: Chain) -> str:
    return sentence(chain.diversion.label, chain.diversion.detail) if chain.diversion else ""


def _holder_said(chain: Chain, holder: Holder) -> str:
    known = chain.words.get(holder.standing, "")
    parts = (holder.state, holder.name, holder.kind, holder.dates, holder.documents, known)
    return sentence(*parts)


def _passage_said(chain: Chain, passage: Passage) -> str:
    known = chain.words.get(passage.standing, "") if passage.standing != "proved" else ""
    return sentence(passage.event, passage.date, passage.documents, known)
