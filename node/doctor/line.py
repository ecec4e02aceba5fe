"""How the line to the hub stands in a running node."""

from collections.abc import Iterator

from accord.pages.finding import BY_CODE, Finding, good, warning
from accord.pages.marked import marked as _N
from node.doctor.hub import HUB
from node.exchange.contact import Line

_MESSAGES = _N("Messages")
_WAIT = _N("messages are kept and sent once it answers")
_CODES = _N("their codes are in the node's log")


def line_of(line: Line) -> Iterator[Finding]:
    """The node goes on working without its hub, and tells what failed on the way."""
    if line.fault:
        yield warning(HUB, BY_CODE, _WAIT, error=line.fault_text or "", code=line.fault)
    elif not line.connected:
        yield warning(HUB, _N("not connected yet"), _WAIT)
    else:
        yield good(HUB, _N("connected"))
    if line.refused:
        text = _N("refused by the hub, of ours: %(count)s")
        yield warning(_MESSAGES, text, _CODES, count=line.refused)
    if line.rejected:
        text = _N("from others that could not be verified: %(count)s")
        yield warning(_MESSAGES, text, _CODES, count=line.rejected)
    if line.failed:
        text = _N("arrived and could not be dealt with: %(count)s")
        yield warning(_MESSAGES, text, _CODES, count=line.failed)
    if not line.refused and not line.rejected and not line.failed:
        yield good(_MESSAGES, _N("none failed"))
