"""Whether the database is there, writable and of this release; and whether the clock is right."""

import os
from collections.abc import Iterator
from contextlib import closing

from alembic.runtime.migration import MigrationContext
from sqlalchemy.exc import SQLAlchemyError

from accord.errors import AccordError
from accord.trust.trusted import TrustedRegion
from node.api.bodies import Check
from node.api.checks import database as writable
from node.config import NodeConfig
from node.exchange.hub_time import clock_ahead_ms
from node.exchange.pair_reading import unexplained
from node.store.engine import Store, open_engine, sqlite_url
from node.store.migrate import newest_revision
from node.trust import believed

_SKEW_MS = 300_000  # where the policy cannot be read


def database(config: NodeConfig) -> Iterator[Check]:
    """The database exists, takes writes, and has the schema of this release."""
    if not config.database and not config.database_file.exists():
        yield _not_made_yet(config)
        return
    with closing(Store(open_engine(_url(config)))) as store:
        check = writable(store)
        yield check
        if check.well:
            yield _schema(store)


def _not_made_yet(config: NodeConfig) -> Check:
    folder = config.data if config.data.exists() else config.data.parent
    if os.access(folder, os.W_OK):
        found = "will be made at the first start"
        return Check(name="database", well=True, vital=True, text=found)
    found = f"{folder} cannot be written by this account; give it to the node's account"
    return Check(name="database", well=False, vital=True, text=found)


def _schema(store: Store) -> Check:
    with store.read() as tx:
        current = MigrationContext.configure(tx).get_current_revision()
    if current == newest_revision():
        return Check(name="schema", well=True, vital=True, text=f"{current}, of this release")
    found = f"{current or 'none'}; the next start of the node brings it to {newest_revision()}"
    return Check(name="schema", well=False, vital=False, text=found)


def believed_region(config: NodeConfig, root: bytes) -> TrustedRegion | None:
    """What this node believed last; None where its database cannot tell."""
    if not config.database and not config.database_file.exists():
        return None
    with closing(Store(open_engine(_url(config)))) as store:
        try:
            with store.read() as tx:
                return believed(tx, root)
        except (SQLAlchemyError, AccordError):
            return None


def clock_skew(config: NodeConfig, region: TrustedRegion | None) -> Check | None:
    """How far this machine's clock is from the hub's; none where the hub has not answered yet."""
    if not config.database and not config.database_file.exists():
        return None
    with closing(Store(open_engine(_url(config)))) as store:
        try:
            with store.read() as tx:
                ahead_ms = clock_ahead_ms(tx)
        except SQLAlchemyError:
            return None  # the database check has said so
    if ahead_ms is None:
        return None
    allowed_ms = region.policy.clock_skew_seconds * 1000 if region else _SKEW_MS
    away_s = abs(ahead_ms) / 1000
    if away_s * 1000 <= allowed_ms:
        text = f"{away_s:.1f} s from the hub's at the last answer"
        return Check(name="clock", well=True, vital=True, text=text)
    side = "ahead of" if ahead_ms > 0 else "behind"
    text = f"{away_s:.0f} s {side} the hub's; let a time service (NTP) set this clock"
    return Check(name="clock", well=False, vital=True, text=text)


def pairs(config: NodeConfig) -> Check | None:
    """Whether both ends of every pair agree; none where there is no database to look into."""
    if not config.database and not config.database_file.exists():
        return None
    with closing(Store(open_engine(_url(config)))) as store:
        try:
            with store.read() as tx:
                lacking, differing = unexplained(tx)
        except SQLAlchemyError:
            return None  # the database check has said so
    troubles = [
        (lacking, "with messages that one end lacks and nothing explains"),
        (differing, "with counters or headers that do not add up"),
    ]
    found = ", ".join(f"{count} {text}" for count, text in troubles if count)
    return Check(
        name="pairs",
        well=not found,
        vital=False,
        text=f"peers: {found}; see: accord-node pairs" if found else "both ends of each agree",
    )


def _url(config: NodeConfig) -> str:
    return config.database or sqlite_url(config.database_file)
