"""Reads a register row by row: what each cell says, as the rules of identification see it.

The raw cells stay beside every reading. Registers repeat themselves, so what a text says is worked
out once.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from accord.errors import BadData
from accord.weapons.completeness import level_of
from accord.weapons.identify import Found, Identification, Words, identify
from accord.weapons.misplaced import settled
from accord.weapons.ncic import type_code
from accord.weapons.normal import normal_forms
from accord.weapons.profile import VERSION
from accord.weapons.reading import Reading, ReadNumber, read_mark
from accord.weapons.words import is_stated
from adapters.extract import extract
from adapters.fields import Fields, Vocabulary
from adapters.header import Named
from adapters.rules import Mapping, MarkRule

Line = dict[str, Any]
_CELLS = ("maker", "model", "calibre", "type", "country")
_FIELDS = {
    "maker": "maker_text",
    "model": "model_text",
    "calibre": "calibre_text",
    "type": "type_text",
    "country": "country_of_manufacture",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row: its line, and whether it was read, left out by the mapping, or rejected."""

    row: str
    line: Line | None  # None where the mapping leaves the row out
    rejected: bool = False


def normalise(path: Path, mapping: Mapping) -> Iterator[Outcome]:
    """Every row of a file, as it comes.

    Raises:
        RegistryAway, BadData: the file cannot be read, or is not laid out as the mapping says.
    """
    return normalised(extract(path, mapping).rows(mapping), mapping)


def normalised(named: Named, mapping: Mapping) -> Iterator[Outcome]:
    """Every row, as it comes; what cannot be read is rejected by name, and the rest goes on."""
    rules = {cell: mapping.firearm.get(field) for cell, field in _FIELDS.items()}
    vocabulary = Vocabulary(mapping.date_order)
    for name, row in named:
        if isinstance(row, BadData):
            yield rejected(name, row)
            continue
        fields = Fields(row.values, vocabulary)
        if mapping.rows and not fields.holds(mapping.rows):
            yield Outcome(name, None)
            continue
        try:
            record_id = fields.text(mapping.record_id)
            cells = {cell: fields.text(rule) for cell, rule in rules.items() if rule is not None}
            marks = [_serial(rule, fields) for rule in mapping.marks]
        except BadData as error:
            yield rejected(name, error)
            continue
        yield Outcome(name, line_of(name, record_id, cells, marks))


def line_of(row: str, record_id: str, cells: dict[str, str], serials: Sequence[str]) -> Line:
    """What one row says: each finding beside the raw cells that it was read from."""
    words = Words(**cells)
    found = identify(words)
    readings = [_reading(serial, words, found) for serial in serials]
    marks = [mark for reading in readings for mark in reading.marks()]
    level, missing = level_of(
        marks,
        maker=is_stated(words.maker) or found.maker.value is not None or _is_known(found.country),
        calibre=is_stated(words.calibre) or found.calibre.value is not None,
        type_=found.kind.value is not None and found.kind.value.type is not None,
    )
    first = readings[0] if readings else None
    sure = [one.confidence for one in (found.maker, found.calibre, found.kind) if one.value]
    sure += [max((one.certainty for one in readings), default=0.0)]
    return {
        "row": row,
        "id": record_id,
        "raw": {**cells, "serial": list(serials)},
        **_described(found),
        "mark_condition": first.condition.value if first else None,
        "marks": [_number(number) for reading in readings for number in reading.numbers],
        "mark_reasons": [reason for reading in readings for reason in reading.reasons],
        "completeness": level.value,
        "missing": missing,
        "confidence": round(min(sure), 3),
        "profile": VERSION,
    }


def as_json(line: Line) -> str:
    """The line as JSON, in the register's own script."""
    return _ENCODER.encode(line)


def _serial(rule: MarkRule, fields: Fields) -> str:
    return fields.text(rule.text) if fields.holds(rule.when) else ""


def _reading(serial: str, words: Words, found: Identification) -> Reading:
    return settled(read_mark(serial), words, found.maker.value)


@lru_cache(maxsize=65536)
def _described(found: Identification) -> dict[str, Any]:
    maker, calibre, kind = found.maker.value, found.calibre.value, found.kind.value
    described: dict[str, Any] = {"maker": None, "calibre": None, "category": None, "country": None}
    if maker is not None:
        described["maker"] = {
            "id": maker.id,
            "name": maker.name,
            "role": maker.role.value,
            "country": maker.country,
            "family": maker.family,
        }
    if calibre is not None:
        described["calibre"] = {
            "id": calibre.id,
            "name": calibre.name,
            "cartridges": sorted(calibre.cartridges),
        }
    if kind is not None:
        described["category"] = {
            "type": kind.type,
            "action": kind.action,
            "un_register": kind.category,
            "legal_origin": kind.legal_origin,
            "ncic": type_code(kind),
        }
    if found.country.value is not None:
        described["country"] = {"code": found.country.value}
    readings: dict[str, Found[Any]] = {
        "maker": found.maker,
        "calibre": found.calibre,
        "category": found.kind,
        "country": found.country,
    }
    return {name: _with(readings[name], value) for name, value in described.items()}


def _with(found: Found[Any], value: dict[str, Any] | None) -> dict[str, Any]:
    if value is None:
        return {"reason": found.reason}
    return {**value, "cell": found.cell, "confidence": found.confidence, "reason": found.reason}


def _number(number: ReadNumber) -> dict[str, Any]:
    forms = normal_forms(number.text)
    return {
        "text": number.text,
        "kind": number.kind.value,
        "position": number.position.value,
        "condition": number.condition.value,
        "certainty": number.certainty,
        "n1": forms.n1,
        "n2": forms.n2,
        "n3": forms.n3,
        "n4": forms.n4,
        "n5": forms.n5,
        "n6": forms.n6,
    }


def _is_known(found: Found[str]) -> bool:
    return found.value is not None


def rejected(row: str, error: BadData) -> Outcome:
    """A row that cannot be read, with the reason."""
    return Outcome(row, {"row": row, "rejected": error.text}, rejected=True)


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
