from itertools import combinations

import pycountry
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import caption, parsed, places, texts

from accord.pages.charts.cells import Cell
from accord.pages.charts.places import PLACES
from accord.pages.charts.projection import cut, laid_out
from accord.pages.charts.regional_map import State, regional_map, table
from accord.pages.charts.spacing import apart

SIZE = (720.0, 400.0)
CROWD = sorted(PLACES)[::3]


def _states(*codes: str) -> list[State]:
    return [
        State(code=code, name=f"Name {code}", cell=Cell(value=at + 1, shown=str(at + 1)))
        for at, code in enumerate(codes)
    ]


def test_every_country_of_the_standard_has_a_place_on_earth() -> None:
    standard = {country.alpha_2 for country in pycountry.countries}
    assert PLACES.keys() == standard | {"XK"}
    assert all(-90 <= north <= 90 and -180 <= east <= 180 for north, east in PLACES.values())


@pytest.mark.parametrize(
    ("north", "south", "west", "east"),
    [("SE", "IT", "PT", "UA"), ("ML", "GH", "SN", "NG"), ("KI", "NZ", "NC", "WS")],
)
def test_north_is_up_and_east_is_right(north: str, south: str, west: str, east: str) -> None:
    points = laid_out([north, south, west, east], 720, (70, 50)).points
    assert points[north][1] < points[south][1]
    assert points[west][0] < points[east][0]


def test_the_earth_is_cut_where_no_state_is() -> None:
    assert cut([178, -175, 173, -172]) == pytest.approx(0.5)
    assert cut([0.0]) == 180


def test_states_that_are_nowhere_stand_on_a_ring() -> None:
    layout = laid_out(["XA", "XB", "XC", "XD"], 720, (70, 50))
    assert layout.ring is not None
    x, y, radius = layout.ring
    assert layout.points["XA"] == pytest.approx((x, y - radius))
    assert layout.points["XB"] == pytest.approx((x + radius, y))
    mixed = laid_out(["GH", "NG", "XA"], 720, (70, 50))
    assert mixed.points["XA"][0] > mixed.edge > mixed.points["NG"][0]


def test_circles_have_the_area_of_their_values() -> None:
    states = [
        State(code="GH", name="", cell=Cell(value=25, shown="25")),
        State(code="NG", name="", cell=Cell(value=100, shown="100")),
    ]
    small, large = places(regional_map(states, caption()), "circle", "r")
    assert large == pytest.approx(2 * small)


def test_no_data_is_hatched() -> None:
    drawn = regional_map([State(code="GH", name="", cell=Cell(value=None, shown="-"))], caption())
    (circle,) = [one for one in parsed(drawn).iter() if "cx" in one.attrib]
    assert circle.attrib["fill"] == "url(#one-hatch)"


@given(
    st.lists(
        st.tuples(st.floats(0, 720), st.floats(0, 400), st.floats(5, 30)), min_size=1, max_size=8
    )
)
@settings(max_examples=40, deadline=None)
def test_circles_are_pushed_apart_and_stay_on_the_page(
    circles: list[tuple[float, float, float]],
) -> None:
    moved = apart(circles, SIZE)
    for (x, y, r), (u, v, s) in combinations(moved, 2):
        assert ((x - u) ** 2 + (y - v) ** 2) ** 0.5 > (r + s) * 0.8
    assert all(r <= x <= SIZE[0] - r and r <= y <= SIZE[1] - r for x, y, r in moved)


def test_in_a_crowd_names_are_left_out_before_they_cover_each_other() -> None:
    drawn = regional_map(_states(*CROWD), caption())
    named = [one for one in texts(drawn) if one.startswith("Name")]
    assert 0 < len(named) < len(CROWD)


def test_the_same_is_a_table() -> None:
    assert table(_states("GH", "XA"), ["State", "Arms"]).rows == [
        ("Name GH", "1"),
        ("Name XA", "2"),
    ]
