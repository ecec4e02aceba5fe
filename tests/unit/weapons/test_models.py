import pytest

from accord.weapons import makers, models
from accord.weapons.codes import MarkCondition, MarkKind
from accord.weapons.identify import Words, identify
from accord.weapons.misplaced import settled
from accord.weapons.models import MODELS, is_model_of, maker_of
from accord.weapons.reading import read_mark
from accord.weapons.words import read_table


def test_every_model_belongs_to_a_maker_of_the_table() -> None:
    for id_, _ in read_table(MODELS, 2):
        assert makers.by_id(id_) is not None, id_


@pytest.mark.parametrize(
    ("model", "maker_id"),
    [
        ("PT 24/7", "taurus"),
        ("CPX-2", "sccy"),
        ("WASR 10", "cugir"),
        ("МР 153", "izhmekh"),
        ("FAL", None),  # made in many States
        ("1911", None),
        ("", None),
    ],
)
def test_a_model_names_its_maker_only_where_it_is_the_maker_s_alone(
    model: str, maker_id: str | None
) -> None:
    maker = maker_of(model)
    assert (maker.id if maker else None) == maker_id


def test_a_whole_text_is_a_model_or_it_is_not() -> None:
    taurus = makers.by_id("taurus")
    assert is_model_of("PT111G2C", taurus)
    assert not is_model_of("PT111G2C serial 77", taurus)
    assert not is_model_of("PT 92", makers.by_id("glock"))


@pytest.mark.parametrize(
    ("cell", "words", "kind"),
    [
        ("PT111G2C", Words(maker="Taurus"), MarkKind.MODEL),
        ("XQ-7", Words(maker="Quux", model="XQ 7"), MarkKind.MODEL),
        ("38SPL", Words(), MarkKind.CALIBRE),
        ("ABC12345", Words(maker="Taurus", model="PT 92"), MarkKind.MANUFACTURER_SERIAL),
        ("12345", Words(model="12345"), MarkKind.MANUFACTURER_SERIAL),  # digits prove nothing
    ],
)
def test_a_model_or_calibre_typed_as_the_serial_is_none(
    cell: str, words: Words, kind: MarkKind
) -> None:
    reading = settled(read_mark(cell), words, identify(words).maker.value)
    (number,) = reading.numbers
    assert number.kind is kind
    if kind is not MarkKind.MANUFACTURER_SERIAL:
        assert reading.serials == ()
        assert not reading.is_readable
        assert reading.condition is MarkCondition.NOT_EXAMINED
        assert "typed into its cell" in reading.reasons[-1]
    assert models.maker_of("PT 92") is makers.by_id("taurus")
