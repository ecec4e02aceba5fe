"""The messages of the statistics family: counters and nothing of any case (SDG 16.4.2, IAFQ)."""

from dataclasses import dataclass

from accord.cases.statistics_codes import (
    CounterCode,
    Dimension,
    ReceiptDecision,
    ReturnStatus,
    SeriesCode,
    TransferDirection,
)
from accord.cases.trace import Preamble
from accord.weapons.codes import WeaponCategory


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class CounterKey:
    """One thing that a counter is told apart by."""

    dimension: Dimension
    value: str  # a code of the dimension's list


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Counter:
    """How many there are of one kind."""

    code: CounterCode
    keys: tuple[CounterKey, ...] = ()
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """One line of a State's report to the UN Register of Conventional Arms (A/75/78, para 117)."""

    direction: TransferDirection
    category: WeaponCategory
    partner: str  # the State at the other end
    authorised: int  # items, by licence
    actual: int  # items that went, or came
    origin: str = ""  # State of origin, if it is not the exporter
    intermediate: str = ""  # intermediate location
    description: str = ""
    withheld: bool = False  # commercially sensitive: not for publication


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticalReturn:
    """One State's approved figures for one year; a later version replaces an earlier one."""

    preamble: Preamble
    state: str
    year: int  # of the seizure, find or surrender
    version: int
    status: ReturnStatus
    computed_ms: int
    counters: tuple[Counter, ...] = ()
    register_lines: tuple[RegisterLine, ...] = ()
    nil_report: bool = False  # no transfers to report to the UN Register


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticalReceipt:
    """The secretariat has a return, or asks for a corrected one."""

    preamble: Preamble
    state: str
    year: int
    version: int
    decision: ReceiptDecision
    text: str = ""  # what is doubtful, with QUERIED


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigure:
    """One figure of a regional publication; a small one is hidden and has no value."""

    series: SeriesCode
    state: str = ""  # empty: the region
    keys: tuple[CounterKey, ...] = ()
    value: int
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionalCompilation:
    """The region's figures for one year, approved for publication by the secretariat."""

    preamble: Preamble
    region: str
    year: int
    version: int
    compiled_ms: int
    smallest_shown: int  # counts below it are hidden
    reporting: tuple[str, ...] = ()  # the States whose returns are in it
    without_data: tuple[str, ...] = ()  # the others, which are not published
    figures: tuple[PublishedFigure, ...] = ()
