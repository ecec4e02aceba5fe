"""Matches every row of one file with the register in another: one line for each row."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from accord.adapter import RegistryRecord
from accord.errors import BadData
from accord.weapons.bulk.matcher import Matcher
from accord.weapons.firearm import Firearm
from accord.weapons.matching import Candidate
from accord.weapons.profile import VERSION
from adapters.extract import extract
from adapters.header import Named
from adapters.normalise import Line, Outcome, as_json, rejected
from adapters.records import RecordBuilder
from adapters.rules import Mapping
from adapters.snapshot import read_register

_AT_ONCE = 512  # rows whose numbers are looked up together


def match(
    register: Path,
    mapping: Mapping,
    queries: Path,
    query_mapping: Mapping,
    *,
    limit: int,
    near: bool,
) -> Iterator[Outcome]:
    """Every row of `queries`, as it comes, with its candidates in the register, best first.

    With `near`, numbers one slip away are looked for where nothing better than grade C is found.

    Raises:
        RegistryAway, BadData: a file cannot be read, or is not laid out as its mapping says.
    """
    matcher = read_register(extract(register, mapping), mapping).index.matcher()
    read = _read(extract(queries, query_mapping).rows(query_mapping), query_mapping)
    while some := list(islice(read, _AT_ONCE)):
        yield from _matched(matcher, some, limit, near)


def _read(named: Named, mapping: Mapping) -> Iterator[Outcome | tuple[str, RegistryRecord]]:
    """Every row as a record, or what else became of it."""
    builder = RecordBuilder(mapping)
    for name, row in named:
        if isinstance(row, BadData):
            yield rejected(name, row)
        elif not builder.wants(row):
            yield Outcome(name)
        else:
            try:
                yield name, builder.build(row)
            except BadData as error:
                yield rejected(name, error)


def _matched(
    matcher: Matcher[RegistryRecord],
    some: list[Outcome | tuple[str, RegistryRecord]],
    limit: int,
    near: bool,
) -> Iterator[Outcome]:
    asked = [one[1].firearm for one in some if not isinstance(one, Outcome)]
    answers = matcher.match_many(asked, limit=limit, near=near)
    for one in some:
        if isinstance(one, Outcome):
            yield one
        else:
            name, record = one
            yield Outcome(name, as_json(_line(name, record, next(answers))))


def _line(name: str, asked: RegistryRecord, found: list[Candidate[RegistryRecord]]) -> Line:
    return {
        "row": name,
        "id": asked.record_id,
        "raw": _raw(asked.firearm),
        "candidates": [_candidate(one) for one in found],
        "profile": VERSION,
    }


def _candidate(candidate: Candidate[RegistryRecord]) -> Line:
    match = candidate.match
    return {
        "id": candidate.record.record_id,
        "grade": match.grade.value,
        "for": match.reasons_for,
        "against": match.reasons_against,
        "marks": match.marks_matched,
        "non_unique": candidate.non_unique,
        "raw": _raw(candidate.record.firearm),
    }


def _raw(firearm: Firearm) -> Line:
    """The words that were compared, as they were written."""
    return {
        "maker": firearm.maker_text,
        "model": firearm.model_text,
        "calibre": firearm.calibre_text,
        "type": firearm.type_text,
        "country": firearm.country_of_manufacture,
        "serial": [mark.text for mark in firearm.marks],
    }
