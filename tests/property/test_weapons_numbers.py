"""Numbers: forms are idempotent and total, patterns end, readings never fail, keys are complete."""

import string

from hypothesis import example, given, settings
from hypothesis import strategies as st
from weapon_samples import mark, weapon

from accord.errors import FormatError
from accord.weapons import calibres, categories, countries, makers
from accord.weapons.codes import MarkCondition, MarkKind, MarkPosition, MatchGrade
from accord.weapons.completeness import assess
from accord.weapons.firearm import Firearm, Mark
from accord.weapons.identify import Words, identify
from accord.weapons.keys import search_keys, shares
from accord.weapons.matching import compare
from accord.weapons.misplaced import settled
from accord.weapons.normal import normal_forms
from accord.weapons.numbers import is_partial
from accord.weapons.pattern import Pattern
from accord.weapons.reading import read_mark
from accord.weapons.words import fold

texts = st.text(max_size=40)
# Few characters, chosen to collide: confusables, zeros, separators, look-alikes, masks.
tricky = st.text(alphabet="01OIlSB85A-/ .?*[]АВ", max_size=10)
masked = st.text(alphabet=string.ascii_uppercase[:3] + "012?*", max_size=12)


@given(texts | tricky)
def test_normal_forms_are_idempotent(text: str) -> None:
    forms = normal_forms(text)
    assert normal_forms(forms.n0).n0 == forms.n0
    assert normal_forms(forms.n1).n1 == forms.n1
    assert normal_forms(forms.n2).n2 == forms.n2
    assert normal_forms(forms.n3).n3 == forms.n3
    assert normal_forms(forms.n4).n4 == forms.n4
    assert normal_forms(forms.n5).n5 == forms.n5
    assert all(normal_forms(variant).n2 == variant for variant in forms.n6)


@given(st.text(alphabet=string.ascii_letters + string.digits, min_size=1, max_size=12))
def test_plain_numbers_have_the_forms_of_all_numbers(text: str) -> None:
    plain, spaced = normal_forms(text), normal_forms(text + " ")
    assert (plain.n2, plain.n3, plain.n4, plain.n5) == (spaced.n2, spaced.n3, spaced.n4, spaced.n5)
    assert plain.n6 == spaced.n6
    assert (plain.n0, plain.n1) == (spaced.n0.strip(), spaced.n1.strip())


@given(tricky, tricky)
def test_a_coarser_form_never_separates_what_a_finer_one_joins(some: str, other: str) -> None:
    a, b = normal_forms(some), normal_forms(other)
    if a.n2 == b.n2:
        assert (a.n3, a.n4, a.n5, a.n6[:1]) == (b.n3, b.n4, b.n5, b.n6[:1])


