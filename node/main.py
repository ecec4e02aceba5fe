"""The composer: builds a node from its settings, owns its start and stop."""

import asyncio
import contextlib
import gc
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
import uvloop

import node.api.tables  # noqa: F401 - its tables belong to the schema
from accord.dates import Clock
from accord.installation import require_whole
from accord.trust.trusted import TrustedRegion
from node import tls
from node.api.app import build_app
from node.api.checks import Checks, Doctor
from node.api.registers import HostRegisters
from node.api.services import Services
from node.api.token import load_or_make
from node.audit.keeper import keep_signed
from node.audit.reading import Auditing
from node.casework.rules import CaseworkRules
from node.certificates.rules import CertificateRules
from node.clock import WallClock
from node.config import NodeConfig, load_config
from node.console.console import BASE as CONSOLE
from node.console.opening import open_console
from node.desk.journal import digests
from node.doctor.keys import keys_held
from node.evidence.export import Exporter
from node.exchange.backoff import Backoff
from node.exchange.exchange import Exchange
from node.exchange.gate import Gate
from node.exchange.hub_client import HubClient
from node.exchange.outbox import Outbox
from node.exchange.pair_handlers import pair_handlers
from node.exchange.pair_keeper import PairKeeper
from node.exchange.probes import Probes
from node.exchange.wake import Wake
from node.files import contents
from node.inquiries.rules import InquiryRules
from node.keys import TlsPair, load_keys
from node.log.opening import open_log
from node.log.witness import Witness
from node.log.witness_http import make_witness_site
from node.log.witness_stream import WitnessStream
from node.people.opening import open_people
from node.registry.changes import ChangeWatch
from node.registry.host import RegistryHost
from node.registry.opening import open_adapters
from node.retention.keeper import Retention
from node.retention.worker import keep_retention
from node.rooms import Rooms, RoomSettings, open_rooms
from node.serving import alone, serve, write_run_file
from node.store.engine import Store, open_engine, sqlite_url
from node.store.migrate import migrate
from node.trust import load_cosigner, load_identity, load_region, load_tls
from node.trust_keeper import TrustKeeper
from node.waiting import until_unlocked
from node.webhooks.queue import Queue
from node.webhooks.targets import open_targets
from node.webhooks.worker import Worker as Webhooks

_LOG = structlog.get_logger("accord.node")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningNode:
    """A node that works until its block is left."""

    http: str
    store: Store
    rooms: Rooms
    exchange: Exchange
    superseded: Callable[[], Coroutine[Any, Any, None]]  # returns once the node must be made anew


def run(config_file: Path) -> None:
    """Runs a node until SIGTERM or SIGINT; the process's exit status says how it ended.

    Raises:
        AccordError: it cannot start; the text names the cause and the remedy.
    """
    require_whole()
    os.umask(0o077)
    _log_as_json()
    config = load_config(config_file)
    collect_rarely()
    uvloop.run(_until_stopped(config))


