import pytest
from pair_kit import REGION, TRUSTED, End
from sqlalchemy import select

from accord.crypto.keys import SigningKey
from accord.errors import UncheckableError
from accord.testing.clock import ManualClock
from node.exchange.sealer import Sealer
from node.exchange.tables import outbox_delivery


class Token:
    """A signing key in a device that may be unplugged."""

    def __init__(self, key: SigningKey) -> None:
        self._key = key
        self.key_id, self.public = key.key_id, key.public
        self.plugged = False

    def sign(self, message: bytes) -> bytes:
        if not self.plugged:
            raise UncheckableError("token.away", "the token cannot be reached")
        return self._key.sign(message)


def test_messages_wait_for_a_signing_key_that_is_away(xa: End, clock: ManualClock) -> None:
    token = Token(REGION.members["XA"].signing)
    sealer = Sealer(
        store=xa.store,
        clock=clock,
        me="XA",
        signer=token,
        region=TRUSTED,
        random=bytes,
        progress=xa.progress,
    )
    xa.write("XB")
    xa.write("XC", urgent=True)
    with pytest.raises(UncheckableError):
        sealer.seal_next()
    with xa.store.read() as tx:
        statuses = tx.execute(select(outbox_delivery.c.status)).scalars().all()
    assert statuses == ["PENDING", "PENDING"]

    token.plugged = True
    frames = [sealer.seal_next(), sealer.seal_next()]
    assert all(frame is not None and len(frame.entries) == 1 for frame in frames)
