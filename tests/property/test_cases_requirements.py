from typing import Any

from hypothesis import given, settings

from accord.cases import (
    certificate_requirements,
    delivery_requirements,
    exemption_requirements,
    hit_requirements,
    inquiry_requirements,
    notice_requirements,
    requirements,
    statistics_requirements,
    transfer_requirements,
)
from accord.cases.codes import Disposition
from accord.cases.description import check_firearm, declare_unknown
from accord.cases.rule import Problem
from accord.cases.trace import TraceResponse
from accord.testing.strategies import firearms, messages, payloads
from accord.weapons.firearm import Firearm
from accord.wire.kinds import MessageKind

CHECKS: dict[MessageKind, Any] = {
    MessageKind.CERTIFICATE_PRESENTED: certificate_requirements.check_presented,
    MessageKind.CERTIFICATE_VERIFICATION_REQUEST: (
        certificate_requirements.check_verification_request
    ),
    MessageKind.CERTIFICATE_VERIFICATION: certificate_requirements.check_verification,
    MessageKind.SIGNATORY_ENTRY: certificate_requirements.check_signatory_entry,
    MessageKind.EXEMPTION_REQUEST: exemption_requirements.check_request,
    MessageKind.EXEMPTION_CIRCULATION: exemption_requirements.check_circulation,
    MessageKind.EXEMPTION_SEEN: exemption_requirements.check_seen,
    MessageKind.EXEMPTION_ANSWER: exemption_requirements.check_answer,
    MessageKind.EXEMPTION_OPINION: exemption_requirements.check_opinion,
    MessageKind.EXEMPTION_DECISION: exemption_requirements.check_decision,
    MessageKind.EXEMPTION_USE: exemption_requirements.check_use,
    MessageKind.EXEMPTION_USE_REPLY: exemption_requirements.check_use_reply,
    MessageKind.EXEMPTION_RETURN: exemption_requirements.check_return,
    MessageKind.EXEMPTION_WITHDRAWAL: exemption_requirements.check_withdrawal,
    MessageKind.TRACE_REQUEST: requirements.check_request,
    MessageKind.TRACE_ACKNOWLEDGEMENT: requirements.check_acknowledgement,
    MessageKind.TRACE_QUESTION: requirements.check_question,
    MessageKind.TRACE_ANSWER: requirements.check_answer,
    MessageKind.TRACE_RESPONSE: requirements.check_response,
    MessageKind.TRACE_CLARIFICATION_REQUEST: requirements.check_clarification_request,
    MessageKind.TRACE_CLARIFICATION: requirements.check_clarification,
    MessageKind.TRACE_WITHDRAWAL: requirements.check_withdrawal,
    MessageKind.TRACE_COMMENT: requirements.check_comment,
    MessageKind.TRACE_OUTCOME: requirements.check_outcome,
    MessageKind.TRACE_REMINDER: requirements.check_reminder,
    MessageKind.TRANSFER_FILE: transfer_requirements.check_file,
    MessageKind.IMPORT_AUTHORISATION: transfer_requirements.check_import,
    MessageKind.TRANSIT_REQUEST: transfer_requirements.check_transit_request,
    MessageKind.TRANSIT_ANSWER: transfer_requirements.check_transit_answer,
    MessageKind.TRANSFER_CLOSED: transfer_requirements.check_closed,
    MessageKind.TRANSFER_CONTESTED: transfer_requirements.check_contested,
    MessageKind.SHIPMENT_DISPATCHED: delivery_requirements.check_dispatched,
    MessageKind.TRANSIT_REPORT: delivery_requirements.check_transit_report,
    MessageKind.DELIVERY_VERIFICATION: delivery_requirements.check_delivery,
    MessageKind.DISCREPANCY_NOTICE: delivery_requirements.check_discrepancy,
    MessageKind.DISCREPANCY_RESOLUTION: delivery_requirements.check_resolution,
    MessageKind.DIVERSION_ALERT: delivery_requirements.check_alert,
    MessageKind.RECEIPT_INQUIRY: delivery_requirements.check_inquiry,
    MessageKind.RETRANSFER_REQUEST: transfer_requirements.check_retransfer_request,
    MessageKind.RETRANSFER_ANSWER: transfer_requirements.check_retransfer_answer,
    MessageKind.PSV_REQUEST: transfer_requirements.check_psv_request,
    MessageKind.PSV_REPORT: transfer_requirements.check_psv_report,
    MessageKind.STATISTICAL_RETURN: statistics_requirements.check_return,
    MessageKind.STATISTICAL_RECEIPT: statistics_requirements.check_receipt,
    MessageKind.REGIONAL_COMPILATION: statistics_requirements.check_compilation,
    MessageKind.NOTICE: notice_requirements.check_notice,
    MessageKind.NOTICE_APPLIED: notice_requirements.check_applied,
    MessageKind.HIT_NOTIFICATION: hit_requirements.check_hit_notification,
    MessageKind.HIT_REQUEST: hit_requirements.check_hit_request,
    MessageKind.HIT_RESPONSE: hit_requirements.check_hit_response,
    MessageKind.HIT_DISMISSED: hit_requirements.check_hit_dismissed,
    MessageKind.HIT_RECOVERY: hit_requirements.check_hit_recovery,
    MessageKind.HIT_DISPOSITION: hit_requirements.check_hit_disposition,
    MessageKind.HIT_ESCALATION: hit_requirements.check_hit_escalation,
    MessageKind.HIT_ACTION: hit_requirements.check_hit_action,
    MessageKind.INQUIRY: inquiry_requirements.check_inquiry,
    MessageKind.INQUIRY_ANSWER: inquiry_requirements.check_inquiry_answer,
    MessageKind.INQUIRY_WITHDRAWAL: inquiry_requirements.check_inquiry_withdrawal,
}


def test_every_kind_between_members_is_checked() -> None:
    upkeep = {"probe", "exchange"}
    assert CHECKS.keys() == {kind for kind in MessageKind if kind.family not in upkeep}


@given(messages())
@settings(max_examples=300, deadline=None)
def test_any_message_gets_its_problems_and_no_exception(drawn: tuple[MessageKind, Any]) -> None:
    kind, message = drawn
    problems = CHECKS[kind](message)
    assert all(isinstance(one, Problem) and one.field and one.text for one in problems)


@given(payloads(MessageKind.TRACE_RESPONSE))
@settings(max_examples=300, deadline=None)
def test_no_act_passes_without_its_ground_and_reasons(response: TraceResponse) -> None:
    if requirements.check_response(response):
        return
    acts = {Disposition.RESTRICTED, Disposition.DELAYED, Disposition.REFUSED}
    assert bool(response.grounds) == (response.disposition in acts)
    assert response.explanation.strip() or response.disposition not in acts
    assert bool(response.withheld) == (response.disposition is Disposition.RESTRICTED)


@given(firearms())
@settings(max_examples=200, deadline=None)
def test_declared_gaps_are_no_problem_any_more(firearm: Firearm) -> None:
    declared = declare_unknown(firearm, "not stated")
    left = {problem.field for problem in check_firearm(declared)}
    said = {"maker_text": firearm.maker_text, "model_text": firearm.model_text}
    for field, text in said.items():
        assert text or f"firearm.{field}" not in left
    assert [mark.text for mark in declared.marks] == [mark.text for mark in firearm.marks]
    assert declare_unknown(declared, "again") == declared
