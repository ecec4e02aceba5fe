"""The trace family (ITI 16-23)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from accord.cases import trace
from accord.v1 import trace_pb2
from accord.wire.contracts.contract import Contract
from accord.wire.kinds import MessageKind

CONTRACT: Final[Mapping[MessageKind, Contract]] = MappingProxyType(
    {
        MessageKind.TRACE_REQUEST: Contract(trace.TraceRequest, trace_pb2.TraceRequest, "request"),
        MessageKind.TRACE_ACKNOWLEDGEMENT: Contract(
            trace.TraceAcknowledgement, trace_pb2.TraceAcknowledgement, "acknowledgement"
        ),
        MessageKind.TRACE_QUESTION: Contract(
            trace.TraceQuestion, trace_pb2.TraceQuestion, "question"
        ),
        MessageKind.TRACE_ANSWER: Contract(trace.TraceAnswer, trace_pb2.TraceAnswer, "answer"),
        MessageKind.TRACE_RESPONSE: Contract(
            trace.TraceResponse, trace_pb2.TraceResponse, "response"
        ),
        MessageKind.TRACE_CLARIFICATION_REQUEST: Contract(
            trace.TraceClarificationRequest,
            trace_pb2.TraceClarificationRequest,
            "clarification_request",
        ),
        MessageKind.TRACE_CLARIFICATION: Contract(
            trace.TraceClarification, trace_pb2.TraceClarification, "clarification"
        ),
        MessageKind.TRACE_WITHDRAWAL: Contract(
            trace.TraceWithdrawal, trace_pb2.TraceWithdrawal, "withdrawal"
        ),
        MessageKind.TRACE_COMMENT: Contract(trace.TraceComment, trace_pb2.TraceComment, "comment"),
        MessageKind.TRACE_OUTCOME: Contract(trace.TraceOutcome, trace_pb2.TraceOutcome, "outcome"),
        MessageKind.TRACE_REMINDER: Contract(
            trace.TraceReminder, trace_pb2.TraceReminder, "reminder"
        ),
    }
)
