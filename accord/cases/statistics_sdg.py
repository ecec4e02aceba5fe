"""SDG indicator 16.4.2 (metadata of 26 July 2018).

    16.4.2 = 100 x (traced + established by other means) / (seized + found + surrendered)

Both halves are sums over the same cells, so what is above the line is always a part of what is
below it. A region's value is the sum of the numerators over the sum of the denominators, and never
a mean of its members' percentages.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from accord.cases.codes import RecoveryCircumstance
from accord.cases.statistics_codes import CounterCode, Dimension, Marking, TracingLevel
from accord.cases.statistics_tally import Cells

_C = RecoveryCircumstance
_L = TracingLevel

# Seized in connexion with a crime; administrative seizures are recorded and do not count.
COUNTED: Final = frozenset({_C.SEIZED_CRIMINAL, _C.FOUND, _C.SURRENDERED})
TRACED: Final = frozenset({_L.TRACED_DOMESTIC, _L.TRACED_INTERNATIONAL})
ESTABLISHED: Final = frozenset({_L.ESTABLISHED_OTHER_MEANS})

# The metadata's levels of tracing for the weapons whose origin is not established.
PENDING: Final = frozenset({_L.PENDING})
NOT_ENOUGH_INFORMATION: Final = frozenset({_L.INSUFFICIENT_IDENTIFICATION})
UNSUCCESSFUL: Final = frozenset({_L.NO_RECORD, _L.RECORDS_EXPIRED, _L.REFUSED, _L.NO_REPLY})
NEVER_ATTEMPTED: Final = frozenset(
    {_L.AMNESTY_NOT_TRACED, _L.DESTROYED_BEFORE_TRACE, _L.PRE_1946, _L.NOT_ATTEMPTED}
)
LEVELS: Final = (
    ("traced", TRACED),
    ("established by other means", ESTABLISHED),
    ("pending", PENDING),
    ("not enough information", NOT_ENOUGH_INFORMATION),
    ("tracing unsuccessful", UNSUCCESSFUL),
    ("never attempted", NEVER_ATTEMPTED),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """The indicator over one set of arms, with its two parts."""

    traced: int
    established: int  # by other means, not traced
    arms: int  # seized, found or surrendered

    @property
    def successful(self) -> int:
        """The numerator."""
        return self.traced + self.established

    @property
    def percent(self) -> Fraction | None:
        """The value, exactly; None where there were no arms, which is not nought per cent."""
        return Fraction(100 * self.successful, self.arms) if self.arms else None


def rounded(percent: Fraction | None) -> float | None:
    """A value as it is printed, with two places."""
    return None if percent is None else float(round(percent, 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class SdgTable:
    """Indicator 16.4.2 with the disaggregations of its metadata."""

    all_arms: Proportion
    uniquely_marked: Proportion  # the secondary series, over arms that can be traced at all
    not_uniquely_marked: Proportion
    by_circumstance: dict[RecoveryCircumstance, Proportion]
    by_level: dict[TracingLevel, int]
    excluded: int  # administrative seizures and unknown circumstances


def proportion(cells: Cells, **only: str | frozenset[str]) -> Proportion:
    """The indicator over the arms that `only` names, such as `marking="UNIQUE"`."""
    narrowed: dict[str, str | frozenset[str]] = {"circumstance": frozenset(COUNTED)} | only
    arms = CounterCode.ARMS
    return Proportion(
        traced=cells.total(arms, **narrowed, tracing=frozenset(TRACED)),
        established=cells.total(arms, **narrowed, tracing=frozenset(ESTABLISHED)),
        arms=cells.total(arms, **narrowed),
    )


def sdg_table(cells: Cells) -> SdgTable:
    """The whole table of one State's cells, or of a region's cells added up."""
    counted = frozenset[str](COUNTED)
    levels = cells.along(CounterCode.ARMS, Dimension.TRACING, circumstance=counted)
    return SdgTable(
        all_arms=proportion(cells),
        uniquely_marked=proportion(cells, marking=Marking.UNIQUE),
        not_uniquely_marked=proportion(cells, marking=Marking.NOT_UNIQUE),
        by_circumstance={
            one: proportion(cells, circumstance=one)
            for one in RecoveryCircumstance
            if one in COUNTED
        },
        by_level={level: levels[level] for level in TracingLevel if levels.get(level)},
        excluded=cells.total(CounterCode.ARMS)
        - cells.total(CounterCode.ARMS, circumstance=counted),
    )


def level_group(level: TracingLevel) -> str:
    """The metadata's name for how far tracing came."""
    return next(name for name, group in LEVELS if level in group)


def requests_per_arm(requested: int, collected: int) -> Fraction | None:
    """Tracing requests over arms collected, in per cent (A/75/78, para 32: 669 of 246,090)."""
    return Fraction(100 * requested, collected) if collected else None


def overlap(collected: int, actions: Iterable[int]) -> int:
    """How many actions exceed one for each weapon: actions are several, never parts of a whole."""
    return max(0, sum(actions) - collected)
