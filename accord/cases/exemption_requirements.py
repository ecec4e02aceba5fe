"""What each message of an exemption must say (ECOWAS Convention, arts 4 to 6)."""

from collections.abc import Iterator
from typing import Final

from accord.cases.certificate_requirements import check_party
from accord.cases.exemption import (
    ExemptionAnswer,
    ExemptionCirculation,
    ExemptionDecision,
    ExemptionItem,
    ExemptionOpinion,
    ExemptionRequest,
    ExemptionReturn,
    ExemptionSeen,
    ExemptionUse,
    ExemptionUseReply,
    ExemptionWithdrawal,
    SupplyProcess,
)
from accord.cases.exemption_codes import ExemptionGround, ExemptionOutcome, ExemptionPosition
from accord.cases.preamble import check_preamble, check_reply
from accord.cases.rule import Problem, Rule, broken, said

_REQUEST: Final[tuple[Rule[ExemptionRequest], ...]] = (
    Rule("request_id", "give the id of the request", lambda r: said(r.request_id)),
    Rule("revision", "count from 1", lambda r: r.revision),
    Rule(
        "national_commission",
        "name the National Commission that asks",
        lambda r: said(r.national_commission),
    ),
    Rule("ground", "choose the ground (art 4(1))", lambda r: r.ground),
    Rule(
        "mandate",
        "name the decision behind the operation (art 4(1)(ii))",
        lambda r: r.ground is not ExemptionGround.PEACE_SUPPORT_OPERATION or said(r.mandate),
    ),
    Rule("items", "list the arms (art 5(1)(a))", lambda r: r.items),
    Rule("supplier", "describe the supplier (art 5(1)(b))", lambda r: r.supplier),
    Rule("supply", "describe the supply (art 5(1)(c))", lambda r: r.supply),
    Rule("end_user", "describe the end user (art 5(1)(d))", lambda r: r.end_user),
    Rule(
        "end_user_confirmation",
        "give the national authority's confirmation of the end user (art 5(1)(d))",
        lambda r: said(r.end_user_confirmation),
    ),
    Rule("end_use", "say what the arms are for (art 5(1)(e))", lambda r: said(r.end_use)),
    Rule(
        "certificate_number",
        "give the number of the end-user certificate (A/75/78, para 68)",
        lambda r: said(r.certificate_number),
    ),
)
_ITEM: Final[tuple[Rule[ExemptionItem], ...]] = (
    Rule("category", "choose SA1 to SA6 or LW1 to LW7", lambda i: i.category),
    Rule("type_text", "give the exact type and kind", lambda i: said(i.type_text)),
    Rule("quantity", "say how many", lambda i: i.quantity),
    Rule(
        "weapons",
        "describe every single weapon (art 5(1)(a))",
        lambda i: len(i.weapons) == i.quantity,
    ),
    Rule(
        "weapons",
        "give each weapon's serial number and other marks",
        lambda i: all(any(said(mark.text) for mark in one.marks) for one in i.weapons),
    ),
)
_SUPPLY: Final[tuple[Rule[SupplyProcess], ...]] = (
    Rule("shipments", "say how many shipments", lambda s: s.shipments),
    Rule("from_date", "give the period covered", lambda s: s.from_date),
    Rule("to_date", "give the period covered", lambda s: s.to_date),
    Rule("route", "give the route with its transit locations", lambda s: s.route),
    Rule("transport", "give the type of transport", lambda s: said(s.transport)),
    Rule("companies", "list who imports, forwards and handles", lambda s: s.companies),
    Rule("storage", "describe storage and its management", lambda s: said(s.storage)),
)
_CIRCULATION: Final[tuple[Rule[ExemptionCirculation], ...]] = (
    Rule("applicant", "name the applicant State", lambda c: said(c.applicant)),
    Rule("assessment", "give the technical assessment", lambda c: said(c.assessment)),
    Rule("answer_by_ms", "say until when members may answer", lambda c: c.answer_by_ms),
    Rule("opinion_by_ms", "say when the opinion is due", lambda c: c.opinion_by_ms),
)
_SEEN: Final[tuple[Rule[ExemptionSeen], ...]] = (
    Rule("request_id", "name the request", lambda s: said(s.request_id)),
    Rule("seen_ms", "say when it was opened", lambda s: s.seen_ms),
)
_ANSWER: Final[tuple[Rule[ExemptionAnswer], ...]] = (
    Rule("request_id", "name the request", lambda a: said(a.request_id)),
    Rule(
        "position",
        "silence is not sent: answer NO_OBJECTION, OBJECTION or COMMENT",
        lambda a: a.position is not ExemptionPosition.SILENT,
    ),
    Rule(
        "criteria",
        "object on at least one of the criteria (art 6)",
        lambda a: a.position is not ExemptionPosition.OBJECTION or a.criteria,
    ),
    Rule(
        "criteria",
        "only an objection has criteria",
        lambda a: a.position is ExemptionPosition.OBJECTION or not a.criteria,
    ),
    Rule(
        "text",
        "give the reasons",
        lambda a: a.position is ExemptionPosition.NO_OBJECTION or said(a.text),
    ),
)
_OPINION: Final[tuple[Rule[ExemptionOpinion], ...]] = (
    Rule("request_id", "name the request", lambda o: said(o.request_id)),
    Rule("reasons", "an opinion is reasoned (art 5(3))", lambda o: said(o.reasons)),
    Rule(
        "escalated_to",
        "with a consensus there is nothing to escalate",
        lambda o: not (o.consensus and o.escalated_to),
    ),
)
_DECISION: Final[tuple[Rule[ExemptionDecision], ...]] = (
    Rule("request_id", "name the request", lambda d: said(d.request_id)),
    Rule("decided_by", "say who decided", lambda d: said(d.decided_by)),
    Rule(
        "reasons",
        "say why",
        lambda d: d.outcome is ExemptionOutcome.GRANTED or said(d.reasons),
    ),
    Rule(
        "certificate_number",
        "number the certificate",
        lambda d: d.outcome is ExemptionOutcome.REFUSED or said(d.certificate_number),
    ),
    Rule(
        "valid_to",
        "say until which day it holds",
        lambda d: (
            d.outcome is not ExemptionOutcome.GRANTED or (d.valid_from and d.valid_to is not None)
        ),
    ),
    Rule(
        "quantities",
        "say how many of which item",
        lambda d: d.outcome is not ExemptionOutcome.GRANTED or d.quantities,
    ),
)
_USE: Final[tuple[Rule[ExemptionUse], ...]] = (
    Rule("certificate_number", "name the certificate", lambda u: said(u.certificate_number)),
    Rule("transfer", "name the transfer", lambda u: said(u.transfer)),
    Rule("shipment", "name the shipment", lambda u: said(u.shipment)),
    Rule("quantities", "say how many of which item", lambda u: u.quantities),
)
_USE_REPLY: Final[tuple[Rule[ExemptionUseReply], ...]] = (
    Rule("certificate_number", "name the certificate", lambda u: said(u.certificate_number)),
    Rule("transfer", "name the transfer", lambda u: said(u.transfer)),
    Rule("shipment", "name the shipment", lambda u: said(u.shipment)),
    Rule("reason", "say why it was not counted", lambda u: u.counted or said(u.reason)),
    Rule("quantities", "say what is counted", lambda u: bool(u.quantities) == u.counted),
)
_RETURN: Final[tuple[Rule[ExemptionReturn], ...]] = (
    Rule("request_id", "name the request", lambda r: said(r.request_id)),
    Rule("fields", "name fields, or say in words what is missing", lambda r: r.fields or r.text),
)
_WITHDRAWAL: Final[tuple[Rule[ExemptionWithdrawal], ...]] = (
    Rule("request_id", "name the request", lambda w: said(w.request_id)),
    Rule("reason", "say why", lambda w: said(w.reason)),
)


