"""One of every picture, with a word of the test's choice wherever a picture shows text."""

from collections.abc import Callable, Mapping
from xml.etree import ElementTree as ET

from markupsafe import Markup

from accord.pages.charts import bars, countdown, progress, regional_map, share, timeline, trend
from accord.pages.charts.cells import Cell, Group, Series
from accord.pages.charts.custody import custody
from accord.pages.charts.custody_chain import STANDINGS, Chain, Diversion, Holder, Passage
from accord.pages.charts.route import route
from accord.pages.charts.route_plan import Document, Leg, Route, Stop
from accord.pages.charts.svg import Caption, Direction

SVG = "{http://www.w3.org/2000/svg}"
Picture = Callable[[Caption], Markup]


def caption(direction: Direction = "ltr", *, key: str = "one", title: str = "A picture") -> Caption:
    return Caption(key=key, title=title, empty="Nothing is known yet.", direction=direction)


def parsed(drawn: Markup) -> ET.Element:
    """The picture as XML, which knows no entity of HTML and forgives nothing."""
    return ET.fromstring(str(drawn))


def texts(drawn: Markup) -> list[str]:
    """What is written in a picture, without hints and isolates."""
    written = (one.text or one[0].tail or "" for one in parsed(drawn).iter(f"{SVG}text"))
    return [one.translate({0x2068: None, 0x2069: None}) for one in written]


def places(drawn: Markup, name: str, axis: str) -> list[float]:
    """Where the shapes of a kind are."""
    return [float(one.attrib[axis]) for one in parsed(drawn).iter(f"{SVG}{name}")]


def chain(word: str = "word", *, count: int = 5, after: int = 2) -> Chain:
    holders = [
        Holder(
            code=f"X{chr(65 + at)}",
            state=f"State {at}",
            name=word,
            kind=word,
            dates="1979",
            documents=word,
            standing=STANDINGS[at % len(STANDINGS)],
            recovery=at == count - 1,
        )
        for at in range(count)
    ]
    return Chain(
        holders=holders,
        passages=[Passage(event=word, date=word, documents=word) for _ in holders[2:]],
        diversion=Diversion(after=after, label=word, detail=word),
        words=dict.fromkeys(STANDINGS, word),
    )


def events(word: str) -> timeline.Timeline:
    made = [
        timeline.Event(at=at, when=f"day {at}", label=word, deadline=at == 9)
        for at in (1, 4, 4.1, 9)
    ]
    lanes = [timeline.Lane(label=word, detail=word, events=made, spans=[(1, 4, "warn")])]
    return timeline.Timeline(lanes=lanes, ticks=[(0, "0"), (5, "5")], today=(6, word))


def transfer(word: str, place: float | None = 0.5) -> Route:
    documents = [
        Document(label=word, standing=standing, said=word)
        for standing in ("held", "pending", "missing", "refused")
    ]
    stops = [
        Stop(code=code, state=word, role=word, documents=documents) for code in ("XA", "XB", "XC")
    ]
    return Route(stops=stops, legs=[Leg(quantity=word, detail=word)], place=place, shipment=word)


def cells(word: str, values: tuple[float | None, ...] = (8, None, 3, 5)) -> list[Cell]:
    return [Cell(value=value, shown=word, hidden=value == 3) for value in values]


def pictures(word: str) -> Mapping[str, Picture]:
    """Every picture by its name."""
    series = [Series(label=word), Series(label=word, tone="quiet", pale=True)]
    groups = [Group(label=word, cells=cells(word, (one, 3)), total=word) for one in (1, 9, None)]
    steps = [
        progress.Step(label=word, reached=reached, when=word) for reached in ("done", "current")
    ]
    steps += [progress.Step(label=word, reached=reached) for reached in ("failed", "ahead")]
    left = countdown.Countdown(share=0.4, left=word, due=word)
    line = trend.Trend(periods=["1", "2", "3", "4"], lines=[(one, cells(word)) for one in series])
    parts = [share.Part(series=one, cell=cell) for one in series for cell in cells(word)]
    states = [
        regional_map.State(code=code, name=word, cell=cell)
        for code, cell in zip(("GH", "NG", "XA", "XB"), cells(word), strict=True)
    ]
    return {
        "custody": lambda named: custody(chain(word), named),
        "custody down": lambda named: custody(chain(word), named, "vertical"),
        "custody in rows": lambda named: custody(chain(word, count=9, after=3), named),
        "timeline": lambda named: timeline.timeline(events(word), named),
        "timeline down": lambda named: timeline.timeline(events(word), named, "vertical"),
        "progress": lambda named: progress.progress(steps, named),
        "progress compact": lambda named: progress.progress(steps, named, compact=True),
        "ring": lambda named: countdown.ring(left, named),
        "bar": lambda named: countdown.bar(left, named),
        "bars": lambda named: bars.bars(groups, named),
        "grouped": lambda named: bars.grouped(series, groups, named),
        "stacked": lambda named: bars.stacked(series, groups, named),
        "trend": lambda named: trend.trend(line, named),
        "trend narrow": lambda named: trend.trend(line, named, "vertical"),
        "sparkline": lambda named: trend.sparkline(cells(word), named),
        "share": lambda named: share.share(parts, named, headline=word, said=word),
        "share narrow": lambda named: share.share(
            parts, named, "vertical", headline=word, said=word
        ),
        "route": lambda named: route(transfer(word), named),
        "route at a stop": lambda named: route(transfer(word, 1.0), named),
        "route down": lambda named: route(transfer(word), named, "vertical"),
        "map": lambda named: regional_map.regional_map(states, named),
        "map narrow": lambda named: regional_map.regional_map(states, named, "vertical"),
    }


NAMES = sorted(pictures("word"))
