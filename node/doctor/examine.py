"""Every check, in the order in which a node needs things."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from accord.dates import Clock
from accord.errors import AccordError
from accord.pages.finding import Finding, bad, failed, good, warning
from accord.pages.marked import marked as _N
from accord.trust.trusted import TrustedRegion
from node.config import NodeConfig, load_config
from node.doctor.disk import disks
from node.doctor.hub import hub_line
from node.doctor.interface import interface
from node.doctor.keys import key_files, keys_match
from node.doctor.log import log_lines
from node.doctor.peers import peers
from node.doctor.store import believed_region, clock_of, database, pairs
from node.doctor.trust import expiry, freshness
from node.files import contents
from node.registry.opening import open_adapter
from node.trust import newest_region

_CONFIGURATION, _MEMBER = _N("Configuration"), _N("Member")
_TRUST, _REGISTERS = _N("Trust"), _N("Registers")
REGISTER = _N("Register %(register)s")
_HOLDS = _N("%(records)s searchable records; %(rejected)s rows rejected")
_HELD = re.compile(r"(\d+) searchable records; (\d+) rows rejected", re.ASCII)  # our own adapters


def examine_file(config_file: Path, clock: Clock) -> tuple[Finding, ...]:
    """The node of a settings file, which may itself be wrong."""
    try:
        config = load_config(config_file)
    except AccordError as error:
        return (failed(_CONFIGURATION, error),)
    found = good(_CONFIGURATION, _N("%(file)s can be read"), file=config_file)
    return found, *examine(config, clock)


def examine(config: NodeConfig, clock: Clock) -> tuple[Finding, ...]:
    """One finding for each thing; never raises."""
    return tuple(_examine(config, clock))


def _examine(config: NodeConfig, clock: Clock) -> Iterator[Finding]:
    yield from disks(config)
    yield from key_files(config)
    region = None
    try:
        region = _region(config, clock)
    except (AccordError, OSError) as error:
        yield failed(_TRUST, error)
    if region is not None:
        yield freshness(region, clock.now_ms())
        yield from expiry(region, clock.now_ms())
        yield from _membership(config, region, clock)
        yield from hub_line(config, region, clock.now_ms())
    yield from database(config)
    yield clock_of(config, region)
    yield from pairs(config)
    if region is not None:
        yield from peers(config, region, clock.now_ms())
    yield from log_lines(config, region)
    yield from _registers(config)
    yield interface(config)


def _region(config: NodeConfig, clock: Clock) -> TrustedRegion:
    """What the node trusts; an expired document is found by its own check."""
    root = contents(config.root, "[trust] root")
    return newest_region(config, root, believed_region(config, root), clock.now_ms())


def _membership(config: NodeConfig, region: TrustedRegion, clock: Clock) -> Iterator[Finding]:
    """The directory knows this member, its agency, its keys and its certificate."""
    try:
        member = region.directory.member(config.member)
    except AccordError as error:
        yield bad(
            _MEMBER,
            _N("%(member)s is not in the directory: %(error)s"),
            _N("correct [node] member, or ask the secretariat to enrol this member"),
            member=config.member,
            error=error.text,
            code=error.code,
        )
        return
    version = region.directory.version
    if not member.active:
        yield bad(
            _MEMBER,
            _N("%(member)s is not active in directory version %(version)s"),
            _N("ask the secretariat"),
            member=member.id,
            version=version,
        )
    elif all(config.authority != authority.id for authority in member.authorities):
        yield bad(
            _MEMBER,
            _N("%(authority)s is not an authority of %(member)s in the directory: %(known)s"),
            _N("correct [node] authority"),
            authority=config.authority,
            member=member.id,
            known=", ".join(authority.id for authority in member.authorities),
        )
    else:
        yield good(
            _MEMBER,
            _N("%(member)s, %(country)s, in directory version %(version)s"),
            member=member.id,
            country=member.name,
            version=version,
        )
    yield from keys_match(config, member, clock.now_ms())


def _registers(config: NodeConfig) -> Iterator[Finding]:
    """Every register opens and answers."""
    if not config.registries:
        yield warning(
            _REGISTERS,
            _N("none is configured"),
            _N("add [registry.NAME] so that traces can be answered"),
        )
    for name, registry in config.registries.items():
        try:
            with closing(open_adapter(registry)) as adapter:
                health = adapter.health()
        except AccordError as error:
            yield failed(REGISTER, error, register=name)
            continue
        yield register(name, ready=health.ready, text=health.text)


def register(name: str, *, ready: bool, text: str) -> Finding:
    """How a register says that it stands."""
    made = good if ready else bad
    if held := _HELD.fullmatch(text):
        records, rejected = held.groups()
        return made(REGISTER, _HOLDS, register=name, records=records, rejected=rejected)
    return made(REGISTER, "%(said)s", register=name, said=text)
