"""What notices, transfers and certificates give to the statistics, and to the bureau's file."""

import json
from collections.abc import Iterable
from typing import Any

import pytest
from certificate_kit import SmallRegion
from notice_kit import HOUR_MS, Lend, Notices, theft, trusted
from notice_samples import pistol
from transfer_kit import BY, Region

from accord.cases.handover import HandoverKind
from accord.cases.notice_codes import CancelReason
from accord.cases.statistics import RegisterLine, StatisticalReturn
from accord.cases.statistics_codes import CounterCode, ReturnStatus, TransferDirection
from accord.cases.statistics_indicators import readings
from accord.cases.statistics_mirror import differences, mirror
from accord.cases.statistics_tally import Cells, Observation, cells, tally
from accord.cases.trace import Preamble
from accord.cases.transfer import LineQuantity
from accord.cases.transfer_codes import DeliveryResult, PsvFinding, PsvTeam, SuspectedCause
from accord.errors import PolicyError
from node.certificates.counted import CountedCertificates
from node.notices.counted import CountedNotices
from node.transfers.counted import CountedTransfers
from node.transfers.drafts import ConfirmationDraft, VisitDraft, VisitReportDraft

YEAR = 2026


def counted(observations: Iterable[Observation]) -> Cells:
    return cells(tally(observations))


def rates(seen: Cells) -> dict[str, Any]:
    return {one.name: one.value for one in readings(seen)}


# Notices and hits


def of_notices(region: Notices, state: str = "XA") -> Cells:
    source, now_ms = CountedNotices(state), region.clock.now_ms()
    return region[state].read(lambda tx: counted(source.observations(tx, YEAR, now_ms)))


def test_a_notice_that_was_never_valid_tells_of_the_quality_of_notices(region: Notices) -> None:
    notice_id = region.publish()
    region.publish(theft(pistol("GH 9")), state="XB")
    region.act("XA", "cancel", notice_id, CancelReason.WRONG_WEAPON, "another one was stolen")
    seen = of_notices(region)
    assert seen.total(CounterCode.NOTICES) == 1  # each State counts its own
    assert rates(seen)["notices complete"] == 100
    assert rates(seen)["notices: cancelled as error"] == 100
    assert rates(of_notices(region, "XB"))["notices: cancelled as error"] == 0


def test_a_hit_is_confirmed_on_time_by_an_answer_to_the_first_request(lend: Lend) -> None:
    region = lend(trusted(round_the_clock={"XA", "XB", "XC"}))
    _, hit_id = region.found_and_asked(urgent=True)
    region.answer(hit_id)
    assert rates(of_notices(region))["hits confirmed on time, urgent"] == 100
    assert of_notices(region, "XB").total(CounterCode.HIT_CONFIRMATIONS) == 0  # the owner's duty


def test_a_hit_that_had_to_be_asked_for_twice_is_late(lend: Lend) -> None:
    region = lend(trusted(round_the_clock={"XA", "XB", "XC"}))
    _, hit_id = region.found_and_asked()
    assert of_notices(region).total(CounterCode.HIT_CONFIRMATIONS, timeliness="NOT_DUE") == 1
    region.pass_time(2 * HOUR_MS)
    assert of_notices(region).total(CounterCode.HIT_CONFIRMATIONS, timeliness="OVERDUE") == 1
    region.answer(hit_id)
    assert of_notices(region).total(CounterCode.HIT_CONFIRMATIONS, timeliness="LATE") == 1


def test_a_notice_goes_to_the_bureau_where_its_officer_has_said_so(region: Notices) -> None:
    kept = region.publish()
    meant = region.publish(theft(pistol("GH 9"), export_to_iarms=True))
    desk = region["XA"]
    office, record = desk.rooms.handover, HandoverKind.RECORD
    with pytest.raises(PolicyError) as caught:
        desk.write(lambda tx: office.hand_over(tx, record, (kept,), by="officer"))
    assert caught.value.code == "handover.not_meant"
    made = desk.write(lambda tx: office.hand_over(tx, record, (meant,), by="officer"))
    (item,) = json.loads(made.content)["items"]
    assert (item["type"], item["notice_id"]) == ("STOLEN", meant)
    reply = {
        "format": "accord-handover-reply",
        "version": 1,
        "file_id": made.file_id,
        "items": [{"item_id": item["item_id"], "status": "RECORDED", "reference": "EID 5"}],
    }
    desk.write(lambda tx: office.take_reply(tx, json.dumps(reply).encode(), by="officer"))
    timeline = [(one.event, one.text) for one in region.notice("XA", meant).timeline]
    assert ("HANDOVER_REPLY", "RECORDED EID 5") in timeline
    with pytest.raises(PolicyError):  # another State's notice is its own to hand over
        region["XB"].write(
            lambda tx: region["XB"].rooms.handover.hand_over(tx, record, (meant,), by="officer")
        )