def collect_rarely() -> None:
    """Spares the garbage collector: messages make many objects and hardly a cycle."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


async def _until_stopped(config: NodeConfig) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    while not stop.is_set():
        await until_unlocked(config, stop)
        if stop.is_set():
            return
        async with running_node(config, clock=WallClock()) as node:
            ends = [asyncio.create_task(node.superseded()), asyncio.create_task(stop.wait())]
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            for task in ends:
                task.cancel()
            await asyncio.gather(*ends, return_exceptions=True)
        # Other documents: every part is made anew with them, and the node dials again.


@asynccontextmanager
async def running_node(config: NodeConfig, *, clock: Clock) -> AsyncIterator[RunningNode]:
    """A node that works until the block is left; all it acknowledged by then is durable.

    Raises:
        FormatError: a file that the settings name is not what it should be.
        TrustError: directory or policy is expired, older than seen, badly signed, or does not
            list this node's keys.
    """
    async with AsyncExitStack() as stack:
        stack.enter_context(alone(config))
        store = stack.enter_context(contextlib.closing(_open_store(config)))
        region = load_region(config, clock, store)
        wake = Wake()
        trust = TrustKeeper(
            region=region,
            root=contents(config.root, "[trust] root"),
            store=store,
            clock=clock,
            site=config.site_address if config.hub_site else None,
            renewed=wake.set,
            refused=config.data / "refused",
        )
        keys = load_keys(config)
        identity = load_identity(config.member, keys, region, clock)
        outbox = Outbox(clock=clock, random=os.urandom, wake=wake.set)
        log = await stack.enter_async_context(
            open_log(
                store=store,
                clock=clock,
                region=lambda: region,
                site=config.site_address if config.hub_site else None,
                cosigner=load_cosigner(config.member, keys, region, clock),
                resumed=wake.set,
            )
        )
        hub = _hub_client(config, region, load_tls(config.member, keys, region, clock))
        people = open_people(
            member=config.member,
            authority=config.authority,
            clock=clock,
            store=store,
            random=os.urandom,
            vault_secret=load_or_make(config.data / "people.key", os.urandom),
            authorities=lambda: frozenset(
                one.id for one in region.directory.members[config.member].authorities
            ),
            provider=config.oidc,
        )
        targets = open_targets(config.webhooks)
        webhooks = Queue(clock=clock, targets=targets, random=os.urandom)
        rooms = open_rooms(
            member=config.member,
            authority=config.authority,
            clock=clock,
            region=region,
            outbox=outbox,
            settings=RoomSettings(
                casework=CaseworkRules.read(config.casework, config.release),
                inquiries=InquiryRules.read(config.inquiries),
                certificates=CertificateRules.read(config.certificates),
                signoff=config.signoff,
            ),
            random=os.urandom,
            people=people.accounts,
        )
        retention = Retention(
            clock=clock,
            store=store,
            policy=lambda: region.policy,
            keepings=rooms.keepings,
            folder=config.archive,
            at_least_years=config.at_least_years,
            forgotten=webhooks.forget,
        )
        gate = Gate(me=config.member, openers=identity.openers, region=region)
        exchange = Exchange(
            store=store,
            clock=clock,
            region=region,
            identity=identity,
            hub=hub,
            handlers={
                **rooms.whole.handlers,
                **pair_handlers(
                    me=config.member,
                    clock=clock,
                    gate=gate,
                    on_checkpoint=log.watch.on_checkpoint,
                ),
            },
            listener=rooms.post,
            random=os.urandom,
            wake=wake,
            promised=log.watch.promised,
            may_send=lambda: log.alarms.clear() and trust.may_send(),
        )
        pairs = PairKeeper(
            me=config.member,
            clock=clock,
            store=store,
            region=region,
            outbox=outbox,
            random=os.urandom,
            line=exchange.line,
            checkpoint=log.watch.checkpoint,
            may_send=lambda: log.alarms.clear() and trust.may_send(),
        )
        host = RegistryHost(open_adapters(config.registries), clock=clock)
        stack.push_async_callback(host.close)
        registers = HostRegisters(host)
        services = Services(
            member=config.member,
            authority=config.authority,
            clock=clock,
            store=store,
            cases=rooms.casework.cases,
            requests=rooms.casework.requests,
            views=rooms.casework.views,
            inquiries=rooms.inquiries,
            notices=rooms.notices,
            statistics=rooms.statistics,
            handover=rooms.handover,
            certificates=rooms.certificates,
            exemptions=rooms.exemptions,
            transfers=rooms.transfers,
            registers=registers,
            log=log.watch,
            evidence=Exporter(
                store=store,
                region=lambda: trust.newest,
                log=log.evidence,
                me=config.member,
                openers=identity.openers,
            ),
            people=people,
            webhooks=webhooks,
            retention=retention,
            audit=(
                auditing := Auditing(
                    clock=clock,
                    member=config.member,
                    authority=config.authority,
                    signer=identity.signer,
                    directory=lambda: region.directory,
                    journal=digests,
                )
            ),
            region=lambda: region,
            probes=Probes(
                me=config.member,
                clock=clock,
                region=lambda: region,
                outbox=outbox,
                random=os.urandom,
            ),
            doctor=Doctor(clock=clock, config=config),
            checks=Checks(
                clock=clock,
                store=store,
                data=config.data,
                keys=lambda: keys_held(config, keys),
                region=lambda: trust.newest,
                line=exchange.line,
                registers=registers,
                log=log.watch,
                trust_fault=lambda: trust.fault,
            ),
        )
        group = await stack.enter_async_context(asyncio.TaskGroup())
        tasks = [
            group.create_task(exchange.run(), name="exchange"),
            group.create_task(pairs.run(), name="pairs"),
            group.create_task(log.watch.run(), name="log"),
            group.create_task(keep_signed(auditing, store), name="audit"),
            group.create_task(Webhooks(store, webhooks).run(), name="webhooks"),
            group.create_task(keep_retention(retention), name="retention"),
            group.create_task(rooms.worker(store, host).run(), name="worker"),
            group.create_task(_change_watch(host, store, clock, rooms).run(), name="changes"),
        ]
        if log.witness is not None:
            witnessing = WitnessStream(
                hub=hub, witness=log.witness, backoff=Backoff(random=os.urandom)
            )
            tasks.append(group.create_task(witnessing.run(), name="witness"))
            await _serve_witness(stack, config, log.witness)
        token = load_or_make(config.api_token_file, os.urandom)
        app = build_app(services, token)
        app.add_subapp(CONSOLE, open_console(services, os.urandom))
        http = await serve(stack, app, config.api_listen, "[api] listen")
        write_run_file(stack, config, http)
        _LOG.info("node.started", member=config.member, http=http)
        try:
            yield RunningNode(
                http=http,
                store=store,
                rooms=rooms,
                exchange=exchange,
                superseded=trust.superseded,
            )
        finally:
            _LOG.info("node.stopping", member=config.member)
            for task in tasks:
                task.cancel()


def _change_watch(host: RegistryHost, store: Store, clock: Clock, rooms: Rooms) -> ChangeWatch:
    return ChangeWatch(
        adapters=host.guarded, store=store, clock=clock, taker=rooms.notices.register
    )


def _open_store(config: NodeConfig) -> Store:
    store = Store(open_engine(config.database or sqlite_url(config.database_file)))
    try:
        migrate(store)
    except BaseException:
        store.close()
        raise
    return store


def _hub_client(config: NodeConfig, region: TrustedRegion, pair: TlsPair) -> HubClient:
    return HubClient(
        address=config.dial_address,
        credentials=tls.channel_credentials(
            hub_certificates=region.directory.hub.tls_certificates,
            tls_key=pair.key_pem,
            tls_certificate=pair.certificate_pem,
        ),
    )


async def _serve_witness(stack: AsyncExitStack, config: NodeConfig, witness: Witness) -> None:
    if config.witness_listen:
        app = make_witness_site(witness)
        await serve(stack, app, config.witness_listen, "[witness] listen")


def _log_as_json() -> None:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
