"""Fills a node's store: one real notice and one real case, through the services, copied in bulk.

A copy differs from its model in ids, numbers and serial. The exchange's own tables stay empty, and
the hashes of the audit trail are the models'.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Table, select

from accord.cases.codes import IllicitBasis, IntendedUse, RecoveryCircumstance
from accord.cases.notice_codes import HolderClass, NoticeType
from accord.dates import PartialDate
from accord.testing.clock import ManualClock
from accord.testing.region import build_region
from accord.weapons.codes import MarkCondition, MarkKind, MarkPosition, WeaponCategory, WeaponType
from accord.weapons.firearm import Firearm, Mark
from accord.weapons.keys import search_keys
from accord.wire.header import Addressee, Header, encode_header
from accord.wire.kinds import MessageKind, Priority, Purpose
from benchmarks.marks import SEED
from node.audit.tables import audit_entry
from node.casework.drafts import CaseDraft
from node.casework.rules import CaseworkRules, Mode
from node.desk import agenda
from node.desk.desk import DAY_MS
from node.desk.worker import apply
from node.exchange.inbox import Opened
from node.exchange.messages import IncomingMessage
from node.exchange.outbox import Outbox
from node.matching.keys import filed
from node.matching.tables import matching_key, matching_weapon
from node.notices.drafts import NoticeDraft
from node.notices.tables import notice
from node.registry.host import SearchResult
from node.rooms import Rooms, RoomSettings, open_rooms
from node.store.engine import Store, open_engine
from node.store.schema import ID, metadata

OURS, THEIRS = "XA", "XB"
OWN_SHARE = 10  # of so many notices one is our own
OFFICER = "bench"
_ID_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MODEL = 0  # the serial that copies replace
_AT_ONCE = 5_000
_SHELF = list(matching_weapon.c).index(matching_weapon.c.shelf)
_EXCHANGE = ("outbox_", "inbox_")
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_SERIALS = len(_LETTERS) ** 3 * 10**5
Rows = dict[Table, list[tuple[Any, ...]]]


def serial(number: int) -> str:
    """The serial of this number; all of one length, and neighbours unlike each other."""
    letters, digits = divmod(number * 2_654_435_761 % _SERIALS, 10**5)
    first, rest = divmod(letters, len(_LETTERS) ** 2)
    second, third = divmod(rest, len(_LETTERS))
    return f"{_LETTERS[first]}{_LETTERS[second]}{_LETTERS[third]}{digits:05}"


def _five(number: int) -> str:
    """A number in five characters, for up to sixty million of them."""
    digits = ""
    for _ in range(5):
        number, digit = divmod(number, len(_ID_DIGITS))
        digits = _ID_DIGITS[digit] + digits
    return digits


def pistol(text: str) -> Firearm:
    """A pistol with this serial."""
    return Firearm(
        category=WeaponCategory.SA1,
        type=WeaponType.PISTOL,
        maker_text="Zastava",
        model_text="CZ 99",
        calibre_text="9x19",
        country_of_manufacture=THEIRS,
        marks=(
            Mark(
                kind=MarkKind.MANUFACTURER_SERIAL,
                text=text,
                condition=MarkCondition.INTACT,
                position=MarkPosition.FRAME,
            ),
        ),
    )


class Builder:
    """Builds members' rooms, all of one region and one day, over whatever store they are given."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self._random = Random(SEED)
        built = build_region(now_ms=self.clock.now_ms(), random=self._random.randbytes)
        self._region = built.trusted(self.clock.now_ms())

    def rooms(self, member: str) -> Rooms:
        """The rooms of a member that asks other States by rule."""
        random = self._random.randbytes
        return open_rooms(
            member=member,
            authority=f"{member}-NPC",
            clock=self.clock,
            region=self._region,
            outbox=Outbox(clock=self.clock, random=random, wake=lambda: None),
            settings=RoomSettings(casework=CaseworkRules(send=Mode.AUTOMATIC)),
            random=random,
        )


class Copied(NamedTuple):
    """One row to copy, and the places of what a copy has of its own."""

    table: Table
    values: tuple[Any, ...]
    texts: tuple[int, ...]
    ids: tuple[int, ...]
    numbered: tuple[int, ...]


