"""Message kinds, priorities and purposes, with the numbers they have on the wire."""

from enum import IntEnum

_FAMILIES = {0: "probe", 1: "trace"}


class MessageKind(IntEnum):
    """What a message is; kinds come in blocks of one hundred per family."""

    PROBE = 1
    TRACE_REQUEST = 101
    TRACE_ACKNOWLEDGEMENT = 102
    TRACE_QUESTION = 103
    TRACE_ANSWER = 104
    TRACE_RESPONSE = 105
    TRACE_CLARIFICATION_REQUEST = 106
    TRACE_CLARIFICATION = 107
    TRACE_WITHDRAWAL = 108
    TRACE_COMMENT = 109
    TRACE_OUTCOME = 110

    @property
    def family(self) -> str:
        """The name that a member's directory entry permits kinds by."""
        return _FAMILIES[self // 100]


class Priority(IntEnum):
    """How fast a message travels; URGENT has a mailbox lane of its own."""

    ROUTINE = 1
    URGENT = 2


class Purpose(IntEnum):
    """Why a message is sent, countable without opening it."""

    TEST = 1
    TRACING = 2
    NOTICE = 3
    TRANSFER = 4
    STATISTICS = 5
