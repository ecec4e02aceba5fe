"""What the guides show is what the readers take."""

import re
from pathlib import Path

from accord.cases.handover_reply import read_reply
from accord.cases.statistics_sheets import read_template

ROOT = Path(__file__).parents[3]


def block(guide: str, language: str) -> bytes:
    text = (ROOT / "docs/guides" / guide).read_text("utf-8")
    found = re.search(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1].encode()


def test_the_reply_of_the_guide_is_read() -> None:
    assert read_reply(block("handover.md", "json")).file_id == "XC-HO-2026-00001"


def test_the_template_of_the_guide_is_read() -> None:
    assert len(read_template(block("statistics.md", "csv"))) == 3


def test_the_template_that_is_shipped_is_read() -> None:
    assert read_template((ROOT / "deploy/statistics/arms_flows.csv").read_bytes())
