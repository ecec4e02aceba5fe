from collections.abc import Iterator

import pytest
from pair_kit import End

from accord.testing.clock import ManualClock


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def xa(clock: ManualClock) -> Iterator[End]:
    made = End("XA", clock, 1)
    yield made
    made.close()


@pytest.fixture
def xb(clock: ManualClock) -> Iterator[End]:
    made = End("XB", clock, 2)
    yield made
    made.close()


@pytest.fixture
def xc(clock: ManualClock) -> Iterator[End]:
    made = End("XC", clock, 3)
    yield made
    made.close()
