"""Keeps what the node trusts up to date from the hub's public site.

What is newer is believed durably before it is used. What cannot be reached is not forged, and what
is refused changes nothing: the node works on with what it believed last, for the grace that the
policy gives, and then sends nothing more until it learns of newer trust.
"""

import asyncio
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException, HTTPResponse

import structlog

from accord.dates import Clock
from accord.errors import AccordError, TransportError, UncheckableError
from accord.trust.trusted import Fetch, Freshness, TrustedRegion, refresh
from node.store.engine import Store
from node.trust import believe

REFUSED = "trust.refused"
RENEWED = "trust.renewed"
_SECONDS = 10.0
_LOOK_SECONDS = 60.0
_OK, _NOT_FOUND = 200, 404


class TrustKeeper:
    """The newest region this node believes, looked after while the node runs."""

    def __init__(
        self,
        *,
        region: TrustedRegion,
        root: bytes,
        store: Store,
        clock: Clock,
        site: Callable[[], str] | None,
        renewed: Callable[[], None],
        every_seconds: float = _LOOK_SECONDS,
    ) -> None:
        """Takes what tells the site's address, None where no site is set, and whom to wake."""
        self._log = structlog.get_logger("accord.node.trust")
        self._started_with = region
        self._root = root
        self._store = store
        self._clock = clock
        self._site = site
        self._renewed = renewed
        self._every_seconds = every_seconds
        self._told = ""
        self.newest = region

    def may_send(self) -> bool:
        """Whether the grace has not ended."""
        return self.newest.freshness(self._clock.now_ms())[0] is not Freshness.ENDED

    async def superseded(self) -> None:
        """Returns once another publication than the first is believed; looks every minute."""
        while not await asyncio.to_thread(self.look):  # noqa: ASYNC110 - the site calls nobody
            await asyncio.sleep(self._every_seconds)

    def look(self) -> bool:
        """Fetches what is newer and believes it; whether it says something else than the first."""
        if self._site is None:
            return False
        try:
            fetch = over_http(self._site())
            region = refresh(self._root, self.newest, fetch, self._clock.now_ms())
        except AccordError as error:
            if error.code != self._told:
                self._log.warning(REFUSED, code=error.code)
            self._told = error.code
            return False
        self._told = ""
        if region.files != self.newest.files:
            with self._store.begin() as tx:
                believe(tx, region)
            self.newest = region
            self._renewed()
            self._log.info(RENEWED, directory=region.directory.version)
        return not region.says_the_same_as(self._started_with)


def over_http(address: str) -> Fetch:
    """Reads published trust files from a hub's site at `host:port`, bounded in size and time."""

    def fetch(name: str, most: int) -> bytes | None:
        connection = HTTPConnection(address, timeout=_SECONDS)
        try:
            connection.request("GET", f"/trust/{name}", headers={"Accept-Encoding": "identity"})
            return _body(connection.getresponse(), most)
        except (OSError, HTTPException, ValueError) as error:
            raise TransportError(
                "trust.site_unreachable",
                "the hub's site cannot be reached; check [hub] site and the line",
            ) from error
        finally:
            connection.close()

    return fetch


def _body(response: HTTPResponse, most: int) -> bytes | None:
    if response.status == _NOT_FOUND:
        return None
    if response.status != _OK:
        raise UncheckableError(
            "trust.site_status",
            f"the site answered {response.status}; see that [hub] site is the hub's site",
        )
    return response.read(most + 1)
