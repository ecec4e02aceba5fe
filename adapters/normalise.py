"""Reads a register row by row: what each cell says, as the rules of identification see it.

The raw cells stay beside every reading. Registers repeat themselves, so what cells say together is
worked out, and written as JSON, once.
"""

import json
import json.encoder
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from accord.adapter import Mark, MarkCondition, MarkKind, MarkPosition
from accord.errors import BadData
from accord.weapons.completeness import level_of
from accord.weapons.identify import Found, Identification, Words, identify
from accord.weapons.misplaced import settled
from accord.weapons.ncic import type_code
from accord.weapons.normal import normal_forms
from accord.weapons.profile import VERSION
from accord.weapons.reading import Reading, ReadNumber, read_mark
from accord.weapons.words import is_stated
from adapters.cells import identity
from adapters.extract import extract
from adapters.fields import Fields, Vocabulary
from adapters.header import Named
from adapters.records import Row
from adapters.rules import Mapping, Rule

Line = dict[str, Any]
_FIELDS = {
    "maker": "maker_text",
    "model": "model_text",
    "calibre": "calibre_text",
    "type": "type_text",
    "country": "country_of_manufacture",
}
_MOST_REMEMBERED = 1 << 16  # combinations of cells
_quoted = json.encoder.encode_basestring
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_PROFILE = f'"profile":{_write(VERSION)}}}'


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row: its line of JSON; none where the mapping leaves the row out."""

    row: str
    text: str = ""
    rejected: bool = False

    @property
    def line(self) -> Line:
        """The line, read again."""
        read: Line = json.loads(self.text)
        return read


@dataclass(frozen=True, slots=True)
class _Described:
    """What the descriptive cells of a row say together."""

    words: Words
    found: Identification
    raw: str  # JSON, without its last bracket
    findings: str  # JSON, without its brackets
    maker: bool
    calibre: bool
    kind: bool
    confidence: float


def normalise(path: Path, mapping: Mapping) -> Iterator[Outcome]:
    """Every row of a file, as it comes.

    Raises:
        RegistryAway, BadData: the file cannot be read, or is not laid out as the mapping says.
    """
    return normalised(extract(path, mapping).rows(mapping), mapping)


def normalised(named: Named, mapping: Mapping) -> Iterator[Outcome]:
    """Every row, as it comes; what cannot be read is rejected by name, and the rest goes on."""
    vocabulary = Vocabulary(mapping.date_order)
    described = _describer(mapping, vocabulary)
    record_id, serials = _text(mapping.record_id, vocabulary), _serials(mapping, vocabulary)
    for name, row in named:
        if isinstance(row, BadData):
            yield rejected(name, row)
            continue
        if mapping.rows and not Fields(row.values, vocabulary).holds(mapping.rows):
            yield Outcome(name)
            continue
        try:
            cells = described(row)
            read = [
                settled(read_mark(serial), cells.words, cells.found.maker.value)
                for serial in serials(row)
            ]
            line = _line(name, record_id(row), cells, read)
        except BadData as error:
            yield rejected(name, error)
            continue
        yield Outcome(name, line)


def _describer(mapping: Mapping, vocabulary: Vocabulary) -> Callable[[Row], _Described]:
    rules = {
        cell: rule
        for cell, field in _FIELDS.items()
        if (rule := mapping.firearm.get(field)) is not None
    }
    columns = tuple({column: None for rule in rules.values() for column in rule.columns})
    remembered: dict[tuple[object, ...], _Described] = {}

    def described(row: Row) -> _Described:
        cells = identity(tuple(map(row.values.get, columns)))
        known = remembered.get(cells) if cells else None
        if known is None:
            fields = Fields(row.values, vocabulary)
            known = _described({cell: fields.text(rule) for cell, rule in rules.items()})
            if cells and len(remembered) < _MOST_REMEMBERED:
                remembered[cells] = known
        return known

    return described


def _described(cells: dict[str, str]) -> _Described:
    words = Words(**cells)
    found = identify(words)
    sure = [one.confidence for one in (found.maker, found.calibre, found.kind) if one.value]
    return _Described(
        words=words,
        found=found,
        raw=_write(cells)[:-1] + ("," if cells else ""),
        findings=_write(_findings(found))[1:-1],
        maker=is_stated(words.maker)
        or found.maker.value is not None
        or found.country.value is not None,
        calibre=is_stated(words.calibre) or found.calibre.value is not None,
        kind=found.kind.value is not None and found.kind.value.type is not None,
        confidence=min(sure, default=1.0),
    )


def _line(row: str, record_id: str, cells: _Described, read: Sequence[Reading]) -> str:
    level, missing = _level(read, cells)
    certainty = max((one.certainty for one in read), default=0.0)
    condition = read[0].condition.value if read else ""
    numbers = [_number(number) for one in read for number in one.numbers]
    reasons = [reason for one in read for reason in one.reasons]
    return (
        f'{{"row":{_quoted(row)},"id":{_quoted(record_id)},"raw":{cells.raw}'
        f'"serial":[{",".join(_quoted(one.text) for one in read)}]}},{cells.findings},'
        f'"mark_condition":"{condition}","marks":[{",".join(numbers)}],'
        f'"mark_reasons":{_write(reasons) if reasons else "[]"},'
        f'"completeness":"{level}","missing":{_write(missing) if missing else "[]"},'
        f'"confidence":{round(min(cells.confidence, certainty), 3)},{_PROFILE}'
    )


def _serials(mapping: Mapping, vocabulary: Vocabulary) -> Callable[[Row], list[str]]:
    texts = [(rule, _text(rule.text, vocabulary)) for rule in mapping.marks]

    def serials(row: Row) -> list[str]:
        return [
            text(row) if not rule.when or Fields(row.values, vocabulary).holds(rule.when) else ""
            for rule, text in texts
        ]

    return serials


def _text(rule: Rule, vocabulary: Vocabulary) -> Callable[[Row], str]:
    """How a rule's text is read: letters and digits alone need no second look."""
    column = rule.columns[0] if len(rule.columns) == 1 else None
    quick = column is not None and rule.table is None and not rule.nothing

    def text(row: Row) -> str:
        cell = row.values.get(column) if column is not None else None
        if quick and type(cell) is str and cell.isalnum():
            return cell
        return Fields(row.values, vocabulary).text(rule)

    return text


