"""A trace report as the data that is printed: only what may leave, and what binds the reader."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from accord.cases.diversion import join_chains
from accord.cases.trace import ChainLink, TraceOutcome, TraceRequest, TraceResponse
from accord.pages.marked import marked as _N
from accord.pages.shown import plain
from accord.weapons.firearm import Firearm, Mark
from node.casework.views import CaseExport
from node.console.traces.words import Words

_AS_SEEN: Final = 1  # the column in fixed type


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under their heads; one column may stand in fixed type."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    fixed: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of the report."""

    title: str
    facts: Sequence[tuple[str, str]] = ()
    lines: Sequence[str] = ()
    tables: Sequence[Table] = ()
    boxed: bool = False  # set apart, so that nobody overlooks it


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A document without a language of its own."""

    lang: str
    dir: str
    title: str
    under: str
    author: str
    header: str
    footer: str
    sections: Sequence[Section]


def report_of(export: CaseExport, member: str, authority: str, words: Words) -> Report:
    """The report of a case for one recipient."""
    text = words.text
    title = text(_N("Trace report %(case)s"), case=export.case_id)
    recipient = _isolated(export.recipient)
    us = (words.country(member), authority, export.request.preamble.handling)
    return Report(
        lang=words.reader.language,
        dir=words.reader.direction,
        title=title,
        under=text(
            _N("For %(recipient)s, %(day)s"),
            recipient=recipient,
            day=words.reader.day(export.exported_ms),
        ),
        author=f"{words.country(member)}, {plain(authority)}",
        header=" · ".join(_isolated(one) for one in us),
        footer=" · ".join((_isolated(title), recipient, words.reader.instant(export.exported_ms))),
        sections=tuple(_sections(export, words)),
    )


def _sections(export: CaseExport, words: Words) -> Iterator[Section]:
    yield _binding(export, words)
    yield _weapon(export.request.firearm, words)
    yield _recovery(export.request, words)
    chain = join_chains(answer.chain for answer in export.answers)
    if chain:
        yield _chain(chain, words)
    for answer in export.answers:
        yield _answer(answer, words)
    if export.withheld:
        yield _withheld(export, words)
    if export.outcome is not None:
        yield _outcome(export.outcome, words)


def _binding(export: CaseExport, words: Words) -> Section:
    lines = [words.label(one) for one in export.restrictions]
    return Section(
        title=words.text(_N("What binds whoever reads this")),
        lines=lines or [words.text(_N("No restriction was stated by those who answered."))],
        boxed=True,
    )


def _weapon(firearm: Firearm, words: Words) -> Section:
    text = words.text
    made = firearm.country_of_manufacture
    years = firearm.year_of_manufacture
    facts = [
        (text(_N("Maker")), firearm.maker_text),
        (text(_N("Model")), firearm.model_text),
        (text(_N("Calibre")), firearm.calibre_text),
        (text(_N("Kind")), words.label(firearm.type) if firearm.type else firearm.type_text),
        (text(_N("Category")), words.label(firearm.category) if firearm.category else ""),
        (text(_N("Made in")), words.country(made) if made not in ("", "UNKNOWN") else ""),
        (text(_N("Year made")), "" if years is None else f"{years.first} – {years.last}"),
        (
            text(_N("Last legal import")),
            words.country(firearm.import_country) if firearm.import_country else "",
        ),
        (text(_N("Remarks")), firearm.remarks),
    ]
    head = (_N("Mark"), _N("As seen"), _N("Where"), _N("Condition"))
    return Section(
        title=text(_N("The weapon")),
        facts=_said(facts),
        tables=(
            Table(
                head=[text(one) for one in head],
                rows=[_mark(mark, words) for mark in firearm.marks],
                fixed=_AS_SEEN,
            ),
        ),
    )


def _mark(mark: Mark, words: Words) -> Sequence[str]:
    seen = plain(mark.text) or "–"
    return words.label(mark.kind), seen, words.label(mark.position), words.label(mark.condition)


def _recovery(request: TraceRequest, words: Words) -> Section:
    text = words.text
    return Section(
        title=text(_N("Recovery and legal basis")),
        facts=_said(
            [
                (
                    text(_N("Circumstance")),
                    words.label(request.circumstance) if request.circumstance else "",
                ),
                (text(_N("Circumstances")), request.circumstance_text),
                (text(_N("Recovered on")), words.day(request.recovery_date)),
                (text(_N("Place")), request.recovery_place),
                (
                    text(_N("Illicit because")),
                    words.reader.listed([words.label(one) for one in request.illicit_basis]),
                ),
                (text(_N("Legal justification")), request.legal_justification),
                (text(_N("Offence")), request.offence),
            ]
        ),
    )


def _chain(chain: Sequence[ChainLink], words: Words) -> Section:
    heads = (
        _N("State"),
        _N("Holder"),
        _N("Kind"),
        _N("What happened"),
        _N("Dates"),
        _N("Documents"),
    )
    return Section(
        title=words.text(_N("Chain of custody")),
        tables=(
            Table(
                head=[words.text(one) for one in heads], rows=[_link(one, words) for one in chain]
            ),
        ),
    )


def _link(link: ChainLink, words: Words) -> Sequence[str]:
    dates = [words.day(link.from_date), words.day(link.to_date)]
    return (
        words.country(link.state),
        plain(link.party),
        words.label(link.role),
        words.label(link.event),
        " – ".join(one for one in dates if one),
        ", ".join(plain(one.number) for one in link.authorisations if one.number),
    )


def _answer(answer: TraceResponse, words: Words) -> Section:
    text, last = words.text, answer.last_legal_record
    grounds = [words.label(one) for one in answer.grounds]
    return Section(
        title=text(_N("Answer of %(authority)s"), authority=_isolated(answer.preamble.authority)),
        facts=_said(
            [
                (text(_N("Answer")), words.label(answer.disposition)),
                (text(_N("Grounds")), words.reader.listed(grounds) if grounds else ""),
                (
                    text(_N("Withheld")),
                    words.reader.listed([words.field(one) for one in answer.withheld]),
                ),
                (text(_N("Explanation")), answer.explanation),
                (
                    text(_N("Last legal record")),
                    "" if last is None else f"{words.label(last.status)} {words.day(last.date)}",
                ),
                (
                    text(_N("Reported lost or stolen")),
                    answer.notice_id or text(_N("Yes")) if answer.reported_lost_or_stolen else "",
                ),
                (
                    text(_N("Points to")),
                    words.country(answer.next_state.state) if answer.next_state else "",
                ),
            ]
        ),
        lines=[
            text(
                _N("Restrictions on use: %(codes)s"),
                codes="; ".join(words.label(one) for one in answer.preamble.use_restrictions),
            )
        ]
        if answer.preamble.use_restrictions
        else (),
    )


def _withheld(export: CaseExport, words: Words) -> Section:
    heads = (_N("State"), _N("Reserved by"))
    return Section(
        title=words.text(_N("Not in this report")),
        lines=[
            words.text(
                _N("These answers are left out: their providers have not consented (ITI 15(c)).")
            )
        ],
        tables=(
            Table(
                head=[words.text(one) for one in heads],
                rows=[
                    (
                        words.country(one.provider),
                        "; ".join(words.label(code) for code in one.restrictions),
                    )
                    for one in export.withheld
                ],
            ),
        ),
        boxed=True,
    )


def _outcome(outcome: TraceOutcome, words: Words) -> Section:
    text, place = words.text, outcome.point_of_diversion
    where = "" if place is None else words.country(place.state) if place.state else place.place
    since = "" if place is None else words.day(place.from_date)
    return Section(
        title=text(_N("Outcome")),
        facts=_said(
            [
                (text(_N("Outcome")), words.label(outcome.outcome)),
                (text(_N("Reason")), words.label(outcome.reason) if outcome.reason else ""),
                (
                    text(_N("Point of diversion")),
                    ", ".join(one for one in (where, since) if one),
                ),
                (text(_N("Stage")), words.label(place.stage) if place and place.stage else ""),
                (text(_N("Method")), words.label(place.method) if place and place.method else ""),
            ]
        ),
    )


def _said(facts: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """The facts that say something, harmless in print."""
    return [(term, plain(value)) for term, value in facts if value]


def _isolated(text: str) -> str:
    """Somebody's words in a line of another direction (Unicode TR 9, 2.4)."""
    return f"\u2068{plain(text)}\u2069"
