"""The transfer family (FP 10; ATT 8, 9, 11)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from accord.cases import transfer, transfer_delivery
from accord.v1 import transfer_pb2
from accord.wire.contracts.contract import Contract
from accord.wire.kinds import MessageKind

CONTRACT: Final[Mapping[MessageKind, Contract]] = MappingProxyType(
    {
        MessageKind.TRANSFER_FILE: Contract(
            transfer.TransferFile, transfer_pb2.TransferFile, "file"
        ),
        MessageKind.IMPORT_AUTHORISATION: Contract(
            transfer.ImportAuthorisation, transfer_pb2.ImportAuthorisation, "import_authorisation"
        ),
        MessageKind.TRANSIT_REQUEST: Contract(
            transfer.TransitRequest, transfer_pb2.TransitRequest, "transit_request"
        ),
        MessageKind.TRANSIT_ANSWER: Contract(
            transfer.TransitAnswer, transfer_pb2.TransitAnswer, "transit_answer"
        ),
        MessageKind.TRANSFER_CLOSED: Contract(
            transfer.TransferClosed, transfer_pb2.TransferClosed, "closed"
        ),
        MessageKind.TRANSFER_CONTESTED: Contract(
            transfer.TransferContested, transfer_pb2.TransferContested, "contested"
        ),
        MessageKind.SHIPMENT_DISPATCHED: Contract(
            transfer_delivery.ShipmentDispatched, transfer_pb2.ShipmentDispatched, "dispatch"
        ),
        MessageKind.TRANSIT_REPORT: Contract(
            transfer_delivery.TransitReport, transfer_pb2.TransitReport, "transit_report"
        ),
        MessageKind.DELIVERY_VERIFICATION: Contract(
            transfer_delivery.DeliveryVerification, transfer_pb2.DeliveryVerification, "delivery"
        ),
        MessageKind.DISCREPANCY_NOTICE: Contract(
            transfer_delivery.DiscrepancyNotice, transfer_pb2.DiscrepancyNotice, "discrepancy"
        ),
        MessageKind.DISCREPANCY_RESOLUTION: Contract(
            transfer_delivery.DiscrepancyResolution,
            transfer_pb2.DiscrepancyResolution,
            "resolution",
        ),
        MessageKind.DIVERSION_ALERT: Contract(
            transfer_delivery.DiversionAlert, transfer_pb2.DiversionAlert, "alert"
        ),
        MessageKind.RECEIPT_INQUIRY: Contract(
            transfer_delivery.ReceiptInquiry, transfer_pb2.ReceiptInquiry, "inquiry"
        ),
        MessageKind.RETRANSFER_REQUEST: Contract(
            transfer.RetransferRequest, transfer_pb2.RetransferRequest, "retransfer_request"
        ),
        MessageKind.RETRANSFER_ANSWER: Contract(
            transfer.RetransferAnswer, transfer_pb2.RetransferAnswer, "retransfer_answer"
        ),
        MessageKind.PSV_REQUEST: Contract(
            transfer.PsvRequest, transfer_pb2.PsvRequest, "psv_request"
        ),
        MessageKind.PSV_REPORT: Contract(transfer.PsvReport, transfer_pb2.PsvReport, "psv_report"),
    }
)
