"""Exemptions from a ban on transfers (ECOWAS Convention, arts 4-6)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from accord.cases import exemption
from accord.v1 import exemption_pb2
from accord.wire.contracts.contract import Contract
from accord.wire.kinds import MessageKind

CONTRACT: Final[Mapping[MessageKind, Contract]] = MappingProxyType(
    {
        MessageKind.EXEMPTION_REQUEST: Contract(
            exemption.ExemptionRequest, exemption_pb2.ExemptionRequest, "request"
        ),
        MessageKind.EXEMPTION_CIRCULATION: Contract(
            exemption.ExemptionCirculation, exemption_pb2.ExemptionCirculation, "circulation"
        ),
        MessageKind.EXEMPTION_SEEN: Contract(
            exemption.ExemptionSeen, exemption_pb2.ExemptionSeen, "seen"
        ),
        MessageKind.EXEMPTION_ANSWER: Contract(
            exemption.ExemptionAnswer, exemption_pb2.ExemptionAnswer, "answer"
        ),
        MessageKind.EXEMPTION_OPINION: Contract(
            exemption.ExemptionOpinion, exemption_pb2.ExemptionOpinion, "opinion"
        ),
        MessageKind.EXEMPTION_DECISION: Contract(
            exemption.ExemptionDecision, exemption_pb2.ExemptionDecision, "decision"
        ),
        MessageKind.EXEMPTION_USE: Contract(
            exemption.ExemptionUse, exemption_pb2.ExemptionUse, "use"
        ),
        MessageKind.EXEMPTION_USE_REPLY: Contract(
            exemption.ExemptionUseReply, exemption_pb2.ExemptionUseReply, "use_reply"
        ),
        MessageKind.EXEMPTION_RETURN: Contract(
            exemption.ExemptionReturn, exemption_pb2.ExemptionReturn, "return"
        ),
        MessageKind.EXEMPTION_WITHDRAWAL: Contract(
            exemption.ExemptionWithdrawal, exemption_pb2.ExemptionWithdrawal, "withdrawal"
        ),
    }
)
