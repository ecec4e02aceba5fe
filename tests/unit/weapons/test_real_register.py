"""The tables against a real police register, which stays outside the project."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from accord.weapons import calibres, categories, countries, makers
from accord.weapons.codes import MarkCondition
from accord.weapons.reading import read_mark
from accord.weapons.words import is_stated

openpyxl = pytest.importorskip("openpyxl")

SHARED = Path(__file__).parents[3].parent / "shared"
WORKBOOK = SHARED / "data" / "rio_police_seizures" / "seizures_2021.xlsx"
HEADER_ROW = 3

pytestmark = pytest.mark.skipif(not WORKBOOK.exists(), reason=f"the register is not at {WORKBOOK}")

Row = dict[str, str]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """The register's firearms, each cell as text."""
    return list(_read_rows())


def _read_rows() -> Iterator[Row]:
    workbook = openpyxl.load_workbook(WORKBOOK, read_only=True)
    try:
        cells = workbook["2021_09"].iter_rows(min_row=HEADER_ROW, values_only=True)
        header = next(cells)
        for values in cells:
            row = {name: _text(value) for name, value in zip(header, values, strict=True)}
            if row["Classe"] == "ARMA DE FOGO":
                yield row
    finally:
        workbook.close()


def _text(value: object) -> str:
    text = "" if value is None else str(value)
    return text.removeprefix('=CONCATENATE("').removesuffix('")')


def _share(rows: list[Row], column: str, resolve: object) -> float:
    """The share of cells that state something and that the table resolves."""
    assert callable(resolve)
    stated = [row[column] for row in rows if is_stated(row[column])]
    return sum(resolve(text) is not None for text in stated) / len(stated)


def test_the_register_is_all_there(rows: list[Row]) -> None:
    assert len(rows) > 10_000


def test_every_stated_calibre_resolves(rows: list[Row]) -> None:
    assert _share(rows, "Calibre", calibres.resolve) == 1


def test_nearly_every_stated_maker_resolves(rows: list[Row]) -> None:
    assert _share(rows, "Marca", makers.resolve) > 0.99


def test_every_stated_country_resolves(rows: list[Row]) -> None:
    assert _share(rows, "País", countries.resolve) == 1


def test_every_stated_type_resolves(rows: list[Row]) -> None:
    assert _share(rows, "Tipo", categories.resolve) == 1


def test_words_for_unknown_resolve_to_nothing(rows: list[Row]) -> None:
    for column, resolve in (("Calibre", calibres.resolve), ("Marca", makers.resolve)):
        for text in {row[column] for row in rows}:
            assert is_stated(text) or resolve(text) is None


def test_every_cell_with_a_number_shows_one_and_few_cells_are_not_understood(
    rows: list[Row],
) -> None:
    readings = [read_mark(row["Número de Série"]) for row in rows]
    misread = [
        reading
        for reading in readings
        if sum(char.isdigit() for char in reading.text) >= 4
        and not reading.serials
        and reading.pattern is None
    ]
    assert not misread
    unread = [one for one in readings if "the text is not understood" in one.reasons]
    assert len(unread) < 0.001 * len(readings)
    conditions = {reading.condition for reading in readings}
    assert conditions == set(MarkCondition)
