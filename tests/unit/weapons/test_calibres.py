import pytest

from accord.weapons import calibres
from accord.weapons.calibre_table import CARTRIDGES, FAMILIES
from accord.weapons.calibres import resolve
from accord.weapons.relation import Relation
from accord.weapons.words import alternatives, read_table


@pytest.mark.parametrize(
    ("text", "calibre_id"),
    [
        ("9 MM LUGER (9X19MM)", "9x19"),
        ("9x19", "9x19"),
        ("9 mm Para", "9x19"),
        ("9×19 мм", "9x19"),
        ("9х19", "9x19"),  # Cyrillic
        (".380 AUTO (9X17 MM)", "9x17"),
        ("9mm short", "9x17"),
        ("380", "9x17"),
        ("9x18 PM", "9x18"),
        (".38 SPL", "38spl"),
        (".38 SPECIAL (9 X 29,5 MM)", "38spl"),
        (".38 SPL+P+,", "38spl"),
        (".38", "38"),
        ("38", "38"),
        (".40 S&W (10 X 22)", "10x22"),
        (".45 ACP (11,43X23 MM)", "11.43x23"),
        ("7,62X51", "7.62x51"),
        ("7,62 MM NATO", "7.62x51"),
        (".308 WINCHESTER (7,62X51 MM)", "308"),
        ("7,62 x 39 mm (M43)", "7.62x39"),
        ("7,62 MM RUSSIAN (7,62 X 54 R )", "7.62x54r"),
        ("7.62", "7.62mm"),
        ("5,56 NATO (5.56 X 45 MM)", "5.56x45"),
        (".223 REMINGTON (5,56X45 MM)", "223"),
        ("7,65 MM BROWNING (7,65X17 MM)", "7.65x17"),
        (".32 ACP", "7.65x17"),
        (".32", ".32"),
        ("32", "32"),
        (".22 L.R.", "22lr"),
        (".30-06 (7,62 X 63 MM)", "30-06"),
        (".30/30", "30-30"),
        ("12", "12ga"),
        ("12.0", "12ga"),
        ("12 GA", "12ga"),
        ("calibre 12", "12ga"),
        ("12/76", "12ga"),
        ("12 (2.3/4 POLEGADA) 70 MM", "12ga"),
        ("36/63,5", "36ga"),
        (".410", "36ga"),
        ("1970-12-01 00:00:00", "12ga"),  # 12/70 after a spreadsheet
        ("9 mm", "9mm"),
        ("10", "10"),
        ("0.38", "38"),  # .38 and .40 after a spreadsheet
        ("0.4", "40"),
        ("357 Magnum", "9x33r"),
        ("7.62x54mmR", "7.62x54r"),
        ("7.62x25mm Tokarev", "7.62x25"),
        ("9mm x 19", "9x19"),
        ("22 caliber", "22"),
        ("38MM", "38"),
        ("380ACP", "9x17"),
        ("ponto 40", "40"),
        ("12-gauge", "12ga"),
        ("gauge 12", "12ga"),
        (".9 millimeter", "9mm"),
        ("cal .38 cano curto", "38"),
        ("9 мм Макарова", "9x18"),
        ("٩ ملم", "9mm"),
        ("7٫62", "7.62mm"),
        ("Parabelum 9mm 9x19", "9x19"),
        ("0.635", "6.35x15"),
        ("dez/70", "12ga"),
        ("01/12/1976", "12ga"),
        ("1962-07-01", "7.62mm"),  # 7-62 after a spreadsheet
        ("1956-05-01 00:00:00", "5.56x45"),
    ],
)
def test_calibres_by_their_names(text: str, calibre_id: str) -> None:
    calibre = resolve(text)
    assert calibre is not None
    assert calibre.id == calibre_id


@pytest.mark.parametrize(
    "text",
    ["", "INDETERMINADO", "OUTROS", "2021-07-24 00:00:00", "large", "calibre desconhecido"],
)
def test_no_calibre(text: str) -> None:
    assert resolve(text) is None


@pytest.mark.parametrize(
    ("some", "other", "relation"),
    [
        ("9x19", "9 mm Luger", Relation.SAME),
        ("9", "9x18", Relation.COMPATIBLE),
        ("9 mm", ".380 ACP", Relation.COMPATIBLE),
        ("9x18", "9x19", Relation.CONFLICT),
        (".308", "7.62x51", Relation.COMPATIBLE),
        (".308", "7.62", Relation.COMPATIBLE),
        (".223", "5.56", Relation.COMPATIBLE),
        ("7.62x39", "7.62x51", Relation.CONFLICT),
        ("7.62x25", "7.63 Mauser", Relation.COMPATIBLE),
        (".357 Magnum", ".38 Special", Relation.COMPATIBLE),
        (".38", ".38 SPL", Relation.COMPATIBLE),
        (".38", ".380", Relation.CONFLICT),
        ("32", ".32 S&W Long", Relation.COMPATIBLE),
        ("32", "32 ga", Relation.COMPATIBLE),
        (".32", "32 ga", Relation.CONFLICT),
        ("12.7x99", "12.7x108", Relation.CONFLICT),
        ("12 ga", "12.7 mm", Relation.CONFLICT),
        (".40", ".40 S&W", Relation.COMPATIBLE),
        (".40", "", Relation.UNKNOWN),
    ],
)
def test_how_calibres_relate(some: str, other: str, relation: Relation) -> None:
    assert calibres.relation(resolve(some), resolve(other)) is relation
    assert calibres.relation(resolve(other), resolve(some)) is relation


def test_every_entry_is_found_by_each_of_its_names() -> None:
    for table, names in ((CARTRIDGES, 3), (FAMILIES, 2)):
        for row in read_table(table, 4):
            for name in (row[0], row[1], *alternatives(row[names])):
                found = resolve(name)
                assert found is not None, name
                assert found.id == row[0], name


def test_the_tables_name_only_cartridges_that_they_hold() -> None:
    ids = {row[0] for row in read_table(CARTRIDGES, 4)}
    named = {id_ for row in read_table(CARTRIDGES, 4) for id_ in row[2].split()}
    named |= {id_ for row in read_table(FAMILIES, 4) for id_ in row[3].split()}
    assert named <= ids
