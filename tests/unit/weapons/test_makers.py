import pycountry
import pytest

from accord.weapons import makers
from accord.weapons.maker_table import DESIGNS, IMPORTERS, MANUFACTURERS
from accord.weapons.makers import by_factory_code, resolve
from accord.weapons.relation import Relation
from accord.weapons.words import alternatives, fold, read_table


@pytest.mark.parametrize(
    ("text", "maker_id"),
    [
        ("TAURUS", "taurus"),
        ("Forjas Taurus S.A.", "taurus"),
        ("AMADEO ROSSI", "rossi"),
        ("CBC (COMPANHIA BRASILEIRA DE CARTUCHOS)", "cbc"),
        ("S&W", "smith-wesson"),
        ("SMITH & WESSON", "smith-wesson"),
        ("Smith and Wesson Inc.", "smith-wesson"),
        ("SIG-SAUER", "sig-sauer"),
        ("H.&.R.", "hr"),
        ("I.M.I.", "iwi"),
        ("HK", "hk"),
        ("Heckler & Koch GmbH", "hk"),
        ("CZ MODEL 75", "cz"),
        ("CESKA ZBROJOVKA", "cz"),
        ("Zbrojovka Brno", "zbrojovka"),
        ("FN HERSTAL (FABRIQUE NATIONALE)", "fn"),
        ("COLT'S PT. F.A. MFG. CO.", "colt"),
        ("Ижмаш", "izhmash"),
        ("S.N. ROMARM", "cugir"),
        ("Crvena Zastava", "zastava"),
        ("SARSILMAZ", "sarsilmaz"),
        ("Sarsılmaz", "sarsilmaz"),
        ("Glock Inc., Smyrna", "glock-us"),
        ("MAVERICK (BY MOSSBERG)", "mossberg"),
        ("Stoeger", "stoeger"),
        ("AK", "kalashnikov"),
        ("Кольт", "colt"),
        ("Смит и Вессон", "smith-wesson"),
        ("Таурус", "taurus"),
        ("غلوك 17", "glock"),
        ("سميث اند ويسون", "smith-wesson"),
        ("T A U R U S", "taurus"),
        ("Winchster", "winchester"),
        ("Beretat", "beretta"),
        ("SMITH AND WESSO", "smith-wesson"),  # the column was too narrow
        ("Harrington & Rich", "hr"),
        ("Century Arms, made by Romarm", "cugir"),  # who made comes before who sold
        ("AR-15 style Colt", "colt"),
    ],
)
def test_makers_by_their_names(text: str, maker_id: str) -> None:
    maker = resolve(text)
    assert maker is not None
    assert maker.id == maker_id


@pytest.mark.parametrize(
    "text",
    [
        "",
        "INDETERMINADO",
        "Não identificada",
        "OUTROS",
        "tipo Colt",
        "copy of Glock",
        "Glock style",
        "Schmidt",
        "S/ MARCA",
        "marca não aparente",
        "Pistola",
        "Espingarda",
        "Luthier Belga",  # Belgian, or the maker of that name
    ],
)
def test_no_maker(text: str) -> None:
    assert resolve(text) is None


def test_a_factory_symbol_stands_for_its_maker() -> None:
    maker = by_factory_code("66 in triangle")
    assert maker is not None
    assert maker.id == "norinco"
    assert by_factory_code("") is None


@pytest.mark.parametrize(
    ("some", "other", "relation"),
    [
        ("Taurus", "FORJAS TAURUS", Relation.SAME),
        ("Colt", "Norinco", Relation.CONFLICT),
        ("Glock", "Glock Inc", Relation.FAMILY),
        ("Century Arms", "Cugir", Relation.COMPATIBLE),
        ("AK", "Izhmash", Relation.COMPATIBLE),
        ("Izhmash", "Baikal", Relation.FAMILY),
        ("Colt", "INDETERMINADO", Relation.UNKNOWN),
    ],
)
def test_how_makers_relate(some: str, other: str, relation: Relation) -> None:
    assert makers.relation(resolve(some), resolve(other)) is relation
    assert makers.relation(resolve(other), resolve(some)) is relation


def test_the_table_gives_every_name_once_and_real_countries() -> None:
    owners: dict[str, str] = {}
    for table in (MANUFACTURERS, IMPORTERS, DESIGNS):
        for id_, country, _, name, variants in read_table(table, 5):
            assert not country or pycountry.countries.get(alpha_2=country), id_
            for one in {fold(word) for word in (name, id_, *alternatives(variants))}:
                assert owners.setdefault(one, id_) == id_, one
    assert len(set(owners.values())) >= 450
