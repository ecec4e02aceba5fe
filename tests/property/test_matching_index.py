"""The node's index misses nothing that a comparison of every pair would grade A, B or C."""

from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stores import memory_store
from weapon_samples import mark, weapon

from accord.weapons.codes import MarkKind, MarkPosition, MatchGrade
from accord.weapons.firearm import Firearm
from accord.weapons.matching import compare
from node.matching.index import Index
from node.store.engine import Store

# Few characters, chosen to collide; masks among them.
tricky = st.text(alphabet="01OIlSB85A-/ .?*[]АВ", max_size=10)
longer = st.sampled_from(
    ["TJS28772", "TJ528772", "TJS2877?", "*S287*2", "12345678-TJS28772", "1" * 5]
)
marks = st.builds(
    mark,
    tricky | longer,
    kind=st.sampled_from(
        [MarkKind.MANUFACTURER_SERIAL, MarkKind.COMPONENT_SERIAL, MarkKind.REGIONAL_SERIAL]
    ),
    position=st.sampled_from([MarkPosition.FRAME, MarkPosition.SLIDE]),
)
weapons = st.builds(
    weapon, marks, marks, maker=st.sampled_from(["Taurus", "Colt", ""]), country=st.just("BR")
)
SHELVES = count()


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with memory_store() as opened:
        yield opened


@settings(max_examples=60)
@given(st.lists(weapons, max_size=6), weapons, st.booleans())
@example([weapon("0042"), weapon("165????")], weapon("1651234", "42"), False)
@example([weapon(mark("42", kind=MarkKind.REGIONAL_SERIAL))], weapon("42"), True)
def test_the_index_finds_what_comparing_everything_finds(
    store: Store, held: list[Firearm], asked: Firearm, near: bool
) -> None:
    index, shelf = Index(), f"shelf-{next(SHELVES)}"
    with store.begin() as tx:
        for number, firearm in enumerate(held):
            index.put(tx, shelf, str(number), firearm)
        found = {one.subject: one.match for one in index.find(tx, shelf, asked, near=near)}
    compared = {
        str(number): compare(asked, firearm, near=near) for number, firearm in enumerate(held)
    }
    assert found == {
        subject: match for subject, match in compared.items() if match.grade is not MatchGrade.X
    }
    for number, firearm in enumerate(held):
        assert compare(firearm, asked, near=near).grade is compared[str(number)].grade
