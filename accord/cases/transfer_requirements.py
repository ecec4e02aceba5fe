"""What each message about a transfer file must say (FP 10(3); ATT 8, 9; A/75/78, paras 50-53)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from accord.cases.description import check_firearm
from accord.cases.preamble import check_preamble
from accord.cases.rule import Problem, Rule, broken, said
from accord.cases.transfer import (
    ImportAuthorisation,
    Licence,
    PsvReport,
    PsvRequest,
    RetransferAnswer,
    RetransferRequest,
    TransferClosed,
    TransferContested,
    TransferFile,
    TransferItem,
    TransferParty,
    TransitAnswer,
    TransitRequest,
)
from accord.cases.transfer_codes import (
    AuthorisationDecision,
    RetransferClause,
    RetransferDecision,
    TransferOutcome,
    TransferType,
    TransitDecision,
)
from accord.dates import PartialDate
from accord.weapons.codes import MarkCondition, MarkKind, MarkPosition
from accord.weapons.countries import resolve as country
from accord.weapons.firearm import Mark

_PASSES_ON: Final = frozenset({TransferType.RE_EXPORT, TransferType.RETRANSFER})

# Stands for the number that each weapon of a line has.
_NUMBER: Final = Mark(
    kind=MarkKind.MANUFACTURER_SERIAL,
    text="1",
    condition=MarkCondition.INTACT,
    position=MarkPosition.RECEIVER,
)


def is_day(partial: PartialDate | None) -> bool:
    """Whether a date is exact: licences begin and end on a day (FP 10(3))."""
    return partial is not None and partial.day is not None


_FILE: Final[tuple[Rule[TransferFile], ...]] = (
    Rule(
        "transfer_id",
        "begin it with the exporting State's code",
        lambda f: f.transfer_id.startswith(f"{f.exporter.state}-"),
    ),
    Rule("version", "number the versions from 1", lambda f: f.version > 0),
    Rule(
        "importer.state",
        "a transfer goes to another State",
        lambda f: f.importer.state != f.exporter.state,
    ),
    Rule("items", "name what is transferred (FP 10(3))", lambda f: f.items),
    Rule(
        "items",
        "number the lines from 1",
        lambda f: [one.number for one in f.items] == list(range(1, len(f.items) + 1)),
    ),
    Rule("end_user.name", "name the final recipient (FP 10(3))", lambda f: said(f.end_user.name)),
    Rule(
        "end_use_text", "give the end-use statement (A/75/78, 50)", lambda f: said(f.end_use_text)
    ),
    Rule(
        "certificate_number",
        "name the end-user certificate or import certificate (A/75/78, paras 50, 51)",
        lambda f: said(f.certificate_number),
    ),
    Rule(
        "retransfer_text",
        "quote the undertaking",
        lambda f: f.retransfer_clause is RetransferClause.NONE or said(f.retransfer_text),
    ),
    Rule("planned_departure", "give the day", lambda f: is_day(f.planned_departure)),
    Rule("planned_arrival", "give the day", lambda f: is_day(f.planned_arrival)),
    Rule(
        "planned_arrival",
        "it cannot be before the departure",
        lambda f: (
            not (is_day(f.planned_departure) and is_day(f.planned_arrival))
            or str(f.planned_departure) <= str(f.planned_arrival)
        ),
    ),
    Rule("means", "give the means of transport", lambda f: said(f.means)),
    Rule("route", "describe the route", lambda f: said(f.route)),
    Rule("consignment_address", "give the address", lambda f: said(f.consignment_address)),
    Rule(
        "transits",
        "name each State on the way once, and neither end of the transfer",
        lambda f: (
            len({leg.state for leg in f.transits}) == len(f.transits)
            and {leg.state for leg in f.transits}.isdisjoint({f.exporter.state, f.importer.state})
        ),
    ),
    Rule(
        "original_transfer",
        "name the transfer under which the weapons came",
        lambda f: f.type not in _PASSES_ON or said(f.original_transfer),
    ),
    Rule("planned_shipments", "plan at least one shipment", lambda f: f.planned_shipments > 0),
)
_PARTY: Final[tuple[Rule[TransferParty], ...]] = (
    Rule("state", "give a member's code", lambda p: country(p.state) == p.state),
    Rule("authority", "name the authority", lambda p: said(p.authority)),
    Rule("name", "give the name (FP 10(3))", lambda p: said(p.name)),
    Rule("address", "give the address", lambda p: said(p.address)),
)
_ITEM: Final[tuple[Rule[TransferItem], ...]] = (
    Rule("quantity", "give the quantity (FP 10(3))", lambda i: i.quantity > 0),
    Rule("serials", "no more serials than weapons", lambda i: len(i.serials) <= i.quantity),
    Rule(
        "serial_last",
        "a range has two ends",
        lambda i: said(i.serial_first) == said(i.serial_last),
    ),
    Rule("currency", "name the currency (ISO 4217)", lambda i: not i.value or len(i.currency) == 3),
)
_LICENCE: Final[tuple[Rule[Licence], ...]] = (
    Rule("number", "give its number", lambda one: said(one.number)),
    Rule("authority", "name who issued it", lambda one: said(one.authority)),
    Rule("place", "give the place of issue (FP 10(3))", lambda one: said(one.place)),
    Rule("issued", "give the day of issue (FP 10(3))", lambda one: is_day(one.issued)),
    Rule("expires", "give the last day (FP 10(3))", lambda one: is_day(one.expires)),
    Rule(
        "expires",
        "it cannot end before it begins",
        lambda one: str(one.issued) <= str(one.expires),
    ),
)
_IMPORT: Final[tuple[Rule[ImportAuthorisation], ...]] = (
    Rule(
        "licence",
        "give the licence",
        lambda a: a.decision is AuthorisationDecision.REFUSED or a.licence,
    ),
    Rule(
        "quantities",
        "say how many of each line (FP 10(3))",
        lambda a: a.decision is not AuthorisationDecision.ISSUED or a.quantities,
    ),
    Rule(
        "quantities",
        "name each line once",
        lambda a: len({one.item for one in a.quantities}) == len(a.quantities),
    ),
    Rule(
        "criterion",
        "choose one of E1 to E10",
        lambda a: a.decision is AuthorisationDecision.ISSUED or a.criterion,
    ),
    Rule(
        "reason",
        "say why",
        lambda a: a.decision is AuthorisationDecision.ISSUED or said(a.reason),
    ),
)
_TRANSIT_ANSWER: Final[tuple[Rule[TransitAnswer], ...]] = (
    Rule(
        "conditions",
        "state the conditions",
        lambda a: a.decision is not TransitDecision.CONDITIONAL or said(a.conditions),
    ),
    Rule(
        "ground",
        "choose E1 to E6 or NATIONAL_LAW",
        lambda a: a.decision is not TransitDecision.OBJECTION or a.ground,
    ),
    Rule(
        "text",
        "give the reason",
        lambda a: a.decision is not TransitDecision.OBJECTION or said(a.text),
    ),
)
_CLOSED: Final[tuple[Rule[TransferClosed], ...]] = (
    Rule(
        "criterion",
        "choose one of E1 to E10",
        lambda c: c.outcome is not TransferOutcome.REFUSED or c.criterion,
    ),
    Rule(
        "reason",
        "say why",
        lambda c: c.outcome is TransferOutcome.DELIVERED or said(c.reason),
    ),
)
_RETRANSFER: Final[tuple[Rule[RetransferRequest], ...]] = (
    Rule("items", "say how many of each line", lambda r: r.items),
    Rule("items", "name each line once", lambda r: len({i.item for i in r.items}) == len(r.items)),
    Rule("new_end_user.name", "name the new end user", lambda r: said(r.new_end_user.name)),
    Rule("new_end_user.state", "name its State", lambda r: said(r.new_end_user.state)),
    Rule("reason", "say why", lambda r: said(r.reason)),
)
_RETRANSFER_ANSWER: Final[tuple[Rule[RetransferAnswer], ...]] = (
    Rule(
        "conditions",
        "state the conditions",
        lambda a: a.decision is not RetransferDecision.CONDITIONAL or said(a.conditions),
    ),
    Rule(
        "criterion",
        "choose one of E1 to E10",
        lambda a: a.decision is not RetransferDecision.REFUSED or a.criterion,
    ),
    Rule(
        "reason",
        "say why",
        lambda a: a.decision is not RetransferDecision.REFUSED or said(a.reason),
    ),
)
_PSV_REQUEST: Final[tuple[Rule[PsvRequest], ...]] = (
    Rule("legal_basis", "say where the consent was given", lambda p: said(p.legal_basis)),
    Rule("items", "say what is to be seen", lambda p: p.items),
    Rule("proposed_dates", "propose at least one date", lambda p: p.proposed_dates),
)
_PSV_REPORT: Final[tuple[Rule[PsvReport], ...]] = (
    Rule("date", "give the day of the visit", lambda p: is_day(p.date)),
    Rule("of", "say how many there should be", lambda p: p.of > 0),
    Rule("inspected", "no more than there are", lambda p: p.inspected <= p.of),
    Rule("serials", "no more than were inspected", lambda p: len(p.serials) <= p.inspected),
)


def check_file(file: TransferFile) -> tuple[Problem, ...]:
    """What a file lacks of the particulars of FP 10(3) and the rest."""

    def problems() -> Iterator[Problem]:
        yield from check_preamble(file.preamble)
        yield from broken(_FILE, file)
        yield from broken(_PARTY, file.exporter, "exporter.")
        yield from broken(_PARTY, file.importer, "importer.")
        for index, item in enumerate(file.items):
            yield from broken(_ITEM, item, f"items[{index}].")
            yield from _described(item, f"items[{index}].")
        if file.import_authorisation is not None:
            yield from check_licence(file.import_authorisation, "import_authorisation.")
        if file.export_authorisation is not None:
            yield from check_licence(file.export_authorisation, "export_authorisation.")

    return tuple(problems())


def _described(item: TransferItem, path: str) -> Iterator[Problem]:
    """What the line's description lacks; each weapon's own number comes at dispatch."""
    numbered = replace(item.firearm, marks=(*item.firearm.marks, _NUMBER))
    for problem in check_firearm(numbered):
        yield Problem(f"{path}{problem.field}", problem.text)


def check_licence(licence: Licence, path: str = "licence.") -> tuple[Problem, ...]:
    """What a licence lacks of FP 10(3)."""
    return tuple(broken(_LICENCE, licence, path))


def check_import(answer: ImportAuthorisation) -> tuple[Problem, ...]:
    """What the importing State's decision lacks."""
    licence = () if answer.licence is None else check_licence(answer.licence)
    return (*check_preamble(answer.preamble), *broken(_IMPORT, answer), *licence)


