"""What officers, the interface and the command line see of the statistics."""

from dataclasses import dataclass

from accord.cases.statistics import Counter, PublishedFigure, RegisterLine
from accord.cases.statistics_codes import (
    Action,
    CounterCode,
    ReceiptDecision,
    ReturnStatus,
    TracingLevel,
)
from accord.cases.statistics_mirror import MirrorLine
from accord.cases.statistics_return import CompilationState, ReturnState
from accord.dates import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class ProportionView:
    """16.4.2 over one set of arms."""

    arms: str  # which arms
    seized_found_surrendered: int
    traced: int
    established: int
    percent: float | None  # None: there were no such arms


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelView:
    """How many arms came how far."""

    group: str  # the metadata's level of tracing
    level: TracingLevel
    arms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SdgView:
    """16.4.2 with the disaggregations of its metadata."""

    proportions: tuple[ProportionView, ...]  # all arms first
    levels: tuple[LevelView, ...]
    excluded: int  # administrative seizures and unknown circumstances


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionView:
    """How many arms something was done with."""

    action: Action
    arms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedView:
    """Section 6 of the report on the Programme of Action and the ITI (A/75/78, para 32)."""

    collected: int
    actions: tuple[ActionView, ...]  # several may apply to one weapon
    overlap: int  # how many more actions there are than arms
    requests_percent: float | None  # tracing requests over arms collected


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorView:
    """One operational indicator: a ratio of sums."""

    name: str
    above: int
    below: int
    value: float | None
    unit: str  # "%" or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeView:
    """How long something took; the region reads it off bands, a State off its own values."""

    name: str
    count: int
    median: float | None
    ninetieth: float | None
    unit: str  # "hours" or "years"


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiView:
    """One part of a key performance indicator, beside the year before."""

    indicator: str
    part: str
    value: str
    before: str  # empty: nothing is known of the year before
    computed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnSummary:
    """One version of a year's figures."""

    year: int
    version: int
    state: ReturnState
    status: ReturnStatus
    proportion: ProportionView  # 16.4.2 over all arms, as this version has it
    computed_ms: int
    computed_by: str
    approved_ms: int | None
    approved_by: str
    waits_for_second: str  # who approved first, where two people must
    query: str  # what the secretariat doubts


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnDetail:
    """A version with everything that can be read off it."""

    summary: ReturnSummary
    sdg: SdgView
    collected: CollectedView
    counters: tuple[Counter, ...]
    register_lines: tuple[RegisterLine, ...]
    nil_report: bool
    indicators: tuple[IndicatorView, ...]
    times: tuple[TimeView, ...]
    kpis: tuple[KpiView, ...]
    counted_once: tuple[tuple[str, ...], ...]  # the records that are of one weapon


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnList:
    """The versions of a year, the newest first."""

    returns: tuple[ReturnSummary, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """One record behind a figure; only the State that owns it has this."""

    subject: str
    code: CounterCode
    keys: tuple[str, ...]
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BehindList:
    """The records behind a figure, and what they add up to."""

    total: int
    records: tuple[Behind, ...]
    more: int  # records left out of a long list


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedView:
    """One version of a State's return, as the secretariat has it."""

    state: str
    year: int
    version: int
    received_ms: int
    decision: ReceiptDecision
    query: str
    counted: bool  # the version that the next compilation takes


@dataclass(frozen=True, slots=True, kw_only=True)
class CompilationSummary:
    """One version of a region's figures."""

    year: int
    version: int
    state: CompilationState
    compiled_ms: int
    compiled_by: str
    published_ms: int | None
    published_by: str
    waits_for_second: str  # who approved first, where two people must


@dataclass(frozen=True, slots=True, kw_only=True)
class StateProportion:
    """One State's part in the region's value."""

    state: str
    proportion: ProportionView


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionalDetail:
    """What the secretariat sees of a year: sums over all returns, and each return."""

    year: int
    sdg: SdgView
    collected: CollectedView
    states: tuple[StateProportion, ...]
    without_data: tuple[str, ...]
    awaited_until: PartialDate  # by the policy; a late return counts all the same
    overdue: bool  # that day has passed and some State has sent nothing
    indicators: tuple[IndicatorView, ...]
    times: tuple[TimeView, ...]
    kpis: tuple[KpiView, ...]
    received: tuple[ReceivedView, ...]
    compilations: tuple[CompilationSummary, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorView:
    """Exports beside imports, for the points of contact of the States concerned."""

    lines: tuple[MirrorLine, ...]
    differences: tuple[MirrorLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationView:
    """What the region has published of a year."""

    region: str
    year: int
    version: int
    compiled_ms: int
    smallest_shown: int
    percent: float | None  # 16.4.2 of the region; None where a part of it is hidden
    reporting: tuple[str, ...]
    without_data: tuple[str, ...]
    figures: tuple[PublishedFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A file for a spreadsheet."""

    name: str
    media_type: str
    text: str
