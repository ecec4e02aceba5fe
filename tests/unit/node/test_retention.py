"""Archived before deleted, never while a case is open, and what a provider wants deleted is."""

import json
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from casework_kit import Desk, Federation, case_draft, rifle, stolen_here
from people_kit import auditing_of
from sqlalchemy import select, update
from stores import memory_store

from accord.cases.codes import UseRestriction
from accord.errors import FormatError
from accord.trust.fields import Fields
from accord.trust.policy import Deadlines, Policy
from accord.trust.policy_retention import RetentionPolicy, read_retention
from node.audit.tables import audit_entry
from node.audit.views import TrailCheck
from node.casework.rules import CaseworkRules, Mode, ReleaseRules
from node.casework.tables import incoming_request, trace_case, trace_leg
from node.desk.tables import casework_event, casework_message
from node.exchange.tables import outbox_delivery, outbox_frame, outbox_message
from node.retention import archive, contents
from node.retention.keeper import Retention

REQUESTER = CaseworkRules(send=Mode.AUTOMATIC, follow_referrals=Mode.AUTOMATIC)
HOLDER = CaseworkRules(release=ReleaseRules(default=Mode.OFFICER))


class Office:
    """XC, which asked XA about a rifle, and closed or did not close the case."""

    def __init__(self, folder: Path, *uses: UseRestriction) -> None:
        self.region = Federation(rules={"XC": REQUESTER, "XA": HOLDER})
        self.region["XA"].records.append(stolen_here(rifle(), "XA"))
        self.desk, self.folder = self.region["XC"], folder / "archive"
        cases = self.desk.casework.cases
        self.case_id = self.desk.write(partial(cases.open_case, draft=case_draft(), by="olga"))
        self.region.settle()
        holder = self.region["XA"]
        [request] = holder.read(holder.casework.views.list_requests)
        approve = holder.casework.requests.approve
        self.region["XA"].write(
            partial(approve, request_id=request.request_id, by="bo", use_restrictions=uses or None)
        )
        self.region.settle()

    def close(self) -> None:
        record = self.desk.casework.cases.record_outcome
        self.desk.write(partial(record, case_id=self.case_id, draft=None, by="olga"))
        self.region.settle()

    def retention(self, desk: Desk | None = None, **options: Any) -> Retention:
        of = desk or self.desk
        policy = Policy(
            version=7,
            expires_ms=0,
            deadlines=Deadlines(),
            retention=RetentionPolicy(trace_years=20, restricted_days=3),
        )
        return Retention(
            clock=of.clock,
            store=of.store,
            policy=lambda: policy,
            keepings=of.rooms.keepings,
            folder=self.folder,
            **options,
        )

    def years(self, number: float) -> None:
        self.desk.clock.advance(days=int(number * 366))

    def rows(self, table: Any, desk: Desk | None = None) -> int:
        with (desk or self.desk).store.read() as tx:
            return len(tx.execute(select(table)).all())

    def checked(self) -> TrailCheck:
        with self.desk.store.read() as tx:
            return auditing_of("XC", self.desk.clock, self.desk.store).check(tx)


@pytest.fixture
def opened(tmp_path: Path) -> Any:
    made: list[Office] = []

    def make(*uses: UseRestriction) -> Office:
        made.append(Office(tmp_path, *uses))
        return made[-1]

    yield make
    for one in made:
        one.region.close()


Make = Callable[..., Office]


def test_an_open_case_is_kept_however_old_it_is(opened: Make) -> None:
    office = opened()
    office.years(90)
    assert office.retention().run() == 0
    assert office.rows(trace_case) == 1
    assert not office.folder.exists()


def test_a_closed_case_is_kept_until_its_years_are_over(opened: Make) -> None:
    office = opened()
    office.close()
    office.years(19)
    assert office.retention().run() == 0
    office.years(2)
    assert office.retention(at_least_years=30).run() == 0
    with office.desk.store.read() as tx:
        assert office.retention().view(tx).due == 1
    assert office.retention().run() == 1


