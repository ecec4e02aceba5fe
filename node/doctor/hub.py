"""Whether the hub can be reached, is the one that the directory pins, and lets this node in."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress

from accord.errors import AccordError
from accord.pages.finding import Finding, bad, failed, good, unknown
from accord.pages.marked import marked as _N
from accord.trust.trusted import TrustedRegion
from node.config import NodeConfig, TlsFiles
from node.files import contents
from node.keys import keyring, newest_pair, tls_pair

_SECONDS = 5.0
HUB, _TLS = _N("Hub"), _N("TLS")


def hub_line(config: NodeConfig, region: TrustedRegion, now_ms: int) -> Iterator[Finding]:
    """Dials the hub as the node does, and says at which step that fails."""
    try:
        address = config.dial_address()
    except AccordError as error:
        yield failed(HUB, error)
        return
    host, _, port = address.rpartition(":")
    try:
        line = socket.create_connection((host.strip("[]"), int(port)), timeout=_SECONDS)
    except socket.gaierror as error:
        yield bad(
            HUB,
            _N("the name in %(address)s cannot be resolved (%(reason)s)"),
            _N("check [hub] address, and this machine's name service (DNS)"),
            address=address,
            reason=error.strerror or type(error).__name__,
        )
        return
    except OSError as error:
        yield bad(
            HUB,
            _N("%(address)s cannot be reached (%(reason)s)"),
            _N("check [hub] address, the hub, and that the firewall lets this machine dial out"),
            address=address,
            reason=error.strerror or type(error).__name__,
        )
        return
    with line:
        yield good(HUB, _N("%(address)s can be reached"), address=address)
        yield _tls(config, region, line, now_ms)


def _tls(config: NodeConfig, region: TrustedRegion, line: socket.socket, now_ms: int) -> Finding:
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
    except AccordError as error:
        text = _N("was not tried, for the key does not open: %(error)s [%(code)s]")
        return unknown(_TLS, text, error=error.text, code=error.code)
    try:
        context.load_cert_chain(files.certificate, files.key, passphrase)
    except (OSError, ssl.SSLError) as error:
        return bad(
            _TLS,
            _N("certificate and key do not belong together, or the key is locked (%(reason)s)"),
            _N("name the pair that was enrolled in [keys], and its passphrase"),
            reason=type(error).__name__,
        )
    return _handshake(context, line, region)


def _handshake(context: ssl.SSLContext, line: socket.socket, region: TrustedRegion) -> Finding:
    try:
        with context.wrap_socket(line, server_hostname="hub") as channel:
            if channel.getpeercert(binary_form=True) not in region.directory.hub.tls_certificates:
                return bad(
                    _TLS,
                    _N("the certificate shown is not the hub's in the directory"),
                    _N(
                        "either the line is intercepted, or the directory is old; ask the "
                        "secretariat, do not go on"
                    ),
                )
            # The server's verdict on our certificate comes after the handshake: with its first
            # frame, or as an alert.
            channel.settimeout(_SECONDS)
            with suppress(TimeoutError):
                if not channel.recv(9):
                    return _not_admitted()
    except ssl.SSLError:
        return _not_admitted()
    except OSError as error:
        return bad(
            _TLS,
            _N("the line broke during the handshake (%(reason)s)"),
            _N("see whether a firewall or proxy on the way looks into TLS, and try again"),
            reason=type(error).__name__,
        )
    return good(_TLS, _N("the hub is the one in the directory, and lets this node in"))


def _not_admitted() -> Finding:
    return bad(
        _TLS,
        _N("the hub does not let this node in"),
        _N("its directory must pin the certificate that this node uses; ask the secretariat"),
    )


def _shown(config: NodeConfig, region: TrustedRegion, now_ms: int) -> TlsFiles:
    """The pair that the node would show; any, where the directory pins none."""
    where = "[keys] tls_certificate"
    pairs = {tls_pair(b"", contents(one.certificate, where)): one for one in config.tls}
    member = region.directory.members.get(config.member)
    pinned = member.tls_certificates if member is not None else ()
    chosen = newest_pair(pairs, pinned, now_ms)
    return pairs[chosen] if chosen is not None else config.tls[0]
