"""Keeps what the node trusts up to date from the hub's public site.

What is newer is believed durably before it is used. What cannot be reached is not forged, and what
is refused changes nothing: the node works on with what it believed last, for the grace that the
policy gives, and then sends nothing more until it learns of newer trust.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path

import structlog

from accord.dates import Clock
from accord.encoding import to_base64
from accord.errors import AccordError, TransportError, UncheckableError
from accord.trust.trusted import Fetch, Freshness, TrustedRegion, refresh
from node.store.engine import Store
from node.trust import believe

REFUSED = "trust.refused"
RENEWED = "trust.renewed"
_SECONDS = 10.0
_LOOK_SECONDS = 60.0
_OK, _NOT_FOUND = 200, 404
_MOST_REFUSED = 20  # files of evidence; the first ones tell the most


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
        refused: Path,
        every_seconds: float = _LOOK_SECONDS,
    ) -> None:
        """Takes what tells the site's address (None without one), whom to wake, and a folder."""
        self._log = structlog.get_logger("accord.node.trust")
        self._started_with = region
        self._root = root
        self._store = store
        self._clock = clock
        self._site = site
        self._renewed = renewed
        self._refused = refused
        self._every_seconds = every_seconds
        self.fault = ""  # the code of why the last look brought nothing
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
        shown: dict[str, bytes] = {}
        try:
            fetch = _recording(over_http(self._site()), shown)
            region = refresh(self._root, self.newest, fetch, self._clock.now_ms())
        except AccordError as error:
            if error.code != self.fault:
                self._log.warning(REFUSED, code=error.code)
            self.fault = error.code
            if not isinstance(error, TransportError | UncheckableError):
                self._keep(error.code, shown)
            return False
        self.fault = ""
        if region.files != self.newest.files:
            with self._store.begin() as tx:
                believe(tx, region)
            self.newest = region
            self._renewed()
            self._log.info(RENEWED, directory=region.directory.version)
        return not region.says_the_same_as(self._started_with)

    def _keep(self, code: str, shown: Mapping[str, bytes]) -> None:
        """Keeps what was refused, exactly as it was shown, for whoever looks into it."""
        document = {name: to_base64(data) for name, data in sorted(shown.items())}
        data = json.dumps({"code": code, "files": document}, indent=1).encode()
        self._refused.mkdir(mode=0o700, exist_ok=True)
        file = self._refused / f"{sha256(data).hexdigest()[:16]}.json"
        if not file.exists() and len(list(self._refused.iterdir())) < _MOST_REFUSED:
            file.write_bytes(data)


def _recording(fetch: Fetch, shown: dict[str, bytes]) -> Fetch:
    def recorded(name: str, most: int) -> bytes | None:
        data = fetch(name, most)
        if data is not None:
            shown[name] = data
        return data

    return recorded


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
