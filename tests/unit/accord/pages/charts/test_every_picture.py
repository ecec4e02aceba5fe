"""What holds for every picture."""

import re
from collections.abc import Callable
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from pictures import NAMES, SVG, caption, parsed, pictures, places, texts

from accord.pages.charts import bars, progress, regional_map, share, timeline, trend
from accord.pages.charts.custody import custody
from accord.pages.charts.custody_chain import Chain
from accord.pages.charts.route import route
from accord.pages.charts.route_plan import Route
from accord.pages.charts.svg import Caption

STYLE = files("accord.pages").joinpath("static", "charts.css")
HOSTILE = [
    "</title><script>alert(1)</script>",
    "\" onload='x' style=\"a",
    "&amp;&lt;&#0;",
    "\x00\x1b[2J\ud800\ufffe",
    "\u202eevil\u202d\u2066",
    "w" * 5000,
    "٣٤ المدير",
    "",
]


@pytest.mark.parametrize("name", NAMES)
def test_it_is_an_image_with_a_name_and_a_description(name: str) -> None:
    root = parsed(pictures("word")[name](caption(key="here")))
    assert root.tag == f"{SVG}svg"
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "here-title here-desc"
    title, desc = root[0], root[1]
    assert (title.attrib["id"], title.text) == ("here-title", "A picture")
    assert desc.attrib["id"] == "here-desc"
    assert "word" in (desc.text or "")


@pytest.mark.parametrize("name", NAMES)
def test_its_ids_all_begin_with_its_key_and_are_its_own(name: str) -> None:
    drawn = pictures("word")[name](caption(key="here"))
    ids = [one.attrib["id"] for one in parsed(drawn).iter() if "id" in one.attrib]
    assert len(set(ids)) == len(ids)
    assert all(one.startswith("here-") for one in ids)
    assert set(re.findall(r"url\(#([^)]*)\)", str(drawn))) <= set(ids)


@pytest.mark.parametrize("word", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", NAMES)
def test_hostile_labels_stay_text(name: str, word: str) -> None:
    drawn = pictures(word)[name](caption(title=word))
    for one in parsed(drawn).iter():
        assert one.tag.removeprefix(SVG) in {
            *("svg", "title", "desc", "defs", "pattern"),
            *("line", "path", "circle", "rect", "text"),
        }
        assert not {key for key in one.attrib if key == "style" or key.startswith("on")}
    assert not set(str(drawn)) & set("\x00\x1b\u202e\u202d\u2066")
    assert len(drawn) < 60_000


@given(word=st.text(max_size=40))
@settings(max_examples=15, deadline=None)
def test_any_word_makes_well_formed_pictures(word: str) -> None:
    for draw in pictures(word).values():
        assert parsed(draw(caption("rtl"))).tag == f"{SVG}svg"


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("map")])
def test_right_to_left_it_is_mirrored_and_says_the_same(name: str) -> None:
    draw = pictures("1979-02")[name]
    left, right = draw(caption("ltr")), draw(caption("rtl"))
    width = float(parsed(left).attrib["width"])
    for shape, axis in (("circle", "cx"), ("text", "x")):
        mirrored = [width - x for x in places(right, shape, axis)]
        assert places(left, shape, axis) == pytest.approx(mirrored, abs=0.11)
    assert texts(left) == texts(right)
    assert parsed(right).attrib["direction"] == "rtl"


def test_a_map_is_not_mirrored() -> None:
    draw = pictures("word")["map"]
    left, right = draw(caption("ltr")), draw(caption("rtl"))
    assert places(left, "circle", "cx") == places(right, "circle", "cx")


@pytest.mark.parametrize("name", NAMES)
def test_every_class_is_one_of_the_stylesheet(name: str) -> None:
    known = set(re.findall(r"\.([a-z][\w-]*)", STYLE.read_text(encoding="utf-8")))
    drawn = pictures("word")[name](caption())
    used = {word for one in re.findall(r' class="([^"]*)"', str(drawn)) for word in one.split()}
    assert used <= known


@pytest.mark.parametrize("name", NAMES)
def test_nothing_lies_outside_of_its_box(name: str) -> None:
    drawn = pictures("a word of some length")[name](caption())
    _, _, width, height = map(float, parsed(drawn).attrib["viewBox"].split())
    assert all(0 <= x <= width for x in places(drawn, "text", "x"))
    assert all(0 <= y <= height for y in places(drawn, "text", "y"))
    assert all(0 <= y <= height for y in places(drawn, "circle", "cy"))


EMPTY: dict[str, Callable[[Caption], Markup]] = {
    "custody": lambda named: custody(Chain(holders=()), named),
    "timeline": lambda named: timeline.timeline(timeline.Timeline(lanes=()), named),
    "progress": lambda named: progress.progress((), named),
    "bars": lambda named: bars.bars((), named),
    "stacked": lambda named: bars.stacked((), (), named),
    "trend": lambda named: trend.trend(trend.Trend(periods=(), lines=()), named),
    "sparkline": lambda named: trend.sparkline((), named),
    "share": lambda named: share.share((), named),
    "route": lambda named: route(Route(stops=()), named),
    "map": lambda named: regional_map.regional_map((), named),
}


@pytest.mark.parametrize("name", sorted(EMPTY))
def test_without_data_there_is_a_sentence(name: str) -> None:
    assert EMPTY[name](caption()) == '<p class="chart-empty">Nothing is known yet.</p>'


@pytest.mark.parametrize("name", [one for one in NAMES if one.endswith((" down", " narrow"))])
def test_what_is_for_a_narrow_place_fits_a_phone_at_full_size(name: str) -> None:
    drawn = pictures("word")[name](caption())
    assert float(parsed(drawn).attrib["width"]) <= 360
