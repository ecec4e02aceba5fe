"""Casework under crashes, repeats, other orders and lost mail; see `casework_simulation`.

`SEEDS=1000-2000 pytest tests/simulation` plays others than the usual ones.
"""

import os
from collections.abc import Iterator

import pytest
from casework_simulation import Simulation, play


@pytest.fixture(scope="module")
def simulation() -> Iterator[Simulation]:
    made = Simulation()
    yield made
    made.close()


def _seeds() -> range:
    first, _, last = os.environ.get("SEEDS", "0-40").partition("-")
    return range(int(first), int(last or first) + 1)


def test_every_case_ends_once_and_as_it_should(simulation: Simulation) -> None:
    ends = play(simulation, _seeds())
    assert sum(ends.values()) >= len(_seeds())
