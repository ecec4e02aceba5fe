"""Signs the head of the trail once a day, so that what stands before it is fixed."""

import asyncio

import structlog

from accord.errors import AccordError
from node.audit.reading import Auditing
from node.store.engine import Store

LOOK_SECONDS = 3600.0

_LOG = structlog.get_logger(__name__)


async def keep_signed(auditing: Auditing, store: Store) -> None:
    """Works until cancelled; a key that is away is asked again an hour later."""
    while True:
        try:
            await asyncio.to_thread(_sign, auditing, store)
        except AccordError as error:
            _LOG.warning("audit.not_signed", code=error.code)
        await asyncio.sleep(LOOK_SECONDS)


def _sign(auditing: Auditing, store: Store) -> None:
    with store.begin() as tx:
        auditing.sign_daily(tx)
