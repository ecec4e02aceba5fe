"""What the routes of the statistics take and give, beside the room's own views."""

from dataclasses import dataclass

from accord.cases.codes import RecoveryCircumstance
from accord.cases.statistics_codes import Marking, TracingLevel
from accord.cases.statistics_entries import (
    IncidentEntry,
    IndicatorEntry,
    RecoveryEntry,
    RegisterEntry,
    SameWeapon,
)
from node.statistics.views import PublicationView, SdgView


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputeWanted:
    """Whether the State reports to the UN Register that it had no transfers."""

    nil_report: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """The number of the version that was made."""

    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """Whether it is approved; where two people must, the first is not enough."""

    approved: bool
    waits_for_second: str  # who approved first


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedWeapon:
    """One recovered weapon, or an entry of several alike, as it counts."""

    subject: str
    others: tuple[str, ...]  # further records of the same weapon
    weapons: int
    circumstance: RecoveryCircumstance
    tracing: TracingLevel
    marking: Marking


@dataclass(frozen=True, slots=True, kw_only=True)
class SdgNow:
    """16.4.2 as at now, with every record behind it; only for the State that owns them."""

    year: int
    sdg: SdgView
    weapons: tuple[CountedWeapon, ...]
    more: int  # records left out of a long list


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template's text; see the guide on statistics."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What is doubtful in a State's return; empty: nothing any more."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualEntryView:
    """One entry; exactly one of the five kinds is set."""

    entry_id: str
    version: int
    by: str
    at_ms: int
    recovery: RecoveryEntry | None = None
    incident: IncidentEntry | None = None
    register_line: RegisterEntry | None = None
    indicator: IndicatorEntry | None = None
    same_weapon: SameWeapon | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualEntryList:
    """Entries that count, or the versions of one."""

    entries: tuple[ManualEntryView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationList:
    """What the region has published of a year, the newest first."""

    publications: tuple[PublicationView, ...]
