"""Finds out why a node does not work, and says what to do: one check for each thing it needs.

Works with the node stopped or running, changes nothing, and prints no secret. Later checks need
what earlier ones found; where that is missing, they are left out.
"""

import json
import os
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from accord.dates import Clock
from accord.errors import AccordError
from accord.trust.trusted import TrustedRegion
from node.api.bodies import Check
from node.api.checks import expiry, freshness
from node.api.token import load as load_token
from node.clock import WallClock
from node.config import NodeConfig, load_config
from node.doctor_checks import failed, well
from node.doctor_hub import hub_line
from node.doctor_keys import key_files, keys_match
from node.doctor_log import log_lines
from node.doctor_store import believed_region, clock_skew, database, pairs
from node.files import contents
from node.registry.opening import open_adapter
from node.trust import newest_region

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
    yield from key_files(config)
    region = None
    try:
        region = _region(config, clock)
    except (AccordError, OSError) as error:
        yield failed("trust", error)
    if region is not None:
        yield freshness(region, clock.now_ms())
        yield expiry("directory", region.directory.expires_ms, clock.now_ms())
        yield expiry("policy", region.policy.expires_ms, clock.now_ms())
        yield from _membership(config, region, clock)
        yield from hub_line(config, region, clock.now_ms())
    yield from database(config)
    if (skew := clock_skew(config, region)) is not None:
        yield skew
    if (reconciled := pairs(config)) is not None:
        yield reconciled
    yield from log_lines(config, region)
    yield from _registers(config)
    yield from _running(config, config_file)


def _region(config: NodeConfig, clock: Clock) -> TrustedRegion:
    """What the node trusts; an expired document is found by its own check."""
    root = contents(config.root, "[trust] root")
    return newest_region(config, root, believed_region(config, root), clock.now_ms())


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
    yield keys_match(config, member, clock.now_ms())


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
