"""Reads mapping files: YAML that turns one register's columns and codes into records.

Codes and countries written plainly are constants; texts, dates and numbers written plainly are
column names. Anything may be written out: `{column: Tipo, table: types}` or `{value: SEIZED}`.
The syntax is in docs/guides/write-a-mapping.md.
"""

from collections.abc import Iterator
from collections.abc import Mapping as Frozen
from dataclasses import replace
from pathlib import Path

from accord.adapter import (
    ChainEvent,
    Component,
    EvidenceLevel,
    HolderRole,
    LegalOrigin,
    MarkCondition,
    MarkKind,
    MarkPosition,
    RecordHolder,
    RecordStatus,
    WeaponAction,
    WeaponCategory,
    WeaponType,
)
from accord.errors import BadData
from accord.weapons.codes import Tristate
from adapters.document import Listing, Scalar, Section, choice, expect, parse
from adapters.rule_reader import FieldKind, Plain, RuleReader, read_tables
from adapters.rules import (
    AuthorisationRule,
    DatabaseSource,
    LinkRule,
    Mapping,
    MarkRule,
    NextStateRule,
    Rule,
    SoapSource,
    Source,
    WebSource,
    fold,
)
from adapters.source import read_source

FIREARM: Frozen[str, FieldKind] = {
    "category": WeaponCategory,
    "type": WeaponType,
    "action": WeaponAction,
    "type_text": Plain.TEXT,
    "maker_text": Plain.TEXT,
    "maker_id": Plain.TEXT,
    "factory_code": Plain.TEXT,
    "model_text": Plain.TEXT,
    "calibre_text": Plain.TEXT,
    "calibre_id": Plain.TEXT,
    "country_of_manufacture": Plain.COUNTRY,
    "year_of_manufacture": Plain.YEAR,
    "importer_name": Plain.TEXT,
    "import_country": Plain.COUNTRY,
    "import_year": Plain.YEAR,
    "legal_origin": LegalOrigin,
    "automatic_fire": Tristate,
    "remarks": Plain.TEXT,
}
CHARACTERISTICS: Frozen[str, FieldKind] = {
    "barrel_length_mm": Plain.NUMBER,
    "overall_length_mm": Plain.NUMBER,
    "capacity": Plain.NUMBER,
    "finish": Plain.TEXT,
    "stock": Plain.TEXT,
    "modifications": Plain.TEXT,
}
_TOP = (
    "register", "record_holder", "source", "nothing", "tables", "rows", "record_id", "firearm",
    "characteristics", "marks", "status", "status_date", "holder_class", "chain", "next_state",
    "documents", "coverage",
)  # fmt: skip
_MARK = (
    "kind", "text", "position", "component", "condition", "applied_by_state", "applied_by",
    "applied_year", "when", "read", "when_empty",
)  # fmt: skip
_LINK = (
    "event", "role", "state", "evidence", "party", "from", "to", "authorisations", "when", "each",
)  # fmt: skip
_AUTHORISATION = ("number", "kind", "issued", "expires", "transit_states")


