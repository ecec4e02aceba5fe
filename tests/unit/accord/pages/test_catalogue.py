"""Catalogues of many rooms, merged into one that follows its language's rules."""

import pytest

from accord.errors import FormatError
from accord.pages.catalogue import merged
from accord.pages.languages import Reader

_HEAD = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {}\\n"\n\n'
)
_ARABIC = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=0 && n%100<=2 ? 4 : 5);"
)
_TEXT = 'msgid "Here"\nmsgstr "هنا"\n'
_COUNT = 'msgid "%(num)s case"\nmsgid_plural "%(num)s cases"\n' + "".join(
    f'msgstr[{form}] "form {form}"\n' for form in range(6)
)


@pytest.mark.parametrize(
    ("count", "form"), [(0, 0), (1, 1), (2, 2), (7, 3), (100, 4), (11, 5), (99, 5), (103, 3)]
)
def test_a_count_takes_the_form_of_its_language(count: int, form: int) -> None:
    head = _HEAD.format(_ARABIC)
    whole = merged("ar", [(head + _TEXT).encode(), (head + _COUNT).encode()])
    reader = Reader(language="ar", translations=whole)
    assert reader.plural("%(num)s case", "%(num)s cases", count) == f"form {form}"
    assert reader.text("Here") == "هنا"


def test_what_is_no_catalogue_is_refused() -> None:
    with pytest.raises(FormatError, match=r"catalogue\.malformed"):
        merged("ar", [b'msgid "unended\n'])
