"""The exchange: one task group that seals, sends, collects and dispatches until it is cancelled."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import grpc
from sqlalchemy.exc import OperationalError

from accord.crypto.keys import Opener, Signer
from accord.dates import Clock
from accord.errors import AccordError
from accord.trust.trusted import TrustedRegion
from accord.wire.kinds import MessageKind
from node.exchange.backoff import Backoff
from node.exchange.collection import Collection
from node.exchange.contact import Contact, Line
from node.exchange.dispatcher import Dispatcher, NoEffect
from node.exchange.hub_client import HubClient
from node.exchange.messages import Handler, StatusListener
from node.exchange.progress import Progress, Promised, no_promises
from node.exchange.receiver import Receiver
from node.exchange.sealer import Sealer
from node.exchange.submission import Submission
from node.exchange.wake import Wake
from node.exchange.worker import Worker, working
from node.store.engine import Store

_STORE_RETRY_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who this node is and the keys it holds."""

    member: str
    signer: Signer
    openers: Mapping[bytes, Opener]  # by key id, old ones among them


class Exchange:
    """Everything between the outbox, the hub and the handlers."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        region: TrustedRegion,
        identity: Identity,
        hub: HubClient,
        handlers: Mapping[MessageKind, Handler],
        listener: StatusListener | None,
        random: Callable[[int], bytes],
        wake: Wake,
        backoff: Backoff | None = None,
        promised: Promised = no_promises,
        may_send: Callable[[], bool] = lambda: True,
        pause_seconds: float = 15.0,
    ) -> None:
        """Takes the wake-up that the outbox was given.

        `may_send` is asked before each frame; when it turns true, somebody wakes the sending.
        A hub in maintenance is asked again after `pause_seconds`.
        """
        self._hub = hub
        self._clock = clock
        self._versions = region.versions
        self._pause_seconds = pause_seconds
        self._store = store
        self._wake = wake
        self._stored = Wake()
        self._contact = Contact(clock=clock, backoff=backoff or Backoff(random=random))
        self._progress = Progress(
            store=store,
            clock=clock,
            hub=region.directory.hub,
            listener=listener,
            promised=promised,
        )
        self._may_send = may_send
        self._sealer = Sealer(
            store=store,
            clock=clock,
            me=identity.member,
            signer=identity.signer,
            region=region,
            random=random,
            progress=self._progress,
        )
        self._receiver = Receiver(
            store=store,
            clock=clock,
            me=identity.member,
            openers=identity.openers,
            region=region,
            progress=self._progress,
        )
        self._dispatcher = Dispatcher(
            store=store, clock=clock, handlers={MessageKind.PROBE: NoEffect()} | dict(handlers)
        )

    def line(self) -> Line:
        """How the line to the hub stands."""
        return self._contact.line()

    async def run(self) -> None:
        """Works until cancelled; what is under way in a thread is finished first."""
        self._wake.bind()
        self._stored.bind()
        with working(self._store) as worker:
            await worker.run(self._dispatcher.retry_failed)
            async with asyncio.TaskGroup() as group:
                group.create_task(self._sessions(worker), name="exchange-sessions")
                group.create_task(self._dispatch(worker), name="exchange-dispatch")

    async def _sessions(self, worker: Worker) -> None:
        while True:
            wait_s = 0.0
            try:
                # A task of its own: a task group whose task fails may forget that it was
                # cancelled meanwhile, and leaves its count of cancellations wrong.
                await asyncio.create_task(self._session(worker), name="exchange-session")
            except* (AccordError, grpc.aio.AioRpcError, OperationalError, OSError) as group:
                wait_s = self._contact.lost(*_first(group))
            if (me := asyncio.current_task()) is not None and me.cancelling():
                raise asyncio.CancelledError
            await asyncio.sleep(wait_s)

    async def _session(self, worker: Worker) -> None:
        submission = Submission(
            sealer=self._sealer,
            progress=self._progress,
            wake=self._wake,
            worker=worker,
            contact=self._contact,
            may_send=self._may_send,
            pause_seconds=self._pause_seconds,
        )
        collection = Collection(
            receiver=self._receiver,
            dispatcher=self._dispatcher,
            worker=worker,
            contact=self._contact,
            stored=self._stored.set,
            clock=self._clock,
            acting_under=self._versions,
        )
        async with self._hub.connect() as stub:
            self._contact.connected()
            async with asyncio.TaskGroup() as group:
                group.create_task(submission.run(stub))
                group.create_task(collection.run(stub))

    async def _dispatch(self, worker: Worker) -> None:
        while True:
            try:
                outcome = await worker.run(self._dispatcher.dispatch_next)
            except OperationalError:
                self._contact.failed(("store.unavailable",))
                await asyncio.sleep(_STORE_RETRY_SECONDS)
                continue
            self._contact.failed(outcome.failures)
            if not outcome.more:
                await self._stored.wait()


def _first(group: BaseExceptionGroup[Exception]) -> tuple[str, str]:
    """Code and public text of the first thing that went wrong."""
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    match error:
        case AccordError():
            return error.code, error.text
        case grpc.aio.AioRpcError():
            status = error.code().name.lower()
            return f"hub.{status}", error.details() or "the hub ended the call"
        case OperationalError():
            return "store.unavailable", "the node's database does not take writes; see its disk"
        case _:
            return "hub.unreachable", "the hub cannot be reached; check the address and the line"
