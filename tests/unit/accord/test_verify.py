import hashlib
from collections.abc import Callable
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest

from accord.crypto.batch import STATEMENTS, sign_batch
from accord.crypto.keys import SigningKey
from accord.envelope import Draft, Link, Sealed, seal
from accord.testing.region import DAY_MS, Region, build_region
from accord.v1 import relay_pb2
from accord.verify import main, verify_bundle
from accord.wire.kinds import MessageKind, Priority, Purpose
from accord.wire.relay import (
    Body,
    DeliveryReport,
    NonDelivery,
    Receipt,
    Refusal,
    Rejection,
    Statement,
    encode_statement,
    signature_message,
)

NOW = 1_767_225_600_000
FIRST, SECOND, ELSEWHERE = (UUID(int=number) for number in (1, 2, 3))


@pytest.fixture(scope="module")
def random() -> Callable[[int], bytes]:
    numbers = count()
    return lambda size: hashlib.shake_256(str(next(numbers)).encode()).digest(size)


@pytest.fixture(scope="module")
def region(random: Callable[[int], bytes]) -> Region:
    return build_region(now_ms=NOW, random=random)


@pytest.fixture(scope="module")
def sealed(region: Region, random: Callable[[int], bytes]) -> list[Sealed]:
    """Two envelopes from XA to XB under one signature."""
    drafts = [
        Draft(
            message_id=message_id,
            recipients=("XB",),
            kind=MessageKind.TRACE_REQUEST,
            conversation_id=UUID(int=9),
            created_ms=NOW,
            not_after_ms=NOW + DAY_MS,
            priority=Priority.ROUTINE,
            purpose=Purpose.TRACING,
            policy_version=1,
            payload=b"a secret",
        )
        for message_id in (FIRST, SECOND)
    ]
    links: dict[str, Link] = {}
    return seal(
        drafts,
        sender="XA",
        signer=region.members["XA"].signing,
        directory=region.trusted(NOW).directory,
        links=links,
        random=random,
    )


@pytest.fixture
def bundle(region: Region, sealed: list[Sealed], tmp_path: Path) -> Path:
    (tmp_path / "anchor.json").write_bytes(region.anchor)
    (tmp_path / "directory.json").write_bytes(region.directory)
    for number, one in enumerate(sealed, 1):
        (tmp_path / f"{number}.envelope").write_bytes(one.envelope)
    receipt = Receipt(FIRST, sealed[0].header_digest, 41)
    (tmp_path / "1-receipt.statement").write_bytes(_signed(receipt, region.hub_key))
    return tmp_path


def _signed(body: Body, key: SigningKey, hub: str = "hub") -> bytes:
    statement = encode_statement(Statement(hub, NOW + 5, 0, body))
    (signature,) = sign_batch(STATEMENTS, [statement], key)
    return relay_pb2.SignedStatement(
        statement=statement, signature=signature_message(signature)
    ).SerializeToString()


def test_a_good_bundle_says_what_it_proves(
    bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(bundle)]) == 0
    said = capsys.readouterr().out
    assert f"XA signed message {FIRST} to XB (number 1): TRACE_REQUEST" in said
    assert (
        f"hub said at 2026-01-01T00:00:00.005+00:00: holds message {FIRST} at position 41" in said
    )
    assert "3 of 3 pieces of evidence are good" in said
    assert "compare it with the one you trust" in said
    assert "secret" not in said


def test_an_anchor_given_by_hand_is_the_one_that_counts(
    bundle: Path, tmp_path: Path, random: Callable[[int], bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine.json"
    mine.write_bytes((bundle / "anchor.json").read_bytes())
    assert main([str(bundle), "--anchor", str(mine)]) == 0
    assert "compare it" not in capsys.readouterr().out
    mine.write_bytes(build_region(now_ms=NOW, random=random).anchor)
    with pytest.raises(SystemExit) as ended:
        main([str(bundle), "--anchor", str(mine)])
    assert ended.value.code == 2
    assert "trust.threshold" in capsys.readouterr().err


def test_every_kind_of_statement_is_told(region: Region, sealed: list[Sealed]) -> None:
    digest = hashlib.sha256(sealed[1].envelope).digest()
    rejection = Rejection(SECOND, "content.sealed")
    files = {
        "a.envelope": sealed[0].envelope,
        "b.envelope": sealed[1].envelope,
        "c.statement": _signed(DeliveryReport("XB", (FIRST,), (rejection,), 50), region.hub_key),
        "d.statement": _signed(NonDelivery("XB", (ELSEWHERE,), "expired"), region.hub_key),
        "e.statement": _signed(Refusal(SECOND, digest, "admission.quota", "later"), region.hub_key),
    }
    findings = verify_bundle(files, region.trusted(NOW).directory)
    assert all(one.good for one in findings)
    told = {one.file: one.text for one in findings}
    assert f"XB acknowledged message {FIRST}; XB rejected message {SECOND}" in told["c.statement"]
    assert f"did not deliver message {ELSEWHERE} (not in this bundle)" in told["d.statement"]
    assert "refused the envelope in this bundle [admission.quota]" in told["e.statement"]


def test_evidence_outlives_its_directory(region: Region, sealed: list[Sealed]) -> None:
    directory = region.trusted(NOW).directory
    assert directory.expires_ms < NOW + 400 * DAY_MS
    assert verify_bundle({"a.envelope": sealed[0].envelope}, directory)[0].good


def _bad(region: Region, sealed: list[Sealed]) -> dict[str, tuple[str, bytes]]:
    """Code expected, and the file that is to be refused with it."""
    receipt = Receipt(FIRST, sealed[0].header_digest, 41)
    good = bytearray(_signed(receipt, region.hub_key))
    good[-3] ^= 1  # the last byte of the signature itself
    content = bytearray(sealed[0].envelope)
    content[-1] ^= 1
    return {
        "x1.envelope": ("envelope.malformed", b"\xff"),
        "x2.envelope": ("envelope.content_digest", bytes(content)),
        "x3.statement": ("crypto.signature", bytes(good)),
        "x4.statement": ("statement.malformed", b"\xff"),
        "x5.statement": ("statement.hub", _signed(receipt, region.hub_key, hub="other")),
        "x6.statement": (
            "directory.key_unknown",
            _signed(receipt, region.members["XA"].signing),
        ),
        "x7.statement": (
            "evidence.other_header",
            _signed(Receipt(FIRST, bytes(32), 41), region.hub_key),
        ),
        "x8.statement": ("statement.too_large", bytes(2**20)),
    }


def test_each_bad_piece_is_named_and_the_rest_still_counts(
    region: Region, sealed: list[Sealed], bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = _bad(region, sealed)
    for name, (_, data) in bad.items():
        (bundle / name).write_bytes(data)
    assert main([str(bundle)]) == 1
    lines = capsys.readouterr().out.splitlines()
    for name, (code, _) in bad.items():
        (line,) = [line for line in lines if f"  {name}: " in line]
        assert line.startswith("BAD"), line
        assert f"[{code}]" in line
    assert lines[-1] == f"3 of {3 + len(bad)} pieces of evidence are good"


def test_a_folder_without_evidence_proves_nothing(
    bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in [*bundle.glob("*.envelope"), *bundle.glob("*.statement")]:
        path.unlink()
    assert main([str(bundle)]) == 2
    assert "0 of 0" in capsys.readouterr().out


def test_a_missing_directory_is_not_bad_evidence(
    bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (bundle / "directory.json").unlink()
    with pytest.raises(SystemExit) as ended:
        main([str(bundle)])
    assert ended.value.code == 2
    assert "cannot check" in capsys.readouterr().err
