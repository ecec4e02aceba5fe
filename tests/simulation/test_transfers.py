"""Transfers between five States, told as the instruments tell them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from transfer_kit import BY, EUC, Region, State
from transfer_samples import FILE, RIFLE, serials

from accord.cases.exemption_codes import RefusalCriterion
from accord.cases.transfer import EndUser, LineQuantity, TransitLeg
from accord.cases.transfer_codes import (
    AuthorisationDecision,
    DeliveryResult,
    DiversionFinding,
    EndUserClass,
    PsvConsent,
    PsvFinding,
    PsvTeam,
    RetransferClause,
    RetransferDecision,
    SerialCheck,
    SuspectedCause,
    TransferType,
    TransitDecision,
    TransitFinding,
    TransitGround,
    TransitPoint,
    TransportMode,
)
from accord.cases.transfer_delivery import CountedItem, DispatchedItem
from accord.cases.transfer_guards import CertificateStanding, ExemptionStanding
from accord.errors import PolicyError, TransitionError
from node.transfers.drafts import (
    CheckpointDraft,
    ConfirmationDraft,
    ExitDraft,
    ExplanationDraft,
    ImportDraft,
    RefusalDraft,
    RetransferAnswerDraft,
    RetransferDraft,
    RouteDraft,
    SuspicionDraft,
    TransferDraft,
    VisitDraft,
    VisitReportDraft,
)

Act = Callable[[], Any]


def refused(code: str, act: Act) -> None:
    with pytest.raises(PolicyError) as caught:
        act()
    assert caught.value.code == code


def explain(region: Region, transfer_id: str, text: str = "customs recounted") -> None:
    state = region["XA"]
    draft = ExplanationDraft(text=text, documents=("customs report 7",))
    accept = state.transfers.diversions.accept
    state.write(lambda tx: accept(tx, transfer_id, 1, draft, by=BY))
    region.settle()


def confirm(region: Region, transfer_id: str, by: str = BY, **fields: Any) -> None:
    state = region["XA"]
    draft = ConfirmationDraft(text="the driver has confessed", **fields)
    act = state.transfers.diversions.confirm
    state.write(lambda tx: act(tx, transfer_id, 1, draft, by=by))
    region.settle()


def refute(region: Region, transfer_id: str) -> None:
    state = region["XA"]
    draft = ExplanationDraft(text="found in the second lorry", documents=("waybill 9",))
    act = state.transfers.diversions.refute
    state.write(lambda tx: act(tx, transfer_id, 1, draft, by=BY))
    region.settle()


def short_delivery(region: Region, **fields: Any) -> str:
    """Ten rifles leave, and eight are counted."""
    transfer_id = region.licensed()
    region.dispatch(transfer_id)
    region.report(transfer_id, count=8, result=DeliveryResult.SHORT, **fields)
    return transfer_id


# Before the licence


def test_no_export_is_authorised_before_the_importing_state_has_authorised_the_import() -> None:
    """FP 10(2)(a)."""
    region = Region()
    transfer_id = region.propose()
    region.verify(transfer_id)
    with pytest.raises(TransitionError):
        region.authorise(transfer_id)
    region.decide_import(transfer_id)
    with pytest.raises(TransitionError):
        region.authorise(transfer_id)
    assert region["XA"].state(transfer_id) == "IMPORT_AUTHORISED"


def test_each_transit_state_gives_its_word_in_writing_before_the_shipment() -> None:
    """FP 10(2)(b), (3): the import licence goes to it in advance."""
    region = Region()
    transfer_id = region.propose()
    region.verify(transfer_id)
    region.decide_import(transfer_id)
    region.ask_transit(transfer_id)
    asked = region["XB"].detail(transfer_id).asked
    assert asked is not None
    assert asked.import_authorisation.number == "XC-I-1"
    assert region["XB"].detail(transfer_id).file is None  # it is told what it needs and no more
    region.answer_transit(transfer_id, TransitDecision.NEED_MORE_TIME)
    assert region["XA"].state(transfer_id) == "TRANSIT_PENDING"
    region.answer_transit(transfer_id)
    assert region["XA"].state(transfer_id) == "TRANSIT_CLEARED"


def test_silence_is_no_consent_however_long_it_lasts() -> None:
    region = Region()
    transfer_id = region.propose()
    region.verify(transfer_id)
    region.decide_import(transfer_id)
    region.ask_transit(transfer_id)
    region.pass_days(60)
    assert region["XA"].state(transfer_id) == "TRANSIT_PENDING"
    assert "TRANSIT_OVERDUE" in region["XA"].events(transfer_id)
    region.answer_transit(transfer_id)  # late, and it counts
    assert region["XA"].state(transfer_id) == "TRANSIT_CLEARED"


def test_where_the_policy_counts_silence_it_is_called_tacit_for_ever() -> None:
    """Regulation (EC) 258/2012, 7(2): twenty working days."""
    region = Region("tacit")
    transfer_id = region.propose()
    region.verify(transfer_id)
    region.decide_import(transfer_id)
    region.ask_transit(transfer_id)
    region.pass_days(27)
    assert region["XA"].state(transfer_id) == "TRANSIT_PENDING"
    region.pass_days(3)
    (transit,) = region["XA"].detail(transfer_id).transits
    assert transit.state == "TACIT"
    assert region["XA"].state(transfer_id) == "TRANSIT_CLEARED"
    region.authorise(transfer_id)
    region.dispatch(transfer_id)
    assert region["XA"].detail(transfer_id).transits[0].state == "TACIT"


def test_a_passage_by_sea_without_transhipment_is_exempt_only_by_policy() -> None:
    """Regulation (EC) 258/2012, 7(1)(b)."""
    by_sea = (TransitLeg(state="XB", mode=TransportMode.SEA, tranship=False),)
    region = Region()
    transfer_id = region.propose(transits=by_sea)
    region.verify(transfer_id)
    region.decide_import(transfer_id)
    region.ask_transit(transfer_id)
    assert region["XA"].state(transfer_id) == "TRANSIT_PENDING"
    region = Region("exempt")
    transfer_id = region.propose(transits=by_sea)
    region.verify(transfer_id)
    region.decide_import(transfer_id)
    region.ask_transit(transfer_id)
    assert region["XA"].state(transfer_id) == "TRANSIT_CLEARED"
    assert region["XA"].detail(transfer_id).transits[0].state == "EXEMPT"
    region.authorise(transfer_id)
    region.dispatch(transfer_id)
    spared = region["XB"]
    assert spared.read(spared.transfers.views.list_transfers) == ()


def test_conditions_clear_the_way_only_once_they_are_accepted() -> None:
    region = Region()
    transfer_id = region.propose()
    region.verify(transfer_id)
    region.decide_import(transfer_id)
    region.ask_transit(transfer_id)
    region.answer_transit(transfer_id, TransitDecision.CONDITIONAL, conditions="under escort")
    exporter = region["XA"]
    assert exporter.state(transfer_id) == "TRANSIT_PENDING"
    accept = exporter.transfers.filing.accept_conditions
    exporter.write(lambda tx: accept(tx, transfer_id, "XB", by=BY))
    assert exporter.state(transfer_id) == "TRANSIT_CLEARED"


def test_an_objection_sends_the_file_back_to_its_route() -> None:
    region = Region()
    transfer_id = region.propose()
    region.verify(transfer_id)
    region.decide_import(transfer_id)
    region.ask_transit(transfer_id)
    region.answer_transit(
        transfer_id, TransitDecision.OBJECTION, ground=TransitGround.E6, text="unsafe road"
    )
    exporter = region["XA"]
    assert exporter.state(transfer_id) == "REROUTE"
    by_air = RouteDraft(
        transits=(TransitLeg(state="XD", mode=TransportMode.AIR, tranship=True),),
        means="aeroplane",
        route="Capital, Dorvia, Corvina",
    )
    exporter.write(lambda tx: exporter.transfers.filing.reroute(tx, transfer_id, by_air, by=BY))
    region.settle()
    assert region["XB"].state(transfer_id) == "CLOSED"
    region.ask_transit(transfer_id)
    region.answer_transit(transfer_id, state="XD")
    assert exporter.state(transfer_id) == "TRANSIT_CLEARED"


def test_an_objection_after_dispatch_stops_what_has_not_left() -> None:
    region = Region()
    transfer_id = region.licensed()
    region.dispatch(transfer_id)
    objection = {"ground": TransitGround.NATIONAL_LAW, "text": "new law"}
    region.answer_transit(transfer_id, TransitDecision.OBJECTION, **objection)
    exporter = region["XA"]
    detail = exporter.detail(transfer_id)
    assert detail.transits[0].state == "OBJECTION"
    assert detail.suspensions == ("TRANSIT_OBJECTION",)
    assert "OBJECTION_AFTER_LICENCE" in exporter.events(transfer_id)
    refused("transfer.suspended", lambda: region.dispatch(transfer_id, first=11))
    region.report(transfer_id)  # what had left arrives all the same
    assert exporter.shipment(transfer_id).state == "DELIVERY_VERIFIED"
    region.answer_transit(transfer_id)
    assert exporter.detail(transfer_id).suspensions == ()


def test_no_export_licence_outlives_the_import_licence() -> None:
    """Regulation (EC) 258/2012, 7(5)."""
    region = Region()
    transfer_id = region.propose()
    region.verify(transfer_id)
    region.decide_import(transfer_id, days=100)
    region.ask_transit(transfer_id)
    region.answer_transit(transfer_id)
    refused("transfer.export_outlives_import", lambda: region.authorise(transfer_id, days=101))
    assert region["XA"].state(transfer_id) == "TRANSIT_CLEARED"
    region.authorise(transfer_id, days=100)
    assert region["XA"].state(transfer_id) == "EXPORT_AUTHORISED"


def test_no_weapon_goes_to_a_non_state_end_user_without_explicit_authorisation() -> None:
    """ECOWAS Convention, 3(2)."""
    region = Region()
    group = replace(FILE.end_user, non_state=True, end_user_class=EndUserClass.COMPANY)
    transfer_id = region.propose(end_user=group)
    region.verify(transfer_id)
    refused("transfer.non_state_end_user", lambda: region.decide_import(transfer_id))
    assert region["XC"].state(transfer_id) == "INFORMED"
    region.decide_import(transfer_id, non_state_authorised=True)
    assert region["XA"].state(transfer_id) == "IMPORT_AUTHORISED"


def test_a_refused_import_ends_the_file_with_its_criterion() -> None:
    region = Region()
    transfer_id = region.propose()
    region.decide_import(
        transfer_id,
        decision=AuthorisationDecision.REFUSED,
        criterion=RefusalCriterion.E7,
        reason="no need of so many",
    )
    assert region["XA"].state(transfer_id) == "REFUSED"
    assert region["XC"].state(transfer_id) == "CLOSED"


def test_an_import_authorisation_that_comes_before_the_certificate_waits_for_it() -> None:
    region = Region()
    transfer_id = region.propose()
    region.decide_import(transfer_id)
    assert region["XA"].state(transfer_id) == "PROPOSED"
    region.verify(transfer_id)
    assert region["XA"].state(transfer_id) == "IMPORT_AUTHORISED"


def test_any_answer_but_authentic_fails_the_certificate_and_another_may_be_presented() -> None:
    region = Region()
    transfer_id = region.propose()
    exporter = region["XA"]
    exporter.certified.known[EUC] = CertificateStanding(result="NOT_ISSUED")
    present = exporter.transfers.filing.present_certificate
    exporter.write(lambda tx: present(tx, transfer_id, EUC, by=BY))
    assert exporter.state(transfer_id) == "EUC_FAILED"
    region.verify(transfer_id, "XC-EUC-2026-00002")
    assert exporter.state(transfer_id) == "EUC_OK"
    file = region["XC"].detail(transfer_id).file
    assert file is not None
    assert (file.version, file.certificate_number) == (2, "XC-EUC-2026-00002")


def test_where_the_region_asks_for_an_exemption_it_comes_first() -> None:
    """ECOWAS Convention, 3 to 5; A/75/78, para 68."""
    region = Region("exemption")
    transfer_id = region.propose(exemption_number="EX-1")
    region.verify(transfer_id)
    region.decide_import(transfer_id)
    region.ask_transit(transfer_id)
    region.answer_transit(transfer_id)
    refused("transfer.exemption_missing", lambda: region.authorise(transfer_id))
    region["XA"].exemptions.known["EX-1"] = ExemptionStanding(granted=True, remaining=15)
    region.authorise(transfer_id)
    region.dispatch(transfer_id)
    assert region["XA"].exemptions.drawn == [("EX-1", 1)]


def test_a_licence_that_runs_out_unused_expires() -> None:
    region = Region()
    transfer_id = region.licensed()
    region.pass_days(202)
    assert region["XA"].state(transfer_id) == "EXPIRED"
    assert region["XC"].state(transfer_id) == region["XB"].state(transfer_id) == "CLOSED"


# Shipments and the ledger


def test_no_more_leaves_than_both_licences_allow() -> None:
    region = Region()
    transfer_id = region.propose()
    region.verify(transfer_id)
    region.decide_import(transfer_id, quantities=(LineQuantity(item=1, quantity=12),))
    region.ask_transit(transfer_id)
    region.answer_transit(transfer_id)
    region.authorise(transfer_id)
    region.dispatch(transfer_id)
    refused("ledger.overdrawn", lambda: region.dispatch(transfer_id, first=11, count=3))
    (line,) = region["XA"].detail(transfer_id).lines
    assert (line.authorised, line.drawn, line.remaining) == (12, 10, 2)
    region.dispatch(transfer_id, first=11, count=2)
    assert region["XC"].detail(transfer_id).lines[0].remaining == 0


def test_a_certificate_is_not_used_twice() -> None:
    """The same certificate under a second file: what the first drew is gone."""
    region = Region()
    first = region.licensed()
    region.dispatch(first, count=15)
    second = region.licensed()
    act = lambda: region.dispatch(second, first=101, count=6)  # noqa: E731 - reads as the act
    refused("transfer.certificate_exhausted", act)
    region.dispatch(second, first=101, count=5)


def test_an_old_verification_is_made_again_before_weapons_leave() -> None:
    region = Region()
    transfer_id = region.licensed()
    region.pass_days(region["XA"].trusted.policy.certificate.reverify_days + 1)
    refused("transfer.certificate_stale", lambda: region.dispatch(transfer_id))
    region["XA"].certified.authentic()
    region.dispatch(transfer_id)


def test_a_signatory_revoked_with_effect_from_before_stops_the_rest_and_alarms() -> None:
    """A/75/78, para 116: authority is judged as at the date of signature."""
    region = Region()
    transfer_id = region.licensed()
    region.dispatch(transfer_id)
    exporter = region["XA"]
    exporter.certified.known[EUC] = CertificateStanding(
        result="SIGNATORY_NOT_AUTHORISED_ON_DATE", verified_ms=region.clock.now_ms()
    )
    doubt = exporter.transfers.certificate_in_doubt
    exporter.write(lambda tx: doubt(tx, EUC, (transfer_id,), "revoked"))
    assert exporter.detail(transfer_id).suspensions == ("CERTIFICATE",)
    assert "CERTIFICATE_ALERT" in exporter.events(transfer_id)
    refused("transfer.suspended", lambda: region.dispatch(transfer_id, first=11))
    exporter.certified.authentic()
    exporter.write(exporter.transfers.certificate_answered)
    region.dispatch(transfer_id, first=11)


def test_an_import_revoked_after_dispatch_stops_the_rest() -> None:
    region = Region()
    transfer_id = region.licensed()
    region.dispatch(transfer_id)
    reason: dict[str, Any] = {"criterion": RefusalCriterion.E5, "reason": "unrest"}
    region.decide_import(transfer_id, decision=AuthorisationDecision.REVOKED, **reason)
    exporter = region["XA"]
    assert exporter.state(transfer_id) == "SHIPPING"
    assert exporter.detail(transfer_id).suspensions == ("IMPORT_REVOKED",)
    refused("transfer.suspended", lambda: region.dispatch(transfer_id, first=11))
    region.decide_import(transfer_id)
    region.dispatch(transfer_id, first=11)


def test_an_import_revoked_before_dispatch_ends_the_file() -> None:
    region = Region()
    transfer_id = region.licensed()
    reason: dict[str, Any] = {"criterion": RefusalCriterion.E1, "reason": "embargo"}
    region.decide_import(transfer_id, decision=AuthorisationDecision.REVOKED, **reason)
    assert region["XA"].state(transfer_id) == "REVOKED"
    with pytest.raises(TransitionError):
        region.dispatch(transfer_id)


def test_a_temporary_export_is_announced_ten_working_days_ahead() -> None:
    """Regulation (EU) 2025/41, 22."""
    region = Region()
    transfer_id = region.licensed(type=TransferType.TEMPORARY_EXHIBITION)
    refused("transfer.temporary_notice", lambda: region.dispatch(transfer_id))
    region.pass_days(15)
    region.dispatch(transfer_id)


# Delivery


def test_a_partial_delivery_never_closes_the_file() -> None:
    region = Region()
    transfer_id = region.licensed()
    region.dispatch(transfer_id)
    region.report(transfer_id)
    assert region["XA"].state(transfer_id) == "SHIPPING"
    region.dispatch(transfer_id, first=11)
    assert region["XA"].state(transfer_id) == "SHIPPING"
    region.report(transfer_id, 2, first=11)
    assert region["XA"].state(transfer_id) == "MONITORING"


def test_what_is_left_can_be_given_up_and_then_the_file_ends() -> None:
    region = Region()
    transfer_id = region.licensed(psv_consent=PsvConsent.NOT_ASKED)
    region.dispatch(transfer_id)
    region.report(transfer_id)
    exporter = region["XA"]
    give_up = exporter.transfers.end_remainder
    exporter.write(lambda tx: give_up(tx, transfer_id, "the order was cut", by=BY))
    region.settle()
    assert exporter.state(transfer_id) == "CLOSED_DELIVERED"
    assert region["XC"].state(transfer_id) == region["XB"].state(transfer_id) == "CLOSED"


def test_the_importers_word_is_not_the_end_users() -> None:
    region = Region()
    transfer_id = region.licensed()
    region.dispatch(transfer_id)
    region.report(transfer_id, end_user=False)
    assert region["XA"].shipment(transfer_id).state == "ARRIVED"
    region.report(transfer_id)
    assert region["XA"].shipment(transfer_id).state == "DELIVERY_VERIFIED"


def test_an_end_user_in_another_state_is_heard_from_that_states_node() -> None:
    region = Region()
    mission = EndUser(
        end_user_class=EndUserClass.OTHER_STATE, state="XD", name="Mission", address="Camp"
    )
    transfer_id = region.licensed(end_user=mission)
    region.dispatch(transfer_id)
    region.report(transfer_id, end_user=False)
    refused("transfer.not_yours_to_confirm", lambda: region.report(transfer_id))
    assert region["XA"].shipment(transfer_id).state == "ARRIVED"
    region.report(transfer_id, state="XD")
    assert region["XA"].shipment(transfer_id).state == "DELIVERY_VERIFIED"
    assert region["XC"].shipment(transfer_id).state == "DELIVERY_VERIFIED"


def test_counts_without_serials_verify_nothing() -> None:
    region = Region()
    transfer_id = region.licensed()
    region.dispatch(transfer_id)
    counted = (CountedItem(item=1, quantity=10),)
    region.report(transfer_id, items=counted, serials_checked=SerialCheck.NONE)
    assert region["XA"].shipment(transfer_id).state == "ARRIVED"


def test_a_report_that_calls_itself_complete_is_compared_all_the_same() -> None:
    region = Region()
    transfer_id = region.licensed()
    region.dispatch(transfer_id)
    region.report(transfer_id, first=3)  # ten rifles, two of them others
    exporter = region["XA"]
    assert exporter.shipment(transfer_id).state == "DISCREPANCY"
    (difference,) = exporter.shipment(transfer_id).differences
    assert difference.missing == serials(1, 2)
    assert difference.unexpected == serials(11, 2)


def test_nobodys_word_covers_anothers_difference() -> None:
    region = Region()
    transfer_id = region.licensed()
    region.dispatch(transfer_id)
    region.report(transfer_id, end_user=False, count=8)
    region.report(transfer_id)
    assert region["XA"].shipment(transfer_id).state == "DISCREPANCY"
    region.report(transfer_id, end_user=False)  # the importer has counted again
    assert region["XA"].shipment(transfer_id).state == "DELIVERY_VERIFIED"


def test_a_difference_that_documents_explain_is_settled_by_the_exporting_state() -> None:
    region = Region()
    transfer_id = short_delivery(region)
    draft = ExplanationDraft(text="two were damaged", documents=("photo 1",))
    importer = region["XC"]
    offer = importer.transfers.partners.explain
    importer.write(lambda tx: offer(tx, transfer_id, 1, draft, by=BY))
    region.settle()
    exporter = region["XA"]
    assert exporter.shipment(transfer_id).state == "DISCREPANCY"  # an offer settles nothing
    assert exporter.shipment(transfer_id).explanation is not None
    explain(region, transfer_id)
    for state in ("XA", "XC"):
        shipment = region[state].shipment(transfer_id)
        assert (shipment.state, shipment.note) == ("DELIVERY_VERIFIED", "customs recounted")


def test_an_explanation_without_documents_explains_nothing() -> None:
    region = Region()
    transfer_id = short_delivery(region)
    exporter = region["XA"]
    accept = exporter.transfers.diversions.accept
    draft = ExplanationDraft(text="trust me")
    act = lambda: exporter.write(lambda tx: accept(tx, transfer_id, 1, draft, by=BY))  # noqa: E731
    refused("requirement.missing", act)
    assert exporter.shipment(transfer_id).state == "DISCREPANCY"


def test_no_proof_of_receipt_in_45_days_asks_customs_and_then_the_importing_state() -> None:
    """Regulation (EU) 2025/41, 26; FP 10(4)."""
    region = Region()
    transfer_id = region.licensed()
    region.dispatch(transfer_id)
    region.pass_days(45)
    exporter = region["XA"]
    assert exporter.shipment(transfer_id).state == "IN_TRANSIT"
    region.pass_days(1)
    assert exporter.shipment(transfer_id).state == "DELIVERY_OVERDUE"
    exit_day = exporter.shipment(transfer_id).dispatch.exit_date
    draft = ExitDraft(exit_date=exit_day, customs_reference="XA-C-1")
    confirm_exit = exporter.transfers.diversions.confirm_exit
    exporter.write(lambda tx: confirm_exit(tx, transfer_id, 1, draft, by=BY))
    region.settle()
    assert region["XC"].detail(transfer_id).next_steps == (
        "shipment 1: say whether it has entered",
    )
    region.report(transfer_id)  # it had come; the proof is late, and counts
    assert exporter.shipment(transfer_id).state == "DELIVERY_VERIFIED"


def test_an_inquiry_that_nobody_answers_becomes_a_discrepancy_and_then_a_suspicion() -> None:
    region = Region()
    transfer_id = region.licensed()
    region.dispatch(transfer_id)
    region.pass_days(46)
    exporter = region["XA"]
    draft = ExitDraft(exit_date=region.today, customs_reference="XA-C-1")
    confirm_exit = exporter.transfers.diversions.confirm_exit
    exporter.write(lambda tx: confirm_exit(tx, transfer_id, 1, draft, by=BY))
    region.pass_days(16)
    assert exporter.shipment(transfer_id).state == "DISCREPANCY"
    region.pass_days(16)
    assert exporter.shipment(transfer_id).state == "DIVERSION_SUSPECTED"


# Diversion


def test_two_rifles_short_and_unexplained_end_as_a_confirmed_diversion_with_notices() -> None:
    """Nairobi Protocol; A/75/78, para 65; ATT 11(4)."""
    region = Region()
    transfer_id = short_delivery(region)
    exporter, importer = region["XA"], region["XC"]
    assert exporter.shipment(transfer_id).state == "DISCREPANCY"
    assert importer.shipment(transfer_id).state == "DISCREPANCY"
    region.pass_days(14)
    assert exporter.shipment(transfer_id).state == "DISCREPANCY"
    region.pass_days(2)
    assert exporter.shipment(transfer_id).state == "DIVERSION_SUSPECTED"
    assert exporter.state(transfer_id) == "DIVERSION_SUSPECTED"
    with pytest.raises(TransitionError):
        region.dispatch(transfer_id, first=11)
    for state in ("XB", "XC"):
        assert region[state].state(transfer_id) == "DIVERSION_SUSPECTED"
        (alert,) = region[state].detail(transfer_id).alerts
        assert alert.alert.finding is DiversionFinding.SUSPECTED
        assert alert.alert.items[0].serials == serials(9, 2)
    confirm(region, transfer_id, states_affected=("XE",))
    assert exporter.state(transfer_id) == "CLOSED_DIVERTED"
    assert [one.marks[-1].text for one in exporter.notices.published] == list(serials(9, 2))
    assert all(one.model_text == RIFLE.model_text for one in exporter.notices.published)
    assert exporter.shipment(transfer_id).notices == ("XA-N-1", "XA-N-2")
    assert importer.shipment(transfer_id).notices == ("XA-N-1", "XA-N-2")
    assert importer.state(transfer_id) == "CLOSED"
    stranger = region["XE"]
    (told,) = stranger.read(stranger.transfers.views.alerts)
    assert told.alert.finding is DiversionFinding.CONFIRMED
    assert told.alert.notice_ids == ("XA-N-1", "XA-N-2")


def test_evidence_of_theft_is_suspicion_at_once() -> None:
    region = Region()
    transfer_id = short_delivery(region, cause=SuspectedCause.THEFT, text="the lock was cut")
    assert region["XA"].state(transfer_id) == "DIVERSION_SUSPECTED"


def test_a_refuted_suspicion_lets_the_rest_go_on() -> None:
    region = Region()
    transfer_id = short_delivery(region, cause=SuspectedCause.THEFT, text="the lock was cut")
    refute(region, transfer_id)
    exporter = region["XA"]
    assert exporter.shipment(transfer_id).state == "DELIVERY_VERIFIED"
    assert exporter.detail(transfer_id).suspensions == ()
    assert region["XC"].state(transfer_id) == "UNDER_WAY"
    region.dispatch(transfer_id, first=11)
    region.report(transfer_id, 2, first=11)
    assert exporter.state(transfer_id) == "MONITORING"


def test_what_a_transit_state_loses_is_a_discrepancy() -> None:
    """ATT 9."""
    region = Region()
    transfer_id = region.licensed()
    region.dispatch(transfer_id)
    passed = CheckpointDraft(
        point=TransitPoint.ENTRY, finding=TransitFinding.IN_ORDER, date=region.today, quantity=10
    )
    transit = region["XB"]
    report = transit.transfers.partners.report_checkpoint
    transit.write(lambda tx: report(tx, transfer_id, 1, passed, by=BY))
    region.settle()
    assert region["XA"].shipment(transfer_id).state == "IN_TRANSIT"
    stolen = replace(passed, finding=TransitFinding.STOLEN, text="lorry robbed")
    transit.write(lambda tx: report(tx, transfer_id, 1, stolen, by=BY))
    region.settle()
    for state in ("XA", "XB", "XC"):
        assert region[state].shipment(transfer_id).state == "DISCREPANCY"
    assert region["XA"].shipment(transfer_id).cause == "THEFT"


def test_a_diversion_is_confirmed_by_two_people_where_the_agency_says_so() -> None:
    region = Region(signoff={"confirm_diversion": "two_people"})
    transfer_id = short_delivery(region, cause=SuspectedCause.THEFT, text="the lock was cut")
    confirm(region, transfer_id, by="anna")
    assert region["XA"].state(transfer_id) == "DIVERSION_SUSPECTED"
    refused("signoff.same_person", lambda: confirm(region, transfer_id, by="anna"))
    confirm(region, transfer_id, by="bela")
    assert region["XA"].state(transfer_id) == "CLOSED_DIVERTED"


def test_only_weapons_that_left_can_be_called_diverted() -> None:
    region = Region()
    transfer_id = short_delivery(region, cause=SuspectedCause.THEFT, text="the lock was cut")
    never_sent = (CountedItem(item=1, quantity=1, serials=("AR 999999",)),)
    refused("transfer.not_dispatched", lambda: confirm(region, transfer_id, items=never_sent))
    assert region["XA"].state(transfer_id) == "DIVERSION_SUSPECTED"
    assert region["XA"].notices.published == []


def test_nothing_is_suspected_where_nothing_differs() -> None:
    region = Region()
    transfer_id = region.licensed()
    region.dispatch(transfer_id)
    exporter = region["XA"]
    suspect = exporter.transfers.diversions.suspect
    draft = SuspicionDraft(text="a rumour")
    with pytest.raises(TransitionError):
        exporter.write(lambda tx: suspect(tx, transfer_id, 1, draft, by=BY))
    assert exporter.state(transfer_id) == "SHIPPING"


# Afterwards


def delivered(region: Region, **changes: Any) -> str:
    transfer_id = region.licensed(**changes)
    region.dispatch(transfer_id, count=20)
    region.report(transfer_id, count=20)
    return transfer_id


def announce(region: Region, transfer_id: str) -> str:
    exporter = region["XA"]
    draft = VisitDraft(
        legal_basis="clause 7 of the certificate",
        items=(LineQuantity(item=1, quantity=20),),
        proposed_dates=(region.after(10),),
        team=PsvTeam.EXPERTS,
    )
    act = exporter.transfers.afterwards.announce_visit
    psv_id = exporter.write(lambda tx: act(tx, transfer_id, draft, by=BY))
    region.settle()
    return psv_id


def visit(region: Region, psv_id: str, finding: PsvFinding, inspected: int) -> None:
    exporter = region["XA"]
    draft = VisitReportDraft(date=region.today, inspected=inspected, of=20, finding=finding)
    act = exporter.transfers.afterwards.record_visit
    exporter.write(lambda tx: act(tx, psv_id, draft, by=BY))
    region.settle()


def test_a_visit_needs_the_consent_that_the_file_records() -> None:
    """A/75/78, para 53."""
    region = Region()
    transfer_id = delivered(region, psv_consent=PsvConsent.NOT_GRANTED)
    assert region["XA"].state(transfer_id) == "CLOSED_DELIVERED"
    refused("transfer.psv_not_agreed", lambda: announce(region, transfer_id))


def test_a_visit_that_finds_them_keeps_the_file_and_its_end_closes_it() -> None:
    region = Region()
    transfer_id = delivered(region)
    psv_id = announce(region, transfer_id)
    assert region["XC"].detail(transfer_id).visits[0].psv_id == psv_id
    visit(region, psv_id, PsvFinding.PRESENT_WITH_END_USER, 20)
    exporter = region["XA"]
    assert exporter.state(transfer_id) == "MONITORING"
    assert region["XC"].detail(transfer_id).visits[0].report is not None
    exporter.write(lambda tx: exporter.transfers.afterwards.end_monitoring(tx, transfer_id, by=BY))
    assert exporter.state(transfer_id) == "CLOSED_DELIVERED"


def test_a_visit_that_finds_them_gone_is_suspicion_at_once() -> None:
    region = Region()
    transfer_id = delivered(region)
    psv_id = announce(region, transfer_id)
    visit(region, psv_id, PsvFinding.NOT_PRESENT, 18)
    assert region["XA"].state(transfer_id) == "DIVERSION_SUSPECTED"
    refused("transfer.serials_unknown", lambda: confirm(region, transfer_id))
    gone = (CountedItem(item=1, quantity=2, serials=serials(4, 2)),)
    confirm(region, transfer_id, items=gone)
    assert region["XA"].state(transfer_id) == "CLOSED_DIVERTED"
    assert len(region["XA"].notices.published) == 2


def ask_retransfer(region: Region, transfer_id: str, quantity: int = 5) -> str:
    importer = region["XC"]
    draft = RetransferDraft(
        items=(LineQuantity(item=1, quantity=quantity),),
        new_end_user=EndUser(
            end_user_class=EndUserClass.POLICE, state="XD", name="Dorvia Police", address="Gate"
        ),
        reason="surplus",
    )
    act = importer.transfers.afterwards.request_retransfer
    request_id = importer.write(lambda tx: act(tx, transfer_id, draft, by=BY))
    region.settle()
    return request_id


def answer_retransfer(region: Region, request_id: str, draft: RetransferAnswerDraft) -> None:
    exporter = region["XA"]
    act = exporter.transfers.afterwards.answer_retransfer
    exporter.write(lambda tx: act(tx, request_id, draft, by=BY))
    region.settle()


def retransfer(region: Region, original: str, consent: str, quantity: int = 5) -> str:
    """The importer's own file to pass weapons on to Dorvia."""
    fields = {name: getattr(FILE, name) for name in _DRAFTED}
    fields |= {
        "type": TransferType.RETRANSFER,
        "exporter": FILE.importer,
        "importer": replace(FILE.importer, state="XD", authority="XD-NPC"),
        "end_user": EndUser(
            end_user_class=EndUserClass.POLICE, state="XD", name="Dorvia Police", address="Gate"
        ),
        "items": (replace(FILE.items[0], quantity=quantity),),
        "transits": (),
        "planned_departure": region.after(1),
        "planned_arrival": region.after(9),
        "original_transfer": original,
        "retransfer_consent": consent,
    }
    holder = region["XC"]
    holder.certified.authentic()
    filing = holder.transfers.filing
    draft = TransferDraft(**fields)
    transfer_id = holder.write(lambda tx: filing.propose(tx, draft, by=BY))
    holder.write(lambda tx: filing.present_certificate(tx, transfer_id, EUC, by=BY))
    region.settle()
    authorise = ImportDraft(
        decision=AuthorisationDecision.ISSUED, licence=region.licence("XD-I-1", 90, "XD-NPC")
    )
    partner = region["XD"]
    decide = partner.transfers.partners.decide_import
    partner.write(lambda tx: decide(tx, transfer_id, authorise, by=BY))
    region.settle()
    holder.write(lambda tx: filing.ask_transit(tx, transfer_id, by=BY))
    return transfer_id


