from hypothesis import given, settings
from hypothesis import strategies as st

from accord.pages.charts.lettering import BODY, STRONG, fit, label, sentence, width, wrap

ROOM = 80.0


def test_what_fits_stays_whole() -> None:
    assert fit("Alpha", ROOM, BODY) == "Alpha"


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    short = fit("Ministry of Defence of the Republic", ROOM, BODY)
    assert short.endswith("…")
    assert width(short, BODY) <= ROOM


def test_lines_break_at_spaces_and_inside_words_that_fill_a_line() -> None:
    assert wrap("Ministry of Defence", ROOM, BODY, 3)[0] == "Ministry of"
    assert "".join(wrap("x" * 20, ROOM, BODY, 9)) == "x" * 20


def test_bold_is_wider_and_scripts_have_their_own_widths() -> None:
    assert width("Alpha", STRONG) > width("Alpha", BODY)
    assert width("漢字", BODY) == 2 * BODY.size
    assert width("e\u0301", BODY) == width("e", BODY)


@given(text=st.text(max_size=200), most=st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_no_line_is_wider_than_its_room(text: str, most: int) -> None:
    lines = wrap(text, ROOM, BODY, most)
    assert len(lines) <= most
    assert all(width(line, BODY) <= ROOM for line in lines)
    assert all(lines)


def test_marks_that_dates_hold_are_kept_and_overrides_are_named() -> None:
    assert label("12\u200f/3\u200f/2024") == "12\u200f/3\u200f/2024"
    assert label("a\u202eb") == "a⟨U+202E⟩b"
    assert label(" two\n lines ") == "two lines"


def test_parts_are_isolated_where_one_is_read_from_the_right() -> None:
    assert sentence("Alpha", "", "1979-02") == "Alpha · 1979-02"
    assert sentence("ألفا", "1979-02") == "\u2068ألفا\u2069 · \u20681979-02\u2069"
