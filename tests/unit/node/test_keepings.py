"""Notices, transfers, certificates, exemptions: archived once over, and never before."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from certificate_kit import SECRETARIAT, SmallRegion
from exemption_kit import REGIONAL, ExemptionRegion
from notice_kit import OFFICER, Notices, trusted
from retention_kit import retention, rows
from sqlalchemy import Connection, select, update
from transfer_kit import BY, STATES, Region

from accord.cases.hit_codes import DismissalReason
from accord.cases.notice_codes import CancelReason
from accord.cases.transfer_codes import PsvConsent
from node.audit.tables import audit_entry
from node.casework.tables import trace_case
from node.certificates.tables import certificate, certificate_check, certificate_use
from node.desk.tables import casework_event, casework_message
from node.exchange.tables import outbox_message
from node.exemptions.tables import exemption, exemption_position, exemption_use
from node.matching.tables import matching_key, matching_weapon
from node.notices.tables import hit, notice, notice_member, notice_version
from node.transfers.tables import transfer, transfer_line, transfer_shipment

YEAR = 366


@pytest.fixture
def notices() -> Iterator[Notices]:
    region = Notices()
    region.believe(trusted())
    yield region
    region.close()


def cancel(region: Notices, notice_id: str) -> None:
    region.act("XA", "cancel", notice_id, CancelReason.ENTERED_IN_ERROR, "a clerk's error")
    region.settle()


def said(tx: Connection) -> set[bytes]:
    return set(tx.execute(select(outbox_message.c.payload)).scalars())


def test_a_notice_leaves_with_its_hits_everywhere_and_the_trail_stays(
    notices: Notices, tmp_path: Path
) -> None:
    notice_id, _ = notices.found_and_asked()
    cancel(notices, notice_id)
    notices.clock.advance(days=19 * YEAR)
    for state in ("XA", "XB"):
        assert retention(notices[state], tmp_path).run() == 0
    notices.clock.advance(days=2 * YEAR)
    for state in ("XA", "XB"):
        desk = notices[state]
        entries = rows(desk, audit_entry)[0]
        assert retention(desk, tmp_path).run() == 2
        gone = (hit, notice, notice_version, notice_member, casework_event, casework_message)
        assert rows(desk, *gone) == [0] * len(gone)
        assert rows(desk, audit_entry) == [entries + 4]
        assert desk.read(said) == {b""}
        kinds = {file.name.rsplit(".", 2)[0] for file in (tmp_path / state).iterdir()}
        assert notice_id in kinds
        assert len(kinds) == 2


def test_a_notice_in_force_keeps_its_settled_hits_and_its_place_in_the_index(
    notices: Notices, tmp_path: Path
) -> None:
    notices.publish()
    notices.seize()
    hit_id, finder = notices.only_hit(), notices.room("XB").finder
    why = DismissalReason.MARKS_DIFFER
    notices["XB"].write(lambda tx: finder.dismiss(tx, hit_id, why, "another", by=OFFICER))
    notices.settle()
    notices.clock.advance(days=90 * YEAR)
    desk = notices["XB"]
    before = rows(desk, matching_weapon, matching_key)
    assert retention(desk, tmp_path).run() == 0
    assert rows(desk, hit, notice) == [1, 1]
    assert rows(desk, matching_weapon, matching_key) == before


def test_an_open_hit_keeps_the_notice_that_it_is_on(notices: Notices, tmp_path: Path) -> None:
    notice_id, _ = notices.found_and_asked()
    cancel(notices, notice_id)
    desk = notices["XB"]
    with desk.store.begin() as tx:
        tx.execute(update(hit).values(state="SEIZED"))
    notices.clock.advance(days=21 * YEAR)
    assert retention(desk, tmp_path).run() == 0
    assert rows(desk, notice) == [1]


def test_an_open_case_keeps_the_hit_on_its_weapon(notices: Notices, tmp_path: Path) -> None:
    notice_id = notices.publish()
    notices.open_case("XB")
    cancel(notices, notice_id)
    desk = notices["XB"]
    notices.clock.advance(days=21 * YEAR)
    assert retention(desk, tmp_path).run() == 0
    assert rows(desk, hit, notice, trace_case) == [1, 1, 1]
    with desk.store.begin() as tx:
        tx.execute(update(trace_case).values(standing="CLOSED"))
    assert retention(desk, tmp_path, trace_years=90).run() == 2
    assert rows(desk, hit, notice, trace_case) == [0, 0, 1]


@pytest.fixture
def region() -> Iterator[Region]:
    """Transfers beside every other room's tables."""
    made = Region(databases=dict.fromkeys(STATES, "sqlite:///:memory:"))
    yield made
    made.close()


def delivered(region: Region) -> str:
    transfer_id = region.licensed(psv_consent=PsvConsent.NOT_ASKED)
    region.dispatch(transfer_id)
    region.report(transfer_id)
    give_up = region["XA"].transfers.end_remainder
    region["XA"].write(lambda tx: give_up(tx, transfer_id, "the order was cut", by=BY))
    region.settle()
    return transfer_id