def test_a_closed_case_whose_leg_still_waits_is_kept(opened: Make) -> None:
    office = opened()
    office.close()
    with office.desk.store.begin() as tx:
        tx.execute(update(trace_leg).values(state="ACKNOWLEDGED"))
    office.years(21)
    assert office.retention().run() == 0


def test_what_leaves_is_whole_in_its_file_and_gone_from_the_node(opened: Make) -> None:
    office = opened()
    office.close()
    steps = office.rows(casework_event)
    office.years(21)
    assert office.retention().run() == 1
    [file] = office.folder.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    lines = [json.loads(line) for line in file.read_bytes().splitlines()]
    assert lines[0] == {"format": archive.FORMAT, "root": office.case_id, "kind": "trace_case"}
    tables = [line["table"] for line in lines[1:]]
    assert tables.count("trace_case") == tables.count("trace_leg") == 1
    assert tables.count("casework_event") == steps
    for table in (trace_case, trace_leg, casework_event, casework_message):
        assert office.rows(table) == 0
    with office.desk.store.read() as tx:
        assert set(tx.execute(select(outbox_message.c.payload)).scalars()) == {b""}
        [left] = office.retention().archived(tx, 10).matters
    assert (left.root, left.file) == (office.case_id, file.name)
    assert left.digest == sha256(file.read_bytes()).hexdigest()


def test_a_request_from_abroad_leaves_likewise(opened: Make) -> None:
    office = opened()
    office.close()
    office.years(21)
    holder = office.region["XA"]
    assert office.rows(incoming_request, holder) == 1
    assert office.retention(holder).run() == 1
    assert office.rows(incoming_request, holder) == office.rows(casework_event, holder) == 0


def test_the_trail_stays_whole_and_says_what_became_of_the_case(opened: Make) -> None:
    office = opened()
    office.close()
    steps = office.rows(casework_event)
    office.years(21)
    office.retention().run()
    found = office.checked()
    assert found.whole, found.faults
    assert found.archived_steps == steps
    with office.desk.store.read() as tx:
        acts = tx.execute(select(audit_entry.c.act).order_by(audit_entry.c.number)).scalars().all()
    assert acts[-2:] == ["ARCHIVED", "DELETED"]


def test_where_the_archive_cannot_be_written_nothing_is_deleted(
    opened: Make, tmp_path: Path
) -> None:
    office = opened()
    office.close()
    office.years(21)
    (tmp_path / "archive").write_text("a file where the folder should be")
    retention = office.retention()
    with pytest.raises(FormatError):
        retention.run()
    assert office.rows(trace_case) == 1
    with office.desk.store.read() as tx:
        assert retention.view(tx).fault == "retention.archive"


def test_a_crash_between_the_file_and_the_deletion_loses_nothing(opened: Make) -> None:
    office = opened()
    office.close()
    office.years(21)

    def dies(*_given: object) -> None:
        raise RuntimeError

    retention = office.retention(forgotten=dies)
    with pytest.raises(RuntimeError):
        retention.run()
    [first] = office.folder.iterdir()
    assert office.rows(trace_case) == 1
    assert office.checked().whole
    assert office.retention().run() == 1
    assert list(office.folder.iterdir()) == [first], "the same rows make the same file"


