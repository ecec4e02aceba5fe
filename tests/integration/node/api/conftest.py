from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from officers import Officers
from region_api import TOKEN, RegionApi
from running_api import configured, running

STATES = ("XA", "XB", "XC")


@pytest.fixture
def region() -> Iterator[RegionApi]:
    opened = RegionApi()
    yield opened
    opened.close()


@pytest.fixture
def officers(region: RegionApi, tmp_path: Path) -> Iterator[Officers]:
    configs = {}
    with ExitStack() as stack:
        for state in STATES:
            folder = tmp_path / state
            folder.mkdir()
            configs[state] = configured(folder, TOKEN)
            stack.enter_context(running(configs[state], partial(region.app, state)))
        yield Officers(region, configs)
