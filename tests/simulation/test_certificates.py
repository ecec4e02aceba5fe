"""End-user certificates between States, as A/75/78 (paras 50-53, 116) and domain practice want."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from certificate_kit import DAY_MS, ENTRY, Alarms, SmallRegion, items, refused
from certificate_samples import CERTIFICATE, KEY, SCAN, SIGNATORY, paper

from accord.cases.certificate import SignedCertificate
from accord.cases.certificate_check import SpecimenComparison
from accord.cases.certificate_codes import CheckResult
from accord.cases.certificate_form import sign
from accord.crypto.keys import SigningKey
from accord.errors import TransitionError, VerificationError
from accord.wire.kinds import MessageKind
from node.casework.rules import Mode
from node.certificates.rules import CertificateRules

PAIR = ("XA", "XB")


@pytest.fixture(scope="module")
def three() -> Iterator[SmallRegion]:
    made = SmallRegion(states=("XA", "XB", "XC"))
    yield made
    made.close()


@pytest.fixture
def region(three: SmallRegion) -> SmallRegion:
    three.afresh()
    three.appoint()
    return three


# The nine results


def test_the_issuing_state_says_that_its_certificate_is_authentic(region: SmallRegion) -> None:
    certificate = region.present(region.issue())
    assert region.verify(certificate) is CheckResult.AUTHENTIC


def test_a_blank_that_nobody_registered_was_not_issued(region: SmallRegion) -> None:
    certificate = region.present(region.signed())
    assert region.verify(certificate) is CheckResult.NOT_ISSUED


def test_an_altered_certificate_comes_back_with_the_fields_that_differ(
    region: SmallRegion,
) -> None:
    issued = region.issue()
    more = replace(issued.certificate.items[0], quantity=1000)
    forged = replace(issued.certificate, items=(more, issued.certificate.items[1]))
    certificate = region.present(replace(issued, certificate=forged))
    assert region.verify(certificate) is CheckResult.AUTHENTIC_BUT_ALTERED
    views = region.certificates("XA").views
    answer = region["XA"].read(lambda tx: views.certificate_detail(tx, certificate)).answer
    assert answer is not None
    assert answer.differing == ("items[1].quantity",)


def test_a_revoked_certificate_is_said_to_be_revoked(region: SmallRegion) -> None:
    certificate = region.present(region.issue())
    issuing = region.certificates("XB").issuing
    region.do("XB", lambda tx: issuing.revoke(tx, "XB-C-00001", "contract ended", by="ana"))
    assert region.verify(certificate) is CheckResult.REVOKED


def test_an_expired_certificate_is_said_to_have_expired(region: SmallRegion) -> None:
    certificate = region.present(region.issue())
    region.pass_days(500)
    assert region.verify(certificate) is CheckResult.EXPIRED


def test_the_authority_of_the_official_counts_as_at_the_signature(region: SmallRegion) -> None:
    before = region.present(region.issue(number="EUC-1"))
    region.pass_days(1)
    stolen_ms = region.clock.now_ms()
    region.pass_days(1)
    after = region.present(region.issue(number="EUC-2"))
    region.pass_days(1)
    signing = region.certificates("XB").signatories
    region.do(
        "XB",
        lambda tx: signing.revoke(tx, ENTRY, "card stolen", by="ana", effective_from_ms=stolen_ms),
    )
    assert region.verify(before) is CheckResult.AUTHENTIC
    assert region.verify(after) is CheckResult.SIGNATORY_NOT_AUTHORISED_ON_DATE


def test_parallel_shipments_cannot_overdraw_the_quantity(region: SmallRegion) -> None:
    certificate = region.present(region.issue())
    region.verify(certificate)
    first = region.verify(certificate, shipment="S-1", quantities=((1, 70),), answered=False)
    second = region.verify(certificate, shipment="S-2", quantities=((1, 70),), answered=False)
    assert (first, second) == (None, None)
    region.answer()
    assert region.result("XA", "XA-V-00002") is CheckResult.AUTHENTIC
    assert region.result("XA", "XA-V-00003") is CheckResult.QUANTITY_EXHAUSTED
    region.draw("S-1", (1, 70))
    with refused("certificate.not_authentic"):
        region.draw("S-2", (1, 70))


def test_a_certificate_for_one_transfer_is_refused_to_a_second(region: SmallRegion) -> None:
    certificate = region.present(region.issue())
    assert region.verify(certificate, transfer="TR-1") is CheckResult.AUTHENTIC
    assert region.verify(certificate, transfer="TR-2") is CheckResult.ALREADY_USED_FOR
    verifying = region.certificates("XA").verifying
    standing = region["XA"].read(
        lambda tx: (
            verifying.standing(tx, "EUC-2026-0007", transfer="TR-1"),
            verifying.standing(tx, "EUC-2026-0007", transfer="TR-2"),
        )
    )
    assert [one.result for one in standing if one] == [
        CheckResult.AUTHENTIC,
        CheckResult.ALREADY_USED_FOR,
    ]


def test_a_transfer_that_came_to_nothing_frees_the_certificate(region: SmallRegion) -> None:
    certificate = region.present(region.issue())
    region.verify(certificate, transfer="TR-1")
    issuing = region.certificates("XB").issuing
    region.do("XB", lambda tx: issuing.release(tx, "XB-C-00001", "XA", "TR-1", by="ana"))
    assert region.verify(certificate, transfer="TR-2") is CheckResult.AUTHENTIC
    with refused("certificate.not_held"):
        region.do("XB", lambda tx: issuing.release(tx, "XB-C-00001", "XA", "TR-1", by="ana"))
    region.verify(certificate, transfer="TR-2", shipment="S-1", quantities=((1, 1),))
    with refused("certificate.in_use"):
        region.do("XB", lambda tx: issuing.release(tx, "XB-C-00001", "XA", "TR-2", by="ana"))


def test_a_paper_is_compared_with_the_specimens_by_an_officer(region: SmallRegion) -> None:
    document = paper(replace(region.document(), number="EUC-P"))
    issuing = region.certificates("XB").issuing
    region.do("XB", lambda tx: issuing.issue(tx, document, by="ana"))
    certificate = region.present(replace(document, image_digest=b"x" * 32))
    assert region.verify(certificate, answered=False) is None
    with refused("certificate.comparison"):
        region.answer()
    region.answer(comparison=SpecimenComparison.UNDECIDED)
    assert region.last_word("XA", certificate) == CheckResult.CANNOT_VERIFY
    region.verify(certificate, answered=False)
    region.answer(comparison=SpecimenComparison.SAME)
    assert region.last_word("XA", certificate) == CheckResult.AUTHENTIC
    assert document.image_digest == SCAN


# Who answers


def test_no_other_member_answers_for_the_issuing_state(region: SmallRegion) -> None:
    certificate = region.present(region.issue())
    region.verify(certificate, answered=False)
    request = region.sent("XA", MessageKind.CERTIFICATE_VERIFICATION_REQUEST)[0]
    region["XC"].take(request)
    assert region["XC"].failed == [
        (MessageKind.CERTIFICATE_VERIFICATION_REQUEST, "certificate.not_issuer")
    ]


def test_an_answer_of_another_member_is_no_answer(region: SmallRegion) -> None:
    certificate = region.present(region.issue())
    region.verify(certificate, answered=True)
    answer = region.sent("XB", MessageKind.CERTIFICATE_VERIFICATION)[0]
    region["XA"].take(region.forged(answer, sender="XC"))
    assert region["XA"].failed == [
        (MessageKind.CERTIFICATE_VERIFICATION, "certificate.unknown_conversation")
    ]


def test_a_node_may_answer_by_rule_and_a_paper_still_waits_for_an_officer() -> None:
    region = SmallRegion(states=PAIR, certificates={"XB": CertificateRules(answer=Mode.AUTOMATIC)})
    region.appoint()
    certificate = region.present(region.issue())
    assert region.verify(certificate, answered=False) is CheckResult.AUTHENTIC
    document = paper(replace(region.document(), number="EUC-P"))
    issuing = region.certificates("XB").issuing
    region.do("XB", lambda tx: issuing.issue(tx, document, by="ana"))
    scan = region.present(replace(document, image_digest=b"y" * 32))
    assert region.verify(scan, transfer="TR-9", answered=False) is None
    region.close()


# Dispatch


def test_each_shipment_is_verified_before_it_leaves(region: SmallRegion) -> None:
    certificate = region.present(region.issue())
    with refused("certificate.not_verified"):
        region.draw("S-1", (1, 10))
    region.verify(certificate)
    with refused("certificate.verify_again"):
        region.draw("S-1", (1, 10))
    region.verify(certificate, shipment="S-1", quantities=((1, 10),))
    region.draw("S-1", (1, 10))
    region.draw("S-1", (1, 10))
    with refused("certificate.verify_again"):
        region.draw("S-1", (1, 11))
    verifying = region.certificates("XA").verifying
    standing = region["XA"].read(
        lambda tx: verifying.standing(tx, "EUC-2026-0007", transfer="TR-1")
    )
    assert standing is not None
    assert standing.remaining == items((1, 90), (2, 20))


def test_a_verification_grows_old_as_the_policy_says() -> None:
    region = SmallRegion(
        states=PAIR, policy={"certificate": {"reverify_days": 10, "every_dispatch": False}}
    )
    region.appoint()
    certificate = region.present(region.issue())
    region.verify(certificate)
    region.pass_days(9)
    region.draw("S-1", (1, 10))
    region.answer()
    region.pass_days(11)
    with refused("certificate.verify_again"):
        region.draw("S-2", (1, 10))
    region.close()


def test_without_verification_at_every_dispatch_the_issuing_state_still_counts() -> None:
    region = SmallRegion(states=PAIR, policy={"certificate": {"every_dispatch": False}})
    region.appoint()
    certificate = region.present(region.issue())
    region.verify(certificate)
    region.draw("S-1", (1, 10))
    region.answer()
    views = region.certificates("XB").views
    kept = region["XB"].read(lambda tx: views.certificate_detail(tx, "XB-C-00001"))
    assert kept.remaining == items((1, 90), (2, 20))
    assert certificate == "XA-C-00001"
    region.close()


def test_a_smaller_count_frees_nothing_that_may_have_left(region: SmallRegion) -> None:
    certificate = region.present(region.issue())
    region.verify(certificate)
    region.verify(certificate, shipment="S-1", quantities=((1, 60),))
    region.draw("S-1", (1, 60))
    region.verify(certificate, shipment="S-1", quantities=((1, 10),))
    more = region.verify(certificate, shipment="S-2", quantities=((1, 41),))
    assert more is CheckResult.QUANTITY_EXHAUSTED


def test_another_state_cannot_use_what_one_has_used_up(region: SmallRegion) -> None:
    ours = region.present(region.issue(several_transfers=True))
    region.verify(ours)
    region.verify(ours, shipment="S-1", quantities=((1, 60),))
    second = region.verify(ours, transfer="TR-2", shipment="S-9", quantities=((1, 60),))
    assert second is CheckResult.QUANTITY_EXHAUSTED
    third = region.verify(ours, transfer="TR-2", shipment="S-9", quantities=((1, 40),))
    assert third is CheckResult.AUTHENTIC


# Revocation reaches what is on its way


def test_a_backdated_revocation_alerts_the_files_in_transit(region: SmallRegion) -> None:
    alarms = Alarms()
    region.certificates("XA").verifying.alarms.append(alarms)
    certificate = region.present(region.issue())
    signed_ms = region.clock.now_ms()
    region.verify(certificate)
    region.verify(certificate, shipment="S-1", quantities=((1, 10),))
    region.draw("S-1", (1, 10))
    region.pass_days(3)
    signing = region.certificates("XB").signatories
    region.do(
        "XB",
        lambda tx: signing.revoke(
            tx, ENTRY, "bribery", by="ana", effective_from_ms=signed_ms - DAY_MS // 2
        ),
    )
    result = CheckResult.SIGNATORY_NOT_AUTHORISED_ON_DATE
    assert region.last_word("XA", certificate) == result
    assert alarms.heard == [("EUC-2026-0007", ("TR-1",), result)]
    with refused("certificate.not_authentic"):
        region.draw("S-2", (1, 10))


def test_a_revocation_that_begins_later_leaves_earlier_certificates_alone(
    region: SmallRegion,
) -> None:
    alarms = Alarms()
    region.certificates("XA").verifying.alarms.append(alarms)
    certificate = region.present(region.issue())
    region.verify(certificate)
    region.pass_days(3)
    signing = region.certificates("XB").signatories
    region.do("XB", lambda tx: signing.revoke(tx, ENTRY, "retired", by="ana"))
    assert region.last_word("XA", certificate) == CheckResult.AUTHENTIC
    assert alarms.heard == []


def test_lodged_specimens_bring_the_revocation_to_those_who_never_asked(
    region: SmallRegion,
) -> None:
    signing = region.certificates("XB").signatories
    region.do("XB", lambda tx: signing.lodge(tx, ENTRY, ("XA", "XC"), by="ana"))
    certificate = region.present(region.issue())
    region.verify(certificate)
    region.pass_days(1)
    region.do("XB", lambda tx: signing.suspend(tx, ENTRY, "inquiry", by="ana"))
    with refused("certificate.verify_again"):
        region.draw("S-1", (1, 10))
    views = region.certificates("XC").views
    assert region["XC"].read(lambda tx: views.signatory_detail(tx, ENTRY)).summary.status == (
        "SUSPENDED"
    )


def test_a_lodged_entry_overtaken_by_a_newer_one_changes_nothing(region: SmallRegion) -> None:
    signing = region.certificates("XB").signatories
    region.do("XB", lambda tx: signing.lodge(tx, ENTRY, ("XA",), by="ana"))
    region.do("XB", lambda tx: signing.revoke(tx, ENTRY, "bribery", by="ana"))
    first = region.sent("XB", MessageKind.SIGNATORY_ENTRY)[0]
    region["XA"].take(region.forged(first))
    views = region.certificates("XA").views
    found = region["XA"].read(lambda tx: views.signatory_detail(tx, ENTRY))
    assert found.summary.status == "REVOKED"
    assert [entry.event for entry in found.timeline] == ["LODGE", "LODGE", "STALE"]


def test_a_state_lodges_its_own_officials_alone(region: SmallRegion) -> None:
    signing = region.certificates("XB").signatories
    region.do("XB", lambda tx: signing.lodge(tx, ENTRY, ("XA",), by="ana"))
    entry = region.sent("XB", MessageKind.SIGNATORY_ENTRY)[0]
    region["XA"].take(region.forged(entry, sender="XC"))
    assert region["XA"].failed == [(MessageKind.SIGNATORY_ENTRY, "certificate.foreign_state")]


# The register


def test_an_official_is_entered_by_one_person_and_activated_by_another() -> None:
    region = SmallRegion(states=PAIR)
    signing = region.certificates("XB").signatories
    signatory = replace(SIGNATORY, official="XB-S-9", changes=())
    entry = region.do("XB", lambda tx: signing.enter(tx, signatory, by="ana"))
    with refused("signatory.same_person"):
        region.do("XB", lambda tx: signing.activate(tx, entry, by="ana"))
    region.do("XB", lambda tx: signing.activate(tx, entry, by="ben"))
    with pytest.raises(TransitionError):
        region.do("XB", lambda tx: signing.activate(tx, entry, by="ben"))
    region.close()


def test_a_certificate_of_an_unauthorised_official_is_not_entered(region: SmallRegion) -> None:
    signing = region.certificates("XB").signatories
    region.do("XB", lambda tx: signing.suspend(tx, ENTRY, "inquiry", by="ana"))
    region.pass_days(1)
    with refused("certificate.signatory_not_authorised"):
        region.issue()


def test_a_certificate_under_another_key_is_not_entered(region: SmallRegion) -> None:
    document = region.document()
    forged = SignedCertificate(
        certificate=document,
        method=region.signed().method,
        signature=sign(document, SigningKey(b"f" * 32)),
    )
    issuing = region.certificates("XB").issuing
    with pytest.raises(VerificationError):
        region.do("XB", lambda tx: issuing.issue(tx, forged, by="ana"))
    assert KEY.public != SigningKey(b"f" * 32).public


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"issuing_state": "XC"}, "certificate.not_issuer"),
        ({"undertakings": CERTIFICATE.undertakings[:1]}, "requirement.missing"),
        ({"items": ()}, "requirement.missing"),
        ({"signatory": "XB-S-8"}, "signatory.unknown"),
    ],
)
def test_what_is_not_in_order_is_not_entered(
    region: SmallRegion, change: dict[str, object], code: str
) -> None:
    with refused(code):
        region.issue(**change)


def test_a_number_is_given_once(region: SmallRegion) -> None:
    region.issue()
    with refused("certificate.number_taken"):
        region.issue(contract="C-45")


def test_a_signature_from_tomorrow_is_not_entered(region: SmallRegion) -> None:
    with refused("certificate.signed_ahead"):
        region.issue(signed_ms=region.clock.now_ms() + DAY_MS)


def test_the_issuing_state_hands_its_certificate_over(region: SmallRegion) -> None:
    region.issue()
    issuing = region.certificates("XB").issuing
    region.do("XB", lambda tx: issuing.hand_over(tx, "XB-C-00001", by="ana"))
    views = region.certificates("XA").views
    (found,) = region["XA"].read(
        lambda tx: views.certificates(tx, side="PRESENTED", limit=10, before="")
    )
    assert (found.register_number, found.result) == ("EUC-2026-0007", "")
    assert region.verify(found.certificate_id) is CheckResult.AUTHENTIC


def test_what_is_presented_again_with_another_content_is_verified_again(
    region: SmallRegion,
) -> None:
    issued = region.issue()
    certificate = region.present(issued)
    region.verify(certificate)
    changed = replace(issued, certificate=replace(issued.certificate, contract="C-45"))
    assert region.present(changed) == certificate
    with refused("certificate.not_verified"):
        region.draw("S-1", (1, 10))
    assert region.verify(certificate) is CheckResult.AUTHENTIC_BUT_ALTERED


def test_a_certificate_for_another_exporting_state_is_not_taken(region: SmallRegion) -> None:
    document = region.issue()
    with refused("certificate.other_exporter"):
        region.present(document, to="XC")


# Clocks and lost mail


def test_a_late_answer_counts_and_overdue_is_a_flag(region: SmallRegion) -> None:
    certificate = region.present(region.issue())
    region.verify(certificate, answered=False)
    region.pass_days(20)
    views = region.certificates("XA").views
    late = region["XA"].read(lambda tx: views.check_detail(tx, "XA-V-00001"))
    assert late.summary.answer_by.overdue
    assert [entry.event for entry in late.timeline] == ["ASK", "OVERDUE"]
    region.answer()
    assert region.result("XA", "XA-V-00001") is CheckResult.AUTHENTIC


def test_a_question_whose_time_is_over_may_be_asked_again(region: SmallRegion) -> None:
    certificate = region.present(region.issue())
    region.verify(certificate, answered=False)
    region.pass_days(20)
    region.verify(certificate, answered=False)
    region.answer()
    assert region.result("XA", "XA-V-00001") is CheckResult.AUTHENTIC
    assert region.result("XA", "XA-V-00002") is CheckResult.AUTHENTIC


def test_the_same_question_is_not_asked_twice_at_once(region: SmallRegion) -> None:
    certificate = region.present(region.issue())
    region.verify(certificate, answered=False)
    with refused("certificate.open_check"):
        region.verify(certificate, answered=False)


def test_an_answer_given_is_not_given_again(region: SmallRegion) -> None:
    region.verify(region.present(region.issue()))
    answers = region.certificates("XB").answers
    with pytest.raises(TransitionError):
        region.do("XB", lambda tx: answers.answer(tx, "XB-V-00001", by="ana"))


def test_two_people_revoke_where_the_node_says_so() -> None:
    region = SmallRegion(states=PAIR, signoff={"certificate.revoke": "two_people"})
    region.appoint()
    region.issue()
    issuing = region.certificates("XB").issuing
    assert not region.do("XB", lambda tx: issuing.revoke(tx, "XB-C-00001", "error", by="ana"))
    with refused("signoff.same_person"):
        region.do("XB", lambda tx: issuing.revoke(tx, "XB-C-00001", "error", by="ana"))
    assert region.do("XB", lambda tx: issuing.revoke(tx, "XB-C-00001", "error", by="ben"))
    region.close()
