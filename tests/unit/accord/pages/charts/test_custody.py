from dataclasses import replace

import pytest
from pictures import SVG, caption, chain, parsed, places, texts

from accord.pages.charts.custody import custody
from accord.pages.charts.custody_chain import Chain, Diversion, Holder, Passage, described, table
from accord.pages.charts.svg import Orientation

WORDS = {"proved": "by a record", "withheld": "withheld", "unknown": "not known"}
CHAIN = Chain(
    holders=[
        Holder(code="XA", state="Alpha", name="Works", kind="Manufacturer", dates="1978"),
        Holder(code="XB", state="Bravo", name="Withheld", kind="Dealer", standing="withheld"),
        Holder(code="XC", state="Charlie", kind="Seized", dates="2024", recovery=True),
    ],
    passages=[Passage(event="Exported", date="1979", documents="EL-1")],
    diversion=Diversion(after=1, label="Point of diversion", detail="Bravo, 2013"),
    words=WORDS,  # type: ignore[arg-type]
)
BOTH: list[Orientation] = ["horizontal", "vertical"]


def _classes(drawn: object, mark: str) -> list[str]:
    root = parsed(drawn)  # type: ignore[arg-type]
    return [one.attrib["class"] for one in root.iter() if mark in one.get("class", "").split()]


@pytest.mark.parametrize("orientation", BOTH)
def test_each_holder_is_a_station_in_the_colour_of_its_ground(orientation: Orientation) -> None:
    looks = _classes(custody(CHAIN, caption(), orientation), "c-station")[:3]
    assert looks == [
        "c-station c-proved c-accent",
        "c-station c-withheld c-accent",
        "c-station c-proved c-bad",
    ]


@pytest.mark.parametrize("orientation", BOTH)
def test_the_break_is_drawn_once_and_named(orientation: Orientation) -> None:
    drawn = custody(CHAIN, caption(), orientation)
    assert len(_classes(drawn, "c-break")) == len(_classes(drawn, "c-ground")) == 1
    assert {"Point of diversion", "Bravo, 2013"} <= set(texts(drawn))


@pytest.mark.parametrize("orientation", BOTH)
def test_a_passage_that_nobody_told_is_unknown(orientation: Orientation) -> None:
    looks = _classes(custody(CHAIN, caption(), orientation), "c-passage")
    assert looks == [
        "c-passage c-proved c-accent",
        "c-passage c-unknown c-accent",
        "c-passage c-unknown c-bad",
    ]


@pytest.mark.parametrize("orientation", BOTH)
def test_a_lawful_chain_has_no_break(orientation: Orientation) -> None:
    drawn = custody(replace(CHAIN, diversion=None), caption(), orientation)
    assert _classes(drawn, "c-break") == _classes(drawn, "c-bad") == []


@pytest.mark.parametrize("after", range(9))
@pytest.mark.parametrize("orientation", BOTH)
def test_wherever_it_breaks_it_is_said(orientation: Orientation, after: int) -> None:
    broken = replace(chain("w", count=9, after=after), words={})
    assert broken.diversion is not None
    named = replace(broken, diversion=replace(broken.diversion, label="Break", detail="Here"))
    drawn = custody(named, caption(), orientation)
    assert {"Break", "Here"} <= set(texts(drawn))
    assert len(_classes(drawn, "c-break")) == 1


@pytest.mark.parametrize("orientation", BOTH)
def test_what_was_made_outside_the_law_never_was_within(orientation: Orientation) -> None:
    broken = Diversion(after=-1, label="Illicitly made")
    drawn = custody(replace(CHAIN, diversion=broken), caption(), orientation)
    stations = _classes(drawn, "c-station")[: len(CHAIN.holders)]
    assert all(look.endswith("c-bad") for look in stations)
    assert len(_classes(drawn, "c-ground")) == 1
    assert "Illicitly made" in texts(drawn)
    told = replace(CHAIN, diversion=broken)
    assert described(told)[0] == "Illicitly made"
    assert table(told, []).rows[0][-1] == "Illicitly made · Exported · 1979 · EL-1"


def test_a_long_chain_goes_on_in_the_next_row_and_stays_on_a_page() -> None:
    drawn = custody(chain(count=9), caption())
    assert float(parsed(drawn).attrib["width"]) <= 1010
    assert len(set(places(drawn, "circle", "cy"))) == 2


def test_a_narrow_page_holds_the_picture() -> None:
    assert float(parsed(custody(CHAIN, caption(), "vertical")).attrib["width"]) <= 360


def test_the_legend_names_what_occurs() -> None:
    assert set(WORDS.values()) <= set(texts(custody(CHAIN, caption())))
    proved = Chain(holders=CHAIN.holders[:1], words=WORDS)  # type: ignore[arg-type]
    assert "withheld" not in texts(custody(proved, caption()))


def test_the_same_is_told_in_sentences() -> None:
    assert described(CHAIN) == [
        "Alpha · Works · Manufacturer · 1978 · by a record",
        "Exported · 1979 · EL-1",
        "Bravo · Withheld · Dealer · withheld",
        "Point of diversion · Bravo, 2013",
        "not known",
        "Charlie · Seized · 2024 · by a record",
    ]
    desc = parsed(custody(CHAIN, caption())).find(f"{SVG}desc")
    assert desc is not None
    assert desc.text == "; ".join(described(CHAIN))


def test_the_same_is_a_table() -> None:
    made = table(CHAIN, ["State", "Holder", "Kind", "When", "Documents", "Known", "Onward"])
    assert [row[0] for row in made.rows] == ["Alpha", "Bravo", "Charlie"]
    assert made.rows[0][-1] == "Exported · 1979 · EL-1"
    assert made.rows[1][-1] == "Point of diversion · Bravo, 2013 · not known"
    assert {len(row) for row in made.rows} == {len(made.headings)}
