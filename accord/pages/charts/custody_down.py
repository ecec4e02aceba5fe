"""A chain of custody from top to bottom, for a narrow page."""

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
from accord.pages.charts.lettering import SMALL, STRONG, sentence
from accord.pages.charts.marks import STATION, diamond, head_down, legend
from accord.pages.charts.svg import Caption

_WIDTH = 344.0  # of a page that is 360 wide
_RAIL = 26.0
_TEXT = _RAIL + STATION + 16
_ROOM = _WIDTH - _TEXT - 8


class Down:
    """One drawing in the making."""

    def __init__(self, chain: Chain, caption: Caption) -> None:
        self.chain, self.caption = chain, caption
        self.drawing = Drawing(_WIDTH, caption.direction)

    def drawn(self) -> Markup:
        """The whole picture."""
        chain, top, ground = self.chain, 4.0, -1.0
        if chain.diversion is not None and chain.breaks(-1):
            top, ground = self._break(chain.diversion, 1.0), 1.0
        for index in range(len(chain.holders)):
            center, below = self._holder(index, top)
            top = below + 6
            broken = chain.diversion if chain.breaks(index) else None
            if broken is not None:
                ground = below + 10
            if index < len(chain.holders) - 1 or broken:
                top = self._passage(index, center + STATION + 5, below, broken)
        if ground >= 0:
            size = (_WIDTH, top - ground + 4)
            self.drawing.rect((0, ground), size, "c-ground", round_=4, behind=True)
        if items := legend_items(chain, self.drawing, self.caption.key):
            top = legend(self.drawing, (10, top + 30), items)
        return self.drawing.svg(self.caption, top + 6, described(chain), "chart-down")

    def _holder(self, index: int, top: float) -> tuple[float, float]:
        """Gives the station's middle and the end of its words."""
        center = top + STATION + 4
        draw_station(self.drawing, self.chain, index, (_RAIL, center), self.caption.key)
        y = center + 4.5
        for words, face, most, look in holder_lines(self.chain.holders[index]):
            place = (_TEXT, y)
            y = self.drawing.block(place, words, face, room=_ROOM, most=most, look=look)
        return center, max(y - 14, center + STATION)

    def _passage(self, index: int, start: float, below: float, broken: Diversion | None) -> float:
        """The line down to the next station; gives where that begins."""
        drawing, y = self.drawing, below + 24
        if broken is not None:
            y = self._break(broken, below + 10)
        passage = self.chain.passage(index)
        said = sentence(passage.event, passage.date, passage.documents)
        if said:
            y = drawing.block((_TEXT, y), said, SMALL, room=_ROOM, look="c-quiet c-slanted")
        end = y + 4
        look = passage_look(self.chain, index, arriving=True)
        if broken is not None:
            edge = below + 10
            drawing.line((_RAIL, start), (_RAIL, edge), passage_look(self.chain, index))
            diamond(drawing, (_RAIL, edge), "c-mark c-bad", hint=broken.label)
            start = edge + 8
        drawing.line((_RAIL, start), (_RAIL, end - 6), look)
        head_down(drawing, (_RAIL, end), look.rsplit(maxsplit=1)[-1])
        return end + 2

    def _break(self, broken: Diversion, edge: float) -> float:
        self.drawing.line((0, edge), (_WIDTH, edge), "c-break")
        y = edge + 24
        for words, face in ((broken.label, STRONG), (broken.detail, SMALL)):
            place = (_TEXT, y)
            y = self.drawing.block(place, words, face, room=_ROOM, look="c-said c-bad", most=3)
        return y + 8
