"""Finds out why a node does not work, and says what to do: one check for each thing it needs.

Works with the node stopped or running, changes nothing, and prints no secret. Later checks need
what earlier ones found; where that is missing, they are left out.
"""

import json
import os
import ssl
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from accord.crypto.keyfile import read_key_file
from accord.dates import Clock
from accord.errors import AccordError, FormatError
from accord.trust.directory import Member
from accord.trust.trusted import TrustedRegion, refresh
from node.api.bodies import Check
from node.api.checks import expiry
from node.api.token import load as load_token
from node.clock import WallClock
from node.config import NodeConfig, load_config
from node.doctor_hub import hub_line
from node.doctor_log import log_lines
from node.doctor_store import clock_skew, database, pairs
from node.registry.opening import open_adapter
from node.trust import contents, keyring, published

_HTTP_SECONDS = 5.0


def examine(config_file: Path, clock: Clock | None = None) -> tuple[Check, ...]:
    """Every check, in the order in which a node needs things; never raises."""
    return tuple(_examine(config_file, clock or WallClock()))


def _examine(config_file: Path, clock: Clock) -> Iterator[Check]:
    try:
        config = load_config(config_file)
    except AccordError as error:
        yield failed("configuration", error)
        return
    yield well("configuration", f"{config_file} can be read")
    yield from _key_files(config)
    region = None
    try:
        region = _region(config, clock)
    except (AccordError, OSError) as error:
        yield failed("trust", error)
    if region is not None:
        yield expiry("directory", region.directory.expires_ms, clock.now_ms())
        yield expiry("policy", region.policy.expires_ms, clock.now_ms())
        yield from _membership(config, region, clock)
        yield from hub_line(config, region)
    yield from database(config)
    if (skew := clock_skew(config, region)) is not None:
        yield skew
    if (reconciled := pairs(config)) is not None:
        yield reconciled
    yield from log_lines(config, region)
    yield from _registers(config)
    yield from _running(config, config_file)


def well(name: str, found: str) -> Check:
    """A check that found nothing wrong."""
    return Check(name=name, well=True, vital=True, text=found)


def failed(name: str, error: AccordError | OSError | str) -> Check:
    """A check that found something without which the node cannot work."""
    match error:
        case AccordError():
            found = f"{error.text} [{error.code}]"
        case OSError():
            found = f"{error.filename or name}: {error.strerror or type(error).__name__}"
        case _:
            found = error
    return Check(name=name, well=False, vital=True, text=found)


def _key_files(config: NodeConfig) -> Iterator[Check]:
    """Every private key is there, is of its kind, opens, and is the owner's alone."""
    keys = keyring(config)
    openings: list[tuple[str, Path, Callable[[Path, str], object]]] = [
        ("signing key", config.signing_key, keys.signer),
        *(("encryption key", path, keys.opener) for path in config.encryption_keys),
        ("TLS key", config.tls_key, keys.tls_key),
    ]
    if config.witness_key is not None:
        openings.append(("witness key", config.witness_key, keys.signer))
    for name, path, opens in openings:
        try:
            opens(path, f"[keys] {name}")
            mode = path.stat().st_mode & 0o777
        except (AccordError, OSError) as error:
            yield failed(name, error)
            continue
        if mode & 0o077:
            yield failed(name, f"{path} can be read by others (mode {mode:03o}); chmod 600 it")
        else:
            yield well(name, f"{path.name}, mode {mode:03o}")


def _region(config: NodeConfig, clock: Clock) -> TrustedRegion:
    """What the node trusts; an expired document is found by its own check."""
    root = contents(config.root, "[trust] root")
    return refresh(root, None, published(config.repository), clock.now_ms())


