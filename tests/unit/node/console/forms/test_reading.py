from datetime import UTC
from zoneinfo import ZoneInfo

import pytest

from node.console.forms import messages, reading
from node.console.forms.messages import Message
from node.console.forms.reading import UnreadableError
from node.console.forms.shape import File
from node.console.forms.typed import local

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("12", 12),
        (" 007 ", 7),
        ("١٢٣", 123),
        ("۱۴۰۳", 1403),
        ("9007199254740991", 2**53 - 1),
    ],
)
def test_whole_numbers_are_read_in_the_readers_digits(text: str, value: int) -> None:
    assert reading.whole(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "-1",
        "+1",
        "1.0",
        "1e3",
        "1 200",
        "1,200",
        "0x1",
        "²",
        "१२",
        "x",
        "1_0",
    ],
)
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        reading.whole(text)
    assert caught.value.message is messages.NOT_WHOLE


def test_a_number_beyond_every_reader_of_json_is_refused() -> None:
    with pytest.raises(UnreadableError) as caught:
        reading.whole("9007199254740992")
    assert caught.value.message is messages.NUMBER_TOO_LARGE


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1.0),
        ("0.5", 0.5),
        ("0,25", 0.25),
        ("٠٫٥", 0.5),
    ],
)
def test_numbers_are_read_with_a_point_or_a_comma(text: str, value: float) -> None:
    assert reading.number(text) == value


@pytest.mark.parametrize("text", ["inf", "nan", "1e9", ".5", "1.", "1.2.3", "9" * 81])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        reading.number(text)


@pytest.mark.parametrize(
    ("boxes", "message", "part"),
    [
        ({"year": "2013", "month": "6", "day": "31"}, messages.NOT_A_DATE, ""),
        ({"year": "2013", "day": "3"}, messages.MONTH_MISSING, "month"),
        ({"month": "6"}, messages.YEAR_MISSING, "year"),
        ({"year": "0"}, messages.NOT_A_DATE, ""),
        ({"year": "2013", "month": "June"}, messages.NOT_WHOLE, "month"),
    ],
    ids=["31 June", "no month", "no year", "year nought", "a word"],
)
def test_a_date_that_cannot_be_names_the_box(
    boxes: dict[str, str], message: Message, part: str
) -> None:
    with pytest.raises(UnreadableError) as caught:
        reading.day(boxes)
    assert (caught.value.message, caught.value.part) == (message, part)


def test_a_date_is_as_precise_as_it_is_known() -> None:
    assert reading.day({"year": "٢٠١٣", "month": "", "day": ""}) == {"year": 2013}


@pytest.mark.parametrize(
    "at_ms", [0, 1_767_225_600_000, 1_767_225_600_001, 1_751_378_400_000, 60_000]
)
@pytest.mark.parametrize("zone", [UTC, PARIS], ids=["UTC", "Paris"])
def test_a_moment_is_shown_and_read_where_the_reader_is(at_ms: int, zone: ZoneInfo) -> None:
    assert reading.moment(local(at_ms, zone), zone) == at_ms


def test_a_moment_that_the_clocks_skip_is_refused_and_one_shown_twice_is_the_first() -> None:
    with pytest.raises(UnreadableError) as caught:
        reading.moment("2026-03-29T02:30", PARIS)
    assert caught.value.message is messages.SKIPPED_MOMENT
    assert local(reading.moment("2026-10-25T02:30", PARIS), UTC) == "2026-10-25T00:30"


@pytest.mark.parametrize(
    "text",
    [
        "tomorrow",
        "2026-02-30T10:00",
        "2026-01-01",
        "2026-01-01T25:00",
        "0000-01-01T00:00",
    ],
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError):
        reading.moment(text, UTC)


def test_what_a_page_remembers_of_a_file_is_not_trusted() -> None:
    digest = File(digest=True, longest=32)
    assert reading.file("AAEC", digest) == "AAEC"
    for text in ("AA E", "AAE", "A" * 48):
        with pytest.raises(UnreadableError):
            reading.file(text, digest)
