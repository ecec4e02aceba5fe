import pytest

from accord.weapons.anchors import anchor_of, anchors_at
from accord.weapons.pattern import Pattern


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("165????", "^0:165"),
        ("?1?34567", "^3:345"),
        ("*4567", "$4:456"),
        ("1*4?67", "$2:67"),
        ("*345*", "~:345"),
        ("1?3?5", "^0:1"),
        ("[AB]1?*", "^1:1"),
        ("????", None),
    ],
)
def test_the_longest_run_in_a_certain_place_is_the_anchor(text: str, anchor: str | None) -> None:
    assert anchor_of(Pattern.parse(text)) == anchor


def test_a_number_that_no_pattern_can_match_has_no_anchors() -> None:
    assert anchors_at("1" * 129) == frozenset()
    assert anchors_at("") == frozenset()
