"""The guide's examples are mappings that can be read."""

import re
from pathlib import Path

import pytest

from adapters.mapping import read_mapping
from adapters.rules import DatabaseSource, FileSource

GUIDE = Path(__file__).parents[3] / "docs/guides/write-a-mapping.md"
HEAD = "register: R\nrecord_holder: POLICE\n"
REST = "record_id: Id\nmarks: [{kind: MANUFACTURER_SERIAL, text: Serial}]\n"
EVENTS = "tables: {events: {I: IMPORTED}}\n"


def example(heading: str) -> str:
    section = GUIDE.read_text("utf-8").split(f"\n## {heading}")[1]
    found = re.search(r"```yaml\n(.*?)```", section, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_smallest_mapping() -> None:
    mapping = read_mapping(example("The smallest mapping").encode(), "guide")
    assert list(mapping.columns) == ["Item No", "Serial No"]


def test_the_sections() -> None:
    mapping = read_mapping((HEAD + "source: {}\n" + example("Sections")).encode(), "guide")
    assert len(mapping.marks) == 3
    assert len(mapping.chain) == 2


@pytest.mark.parametrize(
    ("heading", "kind"), [("Files", FileSource), ("Databases", DatabaseSource)]
)
def test_the_sources(heading: str, kind: type) -> None:
    mapping = read_mapping((HEAD + example(heading) + REST + EVENTS).encode(), "guide")
    assert isinstance(mapping.source, kind)
