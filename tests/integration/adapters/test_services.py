"""Registers behind web services: paged, busy, refusing, lying, endless."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from services import Service, serving, write_wsdl

from accord.adapter import Adapter, Query, RegistryRecord, Settings
from accord.errors import AdapterError, BadData, RegistryAway, RegistryRefused
from accord.testing.adapter_kit import SAMPLE, AdapterKit
from adapters import rest, soap

FIELDS = """
register: Arvenian register
record_holder: REGISTRY
record_id: Id
firearm: {{maker_text: {maker}, model_text: Model, calibre_text: Calibre}}
marks:
  - {{kind: MANUFACTURER_SERIAL, text: Serial, position: FRAME}}
source: {source}
"""
REST = FIELDS.format(
    maker="Maker.name", source="{path: /v1/arms, items: data.arms, next: links.next}"
)
SOAP = FIELDS.format(maker="Maker", source="{operation: ListArms, page: page}")


def row(record: RegistryRecord) -> tuple[str, ...]:
    firearm = record.firearm
    serial = firearm.marks[0].text
    return record.record_id, serial, firearm.maker_text, firearm.model_text, firearm.calibre_text


def open_rest(folder: Path, url: str, **options: str) -> Adapter:
    (folder / "mapping.yaml").write_text(REST, "utf-8")
    chosen = {"url": url, "mapping": "mapping.yaml", **options}
    return rest.open_adapter(Settings(options=chosen, base=folder))


def open_soap(folder: Path, url: str) -> Adapter:
    write_wsdl(folder)
    (folder / "mapping.yaml").write_text(SOAP, "utf-8")
    options = {"url": url + "/arms", "wsdl": "arms.wsdl", "mapping": "mapping.yaml"}
    return soap.open_adapter(Settings(options=options, base=folder))


class ServiceKit(AdapterKit):
    @pytest.fixture(autouse=True)
    def _service(self) -> Iterator[None]:
        self.service = Service()
        with serving(self.service) as self.url:
            yield


class TestRest(ServiceKit):
    def make(self, records: Sequence[RegistryRecord], folder: Path) -> Adapter:
        self.service.rows = list(map(row, records))
        return open_rest(folder, self.url)

    def make_away(self, folder: Path) -> Adapter:
        return open_rest(folder, "http://127.0.0.1:9", timeout="0.2")


class TestSoap(ServiceKit):
    def make(self, records: Sequence[RegistryRecord], folder: Path) -> Adapter:
        self.service.rows = list(map(row, records))
        return open_soap(folder, self.url)

    def make_away(self, folder: Path) -> Adapter:
        return open_soap(folder, "http://127.0.0.1:9")


@pytest.fixture
def service() -> Service:
    return Service(rows=list(map(row, SAMPLE)))


@pytest.fixture
def url(service: Service) -> Iterator[str]:
    with serving(service) as address:
        yield address


def failure(adapter: Adapter) -> AdapterError:
    with pytest.raises(AdapterError) as raised:
        adapter.find(Query(firearm=SAMPLE[0].firearm))
    assert "12345" not in raised.value.text
    adapter.close()
    return raised.value


def test_a_busy_service_is_asked_again(service: Service, url: str, tmp_path: Path) -> None:
    service.refusals = [(503, b"busy"), (429, b"slow down")]
    adapter = open_rest(tmp_path, url)
    assert adapter.find(Query(firearm=SAMPLE[0].firearm))
    assert service.asked == 2 + 3, "two refusals, three pages"


def test_a_listing_is_read_once_until_it_is_old(service: Service, url: str, tmp_path: Path) -> None:
    adapter = open_rest(tmp_path, url)
    for _ in range(3):
        assert adapter.find(Query(firearm=SAMPLE[0].firearm))
    assert service.asked == 3


def test_a_failed_listing_is_read_again_at_the_next_search(
    service: Service, url: str, tmp_path: Path
) -> None:
    service.refusals = [(404, b"moved")]
    adapter = open_rest(tmp_path, url)
    with pytest.raises(BadData):
        adapter.find(Query(firearm=SAMPLE[0].firearm))
    assert adapter.find(Query(firearm=SAMPLE[0].firearm))


def test_the_account_is_sent_and_its_refusal_told(
    service: Service, url: str, tmp_path: Path
) -> None:
    service.token = "s3cret"
    (tmp_path / "token").write_text("wrong\n")
    assert isinstance(failure(open_rest(tmp_path, url, token_file="token")), RegistryRefused)
    (tmp_path / "token").write_text("s3cret\n")
    adapter = open_rest(tmp_path, url, token_file="token")
    assert adapter.find(Query(firearm=SAMPLE[0].firearm))


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (b"{", b"[", BadData),
        (b'"data"', b'"date"', BadData),
        (b'"Serial"', b'"Number"', BadData),
        (b"/v1/arms?page=2", b"/v1/arms?page=1", BadData),
        (b"/v1/arms?page=2", b"http://127.0.0.1:9/v1/arms", BadData),
        (b"null", b"NaN", BadData),
    ],
)
def test_an_answer_that_is_not_as_the_mapping_says_is_no_register(
    service: Service, url: str, tmp_path: Path, old: bytes, new: bytes, kind: type[AdapterError]
) -> None:
    service.twist = lambda body: body.replace(old, new)
    assert isinstance(failure(open_rest(tmp_path, url)), kind)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, RegistryRefused),
        (403, RegistryRefused),
        (404, BadData),
        (302, BadData),
        (500, RegistryAway),
    ],
)
def test_each_refusal_of_a_service_is_told_apart(
    service: Service, url: str, tmp_path: Path, status: int, kind: type[AdapterError]
) -> None:
    service.refusals = [(status, b"AB 12345")] * 9
    assert isinstance(failure(open_rest(tmp_path, url)), kind)


FAULT = (
    b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>'
    b"<faultcode>s:Server</faultcode><faultstring>AB 12345</faultstring></s:Fault></s:Body>"
    b"</s:Envelope>"
)
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY c "&a;&a;&a;&a;">]>'
    b"<b>&c;</b>"
)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ((500, FAULT), RegistryRefused),
        ((401, b"no"), RegistryRefused),
        ((503, b"busy"), RegistryAway),
        ((200, BOMB), BadData),
        ((200, b"<html>AB 12345"), BadData),
        ((200, b""), BadData),
    ],
)
def test_each_failure_of_a_soap_service_is_told_apart(
    service: Service, url: str, tmp_path: Path, answer: tuple[int, bytes], kind: type[AdapterError]
) -> None:
    service.refusals = [answer]
    assert isinstance(failure(open_soap(tmp_path, url)), kind)


def test_a_wsdl_that_sends_us_elsewhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mapping.yaml").write_text(SOAP, "utf-8")
    (tmp_path / "arms.wsdl").write_text(
        '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/">'
        '<import namespace="x" location="http://127.0.0.1:9/other.wsdl"/></definitions>'
    )
    options = {"wsdl": "arms.wsdl", "mapping": "mapping.yaml"}
    with pytest.raises(BadData, match="wsdl"):
        soap.open_adapter(Settings(options=options, base=tmp_path))
