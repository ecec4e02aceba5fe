"""Old services on this machine: JSON with pages, and SOAP as it was written in 2004."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

FIELDS = ("Id", "Serial", "Maker", "Model", "Calibre")
Answer = tuple[int, bytes]

WSDL = """<?xml version="1.0" encoding="utf-8"?>
<definitions name="Arms" targetNamespace="urn:arms" xmlns:tns="urn:arms"
 xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
 xmlns:xs="http://www.w3.org/2001/XMLSchema">
 <types><xs:schema targetNamespace="urn:arms" elementFormDefault="qualified">
  <xs:element name="ListArms"><xs:complexType><xs:sequence>
   <xs:element name="page" type="xs:int"/></xs:sequence></xs:complexType></xs:element>
  <xs:complexType name="Arm"><xs:sequence>{fields}</xs:sequence></xs:complexType>
  <xs:element name="ListArmsResponse"><xs:complexType><xs:sequence>
   <xs:element name="arm" type="tns:Arm" minOccurs="0" maxOccurs="unbounded"/>
   </xs:sequence></xs:complexType></xs:element></xs:schema></types>
 <message name="In"><part name="parameters" element="tns:ListArms"/></message>
 <message name="Out"><part name="parameters" element="tns:ListArmsResponse"/></message>
 <portType name="ArmsPort"><operation name="ListArms">
  <input message="tns:In"/><output message="tns:Out"/></operation></portType>
 <binding name="ArmsBinding" type="tns:ArmsPort">
  <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
  <operation name="ListArms"><soap:operation soapAction="urn:arms#ListArms"/>
   <input><soap:body use="literal"/></input><output><soap:body use="literal"/></output>
  </operation></binding>
 <service name="Arms"><port name="ArmsPort" binding="tns:ArmsBinding">
  <soap:address location="http://127.0.0.1:9/arms"/></port></service>
</definitions>"""


@dataclass
class Service:
    """What the service holds, and how it misbehaves."""

    rows: list[tuple[str, ...]] = field(default_factory=list)
    page: int = 4  # rows on each
    token: str = ""
    refusals: list[Answer] = field(default_factory=list)  # given first, one after the other
    twist: Callable[[bytes], bytes] = bytes  # what becomes of each answer
    asked: int = 0

    def json(self, target: str, authorization: str) -> Answer:
        """One page: `{"data": {"arms": [...]}, "links": {"next": ...}}`."""
        self.asked += 1
        if self.token and authorization != f"Bearer {self.token}":
            return 401, b"no"
        if self.refusals:
            return self.refusals.pop(0)
        at = int(parse_qs(urlsplit(target).query).get("page", ["1"])[0])
        part = self.rows[(at - 1) * self.page : at * self.page]
        more = at * self.page < len(self.rows)
        body = {
            "data": {"arms": [_nested(dict(zip(FIELDS, row, strict=True))) for row in part]},
            "links": {"next": f"/v1/arms?page={at + 1}" if more else None},
        }
        return 200, self.twist(json.dumps(body).encode())

    def soap(self, question: bytes) -> Answer:
        """One page as an envelope."""
        self.asked += 1
        if self.refusals:
            return self.refusals.pop(0)
        at = int(question.split(b"page>")[1].split(b"<")[0])
        arms = "".join(
            "<t:arm>"
            + "".join(
                f"<t:{name}>{escape(text)}</t:{name}>"
                for name, text in zip(FIELDS, row, strict=True)
            )
            + "</t:arm>"
            for row in self.rows[(at - 1) * self.page : at * self.page]
        )
        body = (
            '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
            f'<t:ListArmsResponse xmlns:t="urn:arms">{arms}</t:ListArmsResponse>'
            "</s:Body></s:Envelope>"
        )
        return 200, self.twist(body.encode())


def _nested(row: dict[str, str]) -> dict[str, object]:
    """The maker's name stands in an object of its own, as such services like it."""
    return {**{k: v for k, v in row.items() if k != "Maker"}, "Maker": {"name": row["Maker"]}}


def write_wsdl(folder: Path) -> None:
    """The service's description."""
    fields = "".join(f'<xs:element name="{name}" type="xs:string"/>' for name in FIELDS)
    (folder / "arms.wsdl").write_text(WSDL.format(fields=fields), "utf-8")


@contextmanager
def serving(service: Service) -> Iterator[str]:
    """The service's address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            authorization = self.headers.get("Authorization", "")
            self._answer(*service.json(self.path, authorization), "application/json")

        def do_POST(self) -> None:
            question = self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(*service.soap(question), "text/xml; charset=utf-8")

        def _answer(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            if status in {301, 302}:
                self.send_header("Location", "http://127.0.0.1:9/")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