def check_request(request: ExemptionRequest) -> tuple[Problem, ...]:
    """What a request lacks of art 5(1)."""

    def problems() -> Iterator[Problem]:
        yield from check_preamble(request.preamble)
        yield from broken(_REQUEST, request)
        for number, item in enumerate(request.items):
            yield from broken(_ITEM, item, f"items[{number}].")
        if request.supplier is not None:
            yield from check_party(request.supplier, "supplier.", represented=True)
        for number, broker in enumerate(request.brokers):
            yield from check_party(broker, f"brokers[{number}].", represented=True)
        if request.supply is not None:
            yield from broken(_SUPPLY, request.supply, "supply.")
        if request.end_user is not None:
            yield from check_party(request.end_user, "end_user.", represented=True)

    return tuple(problems())


def check_circulation(message: ExemptionCirculation) -> tuple[Problem, ...]:
    """What a circulated request lacks."""
    return (*check_preamble(message.preamble), *broken(_CIRCULATION, message))


def check_seen(message: ExemptionSeen) -> tuple[Problem, ...]:
    """What the notice that it was opened lacks."""
    return (*check_reply(message.preamble), *broken(_SEEN, message))


def check_answer(message: ExemptionAnswer) -> tuple[Problem, ...]:
    """What a member's answer lacks."""
    return (*check_reply(message.preamble), *broken(_ANSWER, message))


def check_opinion(message: ExemptionOpinion) -> tuple[Problem, ...]:
    """What an opinion lacks."""
    return (*check_preamble(message.preamble), *broken(_OPINION, message))


def check_decision(message: ExemptionDecision) -> tuple[Problem, ...]:
    """What a decision lacks."""
    return (*check_preamble(message.preamble), *broken(_DECISION, message))


def check_use(message: ExemptionUse) -> tuple[Problem, ...]:
    """What a use lacks."""
    return (*check_preamble(message.preamble), *broken(_USE, message))


def check_use_reply(message: ExemptionUseReply) -> tuple[Problem, ...]:
    """What the reply to a use lacks."""
    return (*check_reply(message.preamble), *broken(_USE_REPLY, message))


def check_return(message: ExemptionReturn) -> tuple[Problem, ...]:
    """What the return of a request lacks."""
    return (*check_reply(message.preamble), *broken(_RETURN, message))


def check_withdrawal(message: ExemptionWithdrawal) -> tuple[Problem, ...]:
    """What a withdrawal lacks."""
    return (*check_preamble(message.preamble), *broken(_WITHDRAWAL, message))
