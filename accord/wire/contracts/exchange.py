"""The exchange's own upkeep."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from accord.v1 import exchange_pb2
from accord.wire import exchange
from accord.wire.contracts.contract import Contract
from accord.wire.kinds import MessageKind

CONTRACT: Final[Mapping[MessageKind, Contract]] = MappingProxyType(
    {
        MessageKind.EXCHANGE_COUNTERS: Contract(
            exchange.ExchangeCounters, exchange_pb2.ExchangeCounters, "counters"
        ),
        MessageKind.EXCHANGE_REPAIR: Contract(
            exchange.ExchangeRepair, exchange_pb2.ExchangeRepair, "repair"
        ),
    }
)
