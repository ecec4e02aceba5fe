import pytest
from pictures import SVG, caption, parsed, texts

from accord.pages.charts.route import route
from accord.pages.charts.route_plan import Document, Leg, Route, Stop, described, table

WRITTEN = {"Delivery verification"}
ROUTE = Route(
    stops=[
        Stop(
            code="XA",
            state="Alpha",
            role="Export",
            documents=[Document(label="Export licence", standing="held", said="EX-1")],
            reached="passed",
        ),
        Stop(code="XB", state="Bravo", role="Transit"),
        Stop(
            code="XC",
            state="Charlie",
            role="Import",
            documents=[Document(label="Delivery verification", standing="missing")],
        ),
    ],
    legs=[Leg(quantity="200 rifles", detail="1 of 2", reached="here")],
    place=0.4,
    shipment="Last seen 9 October",
)


@pytest.mark.parametrize(
    ("place", "where"),
    [
        (None, None),
        (-3, (0, 0.0)),
        (0.4, (0, pytest.approx(0.4))),
        (1.0, (1, 0.0)),
        (1.999, (2, 0.0)),
        (7, (2, 0.0)),
    ],
)
def test_the_shipment_is_at_a_stop_or_on_the_way(place: float | None, where: object) -> None:
    assert Route(stops=ROUTE.stops, place=place).whereabouts() == where


@pytest.mark.parametrize("orientation", ["horizontal", "vertical"])
def test_what_is_missing_stands_out_where_it_is_missing(orientation: str) -> None:
    drawn = route(ROUTE, caption(), orientation)  # type: ignore[arg-type]
    (missing,) = [one for one in parsed(drawn).iter(f"{SVG}text") if one.text in WRITTEN]
    assert missing.attrib["class"] == "c-fine c-said c-bad"
    assert "Last seen 9 October" in texts(drawn)


def test_the_same_is_told_in_sentences_and_as_a_table() -> None:
    assert described(ROUTE) == [
        "Alpha · Export · Export licence EX-1",
        "200 rifles · 1 of 2",
        "Bravo · Transit",
        "Charlie · Import · Delivery verification",
        "Last seen 9 October",
    ]
    made = table(ROUTE, ["State", "Role", "Detail", "Documents", "Onward"])
    assert made.rows[0] == ("Alpha", "Export", "", "Export licence · EX-1", "200 rifles · 1 of 2")
    assert {len(row) for row in made.rows} == {len(made.headings)}
