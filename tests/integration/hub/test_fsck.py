import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hub_kit import MemberClient, write_region
from typer.testing import CliRunner

from accord.crypto.batch import BatchVerifier
from accord.log.checkpoint import Checkpoint
from accord.log.note import Note, SignatureLine
from accord.testing.clock import ManualClock
from hub.cli import app
from hub.entries import Checkpointed, Lane
from hub.fsck import Finding, check
from hub.intake import check_envelope
from hub.ledger_sqlite import SqliteLedger
from hub.notary import LogNotary, Notary
from hub.proposals import Acknowledgement, NewCheckpoint, Publication, Submission, Sweep
from hub.sequencer import Sequencer

# A leaf is the last of an accepted entry's numbers.
_OTHER_LEAF = "CAST(substr(body, 1, 64) || x'09' || substr(body, 66) AS BLOB)"
_OTHER_NOTE = Note(
    Checkpoint("hub", 1, bytes(32)).text, (SignatureLine("hub", b"key.", bytes(64)),)
).encode()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A ledger with messages accepted, shared, acknowledged, expired, refused and reported."""
    clock = ManualClock()
    region = write_region(tmp_path, clock.now_ms())
    trusted = region.trusted(clock.now_ms())
    me = MemberClient("XA", region, trusted.directory, clock, None)  # type: ignore[arg-type]
    data = tmp_path / "hub" / "data"
    data.mkdir(parents=True)
    ledger = SqliteLedger(data / "ledger.sqlite")
    sequencer = Sequencer(
        ledger=ledger,
        region=trusted,
        notary=Notary("hub", region.hub_key),
        log_notary=LogNotary("hub", region.log_key.public, region.log_key),
        clock=clock,
        most_open_messages=100,
    )
    sealed = [
        *me.seal("XB", count=3),
        *me.seal("XB", "XC", count=3),
        *me.seal("XC", lasts_ms=1_000),
    ]
    envelopes = [*(one.envelope for one in sealed), b"bad"]
    checked = [check_envelope(one, "XA", trusted.directory, BatchVerifier()) for one in envelopes]
    sequencer.commit([Submission("XA", checked)])
    sequencer.commit([Acknowledgement("XB", Lane.ROUTINE, 5)])
    clock.advance(seconds=2)
    sequencer.commit([Sweep(), NewCheckpoint()])
    (checkpointed,) = sequencer.commit([NewCheckpoint()]).answers
    assert isinstance(checkpointed, Checkpointed)
    sequencer.commit([Publication(checkpointed.note)])
    ledger.close()
    return data / "ledger.sqlite"


@pytest.fixture
def scratch() -> Iterator[SqliteLedger]:
    ledger = SqliteLedger(":memory:")
    yield ledger
    ledger.close()


def _checked(file: Path, scratch: SqliteLedger) -> Finding | None:
    ledger = SqliteLedger(file)
    try:
        return check(ledger, scratch, "hub")
    finally:
        ledger.close()


def test_a_sound_ledger_is_clean(file: Path, scratch: SqliteLedger) -> None:
    assert _checked(file, scratch) is None
    assert scratch.head() > 10


@pytest.mark.parametrize(
    ("damage", "place"),
    [
        ("DELETE FROM mailbox WHERE position = 6", "mailbox row"),
        ("UPDATE mailbox SET member = 'XB' WHERE position = 5 AND member = 'XC'", "mailbox row"),
        ("UPDATE mailbox SET not_after_ms = 1 WHERE position = 6 AND member = 'XC'", "mailbox row"),
        ("UPDATE message SET position = 3 WHERE position = 2", "message row"),
        ("DELETE FROM message WHERE position = 4", "message row"),
        ("INSERT INTO message VALUES (x'00', 2)", "message row 1"),
        ("UPDATE seen SET directory = 9", "seen row 1"),
        ("DELETE FROM content WHERE position = 6", "content 6"),
        ("INSERT INTO content VALUES (2, x'00')", "content 2"),
        ("UPDATE content SET content = x'00' WHERE position = 6", "content 6"),
        ("DELETE FROM tile", "tile row 1"),
        ("UPDATE tile SET data = zeroblob(length(data))", "tile row 1"),
        ("INSERT INTO tile VALUES (1, 0, x'00')", "tile row 2"),
        ("DELETE FROM entry WHERE position = 3", "entry 3"),
        ("UPDATE entry SET made_ms = 1 WHERE position = 3", "entry 14"),
        (f"UPDATE entry SET body = {_OTHER_LEAF} WHERE position = 3", "entry 3"),
        (
            "UPDATE entry SET body = CAST(zeroblob(40) || substr(body, 41) AS BLOB) WHERE kind = 7",
            "entry 14",
        ),
        (f"UPDATE entry SET body = x'{_OTHER_NOTE.hex()}' WHERE kind = 8", "entry 16"),
        ("UPDATE entry SET body = x'00' WHERE position = 3", "entry after 0"),
    ],
)
def test_damage_is_named(file: Path, scratch: SqliteLedger, damage: str, place: str) -> None:
    db = sqlite3.connect(file)
    db.execute(damage)
    db.commit()
    db.close()
    finding = _checked(file, scratch)
    assert finding is not None
    assert finding.place.startswith(place)


def test_the_command_says_clean_or_what_is_damaged(file: Path) -> None:
    config = file.parents[1] / "hub.toml"
    clean = CliRunner().invoke(app, ["fsck", "--config", str(config)])
    assert (clean.exit_code, clean.output.split(":")[0]) == (0, "clean")
    db = sqlite3.connect(file)
    db.execute("DELETE FROM mailbox")
    db.commit()
    db.close()
    damaged = CliRunner().invoke(app, ["fsck", "--config", str(config)])
    assert damaged.exit_code == 1
    assert "damaged: mailbox row 1" in damaged.output
