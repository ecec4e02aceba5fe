"""Members that err, lie, repeat themselves or write in another order: the record stays true."""

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import select
from transfer_kit import BY, Region, State
from transfer_samples import FILE, dispatched, licence, serials

from accord.cases.exemption_codes import RefusalCriterion
from accord.cases.transfer import (
    ImportAuthorisation,
    LineQuantity,
    PsvRequest,
    TransferClosed,
    TransferFile,
    TransitAnswer,
)
from accord.cases.transfer_codes import (
    AuthorisationDecision,
    ConfirmedBy,
    DeliveryResult,
    PsvConsent,
    PsvTeam,
    SerialCheck,
    TransferOutcome,
    TransitDecision,
)
from accord.cases.transfer_delivery import (
    CountedItem,
    DeliveryVerification,
    DispatchedItem,
    ShipmentDispatched,
)
from accord.dates import PartialDate
from accord.errors import PolicyError
from node.exchange.messages import DeliveryStatus
from node.store.engine import Store, open_engine, sqlite_url
from node.store.schema import metadata
from node.transfers.drafts import DispatchDraft
from node.transfers.tables import transfer_early, transfer_line


def preamble_of(region: Region, transfer_id: str) -> Any:
    file = region["XA"].detail(transfer_id).file
    assert file is not None
    return file.preamble


def shipment_of(
    region: Region, transfer_id: str, number: int, **changes: Any
) -> ShipmentDispatched:
    file = region["XA"].detail(transfer_id).file
    assert file is not None
    assert file.export_authorisation is not None
    return replace(
        dispatched(number, 1, 10),
        preamble=file.preamble,
        transfer_id=transfer_id,
        exit_date=region.today,
        export_authorisation=file.export_authorisation,
        **changes,
    )


def delivery_of(region: Region, transfer_id: str, by: ConfirmedBy) -> DeliveryVerification:
    return DeliveryVerification(
        preamble=preamble_of(region, transfer_id),
        transfer_id=transfer_id,
        shipment=1,
        confirmed_by=by,
        date_of_entry=region.today,
        items=(CountedItem(item=1, quantity=10, serials=serials(1, 10)),),
        serials_checked=SerialCheck.ALL,
        result=DeliveryResult.COMPLETE,
    )


def contested(region: Region, state: str, transfer_id: str) -> tuple[str, ...]:
    region.settle()
    return region[state].detail(transfer_id).contested


def test_a_shipment_told_again_under_another_message_id_draws_nothing() -> None:
    region = Region()
    transfer_id = region.licensed()
    region.dispatch(transfer_id)
    importer = region["XC"]
    before = importer.detail(transfer_id).lines
    region.say("XA", "XC", importer.shipment(transfer_id).dispatch)
    assert importer.detail(transfer_id).lines == before
    assert importer.events(transfer_id)[-1] == "REPEATED"


def test_another_shipment_under_a_taken_number_is_contested() -> None:
    region = Region()
    transfer_id = region.licensed()
    region.dispatch(transfer_id)
    other = (DispatchedItem(item=1, quantity=1, serials=("AR 777777",)),)
    region.say("XA", "XC", shipment_of(region, transfer_id, 1, items=other))
    assert contested(region, "XA", transfer_id) == ("XC: ledger.number_taken",)
    assert region["XC"].detail(transfer_id).lines[0].drawn == 10


def test_the_importing_state_contests_what_its_own_authorisation_does_not_cover() -> None:
    region = Region()
    transfer_id = region.licensed()
    too_many = (DispatchedItem(item=1, quantity=21, serials=serials(1, 21)),)
    region.say("XA", "XC", shipment_of(region, transfer_id, 1, items=too_many))
    assert contested(region, "XA", transfer_id) == ("XC: ledger.overdrawn",)
    importer = region["XC"].detail(transfer_id)
    assert importer.shipments == ()
    assert importer.summary.state == "AGREED"


