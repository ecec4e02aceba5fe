import pytest

from accord.weapons.codes import MarkCondition, MarkKind, MarkPosition
from accord.weapons.reading import read_mark


@pytest.mark.parametrize(
    ("cell", "serials"),
    [
        ("TJS28772", ("TJS28772",)),
        ("AJA 06337", ("AJA 06337",)),
        ("D-439.179", ("D-439.179",)),
        ("T6368-13 A A04108", ("T6368-13 A A04108",)),
        ("I E 1 5 2 8", ("I E 1 5 2 8",)),
        ("DO 151709", ("DO 151709",)),  # "do" is also a word
        ("7587 PN", ("7587 PN",)),
        ("655578/30218", ("655578/30218",)),
        ("06361/PMERJ", ("06361",)),
        ("nº 64468", ("64468",)),
        ("N° A0142686", ("A0142686",)),
        (", AJA04161", ("AJA04161",)),
        ("16228,", ("16228",)),
        ("06735 e R 86469", ("06735", "R 86469")),
        ("241806 (vide observação 1)", ("241806",)),
        ("Ostenta o número 197495 em três posições", ("197495",)),
    ],
)
def test_numbers_among_words(cell: str, serials: tuple[str, ...]) -> None:
    reading = read_mark(cell)
    assert reading.serials == serials
    assert reading.condition is MarkCondition.INTACT
    assert reading.text == cell


@pytest.mark.parametrize(
    ("cell", "condition"),
    [
        ("removido por ação mecânica", MarkCondition.OBLITERATED),
        ("Eliminado intencionalmente.", MarkCondition.OBLITERATED),
        ("-NUMERAÇÃO REMOVIDA;-", MarkCondition.OBLITERATED),
        ("raspado", MarkCondition.OBLITERATED),
        ("numeração raspada", MarkCondition.OBLITERATED),
        ("SUPRIMIDO POR RASPAGEM", MarkCondition.OBLITERATED),
        ("removido parcialmente, legível 7.", MarkCondition.PARTIAL),
        ("serial number obliterated", MarkCondition.OBLITERATED),
        ("limado", MarkCondition.OBLITERATED),
        ("numéro effacé", MarkCondition.OBLITERATED),
        ("Adulterado por ação abrasiva.", MarkCondition.ALTERED),
        ("remarcado", MarkCondition.ALTERED),
        ("INEXISTENTE", MarkCondition.NEVER_MARKED),
        ("sem numeração", MarkCondition.NEVER_MARKED),
        ("Sem número de série", MarkCondition.NEVER_MARKED),
        ("não possui", MarkCondition.NEVER_MARKED),
        ("no serial number", MarkCondition.NEVER_MARKED),
        ("sin número", MarkCondition.NEVER_MARKED),
        ("sans numéro", MarkCondition.NEVER_MARKED),
        ("ilegível", MarkCondition.WORN),
        ("não aparente", MarkCondition.WORN),
        ("NÃO IDENTIFICADO;", MarkCondition.WORN),
        ("OXIDADO", MarkCondition.WORN),
        ("???", MarkCondition.WORN),
        ("não localizado", MarkCondition.NOT_EXAMINED),
        ("vide campo Observação abaixo", MarkCondition.NOT_EXAMINED),
        ("indeterminado", MarkCondition.NOT_EXAMINED),
        ("", MarkCondition.NOT_EXAMINED),
        ("-", MarkCondition.NOT_EXAMINED),
        ("0000", MarkCondition.NOT_EXAMINED),
        ("AAA", MarkCondition.NOT_EXAMINED),
        ("Aproximadamente 19cm", MarkCondition.NOT_EXAMINED),
    ],
)
def test_cells_without_a_number(cell: str, condition: MarkCondition) -> None:
    reading = read_mark(cell)
    assert reading.condition is condition
    assert reading.serials == ()
    assert reading.pattern is None
    assert reading.reasons
    (mark,) = reading.marks()
    assert (mark.text, mark.condition) == ("", condition)


