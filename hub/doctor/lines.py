"""Whether the hub runs and is ready, and whether its addresses are its own."""

import json
import os
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from accord.pages.finding import Finding, bad, good, unknown
from accord.pages.marked import marked as _N
from hub.config import HubConfig

_SECONDS = 5.0
_READY = _N("Health")
_NAMES = {
    "grpc": _N("Address for members"),
    "http": _N("Address of health and metrics"),
    "site": _N("Address of the log and the trust files"),
    "console": _N("Address of the console"),
}


def running(config: HubConfig) -> Mapping[str, Any] | None:
    """What the running hub wrote of itself; none where none runs."""
    try:
        run: Mapping[str, Any] = json.loads(config.run_file.read_text("utf-8"))
        os.kill(int(run["pid"]), 0)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return run


def lines(config: HubConfig, run: Mapping[str, Any] | None) -> Iterator[Finding]:
    """Every address is served by this hub, or free for it."""
    wanted = {"grpc": config.listen, "http": config.http, "site": config.site}
    if config.console is not None:
        wanted["console"] = config.console.listen
    for what, address in wanted.items():
        yield _served(what, str(run.get(what, address))) if run else _free(what, address)


def ready(run: Mapping[str, Any] | None) -> Finding:
    """What the hub's own health says."""
    if run is None:
        return unknown(
            _READY, _N("the hub does not run"), _N("start it with: accord-hub serve --config FILE")
        )
    try:
        address = f"http://{run['http']}/readyz"
        with urllib.request.urlopen(address, timeout=_SECONDS) as answer:
            found = json.loads(answer.read())
    except urllib.error.HTTPError as error:  # 503: not ready, and says why
        with error:
            found = json.loads(error.read())
    except (OSError, ValueError, KeyError):
        return bad(
            _READY,
            _N("the hub runs and its health does not answer"),
            _N("look into the hub's log, and start it again"),
        )
    if found.get("ready"):
        return good(_READY, _N("takes messages"))
    return bad(
        _READY,
        _N("takes no messages: %(codes)s"),
        _N("the other lines say what to do; the end of maintenance is up to an operator"),
        codes=", ".join(found.get("reasons", ())),
    )


def _served(what: str, address: str) -> Finding:
    host, port = _parts(address)
    try:
        with socket.create_connection((host, port), timeout=_SECONDS) as line:
            _take_leave(line)
    except OSError as error:
        return bad(
            _NAMES[what],
            _N("%(address)s does not answer (%(error)s)"),
            _N("look into the hub's log, and at the firewall of this machine"),
            address=address,
            error=error.strerror or type(error).__name__,
        )
    return good(_NAMES[what], _N("%(address)s is served by this hub"), address=address)


def _take_leave(line: socket.socket) -> None:
    """Ends a line and waits until the other side has, so that a server is not left with half."""
    with suppress(OSError):
        line.shutdown(socket.SHUT_WR)
        line.settimeout(1.0)
        while line.recv(4096):
            pass


def _free(what: str, address: str) -> Finding:
    host, port = _parts(address)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind((host, port))
    except OSError as error:
        return bad(
            _NAMES[what],
            _N("%(address)s cannot be listened on (%(error)s)"),
            _N("end the program that has it, or name another address in hub.toml"),
            address=address,
            error=error.strerror or type(error).__name__,
        )
    return good(_NAMES[what], _N("%(address)s is free"), address=address)


def _parts(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    return host.strip("[]"), int(port)
