"""This node as a witness: cosigns what follows from all it cosigned before, and nothing else.

What it holds is durable before the cosignature leaves. It cosigns nothing that contradicts what
its own monitor believed, and nothing at all while an alarm stands.
"""

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Connection

from accord.crypto.keys import Signer
from accord.dates import Clock
from accord.log.fork import ForkProof
from accord.log.keys import cosign_text
from accord.log.note import SignatureLine
from accord.log.quorum import LogTrust, witness_key
from accord.log.witness import Answer, Held, answer, parse_add_checkpoint
from node.log.alarms import AlarmKind, Alarms, Finding
from node.log.checkpoints import Kept, Place, kept, move
from node.store.engine import Store

ASKED = "witness"  # the source of notes that came with a question
_ALARM = Answer(503, b"an alarm stands at this witness\n")


class Cosigner(NamedTuple):
    """Who cosigns, and with which Ed25519 key."""

    member: str
    signer: Signer
    public: bytes


class Witness:
    """Answers questions of C2SP tlog-witness, whatever carries them; blocking."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        cosigner: Cosigner,
        trust: Callable[[], LogTrust],
        alarms: Alarms,
        show: Callable[[str, bytes], None],
    ) -> None:
        """Takes who compares what was asked about with what is believed."""
        self._store = store
        self._clock = clock
        self._cosigner = cosigner
        self._trust = trust
        self._alarms = alarms
        self._show = show

    @property
    def origin(self) -> str:
        """The name of the log that it watches."""
        return self._trust().origin

    @property
    def named(self) -> bool:
        """Whether the policy names this member a witness."""
        return self._cosigner.member in self._trust().witnesses

    def cosigned(self) -> Kept | None:
        """The last checkpoint it cosigned, with its cosignature."""
        with self._store.read() as tx:
            return kept(tx, Place.COSIGNED)

    def answer(self, body: bytes) -> Answer:
        """What the witness says to the body of an add-checkpoint."""
        if self._alarms.standing:
            return _ALARM
        trust = self._trust()
        before = self.cosigned()
        found = self._judge(trust, before, body)
        if found.held is None and not found.split:
            return found
        if before is not None and found.held == before.held:
            return found  # which is durable already; nobody may keep the store busy with it
        with self._store.begin() as tx:
            before = kept(tx, Place.COSIGNED)
            found = self._judge(trust, before, body)
            if found.split and before is not None:
                self._fork(tx, before.note, body)
            elif found.held is not None:
                found = self._hold(tx, before, found, found.held, body)
        if found.held is not None:
            self._show(ASKED, parse_add_checkpoint(body).note)
        return found

    def _judge(self, trust: LogTrust, before: Kept | None, body: bytes) -> Answer:
        held = before.held if before is not None else None
        return answer(body, held, trust, lambda text: self._cosign(trust, text))

    def _hold(
        self, tx: Connection, before: Kept | None, found: Answer, after: Held, body: bytes
    ) -> Answer:
        believed = kept(tx, Place.BELIEVED)
        if believed is not None and believed.size == after.size and believed.root != after.root:
            self._fork(tx, believed.note, body)
            return _ALARM
        note = parse_add_checkpoint(body).note + found.body
        held = before.held if before is not None else None
        move(tx, Place.COSIGNED, held, Kept(*after, note, self._clock.now_ms()))
        return found

    def _fork(self, tx: Connection, mine: bytes, body: bytes) -> None:
        proof = ForkProof(mine, parse_add_checkpoint(body).note)
        self._alarms.raise_in(tx, Finding(AlarmKind.FORK, ASKED, proof.encode()))

    def _cosign(self, trust: LogTrust, text: str) -> SignatureLine:
        member, signer, public = self._cosigner
        at_s = self._clock.now_ms() // 1000
        key = witness_key(trust.origin, member, public)
        return SignatureLine.of(key, cosign_text(text, signer, at_s))