def test_a_shipment_after_the_import_licence_has_ended_is_contested() -> None:
    region = Region()
    transfer_id = region.propose()
    region.verify(transfer_id)
    region.decide_import(transfer_id, days=30)
    region.ask_transit(transfer_id)
    region.answer_transit(transfer_id)
    region.authorise(transfer_id, days=30)
    longer = replace(licence("XA-E-1", region.after(90)), issued=region.today)
    late = shipment_of(region, transfer_id, 1)
    region.clock.advance(days=31)
    late = replace(late, export_authorisation=longer, exit_date=region.today)
    region.say("XA", "XC", late)
    assert contested(region, "XA", transfer_id)[0] == "XC: transfer.import_expired"


def test_a_shipment_that_overtakes_its_file_waits_for_it() -> None:
    region = Region()
    mission = replace(FILE.end_user, state="XD", name="Mission")
    transfer_id = region.licensed(end_user=mission)
    region.dispatch(transfer_id)
    told = [message for _, to, message in _sent(region["XA"]) if to == "XD"]
    away = region["XD"]
    away.clear()  # everything comes at once, the last first
    away.take(told[-1])
    assert away.read(away.transfers.views.list_transfers) == ()
    for message in reversed(told[:-1]):
        away.take(message)
    late = away.detail(transfer_id)
    assert late.file is not None
    assert late.file.version == 2
    assert "OVERTAKEN" in away.events(transfer_id)
    assert [one.state for one in late.shipments] == ["IN_TRANSIT"]
    region.report(transfer_id, state="XD")
    assert region["XA"].shipment(transfer_id).state == "DELIVERY_VERIFIED"


def test_messages_about_unheard_transfers_are_kept_and_bounded() -> None:
    region = Region()
    transfer_id = region.licensed()
    for number in range(1, 205):
        unheard = f"XA-T-2026-{number + 500:05d}"
        said = shipment_of(region, transfer_id, 1)
        region.say("XA", "XC", replace(said, transfer_id=unheard))
    importer = region["XC"]
    kept = importer.read(lambda tx: len(tx.execute(select(transfer_early)).all()))
    assert kept == 200
    assert {code for _, code in importer.failed} == {"transfer.too_early"}


def test_what_did_not_arrive_is_put_before_an_officer_and_told_again() -> None:
    region = Region()
    transfer_id = region.propose()
    region.verify(transfer_id)
    region.decide_import(transfer_id)
    exporter, transit = region["XA"], region["XB"]
    filing = exporter.transfers.filing
    exporter.write(lambda tx: filing.ask_transit(tx, transfer_id, by=BY))
    ((position, recipient, lost),) = exporter.posted(region.carried["XA"])
    region.carried["XA"] = position
    exporter.told(lost.message_id, recipient, DeliveryStatus.UNDELIVERED, "hub.expired")
    (remark,) = exporter.detail(transfer_id).contested
    assert remark == "TRANSIT_REQUEST to XB did not arrive: tell it again"
    assert exporter.detail(transfer_id).next_steps
    again = exporter.transfers.tell_again
    for _ in range(2):
        exporter.write(lambda tx: again(tx, transfer_id, by=BY))
        region.settle()
    assert transit.events(transfer_id) == ["LEARN_OF_VERSION", "REPEATED"]
    assert region["XC"].events(transfer_id)[-1] == "REPEATED"
    region.answer_transit(transfer_id)
    assert exporter.state(transfer_id) == "TRANSIT_CLEARED"
    settle = exporter.transfers.settle_contest
    exporter.write(lambda tx: settle(tx, transfer_id, "told again", by=BY))
    assert exporter.detail(transfer_id).contested == ()


def test_nobody_authorises_an_import_but_the_importing_state() -> None:
    region = Region()
    transfer_id = region.propose()
    region.verify(transfer_id)
    forged = ImportAuthorisation(
        preamble=preamble_of(region, transfer_id),
        transfer_id=transfer_id,
        decision=AuthorisationDecision.ISSUED,
        licence=replace(licence("XE-I-1", region.after(90)), issued=region.today),
        quantities=(LineQuantity(item=1, quantity=20),),
    )
    region.say("XE", "XA", forged)
    assert region["XA"].state(transfer_id) == "EUC_OK"
    assert "CONTEST" in region["XA"].events(transfer_id)


