import pytest

from accord.weapons.normal import is_unknown, normal_forms


@pytest.mark.parametrize(
    ("text", "n2"),
    [
        ("AB O12", "ABO12"),
        (" tjs-28.772 ", "TJS28772"),
        ("D-439.179", "D439179"),
        ("No. 12345", "12345"),
        ("Nº 12345", "12345"),
        ("№12345", "12345"),
        ("Nr: A 77", "A77"),
        ("S/N 00042", "00042"),
        ("serial number 77 B", "77B"),
        ("NO12345", "NO12345"),  # without punctuation it may be a prefix
        ("АК 47-123", "AK47123"),  # Cyrillic
        ("ΑΒ12", "AB12"),  # Greek
        ("١٢٣٤", "1234"),  # Arabic-Indic
        ("१२३", "123"),  # Devanagari
        ("ＡＢ１２", "AB12"),  # full width
        ("ЖЩ12", "ЖЩ12"),  # no Latin look-alike: kept
        ("", ""),
        ("-", ""),
    ],
)
def test_n2(text: str, n2: str) -> None:
    assert normal_forms(text).n2 == n2


def test_the_raw_text_is_kept_composed_and_otherwise_untouched() -> None:
    assert normal_forms(" é-12 ").n0 == " é-12 "


def test_script_folding_is_flagged() -> None:
    assert normal_forms("АК47").script_folded
    assert normal_forms("१२").script_folded
    assert not normal_forms("AK47").script_folded
    assert not normal_forms("é12").script_folded


def test_confusable_characters_are_one_in_n3() -> None:
    assert normal_forms("AB O12").n3 == normal_forms("AB012").n3
    assert normal_forms("OQD").n3 == "000"
    assert normal_forms("IL|").n3 == "111"
    assert normal_forms("B8 Z2 S5 G6").n3 == normal_forms("88 22 55 66").n3
    assert normal_forms("B8").n2 != normal_forms("88").n2


def test_letters_between_digits_do_not_count_in_n4_and_outer_letters_do() -> None:
    assert normal_forms("369J257").n4 == normal_forms("369257").n4 == normal_forms("369M257").n4
    assert normal_forms("J369257").n4 != normal_forms("369257").n4
    assert normal_forms("369257J").n4 == "369257J"
    assert normal_forms("ABC").n4 == "ABC"


def test_digits_alone_are_n5() -> None:
    assert normal_forms("T0620-13C00157").n5 == "06201300157"


@pytest.mark.parametrize(
    ("text", "variants"),
    [
        ("12345", ("12345",)),
        ("00042", ("42",)),
        ("A0042", ("A42",)),
        ("000", ("0",)),
        ("12345678-AB0071", ("12345678AB0071", "AB0071", "AB71")),
        ("1999/00148", ("199900148", "00148", "148")),
        ("E27330-01", ("E2733001", "E27330")),
        ("15-002523A", ("15002523A", "002523A", "2523A")),
        ("12-7", ("127",)),  # what is left would be too short to tell weapons apart
        ("", ()),
    ],
)
def test_variants_start_without_leading_zeros(text: str, variants: tuple[str, ...]) -> None:
    assert normal_forms(text).n6 == variants


@pytest.mark.parametrize("text", ["", "-", "0", "000", "AAA", "X", "ххх"])
def test_placeholders_are_unknown(text: str) -> None:
    assert is_unknown(normal_forms(text).n2)


@pytest.mark.parametrize("text", ["1111", "A1", "10", "ABC", "123456"])
def test_real_numbers_are_known(text: str) -> None:
    assert not is_unknown(normal_forms(text).n2)
