"""A chain of custody in rows, each continued in the next."""

from markupsafe import Markup

from accord.pages.charts.custody_chain import (
    Chain,
    Diversion,
    described,
    draw_station,
    holder_lines,
    legend_items,
    passage_look,
)
from accord.pages.charts.drawing import Drawing
from accord.pages.charts.lettering import FINE, SMALL, STRONG
from accord.pages.charts.marks import STATION, diamond, head_along, legend
from accord.pages.charts.svg import Caption, Point

_COLUMN, _MOST_COLUMNS, _GUTTER = 188.0, 5, 30.0
_ABOVE, _BANNER = 42.0, 56.0  # room above the line for passages, and for the break
_BREAK = 30.0  # before the station after it


class Across:
    """One drawing in the making."""

    def __init__(self, chain: Chain, caption: Caption) -> None:
        self.chain, self.caption = chain, caption
        count = len(chain.holders)
        rows = -(-count // _MOST_COLUMNS)
        self.columns = -(-count // rows)
        self.start = _GUTTER if rows > 1 else 2.0
        ends_astray = chain.breaks(count - 1)
        tail = _COLUMN * 0.6 if ends_astray else _GUTTER if rows > 1 else 0.0
        self.drawing = Drawing(self.start + self.columns * _COLUMN + tail, caption.direction)

    def drawn(self) -> Markup:
        """The whole picture."""
        y = 2.0
        for first in range(0, len(self.chain.holders), self.columns):
            y = self._row(first, y) + 14
        if items := legend_items(self.chain, self.drawing, self.caption.key):
            y = legend(self.drawing, (2, y + 14), items)
        return self.drawing.svg(self.caption, y, described(self.chain), "chart-across")

    def _row(self, first: int, top: float) -> float:
        chain = self.chain
        indices = range(first, min(first + self.columns, len(chain.holders)))
        ends = [*indices[1:], indices[-1] + (indices[-1] == len(chain.holders) - 1)]
        banner = chain.diversion is not None and chain.diversion.after + 1 in (first, *ends)
        rail = top + _ABOVE + (_BANNER if banner else 0.0) + STATION
        bottom = max(self._column(index, index - first, rail) for index in indices)
        for index in indices:
            if index < len(chain.holders) - 1 or chain.breaks(index):
                self._passage(index, index - first, rail, last=index == indices[-1])
        if first:
            look = passage_look(chain, first - 1, arriving=True)
            self._line((0, rail), (self.start - 6, rail), look)
        if chain.diversion is not None and chain.diversion.after <= indices[-1]:
            self._ground(chain.diversion, indices, (top, rail, bottom + 6), banner=banner)
        return bottom

    def _column(self, index: int, column: int, rail: float) -> float:
        left = self.start + column * _COLUMN
        draw_station(self.drawing, self.chain, index, (left + STATION, rail), self.caption.key)
        y = rail + STATION + 26
        room = _COLUMN - (_BREAK + 6 if self.chain.breaks(index) else 18)
        for words, face, most, look in holder_lines(self.chain.holders[index]):
            place = (left, y)
            y = self.drawing.block(place, words, face, room=room, most=most, look=look)
        return y - 6

    def _passage(self, index: int, column: int, rail: float, *, last: bool) -> None:
        left = self.start + column * _COLUMN + STATION * 2
        edge = self.start + (column + 1) * _COLUMN
        start, end = (left + 5, rail), (self.drawing.width if last else edge - 6, rail)
        if self.chain.breaks(index):
            self.drawing.line(start, (self._edge(column), rail), passage_look(self.chain, index))
            start = (self._edge(column), rail)
        self._line(start, end, passage_look(self.chain, index, arriving=True))
        passage = self.chain.passage(index)
        room = edge - left - (_BREAK + 20 if self.chain.breaks(index) else 14)
        words = [
            (text, face, look)
            for text, face, look in (
                (passage.event, SMALL, ""),
                (passage.date, FINE, "c-quiet"),
            )
            if text
        ]
        y = rail - 9.0
        for text, face, look in reversed(words):
            self.drawing.text((left + 7, y), text, face, look=look, room=room)
            y -= face.leading
        if passage.documents:
            place = (left + 7, rail + 17)
            self.drawing.text(place, passage.documents, FINE, look="c-quiet", room=room)

    def _line(self, start: Point, end: Point, look: str) -> None:
        self.drawing.line(start, (end[0] - 6, end[1]), look)
        head_along(self.drawing, end, look.rsplit(maxsplit=1)[-1])

    def _ground(
        self,
        break_: Diversion,
        indices: range,
        heights: tuple[float, float, float],
        *,
        banner: bool,
    ) -> None:
        """The ground beyond the law, with what broke above its first station."""
        drawing, (top, rail, bottom) = self.drawing, heights
        here = break_.after in indices
        edge = self._edge(break_.after - indices[0]) if here else 0.0
        size = (drawing.width - edge, bottom - top)
        drawing.rect((edge, top), size, "c-ground", round_=4, behind=True)
        if here:
            drawing.line((edge, top), (edge, bottom), "c-break")
            diamond(drawing, (edge, rail), "c-mark c-bad", hint=break_.label)
        if banner:
            look, room = "c-said c-bad", drawing.width - edge - 18
            drawing.text((edge + 14, top + 21), break_.label, STRONG, look=look, room=room)
            place = (edge + 14, top + 38)
            drawing.block(place, break_.detail, SMALL, look=look, room=room, most=3)

    def _edge(self, column: int) -> float:
        """Where the law ends after a column."""
        return self.start + (column + 1) * _COLUMN - _BREAK
