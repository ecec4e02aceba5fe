from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from stores import declare_all_tables, file_store, memory_store

from accord.errors import FormatError
from node.store.migrate import migrate, newest_revision
from node.store.schema import metadata


def test_the_migrations_build_exactly_the_declared_tables() -> None:
    declare_all_tables()
    with memory_store() as store, store.read() as tx:
        assert compare_metadata(MigrationContext.configure(tx), metadata) == []


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    with file_store(tmp_path) as store:
        migrate(store)
        with store.read() as tx:
            assert MigrationContext.configure(tx).get_current_revision() == newest_revision()


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    with file_store(tmp_path) as store:
        with store.begin() as tx:
            tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(FormatError) as raised:
            migrate(store)
    assert raised.value.code == "store.schema_newer"
    assert "9999" in raised.value.text
