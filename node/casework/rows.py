"""The current rows as frozen values: loaded, replaced and stored whole."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, TypeVar, get_type_hints
from uuid import UUID

from sqlalchemy import Connection, RowMapping, Table, select

from accord.cases import trace_case as case_machine
from accord.cases import trace_leg as leg_machine
from accord.cases.clocks import Deadline
from accord.cases.codes import WhyYou
from accord.cases.reminders import Waiting, waiting_for
from accord.cases.trace_case import CaseState
from accord.cases.trace_leg import LegState
from accord.errors import PolicyError
from accord.weapons.completeness import CompletenessLevel
from node.casework import tables
from node.casework.views import Standing
from node.store.engine import next_number


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """One case as it stands."""

    number: int
    case_id: str
    state: CaseState
    standing: Standing
    weapon: str
    completeness: CompletenessLevel
    opened_ms: int
    updated_ms: int
    request: bytes
    domestic: bytes | None = None
    domestic_failures: str = ""
    outcome: bytes | None = None
    hit: bytes | None = None

    @property
    def closed(self) -> bool:
        """Whether the case has an outcome."""
        return self.state in case_machine.CLOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class LegRow:
    """One leg as the requester knows it."""

    number: int
    leg_id: str
    case_id: str
    conversation_id: bytes
    asked_state: str
    member: str
    why: WhyYou
    state: LegState
    depth: int
    referred_by_leg: str
    message_id: bytes
    sent_ms: int
    heard_ms: int
    heard_message_id: bytes | None
    policy_version: int
    acknowledge_due_ms: int
    acknowledge_rule: str
    respond_due_ms: int
    respond_rule: str
    national_reference: str = ""
    request: bytes
    question: bytes | None = None
    question_ms: int | None = None
    response: bytes | None = None
    late_ms: int | None = None
    clarify_due_ms: int | None = None
    clarify_rule: str = ""
    reminded_of: str = ""
    reminders: int = 0
    escalated: bool = False

    @property
    def last_word(self) -> UUID:
        """The message that ours reply to: the State's last one, else our request."""
        return UUID(bytes=self.heard_message_id or self.message_id)

    @property
    def waiting(self) -> Waiting | None:
        """What the State owes us, and by when."""
        return _waiting(self)

    @property
    def open(self) -> bool:
        """Whether something is still expected of one of the two States."""
        return self.state in leg_machine.OPEN

    @property
    def conversation(self) -> UUID:
        """The conversation that all messages of the leg share."""
        return UUID(bytes=self.conversation_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """One request from abroad as the holder knows it."""

    number: int
    request_id: str
    requester: str
    conversation_id: bytes
    case_reference: str
    state: LegState
    standing: Standing
    weapon: str
    completeness: CompletenessLevel
    urgent: bool
    received_ms: int
    updated_ms: int
    policy_version: int
    acknowledge_due_ms: int
    acknowledge_rule: str
    respond_due_ms: int
    respond_rule: str
    message_id: bytes
    request: bytes
    proposal: bytes | None = None
    scopes: str = "[]"
    failures: str = ""
    question: bytes | None = None
    question_ms: int | None = None
    answer: bytes | None = None
    clarification_asked: str = ""
    undelivered: str = ""
    outcome: bytes | None = None
    clarify_due_ms: int | None = None
    clarify_rule: str = ""
    reminded_of: str = ""
    reminders: int = 0
    escalated: bool = False

    @property
    def waiting(self) -> Waiting | None:
        """What we owe the requester, and by when."""
        return _waiting(self)

    @property
    def conversation(self) -> UUID:
        """The conversation that all messages about the request share."""
        return UUID(bytes=self.conversation_id)


Row = TypeVar("Row", CaseRow, LegRow, RequestRow)


def _waiting(row: LegRow | RequestRow) -> Waiting | None:
    def deadline(due_ms: int, rule: str) -> Deadline:
        return Deadline(due_ms=due_ms, rule=rule, policy_version=row.policy_version)

    clarify_ms = row.clarify_due_ms
    return waiting_for(
        row.state,
        acknowledge=deadline(row.acknowledge_due_ms, row.acknowledge_rule),
        respond=deadline(row.respond_due_ms, row.respond_rule),
        clarify=None if clarify_ms is None else deadline(clarify_ms, row.clarify_rule),
    )


@dataclass(frozen=True, slots=True)
class _Kind:
    table: Table
    key: str
    name: str


_KINDS: Mapping[type, _Kind] = {
    CaseRow: _Kind(tables.trace_case, "case_id", "case"),
    LegRow: _Kind(tables.trace_leg, "leg_id", "leg"),
    RequestRow: _Kind(tables.incoming_request, "request_id", "request"),
}


def load(tx: Connection, row_type: type[Row], key: str) -> Row:
    """The row with this id.

    Raises:
        PolicyError: there is none.
    """
    found = find(tx, row_type, key)
    if found is None:
        name = _KINDS[row_type].name
        raise PolicyError(f"casework.unknown_{name}", f"there is no {name} with this id")
    return found


def find(tx: Connection, row_type: type[Row], key: str) -> Row | None:
    """The row with this id, if there is one."""
    kind = _KINDS[row_type]
    found = tx.execute(select(kind.table).where(kind.table.c[kind.key] == key)).one_or_none()
    return None if found is None else typed(row_type, found._mapping)


def typed(row_type: type[Row], values: Mapping[Any, Any]) -> Row:
    """A table's row as its value."""
    return row_type(**{name: read(values[name]) for name, read in _READERS[row_type].items()})


def insert(tx: Connection, row: Row) -> None:
    """Stores a new row."""
    tx.execute(_KINDS[type(row)].table.insert().values(**asdict(row)))


def update(tx: Connection, row: Row) -> None:
    """Stores the row in place of the one with its id."""
    kind = _KINDS[type(row)]
    key = kind.table.c[kind.key]
    tx.execute(kind.table.update().where(key == getattr(row, kind.key)).values(**asdict(row)))


def legs_of(tx: Connection, case_id: str) -> list[LegRow]:
    """The legs of a case in the order in which they were sent."""
    leg = tables.trace_leg
    found = tx.execute(select(leg).where(leg.c.case_id == case_id).order_by(leg.c.number))
    return [typed(LegRow, row._mapping) for row in found]


def legs_of_each(tx: Connection, case_ids: Sequence[str]) -> dict[str, list[LegRow]]:
    """The legs of several cases, each in the order in which they were sent."""
    leg = tables.trace_leg
    legs: dict[str, list[LegRow]] = {case_id: [] for case_id in case_ids}
    found = tx.execute(select(leg).where(leg.c.case_id.in_(case_ids)).order_by(leg.c.number))
    for row in found:
        legs[row.case_id].append(typed(LegRow, row._mapping))
    return legs


def leg_of(tx: Connection, member: str, conversation: UUID) -> LegRow:
    """The leg that a member's message belongs to.

    Raises:
        PolicyError: we have no such leg with that member.
    """
    leg = tables.trace_leg
    return _in_conversation(tx, LegRow, leg, leg.c.member == member, conversation)


def request_of(tx: Connection, requester: str, conversation: UUID) -> RequestRow:
    """The request that a member's message belongs to.

    Raises:
        PolicyError: that member has made no such request.
    """
    request = tables.incoming_request
    return _in_conversation(tx, RequestRow, request, request.c.requester == requester, conversation)


def has_conversation(tx: Connection, requester: str, conversation: UUID) -> bool:
    """Whether the member has already made a request in this conversation."""
    request = tables.incoming_request
    same = request.c.conversation_id == conversation.bytes
    found = tx.execute(select(request.c.number).where(request.c.requester == requester, same))
    return found.first() is not None


def candidates_of(tx: Connection, request_id: str) -> list[RowMapping]:
    """The records found for a request, best first."""
    candidate = tables.candidate
    found = tx.execute(
        select(candidate).where(candidate.c.request_id == request_id).order_by(candidate.c.number)
    )
    return list(found.mappings())


def open_requests(tx: Connection, requester: str, case_reference: str) -> list[RequestRow]:
    """The unsettled requests of a member about one of its cases."""
    request = tables.incoming_request
    found = tx.execute(
        select(request).where(
            request.c.requester == requester, request.c.case_reference == case_reference
        )
    )
    rows = [typed(RequestRow, row._mapping) for row in found]
    return [row for row in rows if row.state in leg_machine.OPEN]


def following_number(tx: Connection, row_type: type[Row]) -> int:
    """The number of the next case, leg or request."""
    return next_number(tx, _KINDS[row_type].table.c.number)


def _in_conversation(
    tx: Connection, row_type: type[Row], table: Table, whose: Any, conversation: UUID
) -> Row:
    same = table.c.conversation_id == conversation.bytes
    found = tx.execute(select(table).where(whose, same)).one_or_none()
    if found is None:
        raise PolicyError(
            "casework.unknown_conversation", "the conversation is not known with this member"
        )
    return typed(row_type, found._mapping)


def _reader(hint: Any) -> Callable[[Any], Any]:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return lambda value: value


_READERS: Mapping[type, Mapping[str, Callable[[Any], Any]]] = {
    row_type: {name: _reader(hint) for name, hint in get_type_hints(row_type).items()}
    for row_type in _KINDS
}
