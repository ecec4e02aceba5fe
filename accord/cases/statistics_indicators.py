"""The operational indicators, as ratios of sums, and the key performance indicators that follow.

Each line of the table says what stands above and what below the line; a ratio without anything
below it has no value, which is not nought.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from accord.cases.codes import Disposition, Ground, Outcome
from accord.cases.statistics_codes import (
    Action,
    Authenticity,
    CounterCode,
    DeliveryProof,
    Dimension,
    Item,
    LegEnd,
    NoticeFault,
    NoticeQuality,
    Place,
    Timeliness,
    Urgency,
)
from accord.cases.statistics_tally import Cells
from accord.cases.statistics_times import Spread, banded

_N = CounterCode
_EXCLUDED: Final = frozenset[str]({LegEnd.WITHDRAWN, LegEnd.REJECTED, LegEnd.UNDELIVERED})
_UNANSWERED: Final = frozenset[str](
    {LegEnd.OPEN, LegEnd.DELAYED, LegEnd.RETURNED_INCOMPLETE, LegEnd.DUPLICATE}
)
_ANSWERED: Final = frozenset[str](LegEnd) - _EXCLUDED - _UNANSWERED
_TRACED: Final = frozenset[str]({Outcome.TRACED_DOMESTIC, Outcome.TRACED_INTERNATIONAL})
_DUE: Final = frozenset[str](Timeliness) - {Timeliness.NOT_DUE}
_CHECKED_BACK: Final = frozenset[str]({DeliveryProof.VERIFIED_IN_TIME})

Sum = Callable[[Cells], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One ratio: its name, its two sums, and whether it is told in per cent or as a mean."""

    name: str
    above: Sum
    below: Sum
    percent: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One indicator over the cells it was read from."""

    name: str
    above: int
    below: int
    value: Fraction | None  # None: nothing to divide by
    percent: bool


def _sum(code: CounterCode, **only: str | frozenset[str]) -> Sum:
    return lambda cells: cells.total(code, **only)


def _both(first: Sum, second: Sum) -> Sum:
    return lambda cells: first(cells) + second(cells)


_LEGS_ASKED: Final = _sum(_N.LEGS, leg_end=frozenset[str](LegEnd) - _EXCLUDED)
_LEGS_ANSWERED: Final = _sum(_N.LEGS, leg_end=_ANSWERED)
_ARMS: Final = _sum(_N.ARMS)
_CLOSED: Final = _sum(_N.CASES_CLOSED)
_TRACED_CASES: Final = _sum(_N.CASES_CLOSED, outcome=_TRACED)

INDICATORS: Final[tuple[Indicator, ...]] = (
    Indicator(
        name="trace request rate",
        above=_sum(_N.ARMS_BY_ACTION, action=Action.TRACE_REQUESTED),
        below=_ARMS,
    ),
    Indicator(name="leg answer rate", above=_LEGS_ANSWERED, below=_LEGS_ASKED),
    Indicator(name="trace success of closed cases", above=_TRACED_CASES, below=_CLOSED),
    Indicator(
        name="trace success of opened cases", above=_TRACED_CASES, below=_sum(_N.CASES_OPENED)
    ),
    Indicator(
        name="acknowledged on time",
        above=_sum(_N.ACKNOWLEDGEMENTS, timeliness=Timeliness.ON_TIME),
        below=_sum(_N.ACKNOWLEDGEMENTS, timeliness=_DUE),
    ),
    Indicator(
        name="answered on time",
        above=_sum(_N.RESPONSES, timeliness=Timeliness.ON_TIME),
        below=_sum(_N.RESPONSES, timeliness=_DUE),
    ),
    Indicator(
        name="requests from abroad answered",
        above=_sum(_N.REQUESTS_ANSWERED),
        below=_sum(_N.REQUESTS_RECEIVED),
    ),
    Indicator(
        name="legs per traced case",
        above=_sum(_N.LEGS_OF_TRACED_CASES),
        below=_TRACED_CASES,
        percent=False,
    ),
    *(
        Indicator(
            name=f"refused on ground {ground}",
            above=_sum(_N.LEG_GROUNDS, disposition=Disposition.REFUSED, ground=ground),
            below=_LEGS_ANSWERED,
        )
        for ground in Ground
    ),
    Indicator(
        name="answers restricted",
        above=_sum(_N.LEGS, leg_end=LegEnd.RESTRICTED),
        below=_LEGS_ANSWERED,
    ),
    Indicator(
        name="answers delayed", above=_sum(_N.LEGS, leg_end=LegEnd.DELAYED), below=_LEGS_ASKED
    ),
    Indicator(
        name="insufficient identification",
        above=_sum(
            _N.LEGS,
            leg_end=frozenset({LegEnd.IDENTIFICATION_DOUBTED, LegEnd.RETURNED_INCOMPLETE}),
        ),
        below=_sum(_N.LEGS),
    ),
    Indicator(
        name="notices complete",
        above=_sum(_N.NOTICES, notice_quality=NoticeQuality.COMPLETE),
        below=_sum(_N.NOTICES),
    ),
    *(
        Indicator(
            name=f"notices: {fault.value.lower().replace('_', ' ')}",
            above=_sum(_N.NOTICE_FAULTS, notice_fault=fault),
            below=_sum(_N.NOTICES),
        )
        for fault in NoticeFault
    ),
    *(
        Indicator(
            name=f"hits confirmed on time, {urgency.value.lower()}",
            above=_sum(_N.HIT_CONFIRMATIONS, urgency=urgency, timeliness=Timeliness.ON_TIME),
            below=_sum(_N.HIT_CONFIRMATIONS, urgency=urgency, timeliness=_DUE),
        )
        for urgency in Urgency
    ),
    Indicator(
        name="deliveries verified in time",
        above=_sum(_N.SHIPMENTS, delivery=_CHECKED_BACK),
        below=_sum(_N.SHIPMENTS),
    ),
    Indicator(
        name="shipments with a discrepancy",
        above=_sum(_N.SHIPMENTS_WITH_DISCREPANCY),
        below=_sum(_N.SHIPMENTS),
    ),
    Indicator(
        name="weapons confirmed diverted",
        above=_sum(_N.WEAPONS_DIVERTED),
        below=_sum(_N.WEAPONS_DISPATCHED),
    ),
    Indicator(
        name="transfers checked after delivery",
        above=_sum(_N.TRANSFERS_WITH_PSV),
        below=_sum(_N.TRANSFERS_WITH_PSV_CONSENT),
    ),
    Indicator(
        name="sampled weapons seen",
        above=_sum(_N.PSV_WEAPONS_SEEN),
        below=_sum(_N.PSV_WEAPONS_SAMPLED),
    ),
    Indicator(
        name="certificates found not authentic",
        above=_sum(_N.CERTIFICATES_CHECKED, authenticity=Authenticity.NOT_AUTHENTIC),
        below=_sum(_N.CERTIFICATES_CHECKED),
    ),
)


def readings(cells: Cells) -> tuple[Reading, ...]:
    """Every indicator over one State's cells, or over a region's cells added up."""
    return tuple(_read(indicator, cells) for indicator in INDICATORS)


def _read(indicator: Indicator, cells: Cells) -> Reading:
    above, below = indicator.above(cells), indicator.below(cells)
    factor = 100 if indicator.percent else 1
    return Reading(
        name=indicator.name,
        above=above,
        below=below,
        value=Fraction(factor * above, below) if below else None,
        percent=indicator.percent,
    )


def hours(cells: Cells, code: CounterCode) -> Spread:
    """Median and 90th percentile of a region's hours, as the bands tell them."""
    return banded(cells.along(code, Dimension.HOURS))


