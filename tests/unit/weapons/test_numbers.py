import pytest

from accord.weapons.codes import Component, MarkCondition, MarkKind, MarkPosition
from accord.weapons.firearm import Firearm, Mark
from accord.weapons.numbers import Number, numbers_of


def _number(mark: Mark) -> Number | None:
    numbers = numbers_of(Firearm(marks=(mark,)))
    return numbers[0] if numbers else None


def _serial(
    text: str,
    *,
    kind: MarkKind = MarkKind.MANUFACTURER_SERIAL,
    condition: MarkCondition = MarkCondition.INTACT,
    position: MarkPosition = MarkPosition.FRAME,
    component: Component | None = None,
) -> Mark:
    return Mark(kind=kind, text=text, condition=condition, position=position, component=component)


@pytest.mark.parametrize("text", ["", "0", "000", "AAA", "????", "1?", "12??[", "-"])
def test_texts_that_name_no_weapon_are_no_numbers(text: str) -> None:
    assert _number(_serial(text)) is None


@pytest.mark.parametrize(
    "kind", [MarkKind.PATENT_NUMBER, MarkKind.PROOF_MARK, MarkKind.ASSEMBLY_NUMBER, MarkKind.MODEL]
)
def test_numbers_that_many_weapons_share_do_not_identify(kind: MarkKind) -> None:
    assert _number(_serial("12345", kind=kind)) is None


def test_words_on_an_obliterated_mark_are_no_number() -> None:
    assert _number(_serial("removido", condition=MarkCondition.OBLITERATED)) is None
    assert _number(_serial("12345", condition=MarkCondition.NEVER_MARKED)) is None


@pytest.mark.parametrize(
    "condition", [MarkCondition.RESTORED, MarkCondition.ALTERED, MarkCondition.PARTIAL]
)
def test_restored_altered_and_partial_marks_are_doubtful(condition: MarkCondition) -> None:
    number = _number(_serial("12345", condition=condition))
    assert number is not None
    assert number.standing.doubtful


def test_the_frame_carries_the_identity() -> None:
    frame = _number(_serial("12345", position=MarkPosition.UNKNOWN))
    slide = _number(_serial("12345", position=MarkPosition.SLIDE))
    part = _number(_serial("12345", kind=MarkKind.COMPONENT_SERIAL, component=Component.BARREL))
    assert frame is not None
    assert frame.standing.on_frame
    assert slide is not None
    assert not slide.standing.on_frame
    assert part is not None
    assert not part.standing.on_frame
    assert part.standing.kind is MarkKind.MANUFACTURER_SERIAL
    assert part.standing.label == "COMPONENT_SERIAL on BARREL"