def licence_of(region: Region, transfer_id: str) -> None:
    holder = region["XC"]
    filing, export = holder.transfers.filing, region.licence("XC-E-1", 60, "XC-NPC")
    holder.write(lambda tx: filing.authorise_export(tx, transfer_id, export, by=BY))


def test_what_came_under_a_promise_is_passed_on_only_with_the_first_exporters_consent() -> None:
    """A/75/78, para 50."""
    region = Region()
    original = delivered(region)
    request_id = ask_retransfer(region, original)
    assert region["XA"].state(original) == "RETRANSFER_REVIEW"
    transfer_id = retransfer(region, original, request_id)
    refused("transfer.retransfer_consent", lambda: licence_of(region, transfer_id))
    conditional = RetransferAnswerDraft(
        decision=RetransferDecision.CONDITIONAL, conditions="no further transfer"
    )
    answer_retransfer(region, request_id, conditional)
    assert region["XA"].state(original) == "MONITORING"
    refused("transfer.retransfer_consent", lambda: licence_of(region, transfer_id))
    holder = region["XC"]
    accept = holder.transfers.afterwards.accept_conditions
    holder.write(lambda tx: accept(tx, request_id, by=BY))
    licence_of(region, transfer_id)
    assert holder.state(transfer_id) == "EXPORT_AUTHORISED"
    assert holder.detail(original).consents[0].used_by == transfer_id
    again = retransfer(region, original, request_id)
    refused("transfer.retransfer_consent", lambda: licence_of(region, again))


