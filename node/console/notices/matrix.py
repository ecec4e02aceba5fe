"""The acknowledgement matrix: which member has applied which version; a pure picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from node.notices.views import MemberApplied, NoticeDetail, NoticeVersion, RegisterApplied

MOST_VERSIONS: Final = 8  # side by side; older ones are all contained in these
_FAILED: Final = frozenset({"REFUSED", "REJECTED", "UNDELIVERED"})

Mark = Literal["applied", "contained", "sent", "failed", "overtaken", "unsent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """One member, its marks in the order of the versions, and what is behind it."""

    applied: MemberApplied
    own: bool  # our own registers
    marks: Sequence[Mark]

    @property
    def registers(self) -> Sequence[RegisterApplied]:
        """The registers behind it in which the weapon was searched for."""
        return self.applied.registers


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Versions across, members down."""

    versions: Sequence[NoticeVersion]
    earlier: int  # versions that are not shown
    lines: Sequence[MemberLine]
    current: int  # members that have applied the version in force
    members: int  # to whom the notice went


def matrix_of(notice: NoticeDetail) -> Matrix:
    """The picture of a notice of ours; without lines where nobody was sent anything."""
    shown = notice.versions[-MOST_VERSIONS:]
    own = notice.summary.owner
    lines = [
        MemberLine(
            applied=one,
            own=one.member == own,
            marks=[_mark(one, version.version, own=one.member == own) for version in shown],
        )
        for one in notice.matrix
    ]
    others = [line for line in lines if not line.own]
    return Matrix(
        versions=shown,
        earlier=len(notice.versions) - len(shown),
        lines=lines if shown else (),
        current=sum(line.applied.current for line in others),
        members=len(others),
    )


def _mark(one: MemberApplied, version: int, *, own: bool) -> Mark:
    """A version is whole, so whoever has applied a later one needs none before it."""
    if version == one.applied_version:
        return "applied"
    if version < one.applied_version:
        return "contained"
    if own or version > one.sent_version:
        return "unsent"
    if version < one.sent_version:
        return "overtaken"
    return "failed" if one.status in _FAILED else "sent"
