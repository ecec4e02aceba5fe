from collections.abc import Callable, Iterator
from typing import Any

import pytest
from casework_kit import Federation


@pytest.fixture
def federation() -> Iterator[Callable[..., Federation]]:
    made: list[Federation] = []

    def make(**options: Any) -> Federation:
        made.append(Federation(**options))
        return made[-1]

    yield make
    for one in made:
        one.close()
