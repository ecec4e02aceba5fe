"""Whatever is done to the trail, or to the journal behind it, is found and named by its row."""

from collections.abc import Iterator

import pytest
from people_kit import auditing_of
from sqlalchemy import Connection, delete, select, update

from accord.encoding import from_hex
from accord.errors import AccordError, FormatError, VerificationError
from accord.testing.clock import ManualClock
from node.audit import trail
from node.audit.entry import FIRST, Act, Entry
from node.audit.file import check_file, lines
from node.audit.reading import Auditing
from node.audit.tables import audit_entry, audit_head
from node.desk import journal
from node.desk.journal import Step
from node.desk.tables import casework_event
from node.store.engine import Store, open_engine

Row = tuple[str, int]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def store() -> Iterator[Store]:
    store = Store(open_engine("sqlite://"))
    audit_entry.metadata.create_all(store.engine, [audit_entry, audit_head, casework_event])
    with store.begin() as tx:
        for number in range(1, 7):
            root = f"XA-2026-{(number + 1) // 2:04}"
            journal.record(
                tx,
                number,
                Step(root=root, subject=root, actor="ana", event="OPEN", document=b"raw"),
            )
            trail.append(tx, number, actor="ana", act=Act.SIGNED_IN, subject=f"session {number}")
    yield store
    store.close()


@pytest.fixture
def auditing(clock: ManualClock, store: Store) -> Auditing:
    return auditing_of("XA", clock, store)


def faults(auditing: Auditing, tx: Connection) -> list[Row]:
    found = auditing.check(tx)
    assert found.whole == (not found.faults)
    return [(one.table, one.number) for one in found.faults]


def test_an_untouched_trail_is_whole(auditing: Auditing, store: Store) -> None:
    with store.begin() as tx:
        assert auditing.sign(tx, by="vera").number == 13
        found = auditing.check(tx)
    assert found.whole
    assert (found.entries, found.casework_steps, found.signed_heads) == (13, 6, 1)


@pytest.mark.parametrize("column", ["at_ms", "actor", "act", "subject", "detail", "event_digest"])
@pytest.mark.parametrize("number", [1, 6, 12])
def test_a_changed_entry_is_named(
    auditing: Auditing, store: Store, column: str, number: int
) -> None:
    value: object = {"at_ms": 99, "event_digest": bytes(32)}.get(column, "other")
    with store.begin() as tx:
        tx.execute(
            update(audit_entry).where(audit_entry.c.number == number).values({column: value})
        )
        assert ("audit_entry", number) in faults(auditing, tx)


def test_a_changed_entry_with_a_new_hash_of_its_own_is_seen_at_the_next(
    auditing: Auditing, store: Store
) -> None:
    with store.begin() as tx:
        tx.execute(update(audit_entry).where(audit_entry.c.number == 4).values(hash=bytes(32)))
        assert faults(auditing, tx) == [("audit_entry", 4), ("audit_entry", 5)]


@pytest.mark.parametrize(("number", "named"), [(1, 1), (5, 5), (11, 11)])
def test_a_removed_entry_is_named(
    auditing: Auditing, store: Store, number: int, named: int
) -> None:
    with store.begin() as tx:
        tx.execute(delete(audit_entry).where(audit_entry.c.number == number))
        assert ("audit_entry", named) in faults(auditing, tx)


@pytest.mark.parametrize(
    "column", [name for name in journal.DIGESTED if name not in ("number", "message_id")]
)
def test_a_changed_casework_step_is_named(auditing: Auditing, store: Store, column: str) -> None:
    value: object = {"at_ms": 99, "kind": 101, "document": b"forged"}.get(column, "other")
    with store.begin() as tx:
        tx.execute(
            update(casework_event).where(casework_event.c.number == 3).values({column: value})
        )
        assert faults(auditing, tx) == [("casework_event", 3)]


def test_a_removed_casework_step_is_named(auditing: Auditing, store: Store) -> None:
    with store.begin() as tx:
        tx.execute(delete(casework_event).where(casework_event.c.number.in_([2, 6])))
        assert faults(auditing, tx) == [("casework_event", 2), ("casework_event", 6)]


def test_a_step_written_past_the_trail_is_named(auditing: Auditing, store: Store) -> None:
    with store.begin() as tx:
        row = dict(tx.execute(select(casework_event).limit(1)).mappings().one())
        tx.execute(casework_event.insert().values(row | {"number": 7}))
        assert faults(auditing, tx) == [("casework_event", 7)]


def test_steps_that_an_archive_took_are_not_missing(auditing: Auditing, store: Store) -> None:
    with store.begin() as tx:
        tx.execute(delete(casework_event).where(casework_event.c.root == "XA-2026-0002"))
        trail.append(tx, 9, actor="node", act=Act.DELETED, subject="XA-2026-0002")
        found = auditing.check(tx)
    assert found.whole
    assert found.archived_steps == 2


def rewritten(tx: Connection, number: int) -> None:
    """What somebody would do who can write to the database and knows how hashes are made."""
    tx.execute(update(audit_entry).where(audit_entry.c.number == number).values(actor="other"))
    before = FIRST
    for row in tx.execute(select(audit_entry).order_by(audit_entry.c.number)).mappings().all():
        values = {name: row[name] for name in row if name != "hash"}
        before = Entry(**values).chained(before)
        tx.execute(
            update(audit_entry).where(audit_entry.c.number == row["number"]).values(hash=before)
        )