# Transfers


def of_transfers(region: Region, state: str = "XA") -> Cells:
    source = CountedTransfers(state)
    return region[state].read(lambda tx: counted(source.observations(tx, YEAR, 0)))


def lines_of(region: Region, state: str) -> tuple[RegisterLine, ...]:
    source = CountedTransfers(state)
    return region[state].read(lambda tx: tuple(source.register_lines(tx, YEAR)))


def returned(region: Region, state: str) -> StatisticalReturn:
    return StatisticalReturn(
        preamble=Preamble(),
        state=state,
        year=YEAR,
        version=1,
        status=ReturnStatus.FINAL,
        computed_ms=1,
        register_lines=lines_of(region, state),
    )


def test_a_delivery_that_the_end_user_verifies_in_time_is_counted_so() -> None:
    region = Region()
    transfer_id = region.licensed()
    region.dispatch(transfer_id)
    assert rates(of_transfers(region))["deliveries verified in time"] == 0
    region.report(transfer_id)
    seen = of_transfers(region)
    assert rates(seen)["deliveries verified in time"] == 100
    assert seen.total(CounterCode.EXPORTS_LICENSED, item="ARM") == 20
    assert seen.total(CounterCode.WEAPONS_DISPATCHED) == 10
    assert of_transfers(region, "XC").cells == {}  # the exporting State counts


def test_two_rifles_short_are_a_discrepancy_and_then_a_diversion_of_two() -> None:
    region = Region()
    transfer_id = region.licensed()
    region.dispatch(transfer_id)
    theft_: dict[str, Any] = {"cause": SuspectedCause.THEFT, "text": "the lock was cut"}
    region.report(transfer_id, count=8, result=DeliveryResult.SHORT, **theft_)
    exporter = region["XA"]
    draft = ConfirmationDraft(text="the driver has confessed")
    confirm = exporter.transfers.diversions.confirm
    exporter.write(lambda tx: confirm(tx, transfer_id, 1, draft, by=BY))
    seen = of_transfers(region)
    assert rates(seen)["shipments with a discrepancy"] == 100
    assert seen.total(CounterCode.WEAPONS_DIVERTED) == 2
    assert rates(seen)["weapons confirmed diverted"] == 20
    (difference,) = differences(mirror([returned(region, "XA"), returned(region, "XC")]))
    assert (difference.exported, difference.imported, difference.difference) == (10, 8, 2)


def test_a_visit_counts_what_was_sampled_seen_and_gone() -> None:
    region = Region()
    transfer_id = region.licensed()
    region.dispatch(transfer_id, count=20)
    region.report(transfer_id, count=20)
    afterwards = region["XA"].transfers.afterwards
    announced = VisitDraft(
        legal_basis="clause 7 of the certificate",
        items=(LineQuantity(item=1, quantity=20),),
        proposed_dates=(region.after(10),),
        team=PsvTeam.EXPERTS,
    )
    psv_id = region["XA"].write(
        lambda tx: afterwards.announce_visit(tx, transfer_id, announced, by=BY)
    )
    found = VisitReportDraft(date=region.today, inspected=18, of=20, finding=PsvFinding.NOT_PRESENT)
    region["XA"].write(lambda tx: afterwards.record_visit(tx, psv_id, found, by=BY))
    seen = of_transfers(region)
    assert rates(seen)["transfers checked after delivery"] == 100
    assert rates(seen)["sampled weapons seen"] == 90
    assert seen.total(CounterCode.EXPORTS_DIVERTED, item="ARM") == 2


def test_the_un_register_shows_what_was_authorised_and_what_went() -> None:
    region = Region()
    transfer_id = region.licensed()
    region.dispatch(transfer_id)
    region.report(transfer_id)
    (sent,), (came,) = lines_of(region, "XA"), lines_of(region, "XC")
    assert (sent.direction, sent.partner) == (TransferDirection.EXPORT, "XC")
    assert (sent.authorised, sent.actual) == (20, 10)
    assert (came.direction, came.partner) == (TransferDirection.IMPORT, "XA")
    assert (came.authorised, came.actual) == (20, 10)
    assert lines_of(region, "XB") == ()  # on the way is neither


# Certificates


def test_each_certificate_counts_once_by_the_last_answer() -> None:
    region = SmallRegion(states=("XA", "XB"))
    region.appoint()
    genuine = region.present(region.issue())
    region.verify(genuine)
    region.verify(genuine)
    forged = region.present(region.signed(number="EUC-FORGED"))
    region.verify(forged)
    source = CountedCertificates()
    seen = region["XA"].read(lambda tx: counted(source.observations(tx, YEAR, 0)))
    region.close()
    assert seen.total(CounterCode.CERTIFICATES_CHECKED) == 2
    assert rates(seen)["certificates found not authentic"] == 50
