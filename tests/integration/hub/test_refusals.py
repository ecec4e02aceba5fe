"""Every bad envelope gets a signed refusal with its code, and the stream goes on."""

import asyncio
import random
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import grpc
import pytest
from hub_kit import DAY_MS, MemberClient, hub_in_process, member, write_region

from accord.envelope import MAX_ENVELOPE, parse
from accord.testing.clock import ManualClock
from accord.testing.region import build_region
from accord.v1 import envelope_pb2, relay_pb2
from accord.wire.header import decode_header, encode_header
from accord.wire.kinds import Priority
from accord.wire.relay import Receipt, Refusal

MakeBad = Callable[[MemberClient], bytes]


def _changed(envelope: bytes, change: Callable[[envelope_pb2.Envelope], None]) -> bytes:
    raw = envelope_pb2.Envelope.FromString(envelope)
    change(raw)
    return raw.SerializeToString()


def _one(me: MemberClient) -> bytes:
    return me.seal("XB")[0].envelope


def _unsigned(me: MemberClient) -> bytes:
    return _changed(_one(me), lambda raw: raw.ClearField("signature"))


def _flipped(field: str) -> MakeBad:
    def make(me: MemberClient) -> bytes:
        def flip(raw: envelope_pb2.Envelope) -> None:
            part = raw.signature if field == "signature" else raw
            value = bytearray(getattr(part, field))
            value[-20] ^= 1
            setattr(part, field, bytes(value))

        return _changed(_one(me), flip)

    return make


def _unknown_kind(me: MemberClient) -> bytes:
    def change(raw: envelope_pb2.Envelope) -> None:
        header = envelope_pb2.Header.FromString(raw.header)
        header.kind = 999  # type: ignore[assignment]  # what a later version may send
        raw.header = header.SerializeToString()

    return _changed(_one(me), change)


def _other_key(me: MemberClient) -> bytes:
    """Signed under a key that the directory does not list."""
    stranger = build_region(now_ms=me.clock.now_ms(), random=random.Random(9).randbytes)
    own, me.region = me.region, stranger
    try:
        return _one(me)
    finally:
        me.region = own


def _huge_header(me: MemberClient) -> bytes:
    def grow(raw: envelope_pb2.Envelope) -> None:
        raw.header = bytes(17 * 1024)

    return _changed(_one(me), grow)


BAD: list[tuple[str, MakeBad]] = [
    ("envelope.malformed", lambda _: b"\xff\xff\xff"),
    ("envelope.unsigned", lambda _: b""),
    ("envelope.unsigned", _unsigned),
    ("envelope.too_large", lambda _: bytes(MAX_ENVELOPE + 1)),
    ("header.too_large", _huge_header),
    ("header.kind", _unknown_kind),
    ("crypto.signature", _flipped("header")),
    ("crypto.signature", _flipped("signature")),
    ("envelope.content_digest", _flipped("content")),
    ("directory.key_unknown", _other_key),
    ("message.expired", lambda me: me.seal("XB", created_ms=1, lasts_ms=DAY_MS)[0].envelope),
    (
        "message.from_future",
        lambda me: me.seal("XB", created_ms=me.clock.now_ms() + 3_600_000)[0].envelope,
    ),
    ("message.not_after_too_far", lambda me: me.seal("XB", lasts_ms=31 * DAY_MS)[0].envelope),
    ("policy.version_unknown", lambda me: me.seal("XB", policy_version=2)[0].envelope),
]


@pytest.mark.parametrize(
    ("code", "make"), BAD, ids=[f"{code}-{i}" for i, (code, _) in enumerate(BAD)]
)
def test_a_bad_envelope_is_refused_beside_a_good_one(
    code: str, make: MakeBad, tmp_path: Path
) -> None:
    async def play(me: MemberClient) -> None:
        bad = make(me)
        bodies = await me.submit([bad, _one(me)])
        refusal, receipt = bodies
        assert isinstance(refusal, Refusal)
        assert refusal.code == code
        assert refusal.envelope_digest == sha256(bad).digest()
        assert isinstance(receipt, Receipt)

    _with_member(play, tmp_path)


def _with_member(play: Callable[[MemberClient], object], folder: Path, name: str = "XA") -> None:
    async def run() -> None:
        clock = ManualClock()
        region = write_region(folder, clock.now_ms())
        async with (
            asyncio.timeout(60),
            hub_in_process(folder, clock) as hub,
            member(region, name, hub.grpc, clock) as me,
        ):
            played = play(me)
            assert asyncio.iscoroutine(played)
            await played
            numbers = hub.metrics.text().decode()
            assert "an ordinary message" not in numbers

    asyncio.run(run())


