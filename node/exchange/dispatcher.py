"""The dispatcher: gives stored messages to their handlers, each effect together with its DONE.

Messages that wait together are handled in one transaction. If one fails, the transaction is
rolled back and each gets one of its own, so that a failure leaves nothing of itself and nothing
else undone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, bindparam, select, text, update
from sqlalchemy.exc import OperationalError

from accord.dates import Clock
from accord.errors import AccordError, PolicyError
from accord.wire.kinds import MessageKind, Priority
from node.exchange.messages import Gatherer, Handler, InboxStatus, IncomingMessage
from node.exchange.tables import inbox_message, inbox_state
from node.store.bulk import Prepared
from node.store.engine import Store

_AT_ONCE = 256
_MAX_BYTES = 8 * 1024 * 1024

# Written out and not bound: only so does the database use the index of what is open.
_OPEN = text("inbox_state.status <> 'DONE'")
_RECEIVED = text("inbox_state.status = 'RECEIVED'")

_MARK = Prepared(
    update(inbox_state)
    .where(inbox_state.c.position.between(bindparam("first"), bindparam("last")), _OPEN, _RECEIVED)
    .values(
        status=bindparam("new_status"), code=bindparam("new_code"), changed_ms=bindparam("now_ms")
    ),
    ("new_status", "new_code", "now_ms", "first", "last"),
)
_NEXT = Prepared(
    select(
        inbox_message.c.position,
        inbox_message.c.message_id,
        inbox_message.c.sender,
        inbox_message.c.kind,
        inbox_message.c.conversation_id,
        inbox_message.c.created_ms,
        inbox_message.c.received_ms,
        inbox_message.c.priority,
        inbox_message.c.policy_version,
        inbox_message.c.payload,
    )
    .join(inbox_state, inbox_state.c.position == inbox_message.c.position)
    .where(_OPEN, _RECEIVED)
    .order_by(inbox_state.c.position)
    .limit(_AT_ONCE)
)


class _Waiting(NamedTuple):
    position: int
    message: IncomingMessage


@dataclass(frozen=True, slots=True)
class Dispatched:
    """How many messages were done, the codes of those that failed, and whether more may wait."""

    done: int
    failures: tuple[str, ...]
    more: bool


class Dispatcher:
    """Runs handlers; blocking, for one thread at a time."""

    def __init__(
        self, *, store: Store, clock: Clock, handlers: Mapping[MessageKind, Handler]
    ) -> None:
        """Takes the handler of each kind."""
        self._store = store
        self._clock = clock
        self._handlers = handlers

    def retry_failed(self) -> None:
        """Gives the failed ones another chance; called once at the start."""
        with self._store.begin() as tx:
            tx.execute(
                update(inbox_state)
                .where(_OPEN, inbox_state.c.status == InboxStatus.FAILED.value)
                .values(status=InboxStatus.RECEIVED.value, code=None)
            )

    def dispatch_next(self) -> Dispatched:
        """Handles the oldest waiting messages; none are left if it did nothing."""
        waiting: list[_Waiting] = []
        more = False
        try:
            with self._store.begin() as tx:
                waiting, more = self._waiting(tx)
                if not waiting:
                    return Dispatched(0, (), more=False)
                for kind, some in groupby(waiting, lambda one: one.message.kind):
                    self._handle(tx, kind, [one.message for one in some])
                self._mark(tx, waiting, InboxStatus.DONE, None)
        except OperationalError:
            raise
        except Exception:
            codes = [self._alone(one) for one in waiting]
            failures = tuple(code for code in codes if code is not None)
            return Dispatched(len(waiting) - len(failures), failures, more=True)
        return Dispatched(len(waiting), (), more=more)

    @staticmethod
    def _waiting(tx: Connection) -> tuple[list[_Waiting], bool]:
        """The oldest that wait, and whether others may wait behind them."""
        waiting: list[_Waiting] = []
        size = 0
        more = False
        cursor = _NEXT.one(tx)
        while row := cursor.fetchone():
            (
                position,
                message_id,
                sender,
                kind,
                conversation_id,
                created_ms,
                received_ms,
                priority,
                policy_version,
                payload,
            ) = row
            message = IncomingMessage(
                message_id=UUID(bytes=message_id),
                sender=sender,
                kind=MessageKind(kind),
                conversation_id=UUID(bytes=conversation_id),
                created_ms=created_ms,
                received_ms=received_ms,
                priority=Priority(priority),
                policy_version=policy_version,
                payload=payload,
            )
            waiting.append(_Waiting(position, message))
            size += len(message.payload)
            more |= message.kind is MessageKind.EXCHANGE_REPAIR  # it brings messages of its own
            if size > _MAX_BYTES:
                more = True
                break
        cursor.close()
        return waiting, more or len(waiting) == _AT_ONCE

    def _alone(self, one: _Waiting) -> str | None:
        """Handles one message in a transaction of its own; the code of its failure."""
        try:
            with self._store.begin() as tx:
                self._handle(tx, one.message.kind, [one.message])
                self._mark(tx, [one], InboxStatus.DONE, None)
        except OperationalError:
            raise
        except AccordError as error:
            code = error.code
        except Exception:
            code = "inbox.handler_fault"
        else:
            return None
        with self._store.begin() as tx:
            self._mark(tx, [one], InboxStatus.FAILED, code)
        return code

    def _handle(
        self, tx: Connection, kind: MessageKind, messages: Sequence[IncomingMessage]
    ) -> None:
        handler = self._handlers.get(kind)
        if handler is None:
            raise PolicyError("inbox.no_handler", "this node does not take this kind of message")
        if isinstance(handler, Gatherer):
            handler.handle_all(tx, messages)
        else:
            for message in messages:
                handler.handle(tx, message)

    def _mark(
        self, tx: Connection, waiting: Sequence[_Waiting], status: InboxStatus, code: str | None
    ) -> None:
        first, last = waiting[0].position, waiting[-1].position
        _MARK.one(tx, status.value, code, self._clock.now_ms(), first, last)


class NoEffect:
    """The handler of probes: that they arrived is all."""

    def handle(self, tx: Connection, message: IncomingMessage) -> None:
        """Does nothing."""
