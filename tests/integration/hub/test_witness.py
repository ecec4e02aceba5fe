"""Members' nodes cosign the hub's log; whatever a witness does, the log and the hub live on."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import grpc
import pytest
from hub_kit import MemberClient, hub_in_process, member, write_region
from witness_kit import Respond, WitnessClient

from accord.crypto.keys import SigningKey
from accord.log.keys import WITNESS, VerifierKey, cosign_text
from accord.log.note import SignatureLine
from accord.log.quorum import LogTrust, SignedCheckpoint
from accord.log.witness import Answer, parse_add_checkpoint
from accord.testing.clock import ManualClock
from accord.testing.region import ORIGIN, Region
from accord.v1 import log_pb2 as pb
from hub.main import RunningHub
from hub.witnessing import Patience


class Scene:
    """A running hub, a member that sends, and members that can witness."""

    def __init__(
        self, hub: RunningHub, region: Region, clock: ManualClock, stack: AsyncExitStack
    ) -> None:
        self.hub, self.region, self.clock = hub, region, clock
        self._stack = stack
        trusted = region.trusted(clock.now_ms())
        self._trust = LogTrust.of(trusted.directory, trusted.policy)

    async def member(self, name: str) -> MemberClient:
        return await self._stack.enter_async_context(
            member(self.region, name, self.hub.grpc, self.clock)
        )

    async def witness(self, name: str, respond: Respond | None = None) -> WitnessClient:
        """A witness that was asked once already."""
        client = WitnessClient(await self.member(name))
        await self._stack.enter_async_context(client.serving(respond))
        await client.answered.wait()
        return client

    async def grow(self, count: int = 1) -> None:
        me = await self.member("XA")
        await me.submit([one.envelope for one in me.seal("XB", count=count)])

    async def published(self) -> SignedCheckpoint:
        await self.hub.public.publisher.once()
        return self._trust.open(self.hub.public.publisher.note)

    def counted(self, code: str) -> bool:
        return f'accord_hub_witness_answers_total{{code="{code}"}}' in (
            self.hub.metrics.text().decode()
        )


def play(
    folder: Path,
    *acts: Callable[[Scene], Awaitable[None]],
    patience: Patience | None = None,
    quorum: int = 2,
) -> None:
    """Each act meets the same region with its hub started anew."""

    async def run() -> None:
        clock = ManualClock()
        region = write_region(folder, clock.now_ms(), policy={"witness_quorum": quorum})
        for act in acts:
            async with (
                asyncio.timeout(30),
                hub_in_process(folder, clock, patience) as hub,
                AsyncExitStack() as stack,
            ):
                await act(Scene(hub, region, clock, stack))

    asyncio.run(run())


def test_every_checkpoint_gets_the_witnesses_cosignatures(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        witnesses = [await scene.witness(name) for name in ("XB", "XC")]
        size = 0
        for count in (1, 254, 1, 1, 255, 200):
            size += count
            await scene.grow(count)
            signed = await scene.published()
            assert (signed.checkpoint.size, signed.witnessed) == (size, True)
            assert signed.cosigned_s == dict.fromkeys(("XB", "XC"), scene.clock.now_ms() // 1000)
        for one in witnesses:
            assert set(one.answers) == {200}

    play(tmp_path, act)


def test_without_a_quorum_the_log_is_published_as_it_is_and_completed_later(
    tmp_path: Path,
) -> None:
    async def act(scene: Scene) -> None:
        await scene.grow()
        signed = await scene.published()
        assert (signed.checkpoint.size, signed.witnessed) == (1, False)
        for name, witnessed in (("XB", False), ("XC", True)):
            await scene.witness(name)
            signed = await scene.published()
            assert (signed.checkpoint.size, signed.witnessed) == (1, witnessed)

    async def again(scene: Scene) -> None:
        signed = await scene.published()
        assert (signed.checkpoint.size, signed.witnessed) == (1, True)

    play(tmp_path, act, again)


def test_a_witness_tells_a_restarted_hub_what_it_holds(tmp_path: Path) -> None:
    held = []

    async def act(scene: Scene) -> None:
        await scene.grow(5)
        witness = await scene.witness("XB")
        await scene.published()
        held.append(witness.held)

    async def again(scene: Scene) -> None:
        await scene.grow(5)
        client = WitnessClient(await scene.member("XB"))
        client.held = held[0]
        assert client.held is not None
        assert client.held.size == 5
        async with client.serving():
            signed = await scene.published()
            while not signed.witnessed:
                signed = await scene.published()
        assert signed.checkpoint.size == 10
        assert client.answers == [409, 200]

    play(tmp_path, act, again, quorum=1)


def _other_text(client: WitnessClient, question: bytes) -> Answer:
    return Answer(200, client.cosign("another text\n").text.encode())


def _other_key(client: WitnessClient, question: bytes) -> Answer:
    text = parse_add_checkpoint(question).note.decode().partition("\n\n")[0] + "\n"
    stranger = SigningKey(bytes(32))
    named = VerifierKey(f"{ORIGIN}/witness/XC", WITNESS, stranger.public)
    line = SignatureLine.of(named, cosign_text(text, stranger, 1))
    return Answer(200, line.text.encode())


Adversary = Callable[[WitnessClient, bytes], Answer]
ADVERSARIES: list[tuple[str, Adversary]] = [
    ("note.signature", _other_text),
    ("note.no_known_key", _other_key),
    ("note.line", lambda _, __: Answer(200, b"")),
    ("note.line", lambda _, __: Answer(200, b"cosigned\n")),
    ("witness.answer", lambda _, __: Answer(200, b"\xff\n")),
    ("witness.ahead", lambda _, __: Answer(409, b"9999\n")),
    ("encoding.decimal", lambda _, __: Answer(409, b"-1\n")),
    ("encoding.decimal", lambda _, __: Answer(409, b"1" * 4000)),
    ("refused_409", lambda _, __: Answer(409, b"0\n")),
    ("asked_again", lambda _, question: Answer(409, b"%d\n" % (b"old 1" not in question))),
    ("refused_400", lambda _, __: Answer(400, b"")),
    ("refused_403", lambda _, __: Answer(403, b"")),
    ("refused_422", lambda _, __: Answer(422, b"no\n")),
    ("refused", lambda _, __: Answer(500, b"")),
    ("refused", lambda _, __: Answer(0, b"")),
]


@pytest.mark.parametrize(("code", "adversary"), ADVERSARIES)
def test_a_bad_answer_is_counted_and_the_others_cosign(
    tmp_path: Path, code: str, adversary: Adversary
) -> None:
    async def act(scene: Scene) -> None:
        await scene.grow(3)
        bad = WitnessClient(await scene.member("XC"))
        async with bad.serving(lambda question: adversary(bad, question)):
            await bad.answered.wait()
            good = await scene.witness("XB")
            for _ in range(3):
                await scene.grow()
                signed = await scene.published()
                assert list(signed.cosigned_s) == ["XB"]
            assert len(bad.answers) <= 2 * len(good.answers) + 2
        assert scene.counted(code)

    play(tmp_path, act)


async def _ended(scene: Scene, code: str, *frames: pb.WitnessRequest, by: str = "XC") -> None:
    """The stream of a witness that sends these frames ends with this code."""
    call = WitnessClient(await scene.member(by)).open()
    with pytest.raises(grpc.aio.AioRpcError) as ended:
        for frame in frames:
            await call.write(frame)
        while await call.read() is not grpc.aio.EOF:
            pass
    assert ("accord-code", code) in tuple(ended.value.trailing_metadata())


OPEN = pb.WitnessRequest()
REFUSED = pb.WitnessRequest(status=422)
LARGE = pb.WitnessRequest(status=200, body=bytes(5000))


@pytest.mark.parametrize(
    ("code", "frames"),
    [
        ("witness.open", [pb.WitnessRequest(status=200)]),
        ("witness.open", [pb.WitnessRequest(body=b"x")]),
        ("witness.too_large", [OPEN, LARGE]),
        ("witness.unasked", [OPEN, *[REFUSED] * 3]),
    ],
)
def test_a_stream_that_breaks_the_rules_ends(
    tmp_path: Path, code: str, frames: list[pb.WitnessRequest]
) -> None:
    async def act(scene: Scene) -> None:
        await scene.grow()
        await scene.published()
        await _ended(scene, code, *frames)
        await scene.witness("XB")
        assert list((await scene.published()).cosigned_s) == ["XB"]
        assert scene.hub.public.witnesses.connected == ["XB"]

    play(tmp_path, act)


def test_a_flood_ends_its_stream_and_nothing_else(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        call = WitnessClient(await scene.member("XC")).open()
        await call.write(OPEN)
        with pytest.raises(grpc.aio.AioRpcError):
            while True:
                await call.write(LARGE)
        await scene.grow()
        await scene.witness("XB")
        assert list((await scene.published()).cosigned_s) == ["XB"]

    play(tmp_path, act)


def test_only_members_that_the_policy_names_are_witnesses(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        await _ended(scene, "witness.not_listed", OPEN, by="XA")

    play(tmp_path, act)


def test_a_silent_witness_delays_a_checkpoint_a_moment_only(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        call = WitnessClient(await scene.member("XC")).open()
        await call.write(OPEN)
        assert isinstance(await call.read(), pb.WitnessResponse)  # and no answer
        await scene.grow()
        signed = await scene.published()
        assert (signed.checkpoint.size, signed.witnessed) == (1, False)
        call.cancel()

    play(tmp_path, act, patience=Patience(quorum_seconds=0.2, answer_seconds=60))


def test_a_witness_that_stays_silent_loses_its_stream(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        await _ended(scene, "witness.silent", OPEN)
        await scene.grow()
        assert (await scene.published()).checkpoint.size == 1

    play(tmp_path, act, patience=Patience(quorum_seconds=0.2, answer_seconds=0.2))


def test_a_newer_stream_of_a_member_takes_over(tmp_path: Path) -> None:
    async def act(scene: Scene) -> None:
        older = WitnessClient(await scene.member("XC")).open()
        await older.write(OPEN)
        assert isinstance(await older.read(), pb.WitnessResponse)
        await scene.witness("XC")
        with pytest.raises(grpc.aio.AioRpcError) as ended:
            await older.read()
        assert ended.value.code() == grpc.StatusCode.ABORTED
        await scene.grow()
        assert list((await scene.published()).cosigned_s) == ["XC"]

    play(tmp_path, act, quorum=1)


def test_a_hub_that_stops_tells_its_witnesses(tmp_path: Path) -> None:
    ended: list[asyncio.Task[None]] = []

    async def act(scene: Scene) -> None:
        client = WitnessClient(await scene.member("XC"))
        ended.append(asyncio.create_task(client.serve()))
        await client.answered.wait()
        scene.hub.public.witnesses.close()
        with pytest.raises(grpc.aio.AioRpcError, match=r"hub\.stopping"):
            await ended[0]

    play(tmp_path, act)
