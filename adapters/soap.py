"""The soap driver: a register behind a SOAP service; it only ever calls the operation that lists.

Options: `wsdl` (a file beside the settings; a service's own description is saved there once, so
that nothing it says later is believed), `url` (where the service is; else what the WSDL says),
`mapping`, `user` and `password_file`, `timeout` and `refresh` in seconds, and `report`.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import requests
import zeep
from zeep.exceptions import Error, Fault, TransportError
from zeep.helpers import serialize_object

from accord.adapter import Adapter, Settings
from accord.errors import AdapterError, BadData, RegistryAway, RegistryRefused
from adapters.listing import ListedRows, at_path
from adapters.mapping import load_mapping
from adapters.options import seconds, secret
from adapters.rules import SoapSource
from adapters.snapshot import SnapshotAdapter

MAX_ANSWER = 32 << 20  # bytes of one page


def open_adapter(settings: Settings) -> Adapter:
    """The adapter of a node's settings; the service is first asked when a search comes.

    Raises:
        BadData: an option is missing or wrong, or the mapping or the WSDL is.
    """
    mapping = load_mapping(settings.path("mapping"))
    if not isinstance(mapping.source, SoapSource):
        raise mapping.source.place.bad(
            "mapping.source_kind", "this source names no 'operation'; use its own adapter"
        )
    session = requests.Session()
    if "user" in settings.options:
        session.auth = (settings.options["user"], secret(settings, "password_file"))
    pages = SoapPages(
        str(settings.path("wsdl")),
        mapping.source,
        url=settings.options.get("url", ""),
        session=session,
        timeout=seconds(settings, "timeout", 10.0),
    )
    rows = ListedRows(pages, mapping.source, refresh=seconds(settings, "refresh", 600.0))
    report = settings.path("report") if "report" in settings.options else None
    return SnapshotAdapter(rows, mapping, report)


class _Transport(zeep.Transport):  # type: ignore[misc]  # the library has no types
    """Answers of a bounded size, and nothing but the service itself."""

    def load(self, url: str) -> bytes:
        """Reads the WSDL and the schemas beside it; never an address."""
        if "://" in url:
            raise BadData(
                "adapter.wsdl", "the WSDL refers to an address; save what stands there beside it"
            )
        content: bytes = super().load(url)
        return content

    def post(self, address: str, message: bytes, headers: Mapping[str, str]) -> Any:
        """Sends one question."""
        response = self.session.post(
            address,
            data=message,
            headers=headers,
            timeout=self.operation_timeout,
            allow_redirects=False,
            stream=True,
        )
        try:
            content = response.raw.read(MAX_ANSWER + 1, decode_content=True)
        finally:
            response.close()
        if len(content) > MAX_ANSWER:
            raise BadData("registry.too_large", "an answer of the service has over 32 MiB")
        response._content = content  # what it would have read without a bound
        return response


class SoapPages:
    """Pages of one operation."""

    def __init__(
        self,
        wsdl: str,
        source: SoapSource,
        *,
        url: str,
        session: requests.Session,
        timeout: float,
    ) -> None:
        """Reads the WSDL.

        Raises:
            BadData: it cannot be read, or has no such operation.
        """
        self.name = "the SOAP service"
        self._source = source
        strict = zeep.Settings(strict=True, forbid_dtd=True, forbid_entities=True)
        transport = _Transport(session=session, timeout=timeout, operation_timeout=timeout)
        try:
            client = zeep.Client(wsdl, transport=transport, settings=strict)
            service = client.service
            if url:
                service = client.create_service(next(iter(client.wsdl.bindings)), url)
            self._call = service[source.operation]
        except AdapterError:
            raise
        except AttributeError:
            raise source.place.bad(
                "mapping.operation", f"the WSDL has no operation {source.operation!r}"
            ) from None
        except Exception as error:  # a WSDL can be wrong in many ways
            what = type(error).__name__
            raise BadData(
                "adapter.wsdl", f"the file of the option 'wsdl' cannot be used ({what})"
            ) from None

    def pages(self) -> Iterator[Any]:
        """Every page; without a counting argument there is one.

        Raises:
            RegistryAway, RegistryRefused, BadData: told apart; no text quotes an answer.
        """
        arguments: dict[str, Any] = dict(self._source.arguments)
        if not (page := self._source.page):
            yield self._ask(arguments)
            return
        number = 1
        while at_path(document := self._ask(arguments | {page: number}), self._source.items):
            yield document
            number += 1

    def _ask(self, arguments: Mapping[str, Any]) -> Any:
        try:
            return _plain(serialize_object(self._call(**arguments), dict))
        except Fault:
            raise RegistryRefused(
                "registry.refused", f"{self.name} refused the question; see its own log"
            ) from None
        except TransportError as error:
            raise self._refused(error.status_code) from None
        except (requests.RequestException, OSError) as error:
            raise RegistryAway(
                "registry.away",
                f"{self.name} does not answer ({type(error).__name__}); check the option 'url'",
            ) from None
        except (Error, ValueError, TypeError) as error:
            raise BadData(
                "registry.unreadable",
                f"{self.name} does not answer as its WSDL says ({type(error).__name__})",
            ) from None

    def _refused(self, status: int) -> AdapterError:
        if status in {401, 403}:
            return RegistryRefused(
                "registry.refused", f"{self.name} refused the account; check its secret"
            )
        if status >= 500:
            return RegistryAway("registry.away", f"{self.name} answered {status}; try again later")
        return BadData(
            "registry.unreadable", f"{self.name} answered {status} and no envelope; check 'url'"
        )


def _plain(value: Any) -> Any:
    """Dictionaries and lists of plain values."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return int(value) if isinstance(value, Decimal) and value == value.to_integral() else value
