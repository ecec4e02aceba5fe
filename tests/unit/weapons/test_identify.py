import pytest

from accord.weapons.codes import WeaponAction, WeaponCategory, WeaponType
from accord.weapons.identify import Words, identify


@pytest.mark.parametrize(
    ("maker", "model", "maker_id", "cell"),
    [
        ("TAURUS", "PT 92", "taurus", "maker"),
        ("Tauruz", "", "taurus", "maker"),
        ("", "PT 92", "taurus", "model"),
        ("não identificada", "G17", "glock", "model"),
        ("PPK", "", "walther", "maker"),  # the model in the maker's cell
        ("PT 938", "TAURUS", "taurus", "model"),  # the two cells swapped
        ("AK 47", "Zastava M70", "zastava", "model"),  # a design says less than a maker
        ("AK 47", "", "kalashnikov", "maker"),
        ("", "9 mm Browning", "", ""),  # names only a cartridge
        ("", "Cobra", "", ""),  # a model of many
        ("SEM MARCA", "sem modelo", "", ""),
    ],
)
def test_the_maker_is_found_in_whichever_cell_it_stands(
    maker: str, model: str, maker_id: str, cell: str
) -> None:
    found = identify(Words(maker=maker, model=model)).maker
    assert (found.value.id if found.value else "", found.cell) == (maker_id, cell)
    assert found.reason


@pytest.mark.parametrize(
    ("words", "calibre_id"),
    [
        (Words(model="G2C 9MM"), "9mm"),
        (Words(maker="MAGNUM .357"), "9x33r"),
        (Words(type="REVOLVER CAL. 38 SPL"), "38spl"),
        (Words(model="LCP380"), "9x17"),
        (Words(model="22"), None),  # a Glock, perhaps
        (Words(calibre="32", type="ESPINGARDA"), "32ga"),
        (Words(calibre=".32", type="espingarda"), "32ga"),
        (Words(calibre="32", type="revólver"), ".32"),
        (Words(calibre="32"), "32"),
        (Words(calibre="OUTROS", model="PT 58 .380"), "9x17"),
    ],
)
def test_the_calibre_is_found_in_whichever_cell_it_stands(
    words: Words, calibre_id: str | None
) -> None:
    found = identify(words).calibre
    assert (found.value.id if found.value else None) == calibre_id


@pytest.mark.parametrize(
    ("type_", "calibre", "expected"),
    [
        ("metralhadora", "9 mm", (WeaponType.SUBMACHINE_GUN, WeaponCategory.SA3)),
        ("metralhadora", ".50 BMG", (WeaponType.MACHINE_GUN, WeaponCategory.LW1)),
        ("пулемет", "7.62x54R", (WeaponType.MACHINE_GUN, WeaponCategory.SA5)),
        ("machine gun", "", (WeaponType.MACHINE_GUN, None)),
        ("fuzil", "5,56", (WeaponType.RIFLE, WeaponCategory.SA4)),
        ("fuzil", "7 mm Mauser", (WeaponType.RIFLE, WeaponCategory.SA2)),
    ],
)
def test_the_calibre_settles_what_the_type_leaves_open(
    type_: str, calibre: str, expected: tuple[WeaponType, WeaponCategory | None]
) -> None:
    kind = identify(Words(type=type_, calibre=calibre)).kind.value
    assert kind is not None
    assert (kind.type, kind.category) == expected


def test_a_type_in_another_cell_is_found_and_less_sure() -> None:
    found = identify(Words(model="revolver 6 tiros")).kind
    assert found.value is not None
    assert found.value.action is WeaponAction.REVOLVER
    assert found.cell == "model"
    assert found.confidence < 1


def test_nothing_is_told_from_something_that_is_not_understood() -> None:
    assert identify(Words()).maker.reason == "nothing is stated"
    assert identify(Words(maker="Quux & Söhne")).maker.reason == "the text is not understood"
