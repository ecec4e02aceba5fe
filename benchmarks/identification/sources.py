"""The real records, as `accord-adapter normalise` reads them, and the labels made by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adapters.mapping import load_mapping
from adapters.normalise import normalise

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "data"

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sample:
    """A file of real records, the mapping that reads it, and the labels of its rows."""

    name: str
    file: str
    mapping: str


SAMPLES = (
    Sample("rio_2021", "rio_police_seizures/seizures_2021.xlsx", "rio"),
    Sample("rio_2022", "rio_police_seizures/seizures_2022_jan_feb.xlsx", "rio"),
    Sample("delaware", "delaware_crime_guns/crime_guns.csv", "delaware"),
    Sample("stolen", "stolen_gun_reports/gun_recovery.csv", "stolen"),
    Sample("sinarm", "brazil_sinarm_events/occurrences.csv", "sinarm"),
    Sample("court", "court_firearm_mentions/mentions.csv", "court"),
)


@dataclass(frozen=True, slots=True)
class Label:
    """What a person read in one row; alternatives where more than one answer is right."""

    row: str
    maker: tuple[str, ...]
    calibre: tuple[str, ...]
    kind: tuple[str, ...]
    condition: tuple[str, ...]
    serial: str  # `whole`: the cell is the number; else its length in characters, `-` without


def labels_of(sample: Sample) -> dict[str, Label]:
    """The labels of a sample, by row."""
    table = (HERE / "labels" / f"{sample.name}.txt").read_text(encoding="utf-8")
    header, *rest = (line.split() for line in table.splitlines())
    rows = [dict(zip(header, cells, strict=True)) for cells in rest]
    labels = {
        row["row"]: Label(
            row=row["row"],
            maker=tuple(row["maker"].split("/")),
            calibre=tuple(row["calibre"].split("/")),
            kind=tuple(row["kind"].split("/")),
            condition=tuple(row["condition"].split("/")),
            serial=row["serial"],
        )
        for row in rows
    }
    if len(labels) != len(rows):
        raise ValueError(f"{sample.name}: a row is labelled twice")
    return labels


def lines_of(sample: Sample) -> Iterator[Line]:
    """Every row that the sample's mapping keeps."""
    mapping = load_mapping(HERE / "mappings" / f"{sample.mapping}.yaml")
    for outcome in normalise(SHARED / sample.file, mapping):
        if outcome.text and not outcome.rejected:
            yield outcome.line
