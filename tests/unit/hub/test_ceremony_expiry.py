"""What a published version warns of, and when."""

import random

import pytest

from accord.testing.region import DAY_MS, build_region
from hub.ceremony.expiry import Ending, endings

NOW = 1_800_000_000_000


@pytest.mark.parametrize(
    ("days", "urgency"), [(61, ""), (60, "soon"), (15, "soon"), (14, "URGENT"), (0, "EXPIRED")]
)
def test_warnings_come_sixty_and_fourteen_days_before(days: int, urgency: str) -> None:
    assert Ending("root", NOW + days * DAY_MS, "").urgency(NOW) == urgency


def test_everything_that_ends_is_listed_with_a_remedy() -> None:
    region = build_region(now_ms=NOW, random=random.Random(1).randbytes).trusted(NOW)
    found = {ending.what: ending for ending in endings(region)}
    assert {"root", "targets", "directory", "policy", "snapshot", "timestamp"} < found.keys()
    assert {"hub: last TLS certificate", "member XA: last TLS certificate"} < found.keys()
    assert all(ending.remedy for ending in found.values())


def test_a_key_with_an_end_is_listed_unless_another_goes_on_after_it() -> None:
    region = build_region(now_ms=NOW, random=random.Random(1).randbytes)
    document = region.document("directory.json")
    keys = document["members"][0]["signing_keys"]
    keys[0]["valid_to_ms"] = NOW + DAY_MS
    alone = region.changed(NOW + 90 * DAY_MS, directory=document | {"version": 2})
    ends = {one.what: one.at_ms for one in endings(alone.trusted(NOW))}
    assert ends["member XA: last of its signing keys"] == NOW + DAY_MS
    keys.append({name: keys[0][name] for name in ("algorithm", "valid_from_ms")})
    keys[1]["public"] = document["members"][1]["signing_keys"][0]["public"]
    followed = region.changed(NOW + 90 * DAY_MS, directory=document | {"version": 3})
    whats = {one.what for one in endings(followed.trusted(NOW))}
    assert "member XA: last of its signing keys" not in whats
