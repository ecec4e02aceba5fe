"""The rest driver: a register behind JSON over HTTP; it only ever reads.

Options: `url` (scheme and host, with the path before the mapping's `path`), `mapping`,
`token_file` (sent as Bearer) or `user` and `password_file`, `timeout` and `refresh` in seconds,
and `report`. Busy answers are tried again as the service asks; no redirect is followed.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError, MaxRetryError
from urllib3.util import Retry, Timeout

from accord.adapter import Adapter, Settings
from accord.encoding import to_base64
from accord.errors import AdapterError, BadData, BadQuery, RegistryAway, RegistryRefused
from adapters.listing import ListedRows, at_path
from adapters.mapping import load_mapping
from adapters.options import seconds, secret
from adapters.rules import WebSource
from adapters.snapshot import SnapshotAdapter

MAX_ANSWER = 32 << 20  # bytes of one page, unpacked
_AGAIN = frozenset({429, 502, 503, 504})


def open_adapter(settings: Settings) -> Adapter:
    """The adapter of a node's settings; the service is first asked when a search comes.

    Raises:
        BadData: an option is missing or wrong, or the mapping is.
    """
    mapping = load_mapping(settings.path("mapping"))
    if not isinstance(mapping.source, WebSource):
        raise mapping.source.place.bad(
            "mapping.source_kind", "this source has no 'path' on a service; use its own adapter"
        )
    pages = WebPages(
        settings.options.get("url", ""),
        mapping.source,
        headers=_credentials(settings),
        timeout=seconds(settings, "timeout", 5.0),
    )
    rows = ListedRows(pages, mapping.source, refresh=seconds(settings, "refresh", 600.0))
    report = settings.path("report") if "report" in settings.options else None
    return SnapshotAdapter(rows, mapping, report)


class WebPages:
    """Pages of JSON from one service."""

    def __init__(
        self,
        url: str,
        source: WebSource,
        *,
        headers: Mapping[str, str],
        timeout: float,
        backoff: float = 0.2,
    ) -> None:
        """Takes seconds: the wait for each answer, and the first one before trying again."""
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
            raise BadData(
                "adapter.url_wrong",
                "set the adapter option 'url' to an address such as https://register.example",
            )
        self.name = parts.netloc.rpartition("@")[2]
        self._origin = (parts.scheme, parts.netloc)
        self._first = url.rstrip("/") + source.path
        self._source = source
        self._pool = urllib3.PoolManager(
            headers={"Accept": "application/json", **headers},
            timeout=Timeout(total=timeout),
            retries=Retry(
                total=3,
                redirect=0,
                backoff_factor=backoff,
                backoff_max=timeout,
                status_forcelist=_AGAIN,
                raise_on_redirect=False,
                raise_on_status=False,
            ),
        )

    def pages(self) -> Iterator[Any]:
        """Every page, by its `next` address or by counting.

        Raises:
            RegistryAway, RegistryRefused, BadQuery, BadData: told apart; no text quotes an answer.
        """
        if self._source.page:
            yield from self._counted(self._source.page)
            return
        url, seen = self._first, set[str]()
        while url:
            if url in seen:
                raise BadData("registry.endless", f"{self.name}: a page names itself as the next")
            seen.add(url)
            document = self._get(url)
            yield document
            url = self._next(url, at_path(document, self._source.next) if self._source.next else "")

    def _counted(self, parameter: str) -> Iterator[Any]:
        number = 1
        joint = "&" if "?" in self._first else "?"
        while True:
            document = self._get(f"{self._first}{joint}{parameter}={number}")
            if not at_path(document, self._source.items):
                return
            yield document
            number += 1

    def _next(self, url: str, link: object) -> str:
        if not isinstance(link, str) or not link:
            return ""
        following = urljoin(url, link)
        if urlsplit(following)[:2] != self._origin:
            raise BadData(
                "registry.strange_link", f"{self.name}: the next page is said to be elsewhere"
            )
        return following

    def _get(self, url: str) -> Any:
        try:
            response = self._pool.request("GET", url, preload_content=False)
            try:
                data = response.read(MAX_ANSWER + 1, decode_content=True)
            finally:
                response.release_conn()
        except MaxRetryError as error:
            raise self._away(type(error.reason).__name__) from None
        except (HTTPError, OSError) as error:
            raise self._away(type(error).__name__) from None
        if response.status != 200:
            raise self._refused(response.status)
        if len(data) > MAX_ANSWER:
            raise BadData("registry.too_large", f"{self.name}: a page has over 32 MiB")
        try:
            return json.loads(data, parse_constant=_refuse)
        except (ValueError, RecursionError):
            raise BadData("registry.not_json", f"{self.name}: an answer is not JSON") from None

    def _away(self, what: str) -> RegistryAway:
        return RegistryAway(
            "registry.away", f"{self.name} does not answer ({what}); check the option 'url'"
        )

    def _refused(self, status: int) -> AdapterError:
        if status in {401, 403}:
            return RegistryRefused(
                "registry.refused", f"{self.name} refused the account ({status}); check its secret"
            )
        if status >= 500 or status in _AGAIN:
            return self._away(str(status))
        if status == 400:
            return BadQuery("registry.bad_query", f"{self.name} does not take this question")
        return BadData(
            "registry.unreadable",
            f"{self.name} answered {status}; compare the mapping's 'path' with the service",
        )


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _credentials(settings: Settings) -> dict[str, str]:
    if "token_file" in settings.options:
        return {"Authorization": f"Bearer {secret(settings, 'token_file')}"}
    if "user" in settings.options:
        pair = f"{settings.options['user']}:{secret(settings, 'password_file')}"
        return {"Authorization": f"Basic {to_base64(pair.encode())}"}
    return {}
