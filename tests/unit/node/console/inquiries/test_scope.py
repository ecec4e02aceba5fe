from babel.support import NullTranslations

from accord.cases.trace import SearchScope
from accord.pages.languages import Reader
from node.console.inquiries.scope import scopes_of

READER = Reader(language="en", translations=NullTranslations())


def test_a_search_says_its_fields_once_and_how_much_of_the_register_it_reached() -> None:
    (line,) = scopes_of(
        [
            SearchScope(
                register="Arvenia firearms register",
                data_as_of_ms=1,
                fields=("serial:n2", "serial:n3", "maker"),
                records=9_000,
                unsearchable=1_000,
            )
        ],
        READER,
    )
    assert line.fields == "Serial number and Maker"
    assert line.reach == "9,000 of its 10,000 records could be searched (90%)."


def test_a_register_that_was_searched_whole_says_so_and_an_uncounted_one_too() -> None:
    whole, uncounted = scopes_of(
        [SearchScope(register="A", records=7, unsearchable=0), SearchScope(register="B")], READER
    )
    assert whole.reach == "All its 7 records could be searched."
    assert uncounted.reach == "It is not said how many records it holds."
