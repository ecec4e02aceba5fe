"""The tables of exemptions: requests as each side knows them, members' positions, uses."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from node.store.schema import ID, NUMBER, metadata

exemption = Table(
    "exemption",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("request_id", String(40), nullable=False),
    Column("side", String(12), nullable=False),  # SECRETARIAT, APPLICANT or MEMBER
    Column("applicant", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("revision", BigInteger, nullable=False),
    Column("conversation_id", ID, nullable=False),
    Column("message_id", ID, nullable=False),  # of the other side's last, for in_reply_to
    Column("received_ms", BigInteger, nullable=False),
    Column("updated_ms", BigInteger, nullable=False),
    Column("answer_by_ms", BigInteger),
    Column("opinion_by_ms", BigInteger),
    Column("policy_version", BigInteger, nullable=False),
    Column("request", LargeBinary, nullable=False),  # ExemptionRequest
    Column("assessment", Text, nullable=False),
    Column("returned", LargeBinary),  # ExemptionReturn, the last one
    Column("answer", LargeBinary),  # ExemptionAnswer of our own, as a member
    Column("seen_ms", BigInteger),  # since when an officer of ours has read it
    Column("opinion", LargeBinary),  # ExemptionOpinion
    Column("decision", LargeBinary),  # ExemptionDecision, the last one
    Column("certificate_number", String(200), nullable=False),
    Column("valid_to_ms", BigInteger),
    UniqueConstraint("request_id", "side"),
    Index("ix_exemption_certificate", "certificate_number"),
)

# The secretariat's record of the circulation: sent, seen, answered.
exemption_position = Table(
    "exemption_position",
    metadata,
    Column("request_id", String(40), primary_key=True),
    Column("member", String(16), primary_key=True),
    Column("sent_ms", BigInteger, nullable=False),
    Column("delivered_ms", BigInteger),
    Column("seen_ms", BigInteger),
    Column("answered_ms", BigInteger),
    Column("position", String(16), nullable=False),  # empty while awaited
    Column("criteria", String(80), nullable=False),
    Column("text", Text, nullable=False),
)

# What shipments took of a certificate: counted by the secretariat, or asked for by us.
exemption_use = Table(
    "exemption_use",
    metadata,
    Column("exemption", NUMBER, ForeignKey("exemption.number"), primary_key=True),
    Column("member", String(16), primary_key=True),
    Column("transfer", String(200), primary_key=True),
    Column("shipment", String(200), primary_key=True),
    Column("item", BigInteger, primary_key=True, autoincrement=False),
    Column("quantity", BigInteger, nullable=False),
    Column("counted", Boolean, nullable=False),
    Column("reason", Text, nullable=False),  # where it was asked for and not counted
    Column("at_ms", BigInteger, nullable=False),
)
