"""Broadcast inquiries: hit or no hit."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from accord.cases import inquiry
from accord.v1 import inquiry_pb2
from accord.wire.contracts.contract import Contract
from accord.wire.kinds import MessageKind

CONTRACT: Final[Mapping[MessageKind, Contract]] = MappingProxyType(
    {
        MessageKind.INQUIRY: Contract(inquiry.Inquiry, inquiry_pb2.Inquiry, "inquiry"),
        MessageKind.INQUIRY_ANSWER: Contract(
            inquiry.InquiryAnswer, inquiry_pb2.InquiryAnswer, "inquiry_answer"
        ),
        MessageKind.INQUIRY_WITHDRAWAL: Contract(
            inquiry.InquiryWithdrawal, inquiry_pb2.InquiryWithdrawal, "inquiry_withdrawal"
        ),
    }
)
