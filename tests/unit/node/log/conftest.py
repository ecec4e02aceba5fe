from collections.abc import Iterator

import pytest
from watch_kit import Watch, watching


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Watches a log of 300 entries."""
    with watching() as watch:
        yield watch