# The indicators of the Western Balkans roadmap that figures alone can tell (A/75/78, para 72);
# those on laws, policies, perceptions and storage are entered by the secretariat.
KPIS: Final[Mapping[str, Mapping[str, Sum]]] = MappingProxyType(
    {
        "3": {
            "cases seized inland": _sum(_N.SEIZURES, place=Place.INLAND),
            "cases seized at borders": _sum(_N.SEIZURES, place=Place.BORDER),
            "arms seized inland": _sum(
                _N.ARMS_BY_PLACE,
                place=Place.INLAND,
                circumstance=frozenset({"SEIZED_CRIMINAL", "SEIZED_ADMINISTRATIVE"}),
            ),
            "arms seized at borders": _sum(
                _N.ARMS_BY_PLACE,
                place=Place.BORDER,
                circumstance=frozenset({"SEIZED_CRIMINAL", "SEIZED_ADMINISTRATIVE"}),
            ),
        },
        "4": {
            "arms seized": _sum(
                _N.ARMS, circumstance=frozenset({"SEIZED_CRIMINAL", "SEIZED_ADMINISTRATIVE"})
            ),
            "of those, traced": _sum(
                _N.ARMS,
                circumstance=frozenset({"SEIZED_CRIMINAL", "SEIZED_ADMINISTRATIVE"}),
                tracing=_TRACED,
            ),
        },
        "5": {
            "arms licensed for export": _sum(_N.EXPORTS_LICENSED, item=Item.ARM),
            "ammunition licensed for export": _sum(_N.EXPORTS_LICENSED, item=Item.AMMUNITION),
            "arms found diverted": _sum(_N.EXPORTS_DIVERTED, item=Item.ARM),
            "ammunition found diverted": _sum(_N.EXPORTS_DIVERTED, item=Item.AMMUNITION),
        },
        "6": {
            "incidents": _sum(_N.INCIDENTS),
            "women": _sum(_N.VICTIMS, sex="FEMALE", age="ADULT"),
            "men": _sum(_N.VICTIMS, sex="MALE", age="ADULT"),
            "girls": _sum(_N.VICTIMS, sex="FEMALE", age="CHILD"),
            "boys": _sum(_N.VICTIMS, sex="MALE", age="CHILD"),
            "victims": _sum(_N.VICTIMS),
        },
        "7": {
            "arms surrendered": _sum(_N.ARMS, circumstance="SURRENDERED"),
            "arms legalized": _sum(_N.ARMS_BY_ACTION, action=Action.LEGALIZED),
            "arms deactivated": _sum(_N.ARMS_BY_ACTION, action=Action.DEACTIVATED),
        },
        "8": {
            "arms destroyed": _both(
                _sum(_N.ARMS_BY_ACTION, action=Action.DESTROYED),
                _sum(_N.SURPLUS_DESTROYED, item=Item.ARM),
            ),
            "ammunition destroyed": _both(
                _sum(_N.AMMUNITION_DESTROYED), _sum(_N.SURPLUS_DESTROYED, item=Item.AMMUNITION)
            ),
        },
    }
)
MANUAL_KPIS: Final = ("1", "2", "9")


def kpis(cells: Cells) -> dict[str, dict[str, int]]:
    """The computable key performance indicators over one State's or a region's cells."""
    return {
        number: {name: amount(cells) for name, amount in parts.items()}
        for number, parts in KPIS.items()
    }
