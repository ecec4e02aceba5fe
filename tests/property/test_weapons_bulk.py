"""The bulk index answers as a comparison of every weapon with every other would."""

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from weapon_samples import weapon

from accord.weapons.bulk.marks import MarkIndex, MarkIndexBuilder
from accord.weapons.bulk.packing import LONGEST, MASK
from accord.weapons.codes import MatchGrade
from accord.weapons.keys import search_keys
from accord.weapons.matching import compare
from accord.weapons.normal import normal_forms
from accord.weapons.pattern import Pattern
from accord.weapons.slips import MIN_LENGTH, one_slip_apart

# Few characters, chosen to collide, in two scripts; some too long for two words.
numbers = st.text(alphabet="01OIlSB85A-/ АЖع", max_size=8) | st.sampled_from(
    ["12345678-AB0071", "1999/00148", "T062013C00157", "T062013C00158", "A1" * 10, "A1" * 11]
)
masked = st.text(alphabet="018AB?*[]", max_size=9) | st.sampled_from(["*3C0*157", "T0620?3C00*"])
registers = st.lists(st.lists(numbers | masked, min_size=1, max_size=2), max_size=8)


def _index(held: list[list[str]]) -> MarkIndex:
    builder = MarkIndexBuilder()
    for row, serials in enumerate(held):
        builder.add(row, search_keys(weapon(*serials)))
    return builder.build()


@given(registers, numbers | masked | st.text(max_size=12))
@example([["\U00010400" + "12345", "\ud800" + "777"]], "\U00010428" + "12345")
@example([["0042"], ["J369257"]], "42")
@example([["369M257"], ["AB-O12"]], "369J257")
@example([["A1" * 11]], "A1" * 11)
def test_what_grades_a_or_b_is_certain_and_what_grades_c_is_found(
    held: list[list[str]], asked: str
) -> None:
    index, keys = _index(held), search_keys(weapon(asked))
    certain = index.certain(keys)
    found = {*certain, *index.partial(keys), *index.by_digits(keys)}
    for row, serials in enumerate(held):
        grade = compare(weapon(asked), weapon(*serials)).grade
        if grade in (MatchGrade.A, MatchGrade.B):
            assert row in certain
        if grade is MatchGrade.C:
            assert row in found


@given(registers, st.lists(numbers | masked, max_size=5))
def test_many_at_once_are_answered_as_one_by_one(held: list[list[str]], asked: list[str]) -> None:
    index, keys = _index(held), [search_keys(weapon(number)) for number in asked]
    together = index.certain_many(keys)
    assert [set(found) for found in together] == [set(index.certain(each)) for each in keys]


@given(st.lists(numbers, max_size=12), numbers)
@example(["12345"], "12Ж45")
@example(["1234Ж"], "1234")
@example(["A1" * 10], "A1" * 10 + "A")
@example(["12435"], "12345")
def test_near_is_one_character_other_more_or_fewer_or_two_exchanged(
    held: list[str], asked: str
) -> None:
    near = set(_index([[number] for number in held]).near(search_keys(weapon(asked))))
    for row, number in enumerate(held):
        here, there = _certain(number), _certain(asked)
        apart = bool(here and there) and _one_edit(here, there)
        if max(len(here), len(there)) <= LONGEST:
            assert (row in near) is apart
        assert one_slip_apart(here, there) is (apart and min(len(here), len(there)) >= MIN_LENGTH)


def _certain(number: str) -> str:
    return next(iter(search_keys(weapon(number)).exact), "")


def _one_edit(some: str, other: str) -> bool:
    if len(some) == len(other):
        differing = [at for at, char in enumerate(some) if other[at] != char]
        exchanged = [some[at] for at in differing] == [other[at] for at in reversed(differing)]
        neighbours = len(differing) == 2 and differing[0] + 1 == differing[1]
        return len(differing) == 1 or (neighbours and exchanged)
    short, long = sorted((some, other), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


@pytest.mark.parametrize("unknown", range(4))
def test_a_pattern_finds_its_numbers_among_thousands(unknown: int) -> None:
    held = [f"TJS{n * 7919 % 100_000:05}" for n in range(1_000)]
    held += [f"{100_000 + n * 104_729 % 900_001}" for n in range(1_000)]
    held += [f"T0{n % 700:03}13C{n * 31 % 100_000:05}" for n in range(1_000)]
    index = _index([[number] for number in held])
    for number in held[::300]:
        for first in range(len(number) - unknown):
            masked_number = number[:first] + "?" * unknown + number[first + unknown :]
            pattern = Pattern.parse(masked_number)
            expected = {row for row, one in enumerate(held) if pattern.matches(one)}
            keys = search_keys(weapon(masked_number))
            found = index.partial(keys) if unknown else index.certain(keys)
            assert set(found) >= expected
            assert not unknown or set(index.partial(keys)) == expected


def test_more_characters_than_an_alphabet_holds_are_still_found() -> None:
    letters = string.ascii_uppercase + "".join(map(chr, range(0x4E00, 0x4E00 + 2 * MASK)))
    held = [f"{letter}12345" for letter in letters]
    index = _index([[number] for number in held])
    for row, number in enumerate(held):
        assert row in index.certain(search_keys(weapon(number)))
    found = set(index.partial(search_keys(weapon("?12345"))))
    assert len(found) == len({normal_forms(number).n2 for number in held})
