from dataclasses import replace

import pytest
from weapon_samples import mark, weapon

from accord.weapons.codes import MarkCondition, MarkKind, MarkPosition
from accord.weapons.completeness import CompletenessLevel, assess
from accord.weapons.firearm import Firearm

NOTHING = mark("", condition=MarkCondition.OBLITERATED)


@pytest.mark.parametrize(
    ("firearm", "level", "missing"),
    [
        (weapon("TJS28772"), CompletenessLevel.COMPLETE, ()),
        (weapon("TJS28772", maker=""), CompletenessLevel.COMPLETE, ()),  # the country stands in
        (weapon("1", maker="", country="UNKNOWN"), CompletenessLevel.PARTIAL, ("maker",)),
        (weapon("TJS28772", calibre="Outros"), CompletenessLevel.PARTIAL, ("calibre",)),
        (weapon("TJS28772", type_text=""), CompletenessLevel.PARTIAL, ("type",)),
        (weapon("165????"), CompletenessLevel.PARTIAL, ("serial",)),
        (
            weapon(mark("22233", position=MarkPosition.SLIDE)),
            CompletenessLevel.PARTIAL,
            ("serial",),
        ),
        (
            weapon(NOTHING, mark("XB 2013", kind=MarkKind.IMPORT_MARK)),
            CompletenessLevel.PARTIAL,
            ("serial",),
        ),
        (weapon(NOTHING), CompletenessLevel.INSUFFICIENT, ("serial",)),
        (weapon("0000"), CompletenessLevel.INSUFFICIENT, ("serial",)),
        (weapon("?????"), CompletenessLevel.INSUFFICIENT, ("serial",)),
        (Firearm(), CompletenessLevel.INSUFFICIENT, ("serial", "maker", "calibre", "type")),
    ],
)
def test_levels(firearm: Firearm, level: CompletenessLevel, missing: tuple[str, ...]) -> None:
    completeness = assess(firearm)
    assert completeness.level is level
    assert completeness.missing == missing
    assert len(completeness.advice) == len(missing)


def test_a_restored_number_is_readable() -> None:
    restored = weapon(mark("TJS28772", condition=MarkCondition.RESTORED))
    assert assess(restored).level is CompletenessLevel.COMPLETE


def test_a_factory_symbol_names_the_maker() -> None:
    described = replace(weapon("1", maker="", country=""), factory_code="arrow in triangle")
    assert assess(described).missing == ()
