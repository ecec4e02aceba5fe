"""Remarks in the languages of registers, kinds of number, and each mark told from the others."""

import pytest

from accord.weapons.codes import MarkCondition, MarkKind, MarkPosition
from accord.weapons.reading import read_mark


@pytest.mark.parametrize(
    ("cell", "condition"),
    [
        ("numeração suprimida por lixamento", MarkCondition.OBLITERATED),
        ("NºRASPADO", MarkCondition.OBLITERATED),
        ("rapsado", MarkCondition.OBLITERATED),  # letters swapped
        ("elimimado", MarkCondition.OBLITERATED),
        ("Serial number ground off", MarkCondition.OBLITERATED),
        ("numeración limada", MarkCondition.OBLITERATED),
        ("numéro meulé", MarkCondition.OBLITERATED),
        ("номер спилен", MarkCondition.OBLITERATED),
        ("الرقم مطموس", MarkCondition.OBLITERATED),
        ("Nummer abgeschliffen", MarkCondition.OBLITERATED),
        ("seri no kazınmış", MarkCondition.OBLITERATED),
        ("S/ NUMERAÇÃO", MarkCondition.NEVER_MARKED),
        ("no tiene numeración", MarkCondition.NEVER_MARKED),
        ("без номера", MarkCondition.NEVER_MARKED),
        ("بدون رقم", MarkCondition.NEVER_MARKED),
        ("ohne Nummer", MarkCondition.NEVER_MARKED),
        ("impossível identificar", MarkCondition.WORN),
        ("номер не читается", MarkCondition.WORN),
        ("غير مقروء", MarkCondition.WORN),
        ("unleserlich", MarkCondition.WORN),
        ("ferrugem", MarkCondition.WORN),
        ("adulterada por ação mecânica", MarkCondition.ALTERED),
        ("перебит", MarkCondition.ALTERED),
        ("numeração parcialmente suprimida", MarkCondition.PARTIAL),
        ("N/D", MarkCondition.NOT_EXAMINED),
        ("S/N", MarkCondition.NOT_EXAMINED),
        ("nada consta", MarkCondition.NOT_EXAMINED),
        ("не установлен", MarkCondition.NOT_EXAMINED),
        ("PINO", MarkCondition.NOT_EXAMINED),  # a word, and no number
        ("7", MarkCondition.NOT_EXAMINED),
    ],
)
def test_a_remark_says_how_the_mark_was_found(cell: str, condition: MarkCondition) -> None:
    reading = read_mark(cell)
    assert (reading.condition, reading.numbers) == (condition, ())
    assert not reading.is_readable


@pytest.mark.parametrize(
    ("cell", "serial"),
    [
        ("Nº de série: QX4711", "QX4711"),
        ("numero de serie QX4711", "QX4711"),
        ("№ АБ 4711", "АБ 4711"),
        ("رقم ٤٧١١٥", "٤٧١١٥"),
        ("Cal. .38 QX4711", "QX4711"),
        ("12,345", "12.345"),
        ("Q, X, quatro, sete, um, um", "QX4711"),
        ("Pistol, model 7, 9mm, serial number QX-4711 seen", "QX-4711"),
        ("OBL4711", "OBL4711"),  # letters of a number are no remark
        ("RASP4711X", "RASP4711X"),
    ],
)
def test_a_number_is_told_from_the_words_around_it(cell: str, serial: str) -> None:
    reading = read_mark(cell)
    assert reading.serials == (serial,)
    assert reading.is_readable


@pytest.mark.parametrize(
    ("cell", "text", "kind"),
    [
        ("Pat. 4711999", "4711999", MarkKind.PATENT_NUMBER),
        ("PAT. 4711999", "PAT 4711999", MarkKind.PATENT_NUMBER),
        ("patrimônio 4711", "4711", MarkKind.STATE_OWNER_MARK),
        ("lacre nº 4711999", "4711999", MarkKind.COLLECTION_TAG),
        ("laudo 471/2019", "471/2019", MarkKind.OTHER),
        ("NSN 1005-01-999-4711", "1005-01-999-4711", MarkKind.OTHER),
        ("RECSA UG POL 0042", "UG POL 0042", MarkKind.REGIONAL_SERIAL),
    ],
)
def test_other_numbers_are_no_serials(cell: str, text: str, kind: MarkKind) -> None:
    reading = read_mark(cell)
    (number,) = reading.numbers
    assert (number.text, number.kind) == (text, kind)
    assert reading.serials == ()
    assert not reading.is_readable
    assert reading.marks()[0].kind is kind


def test_what_was_removed_elsewhere_says_nothing_against_the_number_that_is_left() -> None:
    reading = read_mark("QX4711 (ferrolho), removido do cano e da armação")
    (number,) = reading.numbers
    assert (number.position, number.condition) == (MarkPosition.SLIDE, MarkCondition.INTACT)
    assert reading.condition is MarkCondition.OBLITERATED  # the frame carries the identity
    assert set(reading.removed_at) == {MarkPosition.BARREL, MarkPosition.FRAME}
    slide, *removed = reading.marks()
    assert (slide.text, slide.condition) == ("QX4711", MarkCondition.INTACT)
    assert {mark.condition for mark in removed} == {MarkCondition.OBLITERATED}


def test_a_remark_without_a_place_counts_for_every_number() -> None:
    reading = read_mark("suprimido (4711 / QX4799)")
    assert [number.condition for number in reading.numbers] == [MarkCondition.PARTIAL] * 2
    assert not reading.is_readable


def test_the_certainty_of_each_character_travels_with_a_doubtful_mark() -> None:
    (mark,) = read_mark("QX47?1 (revelado)").marks()
    assert mark.condition is MarkCondition.RESTORED
    assert mark.character_confidence == (0.8, 0.8, 0.8, 0.8, 0.0, 0.8)
    assert read_mark("QX4711").marks()[0].character_confidence == ()
