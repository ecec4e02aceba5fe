import pytest

from accord.weapons.words import alternatives, fold, is_stated, read_table


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Smith & Wesson ", "smith and wesson"),
        ("S&W", "s and w"),
        ("Česká zbrojovka", "ceska zbrojovka"),
        ("SIG-SAUER", "sig sauer"),
        ("I.M.I.", "imi"),
        ("SPIKE´S", "spike s"),
        ("Ижмаш", "ижмаш"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["", " - ", "UNKNOWN", "Não identificada", "N/A", "IGNORADO"])
def test_words_for_unknown_state_nothing(text: str) -> None:
    assert not is_stated(text)


def test_any_other_word_states_something() -> None:
    assert is_stated("Castelo")


def test_tables_are_read_with_continued_and_empty_cells() -> None:
    table = """
    # a remark
    one    -    first name
                | second name
    two    XA   third
    """
    assert list(read_table(table, 3)) == [
        ("one", "", "first name | second name"),
        ("two", "XA", "third"),
    ]
    assert alternatives("first name | second name") == ("first name", "second name")


def test_a_row_with_a_missing_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells instead of 3"):
        list(read_table("one  two", 3))