def test_nobody_answers_for_a_transit_state_but_itself() -> None:
    region = Region()
    transfer_id = region.propose()
    region.verify(transfer_id)
    region.decide_import(transfer_id)
    region.ask_transit(transfer_id)
    answer = TransitAnswer(
        preamble=preamble_of(region, transfer_id),
        transfer_id=transfer_id,
        decision=TransitDecision.NO_OBJECTION,
    )
    for stranger in ("XC", "XD", "XE"):
        region.say(stranger, "XA", answer)
    assert region["XA"].state(transfer_id) == "TRANSIT_PENDING"


def test_nobody_confirms_for_the_end_user_but_its_state() -> None:
    region = Region()
    transfer_id = region.licensed()
    region.dispatch(transfer_id)
    for stranger in ("XB", "XE"):
        for by in ConfirmedBy:
            region.say(stranger, "XA", delivery_of(region, transfer_id, by))
    assert region["XA"].shipment(transfer_id).state == "IN_TRANSIT"
    region.say("XC", "XA", delivery_of(region, transfer_id, ConfirmedBy.END_USER))
    assert region["XA"].shipment(transfer_id).state == "DELIVERY_VERIFIED"


def test_nobody_opens_a_file_under_another_states_number() -> None:
    region = Region()
    transfer_id = region.propose()
    file = region["XA"].detail(transfer_id).file
    assert file is not None
    stolen = replace(file, version=2, exporter=replace(file.exporter, state="XE"))
    region.say("XE", "XC", stolen)
    region.say("XE", "XC", replace(file, version=2))
    kept = region["XC"].detail(transfer_id).file
    assert kept == file


def test_a_later_version_cannot_change_what_is_transferred_to_whom() -> None:
    region = Region()
    transfer_id = region.licensed()
    file = region["XA"].detail(transfer_id).file
    assert file is not None
    more = replace(file, version=9, items=(replace(file.items[0], quantity=2000),))
    other = replace(file, version=9, end_user=replace(file.end_user, name="Somebody else"))
    for changed in (more, other):
        region.say("XA", "XC", changed)
    assert contested(region, "XA", transfer_id) == ("XC: transfer.terms_changed",)
    assert region["XC"].detail(transfer_id).file == file


def test_a_version_that_says_otherwise_under_the_same_number_is_contested() -> None:
    region = Region()
    transfer_id = region.licensed()
    file = region["XA"].detail(transfer_id).file
    assert file is not None
    region.say("XA", "XC", replace(file, route="another road"))
    assert contested(region, "XA", transfer_id) == ("XC: transfer.version_taken",)


def test_the_newest_word_stands_in_whatever_order_words_come() -> None:
    region = Region()
    transfer_id = region.propose()
    region.verify(transfer_id)
    now_ms = region.clock.now_ms()
    issued = ImportAuthorisation(
        preamble=preamble_of(region, transfer_id),
        transfer_id=transfer_id,
        decision=AuthorisationDecision.ISSUED,
        licence=replace(licence("XC-I-1", region.after(90)), issued=region.today),
        quantities=(LineQuantity(item=1, quantity=20),),
    )
    refusal = replace(
        issued,
        decision=AuthorisationDecision.REFUSED,
        quantities=(),
        criterion=RefusalCriterion.E6,
        reason="diversion risk",
    )
    region.say("XC", "XA", refusal, created_ms=now_ms + 2)
    assert region["XA"].state(transfer_id) == "REFUSED"
    region.say("XC", "XA", issued, created_ms=now_ms + 1)
    assert region["XA"].state(transfer_id) == "REFUSED"


