from collections.abc import Iterator

import pytest
from people_kit import people_of

from accord.testing.clock import ManualClock
from node.audit.tables import audit_entry
from node.people.opening import People
from node.people.tables import account
from node.store.engine import Store, open_engine
from node.store.schema import metadata


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def people(clock: ManualClock) -> Iterator[People]:
    store = Store(open_engine("sqlite://"))
    own = ("account", "login_", "api_token", "provider_", "audit_")
    tables = [table for table in metadata.sorted_tables if table.name.startswith(own)]
    assert {audit_entry, account} <= set(tables)
    metadata.create_all(store.engine, tables)
    yield people_of("XA", clock, store)
    store.close()