def test_a_reused_message_id_is_refused(tmp_path: Path) -> None:
    async def play(me: MemberClient) -> None:
        chosen = UUID(int=5 | 7 << 76 | 2 << 62)
        first, second = (me.seal("XB", message_id=chosen)[0] for _ in range(2))
        bodies = await me.submit([first.envelope, second.envelope])
        refusal = bodies[1]
        assert isinstance(refusal, Refusal)
        assert (refusal.code, refusal.message_id) == ("envelope.id_reused", chosen)
        (again,) = await me.submit([second.envelope])
        assert isinstance(again, Refusal)
        assert again.code == "envelope.id_reused"

    _with_member(play, tmp_path)


def test_another_members_envelope_is_refused(tmp_path: Path) -> None:
    async def run() -> None:
        clock = ManualClock()
        region = write_region(tmp_path, clock.now_ms())
        async with (
            hub_in_process(tmp_path, clock) as hub,
            member(region, "XA", hub.grpc, clock) as xa,
            member(region, "XC", hub.grpc, clock) as xc,
        ):
            stolen = _one(xa)
            (refusal,) = await xc.submit([stolen])
            assert isinstance(refusal, Refusal)
            assert refusal.code == "envelope.not_yours"
            (receipt,) = await xa.submit([stolen])
            assert isinstance(receipt, Receipt)
            assert 'accord_hub_refused_total{code="envelope.not_yours"} 1.0' in (
                hub.metrics.text().decode()
            )

    asyncio.run(run())


def test_a_recipient_outside_the_directory_is_refused(tmp_path: Path) -> None:
    async def play(me: MemberClient) -> None:
        parsed = parse(_one(me))
        header = decode_header(parsed.header)
        assert encode_header(header) == parsed.header
        # The sealer refuses unknown members, so a directory with one more is what seals it.
        wider = build_region(
            now_ms=me.clock.now_ms(),
            random=random.Random(8).randbytes,
            members=("XA", "XQ"),
        )
        own, me.directory = me.directory, wider.trusted(me.clock.now_ms()).directory
        (sealed,) = me.seal("XQ", priority=Priority.URGENT)
        me.directory = own
        (refusal,) = await me.submit([sealed.envelope])
        assert isinstance(refusal, Refusal)
        assert refusal.code == "recipient.unknown"

    _with_member(play, tmp_path)


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (b"\xff\xff", "frame.malformed"),
        (b"", "frame.size"),
        (relay_pb2.SubmitRequest(envelopes=[b"x"] * 257).SerializeToString(), "frame.size"),
    ],
)
def test_a_bad_frame_ends_its_stream_only(frame: bytes, code: str, tmp_path: Path) -> None:
    async def play(me: MemberClient) -> None:
        raw: grpc.aio.StreamStreamMultiCallable[bytes, bytes] = me.channel.stream_stream(
            "/accord.v1.RelayService/Submit"
        )
        call = raw()
        await call.write(frame)
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await call.read()
        assert ("accord-code", code) in tuple(refused.value.trailing_metadata())
        assert isinstance((await me.submit([_one(me)]))[0], Receipt)

    _with_member(play, tmp_path)


def test_a_frame_beyond_the_size_limit_ends_its_stream_only(tmp_path: Path) -> None:
    async def play(me: MemberClient) -> None:
        with pytest.raises(grpc.aio.AioRpcError) as refused:
            await me.submit_raw([bytes(1 << 20)] * 6)
        assert refused.value.code() == grpc.StatusCode.RESOURCE_EXHAUSTED
        assert isinstance((await me.submit([_one(me)]))[0], Receipt)

    _with_member(play, tmp_path)


def test_a_truncated_stream_leaves_nothing_behind(tmp_path: Path) -> None:
    async def play(me: MemberClient) -> None:
        call = me.stub.Submit()
        (sealed,) = me.seal("XB")
        await call.write(relay_pb2.SubmitRequest(envelopes=[sealed.envelope]))
        call.cancel()
        # Whether it was taken or not, sending the same bytes again ends in one receipt.
        first, second = await me.submit([sealed.envelope, sealed.envelope])
        assert first == second
        assert isinstance(first, Receipt)

    _with_member(play, tmp_path)


def test_a_certificate_outside_the_directory_does_not_connect(tmp_path: Path) -> None:
    async def run() -> None:
        clock = ManualClock()
        write_region(tmp_path, clock.now_ms())
        stranger = build_region(now_ms=clock.now_ms(), random=random.Random(9).randbytes)
        async with hub_in_process(tmp_path, clock) as hub:
            async with member(stranger, "XA", hub.grpc, clock) as me:
                with pytest.raises(grpc.aio.AioRpcError) as refused:
                    await me.submit_raw([b"x"])
            assert refused.value.code() == grpc.StatusCode.UNAVAILABLE

    asyncio.run(run())
