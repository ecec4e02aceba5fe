"""The queue of one receiver: steps in their order, one at a time for each case."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, select, update

from accord.dates import Clock
from accord.errors import PolicyError
from node.desk.tables import casework_event
from node.webhooks.tables import webhook_cursor, webhook_pending
from node.webhooks.targets import Content, Target
from node.webhooks.views import TargetList, TargetView

AT_ONCE = 500  # steps put into the queue in one transaction
FIRST_RETRY_MS = 2_000
LONGEST_RETRY_MS = 3_600_000
LONGEST_REST_MS = 300_000
GIVE_UP_MS = 7 * 24 * 3_600_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One step as it is told to one receiver."""

    target: Target
    number: int
    id: str  # the same for each attempt
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The queues of all receivers; every method is a part of the caller's transaction."""

    clock: Clock
    targets: tuple[Target, ...]
    random: Callable[[int], bytes]
    # A receiver that cannot be reached is left alone: until when, and for how long this time.
    resting: dict[str, tuple[int, int]] = field(default_factory=dict)

    def begin(self, tx: Connection) -> None:
        """A new receiver is told what happens from now on; of one that is gone all is forgotten."""
        names = [target.name for target in self.targets]
        for table in (webhook_cursor, webhook_pending):
            tx.execute(delete(table).where(table.c.target.not_in(names)))
        known = set(tx.execute(select(webhook_cursor.c.target)).scalars())
        last = tx.execute(select(func.max(casework_event.c.number))).scalar() or 0
        for name in names:
            if name not in known:
                tx.execute(webhook_cursor.insert().values(target=name, number=last))

    def fill(self, tx: Connection) -> bool:
        """Puts new steps into each queue; whether there may be more."""
        more, now = False, self.clock.now_ms()
        step = casework_event
        for name, after in tx.execute(select(webhook_cursor)).all():
            some = select(step.c.number, step.c.root).where(step.c.number > after)
            found = tx.execute(some.order_by(step.c.number).limit(AT_ONCE)).all()
            if not found:
                continue
            rows = [
                {
                    "target": name,
                    "number": row.number,
                    "root": row.root,
                    "since_ms": now,
                    "due_ms": now,
                    "attempts": 0,
                    "failure": "",
                    "given_up": False,
                }
                for row in found
            ]
            tx.execute(webhook_pending.insert(), rows)
            this = webhook_cursor.c.target == name
            tx.execute(update(webhook_cursor).where(this).values(number=found[-1].number))
            more = more or len(found) == AT_ONCE
        return more

    def behind(self, tx: Connection) -> bool:
        """Whether there are steps that are in no queue yet."""
        last = tx.execute(select(func.max(casework_event.c.number))).scalar() or 0
        least = tx.execute(select(func.min(webhook_cursor.c.number))).scalar()
        return least is not None and least < last

    def due(self, tx: Connection, limit: int) -> list[Call]:
        """What may be told now: of each case its oldest step, and no later one before it."""
        pending, by_name = webhook_pending, {target.name: target for target in self.targets}
        now = self.clock.now_ms()
        resting = [name for name, (until_ms, _) in self.resting.items() if until_ms > now]
        first = (
            select(pending.c.target, func.min(pending.c.number).label("number"))
            .where(pending.c.given_up.is_(False))
            .group_by(pending.c.target, pending.c.root)
            .subquery()
        )
        query = (
            select(pending.c.target, casework_event)
            .join(
                first, (pending.c.target == first.c.target) & (pending.c.number == first.c.number)
            )
            .join(casework_event, casework_event.c.number == pending.c.number)
            .where(pending.c.due_ms <= now, pending.c.target.not_in(resting))
            .order_by(pending.c.due_ms, pending.c.number)
            .limit(limit)
        )
        rows = tx.execute(query).mappings().all()
        return [_call(by_name[row["target"]], row) for row in rows]

    def taken(self, tx: Connection, call: Call) -> None:
        """The receiver has it."""
        tx.execute(delete(webhook_pending).where(_this(call)))

    def failed(self, tx: Connection, call: Call, failure: str) -> None:
        """It is told again later, at growing distances; after a week nobody waits any more."""
        now = self.clock.now_ms()
        row = tx.execute(select(webhook_pending).where(_this(call))).one_or_none()
        if row is None:
            return
        span = min(FIRST_RETRY_MS << min(row.attempts, 20), LONGEST_RETRY_MS)
        wait = span // 2 + int.from_bytes(self.random(4), "big") % (span // 2)
        values = {
            "attempts": row.attempts + 1,
            "due_ms": now + wait,
            "failure": failure[:80],
            "given_up": now - row.since_ms >= GIVE_UP_MS,
        }
        tx.execute(update(webhook_pending).where(_this(call)).values(values))

    def heard(self, name: str, *, reached: bool) -> None:
        """Whether a receiver was reached; one that was not rests, for longer each time."""
        _, before_ms = self.resting.pop(name, (0, 0))
        if not reached:
            span_ms = min(max(FIRST_RETRY_MS, 2 * before_ms), LONGEST_REST_MS)
            self.resting[name] = self.clock.now_ms() + span_ms, span_ms

    def forget(self, tx: Connection, root: str) -> None:
        """The case is deleted: nothing of it is told any more."""
        tx.execute(delete(webhook_pending).where(webhook_pending.c.root == root))

    def again(self, tx: Connection, name: str) -> None:
        """Everything that a receiver has not taken is told now, also what was given up.

        Raises:
            PolicyError: `webhook.unknown`.
        """
        if name not in {target.name for target in self.targets}:
            raise PolicyError("webhook.unknown", "the configuration names no such receiver")
        self.resting.pop(name, None)
        now = self.clock.now_ms()
        this = webhook_pending.c.target == name
        values = {"due_ms": now, "since_ms": now, "given_up": False}
        tx.execute(update(webhook_pending).where(this).values(values))

    def views(self, tx: Connection) -> TargetList:
        """How each receiver stands."""
        return TargetList(targets=tuple(_view(tx, target.name) for target in self.targets))


def _view(tx: Connection, name: str) -> TargetView:
    pending = webhook_pending
    mine = pending.c.target == name
    waiting = mine & pending.c.given_up.is_(False)
    count = select(func.count(), func.min(pending.c.since_ms)).where(waiting)
    number, oldest = tx.execute(count).one()
    lost = select(func.count()).where(mine, pending.c.given_up.is_(True))
    failing = select(pending.c.failure).where(mine, pending.c.failure != "")
    newest = failing.order_by(pending.c.due_ms.desc()).limit(1)
    return TargetView(
        name=name,
        waiting=number,
        oldest_ms=oldest,
        given_up=tx.execute(lost).scalar_one(),
        failure=tx.execute(newest).scalar_one_or_none() or "",
    )


def _this(call: Call) -> Any:
    pending = webhook_pending
    return (pending.c.target == call.target.name) & (pending.c.number == call.number)


def _call(target: Target, row: RowMapping) -> Call:
    shown: Sequence[str] = ("number", "at_ms", "root", "subject", "event")
    if target.content is Content.STEPS:
        shown = (*shown, "actor", "from_state", "to_state", "text")
    body = json.dumps({name: row[name] for name in shown}, separators=(",", ":")).encode()
    return Call(target=target, number=row["number"], id=f"step-{row['number']}", body=body)
