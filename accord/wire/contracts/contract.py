"""One line of the contract: a kind of message, the dataclass it carries, and its wire form."""

from typing import Any, NamedTuple

from google.protobuf.message import Message


class Contract(NamedTuple):
    """What a message of one kind carries; the root names it in errors."""

    domain: type[Any]
    wire: type[Message]
    root: str
