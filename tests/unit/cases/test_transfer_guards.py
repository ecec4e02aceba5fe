from dataclasses import replace
from typing import Any

import pytest
from transfer_samples import EXPORT, FILE, GROUNDS, IMPORT, LEDGER, NOW_MS, day, dispatched, licence

from accord.cases.transfer import EmbargoScreening
from accord.cases.transfer_codes import (
    AuthorisationDecision,
    EndUserClass,
    PsvConsent,
    RiskResult,
    ScreeningResult,
    TransferType,
)
from accord.cases.transfer_guards import (
    CertificateStanding,
    ExemptionStanding,
    Grounds,
    Passage,
    check_dispatch,
    check_export,
    check_visit,
    exempt,
)
from accord.cases.transit import CLEAR, TransitState
from accord.errors import PolicyError
from accord.trust.policy_transfer import TransferPolicy

DAY_MS = 86_400_000


def not_authorised(code: str, **changes: Any) -> None:
    with pytest.raises(PolicyError) as caught:
        check_export(replace(GROUNDS, **changes), EXPORT)
    assert caught.value.code == code


def not_dispatched(code: str, grounds: Grounds = GROUNDS, suspended: str = "") -> None:
    with pytest.raises(PolicyError) as caught:
        check_dispatch(grounds, LEDGER, dispatched(1, 1, 10), suspended)
    assert caught.value.code == code


def test_an_export_is_authorised_once_every_guard_holds() -> None:
    check_export(GROUNDS, EXPORT)
    assert check_dispatch(GROUNDS, LEDGER, dispatched(1, 1, 10), "").left() == 10


def test_no_export_without_the_import_authorisation_10_2_a() -> None:
    not_authorised("transfer.import_missing", import_answer=None)
    for decision in (AuthorisationDecision.REFUSED, AuthorisationDecision.REVOKED):
        answer = replace(IMPORT, decision=decision)
        not_authorised("transfer.import_not_authorised", import_answer=answer)


def test_no_export_without_every_transit_states_word_10_2_b() -> None:
    for standing in set(TransitState) - CLEAR:
        passages = (*GROUNDS.passages, Passage(state="XD", standing=standing))
        not_authorised("transfer.transit_not_clear", passages=passages)
    for standing in CLEAR:
        clear = replace(GROUNDS, passages=(Passage(state="XB", standing=standing),))
        check_export(clear, EXPORT)


def test_no_export_licence_outlives_the_import_licence_258_2012_7_5() -> None:
    check_export(GROUNDS, licence("XA-E-1", day(12, 31)))
    with pytest.raises(PolicyError) as caught:
        check_export(GROUNDS, licence("XA-E-1", day(1, 1, 2027)))
    assert caught.value.code == "transfer.export_outlives_import"


def test_no_licence_is_issued_that_has_ended() -> None:
    not_authorised("transfer.import_expired", today=day(1, 1, 2027))
    with pytest.raises(PolicyError) as caught:
        check_export(GROUNDS, licence("XA-E-1", day(1, 19)))
    assert caught.value.code == "transfer.export_expired"


def test_a_non_state_end_user_needs_explicit_authorisation_ecowas_3_2() -> None:
    armed_group = replace(
        FILE.end_user, end_user_class=EndUserClass.COMPANY, non_state=True, name="A group"
    )
    file = replace(FILE, end_user=armed_group)
    not_authorised("transfer.non_state_end_user", file=file)
    answer = replace(IMPORT, non_state_authorised=True)
    check_export(replace(GROUNDS, file=file, import_answer=answer), EXPORT)


def test_only_an_authentic_certificate_carries_an_export() -> None:
    not_authorised("transfer.certificate_unknown", certificate=None)
    for result in ("NOT_ISSUED", "SIGNATORY_NOT_AUTHORISED_ON_DATE", "AUTHENTIC_BUT_ALTERED"):
        standing = CertificateStanding(result=result, verified_ms=NOW_MS)
        not_authorised("transfer.certificate", certificate=standing)


