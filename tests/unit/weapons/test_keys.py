from weapon_samples import mark, weapon

from accord.weapons.codes import MarkKind
from accord.weapons.keys import search_keys, shares


def test_each_form_has_its_set() -> None:
    keys = search_keys(weapon("T0620-13C00157"))
    assert keys.exact == {"T062013C00157"}
    assert {"T062013C00157", "T06201300157"} <= keys.loose
    assert keys.digits == {"06201300157"}
    assert keys.patterns == ()


def test_few_digits_are_no_key() -> None:
    assert search_keys(weapon("AB123")).digits == frozenset()


def test_a_number_read_in_part_is_searched_by_its_pattern_alone() -> None:
    keys = search_keys(weapon("165????"))
    assert not keys.exact | keys.loose | keys.digits
    assert len(keys.patterns) == 1
    assert keys


def test_a_weapon_without_a_number_has_nothing_to_search_by() -> None:
    assert not search_keys(weapon("0000", "????"))
    assert not search_keys(weapon(mark("12345", kind=MarkKind.PATENT_NUMBER)))


def test_sharing_goes_by_any_key() -> None:
    asked = search_keys(weapon("TJS28772"))
    for number in ("tjs 28772", "TJ528772", "TJS2A8772", "XX28772", "TJS28???"):
        record = search_keys(weapon(number))
        assert shares(asked, record)
        assert shares(record, asked)
    assert not shares(asked, search_keys(weapon("TJS28773")))
    assert shares(search_keys(weapon("165????")), search_keys(weapon("????234")))
