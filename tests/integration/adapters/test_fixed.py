"""A customs extract of 1987 in EBCDIC with packed numbers, and what can be wrong with one."""

from pathlib import Path

import pytest

from accord.adapter import Firearm, Mark, MarkCondition, MarkKind, Query
from accord.errors import AdapterError, BadData
from adapters.fixed import fixed
from adapters.mapping import read_mapping
from adapters.picture import read_field
from adapters.rules import FixedField, Picture
from adapters.snapshot import SnapshotAdapter

MAPPING = """
register: Customs import file
record_holder: CUSTOMS
coverage: licensed imports from 1974 to 1991
source:
  encoding: cp037
  length: 64
  changed: CHANGED
  layout:
    - {name: RECNO, start: 1, length: 5, picture: packed}
    - {name: SERIAL, start: 6, length: 16}
    - {name: MAKER, start: 22, length: 20}
    - {name: CALIBRE, start: 42, length: 8}
    - {name: YEAR, start: 50, length: 4, picture: zoned}
    - {name: BARREL, start: 54, length: 3, picture: packed, decimals: 1}
    - {name: CHANGED, start: 57, length: 8, picture: number}
record_id: RECNO
firearm: {maker_text: MAKER, calibre_text: CALIBRE, year_of_manufacture: YEAR}
characteristics: {barrel_length_mm: BARREL}
marks:
  - {kind: MANUFACTURER_SERIAL, text: SERIAL, position: FRAME}
"""


def packed(number: int, size: int) -> bytes:
    digits = f"{abs(number):0{size * 2 - 1}d}{'d' if number < 0 else 'c'}"
    return bytes.fromhex(digits)


def record(number: int, serial: str, maker: str, year: int = 1979, barrel: int = 4150) -> bytes:
    return (
        packed(number, 5)
        + serial.ljust(16).encode("cp037")
        + maker.ljust(20).encode("cp037")
        + b"\x40" * 8
        + f"{year:04}".encode("cp037")
        + packed(barrel, 3)
        + b"19870312".decode().encode("cp037")
    )


def opened(folder: Path, data: bytes, mapping: str = MAPPING) -> SnapshotAdapter:
    (folder / "IMPORT.DAT").write_bytes(data)
    return fixed(folder / "IMPORT.DAT", read_mapping(mapping.encode(), "m.yaml"))


def find(adapter: SnapshotAdapter, serial: str) -> list[Firearm]:
    mark = Mark(kind=MarkKind.MANUFACTURER_SERIAL, text=serial, condition=MarkCondition.INTACT)
    return [one.firearm for one in adapter.find(Query(firearm=Firearm(marks=(mark,))))]


def test_a_mainframe_record_is_read_as_its_layout_says(tmp_path: Path) -> None:
    adapter = opened(tmp_path, record(17, "AB 12345", "Fábrica Norte") + record(18, "CD 6", "Sul"))
    (firearm,) = find(adapter, "AB12345")
    assert firearm.maker_text == "Fábrica Norte"
    assert firearm.year_of_manufacture is not None
    assert firearm.year_of_manufacture.first == 1979
    assert firearm.characteristics is not None
    assert firearm.characteristics.barrel_length_mm == 415
    description = adapter.describe()
    assert description.coverage == "licensed imports from 1974 to 1991"
    assert adapter.register().records[0].record_id == "17"


def test_an_extract_that_ends_inside_a_record_is_refused_whole(tmp_path: Path) -> None:
    adapter = opened(tmp_path, record(17, "AB 12345", "Norte") + record(18, "CD 6", "Sul")[:-9])
    with pytest.raises(BadData, match="64 bytes"):
        find(adapter, "AB12345")


def test_a_record_with_a_broken_number_is_reported_and_the_others_are_kept(tmp_path: Path) -> None:
    broken = b"\xaa" * 5 + record(18, "CD 6", "Sul")[5:]
    adapter = opened(tmp_path, record(17, "AB 12345", "Norte") + broken)
    assert find(adapter, "AB12345")
    (remark,) = adapter.survey().remarks
    assert (remark.row, "RECNO" in remark.reason) == ("2", True)


def test_a_layout_without_the_mapping_s_field_is_named(tmp_path: Path) -> None:
    with pytest.raises(AdapterError, match="FABRICA"):
        find(
            opened(
                tmp_path, record(1, "A", "B"), MAPPING.replace("_text: MAKER", "_text: FABRICA")
            ),
            "A",
        )


@pytest.mark.parametrize(
    ("layout", "text"),
    [
        ("length: 64", "length: 60"),
        ("length: 64\n", "\n"),
        ("encoding: cp037", "encoding: ebcdic-of-ours"),
        ("picture: zoned", "picture: comp-9"),
        ("start: 1,", "start: 0,"),
        ("name: SERIAL", "name: RECNO"),
    ],
)
def test_a_layout_that_cannot_be_is_refused_by_its_place(layout: str, text: str) -> None:
    with pytest.raises(BadData, match=r"m\.yaml:\d+:\d+"):
        read_mapping(MAPPING.replace(layout, text, 1).encode(), "m.yaml")


FIELD = FixedField(name="F", start=1, length=3)


@pytest.mark.parametrize(
    ("picture", "decimals", "data", "value"),
    [
        (Picture.PACKED, 0, "12345c", "12345"),
        (Picture.PACKED, 0, "00012d", "-12"),
        (Picture.PACKED, 2, "12345f", "123.45"),
        (Picture.PACKED, 0, "404040", "None"),
        (Picture.ZONED, 0, "f1f2d3", "-123"),
        (Picture.ZONED, 0, "313273", "-123"),
        (Picture.BINARY, 0, "fffffe", "-2"),
        (Picture.BINARY, 0, "000000", "0"),
        (Picture.NUMBER, 1, "f0f4f2", "4.2"),
        (Picture.TEXT, 0, "c1c240", "AB"),
    ],
)
def test_each_picture_says_its_value(
    picture: Picture, decimals: int, data: str, value: str
) -> None:
    field = FixedField(name="F", start=1, length=3, picture=picture, decimals=decimals)
    assert str(read_field(field, bytes.fromhex(data), "cp037")) == value


@pytest.mark.parametrize(
    ("picture", "data"),
    [
        (Picture.PACKED, "1234"),
        (Picture.PACKED, "12a45c"),
        (Picture.ZONED, "f1a2f3"),
        (Picture.ZONED, "f1f2e3"),
        (Picture.NUMBER, "c1f2f3"),
        (Picture.BINARY, "01"),
    ],
)
def test_bytes_that_are_not_of_their_picture_are_refused_by_name(
    picture: Picture, data: str
) -> None:
    field = FixedField(name="SERIAL", start=1, length=3, picture=picture)
    with pytest.raises(BadData, match="SERIAL"):
        read_field(field, bytes.fromhex(data), "cp037")
