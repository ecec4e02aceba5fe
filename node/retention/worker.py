"""Looks once a day what has been kept for long enough."""

import asyncio

import structlog

from accord.errors import AccordError
from node.retention.keeper import Retention

LOOK_SECONDS = 24 * 3600.0

_LOG = structlog.get_logger(__name__)


async def keep_retention(retention: Retention) -> None:
    """Works until cancelled; a fault is shown to operators and tried again the next day."""
    while True:
        try:
            if left := await asyncio.to_thread(retention.run):
                _LOG.info("retention.archived", matters=left)
        except AccordError as error:
            _LOG.warning("retention.stopped", code=error.code)
        await asyncio.sleep(LOOK_SECONDS)
