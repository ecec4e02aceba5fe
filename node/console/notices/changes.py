"""What differs between two versions of a notice: the names of the fields, never a judgement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Final

from accord.cases.notice import Notice
from node.console.notices.notice_fields import NOTICE
from node.notices.views import NoticeVersion

# Each version has these of its own.
_OWN: Final = frozenset({"version", "act", "state", "reason", "preamble", "cancel_reason"})


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """One version, and the marked labels of what it says differently from the one before."""

    version: NoticeVersion
    changed: Sequence[str]


def version_lines(versions: Sequence[NoticeVersion]) -> Sequence[VersionLine]:
    """The versions, the newest first."""
    before = (None, *(one.notice for one in versions))
    lines = [
        VersionLine(version=one, changed=tuple(_changed(earlier, one.notice)))
        for earlier, one in zip(before, versions, strict=False)
    ]
    return tuple(reversed(lines))


def _changed(before: Notice | None, after: Notice) -> Iterator[str]:
    if before is None:
        return
    for one in fields(Notice):
        if one.name in _OWN or getattr(before, one.name) == getattr(after, one.name):
            continue
        said = NOTICE.get(one.name)
        if said is not None:
            yield said.label
