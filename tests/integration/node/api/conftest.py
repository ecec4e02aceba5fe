from collections.abc import Iterator

import pytest
from region_api import RegionApi


@pytest.fixture
def region() -> Iterator[RegionApi]:
    opened = RegionApi()
    yield opened
    opened.close()
