"""`accord-verify` on bundles that are whole, broken, forged, incomplete or merely unreadable."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest

from accord.crypto.batch import STATEMENTS, sign_batch
from accord.crypto.keys import SigningKey
from accord.encoding import to_base64
from accord.envelope import Draft, Link, Sealed, seal
from accord.errors import FormatError
from accord.evidence.bundle import pack, unpack
from accord.log.keys import cosign_text
from accord.log.note import SignatureLine
from accord.log.quorum import witness_key
from accord.log.tiles import consistency_ranges, hashes, tiles_for
from accord.testing.log import MemoryLog
from accord.testing.region import DAY_MS, ORIGIN, Region, build_region
from accord.verify import main
from accord.wire.kinds import MessageKind, Priority, Purpose
from accord.wire.relay import (
    Body,
    DeliveryReport,
    NonDelivery,
    Receipt,
    Refusal,
    Rejection,
    SignedStatement,
    Statement,
    encode_signed,
    encode_statement,
)

NOW = 1_767_225_600_000
FIRST, SECOND, ELSEWHERE = (UUID(int=number) for number in (1, 2, 3))
Files = dict[str, bytes]


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


def stated(body: Body, leaf: int, made_ms: int = NOW + 5, hub: str = "hub") -> bytes:
    return encode_statement(Statement(hub, made_ms, leaf, body))


def signed(statement: bytes, key: SigningKey) -> bytes:
    (signature,) = sign_batch(STATEMENTS, [statement], key)
    return encode_signed(SignedStatement(statement, signature))


class Made:
    """A log of five statements with a witnessed checkpoint, and the bundle that rests on it."""

    def __init__(self, region: Region, sealed: list[Sealed]) -> None:
        self.region = region
        digest = hashlib.sha256(sealed[1].envelope).digest()
        rejection = Rejection(SECOND, "content.sealed")
        self.statements = [
            stated(NonDelivery("XB", (ELSEWHERE,), "expired"), 0),
            stated(Receipt(FIRST, sealed[0].header_digest, 41), 1),
            stated(Receipt(SECOND, sealed[1].header_digest, 42), 2),
            stated(DeliveryReport("XB", (FIRST,), (rejection,), 50), 3),
            stated(Refusal(SECOND, digest, "admission.quota", "later"), 4),
        ]
        self.log = MemoryLog(ORIGIN, region.log_key)
        self.log.append(hashlib.sha256(one).digest() for one in self.statements)
        self.note = self.cosigned(5, "XB", "XC")
        self.files: Files = {f"messages/{one.message_id}.envelope": one.envelope for one in sealed}
        self.files |= {f"trust/{name}": data for name, data in region.repository.items()}
        for leaf, statement in enumerate(self.statements):
            self.files[f"statements/{leaf}.signed"] = signed(statement, region.hub_key)
            self.files[f"statements/{leaf}.tlog-proof"] = self.proof(leaf)

    def cosigned(self, size: int, *members: str, at_s: int = NOW // 1000 + 6) -> bytes:
        text = self.log.checkpoint(size).text
        lines = []
        for member in members:
            signer = self.region.members[member].witness
            key = witness_key(ORIGIN, member, signer.public)
            lines.append(SignatureLine.of(key, cosign_text(text, signer, at_s)))
        return self.log.note(size, cosigned=lines)

    def proof(self, leaf: int, note: bytes | None = None) -> bytes:
        return self.log.proof(leaf, note or self.note).encode()

    def older(self, size: int, at_s: int) -> Files:
        """An older checkpoint that the witnesses cosigned at a time."""
        ranges = consistency_ranges(size, 5)
        path = hashes(ranges, 5, self.log.tiles(tiles_for(ranges, 5)))
        return {
            f"checkpoints/{size}.note": self.cosigned(size, "XB", at_s=at_s),
            f"checkpoints/{size}.proof": "\n".join(map(to_base64, path)).encode(),
        }


@pytest.fixture
def made(region: Region, sealed: list[Sealed]) -> Made:
    return Made(region, sealed)


Verify = Callable[[Mapping[str, bytes]], tuple[int, str]]


@pytest.fixture
def verify(region: Region, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Verify:
    root, bundle = tmp_path / "root.json", tmp_path / "case.evidence"
    root.write_bytes(region.root)

    def run(files: Mapping[str, bytes]) -> tuple[int, str]:
        bundle.write_bytes(pack(files))
        try:
            status = main([str(bundle), "--root", str(root)])
        except SystemExit as ended:
            status = int(str(ended.code))
        captured = capsys.readouterr()
        return status, captured.out + captured.err

    return run


def test_a_whole_bundle_says_what_it_proves(made: Made, verify: Verify) -> None:
    status, said = verify(made.files)
    assert status == 0, said
    for words in (
        "XA (Arvenia) signed it to XB (number 1): TRACE_REQUEST",
        "the hub accepted it at 2026-01-01T00:00:00.005+00:00 and signed a receipt",
        "in the log of 5 leaves, cosigned by XB at 2026-01-01T00:00:06+00:00, XC at",
        "so it existed at the latest at 2026-01-01T00:00:06+00:00",
        f"XB acknowledged message {FIRST}",
        f"XB rejected message {SECOND}",
        f"message {ELSEWHERE} did not reach XB",
        "[admission.quota]",
        "what is not proved",
    ):
        assert words in said
    assert "secret" not in said


def test_a_disclosed_key_proves_the_content(
    made: Made, sealed: list[Sealed], verify: Verify
) -> None:
    made.files[f"messages/{FIRST}.key"] = sealed[0].content_key
    status, said = verify(made.files)
    assert (status, "the disclosed key opens its content: 8 bytes" in said) == (0, True)
    made.files[f"messages/{FIRST}.key"] = sealed[1].content_key
    status, said = verify(made.files)
    assert status == 1
    assert "[content.commitment]" in said


def test_the_log_alone_vouches_for_a_recipients_receipt(made: Made, verify: Verify) -> None:
    del made.files["statements/1.signed"]
    made.files["statements/1.statement"] = made.statements[1]
    status, said = verify(made.files)
    assert (status, "as its log shows" in said) == (0, True)
    del made.files["statements/1.tlog-proof"]
    status, said = verify(made.files)
    assert (status, "[evidence.unvouched]" in said) == (1, True)


def test_an_older_checkpoint_bounds_the_time_from_below(made: Made, verify: Verify) -> None:
    status, said = verify(made.files | made.older(1, NOW // 1000))
    assert status == 0, said
    assert "not yet in the log of 1 leaves that was cosigned at 2026-01-01T00:00:00" in said


def test_a_backdated_receipt_is_found_out(made: Made, verify: Verify) -> None:
    status, said = verify(made.files | made.older(1, NOW // 1000 + 3600))
    assert (status, "backdated" in said) == (1, True)


def test_evidence_outlives_its_directory_but_not_its_root(
    made: Made, verify: Verify, random: Callable[[int], bytes]
) -> None:
    other = build_region(now_ms=NOW, random=random)
    foreign = made.files | {f"trust/{name}": data for name, data in other.repository.items()}
    status, said = verify(foreign)
    assert (status, "[trust.threshold]" in said) == (2, True)


def test_newer_trust_files_tell_of_a_revocation(
    made: Made, verify: Verify, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = made.region.document("directory.json")
    document["version"] = 2
    document["members"][0]["signing_keys"][0]["revoked_from_ms"] = NOW - DAY_MS
    newer = made.region.changed(NOW + DAY_MS, directory=document)
    replace(newer, members={}).write(tmp_path / "newer")
    assert verify(made.files)[0] == 0
    options = ["--root", str(tmp_path / "root.json"), "--trust", str(tmp_path / "newer" / "trust")]
    assert main([str(tmp_path / "case.evidence"), *options]) == 1
    assert "[directory.key_unknown]" in capsys.readouterr().out


def _broken(made: Made, sealed: list[Sealed]) -> dict[str, Files]:
    """The code or words expected, and the files that are put in place of the good ones."""
    region, good = made.region, made.files
    receipt = made.statements[1]
    content, flipped = bytearray(sealed[0].envelope), bytearray(good["statements/1.signed"])
    content[-1] ^= 1
    flipped[-3] ^= 1  # the last byte of the signature itself
    first = f"messages/{FIRST}.envelope"
    elsewhere = stated(Receipt(FIRST, bytes(32), 41), 1)
    forked = MemoryLog(ORIGIN, region.log_key)
    forked.append([hashlib.sha256(elsewhere).digest()] * 5)
    other_log = MemoryLog("other.example/log", region.log_key)
    other_log.append([hashlib.sha256(receipt).digest()])
    return {
        "[envelope.malformed]": {first: b"\xff"},
        "[envelope.content_digest]": {first: bytes(content)},
        "[evidence.message_id]": {first: sealed[1].envelope},
        "[crypto.signature]": {"statements/1.signed": bytes(flipped)},
        "[statement.malformed]": {"statements/1.signed": b"\xff"},
        "[statement.too_large]": {"statements/1.signed": bytes(2**20)},
        "[statement.hub]": {
            "statements/1.signed": signed(
                stated(Receipt(FIRST, bytes(32), 1), 1, hub="other"), region.hub_key
            )
        },
        "[directory.key_unknown]": {
            "statements/1.signed": signed(receipt, region.members["XA"].signing)
        },
        "[evidence.leaf]": {"statements/1.tlog-proof": good["statements/2.tlog-proof"]},
        "[proof.root]": {"statements/1.signed": signed(elsewhere, region.hub_key)},
        "[evidence.other_header]": {
            "statements/1.signed": signed(elsewhere, region.hub_key),
            "statements/1.tlog-proof": forked.proof(1, forked.note()).encode(),
        },
        "[checkpoint.origin]": {
            "statements/1.tlog-proof": other_log.proof(0, other_log.note())
            ._replace(leaf=1)
            .encode()
        },
        "fewer than 1 witnesses": {"statements/1.tlog-proof": made.proof(1, made.log.note())},
    }


def test_each_broken_link_is_named(made: Made, sealed: list[Sealed], verify: Verify) -> None:
    for expected, changed in _broken(made, sealed).items():
        status, said = verify(made.files | changed)
        assert status == 1, expected
        assert expected in said, said
        assert "the first broken link: " in said


def test_what_is_missing_is_a_doubt_and_not_a_forgery(made: Made, verify: Verify) -> None:
    for missing, words in (
        ("statements/1.signed", "a proof and no statement"),
        ("statements/1.tlog-proof", "its place in the log is not shown"),
    ):
        files = {name: data for name, data in made.files.items() if name != missing}
        status, said = verify(files)
        assert (status, words in said) == (1, True), said
    alone = {name: data for name, data in made.files.items() if "statements/" not in name}
    status, said = verify(alone)
    assert (status, "no receipt" in said) == (1, True)


def test_trust_alone_proves_nothing(made: Made, verify: Verify) -> None:
    files = {name: data for name, data in made.files.items() if name.startswith("trust/")}
    status, said = verify(files)
    assert (status, "it proves nothing" in said) == (2, True)


def test_without_trust_nothing_can_be_checked(made: Made, verify: Verify) -> None:
    files = {name: data for name, data in made.files.items() if not name.startswith("trust/")}
    status, said = verify(files)
    assert (status, "cannot check" in said, "[trust.absent]" in said) == (2, True, True)


def test_a_file_that_is_no_bundle_cannot_be_checked(
    tmp_path: Path, region: Region, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "root.json").write_bytes(region.root)
    (tmp_path / "x").write_bytes(b"no bundle")
    for bundle in ("x", "absent"):
        with pytest.raises(SystemExit) as ended:
            main([str(tmp_path / bundle), "--root", str(tmp_path / "root.json")])
        assert ended.value.code == 2
    assert "[evidence.not_zip]" in capsys.readouterr().err


def test_any_flipped_byte_is_a_doubt(made: Made, verify: Verify) -> None:
    for name, data in made.files.items():
        if name.startswith("trust/"):
            continue
        for at in range(0, len(data), 41):
            changed = bytearray(data)
            changed[at] ^= 1
            status, said = verify(made.files | {name: bytes(changed)})
            if status == 0:  # a signature line under a name that nobody knows is passed over
                assert name.endswith(".tlog-proof"), said


def test_a_bundle_survives_its_file(made: Made) -> None:
    assert unpack(pack(made.files)) == made.files
    assert pack(made.files) == pack(dict(reversed(made.files.items())))


def test_any_flipped_or_missing_byte_of_the_file_is_read_or_refused(made: Made) -> None:
    data = pack({name: made.files[name] for name in sorted(made.files)[:4]})
    codes = set[str]()
    for at in range(0, len(data), 5):
        changed = bytearray(data)
        changed[at] ^= 0xFF
        for broken in (bytes(changed), data[:at]):
            try:
                unpack(broken)
            except FormatError as error:
                codes.add(error.code)
    assert "evidence.not_zip" in codes
    assert all(code.startswith("evidence.") for code in codes)