@settings(deadline=None)  # the names of countries are read at first use
@given(texts)
def test_the_tables_answer_any_text(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    for resolve in (calibres.resolve, makers.resolve, categories.resolve, countries.resolve):
        resolve(text)


@given(texts | tricky)
def test_every_cell_has_a_reading(text: str) -> None:
    reading = read_mark(text)
    assert reading.text == text
    assert reading.marks()
    assert len(reading.serials) == len(reading.positions)


_WORDS = """
    removido raspado revelado (armação) cano e / , . ; - ?? *** QX4711 4711 47(?)1 nº S/N não
    legível parcial 0 AAA спилен مطموس Pat. cinco X xxx […] 9mm №
"""
# What officers write, in any order: remarks, numbers, masks, places and punctuation.
remarked = st.lists(
    st.sampled_from(_WORDS.split()),
    max_size=9,
).map(" ".join)


@given(remarked | texts | tricky)
def test_a_cell_that_says_removed_never_shows_a_readable_number_of_the_frame(text: str) -> None:
    reading = read_mark(text)
    assert len(reading.marks()) >= 1
    assert reading.certainty <= 1
    assert all(is_partial(one.text) or normal_forms(one.text).n2 for one in reading.numbers)
    if "raspado" in text and "(" not in text and "cano" not in text:
        assert not reading.is_readable
    for one in reading.marks():
        assert len(one.character_confidence) in (0, len(one.text))


cells = st.sampled_from(["", "Taurus", "PT 92", ".38", "9mm", "pistola", "N/D", "AK 47"]) | texts


@settings(deadline=None)
@given(cells, cells, cells, cells, cells, remarked)
def test_a_description_is_identified_whatever_stands_in_its_cells(
    maker: str, model: str, calibre: str, type_: str, country: str, mark: str
) -> None:
    words = Words(maker=maker, model=model, calibre=calibre, type=type_, country=country)
    found = identify(words)
    assert identify(words) == found
    for one in (found.maker, found.calibre, found.kind, found.country):
        assert 0 <= one.confidence <= 1
        assert one.reason
        assert (one.value is None) == (one.cell == "")
    reading = settled(read_mark(mark), words, found.maker.value)
    assert reading.text == mark


@given(st.text(alphabet=string.ascii_uppercase + string.digits, min_size=1, max_size=12))
def test_a_pattern_without_masks_matches_its_number(number: str) -> None:
    assert Pattern.parse(number).matches(number)


@given(masked, st.text(alphabet="ABC012", max_size=8))
def test_patterns_match_what_their_masks_stand_for(text: str, number: str) -> None:
    pattern = Pattern.parse(text)
    assert pattern.matches(number) is _matches_slowly(text, number)
    assert pattern.overlaps(Pattern.parse(number)) is pattern.matches(number)


def _matches_slowly(text: str, number: str) -> bool:
    if not text:
        return not number
    if text[0] == "*":
        return any(_matches_slowly(text[1:], number[i:]) for i in range(len(number) + 1))
    if not number or text[0] not in ("?", number[0]):
        return False
    return _matches_slowly(text[1:], number[1:])


@given(st.text(max_size=200), texts)
def test_patterns_end_whatever_they_hold(text: str, number: str) -> None:
    try:
        pattern = Pattern.parse(text)
    except FormatError:
        return
    pattern.matches(normal_forms(number).n2)
    assert pattern.overlaps(pattern)


marks = st.builds(
    mark,
    tricky,
    kind=st.sampled_from(MarkKind),
    condition=st.sampled_from(MarkCondition),
    position=st.sampled_from(MarkPosition),
)
weapons = st.builds(
    weapon,
    marks,
    marks,
    maker=st.sampled_from(
        ["Taurus", "FORJAS TAURUS", "Colt", "Glock", "Glock Inc", "AK", "", "Ex"]
    ),
    calibre=st.sampled_from(["9x19", "9", ".38", ".380", "12", ""]),
    type_text=st.sampled_from(["Pistola", "Revólver", "Fuzil", ""]),
    country=st.sampled_from(["BR", "US", "SUHH", "RU", "UNKNOWN", ""]),
)


@given(weapons, weapons)
@example(weapon("0042"), weapon("42"))
@example(weapon("15-055885"), weapon("055885"))
@example(weapon("165????"), weapon("1651234"))
def test_whatever_matches_shares_a_key_and_both_ways_alike(some: Firearm, other: Firearm) -> None:
    match, back = compare(some, other), compare(other, some)
    assert match.grade is back.grade
    sharing = shares(search_keys(some), search_keys(other))
    assert sharing is shares(search_keys(other), search_keys(some))
    if match.grade is not MatchGrade.X:
        assert sharing


@given(weapons)
def test_a_weapon_with_a_certain_frame_number_matches_itself(firearm: Firearm) -> None:
    certain: tuple[Mark, ...] = (mark("TJS28772"), *firearm.marks)
    described = weapon(*certain)
    assert compare(described, described).grade is MatchGrade.A


@given(weapons)
def test_every_description_can_be_assessed(firearm: Firearm) -> None:
    completeness = assess(firearm)
    assert len(completeness.missing) == len(completeness.advice)
