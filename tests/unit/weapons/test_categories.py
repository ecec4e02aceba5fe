import pytest

from accord.weapons import categories
from accord.weapons.categories import WeaponKind, kind_of, resolve
from accord.weapons.codes import LegalOrigin, WeaponAction, WeaponCategory, WeaponType
from accord.weapons.firearm import Firearm
from accord.weapons.relation import Relation


@pytest.mark.parametrize(
    ("word", "type_", "category"),
    [
        ("PISTOLA", WeaponType.PISTOL, WeaponCategory.SA1),
        ("Revólver", WeaponType.PISTOL, WeaponCategory.SA1),
        ("ESPINGARDA", WeaponType.SHOTGUN, WeaponCategory.SA6),
        ("FUZIL", WeaponType.RIFLE, WeaponCategory.SA4),
        ("CARABINA", WeaponType.RIFLE, WeaponCategory.SA2),
        ("Carabina/Fuzil", WeaponType.RIFLE, WeaponCategory.SA2),
        ("SUBMETRALHADORA", WeaponType.SUBMACHINE_GUN, WeaponCategory.SA3),
        ("METRALHADORA", WeaponType.MACHINE_GUN, None),  # light or heavy: the calibre decides
        ("GARRUCHA", WeaponType.PISTOL, WeaponCategory.SA6),
        ("Fusil d'assaut", WeaponType.RIFLE, WeaponCategory.SA4),
        ("escopeta", WeaponType.SHOTGUN, WeaponCategory.SA6),
        ("Винтовка", WeaponType.RIFLE, WeaponCategory.SA2),
        ("REVOLVER TAURUS CAL 38", WeaponType.PISTOL, WeaponCategory.SA1),
        ("Espingada", WeaponType.SHOTGUN, WeaponCategory.SA6),
        ("ESPING.", WeaponType.SHOTGUN, WeaponCategory.SA6),
        ("بندقية صيد", WeaponType.SHOTGUN, WeaponCategory.SA6),
        ("مسدس", WeaponType.PISTOL, WeaponCategory.SA1),
        ("12 gauge pump action shotgun", WeaponType.SHOTGUN, WeaponCategory.SA6),
    ],
)
def test_type_words(word: str, type_: WeaponType, category: WeaponCategory | None) -> None:
    kind = resolve(word)
    assert kind is not None
    assert (kind.type, kind.category) == (type_, category)


def test_a_word_can_say_only_the_origin() -> None:
    kind = resolve("ARMA DE FABRICAÇÃO CASEIRA")
    assert kind is not None
    assert (kind.type, kind.legal_origin) == (None, LegalOrigin.CRAFT)


def test_unknown_words_say_nothing() -> None:
    assert resolve("INDETERMINADO") is None
    assert resolve("") is None


def test_codes_count_before_words_and_the_category_gives_a_type() -> None:
    described = Firearm(type=WeaponType.RIFLE, type_text="Pistola")
    assert kind_of(described).type is WeaponType.RIFLE
    assert kind_of(Firearm(category=WeaponCategory.SA3)).type is WeaponType.SUBMACHINE_GUN
    assert kind_of(Firearm()).type is None


@pytest.mark.parametrize(
    ("some", "other", "relation"),
    [
        ("pistola", "pistol", Relation.SAME),
        ("revolver", "pistola", Relation.CONFLICT),
        ("revolver", "handgun", Relation.COMPATIBLE),
        ("fuzil", "rifle", Relation.SAME),
        ("fuzil", "metralhadora", Relation.COMPATIBLE),
        ("submetralhadora", "metralhadora", Relation.COMPATIBLE),
        ("pistola", "fuzil", Relation.CONFLICT),
        ("espingarda", "rifle", Relation.CONFLICT),
        ("pistola", "arma artesanal", Relation.UNKNOWN),
    ],
)
def test_how_kinds_relate(some: str, other: str, relation: Relation) -> None:
    a, b = kind_of(Firearm(type_text=some)), kind_of(Firearm(type_text=other))
    assert categories.relation(a, b) is relation
    assert categories.relation(b, a) is relation


def test_an_action_stated_once_is_compatible() -> None:
    bolt = WeaponKind(type=WeaponType.RIFLE, action=WeaponAction.BOLT, category=None)
    any_rifle = WeaponKind(type=WeaponType.RIFLE, action=None, category=None)
    assert categories.relation(bolt, any_rifle) is Relation.COMPATIBLE
