"""Builds records from rows as a mapping says; pure, one row at a time."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Frozen
from dataclasses import dataclass, field, replace

from accord.adapter import (
    AuthorisationReference,
    ChainEvent,
    ChainLink,
    Component,
    EvidenceLevel,
    Firearm,
    HolderRole,
    LegalOrigin,
    Mark,
    MarkCondition,
    MarkKind,
    MarkPosition,
    RecordStatus,
    RegistryRecord,
    WeaponAction,
    WeaponCategory,
    WeaponType,
)
from accord.errors import BadData
from accord.weapons.codes import Tristate
from accord.weapons.firearm import PhysicalCharacteristics
from accord.weapons.identify import Words, identify
from accord.weapons.makers import Maker
from accord.weapons.misplaced import settled
from accord.weapons.reading import read_mark
from adapters.cells import identity
from adapters.fields import Fields, Values, Vocabulary
from adapters.rules import AuthorisationRule, LinkRule, Mapping, MarkRule, Rule


@dataclass(frozen=True, slots=True)
class Row:
    """One weapon's columns, and the rows of each `many` join."""

    values: Values
    many: Frozen[str, Sequence[Values]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Described:
    """What the descriptive cells of a row say together."""

    firearm: Firearm  # without marks and remarks
    words: Words
    maker: Maker | None


_MOST_REMEMBERED = 1 << 14  # combinations of descriptive cells


class RecordBuilder:
    """Turns rows into records and counts the code values that the mapping does not know.

    Registers repeat themselves, so what descriptive cells say together is worked out once.
    """

    def __init__(self, mapping: Mapping) -> None:
        self._mapping = mapping
        self._words = Vocabulary(mapping.date_order)
        rules = [rule for field, rule in mapping.firearm.items() if field != "remarks"]
        rules += mapping.characteristics.values()
        self._telling = tuple(dict.fromkeys(column for rule in rules for column in rule.columns))
        self._remembered: dict[tuple[object, ...], _Described] = {}

    @property
    def unmapped(self) -> Counter[tuple[str, str]]:
        """How often each (field, value as written) had no meaning."""
        return self._words.unmapped

    def wants(self, row: Row) -> bool:
        """Whether the row is a weapon by the mapping's `rows`."""
        return Fields(row.values, self._words).holds(self._mapping.rows)

    def build(self, row: Row) -> RegistryRecord:
        """The record that the row holds.

        Raises:
            BadData: the row must be rejected; the text is the reason and holds no cell of the row.
        """
        mapping, fields = self._mapping, Fields(row.values, self._words)
        record_id = fields.text(mapping.record_id)
        if not record_id:
            raise BadData("row.no_id", f"{mapping.record_id.columns[0]!r} is empty or unreadable")
        described = self._described(fields)
        remarks = fields.text(mapping.firearm.get("remarks"))
        marks = tuple(self._marks(fields, described))
        leaves = mapping.next_state if self._leaves(fields) else None
        next_state = fields.country(leaves.state) if leaves else ""
        return RegistryRecord(
            record_id=record_id,
            status=fields.code(mapping.status, RecordStatus),
            status_date=fields.date(mapping.status_date),
            holder_class=fields.code(mapping.holder_class, HolderRole),
            chain=tuple(self._chain(row, record_id, fields)),
            next_state=next_state,
            next_state_reason=fields.text(leaves.reason) if leaves and next_state else "",
            documents=tuple(filter(None, map(fields.text, mapping.documents))),
            firearm=replace(  # last, for all that was read left its notes
                described.firearm, marks=marks, remarks=_with_notes(remarks, fields.notes)
            ),
        )

    def _leaves(self, fields: Fields) -> bool:
        rule = self._mapping.next_state
        return rule is not None and fields.holds(rule.when)

    def _described(self, fields: Fields) -> _Described:
        cells = identity(tuple(map(fields.values.get, self._telling)))
        if cells and (known := self._remembered.get(cells)):
            return known
        words = Vocabulary(self._words.date_order, countries=self._words.countries)
        noted = len(fields.notes)
        try:
            firearm = self._firearm(Fields(fields.values, words, fields.notes))
        finally:
            self._words.unmapped.update(words.unmapped)
        said = Words.of(firearm)
        described = _Described(firearm, said, identify(said).maker.value)
        silent = not words.unmapped and len(fields.notes) == noted
        if cells and silent and len(self._remembered) < _MOST_REMEMBERED:
            self._remembered[cells] = described
        return described

    def _firearm(self, fields: Fields) -> Firearm:
        rule = self._mapping.firearm.get
        return Firearm(
            category=fields.code(rule("category"), WeaponCategory),
            type=fields.code(rule("type"), WeaponType),
            action=fields.code(rule("action"), WeaponAction),
            type_text=fields.text(rule("type_text")),
            maker_text=fields.text(rule("maker_text")),
            maker_id=fields.text(rule("maker_id")),
            factory_code=fields.text(rule("factory_code")),
            model_text=fields.text(rule("model_text")),
            calibre_text=fields.text(rule("calibre_text")),
            calibre_id=fields.text(rule("calibre_id")),
            country_of_manufacture=fields.country(rule("country_of_manufacture")) or "UNKNOWN",
            year_of_manufacture=fields.years(rule("year_of_manufacture")),
            importer_name=fields.text(rule("importer_name")),
            import_country=fields.country(rule("import_country")),
            import_year=fields.year(rule("import_year")),
            characteristics=self._characteristics(fields),
            legal_origin=fields.code(rule("legal_origin"), LegalOrigin),
            automatic_fire=fields.code(rule("automatic_fire"), Tristate),
        )

    def _characteristics(self, fields: Fields) -> PhysicalCharacteristics | None:
        rule = self._mapping.characteristics.get
        found = PhysicalCharacteristics(
            barrel_length_mm=fields.number(rule("barrel_length_mm")),
            overall_length_mm=fields.number(rule("overall_length_mm")),
            capacity=fields.number(rule("capacity")),
            finish=fields.text(rule("finish")),
            stock=fields.text(rule("stock")),
            modifications=fields.text(rule("modifications")),
        )
        return None if found == PhysicalCharacteristics() else found

    def _marks(self, fields: Fields, described: _Described) -> Iterator[Mark]:
        for rule in self._mapping.marks:
            if fields.holds(rule.when):
                yield from _mark(rule, fields, described)

    def _chain(self, row: Row, record_id: str, fields: Fields) -> Iterator[ChainLink]:
        sequence = 0
        for rule in self._mapping.chain:
            for holder in _holders(rule, row, fields):
                token = f"{self._mapping.register}/{record_id}/{sequence + 1}"
                link = _link(rule, sequence + 1, token, holder)
                if link is not None:
                    sequence += 1
                    yield link


def _mark(rule: MarkRule, fields: Fields, described: _Described) -> Iterator[Mark]:
    kind = fields.code(rule.kind, MarkKind) or MarkKind.OTHER
    raw = fields.text(rule.text)
    if not raw:
        if rule.when_empty is not None:
            yield Mark(kind=kind, condition=rule.when_empty)
        return
    condition = fields.code(rule.condition, MarkCondition)
    if not rule.read:
        marks: tuple[Mark, ...] = (
            Mark(kind=kind, text=raw, condition=condition or MarkCondition.INTACT),
        )
    else:
        marks = settled(read_mark(raw), described.words, described.maker).marks(kind)
        if [mark.text for mark in marks] != [raw]:  # what the clerk wrote beside it is kept
            fields.notes.append(": ".join((*rule.text.columns[:1], raw)))
    if not rule.says_more:
        yield from marks
        return
    stated = fields.code(rule.position, MarkPosition) or MarkPosition.UNKNOWN
    for mark in marks:
        yield replace(
            mark,
            condition=condition or mark.condition,
            position=stated if mark.position is MarkPosition.UNKNOWN else mark.position,
            component=fields.code(rule.component, Component),
            applied_by_state=fields.country(rule.applied_by_state),
            applied_by=fields.text(rule.applied_by),
            applied_year=fields.year(rule.applied_year),
        )


def _holders(rule: LinkRule, row: Row, fields: Fields) -> Iterator[Fields]:
    """The row itself, or one for each row of the join, which sees both."""
    if not rule.each:
        yield fields
    for joined in row.many.get(rule.each, ()) if rule.each else ():
        prefixed = {f"{rule.each}.{name}": cell for name, cell in joined.items()}
        yield Fields({**row.values, **prefixed}, fields.words, fields.notes)


def _link(rule: LinkRule, sequence: int, token: str, fields: Fields) -> ChainLink | None:
    if not fields.holds(rule.when):
        return None
    event = fields.code(rule.event, ChainEvent)
    role = fields.code(rule.role, HolderRole)
    state = fields.country(rule.state)
    if event is None or role is None or not state:
        missing = "event" if event is None else "role" if role is None else "state"
        fields.notes.append(f"a link of the chain was left out: its {missing} is not known")
        return None
    party = fields.text(rule.party)
    if party and role is HolderRole.CIVILIAN_HOLDER and not _may_name(rule.party):
        party = "holder-" + hashlib.sha256(token.encode()).hexdigest()[:12]
    return ChainLink(
        sequence=sequence,
        role=role,
        state=state,
        party=party,
        from_date=fields.date(rule.from_date),
        to_date=fields.date(rule.to_date),
        event=event,
        authorisations=tuple(
            _authorisation(item, fields) for item in rule.authorisations if fields.text(item.number)
        ),
        evidence=fields.code(rule.evidence, EvidenceLevel) or EvidenceLevel.RECORD,
    )


def _may_name(rule: Rule | None) -> bool:
    """Whether the mapping lets a civilian be named; a token that tells nothing is the default."""
    return rule is not None and rule.identity


def _authorisation(rule: AuthorisationRule, fields: Fields) -> AuthorisationReference:
    return AuthorisationReference(
        number=fields.text(rule.number),
        kind=fields.text(rule.kind),
        issued=fields.date(rule.issued),
        expires=fields.date(rule.expires),
        transit_states=tuple(filter(None, map(fields.country, rule.transit_states))),
    )


def _with_notes(remarks: str, notes: list[str]) -> str:
    return "; ".join(text for text in (remarks, *dict.fromkeys(notes)) if text)