def test_a_trail_rewritten_to_its_end_is_caught_by_a_signed_head(
    auditing: Auditing, store: Store
) -> None:
    with store.begin() as tx:
        auditing.sign(tx, by="vera")
        rewritten(tx, 4)
        assert faults(auditing, tx) == [("audit_head", 13)]


def test_a_rewritten_trail_without_our_heads_is_caught_by_the_head_that_the_auditor_holds(
    auditing: Auditing, store: Store
) -> None:
    with store.begin() as tx:
        held = auditing.sign(tx, by="vera")
        assert auditing.check(tx, number=held.number, hash_=held.hash).whole
        tx.execute(delete(audit_head))
        rewritten(tx, 4)
        assert faults(auditing, tx) == []
        found = auditing.check(tx, number=held.number, hash_=held.hash)
        assert [(one.table, one.number) for one in found.faults] == [("audit_head", 13)]
        tx.execute(delete(audit_entry).where(audit_entry.c.number > 8))
        tx.execute(delete(casework_event).where(casework_event.c.number > 4))
        found = auditing.check(tx, number=held.number, hash_=held.hash)
        assert "ends before" in found.faults[0].text


@pytest.mark.parametrize(
    ("column", "value"), [("signature", bytes(64)), ("public", bytes(32)), ("at_ms", 7)]
)
def test_a_forged_head_is_named(
    auditing: Auditing, store: Store, column: str, value: object
) -> None:
    with store.begin() as tx:
        auditing.sign(tx, by="vera")
        tx.execute(update(audit_head).values({column: value}))
        assert faults(auditing, tx) == [("audit_head", 13)]


def test_the_head_is_signed_once_a_day_and_only_if_something_happened(
    auditing: Auditing, store: Store, clock: ManualClock
) -> None:
    with store.begin() as tx:
        assert auditing.sign_daily(tx)
        assert not auditing.sign_daily(tx)
        trail.append(tx, 20, actor="ana", act=Act.SIGNED_OUT)
        assert not auditing.sign_daily(tx)
        clock.advance(days=1)
        assert auditing.sign_daily(tx)
        clock.advance(days=1)
        assert not auditing.sign_daily(tx)


def exported(auditing: Auditing, store: Store) -> list[bytes]:
    with store.begin() as tx:
        head = auditing.sign(tx, by="vera")
        page = auditing.page(tx, after=0, limit=100)
    return [f"{line}\n".encode() for line in lines(page.entries, head)]


def test_an_exported_trail_is_checked_without_the_node(auditing: Auditing, store: Store) -> None:
    content = exported(auditing, store)
    head = check_file(content)
    assert head.number == 13 == len(content) - 1
    with store.read() as tx:
        assert trail.head(tx) == (13, from_hex(head.hash))


def test_any_change_to_an_exported_trail_is_refused(auditing: Auditing, store: Store) -> None:
    content = exported(auditing, store)
    for number, line in enumerate(content):
        for forged in (
            [*content[:number], *content[number + 1 :]],
            [*content[:number], line, line, *content[number + 1 :]],
            [*content[:number], line.replace(b'ana"', b'ann"', 1), *content[number + 1 :]],
            [
                *content[:number],
                line.replace(b'"number":', b'"number":1', 1),
                *content[number + 1 :],
            ],
        ):
            if forged == content or (number == len(content) - 1 and forged[:-1] == content):
                continue
            with pytest.raises((FormatError, VerificationError)):
                check_file(forged)


@pytest.mark.parametrize(
    "line", [b"", b"{}", b"[]", b"{", b"null", b'{"head":1}', b'{"head":{}}', b"[" * 100_000]
)
def test_what_is_no_exported_trail_is_refused(line: bytes) -> None:
    with pytest.raises(AccordError):
        check_file([line])


def test_entries_are_read_page_by_page_and_by_who_and_what(
    auditing: Auditing, store: Store
) -> None:
    with store.read() as tx:
        first = auditing.page(tx, after=0, limit=5)
        assert [one.number for one in first.entries] == [1, 2, 3, 4, 5]
        rest = auditing.page(tx, after=int(first.next), limit=100)
        assert [one.number for one in rest.entries] == [6, 7, 8, 9, 10, 11, 12]
        assert rest.next == ""
        newest = auditing.page(tx, before=11, limit=3)
        assert [one.number for one in newest.entries] == [10, 9, 8]
        assert [
            one.number for one in auditing.page(tx, before=int(newest.next), limit=100).entries
        ] == [7, 6, 5, 4, 3, 2, 1]
        of_case = auditing.page(tx, after=0, limit=100, subject="XA-2026-0002")
        assert [one.event for one in of_case.entries] == [3, 4]
        assert auditing.page(tx, after=0, limit=100, actor="nobody").entries == ()


def test_the_trail_grows_by_a_refused_transaction_not_at_all(store: Store) -> None:
    with store.read() as tx:
        before = trail.head(tx)
    with pytest.raises(RuntimeError), store.begin() as tx:
        trail.append(tx, 20, actor="ana", act=Act.EXPORTED)
        raise RuntimeError
    with store.read() as tx:
        assert trail.head(tx) == before
