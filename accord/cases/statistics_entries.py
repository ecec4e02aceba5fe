"""What officers enter by hand: recoveries without a case, incidents, register lines, indicators.

No entry has a field for a person's identity. A victim is a count told apart by harm, sex and age.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from accord.cases.codes import NotEstablishedReason, Outcome, RecoveryCircumstance, RecoveryContext
from accord.cases.rule import Problem, Rule, broken, said
from accord.cases.statistics import RegisterLine
from accord.cases.statistics_codes import (
    Action,
    AgeGroup,
    ArmsCategory,
    CounterCode,
    Harm,
    Item,
    Sex,
)
from accord.cases.statistics_indicators import MANUAL_KPIS
from accord.cases.statistics_tally import Observation
from accord.cases.statistics_weapons import Recovery, level_of
from accord.dates import PartialDate
from accord.weapons.countries import resolve

MOST: Final = 10_000_000  # of one entry; more is a slip of the keyboard
LONGEST: Final = 200  # characters of a text


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryEntry:
    """Items recovered, or surplus destroyed, that have no case of their own.

    Unnumbered weapons, an amnesty's collection, parts and rounds go into the statistics this way.
    """

    day: PartialDate
    item: Item = Item.ARM
    quantity: int
    circumstance: RecoveryCircumstance | None = None  # None: surplus of the State's own stocks
    outcome: Outcome | None = None
    reason: NotEstablishedReason | None = None
    uniquely_marked: bool = False
    illicitly_manufactured: bool = False
    category: ArmsCategory = ArmsCategory.UNKNOWN
    context: tuple[RecoveryContext, ...] = ()
    actions: tuple[Action, ...] = ()
    place: str = ""
    source: str  # where the figure comes from, such as the number of a protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Victims:
    """How many people of one sex and age suffered one harm."""

    harm: Harm
    sex: Sex
    age: AgeGroup
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentEntry:
    """One incident with a firearm (A/75/78, paras 31, 45, 72, 113)."""

    day: PartialDate
    place: str = ""  # a district or town, never an address
    context: tuple[RecoveryContext, ...] = ()
    victims: tuple[Victims, ...] = ()
    case_ids: tuple[str, ...] = ()  # of weapons recovered in it
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry:
    """A line of the State's report to the UN Register for trade outside Accord."""

    year: int
    line: RegisterLine
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorEntry:
    """A key performance indicator that no figure of the casework can tell (A/75/78, para 72)."""

    year: int
    indicator: str  # its number in the list of the report
    state: str
    value: str  # a number or a few words
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SameWeapon:
    """What an officer says of two records: one weapon, or recovered anew."""

    case_id: str
    same_as: str = ""  # the earlier case or entry
    distinct: bool = False
    reason: str


Entry = RecoveryEntry | IncidentEntry | RegisterEntry | IndicatorEntry | SameWeapon