@dataclass(frozen=True)
class Model:
    """Everything that a node keeps of one notice or case."""

    subject: str
    rows: Sequence[tuple[Table, dict[str, Any]]]

    @cached_property
    def copied(self) -> Sequence[Copied]:
        """The rows as copies are made of them."""
        return [_copied(table, tuple(row.values()), self.subject) for table, row in self.rows]

    def id_of(self, number: int) -> str:
        """The id of a copy, as long as the model's."""
        return self.subject.replace("00001", _five(number), 1)


class Models:
    """What is copied: a notice of ours, one that another member has sent us, and a case."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self.clock = builder.clock
        self.own = self._made(self._publish(OURS))
        self.theirs = self._made(self._arrive)
        self.case = self._made(self._open)

    @cached_property
    def payload(self) -> bytes:
        """Another member's notice as it travels."""
        (document,) = (row["document"] for table, row in self.theirs.rows if table is notice)
        return bytes(document)

    def arriving(self, number: int) -> Opened:
        """Another member's notice with this number, as it is once its envelope was opened."""
        now_ms = self._builder.clock.now_ms()
        payload = _replaced(self.payload, _changes(self.theirs, number, serial(number)))
        header = Header(
            message_id=UUID(int=number << 80, version=4),
            sender=THEIRS,
            recipients=(Addressee(OURS, bytes(8), bytes(48), number, bytes(32)),),
            kind=MessageKind.NOTICE,
            conversation_id=UUID(int=number << 80 | 1, version=4),
            created_ms=now_ms,
            not_after_ms=now_ms + DAY_MS,
            priority=Priority.ROUTINE,
            content_size=len(payload),
            content_digest=bytes(32),
            key_commitment=bytes(32),
            ephemeral_key=bytes(32),
            policy_version=1,
            purpose=Purpose.NOTICE,
        )
        return Opened(header, bytes(32), payload, encode_header(header) + payload)

    def notice(self, number: int) -> Model:
        """The model of the notice with this number."""
        return self.theirs if number % OWN_SHARE else self.own

    def _made(self, act: Any, member: str = OURS) -> Model:
        """What is left of an act in an empty node once all that is due is done."""
        store, rooms = Store(open_engine("sqlite://")), self._builder.rooms(member)
        metadata.create_all(store.engine)
        subject: str = act(store, rooms)
        _work(store, rooms, self._builder.clock)
        with store.read() as tx:
            rows = [
                (table, dict(row._mapping))
                for table in metadata.sorted_tables
                if not table.name.startswith(_EXCHANGE) and table is not matching_key
                for row in tx.execute(select(table))
                if _mentions(row, subject)
            ]
        store.close()
        return Model(subject, rows)

    @staticmethod
    def _publish(owner: str) -> Any:
        def act(store: Store, rooms: Rooms) -> str:
            with store.begin() as tx:
                notice_id = rooms.notices.notices.draft(tx, _theft(owner), by=OFFICER)
                rooms.notices.notices.publish(tx, notice_id, by=OFFICER)
            return notice_id

        return act

    def _arrive(self, store: Store, rooms: Rooms) -> str:
        sent = self._made(self._publish(THEIRS), THEIRS)
        now_ms = self._builder.clock.now_ms()
        (payload,) = (bytes(row["document"]) for table, row in sent.rows if table is notice)
        message = IncomingMessage(
            message_id=UUID(int=1, version=4),
            sender=THEIRS,
            kind=MessageKind.NOTICE,
            conversation_id=UUID(int=2, version=4),
            created_ms=now_ms,
            received_ms=now_ms,
            priority=Priority.ROUTINE,
            policy_version=1,
            payload=payload,
        )
        with store.begin() as tx:
            rooms.whole.handlers[message.kind].handle(tx, message)
        return sent.subject

    @staticmethod
    def _open(store: Store, rooms: Rooms) -> str:
        draft = CaseDraft(
            firearm=pistol(serial(_MODEL)),
            illicit_basis=(IllicitBasis.NATIONAL_LAW,),
            legal_justification="Firearms Act, section 5",
            intended_use=(IntendedUse.INVESTIGATION,),
            circumstance=RecoveryCircumstance.SEIZED_CRIMINAL,
            recovery_date=PartialDate(year=2025, month=11),
        )
        with store.begin() as tx:
            return rooms.casework.cases.open_case(tx, draft, by=OFFICER)


def _theft(owner: str) -> NoticeDraft:
    day = PartialDate(year=2025, month=12, day=31)
    return NoticeDraft(
        type=NoticeType.STOLEN,
        firearm=pistol(serial(_MODEL)),
        case_reference="POL/2025/17",
        lost_from=day,
        lost_to=day,
        discovered=day,
        reported=day,
        loss_state=owner,
        holder_class=HolderClass.POLICE,
        legal_basis="Firearms Act, section 12",
    )


