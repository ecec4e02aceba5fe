"""Whether the members come: what waits for one that is away is of no use to anybody."""

from collections.abc import Iterator, Mapping

from accord.pages.finding import Finding, bad, good, unknown
from accord.pages.marked import marked as _N
from accord.trust.directory import Directory
from hub.desk.contacts import Contact

AWAY_MS = 24 * 3_600_000
_NAME = _N("Members' connection")


def members(
    directory: Directory, contacts: Mapping[str, Contact], now_ms: int
) -> Iterator[Finding]:
    """Who of the active members was here within a day."""
    active = sorted(one.id for one in directory.members.values() if one.active)
    never = [one for one in active if one not in contacts]
    away = [one for one in active if one in contacts and now_ms - contacts[one].seen_ms > AWAY_MS]
    if away:
        yield bad(
            _NAME,
            _N("not here for more than a day: %(who)s"),
            _N("call them: their node is down, or their line; what waits for them expires"),
            who=", ".join(away),
        )
    elif never:
        yield unknown(
            _NAME,
            _N("never came to this hub: %(who)s"),
            _N("see that they have been told its address, and have started their nodes"),
            who=", ".join(never),
        )
    else:
        yield good(_NAME, _N("all were here within a day"))