def test_a_case_that_was_opened_again_meanwhile_stays(
    opened: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = opened()
    office.close()
    office.years(21)
    written = archive.write

    def write(folder: Path, name: str, content: bytes) -> None:
        written(folder, name, content)
        reopen = office.desk.casework.cases.reopen
        office.desk.write(partial(reopen, case_id=office.case_id, reason="new", by="olga"))

    monkeypatch.setattr(archive, "write", write)
    assert office.retention().run() == 0
    assert office.rows(trace_case) == 1


def test_an_answer_under_r6_is_deleted_with_the_end_of_its_case_and_never_archived(
    opened: Make,
) -> None:
    office = opened(UseRestriction.R6)
    retention = office.retention()
    office.desk.clock.advance(days=30)
    retention.run()
    assert _words(office), "the case is open"
    office.close()
    office.desk.clock.advance(days=2)
    retention.run()
    assert _words(office), "its days are not over"
    office.desk.clock.advance(days=2)
    retention.run()
    assert not _words(office)
    assert office.checked().whole, office.checked().faults
    detail = office.desk.read(
        partial(office.desk.casework.views.case_detail, case_id=office.case_id)
    )
    assert detail.legs[0].response is None
    office.years(21)
    assert retention.run() == 1
    [file] = office.folder.iterdir()
    assert b"STOLEN" not in file.read_bytes()
    assert office.checked().whole


def test_an_answer_under_r6_that_comes_after_the_end_is_deleted_too(opened: Make) -> None:
    office = opened(UseRestriction.R6)
    office.close()
    with office.desk.store.begin() as tx:
        came = office.desk.clock.now_ms() + 40 * 24 * 3_600_000
        tx.execute(update(trace_leg).values(heard_ms=came))
    office.desk.clock.advance(days=42)
    office.retention().run()
    assert _words(office), "its days are not over"
    office.desk.clock.advance(days=2)
    office.retention().run()
    assert not _words(office)


def test_an_answer_without_r6_stays_with_its_case(opened: Make) -> None:
    office = opened(UseRestriction.R3)
    office.close()
    office.desk.clock.advance(days=300)
    office.retention().run()
    assert _words(office)


def test_an_erasure_excuses_its_own_step_only(opened: Make) -> None:
    office = opened(UseRestriction.R6)
    office.close()
    office.desk.clock.advance(days=4)
    office.retention().run()
    with office.desk.store.begin() as tx:
        erased = tx.execute(
            select(casework_event.c.number).where(casework_event.c.event == "ANSWER_FULL")
        ).scalar_one()
        this = casework_event.c.number == erased
        tx.execute(update(casework_event).where(this).values(actor="somebody else"))
    assert [one.number for one in office.checked().faults] == [erased]


def _words(office: Office) -> bool:
    """Whether the answer of XA is anywhere in the casework."""
    with office.desk.store.read() as tx:
        legs = tx.execute(select(trace_leg.c.response)).scalars().all()
        theirs = casework_event.c.actor == "XA"
        events = tx.execute(select(casework_event.c.document).where(theirs)).scalars().all()
    return any(legs) or any(events)


def test_of_what_was_sent_only_its_own_key_is_blanked() -> None:
    with memory_store() as store, store.begin() as tx:
        positions, ids = (3, 5, 9), [UUID(int=number) for number in (1, 2, 3)]
        for position, id_ in zip(positions, ids, strict=True):
            message = dict.fromkeys(("kind", "priority", "purpose", "created_ms"), 1)
            tx.execute(
                outbox_message.insert().values(
                    position=position,
                    message_id=id_.bytes,
                    conversation_id=bytes(16),
                    not_after_ms=1,
                    payload=b"words",
                    **message,
                )
            )
            for recipient in ("XA", "XB"):
                tx.execute(
                    outbox_delivery.insert().values(
                        position=position,
                        recipient=recipient,
                        priority=1,
                        status="DELIVERED",
                        frame=4,
                        changed_ms=1,
                    )
                )
        keys = b"".join(bytes([number]) * 32 for number in (1, 2, 3))
        tx.execute(
            outbox_frame.insert().values(
                frame=4,
                first_position=3,
                last_position=9,
                sealed_ms=1,
                request=b"sealed",
                content_keys=keys,
            )
        )
        contents.forget(tx, [ids[1], UUID(int=77)])
        row = tx.execute(select(outbox_frame)).one()
        assert row.content_keys == keys[:32] + bytes(32) + keys[64:]
        assert row.request == b"sealed"
        payloads = select(outbox_message.c.payload).order_by(outbox_message.c.position)
        assert tx.execute(payloads).scalars().all() == [b"words", b"", b"words"]


@pytest.mark.parametrize(
    "document",
    [
        {"trace_years": 0},
        {"trace_years": 101},
        {"notice_years": 0},
        {"transfer_years": 9},
        {"certificate_years": 9},
        {"exemption_years": 9},
        {"restricted_days": -1},
        {"restricted_days": 9999},
    ],
)
def test_a_policy_that_would_delete_too_soon_or_never_is_refused(document: dict[str, int]) -> None:
    with pytest.raises(FormatError):
        read_retention(Fields(document, "policy.retention"))
