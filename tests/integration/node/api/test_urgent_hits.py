"""Hits by urgency, and notices by whose they are, as the interface lists them."""

from collections.abc import Iterator

import pytest
from notice_kit import MINUTE_MS, Notices, theft, trusted
from notice_samples import pistol


@pytest.fixture(scope="module")
def region() -> Iterator[Notices]:
    region = Notices()
    region.begin_anew(trusted(round_the_clock=("XA", "XB")))
    yield region
    region.close()


def test_the_nearest_clock_comes_first_then_what_has_none_and_pages_follow(
    region: Notices,
) -> None:
    for number in range(4):
        serial = f"KX {4711 + number}"
        region.publish(theft(pistol(serial)))
        region.seize("XB", pistol(serial), subject=f"CASE-{number}")
    first, second, third, fourth = (hit.hit_id for hit in reversed(region.hits("XB")))
    region.ask(second)  # within the hour
    region.clock.advance(ms=MINUTE_MS)
    region.ask(third, urgent=True)  # within ten minutes
    views = region.room("XB").views

    def listed(limit: int, before: str = "") -> list[str]:
        found = region["XB"].read(
            lambda tx: views.list_hits(tx, urgency=True, limit=limit, before=before)
        )
        return [hit.hit_id for hit in found]

    order = [third, second, fourth, first]
    assert listed(10) == order
    assert listed(2) == order[:2]
    assert listed(2, before=second) == order[2:]
    assert listed(2, before=third) == [second, fourth]
    assert listed(2, before=fourth) == [first]


def test_notices_are_ours_or_those_of_all_others(region: Notices) -> None:
    ours = region.publish(theft(pistol("QQ 88101")), "XB")
    views = region.room("XB").views

    def listed(whose: str) -> set[str]:
        found = region["XB"].read(lambda tx: views.list_notices(tx, whose=whose))
        return {notice.owner for notice in found}

    assert listed("ours") == {"XB"}
    assert listed("others") == {"XA"}
    assert ours in {
        one.notice_id for one in region["XB"].read(lambda tx: views.list_notices(tx, whose="ours"))
    }