def _level(read: Sequence[Reading], cells: _Described) -> tuple[str, tuple[str, ...]]:
    """The completeness; the same for every row whose only cell is plain, or holds no number."""
    if len(read) == 1 and read[0].is_plain:
        return _known_level(None, cells.maker, cells.calibre, cells.kind)
    if len(read) == 1 and not read[0].numbers:
        return _known_level(read[0].condition, cells.maker, cells.calibre, cells.kind)
    marks = [mark for one in read for mark in one.marks()]
    return level_of(marks, maker=cells.maker, calibre=cells.calibre, type_=cells.kind)


@lru_cache(maxsize=256)
def _known_level(
    condition: MarkCondition | None, maker: bool, calibre: bool, kind: bool
) -> tuple[str, tuple[str, ...]]:
    mark = Mark(
        kind=MarkKind.MANUFACTURER_SERIAL,
        text="" if condition else "A1234",
        condition=condition or MarkCondition.INTACT,
    )
    return level_of([mark], maker=maker, calibre=calibre, type_=kind)


def _findings(found: Identification) -> dict[str, Any]:
    maker, calibre, kind = found.maker.value, found.calibre.value, found.kind.value
    values: dict[str, Any] = {"maker": None, "calibre": None, "category": None, "country": None}
    if maker is not None:
        values["maker"] = {
            "id": maker.id,
            "name": maker.name,
            "role": maker.role,
            "country": maker.country,
            "family": maker.family,
        }
    if calibre is not None:
        values["calibre"] = {
            "id": calibre.id,
            "name": calibre.name,
            "cartridges": sorted(calibre.cartridges),
        }
    if kind is not None:
        values["category"] = {
            "type": kind.type,
            "action": kind.action,
            "un_register": kind.category,
            "legal_origin": kind.legal_origin,
            "ncic": type_code(kind),
        }
    if found.country.value is not None:
        values["country"] = {"code": found.country.value}
    readings: dict[str, Found[Any]] = {
        "maker": found.maker,
        "calibre": found.calibre,
        "category": found.kind,
        "country": found.country,
    }
    return {name: _with(readings[name], value) for name, value in values.items()}


def _with(found: Found[Any], value: dict[str, Any] | None) -> dict[str, Any]:
    if value is None:
        return {"reason": found.reason}
    return {**value, "cell": found.cell, "confidence": found.confidence, "reason": found.reason}


def _number(number: ReadNumber) -> str:
    forms = normal_forms(number.text)
    return (
        f'{{"text":{_quoted(number.text)},'
        f"{_found(number.kind, number.position, number.condition)}"
        f'"n1":{_quoted(forms.n1)},"n2":{_quoted(forms.n2)},'
        f'"n3":{_quoted(forms.n3)},"n4":{_quoted(forms.n4)},"n5":{_quoted(forms.n5)},'
        f'"n6":[{",".join(map(_quoted, forms.n6))}]}}'
    )


@lru_cache(maxsize=256)
def _found(kind: MarkKind, position: MarkPosition, condition: MarkCondition) -> str:
    certainty = ReadNumber(text="", condition=condition).certainty
    return (
        f'"kind":"{kind.value}","position":"{position.value}",'
        f'"condition":"{condition.value}","certainty":{certainty},'
    )


def rejected(row: str, error: BadData) -> Outcome:
    """A row that cannot be read, and why."""
    return Outcome(row, as_json({"row": row, "rejected": error.text}), rejected=True)


def as_json(line: Line) -> str:
    """The line as JSON, in the register's own script."""
    return _write(line)
