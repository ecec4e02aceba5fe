"""Reads the fields of one row as rules say.

What cannot be read is never lost without a word: it leaves a note beside the weapon, or is counted
as a value that no table knows.
"""

import re
from collections import Counter
from collections.abc import Mapping as Frozen
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from accord.adapter import PartialDate, YearRange
from accord.errors import BadData, FormatError
from accord.weapons.countries import resolve as country
from adapters.cells import Cell, DateOrder, Formatted, as_date, as_text
from adapters.rules import Condition, Rule, fold

Values = Frozen[str, Cell]
Code = TypeVar("Code", bound=StrEnum)

_NO_CODE = "?"  # in no code list
_YEARS = re.compile(r"([12]\d{3})(?:\s*[-–/]\s*([12]\d{3}))?")
_NUMBER = re.compile(r"(\d{1,6}(?:[.,]\d{1,6})?)\s*(?:mm)?", re.I)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is shared by all rows: how dates were typed, and the values that no table knows."""

    date_order: DateOrder | None
    unmapped: Counter[tuple[str, str]] = field(default_factory=Counter)  # (field, value)
    countries: dict[str, str | None] = field(default_factory=dict)  # resolved before

    def country(self, text: str) -> str | None:
        """The code of a country's name."""
        if text not in self.countries:
            self.countries[text] = country(text)
        return self.countries[text]


@dataclass(frozen=True, slots=True)
class Fields:
    """One row under the rules; notes gather in `notes`."""

    values: Values
    words: Vocabulary
    notes: list[str] = field(default_factory=list)

    def holds(self, conditions: tuple[Condition, ...]) -> bool:
        """Whether the row passes every test."""
        return all(self._passes(condition) for condition in conditions)

    def text(self, rule: Rule | None) -> str:
        """A text; its table only respells the values that it knows."""
        if rule is None:
            return ""
        text = self._raw(rule)
        return rule.table.meanings.get(fold(text), text) if rule.table and text else text

    def code(self, rule: Rule | None, codes: type[Code]) -> Code | None:
        """A code of the list, by the rule's table where it has one."""
        if rule is None:
            return None
        text = self._raw(rule)
        meaning = text.upper()
        if rule.table is not None and text:
            meaning = rule.table.meanings.get(fold(text), _NO_CODE)
        if not meaning:
            return None
        try:
            return codes(meaning)
        except ValueError:
            self.words.unmapped[rule.field, text] += 1
            return None

    def country(self, rule: Rule | None) -> str:
        """A country's code, by the rule's table or by any of its names."""
        if rule is None:
            return ""
        text = self._raw(rule)
        meaning = rule.table.meanings.get(fold(text), text) if rule.table and text else text
        if not meaning:
            return ""
        code = self.words.country(meaning)
        if code is None:
            self.words.unmapped[rule.field, text] += 1
            return ""
        return code

    def date(self, rule: Rule | None) -> PartialDate | None:
        """A date in one of the rule's formats, from the first of its columns that holds one."""
        if rule is None:
            return None
        for column in rule.columns:
            try:
                if found := as_date(self.values.get(column), rule.formats):
                    return found
            except FormatError as error:
                self.notes.append(f"{column}: {error.text}")
        if rule.required:
            raise BadData("row.field_missing", f"{rule.columns[0]!r} holds no date")
        return None

    def years(self, rule: Rule | None) -> YearRange | None:
        """A year, or a span such as 1960-1965."""
        if rule is None:
            return None
        cells = [self.values.get(column) for column in rule.columns]
        for value in (cell.value if isinstance(cell, Formatted) else cell for cell in cells):
            if isinstance(value, date):
                return YearRange(first=value.year, last=value.year)
        text = self.text(rule)
        match = _YEARS.fullmatch(text)
        if match is None:
            if text:
                self.notes.append(f"{rule.field}: is not a year")
            return None
        first, last = int(match[1]), int(match[2] or match[1])
        return YearRange(first=min(first, last), last=max(first, last))

    def year(self, rule: Rule | None) -> int | None:
        """A single year; the first of a span."""
        found = self.years(rule)
        return found.first if found else None

    def number(self, rule: Rule | None) -> int | None:
        """A whole number, of millimetres or pieces."""
        text = self.text(rule)
        match = _NUMBER.fullmatch(text)
        if match is None or rule is None:
            if text and rule:
                self.notes.append(f"{rule.field}: is not a number")
            return None
        return round(float(match[1].replace(",", ".")))

    def _raw(self, rule: Rule) -> str:
        if not rule.columns:
            return rule.value
        parts = []
        for column in rule.columns:
            reading = as_text(self.values.get(column), self.words.date_order)
            if reading.note:
                self.notes.append(f"{column}: {reading.note}")
            if reading.text and fold(reading.text) not in rule.nothing:
                parts.append(reading.text)
        text = rule.join.join(parts)
        if rule.required and not text:
            raise BadData("row.field_missing", f"{rule.columns[0]!r} is empty or unreadable")
        return text

    def _passes(self, condition: Condition) -> bool:
        text = fold(as_text(self.values.get(condition.column), self.words.date_order).text)
        if condition.equals is not None:
            return text in condition.equals
        if condition.differs is not None:
            return text not in condition.differs
        return bool(text) is condition.present
