import pytest
from pictures import caption, parsed, places, texts

from accord.pages.charts.countdown import Countdown, bar, ring
from accord.pages.charts.progress import Step, progress
from accord.pages.charts.progress import table as steps_table
from accord.pages.charts.timeline import Event, Lane, Timeline, table, timeline

SENT = Event(at=10, when="3 Aug", label="Sent")
DUE = Event(at=40, when="2 Sep", label="Due", tone="bad", deadline=True)
LATER = Event(at=900, when="2027", label="Later")
SHOWN = Timeline(
    lanes=[Lane(label="Alpha", detail="Leg 1", events=[DUE, SENT]), Lane(label="Bravo")],
    ticks=[(-9, "June"), (0, "July"), (20, "August"), (90, "October")],
    today=(30, "Today"),
)


def test_events_are_where_their_time_is() -> None:
    drawn = timeline(SHOWN, caption())
    (sent,) = places(drawn, "circle", "cx")
    assert sent == 174
    assert {"Sent", "Due", "Today", "Alpha", "Bravo", "August"} <= set(texts(drawn))


def test_what_is_outside_of_the_shown_time_has_no_tick() -> None:
    said = set(texts(timeline(SHOWN, caption())))
    assert not {"June", "October"} & said
    assert {"July", "August"} <= said  # what began before is named at the edge


def test_names_that_would_cover_each_other_give_way_to_the_urgent() -> None:
    crowd = [Event(at=10 + n / 100, when="", label=f"Event number {n}") for n in range(6)]
    urgent = Event(at=10.2, when="", label="Refused", tone="bad")
    shown = texts(
        timeline(Timeline(lanes=[Lane(label="", events=[*crowd, urgent, LATER])]), caption())
    )
    assert "Refused" in shown
    assert sum(one.startswith("Event") for one in shown) == 1


def test_one_event_alone_stands_in_the_middle() -> None:
    assert places(
        timeline(Timeline(lanes=[Lane(label="", events=[SENT])]), caption()), "circle", "cx"
    )


def test_down_a_page_today_stands_between_what_was_and_what_will_be() -> None:
    said = texts(timeline(SHOWN, caption(), "vertical"))
    assert said.index("Sent") < said.index("Today") < said.index("Due")


def test_a_table_of_events_is_in_order_of_time() -> None:
    made = table(SHOWN, ["When", "Where", "What"])
    assert made.rows == [("3 Aug", "Alpha · Leg 1", "Sent"), ("2 Sep", "Alpha · Leg 1", "Due")]


@pytest.mark.parametrize("compact", [False, True], ids=["named", "compact"])
def test_steps_tell_how_far_they_are(compact: bool) -> None:
    steps = [
        Step(label="Accepted", reached="done", when="10:12"),
        Step(label="Read", reached="ahead"),
    ]
    drawn = progress(steps, caption(), compact=compact)
    looks = [one.attrib["class"] for one in parsed(drawn).iter() if "cx" in one.attrib]
    assert looks == ["c-step c-good", "c-step c-ahead c-quiet"]
    assert ("Accepted" in texts(drawn)) is not compact
    assert steps_table(steps, ["Step", "State", "Since"]).rows[0] == ("Accepted", "", "10:12")


@pytest.mark.parametrize("share", [-1, 0, 0.2, 0.5, 0.9, 1, 4])
def test_a_ring_and_a_bar_hold_any_share(share: float) -> None:
    shown = Countdown(share=share, left="2 h", tone="warn")
    arcs = [one for one in parsed(ring(shown, caption())).iter() if "c-arc" in one.get("class", "")]
    assert len(arcs) == (share > 0)
    filled = [
        float(one.attrib["width"])
        for one in parsed(bar(shown, caption())).iter()
        if "c-fill" in one.get("class", "")
    ]
    assert all(0 < width <= 220 for width in filled)
    assert len(filled) == (share > 0)
