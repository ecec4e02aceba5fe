import pytest

from accord.weapons import countries
from accord.weapons.countries import resolve
from accord.weapons.relation import Relation


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("BR", "BR"),
        ("bra", "BR"),
        ("Brasil", "BR"),
        ("BRÉSIL", "BR"),
        ("EUA", "US"),
        ("U.S.A.", "US"),
        ("Estados Unidos", "US"),
        ("États-Unis", "US"),
        ("ÁUSTRIA", "AT"),
        ("Rep. Tcheca", "CZ"),
        ("Tchecoslováquia", "CSHH"),
        ("Iugoslávia", "YUCS"),
        ("Yugoslavia", "YUCS"),
        ("URSS", "SUHH"),
        ("SUHH", "SUHH"),
        ("East Germany", "DDDE"),
        ("Serbia and Montenegro", "CSXX"),
        ("Kosovo", "XK"),
        ("Inglaterra", "GB"),
        ("Coréia do Sul", "KR"),
        ("TURQUIA", "TR"),
        ("Russia", "RU"),
        ("SK", "SK"),
        ("Georgia", "GE"),
        ("XA", "XA"),
        ("Industria Argentina", "AR"),
        ("Ind. Brasileira", "BR"),
        ("Made in Germany", "DE"),
        ("Россия", "RU"),
        ("تركيا", "TR"),
        ("البرازيل", "BR"),
        ("Áustria (Europa)", "AT"),
        ("Alemahna", "DE"),  # a slip of the pen
        ("BRASI", "BR"),
        ("Níger", "NE"),
        ("Nigéria", "NG"),
    ],
)
def test_countries_by_their_names(text: str, code: str) -> None:
    assert resolve(text) == code


@pytest.mark.parametrize(
    "text",
    ["", "CS", "SU", "YU", "DD", "IGNORADO", "Outros", "Sem país", "UNKNOWN"],
)
def test_no_country(text: str) -> None:
    assert resolve(text) is None


@pytest.mark.parametrize(
    ("some", "other", "relation"),
    [
        ("BR", "BR", Relation.SAME),
        ("BR", "US", Relation.CONFLICT),
        ("SUHH", "RU", Relation.FAMILY),
        ("YUCS", "RS", Relation.FAMILY),
        ("CSHH", "SK", Relation.FAMILY),
        ("CSHH", "RS", Relation.CONFLICT),  # both have been CS
        ("CSXX", "RS", Relation.FAMILY),
        ("BR", "UNKNOWN", Relation.UNKNOWN),
        ("", "", Relation.UNKNOWN),
    ],
)
def test_how_countries_relate(some: str, other: str, relation: Relation) -> None:
    assert countries.relation(some, other) is relation
    assert countries.relation(other, some) is relation
