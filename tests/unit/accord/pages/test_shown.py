"""Somebody's words in a page do no harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.pages.shown import LONGEST, plain, shown

PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"  # spelt with a non-joiner


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("AB\u202e1234", "AB⟨U+202E⟩1234"),
        ("\u2066hidden\u2069", "⟨U+2066⟩hidden⟨U+2069⟩"),
        ("bell\x07", "bell␇"),
        ("zero\u200bwidth", "zero⟨U+200B⟩width"),
        ("delete\x7f", "delete␡"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
    ],
    ids=["override", "isolate", "control", "zero width", "delete", "lines", "joiner"],
)
def test_what_cannot_be_seen_is_named(text: str, said: str) -> None:
    assert plain(text) == said


def test_markup_is_text_and_keeps_to_its_own_direction() -> None:
    assert shown("<script>alert('x')</script>") == (
        "<bdi>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</bdi>"
    )


@given(st.text(max_size=200))
def test_nothing_shown_opens_a_tag_or_turns_the_line_around(text: str) -> None:
    inner = str(shown(text))[5:-6]
    assert "<" not in inner
    assert not set(inner) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_a_text_without_end_is_cut() -> None:
    assert len(plain("x" * (LONGEST + 5))) == LONGEST + 1