def _membership(config: NodeConfig, region: TrustedRegion, clock: Clock) -> Iterator[Check]:
    """The directory knows this member, its agency, its keys and its certificate."""
    try:
        member = region.directory.member(config.member)
    except AccordError as error:
        yield failed("member", f"[node] member {config.member}: {error.text}")
        return
    version = region.directory.version
    if not member.active:
        yield failed("member", f"{member.id} is not active in directory version {version}")
    elif all(config.authority != authority.id for authority in member.authorities):
        known = ", ".join(authority.id for authority in member.authorities)
        yield failed("member", f"[node] authority is not one of {member.id}'s: {known}")
    else:
        yield well("member", f"{member.id}, {member.name}, in directory version {version}")
    yield from _keys_match(config, member, clock)


def _keys_match(config: NodeConfig, member: Member, clock: Clock) -> Iterator[Check]:
    now = clock.now_ms()
    remedy = "; use the key that was enrolled, or have the new one signed into the directory"
    try:
        signing = read_key_file(config.signing_key.read_bytes()).key_id
        openers = {read_key_file(one.read_bytes()).key_id for one in config.encryption_keys}
        certificate = ssl.PEM_cert_to_DER_cert(config.tls_certificate.read_text())
    except (AccordError, OSError, ValueError) as error:
        if isinstance(error, ValueError):
            error = FormatError("tls.not_pem", "the TLS certificate file is not PEM")
        yield failed("keys in the directory", error)
        return
    problems = []
    if signing not in {key.key_id for key in member.signing_keys if key.valid_at(now)}:
        problems.append("the signing key is not a valid one of the directory")
    current = {key.key_id for key in member.encryption_keys if key.valid_at(now)}
    if not current <= openers:
        problems.append("an encryption key that others may use now is not here")
    if certificate not in member.tls_certificates:
        problems.append("the TLS certificate is not the one that the directory pins")
    if problems:
        yield failed("keys in the directory", "; ".join(problems) + remedy)
    else:
        yield well("keys in the directory", "signing, encryption and TLS match")


def _registers(config: NodeConfig) -> Iterator[Check]:
    """Every register opens and answers."""
    if not config.registries:
        found = "none is configured; add [registry.NAME] so that traces can be answered"
        yield Check(name="registers", well=False, vital=False, text=found)
    for name, registry in config.registries.items():
        try:
            adapter = open_adapter(registry)
        except AccordError as error:
            yield failed(f"register {name}", error)
            continue
        try:
            health = adapter.health()
        finally:
            adapter.close()
        if health.ready:
            yield well(f"register {name}", health.text)
        else:
            yield failed(f"register {name}", health.text)


def _running(config: NodeConfig, config_file: Path) -> Iterator[Check]:
    """The node runs, and its interface lets this account in."""
    start = f"start it with: accord-node serve --config {config_file}"
    try:
        run = json.loads(config.run_file.read_bytes())
        host, _, port = str(run["http"]).rpartition(":")
        os.kill(int(run["pid"]), 0)
    except FileNotFoundError:
        yield failed("interface", f"the node does not run; {start}")
        return
    except (OSError, ValueError, KeyError, TypeError):
        yield failed("interface", f"the node that wrote {config.run_file} has ended; {start}")
        return
    try:
        token = load_token(config.api_token_file)
    except (AccordError, OSError) as error:
        yield failed("interface token", error)
        return
    connection = HTTPConnection(host.strip("[]"), int(port), timeout=_HTTP_SECONDS)
    try:
        connection.request("GET", "/v1/status", headers={"Authorization": f"Bearer {token}"})
        status = connection.getresponse().status
    except (OSError, HTTPException) as error:
        yield failed(
            "interface", f"{host}:{port} does not answer ({type(error).__name__}); {start}"
        )
        return
    finally:
        connection.close()
    if status == 200:
        yield well("interface", f"answers at {host}:{port}")
    elif status == 401:
        yield failed("interface token", f"{config.api_token_file} is not this node's; restart it")
    else:
        yield failed("interface", f"answers with status {status}; look into the node's log")
