"""A register behind `AdapterService`: an adapter in any language, beside the node.

Options: `address`, a Unix socket (`unix:/run/accord/register.sock`) or a port of this machine
(`127.0.0.1:50061`), and `timeout` in seconds. Nothing is believed: answers are bounded and read
strictly, and of what is found only what shares a mark with the question is kept.
"""

import ipaddress
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

import grpc
from google.protobuf.message import Message

from accord.adapter import (
    Adapter,
    Changes,
    Description,
    Entry,
    Health,
    Query,
    RegistryRecord,
    Settings,
)
from accord.errors import (
    AdapterError,
    BadData,
    BadQuery,
    FormatError,
    RegistryAway,
    RegistryRefused,
)
from accord.v1 import adapter_pb2 as pb
from accord.v1.adapter_pb2_grpc import AdapterServiceStub
from accord.weapons.keys import search_keys, shares
from accord.wire import adapter as wire

MAX_ANSWER = 8 << 20  # bytes
_OPTIONS = (
    ("grpc.max_receive_message_length", MAX_ANSWER),
    ("grpc.max_send_message_length", MAX_ANSWER),
    ("grpc.enable_retries", 0),  # the node's breaker decides that
    ("grpc.enable_http_proxy", 0),
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.max_reconnect_backoff_ms", 2_000),
)
_AWAY = RegistryAway, "registry.away", "does not answer; see whether it runs, and its own log"
_REFUSED = RegistryRefused, "registry.refused", "refused the question; see its own log"
_CANNOT = BadQuery, "registry.bad_query", "cannot answer this question; see its own log"
_BROKEN = BadData, "registry.unreadable", "failed; see its own log"
# A status says what happened; its words stay out, for they may quote a record.
_MEANING: Final[dict[grpc.StatusCode, tuple[type[AdapterError], str, str]]] = {
    grpc.StatusCode.UNAVAILABLE: _AWAY,
    grpc.StatusCode.DEADLINE_EXCEEDED: _AWAY,
    grpc.StatusCode.PERMISSION_DENIED: _REFUSED,
    grpc.StatusCode.UNAUTHENTICATED: _REFUSED,
    grpc.StatusCode.INVALID_ARGUMENT: _CANNOT,
    grpc.StatusCode.UNIMPLEMENTED: _CANNOT,
}

Answer = TypeVar("Answer", bound=Message)
Value = TypeVar("Value")


def open_adapter(settings: Settings) -> Adapter:
    """The adapter of a node's settings; the sidecar is first called when a search comes.

    Raises:
        BadData: an option is missing or wrong.
    """
    address = settings.options.get("address", "")
    if not _is_here(address):
        raise BadData(
            "adapter.address",
            "set the adapter option 'address' to a socket or port of this machine,"
            " such as unix:/run/accord/register.sock or 127.0.0.1:50061",
        )
    try:
        timeout = float(settings.options.get("timeout", "8"))
    except ValueError:
        timeout = 0.0
    if not 0 < timeout <= 3600:
        raise BadData("adapter.option_wrong", "the adapter option 'timeout' is up to 3600 seconds")
    return Sidecar(address, timeout)


def _is_here(address: str) -> bool:
    if address.startswith("unix:/"):
        return True
    host, _, port = address.rpartition(":")
    try:
        return port.isdigit() and ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Sidecar:
    """Calls one sidecar; blocking, safe to call from several threads."""

    def __init__(self, address: str, timeout: float) -> None:
        self._timeout = timeout
        self._channel: grpc.Channel | None = grpc.insecure_channel(address, options=_OPTIONS)
        self._stub: Any = AdapterServiceStub(self._channel)

    def describe(self) -> Description:
        """What this register is. Raises AdapterError."""
        return self._ask(self._stub.Describe, pb.DescribeRequest(), Description)

    def find(self, query: Query) -> Sequence[RegistryRecord]:
        """The records that share a key with the firearm, at most `query.limit`.

        Raises:
            AdapterError: told apart by the status of the call.
        """
        keys = search_keys(query.firearm)
        if not keys:
            return ()
        asked = self._written(wire.Asked(firearm=query.firearm, limit=query.limit), pb.FindRequest)
        found = self._ask(self._stub.Find, asked, wire.Records, query.timeout).records
        sharing = (one for one in found if shares(keys, search_keys(one.firearm)))
        return [one for one, _ in zip(sharing, range(query.limit), strict=False)]

    def changes(self, cursor: str, limit: int) -> Changes:
        """What changed since the cursor. Raises AdapterError."""
        return self._ask(self._stub.Changes, pb.ChangesRequest(cursor=cursor, limit=limit), Changes)

    def record(self, entry: Entry) -> str:
        """Notes an entry. Raises AdapterError."""
        request = self._written(entry, pb.RecordRequest)
        return str(self._call(self._stub.Record, request, self._timeout).reference)[:200]

    def health(self) -> Health:
        """Whether the register can be searched now; never raises."""
        try:
            return self._ask(self._stub.Health, pb.HealthRequest(), Health)
        except AdapterError as error:
            return Health(ready=False, text=str(error))

    def close(self) -> None:
        """Closes the channel."""
        channel, self._channel = self._channel, None
        if channel is not None:
            channel.close()

    def _ask(
        self,
        method: Callable[..., Message],
        request: Message,
        value: type[Value],
        patience: float = 0.0,
    ) -> Value:
        answer = self._call(method, request, patience or self._timeout)
        try:
            return wire.read(value, answer)
        except FormatError as error:
            raise BadData("registry.unreadable", f"the sidecar's answer: {error.text}") from error

    def _call(self, method: Callable[..., Any], request: Message, timeout: float) -> Any:
        if self._channel is None:
            raise RegistryAway("registry.closed", "the adapter is closed; open it again")
        try:
            return method(request, timeout=min(timeout, self._timeout))
        except grpc.RpcError as error:
            raise _told_apart(error) from None
        except ValueError:  # the channel was closed by another thread
            raise RegistryAway("registry.closed", "the adapter is closed; open it again") from None

    @staticmethod
    def _written(value: Any, message: type[Answer]) -> Answer:
        try:
            return wire.write(value, message)
        except FormatError as error:
            raise BadQuery("registry.bad_query", f"cannot be asked: {error.text}") from error


def _told_apart(error: Any) -> AdapterError:
    kind, code, text = _MEANING.get(error.code(), _BROKEN)
    return kind(code, f"the sidecar {text}")
