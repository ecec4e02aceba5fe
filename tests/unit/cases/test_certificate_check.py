from dataclasses import replace

import pytest
from certificate_samples import (
    CERTIFICATE,
    DAY_MS,
    ITEMS,
    KEY,
    NOW_MS,
    SCAN,
    SIGNATORY,
    SIGNED_MS,
    asking,
    day_ms,
    paper,
    signed,
)

from accord.cases.certificate import CertificateVerificationRequest, ItemQuantity
from accord.cases.certificate_check import (
    Record,
    SpecimenComparison,
    Verdict,
    judge,
    last_ms,
    needs_comparison,
    signed_at_ms,
)
from accord.cases.certificate_codes import CheckPurpose, CheckResult
from accord.cases.certificate_ledger import Use
from accord.cases.signatory import SignatoryEvent, changed
from accord.crypto.keys import SigningKey
from accord.dates import PartialDate

RECORD = Record(issued=signed(), signatory=SIGNATORY)
PAPER = Record(issued=paper(), signatory=SIGNATORY)
OTHER_SCAN = b"x" * 32


def verdict(
    asked: CertificateVerificationRequest | None = None,
    record: Record | None = RECORD,
    *,
    asker: str = "XA",
    now_ms: int = NOW_MS,
    comparison: SpecimenComparison | None = None,
) -> Verdict:
    return judge(asked or asking(), record, asker=asker, now_ms=now_ms, comparison=comparison)


def used(transfer: str, shipment: str, *quantities: tuple[int, int], member: str = "XA") -> Use:
    return Use(
        member=member,
        transfer=transfer,
        shipment=shipment,
        quantities=tuple(ItemQuantity(item=item, quantity=count) for item, count in quantities),
    )


def test_a_certificate_as_issued_and_signed_is_authentic_and_says_what_is_left() -> None:
    found = verdict()
    assert found.result is CheckResult.AUTHENTIC
    assert [(one.item, one.quantity) for one in found.remaining] == [(1, 100), (2, 20)]


def test_a_number_that_the_register_does_not_have_was_not_issued() -> None:
    assert verdict(record=None).result is CheckResult.NOT_ISSUED


def test_an_altered_certificate_is_called_so_and_the_fields_are_named() -> None:
    items = (replace(ITEMS[0], quantity=900), ITEMS[1])
    altered = replace(CERTIFICATE, items=items, exporting_state="XC")
    found = verdict(asking(signed(altered)))
    assert found.result is CheckResult.AUTHENTIC_BUT_ALTERED
    assert found.differing == ("exporting_state", "items[1].quantity")


def test_an_added_item_and_a_missing_undertaking_are_named_too() -> None:
    altered = replace(CERTIFICATE, items=(*ITEMS, ITEMS[1]), undertakings=())
    assert set(verdict(asking(signed(altered))).differing) == {
        "items[3].category",
        "items[3].type_text",
        "items[3].calibre_text",
        "items[3].quantity",
        "undertakings[1]",
        "undertakings[2]",
        "undertakings[3]",
    }


def test_a_digest_of_another_document_is_an_alteration() -> None:
    asked = replace(asking(), document_digest=b"d" * 32)
    assert verdict(asked).differing == ("document_digest",)


def test_a_signature_under_another_key_is_an_alteration() -> None:
    forged = signed(key=SigningKey(b"f" * 32))
    found = verdict(asking(forged))
    assert (found.result, found.differing) == (CheckResult.AUTHENTIC_BUT_ALTERED, ("signature",))


def test_a_revoked_certificate_says_since_when_and_why() -> None:
    record = replace(RECORD, revoked_from_ms=SIGNED_MS + 1, revoked_because="contract cancelled")
    found = verdict(record=record)
    assert found.result is CheckResult.REVOKED
    assert (found.effective_from_ms, found.reason) == (SIGNED_MS + 1, "contract cancelled")


def test_a_certificate_holds_to_the_end_of_its_last_day() -> None:
    end_ms = day_ms(2027, 1, 1)
    assert verdict(now_ms=end_ms - 1).result is CheckResult.AUTHENTIC
    assert verdict(now_ms=end_ms).result is CheckResult.EXPIRED


def test_a_backdated_revocation_reaches_what_was_signed_after_it_and_nothing_before() -> None:
    def since(at_ms: int) -> CheckResult:
        revoked = changed(
            SIGNATORY,
            SignatoryEvent.REVOKE,
            effective_from_ms=at_ms,
            recorded_ms=NOW_MS,
            reason="bribery",
        )
        return verdict(record=replace(RECORD, signatory=revoked)).result

    assert since(SIGNED_MS - DAY_MS) is CheckResult.SIGNATORY_NOT_AUTHORISED_ON_DATE
    assert since(SIGNED_MS) is CheckResult.SIGNATORY_NOT_AUTHORISED_ON_DATE
    assert since(SIGNED_MS + 1) is CheckResult.AUTHENTIC


def test_an_official_without_the_power_was_not_authorised() -> None:
    record = replace(RECORD, signatory=replace(SIGNATORY, powers=()))
    assert verdict(record=record).result is CheckResult.SIGNATORY_NOT_AUTHORISED_ON_DATE
    record = replace(RECORD, signatory=None)
    assert verdict(record=record).result is CheckResult.SIGNATORY_NOT_AUTHORISED_ON_DATE


def test_a_certificate_for_one_transfer_is_not_used_for_a_second() -> None:
    record = replace(RECORD, uses=(used("TR-1", "S-1", (1, 10)),))
    found = verdict(asking(transfer="TR-2"), record)
    assert (found.result, found.used_for) == (CheckResult.ALREADY_USED_FOR, "TR-1")
    assert verdict(asking(transfer="TR-1"), record).result is CheckResult.AUTHENTIC


