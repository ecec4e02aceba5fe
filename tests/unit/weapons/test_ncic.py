import pytest

from accord.weapons.codes import WeaponAction, WeaponCategory, WeaponType
from accord.weapons.ncic import UN_REGISTER, by_calibre_code, by_type_code, type_code


@pytest.mark.parametrize(
    ("code", "type_", "action", "category"),
    [
        ("PR", WeaponType.PISTOL, WeaponAction.REVOLVER, WeaponCategory.SA1),
        ("pi", WeaponType.PISTOL, WeaponAction.SEMI_AUTOMATIC, WeaponCategory.SA1),
        ("PD", WeaponType.PISTOL, WeaponAction.DERRINGER, WeaponCategory.SA6),
        ("R", WeaponType.RIFLE, None, WeaponCategory.SA2),
        ("RA", WeaponType.RIFLE, WeaponAction.AUTOMATIC, WeaponCategory.SA4),
        ("B", WeaponType.SUBMACHINE_GUN, None, WeaponCategory.SA3),
        ("SP", WeaponType.SHOTGUN, WeaponAction.PUMP, WeaponCategory.SA6),
        ("M", WeaponType.MACHINE_GUN, None, None),  # light or heavy
    ],
)
def test_ncic_types(
    code: str, type_: WeaponType, action: WeaponAction | None, category: WeaponCategory | None
) -> None:
    kind = by_type_code(code)
    assert kind is not None
    assert (kind.type, kind.action, kind.category) == (type_, action, category)
    assert type_code(kind) == code.upper()


@pytest.mark.parametrize("code", ["", "Y", "PY", "PRR", "7"])
def test_no_ncic_type(code: str) -> None:
    assert by_type_code(code) is None


def test_an_ncic_calibre_is_a_family_and_can_mean_two() -> None:
    (nine,) = by_calibre_code("9")
    assert {"9x17", "9x18", "9x19", "9x21"} <= nine.cartridges
    assert [calibre.id for calibre in by_calibre_code("12")] == ["12ga", "12.7mm"]
    assert by_calibre_code("nothing") == ()


def test_every_category_has_its_line_of_the_un_register() -> None:
    assert set(UN_REGISTER) == set(WeaponCategory)
