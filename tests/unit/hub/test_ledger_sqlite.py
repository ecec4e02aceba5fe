import sqlite3
from pathlib import Path

import pytest
from ledger_kit import LedgerKit, accepted, entries

from accord.errors import FormatError
from hub.entries import Acknowledged, Lane
from hub.ledger import Ledger
from hub.ledger_sqlite import SqliteLedger


class TestSqliteLedger(LedgerKit):
    def make(self) -> Ledger:
        return SqliteLedger(":memory:")


def test_keeps_everything_across_a_restart(tmp_path: Path) -> None:
    first = SqliteLedger(tmp_path / "ledger.sqlite")
    first.append(0, entries(0, accepted(1), accepted(2)), {})
    first.close()
    again = SqliteLedger(tmp_path / "ledger.sqlite")
    assert again.head() == 2
    assert [item.position for item in again.mailbox("XB", Lane.ROUTINE, 0, 10, 100)] == [1, 2]
    again.close()


def test_writes_through_to_the_disk_at_every_commit(tmp_path: Path) -> None:
    ledger = SqliteLedger(tmp_path / "ledger.sqlite")
    pragma = ledger._db.execute
    assert pragma("PRAGMA journal_mode").fetchone() == ("wal",)
    assert pragma("PRAGMA synchronous").fetchone() == (2,)
    ledger.close()


def test_erased_content_is_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    ledger = SqliteLedger(file)
    ledger.append(0, entries(0, *(accepted(number) for number in range(50))), {})
    ledger.append(50, entries(50, Acknowledged(Lane.ROUTINE, 50, "XB")), {})
    ledger.close()
    assert b"content 1" not in file.read_bytes()


@pytest.mark.parametrize("statement", ["CREATE TABLE other (x)", "PRAGMA user_version = 99"])
def test_refuses_a_file_that_is_not_its_own(tmp_path: Path, statement: str) -> None:
    file = tmp_path / "other.sqlite"
    db = sqlite3.connect(file)
    db.execute(statement)
    db.close()
    with pytest.raises(FormatError, match="not a ledger of schema"):
        SqliteLedger(file)


def test_refuses_a_newer_schema(tmp_path: Path) -> None:
    file = tmp_path / "ledger.sqlite"
    SqliteLedger(file).close()
    db = sqlite3.connect(file)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(FormatError, match="install the version that wrote it"):
        SqliteLedger(file)
