"""The tables of transfers: one row for each file, State on the way, shipment, consent and visit.

Documents are the bytes of messages, the same that travel. What happened is in the journal.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
)

from node.store.schema import ID, NUMBER, metadata

FILE_ID = String(40)

transfer = Table(
    "transfer",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("transfer_id", FILE_ID, nullable=False, unique=True),
    Column("exporter", String(16), nullable=False),
    Column("importer", String(16), nullable=False),
    Column("side", String(10), nullable=False),
    Column("state", String(24), nullable=False),
    Column("standing", String(10), nullable=False),
    Column("weapons", Text, nullable=False),
    Column("conversation_id", ID, nullable=False),
    Column("version", Integer, nullable=False),
    Column("opened_ms", BigInteger, nullable=False),
    Column("updated_ms", BigInteger, nullable=False),
    Column("file", LargeBinary),  # TransferFile, the newest version
    Column("asked", LargeBinary),  # TransitRequest, where a transit State knows no more
    Column("import_answer", LargeBinary),  # ImportAuthorisation, the newest word
    Column("import_ms", BigInteger, nullable=False),  # when it was written
    Column("certificate_number", String(200), nullable=False, index=True),
    Column("suspensions", Text, nullable=False),  # one reason a line
    Column("remainder_ended", Text, nullable=False),  # why nothing more will leave
    Column("contested", Text, nullable=False),  # what another State does not accept
    Column("end_reason", Text, nullable=False),
    Index("ix_transfer_standing", "standing", "number"),
    Index("ix_transfer_state", "state", "number"),
)

transfer_transit = Table(
    "transfer_transit",
    metadata,
    Column("transfer_id", FILE_ID, ForeignKey("transfer.transfer_id"), primary_key=True),
    Column("place", SmallInteger, primary_key=True),  # on the route, from 1
    Column("member", String(16), nullable=False),
    Column("state", String(24), nullable=False),
    Column("asked_ms", BigInteger, nullable=False),
    Column("due_ms", BigInteger, nullable=False),
    Column("due_rule", String(80), nullable=False),
    Column("policy_version", BigInteger, nullable=False),
    Column("answer", LargeBinary),  # TransitAnswer
    Column("answered_ms", BigInteger, nullable=False),
)

# What a line of the licence allows and what has left of it; the database itself refuses more.
transfer_line = Table(
    "transfer_line",
    metadata,
    Column("transfer_id", FILE_ID, ForeignKey("transfer.transfer_id"), primary_key=True),
    Column("item", Integer, primary_key=True, autoincrement=False),
    Column("authorised", BigInteger, nullable=False),
    Column("drawn", BigInteger, nullable=False),
    CheckConstraint("drawn >= 0 AND drawn <= authorised", name="ck_transfer_line_drawn"),
)

transfer_shipment = Table(
    "transfer_shipment",
    metadata,
    Column("transfer_id", FILE_ID, ForeignKey("transfer.transfer_id"), primary_key=True),
    Column("shipment", Integer, primary_key=True, autoincrement=False),
    Column("state", String(24), nullable=False),
    Column("dispatched_ms", BigInteger, nullable=False),
    Column("due_ms", BigInteger, nullable=False),
    Column("due_rule", String(80), nullable=False),
    Column("policy_version", BigInteger, nullable=False),
    Column("dispatch", LargeBinary, nullable=False),  # ShipmentDispatched
    Column("importer_report", LargeBinary),  # DeliveryVerification
    Column("importer_ms", BigInteger, nullable=False),
    Column("end_user_report", LargeBinary),  # DeliveryVerification
    Column("end_user_ms", BigInteger, nullable=False),
    Column("explanation", LargeBinary),  # DiscrepancyResolution, offered and not yet accepted
    Column("exit_confirmed", String(10), nullable=False),
    Column("cause", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Column("notices", Text, nullable=False),  # one id a line
    Index("ix_transfer_shipment_state", "state"),
)

transfer_consent = Table(
    "transfer_consent",
    metadata,
    Column("request_id", FILE_ID, primary_key=True),
    Column("transfer_id", FILE_ID, ForeignKey("transfer.transfer_id"), nullable=False, index=True),
    Column("state", String(20), nullable=False),
    Column("request", LargeBinary, nullable=False),  # RetransferRequest
    Column("answer", LargeBinary),  # RetransferAnswer
    Column("used_by", FILE_ID, nullable=False),
)

transfer_visit = Table(
    "transfer_visit",
    metadata,
    Column("psv_id", FILE_ID, primary_key=True),
    Column("transfer_id", FILE_ID, ForeignKey("transfer.transfer_id"), nullable=False, index=True),
    Column("request", LargeBinary, nullable=False),  # PsvRequest
    Column("report", LargeBinary),  # PsvReport
)

# Alerts of other States, also about transfers that this State has no part in (ATT 11(4)).
transfer_alert = Table(
    "transfer_alert",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("sender", String(16), nullable=False),
    Column("transfer_id", FILE_ID, nullable=False, index=True),
    Column("received_ms", BigInteger, nullable=False),
    Column("alert", LargeBinary, nullable=False),  # DiversionAlert
)

# What arrived before the message that it builds on; applied once that one is here.
transfer_early = Table(
    "transfer_early",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("transfer_id", FILE_ID, nullable=False, index=True),
    Column("sender", String(16), nullable=False),
    Column("message_id", ID, nullable=False),
    Column("conversation_id", ID, nullable=False),
    Column("kind", SmallInteger, nullable=False),
    Column("created_ms", BigInteger, nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    Column("payload", LargeBinary, nullable=False),
)
