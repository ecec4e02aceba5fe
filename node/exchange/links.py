"""How far each sender's messages have come, and which of them are missing.

Every header carries a sequence number and the digest of the header before it. The two lanes of a
mailbox overtake each other, so a number passed over is a gap only until it arrives.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """Sequence numbers, both ends included, that have not arrived."""

    first: int
    last: int
    noticed_ms: int


@dataclass(frozen=True, slots=True)
class SenderLink:
    """What is known of one sender's chain of headers."""

    sequence: int = 0  # the highest received
    header_digest: bytes = b""  # of that header
    gaps: tuple[Gap, ...] = ()  # ascending
    forks: tuple[int, ...] = ()  # numbers used twice, or followed by a header that denies them

    def received(
        self, sequence: int, previous_header: bytes, header_digest: bytes, now_ms: int
    ) -> "SenderLink":
        """The knowledge after one more new message."""
        if sequence > self.sequence + 1:
            gap = Gap(self.sequence + 1, sequence - 1, now_ms)
            return replace(
                self, sequence=sequence, header_digest=header_digest, gaps=(*self.gaps, gap)
            )
        if sequence == self.sequence + 1:
            denied = previous_header != self.header_digest
            link = replace(self, sequence=sequence, header_digest=header_digest)
            return link._forked(sequence - 1) if denied else link
        return self._late(sequence)

    def _late(self, sequence: int) -> "SenderLink":
        for index, gap in enumerate(self.gaps):
            if gap.first <= sequence <= gap.last:
                rest = (
                    Gap(gap.first, sequence - 1, gap.noticed_ms),
                    Gap(sequence + 1, gap.last, gap.noticed_ms),
                )
                kept = tuple(one for one in rest if one.first <= one.last)
                return replace(self, gaps=(*self.gaps[:index], *kept, *self.gaps[index + 1 :]))
        return self._forked(sequence)

    def _forked(self, sequence: int) -> "SenderLink":
        return replace(self, forks=tuple(sorted({*self.forks, sequence})))
