"""Federations that the scenarios borrow, so that each begins anew without being built anew."""

from collections.abc import Iterator

import pytest
from notice_kit import Lend, Notices, Pool


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = Pool()
    yield made
    made.close()


@pytest.fixture
def lend(pool: Pool) -> Lend:
    pool.take_back()
    return pool.lend


@pytest.fixture
def region(lend: Lend) -> Notices:
    return lend()