def test_consent_for_five_is_no_consent_for_six() -> None:
    region = Region()
    original = delivered(region)
    request_id = ask_retransfer(region, original)
    granted = RetransferAnswerDraft(decision=RetransferDecision.GRANTED)
    answer_retransfer(region, request_id, granted)
    transfer_id = retransfer(region, original, request_id, quantity=6)
    refused("transfer.retransfer_consent", lambda: licence_of(region, transfer_id))


def test_where_the_file_prohibits_it_consent_cannot_be_given() -> None:
    region = Region()
    original = delivered(region, retransfer_clause=RetransferClause.PROHIBITED)
    request_id = ask_retransfer(region, original)
    granted = RetransferAnswerDraft(decision=RetransferDecision.GRANTED)
    act = lambda: answer_retransfer(region, request_id, granted)  # noqa: E731
    refused("transfer.retransfer_prohibited", act)
    no = RetransferAnswerDraft(
        decision=RetransferDecision.REFUSED, criterion=RefusalCriterion.E6, reason="the clause"
    )
    answer_retransfer(region, request_id, no)
    assert region["XC"].detail(original).consents[0].state == "REFUSED"


def test_no_more_is_passed_on_than_came() -> None:
    region = Region()
    original = delivered(region)
    refused("transfer.more_than_delivered", lambda: ask_retransfer(region, original, 21))