def _work(store: Store, rooms: Rooms, clock: ManualClock) -> None:
    """Everything that is due within a minute; the registers hold nothing."""
    while True:
        with store.begin() as tx:
            due = agenda.due(tx, clock.now_ms() + 60_000, 100)
            for task in due:
                found = SearchResult() if task.kind in rooms.whole.searches else None
                apply(rooms.desk, rooms.whole, tx, task, found)
        if not due:
            return


def fill(store: Store, models: Models, notices: int, cases: int) -> None:
    """Fills the empty, migrated store, in one transaction."""
    numbers: defaultdict[Table, int] = defaultdict(int)
    with store.begin() as tx:
        postgres = tx.dialect.name == "postgresql"
        connection: Any = tx.connection.driver_connection
        if not postgres:
            connection.execute("PRAGMA cache_size=-1500000")  # KiB
        for rows in _copies(models, notices, cases, numbers):
            for table in metadata.sorted_tables:
                if some := rows.get(table):
                    (_copy if postgres else _insert)(connection, table, some)
    if postgres:
        # As a server that has run for a while: it knows its tables, and has log files to use again.
        with store.begin() as tx:
            tx.exec_driver_sql("ANALYZE")
            tx.exec_driver_sql("CHECKPOINT")


def _copies(
    models: Models, notices: int, cases: int, numbers: defaultdict[Table, int]
) -> Iterator[Rows]:
    rows: Rows = defaultdict(list)
    for number in range(1, notices + cases + 1):
        if number <= notices:
            _add(rows, models.notice(number), number, serial(number), numbers)
        else:
            _add(rows, models.case, number - notices, serial(number), numbers)
        if not number % _AT_ONCE:
            yield rows
            rows = defaultdict(list)
    yield rows


def _add(
    rows: Rows, model: Model, number: int, mark: str, numbers: defaultdict[Table, int]
) -> None:
    change = _changes(model, number, mark)
    end = number.to_bytes(8, "big")
    for one in model.copied:
        fresh = list(one.values)
        for at in one.texts:
            fresh[at] = _replaced(fresh[at], change)
        for at in one.ids:
            # Alike in all rows of a copy, so that what belongs together still does.
            fresh[at] = fresh[at][8:] + end
        if one.numbered:
            numbers[one.table] += 1
            for at in one.numbered:
                fresh[at] = numbers[one.table]
        rows[one.table].append(tuple(fresh))
        if one.table is matching_weapon:
            filed_as, shelf = numbers[one.table], fresh[_SHELF]
            rows[matching_key] += [
                (shelf, key, filed_as) for key in filed(search_keys(pistol(mark)))
            ]


def _copied(table: Table, values: tuple[Any, ...], subject: str) -> Copied:
    columns = list(table.c)
    own = {"number"} if list(table.primary_key) == [table.c.get("number")] else set()
    if table is audit_entry:
        own.add("event")  # every event has its entry, and nothing else has
    return Copied(
        table,
        values,
        tuple(at for at, one in enumerate(values) if _mentions([one], subject, serial(_MODEL))),
        tuple(at for at, one in enumerate(columns) if one.type is ID and values[at] is not None),
        tuple(at for at, one in enumerate(columns) if one.name in own),
    )


def _changes(model: Model, number: int, mark: str) -> list[tuple[str, str]]:
    return [(model.subject, model.id_of(number)), (serial(_MODEL), mark)]


def _replaced(value: Any, changes: Sequence[tuple[str, str]]) -> Any:
    for before, after in changes:
        if isinstance(value, str):
            value = value.replace(before, after)
        elif isinstance(value, bytes):
            value = value.replace(before.encode(), after.encode())
    return value


def _mentions(row: Iterable[Any], *words: str) -> bool:
    return any(
        word in value if isinstance(value, str) else word.encode() in value
        for value in row
        if isinstance(value, str | bytes)
        for word in words
    )


def _insert(connection: Any, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    names, places = _names(table), ", ".join("?" * len(table.c))
    statement = f"INSERT INTO {table.name} ({names}) VALUES ({places})"  # noqa: S608
    connection.executemany(statement, rows)


def _copy(connection: Any, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    with connection.cursor().copy(f"COPY {table.name} ({_names(table)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _names(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.c)