def test_where_the_region_requires_an_exemption_it_must_be_granted() -> None:
    not_authorised("transfer.exemption_missing", exemption_required=True)
    refused = ExemptionStanding(granted=False)
    not_authorised("transfer.exemption_missing", exemption_required=True, exemption=refused)
    ended = ExemptionStanding(granted=True, expires=day(1, 19))
    not_authorised("transfer.exemption_expired", exemption_required=True, exemption=ended)
    granted = ExemptionStanding(granted=True, expires=day(1, 20))
    check_export(replace(GROUNDS, exemption_required=True, exemption=granted), EXPORT)


def test_an_embargo_and_an_overriding_risk_exclude_the_export() -> None:
    embargo = EmbargoScreening(regime="UN", result=ScreeningResult.EMBARGOED)
    not_authorised("transfer.embargo", file=replace(FILE, embargo_screenings=(embargo,)))
    not_authorised("transfer.not_screened", file=replace(FILE, embargo_screenings=()))
    not_authorised("transfer.risk", file=replace(FILE, risk_result=RiskResult.OVERRIDING))


def test_what_came_under_a_promise_goes_on_only_with_consent() -> None:
    file = replace(FILE, type=TransferType.RETRANSFER)
    not_authorised("transfer.retransfer_consent", file=file)
    check_export(replace(GROUNDS, file=file, retransfer_consent=True), EXPORT)


def test_an_old_verification_is_made_again_at_dispatch() -> None:
    not_dispatched("transfer.certificate_stale", replace(GROUNDS, now_ms=NOW_MS + 91 * DAY_MS))


def test_a_signatory_revoked_since_stops_the_dispatch() -> None:
    revoked = CertificateStanding(
        result="SIGNATORY_NOT_AUTHORISED_ON_DATE", verified_ms=NOW_MS, remaining=20
    )
    not_dispatched("transfer.certificate", replace(GROUNDS, certificate=revoked))


def test_a_certificate_that_other_files_have_used_up_covers_no_shipment() -> None:
    used = CertificateStanding(result="AUTHENTIC", verified_ms=NOW_MS, remaining=9)
    not_dispatched("transfer.certificate_exhausted", replace(GROUNDS, certificate=used))
    drawn = ExemptionStanding(granted=True, remaining=9)
    not_dispatched("transfer.certificate_exhausted", replace(GROUNDS, exemption=drawn))


def test_nothing_leaves_while_the_file_is_suspended() -> None:
    not_dispatched("transfer.suspended", suspended="a diversion is suspected")


def test_nothing_leaves_without_a_licence_or_outside_its_days() -> None:
    without = replace(GROUNDS, file=replace(FILE, export_authorisation=None))
    not_dispatched("transfer.export_missing", without)
    for exit_date in (day(12, 1), day(12, 31, 2025)):
        with pytest.raises(PolicyError) as caught:
            check_dispatch(GROUNDS, LEDGER, dispatched(1, 1, 1, exit_date=exit_date), "")
        assert caught.value.code == "transfer.outside_licence"


def test_an_objection_after_the_licence_stops_the_next_shipment() -> None:
    passages = (Passage(state="XB", standing=TransitState.OBJECTION),)
    not_dispatched("transfer.transit_not_clear", replace(GROUNDS, passages=passages))


def test_a_visit_needs_the_consent_given_in_the_file() -> None:
    check_visit(FILE)
    for consent in (PsvConsent.NOT_GRANTED, PsvConsent.NOT_ASKED):
        with pytest.raises(PolicyError) as caught:
            check_visit(replace(FILE, psv_consent=consent))
        assert caught.value.code == "transfer.psv_not_agreed"


def test_no_passage_is_exempt_unless_the_policy_says_so() -> None:
    hunting = replace(FILE, type=TransferType.TEMPORARY_HUNTING)
    silent = TransferPolicy()
    assert not exempt(FILE, by_sea_or_air=True, tranship=False, policy=silent)
    assert not exempt(hunting, by_sea_or_air=False, tranship=True, policy=silent)
    sea = TransferPolicy(exempt_without_transhipment=True)
    assert exempt(FILE, by_sea_or_air=True, tranship=False, policy=sea)
    assert not exempt(FILE, by_sea_or_air=True, tranship=True, policy=sea)
    assert not exempt(FILE, by_sea_or_air=False, tranship=False, policy=sea)
    lawful = TransferPolicy(exempt_temporary=True)
    assert exempt(hunting, by_sea_or_air=False, tranship=True, policy=lawful)
