"""What `doctor` says of the hub's log, with the node stopped."""

import os
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from stores import open_store

from accord.testing.log import MemoryLog
from accord.testing.region import ORIGIN, Region, build_region
from accord.trust.trusted import TrustedRegion
from node.api.bodies import Check
from node.api.checks import checked as as_check
from node.clock import WallClock
from node.config import NodeConfig, TlsFiles
from node.doctor.log import log_lines
from node.log.alarms import AlarmKind, Alarms, Finding
from node.store.engine import sqlite_url


@pytest.fixture(scope="module")
def region() -> Region:
    return build_region(now_ms=WallClock().now_ms(), random=os.urandom)


@contextmanager
def site(note: bytes) -> Iterator[str]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(note)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        yield f"127.0.0.1:{server.server_port}"
        thread.join(10)


def config(folder: Path, address: str) -> NodeConfig:
    file = folder / "none"
    return NodeConfig(
        member="XA",
        authority="XA-NPC",
        data=folder,
        database="",
        hub_address="127.0.0.1:1",
        hub_site=address,
        root=file,
        repository=file,
        signing_keys=(file,),
        encryption_keys=(file,),
        tls=(TlsFiles(file, file),),
        api_listen="127.0.0.1:0",
        api_token_file=file,
    )


def checked(folder: Path, address: str, trusted: TrustedRegion) -> list[Check]:
    return [as_check(one) for one in log_lines(config(folder, address), trusted)]


def test_a_site_that_shows_the_log(region: Region, tmp_path: Path) -> None:
    log = MemoryLog(ORIGIN, region.log_key)
    log.append([bytes(32)])
    with site(log.note()) as address:
        (check,) = checked(tmp_path, address, region.trusted(WallClock().now_ms()))
    assert check.well
    assert check.text == f"1 statements at {address}, cosigned by nobody yet"


def test_a_site_that_shows_something_else(region: Region, tmp_path: Path) -> None:
    stranger = MemoryLog(ORIGIN, region.hub_key)
    for note in (b"<html>", stranger.note()):
        with site(note) as address:
            (check,) = checked(tmp_path, address, region.trusted(WallClock().now_ms()))
        assert (check.well, check.vital) == (False, False)
        assert "[note." in check.text


def test_a_site_that_is_away_or_not_set(region: Region, tmp_path: Path) -> None:
    trusted = region.trusted(WallClock().now_ms())
    (away,) = checked(tmp_path, "127.0.0.1:9", trusted)
    (unset,) = checked(tmp_path, "", trusted)
    assert not away.well
    assert "check [hub] site" in away.text
    assert not unset.well
    assert "set [hub] site" in unset.text


def test_an_alarm_that_stops_the_sending(region: Region, tmp_path: Path) -> None:
    with closing(open_store(sqlite_url(tmp_path / "node.sqlite"))) as store:
        alarms = Alarms(store=store, clock=WallClock(), changed=lambda: None)
        alarms.raise_(Finding(AlarmKind.FORK, "site", b"evidence"))
    _, alarm = checked(tmp_path, "", region.trusted(WallClock().now_ms()))
    assert (alarm.well, alarm.vital) == (False, True)
    assert "log.fork" in alarm.text
