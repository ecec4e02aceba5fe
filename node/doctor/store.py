"""Whether the database is there, writable and of this release; and whether the clock is right."""

from collections.abc import Iterator
from contextlib import closing

from alembic.runtime.migration import MigrationContext
from sqlalchemy import text as sql
from sqlalchemy.exc import SQLAlchemyError

from accord.errors import AccordError
from accord.pages.finding import Finding, Outcome, bad, good, unknown, warning
from accord.pages.marked import marked as _N
from accord.trust.trusted import TrustedRegion
from node.config import NodeConfig
from node.exchange.hub_time import clock_ahead_ms
from node.exchange.pair_reading import unexplained
from node.store.engine import Store, open_engine, sqlite_url
from node.store.migrate import newest_revision
from node.trust import believed

_SKEW_MS = 300_000  # where the policy cannot be read
_DATABASE, _SCHEMA = _N("Database"), _N("Schema")
_CLOCK, _PAIRS = _N("Clock"), _N("Pairs")


def database(config: NodeConfig) -> Iterator[Finding]:
    """The database exists, takes writes, and has the schema of this release."""
    if not_made_yet(config):
        yield good(_DATABASE, _N("will be made at the first start"))
        return
    with closing(opened(config)) as store:
        yield (found := writable(store))
        if found.outcome is Outcome.GOOD:
            yield _schema(store)


def writable(store: Store) -> Finding:
    """Whether the database takes a write transaction."""
    try:
        with store.begin() as tx:
            tx.execute(sql("SELECT 1"))
    except SQLAlchemyError as error:
        return bad(
            _DATABASE,
            _N("takes no writes (%(reason)s)"),
            _N("see that its disk has space and that the node's account may write there"),
            reason=type(error).__name__,
        )
    return good(_DATABASE, _N("takes writes"))


def _schema(store: Store) -> Finding:
    with store.read() as tx:
        current = MigrationContext.configure(tx).get_current_revision()
    newest = newest_revision()
    if current == newest:
        return good(_SCHEMA, _N("%(revision)s, of this release"), revision=current)
    if current is None:
        text = _N("there is none; the next start of the node brings it to %(newest)s")
        return warning(_SCHEMA, text, newest=newest)
    text = _N("%(revision)s; the next start of the node brings it to %(newest)s")
    return warning(_SCHEMA, text, revision=current, newest=newest)


def believed_region(config: NodeConfig, root: bytes) -> TrustedRegion | None:
    """What this node believed last; None where its database cannot tell."""
    if not_made_yet(config):
        return None
    with closing(opened(config)) as store:
        try:
            with store.read() as tx:
                return believed(tx, root)
        except (SQLAlchemyError, AccordError):
            return None


def clock_of(config: NodeConfig, region: TrustedRegion | None) -> Finding:
    """The clock, by what the database of a node remembers."""
    if not_made_yet(config):
        return _not_compared()
    with closing(opened(config)) as store:
        return clock(store, region)


def clock(store: Store, region: TrustedRegion | None) -> Finding:
    """How far this machine's clock is from the hub's, by the hub's last answer."""
    try:
        with store.read() as tx:
            ahead_ms = clock_ahead_ms(tx)
    except SQLAlchemyError:
        ahead_ms = None  # the database's own check has said so
    if ahead_ms is None:
        return _not_compared()
    allowed_ms = region.policy.clock_skew_seconds * 1000 if region else _SKEW_MS
    away_s = abs(ahead_ms) / 1000
    if away_s * 1000 <= allowed_ms:
        text = _N("%(seconds)s s from the hub's at the last answer")
        return good(_CLOCK, text, seconds=f"{away_s:.1f}")
    ahead, behind = _N("%(seconds)s s ahead of the hub's"), _N("%(seconds)s s behind the hub's")
    remedy = _N("let a time service (NTP) set this clock")
    return bad(_CLOCK, ahead if ahead_ms > 0 else behind, remedy, seconds=f"{away_s:.0f}")


def _not_compared() -> Finding:
    return unknown(
        _CLOCK,
        _N("could not be compared: the hub has not answered this node yet"),
        _N("let a time service (NTP) set it"),
    )


def pairs(config: NodeConfig) -> Iterator[Finding]:
    """Whether both ends of every pair agree; nothing where no database can tell."""
    if not_made_yet(config):
        return
    with closing(opened(config)) as store:
        try:
            with store.read() as tx:
                lacking, differing = unexplained(tx)
        except SQLAlchemyError:
            return  # the database's own check has said so
    see = _N("see: accord-node pairs")
    if lacking:
        text = _N("peers with messages that one end lacks and nothing explains: %(count)s")
        yield warning(_PAIRS, text, see, count=lacking)
    if differing:
        text = _N("peers with counters or headers that do not add up: %(count)s")
        yield warning(_PAIRS, text, see, count=differing)
    if not lacking and not differing:
        yield good(_PAIRS, _N("both ends of each agree"))


def opened(config: NodeConfig) -> Store:
    """The database that the settings name, to be closed by the caller."""
    return Store(open_engine(config.database or sqlite_url(config.database_file)))


def not_made_yet(config: NodeConfig) -> bool:
    """Whether the node has never started here."""
    return not config.database and not config.database_file.exists()
