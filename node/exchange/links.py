"""How far each sender's messages have come, and which of them are missing.

Every header carries a sequence number and the digest of the header before it. The two lanes of a
mailbox overtake each other, so a number passed over is a gap only until it arrives. Whatever fills
a gap must fit the headers on both sides of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from accord.wire.exchange import EndReason


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """Sequence numbers, both ends included, that have not arrived."""

    first: int
    last: int
    noticed_ms: int
    before: bytes = b""  # digest of the header before the first; empty where unknown
    claimed: bytes = b""  # digest of the last, as the header after it says; empty where unknown
    reason: EndReason | None = None  # why it will stay; set for all of the gap
    code: str = ""


@dataclass(frozen=True, slots=True)
class SenderLink:
    """What is known of one sender's chain of headers."""

    sequence: int = 0  # the highest received
    header_digest: bytes = b""  # of that header
    gaps: tuple[Gap, ...] = ()  # ascending
    forks: tuple[int, ...] = ()  # numbers used twice, or followed by a header that denies them

    @property
    def missing(self) -> tuple[Gap, ...]:
        """The gaps that nothing explains."""
        return tuple(gap for gap in self.gaps if gap.reason is None)

    def lacks(self, sequence: int) -> bool:
        """Whether the number was passed over and has not arrived, explained or not."""
        return any(gap.first <= sequence <= gap.last for gap in self.gaps)

    def received(
        self, sequence: int, previous_header: bytes, header_digest: bytes, now_ms: int
    ) -> "SenderLink":
        """The knowledge after one more new message."""
        if sequence > self.sequence + 1:
            gap = Gap(self.sequence + 1, sequence - 1, now_ms, self.header_digest, previous_header)
            return replace(
                self, sequence=sequence, header_digest=header_digest, gaps=(*self.gaps, gap)
            )
        if sequence == self.sequence + 1:
            denied = previous_header != self.header_digest
            link = replace(self, sequence=sequence, header_digest=header_digest)
            return link._forked(sequence - 1) if denied else link
        return self._late(sequence, previous_header, header_digest)

    def explained(self, first: int, last: int, reason: EndReason, code: str) -> "SenderLink":
        """The knowledge once the sender has said why some numbers will not arrive."""
        gaps: list[Gap] = []
        for gap in self.gaps:
            since, until = max(first, gap.first), min(last, gap.last)
            if gap.reason is not None or since > until:
                gaps.append(gap)
                continue
            ended = replace(gap, first=since, last=until, reason=reason, code=code)
            gaps += [*_parts(gap, since - 1, until + 1), ended]
        return replace(self, gaps=_with_edges(gaps, self._known()))

    def _late(self, sequence: int, previous_header: bytes, header_digest: bytes) -> "SenderLink":
        if not self.lacks(sequence):
            return self._forked(sequence)
        link, known = self, self._known()
        if known.get(sequence, header_digest) != header_digest:
            link = link._forked(sequence)
        if known.setdefault(sequence - 1, previous_header) != previous_header:
            link = link._forked(sequence - 1)
        known[sequence] = header_digest
        gaps: list[Gap] = []
        for gap in self.gaps:
            inside = gap.first <= sequence <= gap.last
            gaps += _parts(gap, sequence - 1, sequence + 1) if inside else [gap]
        return replace(link, gaps=_with_edges(gaps, known))

    def _known(self) -> dict[int, bytes]:
        """The digests at the edges of the gaps, by number."""
        before = {gap.first - 1: gap.before for gap in self.gaps if gap.before}
        return before | {gap.last: gap.claimed for gap in self.gaps if gap.claimed}

    def _forked(self, sequence: int) -> "SenderLink":
        return replace(self, forks=tuple(sorted({*self.forks, sequence})))


def _parts(gap: Gap, until: int, since: int) -> list[Gap]:
    """What is left of a gap up to one number and from another."""
    both = (replace(gap, last=until), replace(gap, first=since))
    return [one for one in both if one.first <= one.last]


def _with_edges(gaps: Iterable[Gap], known: Mapping[int, bytes]) -> tuple[Gap, ...]:
    return tuple(
        replace(gap, before=known.get(gap.first - 1, b""), claimed=known.get(gap.last, b""))
        for gap in sorted(gaps, key=lambda gap: gap.first)
    )
