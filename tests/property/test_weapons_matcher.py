"""Matching many weapons with a register gives what comparing each with every record would."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st
from weapon_samples import mark, weapon

from accord.weapons.bulk.marks import MarkIndexBuilder
from accord.weapons.bulk.matcher import Matcher
from accord.weapons.codes import Component, MarkCondition, MarkKind, MarkPosition
from accord.weapons.firearm import Firearm
from accord.weapons.keys import search_keys
from accord.weapons.matching import compare

# Few of each, so that weapons meet in every way; numbers that are equal, alike and one slip apart.
marks = st.builds(
    mark,
    st.sampled_from(
        [
            "AB1234",
            "ab-1234",
            "A81234",
            "BA1234",
            "AB1235",
            "AB01234",
            "12-AB1234",
            "A?1234",
            "B*34",
        ]
    ),
    kind=st.sampled_from(
        [MarkKind.MANUFACTURER_SERIAL] * 4
        + [MarkKind.COMPONENT_SERIAL, MarkKind.IMPORT_SERIAL, MarkKind.PROOF_MARK]
    ),
    condition=st.sampled_from(
        [MarkCondition.INTACT, MarkCondition.RESTORED, MarkCondition.OBLITERATED]
    ),
    position=st.sampled_from([MarkPosition.FRAME, MarkPosition.SLIDE, MarkPosition.UNKNOWN]),
    component=st.none() | st.just(Component.BARREL),
)
weapons = st.builds(
    lambda borne, maker, calibre, kind, country, model, years: weapon(
        *borne,
        maker=maker,
        calibre=calibre,
        type_text=kind,
        country=country,
        model=model,
        years=years,
    ),
    st.lists(marks, max_size=3),
    st.sampled_from(["Taurus", "Forjas Taurus SA", "Glock", "Tauras", ""]),
    st.sampled_from(["9 mm Luger", "9x19", ".38", ""]),
    st.sampled_from(["Pistola", "Fuzil", ""]),
    st.sampled_from(["BR", "AT", "UNKNOWN"]),
    st.sampled_from(["", "PT 92", "G17"]),
    st.none() | st.sampled_from([(1990, 1990), (1985, 1995), (2001, 2001)]),
)


@dataclass(frozen=True, slots=True)
class Held:
    row: int
    firearm: Firearm


def _matcher(register: list[Firearm]) -> Matcher[Held]:
    builder = MarkIndexBuilder()
    for row, firearm in enumerate(register):
        builder.add(row, search_keys(firearm))
    return Matcher([Held(row, firearm) for row, firearm in enumerate(register)], builder.build())


@given(st.lists(weapons, max_size=8), st.lists(weapons, max_size=4), st.booleans())
def test_many_weapons_get_the_candidates_that_each_alone_would(
    register: list[Firearm], asked: list[Firearm], near: bool
) -> None:
    matcher = _matcher(register)
    together = list(matcher.match_many(asked, near=near))
    assert together == [matcher.match(each, near=near) for each in asked]
    for each, candidates in zip(asked, together, strict=True):
        compared = [compare(each, held, near=near) for held in register]
        assert all(one.match == compared[one.record.row] for one in candidates)
        expected = {row for row, match in enumerate(compared) if match.grade in ("A", "B")}
        if not expected:
            expected = {row for row, match in enumerate(compared) if match.grade == "C"}
            assert {one.record.row for one in candidates} == expected
        assert {one.record.row for one in candidates} >= expected


def test_a_number_one_slip_away_is_found_though_another_mark_bears_the_number_itself() -> None:
    imported = mark("AB1234", kind=MarkKind.IMPORT_SERIAL)
    held, asked = weapon(imported, "AB1235"), weapon("AB1234")
    (found,) = _matcher([held]).match(asked, near=True)
    assert found.match == compare(asked, held, near=True)
    assert found.match.grade == "C"


def test_what_is_sure_names_the_marks_one_slip_away_as_well() -> None:
    barrel = mark("AB1235", component=Component.BARREL)
    held, asked = weapon("AB1234"), weapon("AB1234", barrel)
    (found,) = _matcher([held]).match(asked, near=True)
    assert found.match == compare(asked, held, near=True)
    assert len(found.match.marks_matched) == 2
