"""The outline of a weapon with its marks."""

from dataclasses import replace

from casework_kit import rifle

from accord.weapons.codes import MarkCondition, MarkKind, MarkPosition, WeaponAction, WeaponType
from accord.weapons.firearm import Mark
from node.console.traces.outline import outline


def _mark(position: MarkPosition) -> Mark:
    return Mark(
        kind=MarkKind.MANUFACTURER_SERIAL,
        text="1234",
        condition=MarkCondition.INTACT,
        position=position,
    )


def test_every_position_has_a_number_that_leads_to_its_row() -> None:
    for weapon in (
        rifle(),
        rifle(type=WeaponType.PISTOL),
        rifle(type=WeaponType.PISTOL, action=WeaponAction.REVOLVER),
    ):
        marks = tuple(_mark(position) for position in MarkPosition)
        drawn = outline(replace(weapon, marks=marks), "Marks", lambda count: f"#mark-{count}")
        assert drawn.count('class="o-mark"') == len(MarkPosition)
        assert f'href="#mark-{len(MarkPosition)}"' in drawn


def test_marks_of_one_place_stand_beside_each_other() -> None:
    marks = (_mark(MarkPosition.FRAME), _mark(MarkPosition.FRAME))
    drawn = outline(rifle(marks=marks), "Marks", str)
    centres = [part.partition('"')[0] for part in drawn.split('cx="')[1:]]
    assert len(set(centres)) == 2


def test_a_title_is_escaped() -> None:
    assert "<script" not in outline(rifle(), '"><script>', str)