def test_two_states_that_name_their_transfers_alike_are_still_two() -> None:
    record = replace(RECORD, uses=(used("TR-1", ""),))
    assert verdict(asker="XC", record=record).result is CheckResult.ALREADY_USED_FOR


def test_a_certificate_for_several_transfers_is_used_up_over_all_of_them() -> None:
    document = signed(replace(CERTIFICATE, several_transfers=True))
    record = replace(RECORD, issued=document, uses=(used("TR-1", "S-1", (1, 60)),))

    def dispatch(count: int) -> Verdict:
        asked = asking(document, transfer="TR-2", shipment="S-9", quantities=((1, count),))
        return verdict(asked, record)

    assert dispatch(41).result is CheckResult.QUANTITY_EXHAUSTED
    assert dispatch(40).remaining[0] == ItemQuantity(item=1, quantity=0)


def test_nothing_left_means_exhausted_before_any_quantity_is_named() -> None:
    record = replace(RECORD, uses=(used("TR-1", "S-1", (1, 100), (2, 20)),))
    assert verdict(record=record).result is CheckResult.QUANTITY_EXHAUSTED


def test_a_shipment_that_asks_again_is_not_counted_twice() -> None:
    record = replace(RECORD, uses=(used("TR-1", "S-1", (1, 100)),))
    again = asking(shipment="S-1", quantities=((1, 100),))
    another = asking(shipment="S-2", quantities=((1, 1),))
    assert verdict(again, record).result is CheckResult.AUTHENTIC
    assert verdict(another, record).result is CheckResult.QUANTITY_EXHAUSTED


def test_an_item_that_is_not_on_the_certificate_is_not_covered() -> None:
    asked = asking(shipment="S-1", quantities=((3, 1),))
    assert verdict(asked).result is CheckResult.QUANTITY_EXHAUSTED


def test_a_paper_is_compared_by_an_officer_unless_the_image_is_the_registers_own() -> None:
    own, other = asking(paper(image=SCAN)), asking(paper(image=OTHER_SCAN))
    assert not needs_comparison(own, PAPER)
    assert verdict(own, PAPER).result is CheckResult.AUTHENTIC
    assert needs_comparison(other, PAPER)
    assert verdict(other, PAPER).result is CheckResult.CANNOT_VERIFY


@pytest.mark.parametrize(
    ("comparison", "result", "differing"),
    [
        (SpecimenComparison.SAME, CheckResult.AUTHENTIC, ()),
        (SpecimenComparison.DIFFERENT, CheckResult.AUTHENTIC_BUT_ALTERED, ("image_digest",)),
        (SpecimenComparison.UNDECIDED, CheckResult.CANNOT_VERIFY, ()),
    ],
)
def test_the_comparison_decides(
    comparison: SpecimenComparison, result: CheckResult, differing: tuple[str, ...]
) -> None:
    found = verdict(asking(paper(image=OTHER_SCAN)), PAPER, comparison=comparison)
    assert (found.result, found.differing) == (result, differing)


def test_a_print_of_a_digital_certificate_cannot_be_verified_by_its_looks() -> None:
    printed = replace(paper(), certificate=CERTIFICATE)
    assert verdict(asking(printed)).result is CheckResult.CANNOT_VERIFY


def test_an_altered_certificate_that_has_also_expired_is_called_altered() -> None:
    altered = signed(replace(CERTIFICATE, contract="C-45"))
    found = verdict(asking(altered), now_ms=day_ms(2030, 1, 1))
    assert found.result is CheckResult.AUTHENTIC_BUT_ALTERED


def test_every_result_has_a_way_to_it() -> None:
    reached = {
        verdict().result,
        verdict(record=None).result,
        verdict(asking(signed(replace(CERTIFICATE, contract="C-45")))).result,
        verdict(record=replace(RECORD, revoked_from_ms=1, revoked_because="error")).result,
        verdict(now_ms=day_ms(2030, 1, 1)).result,
        verdict(record=replace(RECORD, signatory=None)).result,
        verdict(record=replace(RECORD, uses=(used("TR-2", ""),))).result,
        verdict(asking(shipment="S", quantities=((1, 101),))).result,
        verdict(asking(paper(image=OTHER_SCAN)), PAPER).result,
    }
    assert reached == set(CheckResult)


def test_a_paper_counts_as_signed_at_the_end_of_its_day() -> None:
    assert signed_at_ms(CERTIFICATE) == SIGNED_MS
    assert signed_at_ms(replace(CERTIFICATE, signed_ms=None)) == day_ms(2026, 3, 3) - 1


def test_the_last_millisecond_of_a_day_a_month_and_a_year() -> None:
    assert last_ms(PartialDate(year=2024, month=2, day=29)) == day_ms(2024, 3, 1) - 1
    assert last_ms(PartialDate(year=2024, month=2)) == day_ms(2024, 3, 1) - 1
    assert last_ms(PartialDate(year=2024)) == day_ms(2025, 1, 1) - 1
    assert last_ms(PartialDate(year=9999)) == last_ms(PartialDate(year=9999, month=12, day=31))


def test_an_authorisation_counts_the_quantities_that_it_names() -> None:
    asked = asking(quantities=((1, 101),), purpose=CheckPurpose.AUTHORISATION)
    assert verdict(asked).result is CheckResult.QUANTITY_EXHAUSTED


def test_the_key_in_the_register_is_what_counts_not_one_that_came_along() -> None:
    other = SigningKey(b"o" * 32)
    record = replace(RECORD, signatory=replace(SIGNATORY, public_key=other.public))
    assert verdict(record=record).differing == ("signature",)
    assert KEY.public != other.public
