"""The log's public side as one: how it is read, witnessed and published."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog

from accord.log.quorum import LogTrust
from hub.committer import Committer
from hub.log_reader import LogReader
from hub.metrics import Metrics
from hub.publishing import LastNotes, Publisher
from hub.tiles_sqlite import SqliteTiles
from hub.witnessing import ANSWERED_WELL, Patience, Witnesses


@dataclass(frozen=True, slots=True)
class PublicLog:
    """The parts of the log's public side."""

    trust: LogTrust
    reader: LogReader
    witnesses: Witnesses
    publisher: Publisher

    def state(self) -> dict[str, object]:
        """What is published, who cosigned it when, and who witnesses now."""
        signed = self.trust.open(self.publisher.note)
        return {
            "checkpoint": signed.checkpoint.size,
            "witnessed": signed.witnessed,
            "cosigned_s": dict(signed.cosigned_s),
            "connected": self.witnesses.connected,
        }


@contextmanager
def public_log(
    ledger: Path,
    *,
    trust: LogTrust,
    committer: Committer,
    last: LastNotes,
    patience: Patience,
    metrics: Metrics,
    log: structlog.stdlib.BoundLogger,
) -> Iterator[PublicLog]:
    """The public side of the log in a ledger's file, until the block is left."""

    def on_answer(member: str, code: str) -> None:
        metrics.witness(code)
        if code not in ANSWERED_WELL:
            log.warning("witness.answered", member=member, code=code)

    with closing(SqliteTiles.beside(ledger)) as tiles, closing(LogReader(tiles)) as reader:
        witnesses = Witnesses(trust=trust, log=reader, on_answer=on_answer)
        publisher = Publisher(
            checkpoint=committer.checkpoint,
            publish=committer.publish,
            witnesses=witnesses,
            last=last,
            quorum_seconds=patience.quorum_seconds,
        )
        yield PublicLog(trust, reader, witnesses, publisher)
