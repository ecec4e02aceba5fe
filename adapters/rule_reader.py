"""Reads single rules of a mapping: where a field comes from, and what its codes mean."""

import re
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto

from accord.errors import BadData
from accord.weapons.countries import resolve as country
from adapters.cells import DEFAULT_FORMATS
from adapters.document import Listing, Node, Place, Scalar, Section, choice, expect, nearest
from adapters.rules import Condition, Rule, Table, fold


class Plain(Enum):
    """Fields that are not a code list of their own."""

    TEXT = auto()
    DATE = auto()
    YEAR = auto()
    NUMBER = auto()
    COUNTRY = auto()


FieldKind = Plain | type[StrEnum]

_KEYS = (
    "column", "columns", "join", "value", "nothing", "table", "formats", "optional", "required",
    "identity",
)  # fmt: skip
_FORMAT = re.compile(r"(?:%[dmYyHMSf]|[^%])+")


def read_tables(top: Section) -> dict[str, Table]:
    """The code lists of a mapping, by name.

    Raises:
        BadData: a list is not one, or a value stands in it twice.
    """
    section = top.get("tables", Section)
    tables: dict[str, Table] = {}
    for name, node in section.entries.items() if section else ():
        body = expect(node, Section, name)
        meanings: dict[str, str] = {}
        for value, meaning in body.entries.items():
            if fold(value) in meanings:
                raise body.keys[value].bad(
                    "mapping.key_twice", f"{value!r} is already in this table"
                )
            meanings[fold(value)] = expect(meaning, Scalar, value).text
        places = {fold(value): node.place for value, node in body.entries.items()}
        tables[name] = Table(name=name, place=body.place, meanings=meanings, places=places)
    return tables