def load_mapping(path: Path) -> Mapping:
    """The mapping in a file.

    Raises:
        BadData: the file cannot be read, or what it says is wrong; names file, line and column.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadData(
            "mapping.unreadable", f"cannot read the mapping {path}: {error.strerror}"
        ) from error
    return read_mapping(data, path.name)


def read_mapping(data: bytes, file: str) -> Mapping:
    """The mapping in these bytes; `file` is only for messages.

    Raises:
        BadData: what it says is wrong; names file, line and column.
    """
    top = parse(data, file).only(_TOP)
    source = read_source(top.need("source", Section))
    rules = RuleReader(
        nothing=frozenset(map(fold, top.texts("nothing"))),
        tables=read_tables(top),
        many=_lists(source),
    )
    if source.changed and not isinstance(source, DatabaseSource):
        rules.column(source.place, source.changed)
    mapping = Mapping(
        file=file,
        register=top.need("register", Scalar).text,
        record_holder=choice(
            top.need("record_holder", Scalar), {code.value: code for code in RecordHolder}
        ),
        source=source,
        coverage=top.text("coverage"),
        rows=rules.conditions(top, "rows"),
        record_id=rules.need(top, "record_id", Plain.TEXT),
        firearm=_group(rules, top, "firearm", FIREARM),
        characteristics=_group(rules, top, "characteristics", CHARACTERISTICS),
        marks=tuple(_mark(rules, section) for section in _sections(top, "marks")),
        status=rules.rule(top, "status", RecordStatus),
        status_date=rules.rule(top, "status_date", Plain.DATE),
        holder_class=rules.rule(top, "holder_class", HolderRole),
        chain=tuple(_link(rules, section) for section in _sections(top, "chain")),
        next_state=_next_state(rules, top),
        documents=rules.rules(top, "documents", Plain.TEXT),
        columns=rules.used,
        optional_columns=frozenset(rules.used) - rules.needed,
    )
    if not mapping.marks:
        raise top.place.bad(
            "mapping.key_missing", "'marks' is missing: name the column of the serial"
        )
    if not mapping.record_id.columns:
        raise mapping.record_id.place.bad(
            "mapping.record_id", "'record_id' must come from a column"
        )
    return mapping


def _lists(source: Source) -> frozenset[str]:
    """Names under which each weapon has several rows."""
    match source:
        case DatabaseSource():
            return frozenset(join.name for join in source.joins if join.many)
        case WebSource() | SoapSource():
            return frozenset(source.lists)
        case _:
            return frozenset()


def _group(
    rules: RuleReader, top: Section, key: str, fields: Frozen[str, FieldKind]
) -> dict[str, Rule]:
    section = top.get(key, Section)
    if section is None:
        return {}
    section.only(fields)
    return {name: rules.need(section, name, fields[name], f"{key}.") for name in section.entries}


def _mark(rules: RuleReader, section: Section) -> MarkRule:
    section.only(_MARK)
    when_empty = section.get("when_empty", Scalar)
    mark = MarkRule(
        kind=rules.need(section, "kind", MarkKind, "marks."),
        text=rules.need(section, "text", Plain.TEXT, "marks."),
        position=rules.rule(section, "position", MarkPosition, "marks."),
        component=rules.rule(section, "component", Component, "marks."),
        condition=rules.rule(section, "condition", MarkCondition, "marks."),
        applied_by_state=rules.rule(section, "applied_by_state", Plain.COUNTRY, "marks."),
        applied_by=rules.rule(section, "applied_by", Plain.TEXT, "marks."),
        applied_year=rules.rule(section, "applied_year", Plain.YEAR, "marks."),
        when=rules.conditions(section, "when"),
        read=section.flag("read", True),
        when_empty=None
        if when_empty is None
        else choice(when_empty, {code.value: code for code in MarkCondition}),
    )
    if not mark.read and mark.condition is None:
        raise section.place.bad(
            "mapping.mark", "with 'read: no', state the 'condition' of the mark"
        )
    return mark


def _link(rules: RuleReader, section: Section) -> LinkRule:
    section.only(_LINK)
    each = section.text("each")
    if each and each not in rules.many:
        raise section.place.bad("mapping.each", f"{each!r} is no join with 'many: yes'")
    rules = replace(rules, each=each)
    return LinkRule(
        event=rules.need(section, "event", ChainEvent, "chain."),
        role=rules.need(section, "role", HolderRole, "chain."),
        state=rules.need(section, "state", Plain.COUNTRY, "chain."),
        evidence=rules.rule(section, "evidence", EvidenceLevel, "chain."),
        party=rules.rule(section, "party", Plain.TEXT, "chain."),
        from_date=rules.rule(section, "from", Plain.DATE, "chain."),
        to_date=rules.rule(section, "to", Plain.DATE, "chain."),
        authorisations=tuple(
            _authorisation(rules, item) for item in _sections(section, "authorisations")
        ),
        when=rules.conditions(section, "when"),
        each=each,
    )


def _authorisation(rules: RuleReader, section: Section) -> AuthorisationRule:
    section.only(_AUTHORISATION)
    path = "chain.authorisations."
    return AuthorisationRule(
        number=rules.need(section, "number", Plain.TEXT, path),
        kind=rules.rule(section, "kind", Plain.TEXT, path),
        issued=rules.rule(section, "issued", Plain.DATE, path),
        expires=rules.rule(section, "expires", Plain.DATE, path),
        transit_states=rules.rules(section, "transit_states", Plain.COUNTRY),
    )


def _next_state(rules: RuleReader, top: Section) -> NextStateRule | None:
    section = top.get("next_state", Section)
    if section is None:
        return None
    section.only(("state", "reason", "when"))
    return NextStateRule(
        state=rules.need(section, "state", Plain.COUNTRY, "next_state."),
        reason=rules.rule(section, "reason", Plain.TEXT, "next_state."),
        when=rules.conditions(section, "when"),
    )


def _sections(section: Section, key: str) -> Iterator[Section]:
    for item in section.get(key, Listing) or ():
        yield expect(item, Section, key)
