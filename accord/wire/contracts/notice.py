"""Lost-weapon notices and the hits on them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from accord.cases import hit, notice
from accord.v1 import notice_pb2
from accord.wire.contracts.contract import Contract
from accord.wire.kinds import MessageKind

CONTRACT: Final[Mapping[MessageKind, Contract]] = MappingProxyType(
    {
        MessageKind.NOTICE: Contract(notice.Notice, notice_pb2.Notice, "notice"),
        MessageKind.NOTICE_APPLIED: Contract(
            notice.NoticeApplied, notice_pb2.NoticeApplied, "applied"
        ),
        MessageKind.HIT_NOTIFICATION: Contract(
            hit.HitNotification, notice_pb2.HitNotification, "hit_notification"
        ),
        MessageKind.HIT_REQUEST: Contract(hit.HitRequest, notice_pb2.HitRequest, "hit_request"),
        MessageKind.HIT_RESPONSE: Contract(hit.HitResponse, notice_pb2.HitResponse, "hit_response"),
        MessageKind.HIT_DISMISSED: Contract(
            hit.HitDismissed, notice_pb2.HitDismissed, "hit_dismissed"
        ),
        MessageKind.HIT_RECOVERY: Contract(hit.HitRecovery, notice_pb2.HitRecovery, "hit_recovery"),
        MessageKind.HIT_DISPOSITION: Contract(
            hit.HitDisposition, notice_pb2.HitDisposition, "hit_disposition"
        ),
        MessageKind.HIT_ESCALATION: Contract(
            hit.HitEscalation, notice_pb2.HitEscalation, "hit_escalation"
        ),
        MessageKind.HIT_ACTION: Contract(
            hit.HitActionTaken, notice_pb2.HitActionTaken, "hit_action"
        ),
    }
)
