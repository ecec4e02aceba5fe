"""What each message of the statistics family must say, beyond what its encoding demands.

A return that breaks one of these is nobody's arithmetic: its cells would not add up, or would add
up twice. The recipient rejects it and says which field is wrong.
"""

from collections.abc import Iterable, Iterator
from typing import Final, TypeVar

from accord.cases.preamble import check_preamble
from accord.cases.rule import Problem, Rule, broken, said
from accord.cases.statistics import (
    Counter,
    CounterKey,
    PublishedFigure,
    RegionalCompilation,
    RegisterLine,
    StatisticalReceipt,
    StatisticalReturn,
)
from accord.cases.statistics_codes import DIMENSIONS, VALUES, ReceiptDecision, ReturnStatus
from accord.weapons.countries import resolve

_R = TypeVar("_R")

MOST: Final = 10_000_000_000  # of one cell; sums over a region stay exact in every reader
FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2200

_RETURN: Final[tuple[Rule[StatisticalReturn], ...]] = (
    Rule("state", "name the State whose figures these are", lambda r: said(r.state)),
    Rule("year", "give the year of recovery", lambda r: FIRST_YEAR <= r.year <= LAST_YEAR),
    Rule("version", "number the versions of a year from 1", lambda r: r.version >= 1),
    Rule("computed_ms", "say when the figures were computed", lambda r: r.computed_ms),
    Rule(
        "counters",
        "give each cell once",
        lambda r: len({(one.code, one.keys) for one in r.counters}) == len(r.counters),
    ),
    Rule(
        "nil_report",
        "a nil report has no lines",
        lambda r: not (r.nil_report and r.register_lines),
    ),
)
_COUNTER: Final[tuple[Rule[Counter], ...]] = (
    Rule(
        "keys",
        "give each dimension of the code once, in the order of its list",
        lambda c: tuple(key.dimension for key in c.keys) == DIMENSIONS[c.code],
    ),
    Rule("keys", "use the codes of the dimension's list", lambda c: all(map(_listed, c.keys))),
    Rule("value", f"leave out what is nought; at most {MOST}", lambda c: 1 <= c.value <= MOST),
)
_LINE: Final[tuple[Rule[RegisterLine], ...]] = (
    Rule(
        "partner",
        "name the State at the other end by its code",
        lambda line: resolve(line.partner) == line.partner,
    ),
    Rule(
        "actual",
        f"at most {MOST}",
        lambda line: line.authorised <= MOST and line.actual <= MOST,
    ),
    Rule(
        "actual",
        "a line of nothing is left out; no transfers at all are a nil report",
        lambda line: line.authorised or line.actual,
    ),
)
_RECEIPT: Final[tuple[Rule[StatisticalReceipt], ...]] = (
    Rule("state", "name the State whose figures these are", lambda r: said(r.state)),
    Rule("year", "give the year of recovery", lambda r: FIRST_YEAR <= r.year <= LAST_YEAR),
    Rule("version", "name the version", lambda r: r.version >= 1),
    Rule(
        "text",
        "say what is doubtful",
        lambda r: r.decision is not ReceiptDecision.QUERIED or said(r.text),
    ),
)
_COMPILATION: Final[tuple[Rule[RegionalCompilation], ...]] = (
    Rule("region", "name the region", lambda c: said(c.region)),
    Rule("year", "give the year of recovery", lambda c: FIRST_YEAR <= c.year <= LAST_YEAR),
    Rule("version", "number the versions of a year from 1", lambda c: c.version >= 1),
    Rule("compiled_ms", "say when it was compiled", lambda c: c.compiled_ms),
    Rule("smallest_shown", "say below which count figures are hidden", lambda c: c.smallest_shown),
    Rule("reporting", "name the States whose returns are in it", lambda c: c.reporting),
    Rule(
        "without_data",
        "a State has sent a return or has not",
        lambda c: not set(c.reporting) & set(c.without_data),
    ),
    Rule(
        "figures",
        "a State without data is not published",
        lambda c: all(one.state in {"", *c.reporting} for one in c.figures),
    ),
    Rule(
        "figures",
        "a small count is hidden, and a hidden one has no value",
        lambda c: all(_discreet(one, c.smallest_shown) for one in c.figures),
    ),
)


def check_return(message: StatisticalReturn) -> tuple[Problem, ...]:
    """What a State's return lacks, cell by cell."""
    return (
        *check_preamble(message.preamble),
        *broken(_RETURN, message),
        *_each(_COUNTER, message.counters, "counters"),
        *_each(_LINE, message.register_lines, "register_lines"),
    )


def check_receipt(message: StatisticalReceipt) -> tuple[Problem, ...]:
    """What the secretariat's word on a return lacks."""
    return (*check_preamble(message.preamble), *broken(_RECEIPT, message))


def check_compilation(message: RegionalCompilation) -> tuple[Problem, ...]:
    """What a regional publication lacks, or tells too much."""
    return (*check_preamble(message.preamble), *broken(_COMPILATION, message))


def final_year(year: int, this_year: int) -> ReturnStatus:
    """A year that is still running is provisional; tracing it goes on, so it may be revised."""
    return ReturnStatus.FINAL if year < this_year else ReturnStatus.PROVISIONAL


def _each(rules: tuple[Rule[_R], ...], parts: Iterable[_R], path: str) -> Iterator[Problem]:
    for number, part in enumerate(parts):
        yield from broken(rules, part, f"{path}[{number}].")


def _listed(key: CounterKey) -> bool:
    return key.value in frozenset[str](VALUES[key.dimension])


def _discreet(figure: PublishedFigure, smallest: int) -> bool:
    return figure.value == 0 if figure.hidden else not 0 < figure.value < smallest
