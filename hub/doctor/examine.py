"""Every check, in the order in which a hub needs things."""

from collections.abc import Iterator
from pathlib import Path

from accord.dates import Clock
from accord.errors import AccordError
from accord.pages.finding import Finding, failed, good
from accord.pages.marked import marked as _N
from accord.trust.trusted import TrustedRegion
from hub.config import HubConfig, load_config
from hub.doctor import files, keys, lines, log
from hub.doctor.clock import clock as clocks
from hub.doctor.members import members
from hub.doctor.trust import published_region, trust, trust_failed

_ALLOWED_MS = 300_000  # where the policy cannot be read
_SETTINGS = _N("Settings")


def examine_file(config_file: Path, clock: Clock) -> tuple[Finding, ...]:
    """The same for the hub of a settings file, which may itself be wrong."""
    try:
        config = load_config(config_file)
    except AccordError as error:
        return (failed(_SETTINGS, error),)
    found = good(_SETTINGS, _N("%(file)s can be read"), file=config_file)
    return found, *examine(config, clock)


def examine(config: HubConfig, clock: Clock) -> tuple[Finding, ...]:
    """One finding for each thing; never raises."""
    return tuple(_examine(config, clock.now_ms()))


def _examine(config: HubConfig, now_ms: int) -> Iterator[Finding]:
    run = lines.running(config)
    yield lines.ready(run)
    yield from files.data_folder(config)
    yield files.ledger(config)
    yield files.desk(config)
    yield from keys.keys(config)
    region: TrustedRegion | None = None
    try:
        region = published_region(config)
    except AccordError as error:
        yield trust_failed(error)
    if region is not None:
        yield from keys.listed(config, region.directory, now_ms)
        yield from trust(config, region, now_ms)
    yield from log.log(config, region, now_ms)
    yield from lines.lines(config, run)
    allowed_ms = region.policy.clock_skew_seconds * 1000 if region else _ALLOWED_MS
    contacts = files.contacts_of(config)
    if region is not None:
        yield from members(region.directory, contacts, now_ms)
    yield from clocks(config, contacts, allowed_ms, now_ms)
