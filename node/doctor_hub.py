"""Whether the hub can be reached, is the one that the directory pins, and lets this node in."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress

from accord.errors import AccordError
from accord.trust.trusted import TrustedRegion
from node.api.bodies import Check
from node.config import NodeConfig, TlsFiles
from node.files import contents
from node.keys import keyring, newest_pair, tls_pair

_SECONDS = 5.0


def hub_line(config: NodeConfig, region: TrustedRegion, now_ms: int) -> Iterator[Check]:
    """Dials the hub as the node does, and says at which step that fails."""
    try:
        address = config.dial_address()
    except AccordError as error:
        yield _bad("hub", f"{error.text} [{error.code}]")
        return
    host, _, port = address.rpartition(":")
    try:
        line = socket.create_connection((host.strip("[]"), int(port)), timeout=_SECONDS)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        yield _bad(
            "hub",
            f"{address} cannot be reached ({reason}); check [hub] address, the hub, "
            "and that the firewall lets this machine dial out",
        )
        return
    with line:
        yield _good("hub", f"{address} can be reached")
        yield _tls(config, region, line, now_ms)


def _tls(config: NodeConfig, region: TrustedRegion, line: socket.socket, now_ms: int) -> Check:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    # Nothing is sent over this line; the certificate is compared below, so that a wrong one
    # can be told from a line that is down.
    context.verify_mode = ssl.CERT_NONE
    context.set_alpn_protocols(["h2"])
    try:
        files = _shown(config, region, now_ms)
        # Never without a passphrase, or OpenSSL would ask the terminal for one.
        passphrase = keyring(config).passphrase() or b"-"
        context.load_cert_chain(files.certificate, files.key, passphrase)
    except (AccordError, OSError, ssl.SSLError) as error:
        found = "certificate and key do not belong together, or the key is locked"
        return _bad("TLS", f"{found} ({type(error).__name__})")
    try:
        with context.wrap_socket(line, server_hostname="hub") as channel:
            if channel.getpeercert(binary_form=True) not in region.directory.hub.tls_certificates:
                return _bad(
                    "TLS",
                    "the certificate shown is not the hub's in the directory: either the line is "
                    "intercepted, or the directory is old; ask the secretariat, do not go on",
                )
            # The server's verdict on our certificate comes after the handshake: with its first
            # frame, or as an alert.
            channel.settimeout(_SECONDS)
            with suppress(TimeoutError):
                if not channel.recv(9):
                    return _bad("TLS", _NOT_ADMITTED)
    except ssl.SSLError:
        return _bad("TLS", _NOT_ADMITTED)
    except OSError as error:
        return _bad("TLS", f"the line broke during the handshake ({type(error).__name__})")
    return _good("TLS", "the hub is the one in the directory, and lets this node in")


def _shown(config: NodeConfig, region: TrustedRegion, now_ms: int) -> TlsFiles:
    """The pair that the node would show; any, where the directory pins none."""
    where = "[keys] tls_certificate"
    pairs = {tls_pair(b"", contents(one.certificate, where)): one for one in config.tls}
    member = region.directory.members.get(config.member)
    pinned = member.tls_certificates if member is not None else ()
    chosen = newest_pair(pairs, pinned, now_ms)
    return pairs[chosen] if chosen is not None else config.tls[0]


_NOT_ADMITTED = (
    "the hub does not let this node in; its directory must pin the certificate that this node uses"
)


def _bad(name: str, found: str) -> Check:
    return Check(name=name, well=False, vital=True, text=found)


def _good(name: str, found: str) -> Check:
    return Check(name=name, well=True, vital=True, text=found)
