"""Changes in a register become drafts, once each, whatever falls down meanwhile."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from casework_kit import Desk, Federation, rifle
from sqlalchemy import select

from accord.adapter import (
    Capability,
    Changes,
    Description,
    Health,
    Query,
    RecordHolder,
    RecordStatus,
    RegistryRecord,
)
from accord.errors import AdapterError, BadQuery, RegistryAway
from node.notices.tables import notice
from node.registry.changes import ChangeWatch
from node.registry.guard import GuardedAdapter, Limits


class Register:
    """Tells its changes two at a time at most."""

    def __init__(self) -> None:
        self.told: list[RegistryRecord] = []
        self.away = False
        self.name = "c"

    def describe(self) -> Description:
        return Description(
            register="national",
            record_holder=RecordHolder.REGISTRY,
            data_as_of_ms=1,
            records=1,
            capabilities=(Capability.CHANGES,),
        )

    def changes(self, cursor: str, limit: int) -> Changes:
        if self.away:
            raise RegistryAway("register.away", "away")
        if not cursor:
            return Changes(cursor=f"{self.name}{len(self.told)}")
        if not cursor.startswith(self.name):
            raise BadQuery("registry.cursor", "another register's")
        at = int(cursor[1:])
        page = tuple(self.told[at : at + 2])
        more = at + 2 < len(self.told)
        return Changes(records=page, cursor=f"{self.name}{at + len(page)}", more=more)

    def find(self, query: Query) -> Sequence[RegistryRecord]:
        return ()

    def health(self) -> Health:
        return Health(ready=True, text="ready")

    def close(self) -> None:
        return


@pytest.fixture
def desk() -> Iterator[Desk]:
    federation = Federation(states=("XA",))
    yield federation["XA"]
    federation.close()


@pytest.fixture
def register() -> Register:
    return Register()


def look(desk: Desk, register: Register) -> int:
    guarded = GuardedAdapter("national", register, Limits(timeout=5.0), desk.clock)
    taker = desk.rooms.notices.register
    watch = ChangeWatch(adapters=[guarded], store=desk.store, clock=desk.clock, taker=taker)
    return asyncio.run(watch.look(guarded))


def lost(record_id: str, status: RecordStatus = RecordStatus.STOLEN) -> RegistryRecord:
    return RegistryRecord(record_id=record_id, firearm=rifle(f"AR {record_id}"), status=status)


def drafts(desk: Desk) -> list[str]:
    query = select(notice.c.origin).where(notice.c.state == "DRAFT").order_by(notice.c.number)
    return desk.read(lambda tx: list(tx.execute(query).scalars()))


def test_what_was_lost_before_the_node_looked_is_no_news(desk: Desk, register: Register) -> None:
    register.told.append(lost("1041"))
    assert look(desk, register) == 0
    assert drafts(desk) == []


def test_each_loss_makes_one_draft_that_an_officer_may_publish(
    desk: Desk, register: Register
) -> None:
    look(desk, register)
    register.told += [lost("1041"), lost("1042", RecordStatus.LOST), lost("1043")]
    assert look(desk, register) == 3
    assert drafts(desk) == ["national: 1041", "national: 1042", "national: 1043"]
    register.told.append(lost("1041"))
    look(desk, register)
    assert len(drafts(desk)) == 3, "the same loss told again is the same draft"


def test_a_lawful_holder_is_no_loss(desk: Desk, register: Register) -> None:
    look(desk, register)
    register.told.append(lost("1041", RecordStatus.EXPORTED))
    look(desk, register)
    assert drafts(desk) == []


def test_a_find_is_written_beside_the_notice_that_the_loss_made(
    desk: Desk, register: Register
) -> None:
    look(desk, register)
    register.told += [lost("1041"), lost("1041", RecordStatus.FOUND)]
    look(desk, register)
    (notice_id,) = desk.read(lambda tx: list(tx.execute(select(notice.c.notice_id)).scalars()))
    detail = desk.read(lambda tx: desk.rooms.notices.views.notice_detail(tx, notice_id))
    assert "REGISTER_FOUND" in [step.event for step in detail.timeline]


def test_a_register_that_is_away_loses_nothing(desk: Desk, register: Register) -> None:
    look(desk, register)
    register.told.append(lost("1041"))
    register.away = True
    with pytest.raises(AdapterError):
        look(desk, register)
    register.away = False
    assert look(desk, register) == 1


def test_another_register_behind_the_name_starts_anew(desk: Desk, register: Register) -> None:
    look(desk, register)
    register.name = "d"
    register.told += [lost("1041")]
    assert look(desk, register) == 0
    register.told += [lost("1042")]
    assert look(desk, register) == 1


def test_a_crash_before_the_commit_asks_again(
    desk: Desk, register: Register, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    look(desk, register)
    register.told += [lost("1041"), lost("1042")]
    taker = type(desk.rooms.notices.register)

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(taker, "register_changed", dies)
        with pytest.raises(KeyboardInterrupt):
            look(desk, register)
    assert drafts(desk) == []
    assert look(desk, register) == 2
