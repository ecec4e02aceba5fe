"""The composer: builds a hub from its settings, owns its start and stop."""

import asyncio
import contextlib
import json
import os
import signal
from collections.abc import AsyncIterator, Coroutine, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass

import grpc
import structlog

from accord.dates import Clock
from accord.errors import AccordError
from accord.log.quorum import LogTrust
from accord.trust.directory import Directory
from accord.trust.trusted import TrustedRegion
from hub import expiry, tls, trust_keeper
from hub.committer import Committer
from hub.config import HubConfig
from hub.delivery import Mailboxes
from hub.desk.opening import Desk, open_desk
from hub.grpc_api import SERVER_OPTIONS, RelayApi
from hub.health import Health
from hub.ledger_sqlite import SqliteLedger
from hub.metrics import Metrics
from hub.notary import Notary
from hub.proposals import Committed
from hub.public_log import PublicLog, public_log
from hub.publishing import LastNotes
from hub.sequencer import Sequencer
from hub.serving import serve_pages, taken
from hub.startup import (
    contents,
    is_superseded,
    keep_fresh,
    keyring,
    load_identity,
    load_log_notary,
    load_region,
    locked,
)
from hub.waiting import until_unlocked
from hub.witness_api import WitnessApi
from hub.witnessing import Patience

_TRUST_SECONDS = 1.0  # between two looks for a new publication
_STOP_SECONDS = 1.0  # for answers on their way; after that streams are cut and nodes dial again


@dataclass(frozen=True, slots=True)
class RunningHub:
    """Where a running hub is reached, and what its owner may ask of it."""

    region: TrustedRegion
    grpc: str
    http: str
    site: str
    console: str  # empty: the settings name none
    committer: Committer
    mailboxes: Mailboxes
    public: PublicLog
    metrics: Metrics
    desk: Desk
    health: Health
    failed: "asyncio.Future[Exception]"  # done when the ledger's state is in doubt

    async def sweep(self) -> None:
        """Ends everything that has expired by now, without waiting for the next look."""
        await expiry.sweep_once(self.committer.sweep)


@asynccontextmanager
async def running_hub(
    config: HubConfig,
    *,
    clock: Clock,
    log: structlog.stdlib.BoundLogger,
    patience: Patience | None = None,
) -> AsyncIterator[RunningHub]:
    """A hub that serves until the block is left; what is durable by then is answered.

    Raises:
        FormatError: a file that the settings name is not what it should be.
        TrustError: the directory or the policy is expired, older than seen, or badly signed.
    """
    patience = patience or Patience()
    async with AsyncExitStack() as stack:
        stack.enter_context(locked(config))
        ledger = stack.enter_context(contextlib.closing(SqliteLedger(config.ledger)))
        desk = stack.enter_context(open_desk(config.desk, clock))
        region = load_region(config, clock, ledger)
        desk.act_under(ledger.seen(), region.versions)
        signer = load_identity(config, region.directory)
        log_notary = load_log_notary(config, region.directory)
        failed: asyncio.Future[Exception] = asyncio.get_running_loop().create_future()
        removed = expiry.removed_members(ledger, region.directory)
        metrics = Metrics()

        def on_committed(group: Committed, seconds: float) -> None:
            mailboxes.post(group.posted)
            metrics.committed(group, seconds)
            desk.traffic.count(group.tally)

        def on_failure(error: Exception) -> None:
            code = error.code if isinstance(error, AccordError) else type(error).__name__
            log.critical("hub.ledger_failed", code=code, remedy="check the disk; start again")
            failed.set_result(error)

        last = LastNotes(ledger.last_checkpoint(), ledger.last_published())
        metrics.logged(ledger.log_size())
        committer = Committer(
            ledger=ledger,
            sequencer=Sequencer(
                ledger=ledger,
                region=region,
                notary=Notary(config.name, signer),
                log_notary=log_notary,
                clock=clock,
                most_open_messages=config.limits.open_messages,
            ),
            directory=region.directory,
            on_committed=on_committed,
            on_failure=on_failure,
        )
        stack.callback(committer.close)
        public = stack.enter_context(
            public_log(
                config.ledger,
                trust=LogTrust.of(region.directory, region.policy),
                committer=committer,
                last=last,
                patience=patience,
                metrics=metrics,
                log=log,
            )
        )
        mailboxes = Mailboxes(
            read=committer.read,
            acknowledge=committer.acknowledge,
            clock=clock,
            frame_items=config.limits.delivery_frame,
        )

        metrics.watch_collecting(lambda: mailboxes.connected)
        seconds = config.limits.expiry_seconds
        _meanwhile(stack, expiry.sweep_at_intervals(committer.sweep, removed, seconds))
        _meanwhile(
            stack, desk.keep_at_intervals(lambda code: log.error("desk.not_kept", code=code))
        )
        await public.publisher.once()  # so that the log always has a checkpoint
        _meanwhile(
            stack,
            public.publisher.at_intervals(
                config.log.checkpoint_seconds,
                lambda code: log.error("log.not_published", code=code),
            ),
        )
        api = RelayApi(
            committer=committer,
            mailboxes=mailboxes,
            directory=region.directory,
            in_flight=config.limits.frames_in_flight,
            desk=desk,
            log=log,
        )
        witness_api = WitnessApi(
            witnesses=public.witnesses,
            directory=region.directory,
            log=log,
            answer_seconds=patience.answer_seconds,
        )
        grpc_address = await _serve_grpc(stack, config, region.directory, (api, witness_api))
        stack.callback(mailboxes.close)
        stack.callback(public.witnesses.close)

        health = Health(region, clock, failed, desk, public.publisher)
        pages = await serve_pages(
            stack,
            config,
            clock=clock,
            region=region,
            desk=desk,
            health=health,
            public=public,
            metrics=metrics,
        )
        addresses = {"grpc": grpc_address, **pages}
        _write_run_file(stack, config, addresses)
        log.info("hub.started", **addresses)
        try:
            yield RunningHub(
                region=region,
                grpc=grpc_address,
                http=pages["http"],
                site=pages["site"],
                console=pages.get("console", ""),
                committer=committer,
                mailboxes=mailboxes,
                public=public,
                metrics=metrics,
                desk=desk,
                health=health,
                failed=failed,
            )
        finally:
            log.info("hub.stopping")