def test_what_left_and_was_not_counted_cannot_be_passed_on() -> None:
    region = Region()
    original = short_delivery(region)
    refused("transfer.more_than_delivered", lambda: ask_retransfer(region, original, 9))
    ask_retransfer(region, original, 8)
    assert len(region["XA"].detail(original).consents) == 1


def test_every_clock_records_the_rule_and_the_policy_that_set_it() -> None:
    region = Region()
    transfer_id = region.licensed()
    region.dispatch(transfer_id)
    exporter = region["XA"]
    assert exporter.shipment(transfer_id).due.rule == "proof of receipt within 45 days of exit"
    transit = exporter.detail(transfer_id).transits[0]
    assert transit.due is not None
    assert transit.due.rule == "answer within 20 working days"
    assert transit.due.policy_version == 1


def test_only_a_parties_acts_are_its_own() -> None:
    region = Region()
    transfer_id = region.propose()
    stranger: State = region["XB"]
    decide = stranger.transfers.partners.decide_import
    draft = ImportDraft(decision=AuthorisationDecision.ISSUED)
    refused(
        "transfer.unknown_transfer",
        lambda: stranger.write(lambda tx: decide(tx, transfer_id, draft, by=BY)),
    )
    importer = region["XC"]
    refuse = importer.transfers.filing.refuse
    why = RefusalDraft(reason="no", criterion=RefusalCriterion.E1)
    refused(
        "transfer.not_ours",
        lambda: importer.write(lambda tx: refuse(tx, transfer_id, why, by=BY)),
    )


def test_a_dispatch_names_every_weapon() -> None:
    region = Region()
    transfer_id = region.licensed()
    unnamed = (DispatchedItem(item=1, quantity=3, serials=serials(1, 2)),)
    refused("ledger.serials", lambda: region.dispatch(transfer_id, items=unnamed))
    assert region["XA"].detail(transfer_id).shipments == ()


_DRAFTED = (
    "end_use",
    "end_use_text",
    "certificate_number",
    "retransfer_clause",
    "retransfer_text",
    "psv_consent",
    "means",
    "route",
    "consignment_address",
    "risk_result",
    "embargo_screenings",
    "planned_shipments",
)
