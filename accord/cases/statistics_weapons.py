"""Recovered weapons as statistics see them: each counted once, however often it was recorded."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from accord.cases.codes import (
    NotEstablishedReason,
    Outcome,
    RecoveryCircumstance,
    RecoveryContext,
    WeaponDisposal,
)
from accord.cases.statistics_codes import (
    Action,
    ArmsCategory,
    CounterCode,
    Marking,
    Place,
    TracingLevel,
)
from accord.cases.statistics_tally import Observation
from accord.dates import PartialDate
from accord.weapons.codes import MatchGrade
from accord.weapons.firearm import Firearm
from accord.weapons.keys import search_keys
from accord.weapons.matching import compare

# Within 80 km of a border, or at customs (A/75/78, para 72).
_AT_BORDER: Final = frozenset({RecoveryContext.NEAR_BORDER, RecoveryContext.CUSTOMS})
_SEIZED: Final = frozenset(
    {RecoveryCircumstance.SEIZED_CRIMINAL, RecoveryCircumstance.SEIZED_ADMINISTRATIVE}
)
# The best that is known of a weapon counts, so established comes before open, open before failed.
_RANK: Final = {level: number for number, level in enumerate(TracingLevel)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """One record of recovered weapons: a case of one, or an entry of several that are alike."""

    subject: str  # the case, or the entry
    day: PartialDate  # of the seizure, find or surrender
    circumstance: RecoveryCircumstance
    level: TracingLevel
    uniquely_marked: bool
    illicitly_manufactured: bool = False
    category: ArmsCategory = ArmsCategory.UNKNOWN
    context: frozenset[RecoveryContext] = frozenset()
    place: str = ""
    actions: frozenset[Action] = frozenset()
    weapons: int = 1
    firearm: Firearm | None = None  # None: the weapons are not told apart
    same_as: str = ""  # the record that an officer found to be of the same weapon
    distinct: bool = False  # an officer says: recovered anew, and to be counted anew
    records: tuple[str, ...] = ()  # all the subjects that became this one


def level_of(outcome: Outcome | None, reason: NotEstablishedReason | None) -> TracingLevel:
    """How far the tracing came; a case without an outcome is pending."""
    if outcome is None:
        return TracingLevel.PENDING
    if outcome is not Outcome.NOT_ESTABLISHED:
        return TracingLevel(outcome.value)
    return TracingLevel((reason or NotEstablishedReason.PENDING).value)


def actions_of(disposal: Iterable[WeaponDisposal], *, asked_abroad: bool) -> frozenset[Action]:
    """What was done with a weapon; NO_ACTION stands alone (A/75/78, para 32)."""
    done = {Action(one.value) for one in disposal} - {Action.NO_ACTION}
    if asked_abroad:
        done.add(Action.TRACE_REQUESTED)
    return frozenset(done or {Action.NO_ACTION})


def counted_once(recoveries: Iterable[Recovery]) -> tuple[Recovery, ...]:
    """One recovery for each weapon: seized and later surrendered, it counts where it came first.

    Two records are of one weapon where an officer says so, or where their descriptions match in
    grade A and an officer has not said that it was recovered anew. A number that three records
    share is likely none that singles a weapon out, so an officer has to say it there. What was done
    or found out about the weapon later is kept with the first record, and revises that year.
    """
    ordered = sorted(recoveries, key=lambda one: (_first_day(one.day), one.subject))
    groups = _Groups(one.subject for one in ordered)
    known = {one.subject for one in ordered}
    for one in ordered:
        if one.same_as in known:
            groups.join(one.same_as, one.subject)
    for first, second in _recorded_twice(ordered):
        groups.join(first.subject, second.subject)
    together: dict[str, list[Recovery]] = {}
    for one in ordered:
        together.setdefault(groups.head(one.subject), []).append(one)
    return tuple(_merged(group) for group in together.values())


def observations(recoveries: Iterable[Recovery]) -> Iterator[Observation]:
    """What weapons that are each counted once add to the counters of their year."""
    occasions: set[tuple[PartialDate, str]] = set()
    for one in recoveries:
        for code, keys in _cells(one):
            yield Observation(code, one.subject, keys, one.weapons)
        occasion = (one.day, one.place)
        if one.circumstance in _SEIZED and occasion not in occasions:
            # Without a day and a place nothing says that two seizures were one.
            if one.place and one.day.day is not None:
                occasions.add(occasion)
            yield Observation(CounterCode.SEIZURES, one.subject, (_place(one),))


def _cells(one: Recovery) -> Iterator[tuple[CounterCode, tuple[str, ...]]]:
    marking = Marking.UNIQUE if one.uniquely_marked else Marking.NOT_UNIQUE
    yield CounterCode.ARMS, (one.circumstance, one.level, marking)
    yield CounterCode.ARMS_BY_CATEGORY, (one.circumstance, one.category)
    yield CounterCode.ARMS_BY_PLACE, (one.circumstance, _place(one))
    for context in sorted(one.context):
        yield CounterCode.ARMS_BY_CONTEXT, (context,)
    for action in sorted(one.actions):
        yield CounterCode.ARMS_BY_ACTION, (action,)
    if one.illicitly_manufactured:
        yield CounterCode.ARMS_ILLICITLY_MANUFACTURED, ()


def _place(one: Recovery) -> Place:
    return Place.BORDER if one.context & _AT_BORDER else Place.INLAND


def _first_day(day: PartialDate) -> tuple[int, int, int]:
    return day.year, day.month or 1, day.day or 1


def _recorded_twice(ordered: Sequence[Recovery]) -> Iterator[tuple[Recovery, Recovery]]:
    """Pairs of records, the earlier first, whose descriptions are of one weapon."""
    shelf: dict[str, list[Recovery]] = {}
    for one in ordered:
        for key in search_keys(one.firearm).exact if one.firearm is not None else ():
            shelf.setdefault(key, []).append(one)
    for sharing in shelf.values():
        if len(sharing) == 2:
            first, second = sharing
            if not second.distinct and _same(first.firearm, second.firearm):
                yield first, second


def _same(some: Firearm | None, other: Firearm | None) -> bool:
    return some is not None and other is not None and compare(some, other).grade is MatchGrade.A


def _merged(group: Sequence[Recovery]) -> Recovery:
    """The first record, with the best that any of them knows."""
    first = group[0]
    actions = frozenset[Action]().union(*(one.actions for one in group))
    if len(actions) > 1:
        actions -= {Action.NO_ACTION}
    return replace(
        first,
        level=min((one.level for one in group), key=_RANK.__getitem__),
        uniquely_marked=any(one.uniquely_marked for one in group),
        illicitly_manufactured=any(one.illicitly_manufactured for one in group),
        actions=actions,
        records=tuple(one.subject for one in group),
    )


class _Groups:
    """Which subjects belong together."""

    def __init__(self, subjects: Iterable[str]) -> None:
        self._above = {subject: subject for subject in subjects}

    def head(self, subject: str) -> str:
        while self._above[subject] != subject:
            self._above[subject] = self._above[self._above[subject]]
            subject = self._above[subject]
        return subject

    def join(self, first: str, second: str) -> None:
        self._above[self.head(second)] = self.head(first)
