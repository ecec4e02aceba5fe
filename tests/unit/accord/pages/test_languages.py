"""Which language a reader gets, and how it writes."""

from zoneinfo import ZoneInfo

import pytest
from babel.support import NullTranslations

from accord.pages.languages import Reader, wanted

NOON_MS = 1_780_000_000_000  # 28 May 2026, 20:26:40 UTC


def reader(language: str, **values: object) -> Reader:
    return Reader(language=language, translations=NullTranslations(), now_ms=NOON_MS, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("chosen", "header", "language"),
    [
        ("ar", "fr", "ar"),
        ("xx", "fr-CA,en;q=0.5", "fr"),
        ("", "de, es;q=0.4, pt;q=0.9", "pt"),
        ("", "de", "en"),
        ("", "fr;q=0, es;q=x, *", "en"),
        ("", "", "en"),
        ("", "," * 9_000, "en"),
    ],
    ids=["own choice", "browser", "weights", "none of ours", "nonsense", "nothing", "long"],
)
def test_the_reader_s_own_choice_comes_before_the_browser_s(
    chosen: str, header: str, language: str
) -> None:
    assert wanted(chosen, header) == language


def test_dates_and_numbers_are_written_the_reader_s_way() -> None:
    french = reader("fr", zone=ZoneInfo("Europe/Paris"))
    assert french.instant(NOON_MS) == "28 mai 2026 22:26 CEST"
    assert french.number(1_234_567) == "1\u202f234\u202f567"
    assert french.percent(0.285).startswith("28,5")
    assert french.ago(NOON_MS - 3 * 3_600_000) == "il y a 3 heures"
    assert french.ago(NOON_MS - 67_000) == "il y a 1 minute"
    assert (reader("en").comma, reader("ar").comma) == (", ", "، ")
    assert (french.colon, reader("es").colon) == ("\u00a0: ", ": ")
    assert (french.semicolon, reader("ar").semicolon) == ("\u202f; ", "؛ ")
    assert french.ago(NOON_MS - 29_000) == french.ago(NOON_MS + 29_000) == "just now"
    assert french.ago(NOON_MS - 45_000) == "il y a 45 secondes"
    assert reader("en").partial(1998, 4) == "Apr 1998"
    assert reader("ar").direction == "rtl"
    assert reader("es").country("BR") == "Brasil"


def test_a_state_that_iso_leaves_to_its_users_has_the_directory_s_name() -> None:
    assert reader("en", states={"XA": "Arvenia", "FR": "elsewhere"}).country("XA") == "Arvenia"
    assert reader("en", states={"FR": "elsewhere"}).country("FR") == "France"
    assert reader("en").country("XK") == "Kosovo"