@dataclass(frozen=True, slots=True)
class RuleReader:
    """Reads rules and remembers which columns they name, and where."""

    nothing: frozenset[str]
    tables: dict[str, Table]
    many: frozenset[str] = frozenset()  # joins that give a list of rows
    each: str = ""  # the one of them whose rows are read now
    used: dict[str, Place] = field(default_factory=dict)  # columns, where first named
    needed: set[str] = field(default_factory=set)  # those that the register may not lack

    def rule(self, section: Section, key: str, kind: FieldKind, path: str = "") -> Rule | None:
        """The rule under a key, if there is one.

        Raises:
            BadData: it is no rule for such a field.
        """
        node = section.entries.get(key)
        return None if node is None else self._read(node, kind, path + key)

    def need(self, section: Section, key: str, kind: FieldKind, path: str = "") -> Rule:
        """The rule under a key that may not be left out.

        Raises:
            BadData: it is missing, or is no rule for such a field.
        """
        rule = self.rule(section, key, kind, path)
        if rule is None:
            raise section.place.bad("mapping.key_missing", f"{key!r} is missing here")
        return rule

    def rules(self, section: Section, key: str, kind: FieldKind) -> tuple[Rule, ...]:
        """One rule or a list of them."""
        node = section.entries.get(key)
        if node is None:
            return ()
        items = node.items if isinstance(node, Listing) else (node,)
        return tuple(self._read(item, kind, key) for item in items)

    def conditions(self, section: Section, key: str) -> tuple[Condition, ...]:
        """Tests that all must hold.

        Raises:
            BadData: one is no test.
        """
        node = section.entries.get(key)
        if node is None:
            return ()
        items = node.items if isinstance(node, Listing) else (node,)
        return tuple(self._condition(expect(item, Section, key)) for item in items)

    def column(self, place: Place, name: str, optional: bool = False) -> str:
        """Notes that the register should have this column.

        Raises:
            BadData: it is of many rows, and no one of them is meant.
        """
        owner = name.rpartition(".")[0]
        if owner in self.many and owner != self.each:
            raise place.bad(
                "mapping.each",
                f"{owner!r} has many rows: only a link with 'each: {owner}' can read them",
            )
        self.used.setdefault(name, place)
        if not optional:
            self.needed.add(name)
        return name

    def _condition(self, section: Section) -> Condition:
        section.only(("column", "equals", "differs", "present"))
        if len(section.entries) != 2:
            raise section.place.bad(
                "mapping.condition", "a condition is a column and one of equals, differs, present"
            )
        name = section.need("column", Scalar)
        return Condition(
            place=section.place,
            column=self.column(name.place, section.text("column")),
            equals=_folded(section, "equals"),
            differs=_folded(section, "differs"),
            present=section.flag("present") if "present" in section.entries else None,
        )

    def _read(self, node: Node, kind: FieldKind, path: str) -> Rule:
        if isinstance(node, Scalar):
            if not node.text:
                raise node.place.bad(
                    "mapping.text_empty", f"{path!r} is empty: leave it out instead"
                )
            if isinstance(kind, type) or kind is Plain.COUNTRY:
                return Rule(place=node.place, field=path, value=_plain_constant(node, kind))
            return Rule(
                place=node.place,
                field=path,
                columns=(self.column(node.place, node.text),),
                nothing=self._nothing(path),
            )
        section = expect(node, Section, path).only(_KEYS)
        if sum(key in section.entries for key in ("column", "columns", "value")) != 1:
            raise section.place.bad("mapping.rule", f"{path!r} needs one of column, columns, value")
        if (value := section.get("value", Scalar)) is not None:
            if kind is Plain.DATE:
                raise value.place.bad("mapping.rule", f"{path!r} is a date and needs a column")
            return Rule(place=section.place, field=path, value=constant(value, kind))
        optional = section.flag("optional")
        names = section.texts("columns") or (section.text("column"),)
        places = section.keys.get("column") or section.keys["columns"]
        if not all(names):
            raise places.bad("mapping.text_empty", f"{path!r} names no column: write its name")
        return Rule(
            place=section.place,
            field=path,
            columns=tuple(self.column(places, name, optional) for name in names),
            join=section.text("join", " "),
            nothing=self._nothing(path) | frozenset(map(fold, section.texts("nothing"))),
            table=self._table(section, kind),
            formats=_formats(section, kind),
            optional=optional,
            required=section.flag("required"),
            identity=section.flag("identity"),
        )

    def _nothing(self, path: str) -> frozenset[str]:
        """Words for nothing; of a mark they tell its condition, and its reader knows them."""
        return frozenset() if path == "marks.text" else self.nothing

    def _table(self, section: Section, kind: FieldKind) -> Table | None:
        named = section.get("table", Scalar)
        if named is None:
            return None
        table = self.tables.get(named.text)
        if table is None:
            hint = nearest(named.text, self.tables) if self.tables else "; 'tables' is empty"
            raise named.place.bad("mapping.table_unknown", f"no table {named.text!r}{hint}")
        for value, meaning in table.meanings.items():
            if meaning:
                constant(Scalar(table.places[value], meaning), kind)
        return table


def constant(scalar: Scalar, kind: FieldKind) -> str:
    """A meaning that a field of this kind can hold.

    Raises:
        BadData: it cannot.
    """
    if isinstance(kind, type):
        return choice(scalar, {code.value: code for code in kind}).value
    if kind is Plain.COUNTRY:
        code = country(scalar.text)
        if code is None:
            raise scalar.place.bad(
                "mapping.country_unknown", f"{scalar.text!r} is no country; write its ISO 3166 code"
            )
        return code
    return scalar.text


def _plain_constant(scalar: Scalar, kind: FieldKind) -> str:
    try:
        return constant(scalar, kind)
    except BadData as error:
        hint = f"{error.text}; a column is written {{column: {scalar.text}}} here"
        raise BadData(error.code, hint) from None


def _formats(section: Section, kind: FieldKind) -> tuple[str, ...]:
    if "formats" not in section.entries:
        return DEFAULT_FORMATS
    if kind is not Plain.DATE:
        raise section.keys["formats"].bad("mapping.formats", "only dates have formats")
    formats = section.texts("formats")
    for text in formats:
        directives = re.findall(r"%.", text)
        if (
            not _FORMAT.fullmatch(text)
            or not {"%Y", "%y"} & set(directives)
            or len(directives) != len(set(directives))
            or ("%d" in directives and "%m" not in directives)
        ):
            raise section.entries["formats"].place.bad(
                "mapping.formats", f"{text!r} is no date format; write one like %d/%m/%Y %H:%M"
            )
    return formats


def _folded(section: Section, key: str) -> frozenset[str] | None:
    return frozenset(map(fold, section.texts(key))) if key in section.entries else None
