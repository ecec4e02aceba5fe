"""The statistics family: a State's return, the secretariat's word on it, the region's figures."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from accord.cases import statistics
from accord.v1 import statistics_pb2
from accord.wire.contracts.contract import Contract
from accord.wire.kinds import MessageKind

CONTRACT: Final[Mapping[MessageKind, Contract]] = MappingProxyType(
    {
        MessageKind.STATISTICAL_RETURN: Contract(
            statistics.StatisticalReturn, statistics_pb2.StatisticalReturn, "return"
        ),
        MessageKind.STATISTICAL_RECEIPT: Contract(
            statistics.StatisticalReceipt, statistics_pb2.StatisticalReceipt, "receipt"
        ),
        MessageKind.REGIONAL_COMPILATION: Contract(
            statistics.RegionalCompilation, statistics_pb2.RegionalCompilation, "compilation"
        ),
    }
)