_SOURCE: Final = f"say where the figure comes from, in at most {LONGEST} characters"
_RECOVERY: Final[tuple[Rule[RecoveryEntry], ...]] = (
    Rule("place", f"at most {LONGEST} characters", lambda e: len(e.place) <= LONGEST),
    Rule("quantity", f"give a number from 1 to {MOST}", lambda e: 1 <= e.quantity <= MOST),
    Rule("source", _SOURCE, lambda e: _brief(e.source)),
    Rule(
        "actions",
        "surplus is entered when it was destroyed: DESTROYED and nothing else",
        lambda e: e.circumstance is not None or set(e.actions) == {Action.DESTROYED},
    ),
    Rule(
        "actions",
        "NO_ACTION stands alone",
        lambda e: Action.NO_ACTION not in e.actions or len(set(e.actions)) == 1,
    ),
    Rule(
        "reason",
        "NOT_ESTABLISHED needs a reason, and nothing else has one",
        lambda e: (e.outcome is Outcome.NOT_ESTABLISHED) == (e.reason is not None),
    ),
    Rule(
        "outcome",
        "only arms are traced",
        lambda e: e.outcome is None or (e.item is Item.ARM and e.circumstance is not None),
    ),
)
_INCIDENT: Final[tuple[Rule[IncidentEntry], ...]] = (
    Rule("place", f"at most {LONGEST} characters", lambda e: len(e.place) <= LONGEST),
    Rule("source", _SOURCE, lambda e: _brief(e.source)),
    Rule(
        "victims", "count from 1 to 10000", lambda e: all(1 <= v.count <= 10_000 for v in e.victims)
    ),
    Rule(
        "victims",
        "name each harm, sex and age once",
        lambda e: len({(v.harm, v.sex, v.age) for v in e.victims}) == len(e.victims),
    ),
)
_REGISTER: Final[tuple[Rule[RegisterEntry], ...]] = (
    Rule("source", _SOURCE, lambda e: _brief(e.source)),
    Rule(
        "line.partner",
        "name the State at the other end by its code",
        lambda e: resolve(e.line.partner) == e.line.partner,
    ),
    Rule("line.description", f"at most {LONGEST} characters", lambda e: _short(e.line)),
    Rule(
        "line.actual",
        "a line of nothing is left out; no transfers at all are a nil report",
        lambda e: e.line.authorised or e.line.actual,
    ),
    Rule(
        "line.actual",
        f"give numbers from 0 to {MOST}",
        lambda e: 0 <= e.line.actual <= MOST and 0 <= e.line.authorised <= MOST,
    ),
)
_INDICATOR: Final[tuple[Rule[IndicatorEntry], ...]] = (
    Rule(
        "indicator",
        f"only these are entered by hand: {', '.join(MANUAL_KPIS)}; the others are computed",
        lambda e: e.indicator in MANUAL_KPIS,
    ),
    Rule("state", "name the State by its code", lambda e: resolve(e.state) == e.state),
    Rule("value", "say something", lambda e: _brief(e.value)),
    Rule("source", _SOURCE, lambda e: _brief(e.source)),
)
_SAME: Final[tuple[Rule[SameWeapon], ...]] = (
    Rule("reason", "say why", lambda e: _brief(e.reason)),
    Rule(
        "same_as", "name the other record, or say distinct", lambda e: bool(e.same_as) != e.distinct
    ),
    Rule("same_as", "a record is not a second record of itself", lambda e: e.same_as != e.case_id),
)


def _short(line: RegisterLine) -> bool:
    texts = (line.origin, line.intermediate, line.description)
    return all(len(text) <= LONGEST for text in texts)


def _brief(text: str) -> bool:
    return said(text) and len(text) <= LONGEST


def check_entry(entry: Entry) -> Iterator[Problem]:
    """What an entry lacks, or says too much."""
    match entry:
        case RecoveryEntry():
            yield from broken(_RECOVERY, entry)
        case IncidentEntry():
            yield from broken(_INCIDENT, entry)
        case RegisterEntry():
            yield from broken(_REGISTER, entry)
        case IndicatorEntry():
            yield from broken(_INDICATOR, entry)
        case SameWeapon():
            yield from broken(_SAME, entry)


def recovery(entry_id: str, entry: RecoveryEntry) -> Recovery | None:
    """The entry as recovered weapons; None where it is of other items, or of surplus."""
    if entry.item is not Item.ARM or entry.circumstance is None:
        return None
    reason = entry.reason
    if entry.outcome is None:
        level = level_of(Outcome.NOT_ESTABLISHED, NotEstablishedReason.NOT_ATTEMPTED)
    else:
        level = level_of(entry.outcome, reason)
    return Recovery(
        subject=entry_id,
        day=entry.day,
        circumstance=entry.circumstance,
        level=level,
        uniquely_marked=entry.uniquely_marked,
        illicitly_manufactured=entry.illicitly_manufactured,
        category=entry.category,
        context=frozenset(entry.context),
        place=entry.place,
        actions=frozenset(entry.actions) or frozenset({Action.NO_ACTION}),
        weapons=entry.quantity,
    )


def other_items(entry_id: str, entry: RecoveryEntry) -> Iterator[Observation]:
    """What an entry of parts, rounds or surplus adds."""
    if entry.circumstance is None:
        yield Observation(
            CounterCode.SURPLUS_DESTROYED, entry_id, (entry.item,), value=entry.quantity
        )
    elif entry.item is not Item.ARM:
        code = CounterCode.PARTS if entry.item is Item.PART else CounterCode.AMMUNITION
        yield Observation(code, entry_id, (entry.circumstance,), value=entry.quantity)
        if entry.item is Item.AMMUNITION and Action.DESTROYED in entry.actions:
            yield Observation(CounterCode.AMMUNITION_DESTROYED, entry_id, value=entry.quantity)


def incident(entry_id: str, entry: IncidentEntry) -> Iterator[Observation]:
    """What an incident adds."""
    yield Observation(CounterCode.INCIDENTS, entry_id)
    for one in entry.victims:
        keys = (one.harm, one.sex, one.age)
        yield Observation(CounterCode.VICTIMS, entry_id, keys, value=one.count)