def test_a_closed_transfer_leaves_with_its_shipments_at_both_ends(
    region: Region, tmp_path: Path
) -> None:
    """ITI 12, ATT 12."""
    delivered(region)
    region.clock.advance(days=19 * YEAR)
    assert retention(region["XA"], tmp_path).run() == 0
    region.clock.advance(days=2 * YEAR)
    for state in ("XA", "XC"):
        desk = region[state]
        assert retention(desk, tmp_path, transfer_years=30).run() == 0
        assert retention(desk, tmp_path).run() == 1
        gone = (transfer, transfer_shipment, transfer_line, casework_event, casework_message)
        assert rows(desk, *gone) == [0] * len(gone)


def test_a_transfer_on_its_way_is_kept_however_old_it_is(region: Region, tmp_path: Path) -> None:
    region.dispatch(region.licensed())
    region.clock.advance(days=90 * YEAR)
    for state in ("XA", "XB", "XC"):
        assert retention(region[state], tmp_path).run() == 0


def test_a_transfer_is_kept_while_its_missing_weapons_are_looked_for(
    region: Region, notices: Notices, tmp_path: Path
) -> None:
    delivered(region)
    region.clock.advance(days=21 * YEAR)
    desk, wanted = region["XA"], notices.publish()
    with notices["XA"].store.read() as tx:
        of_it = dict(tx.execute(select(notice)).mappings().one())
    with desk.store.begin() as tx:
        tx.execute(update(transfer_shipment).values(notices=f"XA-N-9\n{wanted}"))
        tx.execute(notice.insert().values(of_it))
    assert retention(desk, tmp_path).run() == 0
    with desk.store.begin() as tx:
        tx.execute(update(notice).values(state="CLEARED", updated_ms=desk.clock.now_ms()))
    assert retention(desk, tmp_path).run() == 1
    assert rows(desk, transfer, notice) == [0, 1]


@pytest.fixture(scope="module")
def small() -> Iterator[SmallRegion]:
    made = SmallRegion()
    yield made
    made.close()


@pytest.fixture
def used(small: SmallRegion) -> SmallRegion:
    """A certificate of XB that XA had verified and drew on."""
    small.afresh()
    small.appoint()
    certificate_id = small.present(small.issue())
    small.verify(certificate_id, shipment="S-1", quantities=((1, 5),))
    small.draw("S-1", (1, 5))
    return small


def test_an_expired_certificate_leaves_with_its_verifications_at_both_ends(
    used: SmallRegion, tmp_path: Path
) -> None:
    used.clock.advance(days=20 * YEAR)
    for state in ("XA", "XB"):
        assert retention(used[state], tmp_path).run() == 0, "it ran for another year"
    used.clock.advance(days=2 * YEAR)
    for state in ("XA", "XB"):
        assert retention(used[state], tmp_path).run() == 2
        gone = (certificate, certificate_check, certificate_use)
        assert rows(used[state], *gone) == [0] * len(gone)


def test_a_verification_that_nobody_has_answered_keeps_its_certificate(
    small: SmallRegion, tmp_path: Path
) -> None:
    small.afresh()
    small.appoint()
    small.verify(small.present(small.issue()), answered=False)
    small.clock.advance(days=90 * YEAR)
    for state in ("XA", "XB"):
        assert retention(small[state], tmp_path).run() == 0


def open_transfer(region: SmallRegion, state: str, **changes: object) -> None:
    """The state has a file on its way, as in another region."""
    other = Region()
    other.propose()
    with other["XA"].store.read() as tx:
        row = dict(tx.execute(select(transfer)).mappings().one())
    with region[state].store.begin() as tx:
        tx.execute(transfer.insert().values(row | changes))


def test_an_open_transfer_keeps_its_certificate(used: SmallRegion, tmp_path: Path) -> None:
    number = "EUC-2026-0007"
    open_transfer(used, "XA", transfer_id="TR-1", certificate_number=number)
    used.clock.advance(days=30 * YEAR)
    assert retention(used["XA"], tmp_path).run() == 0
    with used["XA"].store.begin() as tx:
        tx.execute(update(transfer).values(standing="CLOSED"))
    assert retention(used["XA"], tmp_path, transfer_years=90).run() == 2


@pytest.fixture(scope="module")
def exempting() -> Iterator[ExemptionRegion]:
    made = ExemptionRegion(REGIONAL)
    yield made
    made.close()


def test_an_exemption_leaves_every_node_once_it_has_ended(
    exempting: ExemptionRegion, tmp_path: Path
) -> None:
    exempting.afresh()
    request_id = exempting.granted()
    desks = [exempting[state] for state in (SECRETARIAT, "XB", "XA")]
    number = exempting.seen_by("XA", request_id).summary.certificate_number
    exempting.use("XA", number, "S-1", 1)
    exempting.clock.advance(days=30 * YEAR)
    assert [retention(desk, tmp_path).run() for desk in desks] == [0, 0, 0], "nobody ended it"
    exempting.settle()
    assert exempting.state("XA", request_id) == "EXPIRED"
    exempting.clock.advance(days=21 * YEAR)
    open_transfer(exempting, "XA", transfer_id="TR-1")
    assert [retention(desk, tmp_path).run() for desk in desks] == [1, 1, 0]
    with exempting["XA"].store.begin() as tx:
        tx.execute(update(transfer).values(standing="CLOSED"))
    assert retention(exempting["XA"], tmp_path, transfer_years=90).run() == 1
    gone = (exemption, exemption_position, exemption_use, casework_event)
    for desk in desks:
        assert rows(desk, *gone) == [0] * len(gone)
