"""What a mapping says, once read: rules as data, with the places where they were written."""

from collections.abc import Mapping as Frozen
from dataclasses import dataclass, field
from enum import StrEnum

from accord.adapter import MarkCondition, RecordHolder
from adapters.cells import DEFAULT_FORMATS, DateOrder
from adapters.document import Place


def fold(text: str) -> str:
    """A text as code tables and column names compare it: case and spacing do not count."""
    return " ".join(text.split()).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A code list of the register and what each value means here."""

    name: str
    place: Place
    meanings: Frozen[str, str]  # folded value -> meaning
    places: Frozen[str, Place]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Where one field comes from: columns, joined, or a constant."""

    place: Place
    field: str  # as in the mapping, such as firearm.maker_text
    columns: tuple[str, ...] = ()
    value: str = ""
    join: str = " "
    nothing: frozenset[str] = frozenset()  # folded texts that mean "not stated"
    table: Table | None = None
    formats: tuple[str, ...] = DEFAULT_FORMATS
    optional: bool = False  # the register may lack the column
    required: bool = False  # a row without it is rejected
    identity: bool = False  # a person's name that may stand in a chain link


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A test that one column of a row must pass."""

    place: Place
    column: str
    equals: frozenset[str] | None = None  # folded
    differs: frozenset[str] | None = None  # folded
    present: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRule:
    """One kind of mark, and the column that transcribes it."""

    kind: Rule
    text: Rule
    position: Rule | None = None
    component: Rule | None = None
    condition: Rule | None = None
    applied_by_state: Rule | None = None
    applied_by: Rule | None = None
    applied_year: Rule | None = None
    when: tuple[Condition, ...] = ()
    read: bool = True  # through the reader of clerks' remarks; else the exact cell
    when_empty: MarkCondition | None = None

    @property
    def says_more(self) -> bool:
        """Whether anything but the mark's own cell tells of it."""
        further = self.position or self.component or self.condition
        applied = self.applied_by_state or self.applied_by or self.applied_year
        return bool(further or applied)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorisationRule:
    """A licence or certificate behind a link."""

    number: Rule
    kind: Rule | None = None
    issued: Rule | None = None
    expires: Rule | None = None
    transit_states: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRule:
    """One holder in the weapon's life, or one for each row of a join."""

    event: Rule
    role: Rule
    state: Rule
    evidence: Rule | None = None
    party: Rule | None = None
    from_date: Rule | None = None
    to_date: Rule | None = None
    authorisations: tuple[AuthorisationRule, ...] = ()
    when: tuple[Condition, ...] = ()
    each: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStateRule:
    """Where the record says the weapon went."""

    state: Rule
    reason: Rule | None = None
    when: tuple[Condition, ...] = ()


class Format(StrEnum):
    """Shapes of file that the tabular driver reads."""

    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSource:
    """How a register's file is laid out; `None` where the driver finds out itself."""

    place: Place
    format: Format | None = None
    sheet: str = ""
    header_row: int | None = None  # counted from one
    encoding: str = ""
    delimiter: str = ""
    date_order: DateOrder | None = None
    changed: str = ""  # a column that grows whenever a row is added or changed


class Picture(StrEnum):
    """How a field of a fixed record is written; the names are those of COBOL's pictures."""

    TEXT = "text"
    NUMBER = "number"  # digits as characters
    ZONED = "zoned"  # a digit a byte, the sign in the last one's zone
    PACKED = "packed"  # two digits a byte, the sign in the last half (COMP-3)
    BINARY = "binary"  # two's complement, most significant byte first (COMP)


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedField:
    """Some bytes of each record."""

    name: str
    start: int  # counted from one, as record layouts do
    length: int  # bytes
    picture: Picture = Picture.TEXT
    decimals: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedSource:
    """How the records of an extract without delimiters are laid out."""

    place: Place
    fields: tuple[FixedField, ...]
    encoding: str
    length: int = 0  # bytes of a record; 0 where each is a line
    changed: str = ""
    date_order: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSource:
    """Where a service keeps its weapons in its answers."""

    place: Place
    path: str  # of the list, under the address that the node's settings name
    items: str  # the dotted path of the rows in an answer; empty where the answer is the list
    next: str = ""  # the dotted path of the next page's address
    page: str = ""  # or the parameter that counts pages from one
    lists: tuple[str, ...] = ()  # fields that are lists of rows themselves
    changed: str = ""
    date_order: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SoapSource:
    """Which operation of a SOAP service lists its weapons."""

    place: Place
    operation: str
    items: str
    arguments: tuple[tuple[str, str], ...] = ()
    page: str = ""  # the argument that counts pages from one
    lists: tuple[str, ...] = ()
    changed: str = ""
    date_order: None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """A second table; with `many`, its rows are a list under each weapon."""

    place: Place
    name: str
    table: str
    on: tuple[tuple[str, str], ...]  # our column -> theirs
    many: bool = False
    order: tuple[str, ...] = ()


class KeyForm(StrEnum):
    """What an indexed column of the register holds."""

    RAW = "raw"  # the number as typed
    EXACT = "exact"  # upper case, no spaces or symbols (N2)
    DIGITS = "digits"  # digits only (N5)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyColumn:
    """An indexed column that finds weapons by number."""

    place: Place
    column: str
    form: KeyForm


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseSource:
    """Where a database keeps its weapons."""

    place: Place
    table: str
    id: str  # the primary key column
    joins: tuple[Join, ...] = ()
    keys: tuple[KeyColumn, ...] = ()
    changed: str = ""  # a column that grows whenever a row is added or changed
    date_order: None = None


Source = FileSource | FixedSource | DatabaseSource | WebSource | SoapSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """From one register's columns and codes to records."""

    file: str
    register: str
    record_holder: RecordHolder
    source: Source
    rows: tuple[Condition, ...]
    record_id: Rule
    firearm: Frozen[str, Rule]
    characteristics: Frozen[str, Rule]
    marks: tuple[MarkRule, ...]
    status: Rule | None = None
    status_date: Rule | None = None
    holder_class: Rule | None = None
    chain: tuple[LinkRule, ...] = ()
    next_state: NextStateRule | None = None
    documents: tuple[Rule, ...] = ()
    columns: Frozen[str, Place] = field(default_factory=dict)  # each, where it is first named
    optional_columns: frozenset[str] = frozenset()
    coverage: str = ""  # what the register holds and what not, for those who ask it

    @property
    def date_order(self) -> DateOrder | None:
        """How damaged dates are rebuilt."""
        return self.source.date_order