@pytest.mark.parametrize(
    ("cell", "pattern"),
    [
        ("165????", "165????"),
        ("(ILEGÍVEL)2823", "*2823"),
        ("KP(ILEGÍVEL)(ILEGÍVEL)714", "KP**714"),
        ("3 9 4 3 (?) (?)", "3 9 4 3 ? ?"),
        ("747(?)6", "747?6"),
        ("5xxx23", "5???23"),
        ("0113125XXXX", "0113125????"),
        ("2395__7_", "2395??7?"),
        ("***920 (***não identificado)", "***920"),
        ("removido parcialmente - 51(?)7(?)7", "51?7?7"),
        ("T6472-15 AI???? (parcialmente removido)", "T6472-15 AI????"),
        ("Coberto por pintura (18?147)", "18?147"),
        ("A14X07X, X representa os algarismos não legíveis", "A14?07?"),
    ],
)
def test_numbers_read_in_part(cell: str, pattern: str) -> None:
    reading = read_mark(cell)
    assert reading.pattern == pattern
    assert reading.serials == ()
    assert reading.condition is MarkCondition.PARTIAL


@pytest.mark.parametrize(
    ("cell", "condition"),
    [
        ("SKZ32074 (revelado)", MarkCondition.RESTORED),
        ("Suprimido (após revelação: 2371)", MarkCondition.RESTORED),
        ("TJX21266 (restored)", MarkCondition.RESTORED),
        ("244747 (ADULTERADO)", MarkCondition.ALTERED),
        ("13333 (não original)", MarkCondition.ALTERED),
        ("152533, com o algarismo 1 fugindo o padrão", MarkCondition.ALTERED),
        ("1609931 (oculto sob as placas)", MarkCondition.COVERED),
        ("007627 (coberta por acabamento não original)", MarkCondition.COVERED),
        ("T0620 (REMOVIDA POR AÇÃO MECÂNICA)", MarkCondition.PARTIAL),
    ],
)
def test_how_a_number_was_found(cell: str, condition: MarkCondition) -> None:
    reading = read_mark(cell)
    assert len(reading.serials) == 1
    assert reading.condition is condition


def test_a_restored_number_may_be_partial() -> None:
    reading = read_mark("Suprimido (após revelação: ?ZLB523)")
    assert (reading.condition, reading.pattern) == (MarkCondition.RESTORED, "?ZLB523")


@pytest.mark.parametrize(
    ("cell", "positions"),
    [
        ("27780 (na face direita da armação)", (MarkPosition.FRAME,)),
        ("71411 (na armação e cano)", (MarkPosition.FRAME,)),
        ("2521, na caixa de mecanismo", (MarkPosition.RECEIVER,)),
        ("LTN872 (revelado no cano)", (MarkPosition.BARREL,)),
        ("AAHR724 (FERROLHO) - DWU265U (ARMAÇÃO)", (MarkPosition.SLIDE, MarkPosition.FRAME)),
        ("armação: 233389S / ferrolho: 233389", (MarkPosition.FRAME, MarkPosition.SLIDE)),
        ("E98067 (FERROLHO), REMOVIDO do cano e da armação", (MarkPosition.SLIDE,)),
        ("no cano - 425772 e removido da armação.", (MarkPosition.BARREL,)),
        ("TJS28772", (MarkPosition.UNKNOWN,)),
    ],
)
def test_where_a_number_stands(cell: str, positions: tuple[MarkPosition, ...]) -> None:
    assert read_mark(cell).positions == positions


def test_marks_carry_number_condition_and_place() -> None:
    frame, barrel = read_mark("LDV755(armação) DDR065(cano)").marks(MarkKind.IMPORT_SERIAL)
    assert (frame.kind, frame.text, frame.position) == (
        MarkKind.IMPORT_SERIAL,
        "LDV755",
        MarkPosition.FRAME,
    )
    assert (barrel.text, barrel.position) == ("DDR065", MarkPosition.BARREL)