def check_transit_request(request: TransitRequest) -> tuple[Problem, ...]:
    """What a question to a transit State lacks; the import licence comes first (FP 10(3))."""
    licence = check_licence(request.import_authorisation, "import_authorisation.")
    return (*check_preamble(request.preamble), *licence)


def check_transit_answer(answer: TransitAnswer) -> tuple[Problem, ...]:
    """What a transit State's answer lacks."""
    return (*check_preamble(answer.preamble), *broken(_TRANSIT_ANSWER, answer))


def check_closed(closed: TransferClosed) -> tuple[Problem, ...]:
    """What the end of a file lacks."""
    return (*check_preamble(closed.preamble), *broken(_CLOSED, closed))


def check_contested(contested: TransferContested) -> tuple[Problem, ...]:
    """What the contesting of a message lacks."""
    return tuple(check_preamble(contested.preamble))


def check_retransfer_request(request: RetransferRequest) -> tuple[Problem, ...]:
    """What a request for consent lacks (A/75/78, para 50)."""
    return (*check_preamble(request.preamble), *broken(_RETRANSFER, request))


def check_retransfer_answer(answer: RetransferAnswer) -> tuple[Problem, ...]:
    """What the answer to it lacks."""
    return (*check_preamble(answer.preamble), *broken(_RETRANSFER_ANSWER, answer))


def check_psv_request(request: PsvRequest) -> tuple[Problem, ...]:
    """What the announcement of a visit lacks (A/75/78, para 53)."""
    return (*check_preamble(request.preamble), *broken(_PSV_REQUEST, request))


def check_psv_report(report: PsvReport) -> tuple[Problem, ...]:
    """What a visit's report lacks."""
    return (*check_preamble(report.preamble), *broken(_PSV_REPORT, report))