def test_what_comes_after_the_end_is_kept_and_moves_nothing() -> None:
    region = Region()
    transfer_id = region.licensed()
    exporter = region["XA"]
    filing = exporter.transfers.filing
    exporter.write(lambda tx: filing.withdraw(tx, transfer_id, "no buyer", by=BY))
    region.settle()
    answer = TransitAnswer(
        preamble=preamble_of(region, transfer_id),
        transfer_id=transfer_id,
        decision=TransitDecision.NEED_MORE_TIME,
    )
    region.say("XB", "XA", answer)
    reason: dict[str, Any] = {"criterion": RefusalCriterion.E5, "reason": "unrest"}
    issued = region["XC"].detail(transfer_id).import_answer
    assert issued is not None
    revoked = replace(issued, decision=AuthorisationDecision.REVOKED, **reason)
    region.say("XC", "XA", revoked)
    assert exporter.state(transfer_id) == "WITHDRAWN"
    assert exporter.detail(transfer_id).suspensions == ()
    assert exporter.events(transfer_id)[-1] == "AFTER_THE_END"
    region.say("XA", "XC", shipment_of(region, transfer_id, 1))
    assert region["XC"].state(transfer_id) == "CLOSED"
    assert region["XC"].detail(transfer_id).shipments == ()


def test_only_the_exporting_state_ends_its_file() -> None:
    region = Region()
    transfer_id = region.licensed()
    closed = TransferClosed(
        preamble=preamble_of(region, transfer_id),
        transfer_id=transfer_id,
        outcome=TransferOutcome.WITHDRAWN,
        reason="so we say",
    )
    for stranger in ("XB", "XE"):
        region.say(stranger, "XC", closed)
    assert region["XC"].state(transfer_id) == "AGREED"


def test_a_visit_without_our_consent_is_contested() -> None:
    region = Region()
    transfer_id = region.licensed(psv_consent=PsvConsent.NOT_GRANTED)
    visit = PsvRequest(
        preamble=preamble_of(region, transfer_id),
        transfer_id=transfer_id,
        psv_id=f"{transfer_id}-V-1",
        legal_basis="we say so",
        items=(LineQuantity(item=1, quantity=20),),
        proposed_dates=(PartialDate(year=2026, month=5, day=1),),
        team=PsvTeam.EMBASSY,
    )
    region.say("XA", "XC", visit)
    assert contested(region, "XA", transfer_id) == ("XC: transfer.psv_not_agreed",)
    assert region["XC"].detail(transfer_id).visits == ()


def test_a_transfer_number_that_no_node_gives_is_malformed() -> None:
    region = Region()
    transfer_id = region.propose()
    file = region["XA"].detail(transfer_id).file
    assert file is not None
    for number in ("XA-T-2026-1", "xa-T-2026-00001", "XA-T-2026-00001\n", "XA/../../etc", "Ж"):
        wrong = replace(file, transfer_id=number)
        assert isinstance(wrong, TransferFile)
        region.say("XA", "XC", wrong)
    assert {code for _, code in region["XC"].failed} == {"transfer.id_malformed"}


def test_shipments_that_leave_at_the_same_moment_cannot_overdraw(tmp_path: Path) -> None:
    region = Region()
    transfer_id = region.licensed()
    exporter = region["XA"]
    store = Store(open_engine(sqlite_url(tmp_path / "node.db")))
    metadata.create_all(store.engine)
    _copy(exporter.store, store)
    gate, results = threading.Barrier(6), []

    def dispatch(first: int) -> None:
        items = (DispatchedItem(item=1, quantity=8, serials=serials(first, 8)),)
        draft = DispatchDraft(
            exit_date=region.today, customs_reference="C", carrier="Road", items=items
        )
        gate.wait()
        try:
            with store.begin() as tx:
                exporter.transfers.shipments.dispatch(tx, transfer_id, draft, by=BY)
            results.append("left")
        except PolicyError as error:
            results.append(error.code)

    threads = [threading.Thread(target=dispatch, args=(100 * n,)) for n in range(1, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as tx:
        (line,) = tx.execute(select(transfer_line)).all()
    store.close()
    assert sorted(results) == ["ledger.overdrawn"] * 4 + ["left"] * 2
    assert (line.authorised, line.drawn) == (20, 16)


def _sent(state: State) -> list[Any]:
    state.post_waits = True
    return state.posted(0)


def _copy(source: Store, target: Store) -> None:
    with source.read() as here, target.begin() as there:
        for table in metadata.sorted_tables:
            if table.name.startswith(("transfer", "casework_", "outbox_")):
                for row in here.execute(select(table)).mappings():
                    there.execute(table.insert().values(**row))