async def serve(config: HubConfig, *, clock: Clock, log: structlog.stdlib.BoundLogger) -> int:
    """Runs a hub until SIGTERM or SIGINT, or until its ledger fails; the exit status."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    while True:
        await until_unlocked(config, log, stop)
        if stop.is_set():
            return 0
        keep_fresh(config, clock, log)
        async with running_hub(config, clock=clock, log=log) as hub:
            hub.failed.add_done_callback(lambda _: stop.set())
            watch = asyncio.create_task(
                trust_keeper.changed(
                    config.repository,
                    lambda: is_superseded(config, clock, hub.region, log),
                    _TRUST_SECONDS,
                )
            )
            stopping = asyncio.create_task(stop.wait())
            await asyncio.wait({watch, stopping}, return_when=asyncio.FIRST_COMPLETED)
            for task in (watch, stopping):
                task.cancel()
            await asyncio.gather(watch, stopping, return_exceptions=True)
            if stop.is_set():
                return 1 if hub.failed.done() else 0
        log.info("hub.trust_changed")  # every part is made anew, and nodes dial again


def _meanwhile(stack: AsyncExitStack, work: Coroutine[None, None, None]) -> None:
    """Works beside everything else, until the hub stops or its ledger is away."""
    working = asyncio.create_task(work)

    async def end() -> None:
        working.cancel()
        with suppress(asyncio.CancelledError, AccordError):
            await working

    stack.push_async_callback(end)


async def _serve_grpc(
    stack: AsyncExitStack,
    config: HubConfig,
    directory: Directory,
    apis: Iterable[RelayApi | WitnessApi],
) -> str:
    server = grpc.aio.server(options=SERVER_OPTIONS)
    for api in apis:
        api.add_to(server)
    credentials = tls.server_credentials(
        keyring(config).tls_key(config.tls_key, "[keys] tls_key"),
        contents(config.tls_certificate, "[keys] tls_certificate"),
        directory,
    )
    try:
        port = server.add_secure_port(config.listen, credentials)
    except RuntimeError as error:
        raise taken("[hub] listen", config.listen) from error
    await server.start()
    stack.push_async_callback(server.stop, _STOP_SECONDS)
    return f"{config.listen.rpartition(':')[0]}:{port}"


def _write_run_file(stack: AsyncExitStack, config: HubConfig, addresses: Mapping[str, str]) -> None:
    """Tells the outside where the hub is, only once it is there."""
    document = {"pid": os.getpid(), **addresses}
    fresh = config.run_file.with_suffix(".new")
    fresh.write_text(json.dumps(document) + "\n", "utf-8")
    fresh.replace(config.run_file)
    stack.callback(config.run_file.unlink, missing_ok=True)
